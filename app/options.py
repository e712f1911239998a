"""Options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from claimgraph.app.settings import Settings
from claimgraph.graph.files import is_no_file, no_file_advice

Command = Callable[..., Any]


def uses_store(command: Command) -> Command:
    """Give a command --store, --neo4j and --database, and hand it the `settings` that follow from them."""

    @_store_option
    @click.option(
        "--neo4j",
        "neo4j_uri",
        metavar="URI",
        callback=_not_empty,
        help="A Neo4j 5 server instead of the local one [NEO4J_URI].",
    )
    @click.option(
        "--database",
        metavar="NAME",
        callback=_not_empty,
        help="The server's database [NEO4J_DATABASE; default: neo4j].",
    )
    @wraps(command)
    def with_settings(*args: Any, store: str | None, neo4j_uri: str | None, database: str | None, **more: Any) -> Any:
        if store and neo4j_uri:
            raise click.UsageError("--store names a local store, --neo4j a server: give one of them")
        settings = Settings.from_environment(neo4j_uri=neo4j_uri, database=database, store=store)
        if database and not settings.neo4j_uri:
            raise click.UsageError("--database goes with a server (--neo4j or NEO4J_URI); --store names a local store")
        return command(*args, settings=settings, **more)

    return with_settings


def uses_local_store(command: Command) -> Command:
    """Give a command --store and hand it the `settings` for that local store."""

    @_store_option
    @wraps(command)
    def with_settings(*args: Any, store: str | None, **more: Any) -> Any:
        return command(*args, settings=Settings.of_local_store(store), **more)

    return with_settings


def _store_option(command: Command) -> Command:
    return click.option(
        "--store",
        metavar="NAME",
        callback=_not_empty,
        help="Which local store [CLAIMGRAPH_STORE; default: default].",
    )(command)


def whole_text(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A text that files can hold; the bytes of a command line need not be one."""
    try:
        (value or "").encode("utf-8")
    except UnicodeEncodeError as error:
        problem = "it is no text in UTF-8; set the terminal or the script to UTF-8"
        raise click.BadParameter(problem, context, parameter) from error
    return value


class ReadFile(click.File):
    """A file of text that is read, or `-`; no pipe or device, on which a command would wait for ever."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The open file; a mistake where it is none."""
        if isinstance(value, str) and value != "-" and is_no_file(Path(value)):
            self.fail(f"{value} {no_file_advice(value)}", param, ctx)
        return super().convert(value, param, ctx)


def _not_empty(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An empty text comes of a shell variable that is not set; to take it for "not given" would use another graph."""
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty; name one, or leave the option out", context, parameter)
    return value


def reads_articles(command: Command) -> Command:
    """Give a command --extractor and --workers."""
    command = click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes that read side by side [default: 1 for few articles, else one a core].",
    )(command)
    return click.option(
        "--extractor",
        default="pipeline",
        show_default=True,
        metavar="NAME",
        help="pipeline, pipeline-STAGE for the pipeline without a stage, or a plug-in.",
    )(command)


def reads_articles_of_paths(command: Command) -> Command:
    """Give a command whose paths may be left out --extractor and --workers, and refuse them where nothing is read."""

    @reads_articles
    @wraps(command)
    def with_paths(*args: Any, paths: tuple[str, ...], **more: Any) -> Any:
        context = click.get_current_context()
        for option in ("extractor", "workers"):
            if not paths and context.get_parameter_source(option) is ParameterSource.COMMANDLINE:
                raise click.UsageError(f"--{option} says how articles are read; name their PATHs too")
        return command(*args, paths=paths, **more)

    return with_paths


def prints_json(help: str) -> Callable[[Command], Command]:
    """Give a command --json, as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help=help)


def takes_min_confidence(help: str) -> Callable[[Command], Command]:
    """Give a command --min-confidence, as a number from 0 to 1."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        callback=_not_nan,
        default=0.0,
        metavar="N",
        help=f"{help}  [default: 0, which is everything]",
    )


def _not_nan(context: click.Context, parameter: click.Parameter, value: float) -> float:
    if math.isnan(value):
        raise click.BadParameter("give a number from 0 to 1", context, parameter)
    return value


def signs(command: Command) -> Command:
    """Give a command --as, and hand it the name `by` that its decisions are signed with."""

    @click.option(
        "--as",
        "given",
        metavar="NAME",
        help="Who decides, for `claimgraph decisions` [CLAIMGRAPH_AS; default: the system's user].",
    )
    @wraps(command)
    def signed(*args: Any, given: str | None, **more: Any) -> Any:
        from claimgraph.app.deciding import signature

        return command(*args, by=signature(given), **more)

    return signed


def takes_note(command: Command) -> Command:
    """Give a command that notes something the TEXT, --tag, --as, --json and the store."""
    command = prints_json("One JSON array instead of a line.")(uses_store(command))
    command = click.option("--tag", "is_tag", is_flag=True, help="TEXT is a tag.")(signs(command))
    return click.argument("text", metavar="TEXT")(command)


def writes_file(endings: str) -> Callable[[Command], Command]:
    """Give a command -o, as the path `target`."""
    return click.option(
        "-o",
        "--output",
        "target",
        required=True,
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=f"Where to write; the ending says what: {endings}",
    )


def takes_parameters(command: Command) -> Command:
    """Give a command -p NAME=VALUE, as a tuple of texts `parameters`."""
    return click.option(
        "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the query."
    )(command)


def as_mapping(parameters: tuple[str, ...]) -> dict[str, str]:
    """`("state=Russia",)` → `{"state": "Russia"}`.

    Raises:
        QueryError: a text has no `=` or a name stands twice.
    """
    from claimgraph.graph.errors import QueryError

    values: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        name = name.strip()
        if not equals or not name:
            raise QueryError(f"-p {parameter[:100]}: write a parameter as NAME=VALUE, for example -p state=Russia")
        if name in values:
            raise QueryError(f"-p {name} is given twice")
        values[name] = value
    return values
