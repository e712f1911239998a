"""What is in force for the identity of entities, as the store keeps it: decisions, and which names are kept apart."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import lru_cache, partial
from typing import LiteralString

from neo4j import ManagedTransaction, Record

from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import DamagedError, ReviewError
from claimgraph.graph.model import claim_id
from claimgraph.graph.review import TELLING, Proposition, ReadThere, Review
from claimgraph.graph.shallow import shallow
from claimgraph.graph.store.apart import namesakes_in
from claimgraph.graph.store.identity import Identities, Merge, Namesakes, Part, PartedReading
from claimgraph.graph.store.reviewed import Reviews
from claimgraph.graph.store.rows import Row
from claimgraph.graph.store.values import sound

_ARTICLES_WITH = """
MATCH (a:Article) WHERE a.id IN $ids RETURN a.id AS id
UNION MATCH (a:Article) WHERE a.sha256 IN $texts RETURN a.id AS id
"""
IN_FORCE: LiteralString = """
COLLECT { MATCH (merge:Merge) RETURN properties(merge) ORDER BY merge.decided_at, merge.id } AS merges,
COLLECT { MATCH (part:Parting) RETURN properties(part) ORDER BY part.decided_at, part.id } AS parts,
COLLECT { MATCH (names:Namesakes) RETURN properties(names) ORDER BY names.id } AS namesakes,
COLLECT { MATCH (review:Review {telling: true}) RETURN review.content } AS reviews
"""
"""What a query has to return, for `identities_in`."""


def identities(transaction: ManagedTransaction) -> Identities:
    """All that is in force, decisions in the order in which they were made."""
    return identities_in(transaction.run(f"RETURN {IN_FORCE}").single(strict=True))


def identities_in(found: Record) -> Identities:
    """All that is in force, as a query tells it with `IN_FORCE`."""
    return Identities(
        (sound("Merge", row, partial(_merge_in, row)) for row in found["merges"]),
        (sound("Part", row, partial(part_in, row)) for row in found["parts"]),
        (sound("Namesakes", row, partial(namesakes_in, row)) for row in found["namesakes"]),
        Reviews(map(review_in, found["reviews"])),
    )


@lru_cache(maxsize=1 << 16)
def review_in(content: str) -> Review:
    """The decision that its node tells.

    Raises:
        DamagedError: it tells none.
    """
    try:
        return Review.of_dict(shallow(content))
    except (ReviewError, TypeError, ValueError) as error:
        raise DamagedError(
            f"the graph is damaged: a Review cannot be read ({error}); "
            "`claimgraph db check` tells all, `claimgraph db rebuild` mends it"
        ) from error


def review_row(review: Review, statement: str | None = None) -> Row:
    """The properties of a decision's node.

    Parameters:
        statement: the id of the statement that the reviewer looked at.
    """
    article = review.article
    return {
        "id": review.id,
        "kind": review.kind.value,
        "by": review.by,
        "at": review.at,
        "why": review.why,
        "content": json.dumps(review.to_dict(), ensure_ascii=False),
        "telling": review.kind in TELLING,
        "article": article.id if article else None,
        "text": article.sha256 if article else None,
        "statement": statement,
        "subject": subject_of(review),
        "value": value_of(review),
    }


def subject_of(review: Review) -> str:
    """The id of what a decision is about, by which queries look it up."""
    about = review.about
    if isinstance(about, ReadThere | Proposition):
        return claim_id(about.supplier.id, about.recipient.id, about.good.id, about.modality)
    return about if isinstance(about, str) else about.id


def value_of(review: Review) -> str | None:
    """What a note, tag, grade or id says, as one text for queries."""
    says = review.says
    if review.kind is Kind.RELIABILITY:
        return f"{says.get('source') or ''}{says.get('information') or ''}"
    if review.kind is Kind.IDENTIFY:
        return f"{says['scheme']}:{says['value']}"
    return next((says[name] for name in ("text", "tag", "reason", "name", "type") if name in says), None)


def articles_with(transaction: ManagedTransaction, ids: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Ids of the articles in the store that have one of these ids, or a text of one of these hashes."""
    asked = {"ids": sorted(ids), "texts": sorted(texts)}
    return set(transaction.run(_ARTICLES_WITH, asked).value())


def articles_of_parts(transaction: ManagedTransaction, parts: Collection[Part]) -> set[str]:
    """Ids of the articles in the store of which readings were parted."""
    if not parts:
        return set()
    ids = {id for part in parts for id in part.articles}
    return articles_with(transaction, ids, {text for part in parts for text in part.texts})


def merges(transaction: ManagedTransaction) -> list[Merge]:
    """The decisions that entities are one with others, the oldest first."""
    return list(identities(transaction).merges)


def parts(transaction: ManagedTransaction) -> list[Part]:
    """The decisions that readings were parted from others, the oldest first."""
    return list(identities(transaction).parts)


def namesakes(transaction: ManagedTransaction) -> list[Namesakes]:
    """What is kept of names that stand for several entities."""
    return list(identities(transaction).namesakes.values())


def _merge_in(row: Row) -> Merge:
    return Merge(
        row["kept"],
        row["kept_name"],
        row["id"],
        row["other_name"],
        row["decided_at"],
        row.get("kept_home"),
        row.get("other_home"),
        row.get("decided_by"),
        row.get("why") or "",
    )


def merge_row(merge: Merge) -> Row:
    """The properties of a decision's node."""
    return {
        "id": merge.other,
        "kept": merge.kept,
        "other_name": merge.other_name,
        "kept_name": merge.kept_name,
        "decided_at": merge.decided_at,
        "kept_home": merge.kept_home,
        "other_home": merge.other_home,
        "decided_by": merge.decided_by,
        "why": merge.why or None,
    }


def part_in(row: Row) -> Part:
    """The decision that the properties of its node tell."""
    readings = parted_readings(shallow(row["readings"]))
    signed = (row["decided_at"], row.get("decided_by"), row.get("why") or "")
    return Part(row["id"], row["of"], row["of_name"], row["label"], readings, *signed)


def parted_readings(told: Iterable[Iterable[str]]) -> tuple[PartedReading, ...]:
    """The readings of a part, as files and nodes tell them: article, name, and the hash of the text where known."""
    return tuple(PartedReading(*one) for one in told)


def told_readings(part: Part) -> list[list[str]]:
    """The readings of a part, as files and nodes tell them."""
    return [[text for text in one if text] for one in part.readings]


def part_row(part: Part) -> Row:
    """The properties of a decision's node."""
    return {
        "id": part.id,
        "of": part.of,
        "of_name": part.of_name,
        "label": part.label,
        "readings": json.dumps(told_readings(part), ensure_ascii=False),
        "decided_at": part.decided_at,
        "decided_by": part.decided_by,
        "why": part.why or None,
    }
