"""Deciding about readings, entities, claims and articles, and undoing it: one transaction each, with all that follows.

A decision is a node (:Review). What the touched articles tell is written again, as if they were loaded anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, LiteralString

from neo4j import ManagedTransaction, Record

from claimgraph.graph.decision import Kind, Signature
from claimgraph.graph.errors import QueryError, ReviewError, unknown_id
from claimgraph.graph.keepable import check_keepable
from claimgraph.graph.model import Claim, Entity, EntityType, Modality, Statement, claim_id
from claimgraph.graph.namesakes import name_and_home
from claimgraph.graph.review import (
    OF_READINGS,
    TELLING,
    Cited,
    Named,
    Place,
    Proposition,
    ReadThere,
    Review,
)
from claimgraph.graph.store.against import Against
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.claims import ENTITY, entity_in
from claimgraph.graph.store.decisions import (
    identity_reviews,
    retell,
    stored_entity,
)
from claimgraph.graph.store.drafting import read_back
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.inforce import articles_with, identities, review_in, review_row, subject_of
from claimgraph.graph.store.memory import Found
from claimgraph.graph.store.record import note
from claimgraph.graph.store.reviewed import Judged, Outcome
from claimgraph.graph.store.takingin import OF_TWO, about_two, follow_identity, is_followed, make_two, make_whole
from claimgraph.graph.store.write import lock

_KEEP = "UNWIND $rows AS row MERGE (review:Review {id: row.id}) SET review = row"
_DROP = "UNWIND $ids AS id MATCH (review:Review {id: id}) DELETE review"
_ALL = """
MATCH (review:Review) WHERE review.content IS NOT NULL
RETURN review.content AS content, review.statement AS statement ORDER BY review.at, review.id
"""
_ROW: LiteralString = "review.content AS content, review.statement AS statement ORDER BY review.at, review.id"
_WITH_IDS: LiteralString = "UNWIND $ids AS id MATCH (review:Review {id: id}) WHERE review.content IS NOT NULL "
_OF_KINDS: LiteralString = "MATCH (review:Review) WHERE review.content IS NOT NULL AND review.kind IN $kinds "
_ABOUT: LiteralString = """
CALL { UNWIND $subjects AS subject MATCH (review:Review {subject: subject}) RETURN review
       UNION MATCH (merge:Merge) MATCH (review:Review {subject: merge.id}) RETURN review
       UNION MATCH (review:Review) WHERE EXISTS { MATCH (:Merge) } AND review.subject STARTS WITH 'claim:'
         AND review.kind IN $beside RETURN review
       UNION UNWIND $articles AS article MATCH (review:Review {article: article}) RETURN review
       UNION UNWIND $texts AS text MATCH (review:Review {text: text}) RETURN review
       UNION MATCH (review:Review) WHERE review.kind = $analyst RETURN review }
WITH review WHERE review.content IS NOT NULL
"""
_SAME = """
MATCH (review:Review {subject: $subject}) WHERE review.by = $by AND review.kind = $kind RETURN review.content AS content
"""
_CALLED = "MATCH (review:Review) WHERE review.id STARTS WITH $id RETURN review.content AS content LIMIT 2"
_HOLDING = """
CALL { MATCH ()-[said:REPORTED_IN {statement: $id}]->(a:Article) RETURN a.id AS id
       UNION MATCH (review:Review {statement: $id}) RETURN review.article AS id }
