"""What words say about when something happened, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.times import Period, period_in
from claimgraph.loaders.extract.times import time_in


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("in March 2023", "2023-03-01", "2023-03-31"),
        ("in Feb. 2024", "2024-02-01", "2024-02-29"),
        ("on 12 March 2024", "2024-03-12", "2024-03-12"),
        ("March 3, 2024", "2024-03-03", "2024-03-03"),
        ("between 2019 and 2023", "2019-01-01", "2023-12-31"),
        ("from January to March 2023", "2023-01-01", "2023-03-31"),
        ("from November 2022 until March 2023", "2022-11-01", "2023-03-31"),
        ("in 2022-23", "2022-01-01", "2023-12-31"),
        ("in 2022/2024", "2022-01-01", "2024-12-31"),
        ("in early 2023", "2023-01-01", "2023-12-31"),
        ("in the first half of 2023", "2023-01-01", "2023-06-30"),
        ("during the last quarter of 2023", "2023-10-01", "2023-12-31"),
        ("in the spring of 2022", "2022-01-01", "2022-12-31"),
        ("during the 1980s", "1980-01-01", "1989-12-31"),
        ("in the 1980s and 1990s", "1980-01-01", "1999-12-31"),
        ("since the 1980s", "1980-01-01", None),
        ("since 2021", "2021-01-01", None),
        ("after May 2021", "2021-05-01", None),
        ("until 2022", None, "2022-12-31"),
        ("before March 2020", None, "2020-03-31"),
    ],
)
def test_words_that_name_a_year_mean_days(words: str, first: str | None, last: str | None) -> None:
    ends = [date.fromisoformat(end) if end else None for end in (first, last)]
    assert period_in(words) == Period(*ends)


@pytest.mark.parametrize(
    "words",
    ["", "in March", "last year", "this spring", "over the past decade", "31 June 2023", "between 2023 and 2019"],
)
def test_words_that_leave_the_days_open_mean_none(words: str) -> None:
    assert period_in(words) is None


@pytest.mark.parametrize(
    "words",
    ["during the 1980s", "in the mid-1980s", "in the 1980s and 1990s", "since the late 1970s", "in 1980", "in 2022-23"],
)
def test_a_decade_is_told_with_its_s(words: str) -> None:
    assert time_in(f"Norland sold lathes to Veridia {words}, officials said.") == words


@given(st.text())
def test_any_text_is_read_without_failing_and_a_first_day_is_never_after_the_last(words: str) -> None:
    period = period_in(words)
    if period and period.first and period.last:
        assert period.first <= period.last
