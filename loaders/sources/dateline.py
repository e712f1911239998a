"""What a dateline tells of an article that says nothing else of itself: its agency and its day.

>>> dateline_of("SEOUL, March 18, 2024 (Hanbit News) - Norland sold lathes to Veridia.")
Dateline(outlet='Hanbit News', published=datetime.date(2024, 3, 18))
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.dates import read_date

# A dateline stands before the first sentence; a headline may stand above it.
_BEGINNING = 600
_PLACE = r"[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’/ -]{2,40}"
_DAY = r"(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>[0-9]{1,2})(?:,?\s(?P<year>[0-9]{4}))?"
_AGENCY = r"\((?P<agency>[^()\n]{2,40})\)"
_DATELINE = re.compile(
    rf"^[ \t]*{_PLACE}(?:,\s[A-Z][a-z][A-Za-z. ]{{0,28}})?(?:,?\s{_DAY})?(?:\s{_AGENCY})?\s?[-–—]{{1,2}}\s", re.M
)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The agency and the day of a dateline, as far as it tells them."""

    outlet: str = ""
    published: date | None = None


NOTHING = Dateline()


def dateline_of(text: str, names: Iterable[str] = ()) -> Dateline:
    """What the dateline of an article tells; nothing where it has none.

    A day without a year is a date only where what the article is called tells the year. Nothing is guessed.

    Parameters:
        names: what the article is called: its title, its file's name, its address.

    >>> dateline_of("SEOUL, March 18 (Hanbit News) - It did.", ["shells-2024"]).published
    datetime.date(2024, 3, 18)
    >>> dateline_of("SEOUL, March 18 (Hanbit News) - It did.")
    Dateline(outlet='Hanbit News', published=None)
    """
    found = _DATELINE.search(text[:_BEGINNING])
    if not found or not (found["agency"] or found["day"]):
        return NOTHING
    return Dateline((found["agency"] or "").strip(), _day(found, names))


def _day(found: re.Match[str], names: Iterable[str]) -> date | None:
    if not found["day"]:
        return None
    years = {found["year"]} if found["year"] else {year for name in names for year in _YEAR.findall(name)}
    if len(years) != 1:
        return None
    try:
        return read_date(f"{found['month']} {found['day']}, {years.pop()}")
    except LoadError:
        return None
