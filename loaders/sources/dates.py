"""Dates of publication as files write them. Nothing is guessed: 03/04/2024 is refused."""

from __future__ import annotations

import re
from datetime import date

from claimgraph.graph.errors import LoadError

_MONTHS = "january february march april may june july august september october november december".split()
_TIME = r"(?:(?:T|,?\s+(?:at\s+)?)[0-9]{1,2}:?[0-9]{2}.*)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_YEAR_FIRST = re.compile(
    rf"(?P<y>[0-9]{{4}})(?P<sep>[-/.]?)(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}}){_TIME}", re.I
)
_NAMED_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m>[a-z]{{3,9}})\.?,?[\s-]+(?P<y>[0-9]{{4}}){_TIME}",
    re.I,
)
_NAMED_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<m>[a-z]{{3,9}})\.?\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{{4}}){_TIME}", re.I
)
_YEAR_LAST = re.compile(rf"(?P<a>[0-9]{{1,2}})(?P<sep>[-/.])(?P<b>[0-9]{{1,2}})(?P=sep)(?P<y>[0-9]{{4}}){_TIME}", re.I)


def read_date(written: str) -> date:
    """The day that a text names: ISO 8601, RFC 2822, `April 12, 2024`, `12 Apr. 2024`, `12.4.2024`, `31/12/2024`.

    A time of day is accepted and dropped, the day stays as written. With dots the day stands first, as everywhere
    where dots are used; with slashes or hyphens day and month are told apart only where one of them exceeds 12.

    >>> read_date("Fri, 12 Apr 2024 09:30:00 GMT")
    datetime.date(2024, 4, 12)

    Raises:
        LoadError: it is no date, or could be two.
    """
    text = written.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        if match["sep"] or len(match["m"]) == len(match["d"]) == 2:
            return _day(written, int(match["y"]), int(match["m"]), int(match["d"]))
    elif match := _NAMED_DAY_FIRST.fullmatch(text) or _NAMED_MONTH_FIRST.fullmatch(text):
        return _day(written, int(match["y"]), _month(match["m"]), int(match["d"]))
    elif match := _YEAR_LAST.fullmatch(text):
        year, first, second = int(match["y"]), int(match["a"]), int(match["b"])
        if match["sep"] == "." or first > 12 or first == second:
            return _day(written, year, second, first)
        if second > 12:
            return _day(written, year, first, second)
        either = " or ".join(_day(written, year, m, d).isoformat() for d, m in ((first, second), (second, first)))
        raise LoadError(f"the date '{written}' can be read in two ways; write {either}")
    raise _no_date(written)


def _month(name: str) -> int:
    """The number of a month from its English name or its first letters (three or more); 0 for any other word."""
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())), 0)


def _day(written: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_date(written) from None


def _no_date(written: str) -> LoadError:
    return LoadError(f"'{written}' is no date; write it as 2024-04-12")