RETURN id
"""
_STANDING = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id"
_CLAIMS_STANDING = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN c.id AS id"
_STATE = f"MATCH (:Entity {{id: $id}})-[:BASED_IN|SPEAKS_FOR]->(e:State) RETURN {ENTITY} AS entity"
_CLAIM = """
MATCH (c:Claim {id: $id})
RETURN c.supplier AS supplier, c.recipient AS recipient, c.good AS good, c.modality AS modality
"""
_ARTICLE = "MATCH (a:Article {id: $id}) RETURN a.name AS name, a.title AS title, a.sha256 AS sha256"
_AGAIN: Final = {
    Kind.NOT_SAME: ("other", "id"),
    Kind.UNSURE: ("other", "id"),
    Kind.IDENTIFY: ("scheme",),
    Kind.TAG: ("tag",),
    Kind.RELIABILITY: (),
    Kind.ANALYST: (),
    Kind.CHECK: (),
    Kind.SET_TYPE: (),
    Kind.RENAME: (),
    Kind.BASED_IN: (),
    Kind.SPEAKS_FOR: (),
}
"""Decisions of which one reviewer has but one in force about a thing, and what else has to be the same for that."""


class Standing(StrEnum):
    """Whether a decision is followed."""

    IN_FORCE = "in force"
    IN_CONFLICT = "in conflict"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A decision, and what became of it.

    Parameters:
        statements: ids of the statements, as they are told, that it is about; none where it rejects them.
        seen: id of the statement that the reviewer looked at, where it is about one.
        against: ids of the decisions that contradict it; of very many the first.
        subject: id of the claim, entity or article that it is about now, or the name of the outlet.
    """

    review: Review
    standing: Standing
    statements: tuple[str, ...] = ()
    seen: str | None = None
    against: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did: the decision itself, those of the same reviewer that it took the place of, what changed."""

    review: Review
    change: LoadChange
    replaced: tuple[Review, ...] = field(default=())


def decide(transaction: ManagedTransaction, make: Callable[[ManagedTransaction, Found], Review | ToDecide]) -> Decided:
    """Take a decision; see `Store.decide`.

    Parameters:
        make: what is decided, given the graph as it is under the lock.
    """
    found = lock(transaction)
    made = make(transaction, found)
    to_decide = made if isinstance(made, ToDecide) else ToDecide(made)
    review = to_decide.review
    check_keepable(review)
    _check(transaction, found.identities, review)
    replaced = [one for one in _replaced(transaction, found, review) if one.id != review.id]
    note(transaction, review.kind, Signature(review.by, review.at), *_noted(review))
    transaction.run(_DROP, {"ids": [one.id for one in replaced]}).consume()
    transaction.run(_KEEP, {"rows": [review_row(review, to_decide.statement)]}).consume()
    reviews = found.identities.reviews.without(*(one.id for one in replaced))
    after = found.identities.with_reviews(reviews.with_review(review) if review.kind in TELLING else reviews)
    change = _told_anew(transaction, found, after, [review, *replaced])
    if review.kind is Kind.SET_TYPE:
        change += follow_identity(transaction)
    return Decided(review, change, tuple(replaced))


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A decision to take, and the statement that the reviewer looked at."""

    review: Review
    statement: str | None = None


def undo(transaction: ManagedTransaction, id: str, signature: Signature) -> Decided:
    """Undo one decision; see `Store.undo`."""
    found = lock(transaction)
    review = the_review(transaction, found.identities, id)
    if review.kind in (Kind.MERGE, Kind.PART) and review.id in {one.id for one in identity_reviews(found.identities)}:
        other = review.says["other"]["id"] if review.kind is Kind.MERGE else review.says["id"]
        take_back = make_two if review.kind is Kind.MERGE else make_whole
        return Decided(review, take_back(transaction, other, signature))
    note(transaction, Kind.UNDO, signature, *_noted(review))
    transaction.run(_DROP, {"ids": [review.id]}).consume()
    after = found.identities.with_reviews(found.identities.reviews.without(review.id))
    return Decided(review, _told_anew(transaction, found, after, [review]) + follow_identity(transaction))


def the_review(transaction: ManagedTransaction, in_force: Identities, id: str) -> Review:
    """The decision of this id, or whose id begins so.

    Raises:
        QueryError: there is none, or several.
    """
    start = id if id.startswith("decision:") else f"decision:{id}"
    found = [review_in(content) for content in transaction.run(_CALLED, {"id": start}).value()]
    found += [one for one in identity_reviews(in_force) if one.id.startswith(start)]
    if len(found) != 1 or len(start) <= len("decision:"):
        problem = "several decisions have ids that begin" if found else "no decision in force has an id that begins"
        raise QueryError(f"{problem} with {id!r}; `claimgraph decisions list` shows them")
    return found[0]


