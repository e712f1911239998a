"""What reviewers say beside a part of the graph: read with it, never mixed into it.

A decision about a reading is told with the statements that stand at its place, are marked as checked, and say what it
says; no article is read again for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Checked, Statement
from claimgraph.graph.network import Network
from claimgraph.graph.remark import CHECKING, TOLD, Known, Remark
from claimgraph.graph.review import PARTS, Corrected, Named, Proposition, ReadThere, Review
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.inforce import identities, subject_of, value_of
from claimgraph.graph.store.reviewing import Standing, claim_now, reviews_about


def remarks(transaction: ManagedTransaction, network: Network) -> tuple[Remark, ...]:
    """What reviewers say of the claims, entities, articles and outlets of a network, the oldest first."""
    articles = {article.id: article.sha256 for article in network.articles.values()}
    outlets = {article.outlet for article in network.articles.values() if article.outlet}
    subjects = frozenset({*network.records, *network.entities, *network.articles, *outlets})
    told = [one for one in reviews_about(transaction, subjects, articles) if one.kind.value in TOLD]
    telling = _Telling(network, subjects, identities(transaction)) if told else None
    return tuple(remark for one in told if telling and (remark := telling.remark(one)) is not None)


class _Telling:
    """Tells decisions as remarks on a network."""

    def __init__(self, network: Network, subjects: frozenset[str], in_force: Identities) -> None:
        self._network, self._subjects, self._in_force = network, subjects, in_force
        self._checked: defaultdict[str, list[Statement]] = defaultdict(list)
        for record in network.records.values():
            for one in record.bearing:
                if one.checked is not None:
                    article = network.articles[one.evidence.article]
                    for key in (article.id, article.sha256):
                        self._checked[key].append(one)

    def remark(self, review: Review) -> Remark | None:
        """The remark that a decision is; None where it is about nothing of the network."""
        about = review.about
        if isinstance(about, ReadThere):
            statements = list(self._at(review, about))
            disputed = any(one.checked is Checked.IN_CONFLICT for one in statements)
            standing = Standing.IN_CONFLICT if disputed else Standing.IN_FORCE
            ids = tuple(dict.fromkeys(one.id for one in statements))
            return self._told(review, "", ids, standing) if ids else None
        if isinstance(about, Proposition):
            claim = claim_now(about, self._in_force)
            if review.kind is Kind.ANALYST:
                known = self._known(about, claim, str(review.says["stance"]))
                parties = {known.supplier, known.recipient}
                return self._told(review, claim, known=known) if parties <= self._network.entities.keys() else None
            return self._told(review, claim) if claim in self._subjects else None
        subject = subject_of(review)
        subject = self._in_force.of(subject) if isinstance(about, Named) else subject
        return self._told(review, subject) if subject in self._subjects else None

    def _told(
        self,
        review: Review,
        subject: str,
        statements: tuple[str, ...] = (),
        standing: Standing = Standing.IN_FORCE,
        known: Known | None = None,
    ) -> Remark:
        words = "" if review.kind.value in CHECKING else value_of(review) or ""
        kind, by, at, why = review.kind.value, review.by, review.at, review.why
        return Remark(review.id, kind, by, at, why, words, subject, statements, standing.value, known)

    def _at(self, review: Review, there: ReadThere) -> Iterator[Statement]:
        """The statements that a decision is about: those that say what it says, else all at its place."""
        place = there.place
        near = [
            one
            for one in self._checked[place.sha256]
            if one.evidence.start < place.end and place.start < one.evidence.end
        ] or [one for one in self._checked[place.article] if one.evidence.quote == place.quote]
        parts = {part: getattr(there, part) for part in PARTS}
        if review.kind is Kind.CORRECT:
            parts |= {part: Corrected.of_dict(review.says[part]).entity for part in PARTS if part in review.says}
        modality = type(there.modality)(review.says.get("modality", there.modality))
        claim = claim_now(Proposition(**parts, modality=modality), self._in_force)
        yield from [one for one in near if one.claim == claim] or near

    def _known(self, about: Proposition, claim: str, stance: str) -> Known:
        supplier, recipient, good = about.supplier, about.recipient, about.good
        now = self._in_force.of
        return Known(
            claim,
            now(supplier.id),
            now(recipient.id),
            now(good.id),
            supplier.name,
            recipient.name,
            good.name,
            about.modality.value,
            stance,
        )
