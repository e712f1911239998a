"""A scene: a view of the graph with a name and notes, kept with the graph so that anybody can reopen it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Claim, Modality, claim_id

MOST_LETTERS = 100
MOST_NOTE = 20_000
MOST_ADDRESS = 200_000


@dataclass(frozen=True, slots=True)
class Scene:
    """A named view.

    Parameters:
        name: what it is called; one name, one scene.
        title: the heading of the canvas then.
        note: what somebody wrote about it.
        address: how the page looked at it, in the words of its address (filters, places, where it came from).
        claims: the claims that were seen, with their parts, so that they are found again under another id.
        by, at: who kept it, and when (ISO time, UTC).
    """

    name: str
    title: str
    note: str
    address: str
    claims: tuple[Claim, ...]
    by: str
    at: str

    def __post_init__(self) -> None:
        tidy = " ".join(self.name.split())
        if not tidy or len(tidy) > MOST_LETTERS or not tidy.isprintable():
            raise QueryError(f"a view's name has 1 to {MOST_LETTERS} letters, and no control characters")
        if len(self.note) > MOST_NOTE:
            raise QueryError(f"a view's note has at most {MOST_NOTE:,} letters")
        if len(self.address) > MOST_ADDRESS:
            raise QueryError("this view is too large to be kept: narrow it, or take less onto the canvas")
        object.__setattr__(self, "name", tidy)

    def rows(self) -> list[str]:
        """The claims as texts that a store keeps, one each."""
        return ["\t".join((one.supplier, one.recipient, one.good, one.modality.value)) for one in self.claims]


def claims_in_rows(rows: Iterable[str]) -> tuple[Claim, ...]:
    """The claims that `Scene.rows` told.

    >>> [claim.good for claim in claims_in_rows(["state:A\\tstate:B\\tgood:c\\tactual"])]
    ['good:c']
    """
    claims = []
    for row in rows:
        supplier, recipient, good, modality = row.split("\t")
        parts = (supplier, recipient, good, Modality(modality))
        claims.append(Claim(claim_id(*parts), *parts))
    return tuple(claims)
