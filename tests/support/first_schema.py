"""A graph of schema 1, made by the very statements that the claimgraph of then sent, and what it had read.

`first_schema.jsonl` has a line for each statement, in order: `cypher` and `parameters`. It was recorded by running
that claimgraph's `Store.prepare()`, and `Store.put()` on each of `READINGS`, and is never made again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import LiteralString, cast

from building import LATHES, MINISTER, MISSILES, NORLAND, VERIDIA, WEAPONS, WIRE, claim, document, reading, says
from neo4j import Session

from claimgraph.graph.model import Claim, Entity, EntityType, Modality, Reading, Role, RoleSpan, Stance, Statement

FIRM = Entity("firm:acme", EntityType.FIRM, "Acme", aliases=("Acme Ltd.",), country=VERIDIA.id)
SPOKESMAN = Entity("official:paul-rey", EntityType.OFFICIAL, "Paul Rey", speaks_for=FIRM.id)
AIDES = Entity("official:d/aides", EntityType.OFFICIAL, "aides", article="d")
TO_FIRM = Claim.of(NORLAND.id, FIRM.id, MISSILES.id, Modality.ACTUAL)

_PAPER = document("a", "Ana Sol said Norland sold missiles and lathes to Veridia 🚢.", "Wire", date(2026, 3, 1))
_REPLY = document("b", "Veridia denies that it got weapons from Norland.", "Post", date(2026, 3, 2))
_UNDATED = document("c", "Norland may sell two lathes to Veridia through Acme, Example Wire reported.")
_OFFICIAL = document("d", "Paul Rey said Norland supplied lathes. Aides doubt that Acme got missiles.", "Post")

_THROUGH = Statement.of(
    claim(LATHES),
    Stance.ALLEGES,
    _UNDATED.evidence(0, len(_UNDATED.text)),
    speaker=WIRE.id,
    hedged=True,
    via=(FIRM.id,),
    said_on="2026-04-01",
    time="next year",
    quantity="two",
    rule="sell",
    trigger="sell",
    roles=(RoleSpan(Role.SUPPLIER, 0, 7),),
)

READINGS: tuple[Reading, ...] = (
    reading(
        _PAPER,
        says(_PAPER, claim(MISSILES)),
        says(_PAPER, claim(LATHES), Stance.ASSERTS, None),
        claims=(claim(MISSILES), claim(LATHES)),
    ),
    reading(_REPLY, says(_REPLY, claim(WEAPONS), Stance.DENIES, VERIDIA), claims=(claim(WEAPONS),)),
    reading(
        _UNDATED,
        _THROUGH,
        says(_UNDATED, claim(LATHES, Modality.PLANNED), Stance.ASSERTS, NORLAND, relayed_by=(WIRE.id, MINISTER.id)),
        claims=(claim(LATHES), claim(LATHES, Modality.PLANNED)),
        more=(replace(FIRM, aliases=()),),
    ),
    reading(
        _OFFICIAL,
        says(_OFFICIAL, claim(LATHES), Stance.ALLEGES, SPOKESMAN, quote="Paul Rey said Norland supplied lathes."),
        says(_OFFICIAL, TO_FIRM, Stance.DENIES, AIDES, quote="Aides doubt that Acme got missiles.", hedged=True),
        claims=(claim(LATHES), TO_FIRM),
        more=(FIRM, SPOKESMAN, AIDES),
    ),
)


def make_first_schema(session: Session) -> None:
    """Run the statements on an empty database."""
    for line in Path(__file__).with_name("first_schema.jsonl").read_text("utf-8").splitlines():
        statement = json.loads(line)
        session.run(cast(LiteralString, statement["cypher"]), statement["parameters"]).consume()
