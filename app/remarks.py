"""What reviewers say of what is shown: who checked a statement, notes, tags and grades; it makes no status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimgraph.app.reviewing import says
from claimgraph.graph.decision import Kind
from claimgraph.graph.review import OF_READINGS

if TYPE_CHECKING:
    from claimgraph.graph.model import Statement
    from claimgraph.graph.network import ClaimRecord, Network
    from claimgraph.graph.store.reviewing import Reviewed

_BESIDE = frozenset({Kind.NOTE, Kind.TAG, Kind.RELIABILITY, Kind.IDENTIFY, Kind.CHECK, Kind.UNSURE, Kind.ANALYST})


@dataclass(frozen=True, slots=True)
class Remarks:
    """Decisions by the statement, and by the id of the claim, entity or article or the outlet, that they are about."""

    by_statement: Mapping[str, list[Reviewed]] = field(default_factory=dict)
    by_subject: Mapping[str, list[Reviewed]] = field(default_factory=dict)

    @classmethod
    def of(cls, reviews: Iterable[Reviewed]) -> Remarks:
        """Sort decisions."""
        statements: defaultdict[str, list[Reviewed]] = defaultdict(list)
        subjects: defaultdict[str, list[Reviewed]] = defaultdict(list)
        for one in reviews:
            if one.review.kind in OF_READINGS:
                for id in one.statements:
                    statements[id].append(one)
            elif one.review.kind in _BESIDE:
                subjects[one.subject].append(one)
        return cls(statements, subjects)

    def on_statement(self, statement: Statement) -> list[str]:
        """What reviewers say of a statement, a line each."""
        return [_line(one) for one in self.by_statement.get(statement.id, ())]

    def on(self, subject: str) -> list[str]:
        """What stands beside a claim, entity, article or outlet, a line each."""
        return [_line(one) for one in self.by_subject.get(subject, ())]

    def on_claim(self, network: Network, record: ClaimRecord) -> list[str]:
        """What stands beside a claim and its parts, a line each."""
        claim = record.claim
        parts = ((id, network.entities[id].name) for id in (claim.supplier, claim.recipient, claim.good))
        return [*self.on(claim.id), *(f"{name}: {line}" for id, name in parts for line in self.on(id))]

    def about(self, network: Network) -> list[Reviewed]:
        """All that are about something in a network, each once."""
        outlets = {article.outlet for article in network.articles.values()}
        subjects = (*network.records, *network.entities, *network.articles, *sorted(outlets))
        found = [one for id in subjects for one in self.by_subject.get(id, ())]
        for record in network.records.values():
            for statement in record.bearing:
                found += self.by_statement.get(statement.id, ())
        return list({one.review.id: one for one in found}.values())


def _line(one: Reviewed) -> str:
    told, why = says(one.review), f" ({one.review.why})" if one.review.why else ""
    return f"{one.review.kind.value}{f' {told}' if told else ''}, {one.review.by}{why}"
