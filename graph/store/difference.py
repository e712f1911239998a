"""One thing that a store holds otherwise than it should."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from claimgraph.graph.counting import counted
from claimgraph.graph.store.tally import Keys, unpacked

_OF_ARTICLES: Final = frozenset({"Article", "MENTIONS", "REPORTED_IN"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the store holds otherwise than its statements say, or than claimgraph writes it.

    Parameters:
        of: the label or type; `id` whose.
        stored: what it holds; None where it is missing.
        right: what it should hold; None where it should not be.
        note: what is wrong, in words, where that is not told by the two.
        element: which node or relationship of the database, where its id does not tell.
        foreign: whether it is a node of somebody else, which is left alone.
        reload: whether only loading the article again mends it.
    """

    of: str
    id: str
    stored: Any
    right: Any
    note: str = ""
    element: str = ""
    foreign: bool = False
    reload: bool = False

    @property
    def told_otherwise(self) -> bool:
        """Whether an article is told otherwise than the decisions in force say: telling it anew mends that."""
        return self.of in _OF_ARTICLES and not self.reload and not self.element

    def __str__(self) -> str:
        if self.note:
            return f"{self.of} {self.id}: {self.note}"
        return f"{self.of} {self.id}: the store has {told(self.stored)}, the statements give {told(self.right)}"


def told(value: object) -> str:
    """A value of the graph in words.

    >>> from claimgraph.graph.store.tally import packed
    >>> told({"status": "alleged", "denied": None})
    "status 'alleged', no denied"
    >>> told({"voices": packed({(1, 2): 3})})
    'voices: 3 statements of the voice 1-0000000000000002'
    """
    if isinstance(value, Mapping):
        return ", ".join(_property(name, one) for name, one in value.items()) or "nothing"
    if value is None or value == []:
        return "nothing"
    return value if isinstance(value, str) else _plain(value)


def _property(name: str, value: object) -> str:
    if value is None:
        return f"no {name}"
    if name == "voices" and isinstance(value, bytes | bytearray):
        return f"voices: {_voices(bytes(value))}"
    return f"{name} {_plain(value)}"


def _plain(value: object) -> str:
    return f"the bytes {bytes(value).hex()}" if isinstance(value, bytes | bytearray) else repr(value)


def _voices(data: bytes) -> str:
    """How many statements each voice makes; a voice is told by the number of its standing and hashes of its keys."""
    try:
        voices = unpacked(data)
    except struct.error:
        return f"the bytes {data.hex()}, which are no voices"
    told = (f"{counted(number, 'statement')} of the voice {_voice(keys)}" for keys, number in voices.items())
    return " and ".join(told) or "none"


def _voice(keys: Keys) -> str:
    return "-".join([*map(str, keys[:1]), *(f"{key:016x}" for key in keys[1:])])


class Rebuilt(NamedTuple):
    """What a rebuild found.

    Parameters:
        found: how many differences there were.
        left: how many of them only loading articles again mends.
        foreign: how many nodes of somebody else carry labels of claimgraph; they count as no difference.
    """

    found: int
    left: int
    foreign: int = 0
