"""What can be drawn (files, the store, a query's claims) and the files it can be written to."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimgraph.graph.counting import unsure
from claimgraph.graph.errors import ClaimgraphError, LoadError, QueryError
from claimgraph.graph.files import is_no_file, write_whole
from claimgraph.graph.network import Network
from claimgraph.graph.remark import without_notes
from claimgraph.loaders.extract.extractor import DEFAULT

if TYPE_CHECKING:
    from claimgraph.app.failures import Failures
    from claimgraph.app.settings import Settings
    from claimgraph.graph.render import PageInfo, View
    from claimgraph.graph.store import Rows, Store


PAGE, PYVIS = "page", "pyvis"
_WINDOW = "88vh"  # the height of a picture that has a window for itself, under its heading
RENDERERS = (PAGE, PYVIS)
"""What an HTML file can be: claimgraph's own page, or a plain one of pyvis."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network, where it came from, and how it is looked at.

    Parameters:
        renderer: which of `RENDERERS` an HTML file is.
    """

    network: Network
    title: str
    query: str = ""
    query_name: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    built_on: date = field(default_factory=date.today)
    view: View | None = None
    renderer: str = PAGE

    def titled(self, title: str | None) -> Drawing:
        """The same with another heading, if one is given."""
        return replace(self, title=title) if title else self

    def surer_than(self, minimum: float) -> tuple[Drawing, str]:
        """The same without the claims read with a confidence below a minimum, and a line on what that leaves out."""
        network = self.network.surer_than(minimum)
        missing = len(self.network.records) - len(network.records)
        if not missing:
            return self, ""
        line = unsure(missing, minimum)
        return replace(self, network=network, steps=(*self.steps, line)), line

    def for_everybody(self) -> Drawing:
        """The same without notes, and without the texts of articles beyond what stands around the quotes."""
        if self.view is None:
            return self
        return replace(self, view=replace(self.view, remarks=without_notes(self.view.remarks), texts={}))

    def info(self) -> PageInfo:
        """What the page says about its source."""
        from claimgraph.graph.render import PageInfo

        return PageInfo(
            title=self.title,
            query=self.query,
            query_name=self.query_name,
            parameters=dict(self.parameters),
            steps=self.steps,
            built_on=self.built_on,
        )


def draw_files(
    paths: Collection[str], failures: Failures, extractor: str = DEFAULT, workers: int | None = None
) -> Drawing:
    """The claims of articles, without a database; or those of one page that claimgraph exported before.

    Parameters:
        extractor: the name of the extractor that reads them.
        workers: processes that read; None decides by the number of articles.

    Raises:
        LoadError: such a page was changed after it was written, or stands among other paths.
    """
    pages = [path for path in paths if _is_exported_page(path)]
    if pages and len(paths) > 1:
        raise LoadError(f"{pages[0]}: is a page that claimgraph exported; give it alone")
    if pages:
        return draw_page(Path(pages[0]))
    from claimgraph.app.titles import command_told, title_of
    from claimgraph.loaders.articles import read_articles
    from claimgraph.loaders.sources import read_sources

    with closing(read_articles(read_sources(paths), extractor, workers)) as results:
        readings = tuple(failures.note_unread(failures.set_aside(results)))
    network = Network.of_readings(readings)
    view = _in_context(network, {reading.document.article.id: reading.document.text for reading in readings})
    return Drawing(network, title_of(paths), query=command_told("export", paths), view=view)


def draw_page(path: Path) -> Drawing:
    """What an exported page shows and how, with the query or steps that made it.

    Raises:
        LoadError: the page was changed after it was written, or is of a newer claimgraph.
    """
    from claimgraph.graph.render import read_page

    network, info, view = read_page(path.read_text("utf-8"), str(path))
    return Drawing(network, info.title, info.query, info.query_name, info.parameters, info.steps, info.built_on, view)


def _is_exported_page(path: str) -> bool:
    from claimgraph.graph.render import MOST_BYTES, is_page

    file = Path(path)
    if file.suffix.lower() not in (".html", ".htm") or not os.path.isfile(file):  # noqa: PTH113 - Path raises where the name is too long
        return False
    try:
        if file.stat().st_size > MOST_BYTES:
            return False
        return is_page(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return False


def draw_store(store: Store) -> Drawing:
    """Everything in the store."""
    return drawn_from(store, store.network(), "All claims in the store", "claimgraph export")


def drawn_from(
    store: Store, network: Network, title: str, query: str, name: str = "", parameters: Mapping[str, Any] | None = None
) -> Drawing:
    """A part of the store, with the texts of its articles where they are not too many, and what reviewers say of it."""
    from claimgraph.app.explore.reads import texts

    known = texts(store, {one.evidence.article for record in network.records.values() for one in record.bearing})
    remarks = store.remarks(network)
    parties = {id for one in remarks if one.known for id in (one.known.supplier, one.known.recipient)}
    view = replace(_in_context(network, known), remarks=remarks, texts=known, alone=sorted(parties))
    return Drawing(network, title, query, name, parameters or {}, view=view)


def _in_context(network: Network, texts: Mapping[str, str]) -> View:
    from claimgraph.graph.render import View, contexts_of

    return View(contexts=contexts_of(network, texts))


def draw_query(store: Store, settings: Settings, name: str, raw: Mapping[str, str]) -> Drawing:
    """The claims that a saved query returns.

    Raises:
        QueryError: no such query, a bad parameter, or nothing in its rows that can be drawn.
    """
    from claimgraph.queries import Catalog, run

    query = Catalog.load(settings.queries).get(name)
    parameters = query.bind(raw, store)
    claims = _claims_of(run(store, query, parameters), f"the query {name}")
    return drawn_from(store, store.network(claims), query.headed(parameters, store), query.cypher, name, parameters)


def draw_cypher(store: Store, cypher: str, raw: Mapping[str, str]) -> Drawing:
    """The claims that Cypher text returns: as Claim nodes, as claim ids, or in SUPPLIES relationships."""
    from claimgraph.queries import Query, run

    query = Query.of_cypher(cypher)
    parameters = query.bind(raw, store)
    claims = _claims_of(run(store, query, parameters), "the Cypher")
    return drawn_from(store, store.network(claims), "Claims of a Cypher query", cypher, parameters=parameters)


def _claims_of(rows: Rows, source: str) -> set[str]:
    from claimgraph.queries import claims_in

    claims = claims_in(rows)
    if rows.rows and not claims:
        raise QueryError(f"{source} returned no claims to draw: return a Claim node or its id, for example RETURN c.id")
    return claims


def _html(drawing: Drawing) -> str:
    from claimgraph.graph.render import View, render_page, to_pyvis

    if drawing.renderer == PYVIS:
        return to_pyvis(drawing.network, heading=drawing.title, height=_WINDOW).generate_html()
    return render_page(drawing.network, drawing.info(), drawing.view or View())


def _graphml(drawing: Drawing) -> str:
    from claimgraph.graph.render import to_graphml

    return to_graphml(drawing.network, drawing.info())


def _json(drawing: Drawing) -> str:
    from claimgraph.graph.render import to_json

    return to_json(drawing.network, drawing.info())


def _gexf(drawing: Drawing) -> str:
    from claimgraph.graph.render import to_gexf

    return to_gexf(drawing.network, drawing.info())


def _csv(drawing: Drawing) -> str:
    from claimgraph.graph.render import to_csv

    return to_csv(drawing.network, drawing.info())


WRITERS: Mapping[str, Callable[[Drawing], str]] = {
    ".html": _html,
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv": _csv,
    ".json": _json,
}


def check_target(target: Path, option: str = "-o", endings: Collection[str] = tuple(WRITERS)) -> None:
    """Raise before any work where the target cannot be written or its ending says no known format."""
    if target.suffix.lower() not in endings:
        right = f"one of {' '.join(endings)}" if len(endings) > 1 else " ".join(endings)
        raise ClaimgraphError(f"{option} {target}: the ending says the format; use {right}")
    check_file(target, option)


def check_file(target: Path, option: str = "-o") -> None:
    """Raise before any work where the target cannot be a file that is written."""
    if not os.path.isdir(target.absolute().parent):  # noqa: PTH112 - as above
        raise ClaimgraphError(f"{option} {target}: there is no folder {target.absolute().parent}")
    if is_no_file(target):
        raise ClaimgraphError(f"{option} {target}: is no file, but a folder, a pipe or a device; name a file")


def write_drawing(drawing: Drawing, target: Path) -> None:
    """Write a drawing in the format of the target's ending; a file that was there stays whole until the end.

    Raises:
        ClaimgraphError: unknown ending, or the file cannot be written.
    """
    check_target(target)
    write_content(target, WRITERS[target.suffix.lower()](drawing))


def write_content(target: Path, content: str | bytes) -> None:
    """Write the content of a file; one that was there stays whole until the end.

    Raises:
        ClaimgraphError: the file cannot be written.
    """
    try:
        write_whole(target, content)
    except OSError as error:
        raise ClaimgraphError(f"-o {target}: cannot be written ({error.strerror})") from error
