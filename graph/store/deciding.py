"""What reviewers do with a store: confirm, reject, correct, add, tell of entities, note, undo, and hand on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Kind, Signature, now
from claimgraph.graph.errors import QueryError, ReviewError
from claimgraph.graph.model import EntityType, Modality, Role, RoleSpan, Stance
from claimgraph.graph.network import Network
from claimgraph.graph.remark import Remark
from claimgraph.graph.review import (
    PARTS,
    SEEN_CORRECTED,
    Cited,
    Corrected,
    Named,
    Place,
    Proposition,
    ReadThere,
    Reason,
    Review,
)
from claimgraph.graph.store import remarking, reviewing
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.memory import Found
from claimgraph.graph.store.reviewing import Decided, JudgedArticle, Reviewed, ToDecide
from claimgraph.graph.store.transactions import Transactions

T = TypeVar("T")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Who or what a reviewer means as a part of a claim.

    Parameters:
        id: the id of an entity of the graph; "" for one that is not there yet.
        span: where it stands in the text of the article, in code points; None where it was not marked.
        name, type: of an entity that is not there yet.
        new_id: the id of that one, as readings would give it.
    """

    id: str = ""
    span: Span | None = None
    name: str = ""
    type: EntityType | None = None
    new_id: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right of a reading; what is None stays as it was read.

    Parameters:
        own_voice: the article says so itself: there is no speaker.
        trigger: the words that tell of the transfer.
    """

    supplier: Part | None = None
    recipient: Part | None = None
    good: Part | None = None
    speaker: Part | None = None
    own_voice: bool = False
    stance: Stance | None = None
    modality: Modality | None = None
    hedged: bool | None = None
    trigger: Span | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A claim that the reading of an article missed.

    Parameters:
        evidence: the sentence or sentences that carry it.
        trigger: the words that tell of the transfer; None where they are not marked.
    """

    article: str
    evidence: Span
    supplier: Part
    recipient: Part
    good: Part
    stance: Stance = Stance.ASSERTS
    speaker: Part | None = None
    modality: Modality = Modality.ACTUAL
    hedged: bool = False
    trigger: Span | None = None


