"""Between the model and what Neo4j keeps: property maps, without I/O.

>>> from claimgraph.graph.model import Entity, EntityType
>>> entity = Entity("firm:example", EntityType.FIRM, "Example", country="state:N")
>>> entity_of_form(entity.id, form_of(entity)) == entity
True
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from claimgraph.graph.limits import SEARCHED_BYTES, cut
from claimgraph.graph.model import (
    Article,
    Checked,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Modality,
    Reading,
    Role,
    RoleSpan,
    Stance,
    Statement,
    Status,
    text_hash,
)
from claimgraph.graph.names import fold
from claimgraph.graph.namesakes import plain_home
from claimgraph.graph.shallow import shallow
from claimgraph.graph.status import status_by_count
from claimgraph.graph.store.tally import Tally

Row = dict[str, Any]


_json = json.JSONEncoder(ensure_ascii=False).encode
_IN_ARTICLE = tuple(one.name for one in fields(Article))
_IN_ENTITY = frozenset(one.name for one in fields(Entity))
_article_values = attrgetter(*(one.name for one in fields(Article)))
_NO_VALUES = ("evidence", "roles", "voice", "confidence", "checked")
"""The fields of a statement that are hashed in parts, or only where they have a value, or follow from the others."""
_statement_values = attrgetter(*(one.name for one in fields(Statement) if one.name not in _NO_VALUES))


def mentions_of(entities: Iterable[Entity], homes: Mapping[str, str]) -> list[tuple[str, str]]:
    """The ids of the entities that an article mentions, and the form that it gives each.

    Parameters:
        homes: the states to which the article assigns them (`graph/namesakes.py`).
    """
    return [(entity.id, form_of(entity, None, homes.get(entity.id))) for entity in entities]


def digest_of(reading: Reading, mentions: list[tuple[str, str]]) -> str:
    """A hash over all that a reading says; two readings with one digest give the same graph.

    Parameters:
        mentions: those of its entities.
    """
    document = reading.document
    return digest_over(text_hash(document.text), document.article, mentions, reading.claims, reading.statements)


def digest_over(
    text: str,
    article: Article,
    mentions: Iterable[tuple[str, str]],
    claims: Iterable[Claim],
    statements: Collection[Statement],
) -> str:
    """The digest of an article from its parts in any order, so that it can be worked out from what a store holds.

    Parameters:
        text: the hash of the text.
        claims: those that no statement is about do not count.
    """
    said = sorted(
        repr((_statement_values(one), one.evidence.start, one.evidence.end, one.evidence.quote, _roles(one.roles)))
        + ("" if one.confidence is None else f" {one.confidence}")
        for one in statements
    )
    stated = {one.claim for one in statements}
    told = sorted(
        {(one.id, one.supplier, one.recipient, one.good, str(one.modality)) for one in claims if one.id in stated}
    )
    return text_hash(repr((text, _article_values(article), sorted(mentions), told, said)))


def article_row(reading: Reading, digest: str) -> Row:
    """The properties of the article's node."""
    article = reading.document.article
    row: Row = {one.name: getattr(article, one.name) for one in fields(Article)}
    return row | {"published": article.published.isoformat() if article.published else None, "digest": digest}


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that a node's properties tell."""
    known = {name: row[name] for name in _IN_ARTICLE if row.get(name) is not None}
    if "published" in known:
        known["published"] = date.fromisoformat(known["published"])
    return Article(**known)


@lru_cache(maxsize=1 << 16)
def form_of(entity: Entity, read: Entity | None = None, home: str | None = None, part: str | None = None) -> str:
    """What one article says about an entity, as JSON without the id; what is at its default is left out.

    Parameters:
        read: the entity as it was read, where decisions made another of it; `read` holds where the two differ.
        home: the state to which the article assigns it; kept where the entity itself does not say so.
        part: the id of the part to which a person counted the reading.
    """
    told = {field.name: getattr(entity, field.name) for field in fields(Entity) if field.name != "id"}
    plain = {name: value for name, value in told.items() if value not in (None, ()) and (name, value) not in _DEFAULTS}
    if read is not None and read != entity:
        both = ((field.name, getattr(read, field.name), getattr(entity, field.name)) for field in fields(Entity))
        plain["read"] = {name: was for name, was, now in both if was != now}
    if home != plain_home(read or entity):
        plain["home"] = home
    if part is not None:
        plain["part"] = part
    return _json(plain)


