"""Generated families of sentences that all say the same: made-up names and goods in every shape of one proposition.

A shape is a text with places: `{S}` who supplies, `{R}` who receives, `{G}` what, and forms of a verb: `{past}`,
`{part}` (participle), `{ing}`, `{inf}`, `{noun}`. `{were}` agrees with the good.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

STATES = (
    "Norway",
    "Kenya",
    "Peru",
    "Serbia",
    "Jordan",
    "Vietnam",
    "Chile",
    "Poland",
    "Ghana",
    "Iran",
    "Oman",
    "Bolivia",
)
FIRMS = (
    "Ortanex Ltd",
    "Velmora Group",
    "Kestrin Works",
    "Dunlavy Steel",
    "Ural-Vektor",
    "Halvar Trade",
    "Brisk Marine",
    "Ostrava Optik GmbH",
    "Zelenko Aero",
    "Karst Logistics",
    "Tashmetall",
    "Pallister & Sons",
)
GOODS = (
    "lathes",
    "howitzers",
    "insulin",
    "diesel",
    "drone engines",
    "wheat",
    "circuit boards",
    "rifles",
    "fertiliser",
    "armoured vehicles",
    "vaccines",
    "copper cables",
)
UNCOUNTED = frozenset({"insulin", "diesel", "wheat", "fertiliser"})


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb, and its noun in the plural where it has one that means the transfer."""

    inf: str
    past: str
    part: str
    ing: str
    noun: str = ""


OUT = (
    Verb("sell", "sold", "sold", "selling", "sales"),
    Verb("ship", "shipped", "shipped", "shipping", "shipments"),
    Verb("deliver", "delivered", "delivered", "delivering", "deliveries"),
    Verb("export", "exported", "exported", "exporting", "exports"),
    Verb("supply", "supplied", "supplied", "supplying", "supplies"),
    Verb("send", "sent", "sent", "sending"),
    Verb("transfer", "transferred", "transferred", "transferring", "transfers"),
    Verb("donate", "donated", "donated", "donating", "donations"),
    Verb("smuggle", "smuggled", "smuggled", "smuggling"),
    Verb("re-export", "re-exported", "re-exported", "re-exporting", "re-exports"),
    Verb("lend", "lent", "lent", "lending"),
    Verb("hand over", "handed over", "handed over", "handing over"),
)
WITH = (
    Verb("supply", "supplied", "supplied", "supplying"),
    Verb("provide", "provided", "provided", "providing"),
    Verb("furnish", "furnished", "furnished", "furnishing"),
    Verb("equip", "equipped", "equipped", "equipping"),
)
TWO_OBJECTS = (
    Verb("sell", "sold", "sold", "selling"),
    Verb("give", "gave", "given", "giving"),
    Verb("send", "sent", "sent", "sending"),
    Verb("lend", "lent", "lent", "lending"),
)
IN = (
    Verb("buy", "bought", "bought", "buying"),
    Verb("import", "imported", "imported", "importing", "imports"),
    Verb("purchase", "purchased", "purchased", "purchasing", "purchases"),
    Verb("receive", "received", "received", "receiving"),
    Verb("obtain", "obtained", "obtained", "obtaining"),
    Verb("procure", "procured", "procured", "procuring"),
    Verb("acquire", "acquired", "acquired", "acquiring", "acquisitions"),
    Verb("source", "sourced", "sourced", "sourcing"),
)
SHAPES: dict[str, tuple[tuple[Verb, ...], str]] = {
    "active": (OUT, "{S} {past} {G} to {R}."),
    "active with": (WITH, "{S} {past} {R} with {G}."),
    "two objects": (TWO_OBJECTS, "{S} {past} {R} {G}."),
    "passive": (OUT, "{G} {were} {part} to {R} by {S}."),
    "passive, agent first": (OUT, "{G} {were} {part} by {S} to {R}."),
    "passive with": (WITH, "{R} was {part} with {G} by {S}."),
    "relative subject": (OUT, "{S}, which {past} {G} to {R}, opened an office in May."),
    "relative object": (OUT, "The {G} that {S} {past} to {R} {were} old."),
    "relative, no pronoun": (OUT, "The {G} {S} {past} to {R} {were} old."),
    "relative passive": (OUT, "The {G} that {were} {part} to {R} by {S} {were} old."),
    "reduced": (OUT, "The {G} {part} to {R} by {S} {were} old."),
    "reduced, agent first": (OUT, "The {G} {part} by {S} to {R} {were} old."),
    "gerund": (OUT, "{S} went on {ing} {G} to {R}."),
    "infinitive": (OUT, "{S} managed to {inf} {G} to {R}."),
    "participle clause": (OUT, "{S} made a profit last year by {ing} {G} to {R}."),
    "nominal, owner": (OUT, "{S}'s {noun} of {G} to {R} rose last year."),
    "nominal, from": (OUT, "{Noun} of {G} from {S} to {R} rose last year."),
    "nominal, by": (OUT, "{Noun} of {G} by {S} to {R} rose last year."),
    "nominal, under a verb": (OUT, "{S} increased {noun} of {G} to {R} last year."),
    "reverse": (IN, "{R} {past} {G} from {S}."),
    "reverse passive": (IN, "{G} {were} {part} from {S} by {R}."),
    "reverse relative": (IN, "The {G} that {R} {past} from {S} {were} old."),
    "reverse reduced": (IN, "The {G} {part} by {R} from {S} {were} old."),
    "reverse gerund": (IN, "{R} went on {ing} {G} from {S}."),
    "reverse nominal, owner": (IN, "{R}'s {noun} of {G} from {S} rose last year."),
    "reverse nominal, by": (IN, "{Noun} of {G} from {S} by {R} rose last year."),
    "rely": ((Verb("rely", "relied", "relied", "relying"),), "{R} {past} on {S} for {G}."),
    "come from": ((Verb("come", "came", "come", "coming"),), "Most of {R}'s {G} {past} from {S}."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that says one thing, and what it says."""

    text: str
    supplier: str
    recipient: str
    good: str
    shape: str
    verb: str


def tell(shape: str, verb: Verb, supplier: str, recipient: str, good: str) -> Told:
    """One proposition in one shape."""
    were = "was" if good in UNCOUNTED else "were"
    text = SHAPES[shape][1].format(
        S=supplier,
        R=recipient,
        G=good,
        were=were,
        inf=verb.inf,
        past=verb.past,
        part=verb.part,
        ing=verb.ing,
        noun=verb.noun,
        Noun=verb.noun.capitalize(),
    )
    return Told(text[:1].upper() + text[1:], supplier, recipient, good, shape, verb.inf)


def verbs(shape: str) -> tuple[Verb, ...]:
    """The verbs that a shape can be made with."""
    made_with, text = SHAPES[shape]
    return tuple(verb for verb in made_with if verb.noun or "oun}" not in text)


def family(shape: str, suppliers: tuple[str, ...], recipients: tuple[str, ...], seed: int = 0) -> Iterator[Told]:
    """A shape with each of its verbs, names and goods drawn from lists; supplier and recipient are never the same."""
    draw = Random(f"{shape}/{seed}")  # noqa: S311 (no secret is made of it)
    for verb in verbs(shape):
        supplier = draw.choice(suppliers)
        recipient = draw.choice([name for name in recipients if name != supplier])
        yield tell(shape, verb, supplier, recipient, draw.choice(GOODS))
