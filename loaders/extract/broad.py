"""Denials in broad words answer what is alleged more narrowly: "sold no syrup to Norland" what a wholesaler there is
said to have got, "any product" the chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from claimgraph.graph.model import Claim, EntityType, Modality, Reading, Stance, Statement
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.reunion import restated
from claimgraph.loaders.extract.trace import SILENT, Restated, Trace

_ANYTHING: Final = frozenset(
    (
        "product products equipment goods item items device devices material materials merchandise thing things"
        " shipment shipments cargo cargoes consignment consignments supplies stuff hardware"
    ).split()
)
"""Words for whatever it is that is alleged."""


def answered_broadly(reading: Reading, identity: Identity, trace: Trace = SILENT) -> Reading:
    """The reading with each denial in broad words as one of the allegations that it covers, too: of the same two sides,
    one of them perhaps told of as its country or as anybody there, and of a kind of its goods. Where it names no kind
    of its own ("any product"), it is only theirs."""
    broad = _Broad(reading, identity)
    statements: dict[str, Statement] = {}
    for statement in reading.statements:
        answered = list(broad.answered(statement))
        stays = not answered or not broad.is_only_theirs(statement, answered)
        become = [*([statement] if stays else []), *(restated(statement, claim) for claim in answered)]
        for one in become:
            statements.setdefault(one.id, one)
            if answered:
                trace.note(Restated(statement.id, one))
    held = {statement.claim for statement in statements.values()}
    claims = tuple(claim for claim in reading.claims if claim.id in held)
    return replace(reading, claims=claims, statements=tuple(statements.values()))


class _Broad:
    """Compares the denials of one reading with its allegations."""

    def __init__(self, reading: Reading, identity: Identity) -> None:
        self._identity = identity
        self._entities = {entity.id: entity for entity in reading.entities}
        self._claims = {claim.id: claim for claim in reading.claims}
        self._asserted = {one.claim for one in reading.statements if one.stance is Stance.ASSERTS}
        self._affirmed: dict[str, set[str | None]] = {}
        for statement in reading.statements:
            if statement.positive:
                self._affirmed.setdefault(statement.claim, set()).add(statement.speaker)

    def answered(self, statement: Statement) -> Iterator[Claim]:
        """The claims that a denial covers, where nobody affirms what it denies in its own words."""
        if statement.positive or statement.speaker is None or statement.claim in self._affirmed:
            return
        denied, speaker = self._claims[statement.claim], self._entities[statement.speaker]
        if denied.modality is not Modality.ACTUAL:
            return
        own = {speaker.id, speaker.speaks_for}
        open_ = [
            claim
            for id, tellers in self._affirmed.items()
            if (claim := self._claims[id]).modality is Modality.ACTUAL and tellers.isdisjoint(own)
        ]
        yield from (claim for claim in open_ if self._covers(denied, claim))
        perhaps = [claim for claim in open_ if claim.id not in self._asserted and self._may_cover(denied, claim)]
        if len({(claim.supplier, claim.recipient) for claim in perhaps}) == 1:
            yield from perhaps

    def is_only_theirs(self, statement: Statement, answered: Iterable[Claim]) -> bool:
        """Whether a denial is of anything at all, or of the very goods of a claim that it answers and of nobody else in
        particular."""
        denied = self._claims[statement.claim]
        return self._is_anything(denied.good) or any(
            self._is_same_good(denied.good, claim.good)
            and self._means_only(denied.supplier, claim.supplier)
            and self._means_only(denied.recipient, claim.recipient)
            for claim in answered
        )

    def _means_only(self, broad: str, party: str) -> bool:
        """Whether nobody but a party is told of, or just anybody ("any foreign firm")."""
        return broad == party or self._entities[broad].article is not None

    def _covers(self, denied: Claim, claim: Claim) -> bool:
        return self._is_of(denied, claim, self._identity.registry.leaves_room)

    def _may_cover(self, denied: Claim, claim: Claim) -> bool:
        """Whether one side of a claim is somebody of whom nobody says where he belongs, the other the denied one."""
        return self._is_of(denied, claim, self._leaves_room_for_stranger)

    def _is_of(self, denied: Claim, claim: Claim, fits: Callable[[tuple[str], str], bool]) -> bool:
        sides = ((denied.supplier, claim.supplier), (denied.recipient, claim.recipient))
        same = [broad == party for broad, party in sides]
        return (
            any(same)
            and all(alike or fits((broad,), party) for alike, (broad, party) in zip(same, sides, strict=True))
            and self._covers_good(denied.good, claim.good)
        )

    def _leaves_room_for_stranger(self, named: tuple[str], party: str) -> bool:
        broad, stranger = self._entities[named[0]], self._entities[party]
        is_somewhere = broad.type is EntityType.STATE or (broad.article is not None and broad.country is not None)
        is_anywhere = stranger.type is not EntityType.STATE and not (stranger.country or stranger.speaks_for)
        return is_somewhere and is_anywhere and stranger.article is None

    def _covers_good(self, broad: str, good: str) -> bool:
        return (
            self._is_anything(broad) or self._is_same_good(broad, good) or self._identity.registry.covers(broad, good)
        )

    def _is_anything(self, good: str) -> bool:
        name = self._entities[good].name.lower()
        return name in _ANYTHING or (name.split()[-1] in _ANYTHING and self._identity.kind_of_goods(name) is None)

    def _is_same_good(self, one: str, other: str) -> bool:
        """Whether two goods are one, in more or in fewer words."""
        short, long = sorted((self._entities[each].name.lower() for each in (one, other)), key=len)
        return f" {long}".endswith(f" {short}")