def added_form(entity: Entity, named: Entity) -> str:
    """The form of an entity that no article names, but that a decision about another needs: JSON as of `form_of`.

    Parameters:
        named: the entity as reviewers named it who linked another with it.
    """
    return _json(shallow(form_of(entity, named)) | {"added": True})


def is_added(form: str) -> bool:
    """Whether a form is one that only a decision needs."""
    return '"added": true' in form and bool(shallow(form).get("added"))


_DEFAULTS = {("named", True), ("doubtful", False)}
_BESIDE = ("read", "home", "part", "added")
"""What stands in a form besides the properties of the entity."""


@lru_cache(maxsize=1 << 16)
def entity_of_form(id: str, form: str) -> Entity:
    """The entity as one article tells it."""
    told = shallow(form)
    for beside in _BESIDE:
        told.pop(beside, None)
    return _entity(told | {"id": id})


@lru_cache(maxsize=1 << 16)
def entity_as_read(id: str, form: str) -> Entity:
    """The entity as it was read in an article that gives the entity of this id this form."""
    if '"read": {' not in form:  # most were read as they are told, and a quote inside a value is escaped
        return entity_of_form(id, form)
    told = shallow(form)
    read = told.pop("read", {})
    for beside in _BESIDE:
        told.pop(beside, None)
    return _entity(told | {"id": id} | read)


@lru_cache(maxsize=1 << 16)
def read_key(id: str, form: str) -> tuple[str, str | None, str | None]:
    """Which name was read in an article that gives the entity of this id this form, the home that the article tells of
    it, and the part to which a person counted the reading."""
    read = entity_as_read(id, form)
    told = shallow(form) if any(f'"{beside}": "' in form for beside in _BESIDE) else {}
    return read.id, told.get("home") or plain_home(read), told.get("part")


def entity_of(row: Mapping[str, Any]) -> Entity:
    """The entity that a row with the node's properties, its type and its links tells."""
    return _entity({name: value for name, value in row.items() if name in _IN_ENTITY and value is not None})


def _entity(told: Mapping[str, Any]) -> Entity:
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return Entity(**{**told, **lists, "type": EntityType(told["type"])})


def entity_row(entity: Entity, forms: Mapping[str, int]) -> Row:
    """The properties of the entity's node but for what is counted; `forms` counts the forms that articles give it."""
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "article": entity.article,
        "named": entity.named,
        "doubtful": entity.doubtful,
        **forms_row(forms),
        "search": _searched((entity.name, *entity.aliases)),
    }


def forms_row(forms: Mapping[str, int]) -> Row:
    """The properties of an entity's node that tell how many articles give it which form."""
    in_order = sorted(forms)
    return {
        "mentions": sum(forms.values()),
        "forms": in_order,
        "form_counts": [forms[form] for form in in_order],
    }


@lru_cache(maxsize=1 << 16)
def _searched(names: tuple[str, ...]) -> str:
    return cut("\n".join(dict.fromkeys(map(fold, names))), SEARCHED_BYTES)


def statement_row(statement: Statement, read: str | None = None) -> Row:
    """The properties of a statement's relationships; `read` is what was read where decisions changed it."""
    evidence = statement.evidence
    return {
        "statement": statement.id,
        "article": evidence.article,
        "stance": str(statement.stance),
        "speaker": statement.speaker,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "hedged": statement.hedged,
        "said_on": statement.said_on,
        "relayed_by": list(statement.relayed_by) or None,
        "voice": statement.voice,
        "via": list(statement.via) or None,
        "time": statement.time,
        "quantity": statement.quantity,
        "rule": statement.rule,
        "trigger": statement.trigger,
        "roles": _roles(statement.roles),
        "confidence": statement.confidence,
        "checked": statement.checked and statement.checked.value,
        "read": read,
    }