class Deciding:
    """The part of a store by which reviewers decide; each method is one transaction with all that follows from it.

    A decision stays until `undo`, whatever is loaded, read anew and forgotten meanwhile. One reviewer has but one
    decision in force about one thing; a later one takes its place. Two who contradict each other are both kept, and
    neither is followed.
    """

    _transactions: Transactions

    def _write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do work that writes, in one transaction."""
        raise NotImplementedError

    def decide(self, review: Review, *, statement: str | None = None) -> Decided:
        """Take a decision that was put together already.

        Parameters:
            statement: the id of the statement that the reviewer saw.

        Raises:
            QueryError, ReviewError: it is about nothing that there is.
        """
        return self._write(lambda transaction: reviewing.decide(transaction, lambda *_: ToDecide(review, statement)))

    def confirm(self, statement: str, *, by: str, why: str = "") -> Decided:
        """Decide that a statement, given by its id, was read rightly, or corrected rightly.

        Raises:
            QueryError: there is no such statement.
        """
        return self._about_reading(Kind.CONFIRM, statement, by, why)

    def reject(self, statement: str, reason: Reason, *, by: str, why: str = "") -> Decided:
        """Decide that a statement was read wrongly: nothing tells it any more, until that is undone.

        Raises:
            QueryError: there is no such statement.
        """
        return self._about_reading(Kind.REJECT, statement, by, why, lambda *_: {"reason": reason.value})

    def correct(self, statement: str, right: Correction, *, by: str, why: str = "") -> Decided:
        """Decide what a statement says rightly; a further correction of the same reviewer adds to his earlier one.

        Raises:
            QueryError: there is no such statement or entity.
            ReviewError: nothing is corrected, a part has a wrong type, or one and the same would supply itself.
        """

        def says(transaction: ManagedTransaction, said: AsRead, there: ReadThere, earlier: Mapping[str, Any]) -> Any:
            told: dict[str, Any] = dict(earlier)
            for name in (*PARTS, "speaker"):
                part: Part | None = getattr(right, name)
                if part is not None:
                    told[name] = _corrected(transaction, said, part).to_dict()
            if right.own_voice:
                told["speaker"] = None
            told |= {
                name: value for name in ("stance", "modality", "hedged") if (value := getattr(right, name)) is not None
            }
            if right.trigger is not None:
                _check_span(said, right.trigger)
                told["trigger"] = {"span": list(right.trigger), "words": said.text[slice(*right.trigger)]}
            ids = {
                name: told[name]["entity"]["id"] if name in told else getattr(there, name).id
                for name in ("supplier", "recipient")
            }
            if ids["supplier"] == ids["recipient"]:
                raise ReviewError(f"correct: {there.supplier.name} cannot supply itself")
            return told

        return self._about_reading(Kind.CORRECT, statement, by, why, says)

    def add(self, claim: Addition, *, by: str, why: str = "") -> Decided:
        """Add a claim that the reading of an article missed.

        Raises:
            QueryError: there is no such article or entity.
            ReviewError: a span is outside of the text, or a part has a wrong type.
        """

        def make(transaction: ManagedTransaction, _: Found) -> ToDecide:
            said = reviewing.raw_article(transaction, claim.article)
            parts = {
                name: _corrected(transaction, said, part)
                for name in (*PARTS, "speaker")
                if (part := getattr(claim, name)) is not None
            }
            spans = [(Role(name), one.span) for name, one in parts.items()] + [(Role.TRIGGER, claim.trigger)]
            roles = tuple(RoleSpan(role, *span) for role, span in spans if span is not None)
            _check_span(said, claim.evidence)
            start, end = claim.evidence
            article = said.article
            place = Place(
                article.id, article.name, article.sha256, start, end, said.text[start:end], roles, article.title
            )
            there = ReadThere(
                place,
                parts["supplier"].entity,
                parts["recipient"].entity,
                parts["good"].entity,
                claim.stance,
                claim.modality,
                parts["speaker"].entity if "speaker" in parts else None,
                claim.hedged,
            )
            return ToDecide(Review.of(Kind.ADD, there, by, now(), why=why))

        return self._write(lambda transaction: reviewing.decide(transaction, make))

    def check_article(self, article: str, *, by: str, why: str = "") -> Decided:
        """Note that an article was checked as a whole: all that it claims was judged, and nothing was missed."""
        return self._about(Kind.CHECK, lambda transaction, _: reviewing.cited(transaction, article), {}, by, why)

    def set_type(self, entity: str, type: EntityType, *, by: str, why: str = "") -> Decided:
        """Decide of which type an entity is, wherever it is named.

        Raises:
            QueryError: there is no such entity.
            ReviewError: a Good would become something else, or something else a Good.
        """
        return self._about_entity(Kind.SET_TYPE, entity, {"type": type.value}, by, why)

    def rename(self, entity: str, name: str, *, by: str, why: str = "") -> Decided:
        """Decide what an entity is called; its other names stay as aliases."""
        return self._about_entity(Kind.RENAME, entity, {"name": " ".join(name.split())}, by, why)

    def based_in(self, entity: str, state: str, *, by: str, why: str = "") -> Decided:
        """Decide in which state a firm or organization is based."""
        return self._linked(Kind.BASED_IN, entity, "state", state, by, why)

    def speaks_for(self, entity: str, principal: str, *, by: str, why: str = "") -> Decided:
        """Decide for which state, organization or firm an official speaks."""
        return self._linked(Kind.SPEAKS_FOR, entity, "principal", principal, by, why)

    def not_same(self, entity: str, other: str, *, by: str, why: str = "") -> Decided:
        """Decide that two entities are not one: a merge of them is refused, and nobody suggests it any more."""
        return self._linked(Kind.NOT_SAME, entity, "other", other, by, why)

    def unsure(self, entity: str, other: str | None = None, *, by: str, why: str = "") -> Decided:
        """Note that nobody can say whether an entity is right, or one with another."""
        if other is not None:
            return self._linked(Kind.UNSURE, entity, "other", other, by, why)
        return self._about_entity(Kind.UNSURE, entity, {}, by, why)

    def unsure_reading(self, statement: str, *, by: str, why: str = "") -> Decided:
        """Note that a reviewer cannot say whether a statement was read rightly."""
        return self._about_reading(Kind.UNSURE, statement, by, why)

    def identify(self, entity: str, scheme: str, value: str, *, by: str, why: str = "") -> Decided:
        """Give an entity an id of somebody else, such as `wikidata` and `Q159`."""
        return self._about_entity(Kind.IDENTIFY, entity, {"scheme": scheme, "value": value}, by, why)

    def note_on(self, subject: str, text: str, *, by: str) -> Decided:
        """Note something on a claim, an entity or an article, given by its id."""
        return self._about(Kind.NOTE, _thing(subject), {"text": text}, by, "")

    def tag(self, subject: str, tag: str, *, by: str) -> Decided:
        """Put a tag on a claim, an entity or an article, given by its id."""
        return self._about(Kind.TAG, _thing(subject), {"tag": " ".join(tag.split())}, by, "")

    def know(
        self,
        supplier: str,
        recipient: str,
        good: str,
        *,
        by: str,
        why: str,
        affirms: bool = True,
        modality: Modality = Modality.ACTUAL,
    ) -> Decided:
        """Say of one's own knowledge that one entity supplies another (ids), or that one doubts it.

        No article says so: the claim need not be in the graph, gets no status by it, and no origin.

        Raises:
            QueryError: there is no such entity.
        """

        def about(transaction: ManagedTransaction, found: Found) -> Proposition:
            ids = (found.identities.of(id) for id in (supplier, recipient, good))
            one, other, what = (reviewing.entity_named(transaction, id) for id in ids)
            return Proposition(one, other, what, modality)

        return self._about(Kind.ANALYST, about, {"stance": "affirms" if affirms else "doubts"}, by, why)

    def grade(
        self, *, article: str | None = None, outlet: str | None = None, grade: str, by: str, why: str = ""
    ) -> Decided:
        """Grade an article or an outlet: A–F for the source, 1–6 for the information, or both; it changes no status.

        Raises:
            ReviewError: the grade is none, or both or neither of article and outlet are given.
        """
        says = grade_of(grade)
        if (article is None) is (outlet is None):
            raise ReviewError("grade an article or an outlet")
        if article is not None:
            return self._about(
                Kind.RELIABILITY, lambda transaction, _: reviewing.cited(transaction, article), says, by, why
            )
        return self._about(Kind.RELIABILITY, lambda *_: outlet, says, by, why)

    def undo(self, decision: str, *, by: str) -> Decided:
        """Undo a decision, given by its id or the start of it; the graph is what it would have been without.

        Raises:
            QueryError: no decision in force has this id.
        """
        return self._write(lambda transaction: reviewing.undo(transaction, decision, Signature(by)))

    def reviews(self) -> list[Reviewed]:
        """All decisions of reviewers in force, the oldest first, each with what became of it."""
        return self._transactions.read(reviewing.reviews)

    def reviews_with_ids(self, *ids: str) -> list[Reviewed]:
        """The decisions in force of these ids, each with what became of it; only what they are about is read."""
        return self._transactions.read(lambda transaction: reviewing.reviews_with_ids(transaction, ids))

    def reviews_of_kinds(self, *kinds: Kind) -> list[Reviewed]:
        """The decisions in force of these kinds; of merges and partings `reviews` tells."""
        return self._transactions.read(lambda transaction: reviewing.reviews_of_kinds(transaction, kinds))

    def entity_as_read(self, id: str) -> Named:
        """An entity as readings name it: a namesake is told by its state.

        Raises:
            QueryError: there is no such entity.
        """
        return self._transactions.read(lambda transaction: reviewing.entity_named(transaction, id, as_read=True))

    def remarks(self, network: Network) -> tuple[Remark, ...]:
        """What reviewers say beside a network: who checked what, notes, tags, grades, and what analysts know."""
        return self._transactions.read(lambda transaction: remarking.remarks(transaction, network))

    def judged(self) -> list[JudgedArticle]:
        """The articles that reviewers looked at, with what they say of each reading of the extractor."""
        return self._transactions.read(reviewing.judged)

    def import_reviews(self, reviews: Collection[Review]) -> tuple[int, LoadChange]:
        """Take in decisions of others; those that are there already are passed over, and those that contradict others
        are kept beside them.

        Returns how many are new, and what changed.
        """
        return self._write(lambda transaction: reviewing.bring_in(transaction, reviews))

    def _about_reading(
        self,
        kind: Kind,
        statement: str,
        by: str,
        why: str,
        says: Callable[[ManagedTransaction, AsRead, ReadThere, Mapping[str, Any]], Any] = lambda *_: {},
    ) -> Decided:
        def make(transaction: ManagedTransaction, found: Found) -> ToDecide:
            there, seen = reviewing.read_there(transaction, found, statement)
            said = reviewing.raw_article(transaction, there.article)
            needs_earlier = kind in (Kind.CORRECT, Kind.REJECT)
            earlier = reviewing.earlier_correction(found, said, seen, by) if needs_earlier else {}
            told = says(transaction, said, there, earlier)
            if kind is Kind.CONFIRM or (kind is Kind.REJECT and not earlier):
                # He judges what he sees; who rejects what he corrected himself rejects the whole reading.
                corrected = reviewing.corrected_there(found, said, statement)
                there = corrected or there
                told = SEEN_CORRECTED if corrected and kind is Kind.CONFIRM else told
            return ToDecide(Review.of(kind, there, by, now(), told, why), seen)

        return self._write(lambda transaction: reviewing.decide(transaction, make))

    def _about_entity(self, kind: Kind, entity: str, says: Mapping[str, Any], by: str, why: str) -> Decided:
        return self._about(kind, lambda transaction, _: reviewing.entity_named(transaction, entity), says, by, why)

    def _linked(self, kind: Kind, entity: str, name: str, other: str, by: str, why: str) -> Decided:
        def make(transaction: ManagedTransaction, found: Found) -> Review:
            ids = (found.identities.of(entity), found.identities.of(other))
            one, another = (reviewing.entity_named(transaction, id) for id in ids)
            return Review.of(kind, one, by, now(), {name: another.to_dict()}, why)

        return self._write(lambda transaction: reviewing.decide(transaction, make))

    def _about(
        self,
        kind: Kind,
        about: Callable[[ManagedTransaction, Found], Any],
        says: Mapping[str, Any],
        by: str,
        why: str,
    ) -> Decided:
        def make(transaction: ManagedTransaction, found: Found) -> Review:
            return Review.of(kind, about(transaction, found), by, now(), says, why)

        return self._write(lambda transaction: reviewing.decide(transaction, make))


def grade_of(text: str) -> dict[str, Any]:
    """A grade such as "B2", "B" or "2" as a decision says it.

    Raises:
        ReviewError: it is none.

    >>> grade_of("b2")
    {'source': 'B', 'information': 2}
    """
    letters = text.strip().upper()
    letter, digit = (letters[:1], letters[1:]) if letters[:1].isalpha() else ("", letters)
    if (digit and not (len(digit) == 1 and digit in "123456")) or (letter and letter not in "ABCDEF") or not letters:
        raise ReviewError(f"{text!r:.40} is no grade: give a letter from A to F, a digit from 1 to 6, or both, as B2")
    return {"source": letter or None, "information": int(digit) if digit else None}


def _thing(id: str) -> Callable[[ManagedTransaction, Found], Named | Cited | Proposition]:
    def found(transaction: ManagedTransaction, _: Found) -> Named | Cited | Proposition:
        if id.startswith("claim:"):
            return reviewing.proposition(transaction, id)
        try:
            return reviewing.entity_named(transaction, id)
        except QueryError:
            try:
                return reviewing.cited(transaction, id)
            except QueryError:
                raise QueryError(f"no claim, entity or article has the id {id!r}") from None

    return found


def _corrected(transaction: ManagedTransaction, said: AsRead, part: Part) -> Corrected:
    """A part as a decision says it; an entity of the article as the article names it, else as the graph does."""
    if part.span is not None:
        _check_span(said, part.span)
    if part.id:
        known = reviewing.named_in(said.entities)
        named = known.get(part.id) or reviewing.entity_named(transaction, part.id, as_read=True)
        return Corrected(known.get(named.id, named), part.span)
    if not part.name or part.type is None or not part.new_id:
        raise ReviewError("a part is an entity of the graph, or a new one with name and type")
    return Corrected(Named(part.new_id, part.type, part.name), part.span)


def _check_span(said: AsRead, span: Span) -> None:
    start, end = span
    if not 0 <= start < end <= len(said.text):
        raise ReviewError(f"{said.article.name}: no text stands at {start}–{end} of {len(said.text)}")
