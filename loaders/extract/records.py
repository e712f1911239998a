"""A reading as the JSON object that `claimgraph extract` prints and the scorer reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from claimgraph.graph.model import Claim, Entity, EntityType, Modality, Reading, Stance, Statement
from claimgraph.graph.status import confidence_of, is_hedged


def to_record(reading: Reading) -> dict[str, Any]:
    """One article as a JSON object.

    Polarity is that of the article: asserted before alleged before denied; negated where its own voice says that the
    transfer did not take place or was stopped. The article's own voice is no source. `language` and `unread` stand only
    where nobody looked for claims, `unread` with the reason. `confidence` is null where the extractor gives none.
    """
    names = {entity.id: _name_here(entity, reading.document.text) for entity in reading.entities}
    statements: dict[str, list[Statement]] = defaultdict(list)
    for statement in reading.statements:
        statements[statement.claim].append(statement)
    unread = {"language": reading.document.article.language, "unread": reading.unread} if reading.unread else {}
    return {
        "article": reading.document.article.name,
        **unread,
        "entities": [
            {"id": entity.id, "type": str(entity.type), "name": names[entity.id], "aliases": list(entity.aliases)}
            for entity in reading.entities
            if entity.named
        ],
        "claims": [_claim(claim, statements[claim.id], names) for claim in reading.claims],
    }


def _name_here(entity: Entity, text: str) -> str:
    """The name of an organization, the longer or shorter form of a state's ("Bosnia", "Viet Nam") and the legal form of
    a firm's, as the article writes them; else that of the graph."""
    if entity.type is EntityType.FIRM:
        longer = (alias for alias in entity.aliases if alias.startswith(f"{entity.name} "))
        return next((alias for alias in longer if text.count(alias) == text.count(entity.name)), entity.name)
    if entity.name in text or entity.type not in (EntityType.ORGANIZATION, EntityType.STATE):
        return entity.name
    written = (alias for alias in entity.aliases if alias in text)
    if entity.type is EntityType.STATE:
        written = (alias for alias in written if _is_form_of(alias.lower(), entity.name.lower()))
    return max(written, key=len, default=entity.name)


def _is_form_of(alias: str, name: str) -> bool:
    """Whether one of a state's names says the same in fewer words, or is only parted otherwise."""
    return {*alias.split()} <= {*name.split()} or alias.replace(" ", "") == name.replace(" ", "")


def _claim(claim: Claim, statements: list[Statement], names: Mapping[str, str]) -> dict[str, Any]:
    sources = dict.fromkeys((statement.speaker, str(statement.stance)) for statement in statements if statement.speaker)
    evidence = dict.fromkeys((s.evidence.start, s.evidence.end, s.evidence.quote) for s in statements)
    return {
        "id": claim.id,
        "supplier": names[claim.supplier],
        "recipient": names[claim.recipient],
        "good": names[claim.good],
        "ids": {"supplier": claim.supplier, "recipient": claim.recipient, "good": claim.good},
        "polarity": polarity(claim, statements),
        "hedged": is_hedged(statements),
        "modality": str(claim.modality),
        "confidence": confidence_of(statements),
        "sources": [{"name": names[speaker], "id": speaker, "stance": stance} for speaker, stance in sources],
        "via": sorted({names[via] for statement in statements for via in statement.via}),
        "quantity": next((statement.quantity for statement in statements if statement.quantity), None),
        "time": next((statement.time for statement in statements if statement.time), None),
        "evidence": [{"start": start, "end": end, "text": text} for start, end, text in evidence],
        "statements": [_statement(statement, names) for statement in statements],
    }


def _statement(statement: Statement, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": statement.id,
        "stance": str(statement.stance),
        "speaker": names[statement.speaker] if statement.speaker else None,
        "start": statement.evidence.start,
        "end": statement.evidence.end,
        "confidence": statement.confidence,
        "rule": statement.rule,
    }


def polarity(claim: Claim, statements: list[Statement]) -> str:
    """asserted, alleged, denied or negated: what one article makes of a claim, all its statements together."""
    stances = {statement.stance for statement in statements}
    if claim.modality is Modality.BLOCKED:
        return "negated"
    if Stance.ASSERTS in stances:
        return "asserted"
    if Stance.ALLEGES in stances:
        return "alleged"
    own_voice = any(statement.speaker is None for statement in statements)
    return "negated" if own_voice else "denied"
