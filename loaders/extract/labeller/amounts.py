"""Amounts as news writes them: "46", "27%", "a further 60,000 tonnes", "a third", "the rest"."""

from __future__ import annotations

import re
from typing import Final

_ROUGHLY: Final = (
    "about|around|some|nearly|almost|roughly|only|just|over|another|close to|more than|less than|up to|a further"
)
_YEAR: Final = r"(?!(?:19|20)\d\d\b(?![,.]\d))"
_NUMBERS: Final = rf"{_YEAR}[$€£]?\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|half"
_PART: Final = r"(?:a|another|one) (?:third|quarter|fifth|half)"
_NO_GOODS: Final = (
    r"(?!\s+(?:million |billion )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|times?|km|kilomet\w+"
    r"|miles?|met(?:re|er)s?|people|men|women|children|workers|soldiers|countries|states|firms|companies|percentage)\b)"
)
"""What counts time, distance or people tells of no goods."""
AMOUNT: Final = (
    rf"(?<![\w.])(?:(?:(?:{_ROUGHLY})\s+)*(?:{_NUMBERS}|{_PART})(?![\w-]){_NO_GOODS}|the (?:rest|remainder|balance)\b)"
)
"""How an amount begins, as a regular expression."""
_BEHIND: Final = re.compile(rf",?\s+{AMOUNT}")


def is_counted(text: str, place: int) -> bool:
    """Whether an amount stands right behind a place.

    >>> is_counted("Poland sold 40 tons, Romania 20", 28), is_counted("Romania 10 days ago", 7)
    (True, False)
    """
    return _BEHIND.match(text, place) is not None
