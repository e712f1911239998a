"""Marked-up items (FORMAT.md) as plain text with spans, and copies of them with other states in the old ones' place."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from check import TAG, has_name, items, mentions, names_in

from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.gazetteer import Gazetteer

LETTERS = {
    "s": labels.SUPPLIER,
    "r": labels.RECIPIENT,
    "g": labels.GOOD,
    "v": labels.VIA,
    "o": labels.SPEAKER,
    "c": labels.CUE,
    "d": labels.DENIER,
    "k": labels.DENIAL,
    "h": labels.HEDGE,
    "q": labels.QUANTITY,
    "w": labels.TIME,
}
TRIGGER = "trigger"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of an item's plain text; `antecedent` is what a pronoun or a description in it goes back to."""

    role: str
    start: int
    end: int
    claims: frozenset[str]
    antecedent: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its text without marks, the marks, for each claim its polarity and its flags, and the named mentions
    with their types, None where nobody has marked them."""

    text: str
    marks: tuple[Mark, ...]
    claims: dict[str, tuple[str, frozenset[str]]]
    mentions: tuple[tuple[int, int, str], ...] | None = None

    def __add__(self, other: Item) -> Item:
        """Both items as one text of two paragraphs; the second one's claims are numbered anew."""
        shift = len(self.text) + 1
        marks = tuple(
            Mark(m.role, m.start + shift, m.end + shift, frozenset(f"{c}+" for c in m.claims), m.antecedent)
            for m in other.marks
        )
        claims = self.claims | {f"{claim}+": told for claim, told in other.claims.items()}
        both = self.mentions is not None and other.mentions is not None
        mentions = (
            (*self.mentions, *((start + shift, end + shift, kind) for start, end, kind in other.mentions))
            if both
            else None
        )
        return Item(f"{self.text}\n{other.text}", (*self.marks, *marks), claims, mentions)


@dataclass(frozen=True, slots=True)
class Markup:
    """An item as it stands in its file; `names` are its lines of mentions, none where nobody has marked them."""

    text: str
    lines: tuple[str, ...]
    names: tuple[str, ...] = ()

    def item(self) -> Item:
        """The item's plain text and marks."""
        plain, marks, last = [], [], 0
        length = 0
        for match in TAG.finditer(self.text):
            before = self.text[last : match.start()]
            length += len(before)
            plain += [before, match[4]]
            role = TRIGGER if match[1] == "t" else LETTERS[match[1]]
            marks.append(Mark(role, length, length + len(match[4]), frozenset(match[2].split(",")), match[3] or ""))
            length += len(match[4])
            last = match.end()
        plain.append(self.text[last:])
        claims = {}
        for line in self.lines:
            number, polarity, *flags = line.removeprefix("#").split()
            claims[number] = (polarity, frozenset(flags))
        text = "".join(plain)
        return Item(text, tuple(marks), claims, mentions(text, self.names) if self.names else None)


def read(paths: Sequence[Path]) -> list[Markup]:
    """All items of some files, in order."""
    return [Markup(item.text, item.claims, item.mentions) for path in paths for item in items(path)]


class Atlas:
    """Puts other states in the place of those that an item names, so that what is learned are shapes, not countries."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._states = [
            state for state in gazetteer.states if state.adjectives and state.capitals and state.name.isalpha()
        ]
        self._forms = {}
        for index, state in enumerate(self._states):
            for kind, form in (
                ("name", state.name),
                ("adjective", state.adjectives[0]),
                ("capital", state.capitals[0]),
            ):
                self._forms.setdefault(form, (index, kind))
        self._names = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, self._forms), key=len, reverse=True))})\b")

    def moved(self, markup: Markup, chance: random.Random) -> Markup:
        """The item in another part of the world; the same state becomes the same other one everywhere in it."""
        places = list(range(len(self._states)))
        chance.shuffle(places)

        def elsewhere(text: str) -> str:
            return self._names.sub(lambda match: self._other(match[0], places), text)

        text = elsewhere(markup.text)
        plain = TAG.sub(r"\4", text)
        lines = (_named_there(line, plain, elsewhere) for line in markup.names)
        return Markup(text, markup.lines, tuple(filter(None, lines)))

    def _other(self, form: str, places: Sequence[int]) -> str:
        index, kind = self._forms[form]
        state = self._states[places[index]]
        return {"name": state.name, "adjective": state.adjectives[0], "capital": state.capitals[0]}[kind]


def _named_there(line: str, plain: str, elsewhere: Callable[[str], str]) -> str:
    """A line of mentions with the names that a moved text has; "" where it has none. A name of which a tag marks only a
    part stayed where it was."""
    names = [new if (new := elsewhere(old)) in plain else old for old in names_in(line)]
    there = [name for name in names if has_name(plain, name)]
    return f"{line.partition(':')[0]}: {'; '.join(there)}" if there else ""


def tellings(item: Item) -> Iterator[tuple[tuple[Mark, ...], frozenset[str]]]:
    """The triggers of an item, those of the same claims together, and the numbers of these claims."""
    groups: dict[frozenset[str], list[Mark]] = defaultdict(list)
    for mark in item.marks:
        if mark.role == TRIGGER:
            groups[mark.claims].append(mark)
    for numbers, triggers in groups.items():
        yield tuple(triggers), numbers
