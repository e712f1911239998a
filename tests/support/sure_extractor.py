"""An extractor of somebody else's that says how sure it is: "Norland sold Veridia lathes (0.83)." """

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from claimgraph.graph.model import Claim, Document, Entity, EntityType, Reading, Stance, Statement

SOLD = re.compile(
    r"(?P<supplier>[A-Z]\w+) (?P<verb>sold|never sold) (?P<recipient>[A-Z]\w+) (?P<good>\w+)"
    r"(?: \((?P<confidence>[-.\w]+)\))?\."
)


class SureExtractor:
    """Reads sentences of one form, with the confidence in brackets; without brackets it gives none."""

    @classmethod
    def load(cls) -> SureExtractor:
        return cls()

    def read(self, document: Document) -> Reading:
        entities: dict[str, Entity] = {}
        claims: dict[str, Claim] = {}
        said = []
        for found in SOLD.finditer(document.text):
            parties = [Entity(f"state:{name}", EntityType.STATE, name) for name in found.group("supplier", "recipient")]
            good = Entity(f"good:{found['good']}", EntityType.GOOD, found["good"])
            claim = Claim.of(parties[0].id, parties[1].id, good.id)
            entities |= {one.id: one for one in (*parties, good)}
            claims[claim.id] = claim
            stance = Stance.ASSERTS if found["verb"] == "sold" else Stance.DENIES
            evidence = document.evidence(found.start(), found.end())
            confidence = float(found["confidence"]) if found["confidence"] else None
            said.append(Statement.of(claim, stance, evidence, rule="sold", confidence=confidence))
        return Reading(document, tuple(entities.values()), tuple(claims.values()), tuple(said))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        return map(self.read, documents)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Register it under the name `sure`, as an installed package would."""
    info = folder / "sure-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sure\nVersion: 1.0\n", encoding="utf-8")
    points = "[claimgraph.extractors]\nsure = sure_extractor:SureExtractor\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
