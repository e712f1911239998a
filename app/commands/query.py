"""`claimgraph query`: saved queries and Cypher of one's own, read-only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import as_mapping, prints_json, signs, takes_min_confidence, takes_parameters, uses_store
from claimgraph.app.settings import Settings
from claimgraph.app.streams import for_terminal
from claimgraph.graph.errors import QueryError

if TYPE_CHECKING:
    from claimgraph.queries import Catalog, Query

FORMATS = ["table", "json", "csv", "md", "html"]


def _catalog() -> Catalog:
    from claimgraph.queries import Catalog

    return Catalog.load(Settings.from_environment().queries)


@click.group()
def query() -> None:
    """Ask the graph: list, show, run and save Cypher queries.

    Queries only read: a write, LOAD CSV or a procedure that touches the server is refused.
    """


@query.command("list")
@prints_json("One JSON array instead of a table.")
@uses_store
def list_queries(settings: Settings, as_json: bool) -> None:
    """List the saved queries by category, with their parameters.

    All stores have the same queries; --store only makes the commands that come next ask that store.
    """
    from claimgraph.app import output
    from claimgraph.app.session import check_store

    check_store(settings)
    output.show_catalog(_catalog(), as_json=as_json)


@query.command()
@click.argument("name")
@prints_json("One JSON object instead of the query's text.")
def show(name: str, as_json: bool) -> None:
    """Print a saved query: its parameters, columns and Cypher."""
    from claimgraph.app import output

    found = _catalog().get(name)
    if as_json:
        output.show_json({**found.describe(), "cypher": found.cypher})
    else:
        click.echo(for_terminal(found.text), nl=False)


@query.command()
@click.argument("name", required=False)
@click.option("--cypher", metavar="TEXT", help="Cypher of your own instead of a saved query.")
@takes_parameters
@takes_min_confidence("The same as -p min_confidence=N, for the queries that have this parameter.")
@click.option("--format", "shape", type=click.Choice(FORMATS), help="How the rows are written.  [default: table]")
@prints_json("The same as --format json.")
@click.option("--limit", type=click.IntRange(1), default=10_000, show_default=True, help="At most this many rows.")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds that it may take."
)
@click.option("--max-mb", type=click.IntRange(1), default=50, show_default=True, help="The most megabytes to receive.")
@uses_store
def run(
    settings: Settings,
    name: str | None,
    cypher: str | None,
    parameters: tuple[str, ...],
    min_confidence: float,
    shape: str | None,
    as_json: bool,
    limit: int,
    timeout: float,
    max_mb: int,
) -> None:
    """Run a saved query, or Cypher text.

    \b
    claimgraph query run suppliers-of -p state=Russia
    claimgraph query run contested --format csv > contested.csv
    claimgraph query run --cypher 'MATCH (s:State) RETURN s.name' --format json
    """
    from claimgraph.app.session import open_store
    from claimgraph.app.words import table_width
    from claimgraph.graph.counting import counted
    from claimgraph.graph.printable import safe
    from claimgraph.queries import Query, format_rows, left_unsure, remarks
    from claimgraph.queries import run as run_query

    if bool(name) == bool(cypher):
        raise click.UsageError(
            "give the NAME of a saved query, or --cypher TEXT; `claimgraph query list` shows the names"
        )
    if as_json and shape not in (None, "json"):
        raise click.UsageError(f"--json is --format json: leave out --format {shape}, or --json")
    shape = "json" if as_json else shape or "table"
    saved = _catalog().get(name) if name else Query.of_cypher(cypher or "")
    given = as_mapping(parameters)
    if min_confidence:
        given = _with_confidence(saved, given, min_confidence)
    with open_store(settings) as store:
        values = saved.bind(given, store)
        rows = run_query(store, saved, values, timeout=timeout, limit=limit, most_bytes=max_mb * 1_000_000)
        told = [*remarks(saved, values, rows, store), *left_unsure(store, saved, values, rows, timeout=timeout)]
        told += filter(None, [store.lost()])
    click.echo(for_terminal(format_rows(rows, shape, saved, values, table_width())), nl=False)
    for remark in told:
        click.echo(f"Note: {safe(remark)}", err=True)
    if rows.truncated and shape in ("json", "csv"):
        click.echo(f"There are more than {counted(limit, 'row')}; --limit takes more.", err=True)


def _with_confidence(saved: Query, given: dict[str, str], minimum: float) -> dict[str, str]:
    """What was given, with --min-confidence as the parameter that it stands for."""
    if "min_confidence" not in {parameter.name for parameter in saved.parameters}:
        what = f"the query {saved.name}" if saved.name else "the Cypher"
        raise QueryError(
            f"--min-confidence {minimum:g}: {what} has no parameter min_confidence; in Cypher of your own compare with "
            "it: WHERE coalesce(claim.confidence, 1.0) >= $min_confidence"
        )
    if "min_confidence" in given:
        raise QueryError("--min-confidence and -p min_confidence are the same: give one of them")
    return {**given, "min_confidence": str(minimum)}


@query.command()
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@signs
def save(name: str, file: Path, by: str) -> None:
    """Save the query in FILE (- for standard input) under NAME, beside the shipped ones.

    Where FILE has no header, one is made: the type of each parameter follows from what the Cypher compares it with.
    """
    from claimgraph.app import output

    own = _catalog()
    saved = own.save(name, _standard_input(), by=by) if str(file) == "-" else own.import_file(file, name, by=by)
    click.echo(f"Saved as {name}: {saved}")
    output.show_parameters(_catalog().get(name), saved)


def _standard_input() -> str:
    if sys.stdin is None:
        raise QueryError("standard input: is closed; pipe a query into it")
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"standard input: is not text in UTF-8 (byte {error.start})") from error


@query.command()
@click.argument("name")
@signs
def remove(name: str, by: str) -> None:
    """Remove a query of your own; a shipped query of that name is back then."""
    _catalog().remove(name, by=by)
    click.echo(f"Removed {name}")
