"""How many articles are to be expected is told before any is read, where files tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.loaders.sources.count import expected_articles


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.txt": "A.", "b.html": "<p>B.", "deep/c.md": "C.", "d.txt.gz": "", "passed.over": ""}, 4),
        ({"a.jsonl": '{"text": "A."}\n{"text": "B."}\n', "b.txt": "B."}, 3),
        ({"a.jsonl": '{"text": "A."}\n{"text": "the last line has no end"}'}, 2),
        ({"a.csv": "text\nA.\n", "b.txt": "B."}, None),
        ({"a.jsonl.gz": ""}, None),
        ({}, 0),
    ],
    ids=["one each", "a line each", "without a last end", "CSV", "packed", "none"],
)
def test_expected_articles(tmp_path: Path, files: dict[str, str], expected: int | None) -> None:
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    assert expected_articles([str(tmp_path)]) == expected


def test_addresses_are_one_each_and_standard_input_is_unknown() -> None:
    assert expected_articles(["https://example.org/a", "https://example.org/b"]) == 2
    assert expected_articles(["-"]) is None


def test_tables_that_are_large_or_many_are_not_looked_through(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.jsonl").write_text("{}\n" * 10)
    assert expected_articles([str(tmp_path)], most=90) == 30
    assert expected_articles([str(tmp_path)], most=89) is None
    with (tmp_path / "hole.jsonl").open("wb") as file:
        file.truncate(1 << 40)
    assert expected_articles([str(tmp_path)]) is None
