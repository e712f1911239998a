"""What a person may name: files, folders, standard input; every file once, nothing dropped in silence."""

from __future__ import annotations

import errno
import gzip
import inspect
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from claimgraph.graph.model import Document
from claimgraph.loaders.sources import Limits, SourceFailure, read_sources, walk

ROOM = 100
"""How many functions may still call each other where folders are nested deeper."""


def names(paths: list[Path | str], notices: list[str] | None = None) -> list[str]:
    """The names of the articles, or the text of a failure, in order."""
    notice = pytest.fail if notices is None else notices.append
    results = read_sources(paths, notice=notice)
    return [result.article.name if isinstance(result, Document) else str(result) for result in results]


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let nobody look at a path, not even the administrator."""
    look = os.stat

    def refusing(looked: str | Path, *words: Any, **more: Any) -> os.stat_result:
        if Path(looked) == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return look(looked, *words, **more)

    monkeypatch.setattr(os, "stat", refusing)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.MD", "sub/deep/d.txt", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {name}.")
    return tmp_path / "news"


def test_a_folder_is_read_with_its_folders_in_order_without_hidden_files(folder: Path) -> None:
    assert names([folder]) == ["a", "b", "c", "d"]


def test_files_of_other_kinds_in_a_folder_are_counted_in_one_notice(folder: Path) -> None:
    for name in ("x.pdf", "y.PDF", "sub/z.png", "Makefile"):
        (folder / name).write_bytes(b"")
    notices: list[str] = []
    assert names([folder], notices) == ["a", "b", "c", "d"]
    assert notices == [
        f"{folder}: passed over 4 files that claimgraph does not read (2 .pdf, 1 without suffix, 1 .png)"
    ]


def test_what_is_named_twice_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    assert names([folder / "b.txt", folder, "b.txt", Path("sub/../a.txt"), folder / "sub"]) == ["b", "a", "c", "d"]


def test_a_folder_that_contains_itself_is_walked_once(folder: Path) -> None:
    (folder / "sub" / "again").symlink_to(folder, target_is_directory=True)
    assert names([folder]) == ["a", "b", "c", "d"]


def test_one_path_need_not_stand_in_a_list(folder: Path) -> None:
    assert [type(result) for result in read_sources(str(folder / "a.txt"))] == [Document]


def test_a_path_that_does_not_exist_is_a_failure_and_the_others_load(folder: Path) -> None:
    assert names(["nowhere.txt", folder / "a.txt"]) == [
        "nowhere.txt: there is no such file or folder; check the spelling",
        "a",
    ]


@pytest.mark.parametrize("path", ["x" * 5000 + ".txt", "a\x00b.txt"])
def test_a_path_that_cannot_exist_is_a_failure_too(path: str) -> None:
    (line,) = names([path])
    assert "there is no such file or folder" in line


def test_an_empty_name_does_not_mean_the_folder_one_is_in() -> None:
    assert names([""]) == ["'': an empty name names nothing; write . for the folder you are in"]


def test_an_address_without_its_scheme_gets_the_advice_that_fits() -> None:
    assert names(["www.example.org/a"]) == [
        "www.example.org/a: there is no such file or folder; for a web page write https://www.example.org/a"
    ]


def test_a_file_of_another_kind_that_is_named_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    (line,) = names([path])
    assert "does not read this kind of file; it reads .txt, .md, .html, .htm, .jsonl, .ndjson, .csv, .tsv" in line


def test_a_folder_without_articles_is_a_failure(tmp_path: Path) -> None:
    (line,) = names([tmp_path])
    assert line.startswith(f"{tmp_path}: the folder holds no article")


def test_a_broken_file_in_a_folder_does_not_stop_the_others(folder: Path) -> None:
    (folder / "aa.txt").write_bytes(b"\x00\x01")
    a, failure, *others = names([folder])
    assert (a, others) == ("a", ["b", "c", "d"])
    assert failure.startswith(f"{folder / 'aa.txt'}: is binary data")


def test_what_cannot_be_looked_at_costs_only_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, folder / "sub" / "deep" / "d.txt")
    assert names([folder]) == ["a", "b", "c", f"{folder}/sub/deep/d.txt: cannot be looked at: permission denied"]


def test_a_file_in_a_folder_that_is_closed_to_us_is_not_told_as_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "stat", refused)
    (line,) = names([folder / "a.txt"])
    assert line == f"{folder / 'a.txt'}: cannot be looked at: permission denied; its folder is closed to you"


def refused(self: Path, *, follow_symlinks: bool = True) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_folders_may_be_nested_deeper_than_functions_may_call_each_other(tmp_path: Path) -> None:
    deep = tmp_path / "news"
    for _ in range(3 * ROOM):
        deep.mkdir()
        deep /= "d"
    deep.mkdir()
    (deep / "a.txt").write_text("Text of a.")
    (tmp_path / "news" / "z.txt").write_text("Text of z.")
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + ROOM)
    try:
        assert names([tmp_path / "news"]) == ["a", "z"]
    finally:
        sys.setrecursionlimit(before)


def test_a_fault_in_one_folder_does_not_cost_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(walk, "form_of", fail)
    broken, missing = names([folder, "nowhere.txt"])
    assert broken.startswith(f"{folder}: cannot be read (RuntimeError: out of order)")
    assert missing.startswith("nowhere.txt: ")


@pytest.mark.parametrize("secret", ["secret.txt", "secrets"])
def test_links_out_of_a_folder_are_told_and_read_only_where_they_are_named(folder: Path, secret: str) -> None:
    outside = folder.parent / secret
    file = outside if outside.suffix else outside / "secret.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("Norland sold lathes.")
    link = folder / "notes.txt" if outside.suffix else folder / "notes"
    link.symlink_to(outside)
    notices: list[str] = []
    assert names([folder], notices) == ["a", "b", "c", "d"]
    assert notices == [
        f"{folder}: passed over 1 link that leads out of the folder ({link.name}); to read what is there, name it"
    ]
    assert names([link]) in (["notes"], ["secret"])


def test_a_dangling_link_is_counted_not_followed(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    notices: list[str] = []
    assert names([folder], notices) == ["a", "b", "c", "d"]
    assert "passed over 1 file that" in notices[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Norland sold lathes.\n", ["Norland sold lathes.\n"]),
        ("---\ntitle: T\n---\nText.\n", ["Text.\n"]),
        ('\ufeff{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (gzip.compress(b"Norland sold lathes."), ["Norland sold lathes."]),
    ],
    ids=["text", "front matter", "JSON lines", "gzip"],
)
def test_standard_input_is_text_or_json_lines_by_its_look(content: str | bytes, expected: list[str]) -> None:
    stdin = io.BytesIO(content.encode() if isinstance(content, str) else content)
    results = list(read_sources(["-", "-"], stdin=stdin))
    assert [result.text for result in results if isinstance(result, Document)] == expected
    assert len(results) == len(expected)
    assert not stdin.closed


def test_standard_input_may_be_a_page() -> None:
    sentence = "Norland sold forty lathes to Veridia last year, officials said on Friday, in a deal nobody announced."
    html = f"<!DOCTYPE html><html><body><article><h1>Lathes</h1><p>{sentence}</p></article></body></html>"
    (result,) = read_sources(["-"], stdin=io.BytesIO(html.encode()))
    assert isinstance(result, Document)
    assert sentence in result.text
    assert "<p>" not in result.text


def test_texts_on_standard_input_are_known_by_what_they_say() -> None:
    def piped(text: bytes) -> Document:
        (result,) = read_sources(["-"], stdin=io.BytesIO(text))
        assert isinstance(result, Document)
        return result

    assert piped(b"One.").article.id == piped(b"One.").article.id != piped(b"Two.").article.id
    assert piped(b"One.").article.name == "stdin"


def test_failures_on_standard_input_say_so() -> None:
    (result,) = read_sources(["-"], Limits(article_bytes=5), stdin=io.BytesIO(b"Too long."))
    assert isinstance(result, SourceFailure)
    assert str(result).startswith("standard input: is larger than 5 bytes")


def test_reading_is_lazy(folder: Path) -> None:
    results = read_sources([folder])
    next(results)
    (folder / "b.txt").write_text("Changed.")
    second = next(results)
    assert isinstance(second, Document)
    assert second.text == "Changed."


def test_remarks_go_to_the_log_where_nobody_takes_them(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "x.pdf").write_bytes(b"")
    list(read_sources([folder]))
    assert [record.name for record in caplog.records] == ["claimgraph"]


def test_the_articles_of_the_first_run_have_title_outlet_and_date() -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    results = list(read_sources([seeds], notice=pytest.fail))
    assert 3 <= len(results) <= 5
    for result in results:
        assert isinstance(result, Document)
        assert result.article.title
        assert result.article.outlet
        assert result.article.published
        assert 120 <= len(result.text.split()) <= 350
