"""Numbers with their nouns, for everything that people read."""

from __future__ import annotations

import re

_AFTER_CONSONANT = re.compile(r"(?<=[^aeiou])y$")
# The same words as in words.js: what follows the noun of a name; nouns of several, in small letters, and peoples.
_AFTER_NOUN = re.compile(r"\s+(?:of|in|from|at|for|with|near|on|by|to|who|that|close)\s.*$|\s*[,(].*$", re.DOTALL)
_SEVERAL = re.compile(
    r"people|police|men|women|children|.*(?:ians|icans|Houthis|Israelis|Saudis|Iraqis|Pakistanis|Kurds)"
    r"|[^\W\dA-Z_][^\WA-Z_-]*(?:-[^\WA-Z_-]+)*(?<![sui])(?<!ic)(?<!\bnew)s"
)
_STANCES_OF_SEVERAL = {"asserts": "assert", "alleges": "allege", "denies": "deny"}


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


def is_several(name: str) -> bool:
    """Whether a name takes the verb of several.

    >>> [is_several(one) for one in ("Chinese companies", "sources in Example Wire", "forces of Khalifa Haftar")]
    [True, True, True]
    >>> [is_several(one) for one in ("Reuters", "United States", "state press", "news")]
    [False, False, False, False]
    """
    nouns = _AFTER_NOUN.sub("", name).split()
    return bool(nouns) and _SEVERAL.fullmatch(nouns[-1]) is not None


def stance_after(name: str, stance: str) -> str:
    """The stance as the verb of a name.

    >>> stance_after("Norland", "alleges"), stance_after("U.S. officials", "alleges")
    ('alleges', 'allege')
    """
    return _STANCES_OF_SEVERAL.get(stance, stance) if is_several(name) else stance
