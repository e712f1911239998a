"""Reviewed articles as gold for the scorer and as items to train on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claimgraph.graph.evaluation import Evaluation, Reading, evaluate
from claimgraph.graph.model import Article, EntityType, Role, Stance, Status
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.store.reviewed import Verdict

if TYPE_CHECKING:
    from claimgraph.graph.store.asread import AsRead
    from claimgraph.graph.store.reviewing import JudgedArticle

_ROLES = (Role.TRIGGER, Role.SUPPLIER, Role.RECIPIENT, Role.GOOD, Role.VIA, Role.SPEAKER)
_JUDGED = {Verdict.RIGHT: True, Verdict.WRONG: False, Verdict.OTHERWISE: False, Verdict.MISSED: None}


def evaluated(articles: Iterable[JudgedArticle]) -> Evaluation:
    """How well these articles were read, by what reviewers say of it."""
    articles = list(articles)
    readings = [one for article in articles for one in _readings(article)]
    return evaluate(readings, len(articles), sum(one.checked for one in articles))


def _readings(article: JudgedArticle) -> Iterator[Reading]:
    types = {one.id: one.type.value for one in (*article.said.entities, *article.right.entities)}
    for one in article.readings:
        untouched = one.verdict is Verdict.UNJUDGED and article.checked and one.right is not None
        if one.verdict in _JUDGED or untouched:
            kind = f"{types.get(one.claim.supplier, '?')} → {types.get(one.claim.recipient, '?')}"
            right = True if untouched else _JUDGED[one.verdict]
            yield Reading(
                right,
                article.checked,
                article.said.article.outlet,
                kind,
                one.statement.confidence if right is not None else None,
                one.verdict is Verdict.OTHERWISE,
            )


def gold_of(article: JudgedArticle) -> dict[str, Any]:
    """What an article says after the decisions, as the scorer reads it (`tests/eval/score.py`); without its text."""
    right = article.right
    records = _records(right)
    return {
        "article": right.article.id,
        "sha256": right.article.sha256,
        "hard_negative": not records,
        "entities": [
            {"id": one.id, "type": one.type.value, "name": one.name, "aliases_in_text": list(one.aliases)}
            for one in right.entities
            if one.named and (one.type is EntityType.STATE or one.id in _taking_part(records))
        ],
        "claims": [_claim(right, record, number) for number, record in enumerate(records, 1)],
    }


def training_item(article: JudgedArticle) -> dict[str, Any]:
    """What an article says after the decisions, as `training/real.py` reads it: claims without the place of supplier,
    recipient, good or trigger cannot be learnt from, and make the item unusable (`usable`)."""
    gold = gold_of(article)
    claims = [
        {**told, "spans": _spans(record)} for told, record in zip(gold["claims"], _records(article.right), strict=True)
    ]
    needed = ("supplier", "recipient", "good", "trigger")
    usable = all(all(one["spans"][name] for name in needed) for one in claims)
    return {
        "id": gold["article"],
        "sha256": gold["sha256"],
        "mentions": None,
        "entities": gold["entities"],
        "claims": claims,
        "usable": usable,
    }


def _records(right: AsRead) -> list[ClaimRecord]:
    network = Network.of(right.entities, [right.article], right.claims, right.statements)
    return [network.records[id] for id in sorted(network.records)]


def _taking_part(records: Iterable[ClaimRecord]) -> set[str]:
    found: set[str] = set()
    for one in records:
        found |= {one.claim.supplier, one.claim.recipient, one.claim.good}
        found |= {statement.speaker for statement in one.statements if statement.speaker}
    return found


def _claim(right: AsRead, record: ClaimRecord, number: int) -> dict[str, Any]:
    names = {one.id: one.name for one in right.entities}
    claim = record.claim
    sources = {
        (names[one.speaker], one.stance.value): {"name": names[one.speaker], "stance": one.stance.value}
        for one in record.statements
        if one.speaker
    }
    quantity, time = (
        next((value for one in record.statements if (value := getattr(one, name))), None)
        for name in ("quantity", "time")
    )
    return {
        "id": f"c{number}",
        "supplier": names[claim.supplier],
        "recipient": names[claim.recipient],
        "good": names[claim.good],
        "polarity": _polarity(record),
        "hedged": record.hedged,
        "modality": claim.modality.value,
        "sources": list(sources.values()),
        "quantity": quantity,
        "time": time,
        "evidence": [{"start": one.evidence.start, "end": one.evidence.end} for one in record.statements],
    }


def _polarity(record: ClaimRecord) -> str:
    """As the guidelines say: of mixed voices the positive wins."""
    if record.status is Status.CONTESTED:
        asserted = any(one.stance is Stance.ASSERTS for one in record.statements)
        return (Status.ASSERTED if asserted else Status.ALLEGED).value
    return record.status.value


def _spans(record: ClaimRecord) -> dict[str, list[int] | None]:
    spans: dict[str, list[int] | None] = {role.value: None for role in _ROLES}
    for statement in record.statements:
        for one in statement.roles:
            if one.role.value in spans and spans[one.role.value] is None:
                spans[one.role.value] = [one.start, one.end]
    return spans


def corpus_line(article: Article, text: str) -> dict[str, str]:
    """An article with its text as training reads it; for the newsroom's own machine."""
    return {"id": article.id, "text": text}
