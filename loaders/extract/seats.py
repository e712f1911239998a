"""Where a text says that firms are based: "Oslo-based Acme", "Acme, a mining company based in Chile", "Acme (Chile)",
"Acme of Santiago", "Acme is a Chilean miner".

The words around a name tell it, whatever the parser makes of the sentence, and whether that sentence is parsed or not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

_WORD_OF_NAME: Final = r"[A-Z0-9](?:[\w&./-]*\w)?"
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
_OF: Final = re.compile(rf"(?: of|, of|, from) {_PLACE}")
_HOUSE: Final = r"(?:head ?quarters|head office|main office|registered office|seat|base)"
_HOUSED: Final = re.compile(
    rf"(?:(?:,? (?:which|that))? (?:has|had|have|keeps|kept) (?:its|their|a|the) {_HOUSE}"
    rf"|, whose {_HOUSE} (?:is|are|was|were|stands?|lies?|lay)|, with (?:its |a )?{_HOUSE}"
    rf"|['’]s? {_HOUSE}(?: (?:is|are|was|were))?) in {_PLACE}"
)
_IS: Final = re.compile(
    rf"(?:,| (?:is|was|are|were)) (?:an? |the )(?P<before>(?:[a-z][\w-]* ){{0,3}})"
    rf"(?:(?P<nation>[A-Z]\w+(?: [A-Z]\w+)?) (?P<kind>[a-z][\w-]*+(?: ++[\w-]++){{0,20}})"
    rf"|(?P<what>[a-z][\w-]*) (?:in|from|of) {_PLACE})"
)
"""A kind has no more than 21 words: taken to the end of a long sentence from each name anew, it took quadratic time."""
_NAMED: Final = re.compile(rf"(?<![\w.&/-])(?:{_WORD_OF_NAME}(?: (?:& |de |al )?{_WORD_OF_NAME}){{0,6}})")
_KIND_ENDS: Final = re.compile(r" (?:in|of|from|that|which|who|and|based|with|for|to|on|at|by) ")
_BACK: Final = re.compile(
    r"(?:^|(?<=[.!?\"”\n]) ?)(?:It|(?:The|This) (?P<kind>[a-z]+))(?:,? (?:which|that))? (?:is|was) $"
)
"""What tells of the firm of the sentence before: "The company is"."""
_NATION_BACK: Final = re.compile(
    r"(?:^|(?<=[.!?\"”\n]) ?)The "
    r"(?:(?P<nation>[A-Z]\w+(?: [A-Z]\w+)?)|(?P<place>[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,3})-based)"
    r" (?P<kind>[a-z]+)(?=,? [a-z])"
)
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
        start: the offset of the words.
        is_nation: whether the place is told by the adjective of a state only: "a Chilean miner".
    """

    words: str
    opens: bool
    place: str
    beyond: str = ""
    start: int = 0
    is_nation: bool | None = None

    def is_of(self, name: str) -> bool:
        """Whether it is the seat of whoever bears a name.

        >>> Seat("Acme Mining", False, "Chile").is_of("Mining"), Seat("Acme Mining", True, "Chile").is_of("Mining")
        (True, False)
        """
        return name in self.names_in(self.words)

    def names_in(self, words: str) -> list[str]:
        """The names whose bearers are meant, if the words are these."""
        spaces = [place for place, sign in enumerate(words) if sign == " "]
        return [words, *(words[:place] if self.opens else words[place + 1 :] for place in spaces)]


class SeatsByName:
    """Seats, found by the names of those whose they are: each name costs what it finds, however many seats there are.

    Parameters:
        bare: a name without legal forms.
    """

    def __init__(self, seats: Sequence[Seat], bare: Callable[[str], str]) -> None:
        self._seats = seats
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, seat in enumerate(seats):
            for name in {*seat.names_in(seat.words), *seat.names_in(bare(seat.words) or seat.words)}:
                self._places[name].append(place)

    def of(self, names: Iterable[str]) -> list[Seat]:
        """The seats of whoever bears one of some names, in order."""
        places = {place for name in names if name for place in self._places.get(name, ())}
        return [self._seats[place] for place in sorted(places)]


def seats_told(text: str, is_firm_s: Callable[[str], bool]) -> list[Seat]:
    """The seats that a text tells, each once.

    Parameters:
        is_firm_s: whether a common noun names a firm.

    >>> [seat.place for seat in seats_told("Acme, based in Chile, sold it to Oslo-based Borex.", lambda noun: False)]
    ['Chile', 'Oslo']
    """
    return list(islice(dict.fromkeys(_told(text, is_firm_s)), _MOST))


