"""What others wrote reaches a terminal, a table or a shared page as text, short, and without passwords and folders."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.app.cli import main
from claimgraph.app.commands.db import _as_text as as_text
from claimgraph.app.loading import load_command
from claimgraph.app.reviewed import in_one_line
from claimgraph.app.streams import for_terminal
from claimgraph.app.titles import command_told, title_of
from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import EntityType
from claimgraph.graph.printable import MOST_SHOWN, json_text, message, no_formula, safe
from claimgraph.graph.render.exports import _harmless as cell_of_an_export
from claimgraph.graph.review import Named, Review
from claimgraph.graph.server.admin import Admin
from claimgraph.graph.server.dumps import write_dump
from claimgraph.graph.store import Rows
from claimgraph.loaders.sources import SourceFailure
from claimgraph.queries import format_rows
from claimgraph.queries.record import FILE, recorded

STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SECRET = "s3cret"


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=input)


@given(st.text())
def test_a_message_is_one_short_line_that_steers_nothing(text: str) -> None:
    told = message(text)
    assert len(told) <= MOST_SHOWN
    assert len(told.splitlines()) <= 1
    assert STEERS.search(told) is None


@pytest.mark.parametrize(
    "row",
    [
        {"text": "Norland sold lathes.", "date": "\u202e2024" + "9" * 5_000},
        {"text": "Norland sold lathes.", "url": "\x9b31m://" + "x" * 5_000},
        {"text": "Norland sold lathes.", "language": "\u2066" + "y" * 5_000},
        {"\u202etitle" + "z" * 5_000: "no text"},
    ],
)
def test_remarks_and_failures_of_reading_are_short_and_steer_no_terminal(row: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    result = run("extract", str(file))
    (line,) = result.stderr.splitlines()
    assert line.startswith((f"Note: {file}, row 1: ", f"Error: {file}, row 1: "))
    assert len(line) <= MOST_SHOWN
    assert STEERS.search(line) is None
    assert ("columns found" in line) or line.endswith(
        ("read without a date", "read without an address", "its language")
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", f"http://jane:{SECRET}@127.0.0.1:9/a"),
        ("extract", f"http://jane:{SECRET}@[::1"),
        ("extract", f"ftp://jane:{SECRET}@files.example/a"),
        ("stats", "--neo4j", f"bolt://neo4j:{SECRET}@127.0.0.1:9"),
        ("stats", "--neo4j", f"http://neo4j:{SECRET}@127.0.0.1:9"),
    ],
)
def test_no_message_repeats_a_password(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert "Error: " in result.stderr
    assert SECRET not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("x" * 9000,),
        ("db", "x" * 9000),
        ("extract", "--" + "x" * 9000),
        ("entity", "set-type", "A", "x\x1b[2J" * 3000),
        ("export", "a.txt", "-o", "x" * 300 + ".html"),
        ("export", "a.txt", "-o", "x" * 9000 + ".html"),
        ("export", "x" * 300 + ".html", "-o", "a.html"),
        ("db", "dump", "x" * 300),
        ("db", "restore", "x" * 9000),
        ("export", "a.txt", "--title", "\udcff", "-o", "a.html"),
        ("dossier", "abc", "--title", "\udcff", "-o", "a.html"),
        ("dossier", "abc", "--note", "\udcff", "-o", "a.html"),
    ],
)
def test_what_was_typed_is_repeated_shortened_and_steers_nothing(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path / "home"))
    (tmp_path / "a.txt").write_text("Norland sold lathes to Veridia.", encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    (told,) = (line for line in result.stderr.splitlines() if line.startswith("Error: "))
    assert len(told) < MOST_SHOWN + 100
    assert safe(told) == told


def test_a_decision_of_a_colleague_is_told_shortened_and_steers_nothing() -> None:
    acme = Named("firm:acme", EntityType.FIRM, "Acme\x1b[2J" * 900)
    told = in_one_line(Review.of(Kind.NOTE, acme, "Ada", "2026-03-01", {"text": "\x1b]0;owned\x07"}))
    assert len(told) <= MOST_SHOWN
    assert safe(told) == told


def test_no_failure_holds_a_password() -> None:
    assert SECRET not in str(SourceFailure(f"https://jane:{SECRET}@wire.example/a", "answered 404"))


PATHS = [
    f"https://jane:{SECRET}@wire.example/a?b=c",
    "/home/jane/case-x/b.txt",
    "../case-x/c.txt",
    f"http://u:{SECRET}@h",
]


def test_a_page_tells_what_it_was_made_from_without_passwords_and_folders() -> None:
    told = command_told("load", PATHS)
    assert told == "claimgraph load https://wire.example/a?b=c, b.txt, c.txt, http://h"
    for text in (told, title_of(PATHS), title_of(PATHS[3:]), load_command(PATHS, "pipeline-rebuttals")):
        assert SECRET not in text
        assert "case-x" not in text


def test_an_exported_page_holds_no_folder_of_the_user(tmp_path: Path) -> None:
    article, target = tmp_path / "case-x" / "a.txt", tmp_path / "a.html"
    article.parent.mkdir()
    article.write_text("Norway supplied gas to Germany, the ministry said.", encoding="utf-8")
    assert run("export", str(article), "-o", str(target)).exit_code == 0
    page = target.read_text("utf-8")
    assert "claimgraph export a.txt" in page
    assert "case-x" not in page


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    " =1",
    "\u00a0=1",
    "\n@x",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " ＝1",
    "\ufeff=1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_any_table_is_a_formula(formula: str) -> None:
    cell = no_formula(formula)
    assert cell_of_an_export(formula) == cell
    assert (cell[0], cell.replace("'", "")) == ("'", formula)
    rows = Rows(("name",), ((formula,), ("a=1",), (-1,)))
    assert [row[0] for row in csv.reader(io.StringIO(format_rows(rows, "csv"), newline=""))] == [
        "name", cell, "a=1", "-1"
    ]  # fmt: skip


def test_the_page_treats_the_same_cells_as_formulas() -> None:
    from claimgraph.graph import render

    script = (Path(str(render.__file__)).parent / "page/js/live/results.js").read_text("utf-8")
    (written,) = re.findall(r"const FORMULA = /(.+)/;", script)
    pattern = re.compile(written)
    assert all(pattern.match(formula) for formula in FORMULAS)
    assert not pattern.match("a=1")
    assert script.count("harmless(value)") == 2
    (behind,) = re.findall(r"const FORMULA_BEHIND = /(.+)/g;", script)
    for text in (";=1", "a\n@x", "a;b", "a-b; c", "\n\n=1"):
        assert no_formula(f"a{text}") == "a" + re.sub(behind, "'", text)


@pytest.mark.parametrize(
    ("cell", "written"), [("a;=1+1", "a;'=1+1"), ("a\n\t@x", "a\n'\t'@x"), ("a;b; c-d", "a;b; c-d"), (";;+1", ";;'+1")]
)
def test_no_part_of_a_cell_is_a_formula_where_semicolons_or_lines_part_cells(cell: str, written: str) -> None:
    assert no_formula(cell) == cell_of_an_export(cell) == written


@pytest.mark.parametrize("control", ["\0", "\x01", "\x1b", "\x7f", "\x85", "\x9b", "\ufffe", "\ud800"])
def test_no_cell_of_an_export_holds_a_control_character(control: str) -> None:
    assert cell_of_an_export(f"said{control}[31m\tso\n{control}=1") == "said[31m\tso\n'=1"


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_loses_nothing_and_holds_nothing_that_steers(value: object) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert safe(text) == text


def test_rows_and_extracts_as_json_hold_no_control_characters(tmp_path: Path) -> None:
    name = "Acme \x9b31m\u202e GmbH"
    assert STEERS.search(format_rows(Rows(("name",), ((name,),)), "json")) is None
    article = tmp_path / "a.txt"
    article.write_text(f"Norway supplied gas to Germany, {name} said.", encoding="utf-8")
    output = run("extract", str(article)).stdout
    assert "Norway supplied" in output
    assert STEERS.search(output) is None


class Writes(Admin):
    """Neo4j's tool, as far as it writes a dump to the stream that it is given."""

    def __init__(self) -> None:
        pass

    def run(self, *_arguments: str, gives: io.BufferedWriter | None = None, **_: object) -> None:  # type: ignore[override]
        assert gives is not None
        gives.write(b"dump")


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_dump_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_dump(Writes(), tmp_path / "graph.dump", lambda _: None)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "graph.dump").stat().st_mode) == 0o600
    assert (tmp_path / "graph.dump").read_bytes() == b"dump"


def test_a_query_of_a_colleague_steers_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "// title: \x1b]0;owned\x07\nRETURN 1"
    assert for_terminal(told) == told
    monkeypatch.setattr("sys.stdout", Mock(isatty=lambda: True))
    assert for_terminal(told) == "// title: \ufffd]0;owned\ufffd\nRETURN 1"


def test_a_record_of_decisions_that_is_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    with pytest.raises(QueryError, match="is no file"):
        recorded(tmp_path)


@pytest.mark.parametrize(("value", "told"), [(b"\x01\xff", "01ff"), (date(2026, 1, 2), "2026-01-02")], ids=str)
def test_what_a_check_found_instead_can_be_told_as_json(value: object, told: str) -> None:
    assert as_text(value) == told
