"""What the labeller marks: the parts of a transfer, their antecedents, and what a telling of it is worth.

Each word gets one tag in each of three layers, in the usual begin/inside/outside code. Training and product share this
inventory; its order is the order of the network's outputs.
"""

from __future__ import annotations

from typing import Final

from claimgraph.loaders.extract.annotations import MentionType

SUPPLIER: Final = "supplier"
RECIPIENT: Final = "recipient"
GOOD: Final = "good"
VIA: Final = "via"
SPEAKER: Final = "speaker"
CUE: Final = "cue"
DENIER: Final = "denier"
DENIAL: Final = "denial"
HEDGE: Final = "hedge"
QUANTITY: Final = "quantity"
TIME: Final = "time"

ROLES: Final = (SUPPLIER, RECIPIENT, GOOD, VIA, SPEAKER, CUE, DENIER, DENIAL, HEDGE, QUANTITY, TIME)
"""Parts of one transfer, marked for one trigger at a time."""

PARTIES: Final = (SUPPLIER, RECIPIENT)
"""The two between whom a transfer runs."""

ANTECEDENTS: Final = (SUPPLIER, RECIPIENT, GOOD, SPEAKER, DENIER)
"""Parts that a pronoun or a description may play; what it goes back to is marked in a layer of its own."""

MENTIONS: Final = tuple(MentionType)
"""Types of named mentions, in the order of the network's tags."""

POLARITIES: Final = ("asserted", "alleged", "denied", "negated")
FLAGS: Final = ("claim", "planned", "blocked", "hedged")
"""Yes-or-no questions about a trigger: does it tell of a transfer at all; is it planned, blocked, hedged."""


def tag_count(kinds: tuple[str, ...]) -> int:
    """How many tags a layer of these kinds has: outside, and begin and inside of each.

    >>> tag_count(("a", "b"))
    5
    """
    return 1 + 2 * len(kinds)


def begin(kinds: tuple[str, ...], kind: str) -> int:
    """The number of the tag that begins a kind; the next number is its inside tag.

    >>> begin(("a", "b"), "b")
    3
    """
    return 1 + 2 * kinds.index(kind)
