"""Datelines tell outlet and day where nothing else does, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimgraph.graph.model import Document
from claimgraph.loaders.sources import Limits, read_sources
from claimgraph.loaders.sources.dateline import Dateline, dateline_of

SAYS = "Norland sold lathes to Veridia, its ministry said."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SEOUL, March 18, 2024 (Hanbit News) - ", Dateline("Hanbit News", date(2024, 3, 18))),
        ("SEOUL, March 18 (Hanbit News) - ", Dateline("Hanbit News", None)),
        ("SARH, Chad, Nov. 3, 2023 (Wire) — ", Dateline("Wire", date(2023, 11, 3))),
        ("NEW YORK (Example Wire) -- ", Dateline("Example Wire", None)),
        ("A headline above\n\nKYIV, May 2, 2024 – ", Dateline("", date(2024, 5, 2))),
        ("SEOUL, Smarch 18, 2024 (Hanbit News) - ", Dateline("Hanbit News", None)),
        ("NATO (the alliance) said on March 18, 2024 that ", Dateline()),
        ("", Dateline()),
    ],
)
def test_a_dateline_tells_its_agency_and_a_day_that_has_a_year(line: str, told: Dateline) -> None:
    assert dateline_of(f"{line}{SAYS}") == told


def test_the_year_may_stand_in_what_the_article_is_called() -> None:
    text = f"SEOUL, March 18 (Hanbit News) - {SAYS}"
    assert dateline_of(text, ["Shells, 2024"]).published == date(2024, 3, 18)
    assert dateline_of(text, ["Shells, 2023", "of-2024"]).published is None


def test_what_the_article_says_of_itself_counts_more(tmp_path: Path) -> None:
    (tmp_path / "m14.txt").write_text(f"SEOUL, March 18, 2024 (Hanbit News) - {SAYS}")
    head = "---\noutlet: The Other\ndate: 2024-03-19\n---\n\n"
    (tmp_path / "m15.txt").write_text(f"{head}SEOUL, March 18, 2024 (Hanbit News) - {SAYS}")
    read = read_sources([str(tmp_path)], Limits(), notice=lambda _: None)
    told = [(one.article.outlet, one.article.published) for one in read if isinstance(one, Document)]
    assert told == [("Hanbit News", date(2024, 3, 18)), ("The Other", date(2024, 3, 19))]


def test_a_long_line_of_capitals_is_read_in_no_time() -> None:
    assert dateline_of("A" * 100_000 + " (") == Dateline()
