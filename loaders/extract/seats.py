"""Where a text says that firms are based: "Oslo-based Acme", "Acme, a mining company based in Chile", "Acme (Chile)".

The words around a name tell it, whatever the parser makes of the sentence, and whether that sentence is parsed or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

_NAME: Final = r"[A-Z0-9][\w&.'’/-]*(?: (?:(?:&|of|de|al) )?[A-Z0-9][\w&.'’/-]*){0,6}"
_OF_OTHERS: Final = "to|for|from|with|by|at|in|on|who|whose|a|an|the|its|and|or|that|which|said|says"
"""Words behind which a phrase tells of somebody else: "a supplier to a firm based in Chile"."""
_WORD: Final = rf"(?!(?:{_OF_OTHERS})\b)[A-Za-z][\w-]* "
_PLACE: Final = (
    r"(?:the )?(?:(?:north|south|east|west|central)[a-z-]* |(?:[A-Z]\w+(?:['’]s)? )?capital,? (?:of )?)?"
    r"(?P<place>[A-Z][\w.'’-]*(?: (?:(?:of|and|the) )*[A-Z][\w.'’-]*){0,4})"
    r"(?:, (?P<beyond>[A-Z][\w.'’-]*(?: [A-Z][\w'’-]*)?))?"
)
_SEATED: Final = re.compile(r"\b(?:based|headquartered|registered|incorporated|domiciled|located)\b")
_IN: Final = re.compile(rf" (?:in|at|near|out of) {_PLACE}")
_BEFORE_IN: Final = re.compile(
    rf"(?P<name>{_NAME})(?: \([^()]{{1,20}}\))?"
    rf"(?:,? (?:which|that) (?:is|was) |,? (?:is|was) (?:an? |the )(?:{_WORD}){{1,6}}| (?:is|was) "
    rf"|, (?:an? |the )(?:{_WORD}){{1,6}}(?:(?:which|that) (?:is|was) )?|,? )$"
)
_PLACE_BEFORE: Final = re.compile(r"(?P<place>[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,3})-$")
_NAME_BEHIND: Final = re.compile(rf" (?P<kind>(?:{_WORD}){{0,4}}?)(?P<name>{_NAME})")
_NAME_AHEAD: Final = re.compile(rf"(?P<name>{_NAME})(?:,| (?:is|was)) (?:an? |the )(?:{_WORD}){{0,3}}$")
_IN_BRACKETS: Final = re.compile(rf" \({_PLACE}\)")
_BEFORE_BRACKETS: Final = re.compile(rf"(?P<name>{_NAME})$")
_AHEAD: Final = 160
"""How many signs before a word that tells of a seat the name may begin."""
_MOST: Final = 500
"""How many seats of one text are kept."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A stretch with a firm's name in it, and the place where the text says that it is.

    Parameters:
        words: words with capitals, of which the name is the first or the last ones.
        opens: whether the name stands at their beginning.
        place: the place's name, with more capitalised words behind it where they stand there.
        beyond: what stands behind the place and a comma: "Chile" of "Santiago, Chile".
    """

    words: str
    opens: bool
    place: str
    beyond: str = ""

    def is_of(self, name: str) -> bool:
        """Whether it is the seat of whoever bears a name.

        >>> Seat("Acme Mining", False, "Chile").is_of("Mining"), Seat("Acme Mining", True, "Chile").is_of("Mining")
        (True, False)
        """
        if self.words == name:
            return True
        return self.words.startswith(f"{name} ") if self.opens else self.words.endswith(f" {name}")


def seats_told(text: str, is_firm_s: Callable[[str], bool]) -> list[Seat]:
    """The seats that a text tells, each once.

    Parameters:
        is_firm_s: whether a common noun names a firm.

    >>> [seat.place for seat in seats_told("Acme, based in Chile, sold it to Oslo-based Borex.", lambda noun: False)]
    ['Chile', 'Oslo']
    """
    return list(islice(dict.fromkeys(_told(text, is_firm_s)), _MOST))


def _told(text: str, is_firm_s: Callable[[str], bool]) -> Iterator[Seat]:
    for match in _SEATED.finditer(text):
        ahead = text[max(0, match.start() - _AHEAD) : match.start()]
        if ahead.endswith("-"):
            yield from _joined(text, ahead, match.end(), is_firm_s)
        elif (place := _IN.match(text, match.end())) and (name := _BEFORE_IN.search(ahead)):
            yield Seat(name["name"], False, place["place"], place["beyond"] or "")
    for match in _IN_BRACKETS.finditer(text):
        if (name := _BEFORE_BRACKETS.search(text[max(0, match.start() - _AHEAD) : match.start()])) is not None:
            yield Seat(name["name"], False, match["place"], match["beyond"] or "")


def _joined(text: str, ahead: str, end: int, is_firm_s: Callable[[str], bool]) -> Iterator[Seat]:
    """The seats that a word like "Chile-based" tells: of the name behind it, and of that to which it stands beside."""
    place = _PLACE_BEFORE.search(ahead)
    if place is None:
        return
    behind = _NAME_BEHIND.match(text, end)
    if behind is not None and (not behind["kind"] or is_firm_s(behind["kind"].split()[-1])):
        yield Seat(behind["name"], True, place["place"])
    if (name := _NAME_AHEAD.search(ahead[: place.start()])) is not None:
        yield Seat(name["name"], False, place["place"])
