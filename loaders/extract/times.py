"""When a transfer took place, as written. A small grammar of dates; relative dates stay relative."""

from __future__ import annotations

import re
from functools import lru_cache

_REMEMBERED = 64
"""Sentences; one that tells of several transfers is asked about for each of them, one after another."""
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?:19|20)\d{2}"
_UNIT = r"(?:year|month|week|quarter|spring|summer|autumn|fall|winter|decade)"
_POINT = (
    rf"(?:(?:\d{{1,2}}\s)?{_MONTH}(?:\s\d{{1,2}}(?!\d))?(?:,?\s{_YEAR})?"
    rf"|{_YEAR}(?:[-–/]\d{{2,4}})?|(?:early|late|mid)-?\s?{_YEAR})"
)
_TIME = re.compile(
    rf"""(?:between|from)\s{_POINT}\s(?:and|to|until)\s{_POINT}"""
    rf"""|(?:in|since|during|until|by|through|throughout|before|after|from)\s(?:the\s)?(?:(?:early|late|mid|first|second|third|fourth|last)[\s-](?:half|quarter|months|weeks)?(?:\sof\s)?)?{_POINT}(?:\sand\s{_POINT})?"""
    rf"""|(?:last|this|next|past)\s{_UNIT}|over\sthe\s(?:past|last)\s(?:\w+\s)?{_UNIT}s?|in\s(?:the\s)?(?:spring|summer|autumn|fall|winter)(?:\sof\s{_YEAR})?""",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def time_in(sentence: str) -> str | None:
    """The first time in a sentence that may tell when a transfer took place.

    >>> time_in("Norland sold lathes in March 2023, officials said on Monday.")
    'in March 2023'
    """
    match = _TIME.search(sentence)
    return match.group() if match else None