def bring_in(transaction: ManagedTransaction, reviews: Collection[Review]) -> tuple[int, LoadChange]:
    """Take in decisions of another store; see `Store.import_reviews`. How many are new, and what changed."""
    for one in reviews:
        check_keepable(one)
    found = lock(transaction)
    known = {review_in(row["content"]).id for row in transaction.run(_ALL).data()}
    known |= {one.id for one in identity_reviews(found.identities)}
    new = {one.id: one for one in reviews if one.id not in known}
    of_identity = [one for one in new.values() if one.kind in (Kind.MERGE, Kind.PART)]
    others = [one for one in new.values() if one.kind not in (Kind.MERGE, Kind.PART)]
    transaction.run(_KEEP, {"rows": [review_row(one) for one in others]}).consume()
    telling = [one for one in others if one.kind in TELLING]
    after = found.identities
    if telling:
        after = after.with_reviews(type(after.reviews)((*after.reviews.all, *telling)))
    change = _told_anew(transaction, found, after, telling)
    return len(new), change + follow_identity(transaction, of_identity)


def reviews(transaction: ManagedTransaction) -> list[Reviewed]:
    """All decisions in force, the oldest first, each with what became of it."""
    in_force = identities(transaction)
    told = _told_of(transaction, in_force, transaction.run(_ALL), identity_reviews(in_force))
    return sorted(told, key=lambda one: (one.review.at, one.review.id))


def reviews_with_ids(transaction: ManagedTransaction, ids: Collection[str]) -> list[Reviewed]:
    """The decisions in force of these ids, the oldest first; only the articles that these are about are read."""
    in_force = identities(transaction)
    of_identity = [one for one in identity_reviews(in_force) if one.id in ids]
    rows = transaction.run(f"{_WITH_IDS} RETURN {_ROW}", {"ids": sorted(ids)})
    told = _told_of(transaction, in_force, rows, of_identity)
    return sorted(told, key=lambda one: (one.review.at, one.review.id))


def reviews_of_kinds(transaction: ManagedTransaction, kinds: Collection[Kind]) -> list[Reviewed]:
    """The decisions in force of these kinds, but for those that entities are one or several, the oldest first."""
    asked = {"kinds": [kind.value for kind in kinds]}
    return _told_of(transaction, identities(transaction), transaction.run(f"{_OF_KINDS} RETURN {_ROW}", asked))


def reviews_about(
    transaction: ManagedTransaction, subjects: Collection[str], articles: Mapping[str, str]
) -> list[Review]:
    """The decisions in force about claims, entities, articles or outlets, or about what these articles say; and all
    that analysts say of their own knowledge, or of what may have another id since two are one. The oldest first.

    Parameters:
        subjects: ids of claims, entities and articles, and names of outlets.
        articles: hashes of the texts, by the ids of articles.
    """
    asked = {
        "subjects": sorted(subjects),
        "articles": sorted(articles),
        "texts": sorted({*articles.values()}),
        "analyst": Kind.ANALYST.value,
        "beside": [Kind.NOTE.value, Kind.TAG.value],
    }
    return [review_in(row["content"]) for row in transaction.run(f"{_ABOUT} RETURN {_ROW}", asked)]


def _told_of(
    transaction: ManagedTransaction, in_force: Identities, rows: Iterable[Record], of_identity: Iterable[Review] = ()
) -> list[Reviewed]:
    """Decisions as their nodes tell them, each with what became of it.

    Parameters:
        of_identity: decisions that two are one, or one is two, which have nodes of their own.
    """
    found = [(review_in(row["content"]), row["statement"]) for row in rows]
    found += [(one, None) for one in of_identity]
    asked = [review for review, _ in found]
    outcomes = _outcomes(transaction, in_force, asked)
    standing = _still_there(transaction, in_force, asked)
    others = [*in_force.reviews.all]
    if any(one.kind in OF_TWO for one in asked):
        others += about_two(transaction, in_force)
    against = Against({one.id: one for one in (*others, *asked)}.values(), outcomes, in_force.of)
    return [_reviewed(one, seen, outcomes, in_force, against, standing=standing(one)) for one, seen in found]


