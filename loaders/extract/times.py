"""When a transfer took place, as written. A small grammar of dates; relative dates stay relative."""

from __future__ import annotations

import calendar
import re
from collections.abc import Container
from functools import lru_cache

from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import children, is_verb
from claimgraph.loaders.extract.words import Token

CALENDAR = frozenset((*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr)) - {""}
"""Names of months and days."""
_REMEMBERED = 64
"""Sentences; one that tells of several transfers is asked about for each of them, one after another."""
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?:19|20)(?:\d{2}(?!s\b|\d)|\d0s\b)"
"""A year or a decade: "2023", "the 1980s"."""
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


_ASIDE = frozenset({"relcl", "acl", "advcl"})


def time_of(at: Parsed, trigger: Token | None, transfers: Container[str]) -> str | None:
    """The first time in a sentence that may tell when its trigger took place: none that stands in another clause, as
    "since 2022" in "sold lathes to a plant that has been under sanctions since 2022".

    Parameters:
        trigger: the word that tells of the transfer; None where the tree does not have it, so that any time will do.
        transfers: verbs that tell of transfers; their clauses are no other ones ("of what it imported in 2023, half
            came from Norland").
    """
    for start, words in _times(at.sentence.readable):
        token = at.token(at.sentence.start + start)
        if trigger is None or token is None or not _are_apart(token, trigger, transfers):
            return words
    return None


def time_in(sentence: str) -> str | None:
    """The first time in a sentence that may tell when a transfer took place.

    >>> time_in("Norland sold lathes in March 2023, officials said on Monday.")
    'in March 2023'
    """
    return next((words for _, words in _times(sentence)), None)


@lru_cache(_REMEMBERED)
def _times(sentence: str) -> tuple[tuple[int, str], ...]:
    """All times in a sentence, each with its offset."""
    return tuple((match.start(), match.group()) for match in _TIME.finditer(sentence))


def _are_apart(time: Token, trigger: Token, transfers: Container[str]) -> bool:
    """Whether a clause that tells something else parts a time from a trigger."""
    above = [trigger, *_ancestors(trigger)]
    places = {word.i: place for place, word in enumerate(above)}
    for word in (time, *_ancestors(time)):
        if word.i in places:
            way = above[: places[word.i]]
            return any(map(_tells_of_its_own, way))
        if (word.dep_ in _ASIDE and word.lemma not in transfers) or _tells_of_its_own(word):
            return True
    return False


def _ancestors(word: Token) -> list[Token]:
    found = []
    while word.head is not word:
        word = word.head
        found.append(word)
    return found


def _tells_of_its_own(word: Token) -> bool:
    """Whether a word is the verb of a clause beside another one, with a subject of its own."""
    return word.dep_ == "conj" and is_verb(word) and bool(children(word, "nsubj", "nsubjpass"))