def seats_told_later(text: str, is_firm_s: Callable[[str], bool]) -> list[Seat]:
    """The seats of firms that sentences tell which do not name them; `start` is where these words begin.

    Parameters:
        is_firm_s: whether a common noun names a firm.

    >>> text = "Norland armed Acme. The company is based in Chile. The Oslo-based firm denied it."
    >>> [seat.place for seat in seats_told_later(text, {"company", "firm"}.__contains__)]
    ['Chile', 'Oslo']
    """
    return list(islice(_told_later(text, is_firm_s), _MOST))


def _told_later(text: str, is_firm_s: Callable[[str], bool]) -> Iterator[Seat]:
    for match in _SEATED.finditer(text):
        ahead = text[max(0, match.start() - _AHEAD) : match.start()]
        back, place = _BACK.search(ahead), _IN.match(text, match.end())
        if back is not None and place is not None and (back["kind"] is None or is_firm_s(back["kind"])):
            start = match.start() - len(ahead) + back.start()
            yield Seat("", False, place["place"], place["beyond"] or "", start)
    for match in _NATION_BACK.finditer(text):
        if is_firm_s(match["kind"]):
            is_nation = match["nation"] is not None
            yield Seat("", False, match["nation"] or match["place"], "", match.start(), is_nation=is_nation or None)


def _told(text: str, is_firm_s: Callable[[str], bool]) -> Iterator[Seat]:
    for match in _SEATED.finditer(text):
        ahead = text[max(0, match.start() - _AHEAD) : match.start()]
        if ahead.endswith("-"):
            yield from _joined(text, ahead, match, is_firm_s)
        elif (place := _IN.match(text, match.end())) and (name := _BEFORE_IN.search(ahead)):
            start = match.start() - len(ahead) + name.start("name")
            yield Seat(name["name"], False, place["place"], place["beyond"] or "", start)
    for match in _IN_BRACKETS.finditer(text):
        ahead = text[max(0, match.start() - _AHEAD) : match.start()]
        if (name := _BEFORE_BRACKETS.search(ahead)) is not None:
            start = match.start() - len(ahead) + name.start("name")
            yield Seat(name["name"], False, match["place"], match["beyond"] or "", start)
    for match in _NAMED.finditer(text):
        yield from _behind(text, match, is_firm_s)


def _behind(text: str, name: re.Match[str], is_firm_s: Callable[[str], bool]) -> Iterator[Seat]:
    """The seats that the words right behind a name tell: "of Santiago", "is a Chilean miner", "has its seat in"."""
    words, start, end = name.group(), name.start(), name.end()
    if (match := _OF.match(text, end)) is not None and (match.group().startswith(" ") or _closes(text, match.end())):
        yield Seat(words, False, match["place"], match["beyond"] or "", start, is_nation=False)
    elif (match := _HOUSED.match(text, end)) is not None:
        yield Seat(words, False, match["place"], match["beyond"] or "", start)
    elif (match := _IS.match(text, end)) is not None:
        kind = match["what"] or _KIND_ENDS.split(f"{match['kind']} ", maxsplit=1)[0]
        if is_firm_s(kind.split()[-1]):
            place = match["nation"] or match["place"]
            yield Seat(words, False, place, match["beyond"] or "", start, is_nation=match["nation"] is not None)


def _closes(text: str, end: int) -> bool:
    """Whether a comma closes what stands between two: ", of Chile,"."""
    return text[end : end + 1] == ","


def _joined(text: str, ahead: str, based: re.Match[str], is_firm_s: Callable[[str], bool]) -> Iterator[Seat]:
    """The seats that a word like "Chile-based" tells: of the name behind it, and of that to which it stands beside."""
    place = _PLACE_BEFORE.search(ahead)
    if place is None:
        return
    behind = _NAME_BEHIND.match(text, based.end())
    if behind is not None and (not behind["kind"] or is_firm_s(behind["kind"].split()[-1])):
        yield Seat(behind["name"], True, place["place"], start=behind.start("name"))
    if (name := _NAME_AHEAD.search(ahead[: place.start()])) is not None:
        start = based.start() - len(ahead) + name.start("name")
        yield Seat(name["name"], False, place["place"], start=start)