def _reviewed(
    review: Review,
    seen: str | None,
    outcomes: Sequence[Outcome],
    in_force: Identities,
    against: Against,
    *,
    standing: bool,
) -> Reviewed:
    about = review.about
    subject = claim_now(about, in_force) if isinstance(about, Proposition) else subject_of(review)
    subject = in_force.of(subject) if isinstance(about, Named) else subject
    if review.kind in OF_READINGS:
        fits = [one for one in outcomes if review.id in one.fits]
        conflict = any(review.id in one.conflicts for one in fits)
        statements = tuple(id for one in fits for id in one.standing.get(review.id, ()))
        state = Standing.IN_CONFLICT if conflict else Standing.IN_FORCE if fits else Standing.ORPHANED
        others = against.reading(review) if conflict else ()
        return Reviewed(review, state, statements, seen, others, subject)
    if review.kind in (Kind.MERGE, Kind.PART):
        conflict = not is_followed(review, in_force)
    else:
        conflict = review.id in in_force.reviews.conflicting_facts or review.kind is Kind.NOT_SAME
    others = against.entity(review) if conflict else ()
    conflict = conflict and (review.kind is not Kind.NOT_SAME or bool(others))
    state = Standing.IN_CONFLICT if conflict else Standing.IN_FORCE if standing else Standing.ORPHANED
    return Reviewed(review, state, seen=seen, against=others, subject=subject)


def _is_about_the_same(review: Review, other: Review, before: Outcome, after: Outcome) -> bool:
    """Whether a new decision is about a statement that another one is about, or was until the new one came."""
    others = {*before.about.get(other.id, ()), *after.about.get(other.id, ())}
    return review.id != other.id and not others.isdisjoint(after.about.get(review.id, ()))


def _outcomes(transaction: ManagedTransaction, in_force: Identities, reviews: Iterable[Review]) -> list[Outcome]:
    of_readings = [one for one in reviews if one.kind in OF_READINGS]
    articles = _articles_of(transaction, of_readings)
    _, said = read_back(transaction, dict.fromkeys(articles, ""))
    return [in_force.reviews.outcome(one) for one in said]


def _still_there(
    transaction: ManagedTransaction, in_force: Identities, reviews: Iterable[Review]
) -> Callable[[Review], bool]:
    """Whether what a decision is about (but for readings) stands in the graph."""
    ids = {in_force.of(_entity_of(one)) for one in reviews if isinstance(one.about, Named)}
    entities = {row["id"] for row in transaction.run(_STANDING, {"ids": sorted(ids)})}
    cited = [one for one in reviews if isinstance(one.about, Cited)]
    articles = _articles_of(transaction, cited)
    texts = {row["sha256"] for id in articles if (row := transaction.run(_ARTICLE, {"id": id}).single())}
    claims = {claim_now(one.about, in_force) for one in reviews if isinstance(one.about, Proposition)}
    stated = {row["id"] for row in transaction.run(_CLAIMS_STANDING, {"ids": sorted(claims)})}

    def stands(review: Review) -> bool:
        about = review.about
        if isinstance(about, Named):
            return in_force.of(_entity_of(review)) in entities
        if isinstance(about, Cited):
            return about.id in articles or about.sha256 in texts
        if review.kind is Kind.ANALYST:
            return True  # it needs no article
        return not isinstance(about, Proposition) or claim_now(about, in_force) in stated

    return stands


def _entity_of(review: Review) -> str:
    """The id of the entity that stands in the graph where a decision about one is followed."""
    return review.says["id"] if review.kind is Kind.PART else subject_of(review)


def claim_now(about: Proposition, in_force: Identities) -> str:
    """The id that a claim has now, whoever of its parts is one with another since."""
    supplier, recipient, good = (in_force.of(one.id) for one in (about.supplier, about.recipient, about.good))
    return claim_id(supplier, recipient, good, about.modality)


def _told_anew(
    transaction: ManagedTransaction, found: Found, after: Identities, reviews: Collection[Review]
) -> LoadChange:
    """Tell all articles anew that decisions touch."""
    if not any(one.kind in TELLING for one in reviews):
        return LoadChange()
    articles = _articles_of(transaction, [one for one in reviews if one.kind in OF_READINGS])
    _, said = read_back(transaction, dict.fromkeys(articles, ""))
    return retell(transaction, found, after, (), said)


def _articles_of(transaction: ManagedTransaction, reviews: Iterable[Review]) -> set[str]:
    """Ids of the articles in the store that decisions are about: those of their ids, and of their texts."""
    cited = [article for one in reviews if (article := one.article) is not None]
    return articles_with(transaction, {one.id for one in cited}, {one.sha256 for one in cited}) if cited else set()


