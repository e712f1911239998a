"""What a write changes, worked out from readings and what the store held before: pure functions and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import repeat
from typing import LiteralString

from claimgraph.graph.errors import EvidenceError, StoreError
from claimgraph.graph.model import Claim, Entity, EntityType, Modality, Reading, Statement
from claimgraph.graph.network import merge_entities
from claimgraph.graph.store.rows import Row, article_row, entity_of_form, entity_row, form_of, statement_row

SPOKEN: tuple[LiteralString, ...] = ("ASSERTS", "ALLEGES", "DENIES")
LINKS: tuple[LiteralString, ...] = ("BASED_IN", "SPEAKS_FOR", "KIND_OF")


@dataclass(frozen=True, slots=True)
class LoadChange:
    """What a write changed, in numbers; two can be added. Loading the same again gives zeros but for `unchanged`."""

    articles_added: int = 0
    articles_replaced: int = 0
    articles_unchanged: int = 0
    articles_forgotten: int = 0
    entities_added: int = 0
    entities_removed: int = 0
    claims_added: int = 0
    claims_removed: int = 0
    statements_added: int = 0
    statements_removed: int = 0

    def __add__(self, other: LoadChange) -> LoadChange:
        return LoadChange(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(LoadChange)))


@dataclass(frozen=True, slots=True)
class Told:
    """All that some articles say or said: mentions as (entity id, form), statements with their claims."""

    articles: tuple[str, ...]
    mentions: Counter[tuple[str, str]]
    statements: Mapping[str, Statement]
    claims: Mapping[str, Claim]

    def denied(self) -> Iterable[Claim]:
        for statement in self.statements.values():
            claim = self.claims[statement.claim]
            if not statement.positive and claim.modality is Modality.ACTUAL:
                yield claim


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms in which articles tell one entity, before and after the write."""

    before: Counter[str]
    after: Counter[str]
    entity_before: Entity | None
    entity: Entity | None


def prepare_readings(readings: Iterable[Reading]) -> list[Reading]:
    """The readings to write: checked, and the last one of each article.

    Raises:
        EvidenceError: a quote does not stand where it says, an id is not declared, or one statement is told twice.
        StoreError: the text holds what Neo4j cannot keep.
    """
    by_article: dict[str, Reading] = {}
    for reading in readings:
        reading.check()
        _check_statements(reading)
        _check_text(reading)
        by_article[reading.document.article.id] = reading
    return list(by_article.values())


def _check_statements(reading: Reading) -> None:
    told: dict[str, Statement] = {}
    for statement in reading.statements:
        if told.setdefault(statement.id, statement) != statement:
            raise EvidenceError(f"{reading.document.article.name}: {statement.id} is told in two ways")


def _check_text(reading: Reading) -> None:
    try:
        reading.document.text.encode()
    except UnicodeEncodeError as error:
        name = reading.document.article.name
        raise StoreError(f"{name}: half a character (a lone surrogate) stands at {error.start}") from error


def told_by(readings: Iterable[Reading]) -> Told:
    readings = tuple(readings)
    statements = {statement.id: statement for reading in readings for statement in reading.statements}
    stated = {statement.claim for statement in statements.values()}
    return Told(
        tuple(article_id(reading) for reading in readings),
        Counter((entity.id, form_of(entity)) for reading in readings for entity in reading.entities),
        statements,
        {claim.id: claim for reading in readings for claim in reading.claims if claim.id in stated},
    )


def forms_after(id: str, before: Counter[str], change: Counter[str]) -> Forms:
    after = Counter(before)
    after.update(change)
    after = +after
    return Forms(before, after, _merged(id, before), _merged(id, after))


def _merged(id: str, forms: Counter[str]) -> Entity | None:
    told = (one for form, count in forms.items() for one in repeat(entity_of_form(id, form), count))
    return next(iter(merge_entities(told)), None)


def links_of(entity: Entity | None) -> tuple[str | None, str | None, tuple[str, ...]]:
    return (entity.country, entity.speaks_for, entity.kinds) if entity else (None, None, ())


def article_id(reading: Reading) -> str:
    return reading.document.article.id


def written_rows(
    readings: Sequence[Reading],
    after: Told,
    forms: Mapping[str, Forms],
    relinked: Iterable[str],
    new_claims: Sequence[Claim],
    new_articles: set[str],
) -> dict[str, list[Row]]:
    texts = [{"article": article_id(reading), "text": reading.document.text} for reading in readings]
    rows: dict[str, list[Row]] = {
        "Article": [article_row(reading) for reading in readings],
        "Text": texts,
        "Claim": [{"id": claim.id, "modality": claim.modality.value} for claim in new_claims],
        "TEXT_OF": [link_row(text["article"], text["article"]) for text in texts if text["article"] in new_articles],
        "MENTIONS": [
            link_row(article_id(reading), entity.id, {"form": form_of(entity)})
            for reading in readings
            for entity in reading.entities
        ],
        "SUPPLIER": [link_row(claim.id, claim.supplier) for claim in new_claims],
        "RECIPIENT": [link_row(claim.id, claim.recipient) for claim in new_claims],
        "GOOD": [link_row(claim.id, claim.good) for claim in new_claims],
    }
    return rows | _entity_rows(forms) | _link_rows(forms, relinked) | _statement_rows(after.statements.values())


def _entity_rows(forms: Mapping[str, Forms]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {type.value: [] for type in EntityType}
    for one in forms.values():
        if one.entity is not None:
            rows[one.entity.type.value].append(entity_row(one.entity, one.after))
    return rows


def _link_rows(forms: Mapping[str, Forms], relinked: Iterable[str]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {type: [] for type in LINKS}
    for id in relinked:
        country, speaks_for, kinds = links_of(forms[id].entity)
        rows["BASED_IN"] += [link_row(id, country)] if country else []
        rows["SPEAKS_FOR"] += [link_row(id, speaks_for)] if speaks_for else []
        rows["KIND_OF"] += [link_row(id, kind) for kind in kinds]
    return rows


def _statement_rows(statements: Iterable[Statement]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {type: [] for type in ("REPORTED_IN", *SPOKEN)}
    for statement in statements:
        told = statement_row(statement)
        reported = {name: value for name, value in told.items() if name != "article"}
        rows["REPORTED_IN"].append(link_row(statement.claim, statement.evidence.article, reported))
        if statement.speaker is not None:
            rows[statement.stance.name].append(link_row(statement.speaker, statement.claim, told))
    return rows


def link_row(start: str, end: str, properties: Row | None = None) -> Row:
    return {"start": start, "end": end, "properties": properties or {}}