def _roles(spans: tuple[RoleSpan, ...]) -> str:
    return "[" + ", ".join(f'["{span.role}", {span.start}, {span.end}]' for span in spans) + "]"


def statement_of(row: Mapping[str, Any], claim: str, article: str) -> Statement:
    """The statement that the properties of REPORTED_IN tell."""
    return Statement(
        id=row["statement"],
        claim=claim,
        stance=Stance(row["stance"]),
        evidence=Evidence(article, row["start"], row["end"], row["quote"]),
        speaker=row.get("speaker"),
        hedged=row["hedged"],
        relayed_by=tuple(row.get("relayed_by") or ()),
        via=tuple(row.get("via") or ()),
        said_on=row.get("said_on"),
        time=row.get("time"),
        quantity=row.get("quantity"),
        rule=row["rule"],
        trigger=row["trigger"],
        roles=tuple(RoleSpan(Role(role), start, end) for role, start, end in shallow(row["roles"])),
        voice=row.get("voice"),
        confidence=row.get("confidence"),
        checked=Checked(row["checked"]) if row.get("checked") is not None else None,
    )


def claim_of(row: Mapping[str, Any]) -> Claim:
    """The claim that a row with id, supplier, recipient, good and modality tells."""
    return Claim(row["id"], row["supplier"], row["recipient"], row["good"], Modality(row["modality"]))


def claim_row(claim: Claim, tally: Tally, covered_by: Collection[str]) -> Row:
    """All properties of the claim's node.

    Parameters:
        covered_by: ids of the claims about broader goods that somebody denies, so that the denial covers this one.
    """
    status = status_by_count(tally.stances, covered=bool(covered_by), modality=claim.modality)
    denied = claim.modality is Modality.ACTUAL and tally.stances.denying > 0
    return {
        "id": claim.id,
        "supplier": claim.supplier,
        "recipient": claim.recipient,
        "good": claim.good,
        "modality": str(claim.modality),
        "status": str(status),
        "denied": denied or None,
        "covered_by": sorted(covered_by) or None,
        **tally.row(),
    }


def supplies_row(row: Row) -> Row:
    """The properties of the derived SUPPLIES relationship, from those of the claim's node."""
    return {"claim": row["id"], **{name: row[name] for name in ("good", "status", "hedged", "origins")}}


def is_supply(row: Row) -> bool:
    """Whether the claim of these properties is drawn as supply: an actual transfer that somebody affirms."""
    return bool(row["modality"] == Modality.ACTUAL and row["asserting"] + row["alleging"])


def pair_id(supplier: str, recipient: str) -> str:
    """The id of the node that adds up the supplies from one to another."""
    return f"pair:{text_hash(f'{supplier}|{recipient}')[:16]}"


def pair_counts(supply: Row) -> Row:
    """What one supply, given by the properties of its claim, adds to its pair."""
    status = supply["status"]
    return {
        "claims": 1,
        "asserted": int(status == Status.ASSERTED),
        "alleged": int(status == Status.ALLEGED),
        "contested": int(status == Status.CONTESTED),
        "hedged": int(supply["hedged"]),
    }


def difference(row: Row, stored: Row) -> Row:
    """The properties that differ from those stored, also in their types; None where one is to go.

    >>> difference({"claims": 1, "days": [2]}, {"claims": True, "days": [2.0]})
    {'claims': 1, 'days': [2]}
    """
    return {name: value for name, value in row.items() if not _is_stored_as(value, stored.get(name))}


def _is_stored_as(value: Any, stored: Any) -> bool:
    """Whether the graph holds this value: Python takes True for 1 and 2.0 for 2, and Neo4j cannot count with them."""
    if value != stored:
        return False
    if isinstance(value, list):
        return all(map(_is_stored_as, value, stored))
    return all(isinstance(value, one) is isinstance(stored, one) for one in (bool, float))
