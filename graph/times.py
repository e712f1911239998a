"""When something is said to have happened: the days that words like "in March 2023" mean.

Only what the words themselves tell is used. A month without a year and all that hangs on the day of speaking ("last
year", "on Monday") mean no days here; of vague words ("early 2023", "the spring of 2022") the whole year is taken.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_POINT = re.compile(
    rf"\b(?:(?P<part>first|second|third|fourth|last)[\s-](?P<unit>half|quarter)\sof\s)?"
    rf"(?:(?:(?P<before>\d{{1,2}})\s)?{_MONTH}(?:\s(?P<after>\d{{1,2}})(?!\d))?(?:,?\s{_YEAR})?"
    rf"|(?P<alone>(?:19|20)\d{{2}})(?:(?P<decade>(?<=0)s\b)|[-–/](?P<to>\d{{4}}|\d{{2}}))?)(?!\d)",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"\b(?:since|after|from)\b", re.IGNORECASE)
_OPEN_START = re.compile(r"\b(?:until|before|by|to|through)\b", re.IGNORECASE)
_PARTS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """From a first to a last day, both in it; None for an end that the words leave open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class _Point:
    """One time in words: some years, a part of a year, a month or a day; the years are None where none is named."""

    year: int | None
    last_year: int | None
    first_month: int
    last_month: int
    day: int | None

    def first(self, year: int) -> date:
        """Its first day, in a year if it names none itself."""
        return date(self.year or year, self.first_month, self.day or 1)

    def last(self, year: int) -> date:
        """Its last day."""
        last_year = self.last_year or year
        return date(last_year, self.last_month, self.day or monthrange(last_year, self.last_month)[1])


def period_in(words: str) -> Period | None:
    """The days that some words mean; None where they do not tell of themselves.

    >>> period_in("between January and March 2023")
    Period(first=datetime.date(2023, 1, 1), last=datetime.date(2023, 3, 31))
    >>> period_in("since 2021").last is None, period_in("last year"), period_in("in March")
    (True, None, None)
    """
    found = list(_POINT.finditer(words))
    points = [_point(match) for match in found]
    years = [point.year for point in points if point.year]
    if not years:
        return None
    # "January to March 2023": the year that is named is that of both.
    (start, *_), end, year = points, points[-1], years[0]
    try:
        if len(points) > 1:
            return _between(start.first(year), end.last(year))
        lead = words[: found[0].start()]
        opens = _OPEN_END.search(lead)
        first = None if _OPEN_START.search(lead) and not opens else start.first(year)
        return Period(first, None if opens else start.last(year))
    except ValueError:  # no such day, as 31 June
        return None


def _between(first: date, last: date) -> Period | None:
    return Period(first, last) if first <= last else None


def _point(match: re.Match[str]) -> _Point:
    if match["alone"]:
        alone = int(match["alone"])
        first, last = _months_of(match["part"], match["unit"])
        last_year = alone + 9 if match["decade"] else _last_year(alone, match["to"])
        return _Point(alone, last_year, first, last, None)
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    year = int(match["year"]) if match["year"] else None
    day = match["before"] or match["after"]
    return _Point(year, year, month, month, int(day) if day else None)


def _last_year(year: int, told: str | None) -> int:
    """The second year of "2022-23"; two digits that lie before it are a month, of which nothing is made."""
    if told is None:
        return year
    second = int(told) if len(told) == 4 else year // 100 * 100 + int(told)
    return max(second, year)


def _months_of(part: str | None, unit: str | None) -> tuple[int, int]:
    if part is None or unit is None:
        return 1, 12
    length = 6 if unit.lower() == "half" else 3
    count = 12 // length
    number = _PARTS.get(part.lower(), count - 1)
    return (number * length + 1, number * length + length) if number < count else (1, 12)
