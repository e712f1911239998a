"""One thing that a store holds otherwise than it should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


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

    def __str__(self) -> str:
        if self.note:
            return f"{self.of} {self.id}: {self.note}"
        return f"{self.of} {self.id}: the store has {self.stored}, the statements give {self.right}"


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