def _replaced(transaction: ManagedTransaction, found: Found, review: Review) -> list[Review]:
    """The decisions in force of the same reviewer that a decision takes the place of, itself where it is there."""
    if review.kind in OF_READINGS:
        reviews = found.identities.reviews
        mine = {one.id: one for one in reviews.all if one.by == review.by and one.kind in OF_READINGS}
        if review.kind is Kind.ADD:
            return [mine[review.id]] if review.id in mine else []
        _, said = read_back(transaction, dict.fromkeys(_articles_of(transaction, [review]), ""))
        outcomes = [(reviews.outcome(one), reviews.with_review(review).outcome(one)) for one in said]
        agrees = any(review.id in after.agreeing for _, after in outcomes)
        staying = {Kind.ADD, Kind.CORRECT} if agrees else {Kind.ADD}
        return [
            one
            for one in mine.values()
            if one.kind not in staying and any(_is_about_the_same(review, one, *both) for both in outcomes)
        ]
    parameters = {"by": review.by, "kind": review.kind.value, "subject": subject_of(review)}
    same = [review_in(content) for content in transaction.run(_SAME, parameters).value()]
    path = _AGAIN.get(review.kind)
    if path is None:
        return [one for one in same if one.id == review.id]
    return [one for one in same if _at(one.says, path) == _at(review.says, path)]


def _at(says: Mapping[str, Any], path: Iterable[str]) -> Any:
    value: Any = says
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if value is not says else None


def _check(transaction: ManagedTransaction, in_force: Identities, review: Review) -> None:
    """Raise where a decision is about nothing that there is."""
    about = review.about
    if isinstance(about, Named) and not transaction.run(_STANDING, {"ids": [about.id]}).value():
        raise unknown_id("entity", about.id)
    if (article := review.article) is not None and not _articles_of(transaction, [review]):
        raise unknown_id("article", article.id)
    if review.kind in OF_READINGS:
        _, said = read_back(transaction, dict.fromkeys(_articles_of(transaction, [review]), ""))
        reviews = in_force.reviews.with_review(review)
        if not any(review.id in reviews.outcome(one).fits for one in said):
            raise ReviewError(f"{review.kind.value}: the article says nothing (any more) that this is about")


def _noted(review: Review) -> tuple[list[str], list[str]]:
    about = review.about
    if isinstance(about, str):
        ids = [about]
    elif isinstance(about, ReadThere):
        ids = [about.article]
    elif isinstance(about, Proposition):
        ids = [about.supplier.id, about.recipient.id, about.good.id]
    else:
        ids = [about.id]
    return ids, [review.subject]


def read_there(transaction: ManagedTransaction, found: Found, statement: str) -> tuple[ReadThere, str]:
    """What was read where a statement stands, as it is told or as it was read; and its id as it was read.

    Raises:
        QueryError: there is no such statement.
    """
    for row in transaction.run(_HOLDING, {"id": statement}).data():
        _, said = read_back(transaction, {row["id"]: ""})
        for one in said:
            line = found.identities.reviews.line_of(one, statement)
            if line is not None:
                names = named_in(found.identities.reviews.named(one))
                return reading_of(one, *line, names), line[1].id
    raise unknown_id("statement", statement)


def corrected_there(found: Found, said: AsRead, statement: str) -> ReadThere | None:
    """What a statement says, where reviewers corrected it; None where they did not."""
    reviews = found.identities.reviews
    corrected = reviews.corrected(said, statement)
    return reading_of(said, *corrected, named_in(reviews.named(said))) if corrected else None


def reading_of(said: AsRead, claim: Claim, statement: Statement, names: Mapping[str, Named] | None = None) -> ReadThere:
    """What was read of a claim in an article.

    Parameters:
        names: its entities by their ids; None for those that were read.
    """
    article, evidence = said.article, statement.evidence
    known = names or named_in(said.entities)
    place = Place(
        article.id,
        article.name,
        article.sha256,
        evidence.start,
        evidence.end,
        evidence.quote,
        statement.roles,
        article.title,
    )
    return ReadThere(
        place,
        known[claim.supplier],
        known[claim.recipient],
        known[claim.good],
        statement.stance,
        claim.modality,
        known[statement.speaker] if statement.speaker else None,
        statement.hedged,
    )


