"""One table over the whole command tree: which options a command has follows from what it does, without exceptions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Flag, auto
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from claimgraph.app.cli import main


class Does(Flag):
    """What a command does."""

    ASKS_STORE = auto()
    """Reads or changes a graph, wherever it is."""
    KEEPS_STORE = auto()
    """Does what only a local store can have done to it."""
    EXTRACTS = auto()
    """Reads articles."""
    PRINTS = auto()
    """Prints what it found or did, in more than one word."""
    LISTS_CLAIMS = auto()
    """Shows or writes many claims, of which some may be read with little confidence."""
    NOTHING = 0


OPTIONS = {
    Does.ASKS_STORE: {"--store", "--neo4j", "--database"},
    Does.KEEPS_STORE: {"--store"},
    Does.EXTRACTS: {"--extractor", "--workers"},
    Does.PRINTS: {"--json"},
    Does.LISTS_CLAIMS: {"--min-confidence"},
}
COMMANDS = {
    "load": Does.ASKS_STORE | Does.EXTRACTS | Does.PRINTS | Does.LISTS_CLAIMS,
    "query list": Does.ASKS_STORE | Does.PRINTS,
    "query show": Does.PRINTS,
    "query run": Does.ASKS_STORE | Does.PRINTS | Does.LISTS_CLAIMS,
    "query save": Does.NOTHING,
    "query remove": Does.NOTHING,
    "explore": Does.ASKS_STORE | Does.EXTRACTS | Does.LISTS_CLAIMS,
    "export": Does.ASKS_STORE | Does.EXTRACTS | Does.LISTS_CLAIMS,
    "dossier": Does.ASKS_STORE | Does.LISTS_CLAIMS,
    "scenes list": Does.ASKS_STORE | Does.PRINTS,
    "scenes show": Does.ASKS_STORE | Does.PRINTS,
    "scenes remove": Does.ASKS_STORE,
    "why": Does.ASKS_STORE | Does.PRINTS,
    "extract": Does.EXTRACTS | Does.PRINTS,
    "stats": Does.ASKS_STORE | Does.PRINTS,
    "articles": Does.ASKS_STORE | Does.PRINTS,
    "forget": Does.ASKS_STORE | Does.PRINTS,
    "merge": Does.ASKS_STORE | Does.PRINTS,
    "split": Does.ASKS_STORE | Does.PRINTS,
    "merges": Does.ASKS_STORE | Does.PRINTS,
    "namesakes": Does.ASKS_STORE | Does.PRINTS,
    "review": Does.ASKS_STORE | Does.PRINTS,
    "claim confirm": Does.ASKS_STORE | Does.PRINTS,
    "claim reject": Does.ASKS_STORE | Does.PRINTS,
    "claim correct": Does.ASKS_STORE | Does.PRINTS,
    "claim add": Does.ASKS_STORE | Does.PRINTS,
    "claim know": Does.ASKS_STORE | Does.PRINTS,
    "claim note": Does.ASKS_STORE | Does.PRINTS,
    "entity set-type": Does.ASKS_STORE | Does.PRINTS,
    "entity rename": Does.ASKS_STORE | Does.PRINTS,
    "entity based-in": Does.ASKS_STORE | Does.PRINTS,
    "entity speaks-for": Does.ASKS_STORE | Does.PRINTS,
    "entity not-same": Does.ASKS_STORE | Does.PRINTS,
    "entity unsure": Does.ASKS_STORE | Does.PRINTS,
    "entity id": Does.ASKS_STORE | Does.PRINTS,
    "entity note": Does.ASKS_STORE | Does.PRINTS,
    "article checked": Does.ASKS_STORE | Does.PRINTS,
    "article grade": Does.ASKS_STORE | Does.PRINTS,
    "article note": Does.ASKS_STORE | Does.PRINTS,
    "decisions list": Does.ASKS_STORE | Does.PRINTS,
    "decisions undo": Does.ASKS_STORE | Does.PRINTS,
    "decisions import": Does.ASKS_STORE | Does.PRINTS,
    "evaluate": Does.ASKS_STORE | Does.PRINTS,
    "decisions export": Does.ASKS_STORE,
    "db start": Does.KEEPS_STORE,
    "db stop": Does.KEEPS_STORE,
    "db status": Does.KEEPS_STORE | Does.PRINTS,
    "db url": Does.KEEPS_STORE,
    "db check": Does.ASKS_STORE | Does.PRINTS,
    "db rebuild": Does.ASKS_STORE | Does.PRINTS,
    "db upgrade": Does.ASKS_STORE | Does.PRINTS,
    "db list": Does.PRINTS,
    "db shell": Does.ASKS_STORE,
    "db dump": Does.KEEPS_STORE,
    "db restore": Does.KEEPS_STORE,
    "db drop": Does.KEEPS_STORE,
}


def leaves(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        path = f"{above} {name}".strip()
        if isinstance(command, click.Group):
            yield from leaves(command, path)
        else:
            yield path, command


FOUND = dict(leaves(main))


def test_every_command_stands_in_the_table() -> None:
    assert set(FOUND) == set(COMMANDS)


@pytest.mark.parametrize("path", FOUND)
def test_a_command_has_the_options_that_go_with_what_it_does_and_no_others_of_them(path: str) -> None:
    has = {name for option in FOUND[path].params if isinstance(option, click.Option) for name in option.opts}
    wanted = set().union(*(OPTIONS[one] for one in COMMANDS[path]))
    assert has & set().union(*OPTIONS.values()) == wanted


@pytest.mark.parametrize("option", ["--neo4j", "--database", "--extractor", "--workers"])
def test_an_option_is_explained_in_the_same_words_everywhere(option: str) -> None:
    told = {
        found.help
        for command in FOUND.values()
        for found in command.params
        if isinstance(found, click.Option) and option in found.opts
    }
    assert len(told) == 1


@pytest.mark.parametrize("command", [("explore", "--no-browser"), ("export", "-o", "x.html")])
@pytest.mark.parametrize("option", [("--extractor", "pipeline-rebuttals"), ("--workers", "2")])
def test_how_articles_are_read_is_no_option_where_none_is_read(
    command: tuple[str, ...], option: tuple[str, str]
) -> None:
    result = CliRunner().invoke(main, [*command, *option])
    assert result.exit_code == 2
    assert f"{option[0]} says how articles are read; name their PATHs too" in result.stderr


def test_export_reads_with_the_extractor_that_is_named(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Norway supplied gas to Germany, the ministry said.", encoding="utf-8")
    target = tmp_path / "a.json"
    for options, told in (((), 0), (("--extractor", "pipeline-rebuttals"), 0), (("--extractor", "none-such"), 2)):
        result = CliRunner().invoke(main, ["export", str(text), "-o", str(target), *options])
        assert result.exit_code == told, result.output
    assert "no extractor is called 'none-such'" in result.stderr
    statements = [one for claim in json.loads(target.read_text("utf-8"))["claims"] for one in claim["statements"]]
    assert {one["rule"] for one in statements} == {"network"}


def test_json_and_another_format_of_rows_exclude_each_other() -> None:
    result = CliRunner().invoke(main, ["query", "run", "contested", "--json", "--format", "csv"])
    assert result.exit_code == 2
    assert "--json is --format json: leave out --format csv, or --json" in result.stderr


def test_a_query_is_shown_as_json() -> None:
    shown = json.loads(CliRunner().invoke(main, ["query", "show", "suppliers-of", "--json"]).stdout)
    assert shown["name"] == "suppliers-of"
    assert shown["cypher"].lstrip().startswith("MATCH")


@pytest.mark.parametrize("option", ["--neo4j", "--database", "--store"])
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_name_of_a_graph_is_refused(option: str, value: str) -> None:
    result = CliRunner().invoke(main, ["stats", option, value])
    assert result.exit_code == 2
    assert f"'{option}': it is empty" in result.stderr
