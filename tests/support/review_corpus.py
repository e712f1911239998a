"""Articles to be reviewed: many short claims with marked words, one that is contested, names that may be one."""

from __future__ import annotations

from datetime import date

from claimgraph.graph.model import (
    Article,
    Claim,
    Document,
    Entity,
    EntityType,
    Reading,
    Role,
    RoleSpan,
    Stance,
    Statement,
    text_hash,
)

STATES = [
    Entity(f"state:X{number}", EntityType.STATE, name)
    for number, name in enumerate(("Norland", "Veridia", "Ostrel", "Calvia", "Tamar", "Zenda"))
]
AGENCY = Entity("organization:trade-agency", EntityType.ORGANIZATION, "Trade Agency")
SHORT = Entity("organization:hw", EntityType.ORGANIZATION, "HW")
WORKS = Entity("firm:halden-works", EntityType.FIRM, "Halden Works")
GOODS = ("lathes", "optics", "bearings", "engines", "chips", "pumps", "cables", "valves", "rotors", "lasers")
WIRE = """Parts slip through third countries, agency says

Halden Works shipped most of the chips that reached Veridia last year, the Trade Agency said. The parts ended up in
tanks, aircraft and missiles, it said, citing wreckage that it had examined.

HW rejected that. “We have never sent chips to Veridia,” it said in a letter to this paper.

Norland also sold turbines to Zenda, a port clerk recalled. Nobody had asked him before.
"""


def parts() -> Reading:
    """An article in which the good is misread: tanks instead of chips; one denial; one claim that was missed."""
    document = _document("parts", WIRE, "Parts slip through third countries", "Harbour Post")
    tanks, chips = (Entity(f"good:{name}", EntityType.GOOD, name) for name in ("tanks", "chips"))
    misread = Claim.of(WORKS.id, "state:X1", tanks.id)
    denied = Claim.of(WORKS.id, "state:X1", chips.id)
    said = (
        _said(
            document,
            misread,
            WIRE[WIRE.index("Halden") : WIRE.index("\n\nHW")],
            {
                Role.SUPPLIER: "Halden Works",
                Role.RECIPIENT: "Veridia",
                Role.GOOD: "tanks",
                Role.SPEAKER: "Trade Agency",
            },
            AGENCY,
            confidence=0.31,
        ),
        _said(
            document,
            denied,
            "“We have never sent chips to Veridia,” it said in a letter to this paper.",
            {Role.RECIPIENT: "Veridia", Role.GOOD: "chips"},
            SHORT,
            Stance.DENIES,
            confidence=0.74,
        ),
    )
    return Reading(document, (*STATES, AGENCY, SHORT, WORKS, tanks, chips), (misread, denied), said)


def many(number: int) -> Reading:
    """An article with so many claims, a sentence each."""
    sentences, claims, goods = [], [], {}
    for at in range(number):
        supplier, recipient = STATES[at % 6], STATES[(at + 1 + at // 30) % 6]
        good = GOODS[(at // 6) % len(GOODS)] if at < 60 else f"goods {at}"
        goods[good] = Entity(f"good:{good.replace(' ', '-')}", EntityType.GOOD, good)
        sentences.append(f"{supplier.name} sold {good} to {recipient.name}.")
        claims.append(Claim.of(supplier.id, recipient.id, goods[good].id))
    document = _document("ledger", " ".join(sentences), "A ledger of deals", "Ledger")
    said, done = [], 0
    for at, (sentence, claim) in enumerate(zip(sentences, claims, strict=True)):
        start = document.text.index(sentence, done)
        done = start + len(sentence)
        supplier, _, rest = sentence.partition(" sold ")
        good, _, recipient = rest.rstrip(".").partition(" to ")
        roles = {Role.SUPPLIER: supplier, Role.GOOD: good, Role.RECIPIENT: recipient}
        said.append(_at(document, claim, start, done, roles, None, Stance.ASSERTS, 0.3 + (at % 7) / 10))
    return Reading(document, (*STATES, *goods.values()), tuple(dict.fromkeys(claims)), tuple(said))


def _document(name: str, text: str, title: str, outlet: str) -> Document:
    return Document(Article(name, name, text_hash(text), title, "", outlet, date(2026, 4, 12)), text)


def _said(
    document: Document,
    claim: Claim,
    quote: str,
    roles: dict[Role, str],
    speaker: Entity | None,
    stance: Stance = Stance.ALLEGES,
    confidence: float = 0.5,
) -> Statement:
    start = document.text.index(quote)
    return _at(document, claim, start, start + len(quote), roles, speaker, stance, confidence)


def _at(
    document: Document,
    claim: Claim,
    start: int,
    end: int,
    roles: dict[Role, str],
    speaker: Entity | None,
    stance: Stance,
    confidence: float,
) -> Statement:
    places = {role: document.text.index(words, start) for role, words in roles.items()}
    spans = tuple(
        RoleSpan(role, at, at + len(roles[role])) for role, at in sorted(places.items(), key=lambda one: one[1])
    )
    return Statement.of(
        claim,
        stance,
        document.evidence(start, end),
        speaker=speaker.id if speaker else None,
        roles=spans,
        rule="sell",
        trigger="sold",
        confidence=confidence,
    )
