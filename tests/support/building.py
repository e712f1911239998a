"""Small parts to build readings from in tests."""

from __future__ import annotations

from datetime import date

from claimgraph.graph.model import (
    Article,
    Claim,
    Document,
    Entity,
    EntityType,
    Modality,
    Reading,
    Stance,
    Statement,
    text_hash,
)

NORLAND = Entity("state:NL1", EntityType.STATE, "Norland")
VERIDIA = Entity("state:VD1", EntityType.STATE, "Veridia")
MINISTER = Entity("official:ana-sol", EntityType.OFFICIAL, "Ana Sol")
WEAPONS = Entity("good:weapons", EntityType.GOOD, "weapons")
MISSILES = Entity("good:missiles", EntityType.GOOD, "missiles", kinds=("good:weapons",))
LATHES = Entity("good:lathes", EntityType.GOOD, "lathes")
WIRE = Entity("organization:example-wire", EntityType.ORGANIZATION, "Example Wire")
ENTITIES = (NORLAND, VERIDIA, MINISTER, WEAPONS, MISSILES, LATHES, WIRE)


def document(name: str, text: str, outlet: str = "", published: date | None = None) -> Document:
    return Document(Article(name, name, text_hash(text), outlet=outlet, published=published), text)


def claim(good: Entity = LATHES, modality: Modality = Modality.ACTUAL) -> Claim:
    return Claim.of(NORLAND.id, VERIDIA.id, good.id, modality)


def says(
    source: Document,
    about: Claim,
    stance: Stance = Stance.ALLEGES,
    speaker: Entity | None = MINISTER,
    *,
    hedged: bool = False,
    relayed_by: tuple[str, ...] = (),
    quote: str | None = None,
    confidence: float | None = None,
) -> Statement:
    start = source.text.index(quote) if quote else 0
    end = start + len(quote) if quote else len(source.text)
    return Statement.of(
        about,
        stance,
        source.evidence(start, end),
        speaker=speaker.id if speaker else None,
        hedged=hedged,
        relayed_by=relayed_by,
        confidence=confidence,
    )


def reading(
    source: Document, *statements: Statement, claims: tuple[Claim, ...], more: tuple[Entity, ...] = ()
) -> Reading:
    return Reading(source, (*ENTITIES, *more), claims, statements)


def asserted_and_denied(asserted: int, denied: int) -> Reading:
    """So many claims that the article asserts, and so many that it only reports as denied."""
    source = document("trade", "Norland sells Veridia a good.")
    goods = [Entity(f"good:g{number}", EntityType.GOOD, f"good {number}") for number in range(asserted + denied)]
    claims = tuple(Claim.of("state:NL1", "state:VD1", good.id) for good in goods)
    said = (
        *(says(source, claim, Stance.ASSERTS, None) for claim in claims[:asserted]),
        *(says(source, claim, Stance.DENIES) for claim in claims[asserted:]),
    )
    return reading(source, *said, claims=claims, more=tuple(goods))
