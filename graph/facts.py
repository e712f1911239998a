"""What reviewers say of an entity, wherever it is named: its type, its name, where it is based, for whom it speaks.

>>> acme = Entity("firm:acme", EntityType.FIRM, "ACME")
>>> told = Facts(name="Acme").told(acme); told.name, told.aliases
('Acme', ('ACME',))
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.review import BODIES, Named


@dataclass(frozen=True, slots=True)
class Facts:
    """What is right of an entity; None where nobody says anything, or reviewers contradict each other."""

    type: EntityType | None = None
    name: str | None = None
    country: Named | None = None
    speaks_for: Named | None = None

    def told(self, entity: Entity) -> Entity:
        """The entity as it is told: a type keeps only the links that it can have."""
        type = self.type or entity.type
        name = self.name or entity.name
        country = self.country.id if self.country and self.country.id != entity.id else entity.country
        speaks_for = self.speaks_for.id if self.speaks_for and self.speaks_for.id != entity.id else entity.speaks_for
        return replace(
            entity,
            type=type,
            name=name,
            aliases=entity.aliases if name == entity.name else (entity.name, *entity.aliases),
            country=country if type in BODIES else None,
            speaks_for=speaks_for if type is EntityType.OFFICIAL else None,
        )
