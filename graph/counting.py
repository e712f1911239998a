"""Numbers with their nouns, for everything that people read."""

from __future__ import annotations

import re

_AFTER_CONSONANT = re.compile(r"(?<=[^aeiou])y$")


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun.

    Parameters:
        one: the noun for one of them; further words before it stay as they are.
        many: the noun for several, where it is not formed by rule.

    >>> counted(1, "organization"), counted(2000, "affirming statement"), counted(0, "entity")
    ('1 organization', '2,000 affirming statements', '0 entities')
    """
    return f"{number:,} {one if number == 1 else many or plural(one)}"


def unsure(number: int, minimum: float) -> str:
    """What is told of claims that are left out since they were read with too little confidence.

    >>> unsure(12, 0.5), unsure(1, 0.75)
    ('12 claims below confidence 0.5 are not shown', '1 claim below confidence 0.75 is not shown')
    """
    return f"{counted(number, 'claim')} below confidence {minimum:g} {'is' if number == 1 else 'are'} not shown"


def plural(one: str) -> str:
    """A noun for several.

    >>> plural("claim"), plural("entity"), plural("day")
    ('claims', 'entities', 'days')
    """
    return _AFTER_CONSONANT.sub("ie", one) + "s"