def named_in(entities: Collection[Entity]) -> dict[str, Named]:
    """The entities of an article as decisions name them, by their ids."""
    names = {one.id: one.name for one in entities}
    return {
        one.id: Named(
            one.id, one.type, one.name, (one.country, names.get(one.country, one.country)) if one.country else None
        )
        for one in entities
    }


def entity_named(transaction: ManagedTransaction, id: str, *, as_read: bool = False) -> Named:
    """An entity of the graph, for a decision.

    Parameters:
        as_read: whether articles are to name it: a namesake is then told by its state, as readings tell it.

    Raises:
        QueryError: there is no such entity.
    """
    entity = stored_entity(transaction, id)
    apart = name_and_home(id)
    if not as_read or apart is None:
        return Named(entity.id, entity.type, entity.name)
    state = transaction.run(_STATE, {"id": id}).single()
    name, home = apart
    country = (home, entity_in(state["entity"]).name if state else home)
    bare = entity.name.rpartition(" (")[0] or entity.name
    return Named(name, entity.type, bare, country if entity.type is not EntityType.OFFICIAL else None)


def cited(transaction: ManagedTransaction, id: str) -> Cited:
    """An article of the graph, for a decision.

    Raises:
        QueryError: there is no such article.
    """
    record = transaction.run(_ARTICLE, {"id": id}).single()
    if record is None:
        raise unknown_id("article", id)
    return Cited(id, record["name"], record["sha256"], record["title"] or "")


def raw_article(transaction: ManagedTransaction, id: str) -> AsRead:
    """An article as it was read, with its text.

    Raises:
        QueryError: there is no such article.
    """
    _, said = read_back(transaction, {id: ""})
    if not said:
        raise unknown_id("article", id)
    return said[0]


def proposition(transaction: ManagedTransaction, id: str) -> Proposition:
    """A claim of the graph, for a decision.

    Raises:
        QueryError: there is no such claim.
    """
    record = transaction.run(_CLAIM, {"id": id}).single()
    if record is None:
        raise unknown_id("claim", id)
    supplier, recipient, good = (entity_named(transaction, record[part]) for part in ("supplier", "recipient", "good"))
    return Proposition(supplier, recipient, good, Modality(record["modality"]))


def earlier_correction(found: Found, said: AsRead, statement: str, by: str) -> Mapping[str, Any]:
    """What the same reviewer corrected of a statement, given by its id as it was read; nothing where he did not.

    That he confirmed his correction afterwards takes nothing of it back.
    """
    reviews = found.identities.reviews
    outcome = reviews.outcome(said)
    mine = [
        one
        for one in reviews.about_article(said)
        if one.by == by and statement in outcome.about.get(one.id, ()) and one.id not in outcome.agreeing
    ]
    return mine[-1].says if mine and mine[-1].kind is Kind.CORRECT else {}


@dataclass(frozen=True, slots=True)
class JudgedArticle:
    """An article that reviewers looked at.

    Parameters:
        said: what was read from it, with its text; `right` what it says after their decisions.
        readings: every reading, and every claim that was missed.
        checked: whether somebody noted that all of it was judged.
    """

    said: AsRead
    right: AsRead
    readings: tuple[Judged, ...]
    checked: bool


def judged(transaction: ManagedTransaction) -> list[JudgedArticle]:
    """All articles that reviewers looked at, with what they say of each reading."""
    in_force = identities(transaction)
    all_of_them = [review_in(row["content"]) for row in transaction.run(_ALL).data()]
    looked_at = [one for one in all_of_them if one.kind in OF_READINGS or one.kind is Kind.CHECK]
    ticked = [one.article for one in all_of_them if one.kind is Kind.CHECK and one.article]
    # A tick is about the text that was checked, not about what an edit makes of it.
    texts = {one.sha256 for one in ticked}
    _, said = read_back(transaction, dict.fromkeys(sorted(_articles_of(transaction, looked_at)), ""))
    return [
        JudgedArticle(one, in_force.effective(one), tuple(in_force.reviews.judged(one)), one.article.sha256 in texts)
        for one in said
    ]
