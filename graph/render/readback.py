"""From an exported page back to what made it: the data in it, checked against its checksum."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import (
    Article,
    Checked,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Modality,
    Role,
    RoleSpan,
    Stance,
    Statement,
    Status,
    is_confidence,
)
from claimgraph.graph.nesting import MOST_NESTED, is_deeper
from claimgraph.graph.network import ClaimRecord, Network, entities_named_by
from claimgraph.graph.origins import Companion, Origin, Tie
from claimgraph.graph.remark import Remark
from claimgraph.graph.render.data import PROJECTIONS, View, checksum
from claimgraph.graph.render.exports import FORMAT, READABLE
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.layout import Place
from claimgraph.graph.typed import has_declared_types

_OPENS, _CLOSES = '<script type="application/json" id="claimgraph-data">', "</script>"
MOST_BYTES: Final = 300_000_000
"""A file that is larger is no page of claimgraph: one of 60,000 nodes, the most that a page draws, has about half."""


_NOT_OURS = "its data are not such as claimgraph writes; it was made by another program, ask whoever sent it"
_FARTHEST = 10_000_000
"""Pixels from the middle of a picture."""


def is_page(text: str) -> bool:
    """Whether a text is a page that `render_page` made."""
    return _data_in(text) is not None


def _data_in(text: str) -> str | None:
    """What stands in the first block of data; None where there is none. It takes time by the length of the text."""
    _, opening, rest = text.partition(_OPENS)
    data, closing, _ = rest.partition(_CLOSES)
    return data if opening and closing else None


def read_page(text: str, name: str = "the page") -> tuple[Network, PageInfo, View]:
    """The network of an exported page, what the page says about itself, and how it shows it.

    `render_page` makes the same page of the three.

    Parameters:
        name: how messages call the page.

    Raises:
        LoadError: it is no page of claimgraph, was changed after it was written, or comes from a newer claimgraph.
    """
    found = _data_in(text)
    if found is None:
        raise LoadError(f"{name}: is no page that claimgraph wrote")
    try:
        data = json.loads(found)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"{name}: its data are damaged ({error}); export it again") from error
    if not isinstance(data, dict) or is_deeper(data, MOST_NESTED):
        raise LoadError(f"{name}: {_NOT_OURS}")
    if data.get("format") not in READABLE:
        raise LoadError(f"{name}: has the format {data.get('format')!r}, this claimgraph reads {FORMAT!r}; update it")
    if data.get("checksum") != checksum(data):
        raise LoadError(f"{name}: its data were changed after it was written (the checksum differs); export it again")
    try:
        read = _network(data), _info(data["info"]), _view(data)
        fits = _fit(*read)
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise LoadError(f"{name}: {_NOT_OURS}") from error
    if not fits:
        raise LoadError(f"{name}: {_NOT_OURS}")
    return read


def _fit(network: Network, info: PageInfo, view: View) -> bool:
    """Whether all values have the types that they should have, and claims name entities and articles that are there.

    Everybody can compute the checksum of a page, so it vouches for nothing.
    """
    parts = (*network.entities.values(), *network.articles.values(), *network.records.values(), info, *view.remarks)
    if not all(has_declared_types(part) for part in parts):
        return False
    for record in network.records.values():
        told = record.bearing
        confidences = (record.confidence, *(one.confidence for one in told))
        if not all(one is None or is_confidence(one) for one in confidences):
            return False
        if not {*entities_named_by(record)} <= network.entities.keys():
            return False
        if not {one.evidence.article for one in told} <= network.articles.keys() or not told:
            return False
    numbers = (view.total_claims, *view.not_shown.values())
    places = [place for drawing in view.standing.values() for place in drawing.values()]
    return (
        all(type(number) is int for number in numbers)
        and all(type(way) in (int, float) and abs(way) < _FARTHEST for place in places for way in (place.x, place.y))
        and isinstance(view.state, str)
        and {*view.alone} <= network.entities.keys()
        and all(isinstance(text, str) for pair in view.texts.items() for text in pair)
        and all(isinstance(key, str) for key in info.parameters)
    )


def _info(told: Mapping[str, Any]) -> PageInfo:
    return PageInfo(
        told["title"],
        query=told["query"],
        parameters=told["parameters"],
        query_name=told["query_name"],
        steps=tuple(told["steps"]),
        built_on=date.fromisoformat(told["built_on"]),
    )


def _view(data: Mapping[str, Any]) -> View:
    return View(
        alone=tuple(data["alone"]),
        standing={projection: _places(data["drawings"][projection]["nodes"]) for projection in PROJECTIONS},
        state=data["state"],
        contexts={id: (before, after) for id, (before, after) in data["contexts"].items()},
        total_claims=data["total_claims"],
        not_shown=data.get("not_shown", {}),
        remarks=tuple(Remark.of_dict(one) for one in data.get("remarks", ())),
        texts=dict(data.get("texts", {})),
    )


def _places(nodes: Iterable[Mapping[str, Any]]) -> dict[str, Place]:
    return {node["id"]: Place(node["x"], node["y"], node["name_above"]) for node in nodes}


def _network(data: Mapping[str, Any]) -> Network:
    return Network(
        {one["id"]: _entity(one) for one in data["entities"]},
        {one["id"]: _article(one) for one in data["articles"]},
        {one["claim"]["id"]: _record(one) for one in data["claims"]},
    )


def _entity(told: Mapping[str, Any]) -> Entity:
    return Entity(
        **{**told, "type": EntityType(told["type"]), "aliases": tuple(told["aliases"]), "kinds": tuple(told["kinds"])}
    )


def _article(told: Mapping[str, Any]) -> Article:
    published = told["published"]
    return Article(**{**told, "published": date.fromisoformat(published) if published else None})


def _record(told: Mapping[str, Any]) -> ClaimRecord:
    claim = told["claim"]
    return ClaimRecord(
        claim=Claim(**{**claim, "modality": Modality(claim["modality"])}),
        statements=tuple(_statement(one) for one in told["statements"]),
        covering=tuple(_statement(one) for one in told["covering"]),
        status=Status(told["status"]),
        hedged=told["hedged"],
        origins=told["origins"],
        first_said=told["first_said"],
        last_said=told["last_said"],
        origin_groups=tuple(_origin(one) for one in told.get("origin_groups", ())),
        confidence=told.get("confidence"),
    )


def _origin(told: Mapping[str, Any]) -> Origin:
    companions = tuple(Companion(one["name"], Tie(one["tie"])) for one in told["companions"])
    return Origin(told["name"], tuple(told["statements"]), companions)


def _statement(told: Mapping[str, Any]) -> Statement:
    parts = {
        "stance": Stance(told["stance"]),
        "evidence": Evidence(**told["evidence"]),
        "relayed_by": tuple(told["relayed_by"]),
        "via": tuple(told["via"]),
        "roles": tuple(RoleSpan(Role(one["role"]), one["start"], one["end"]) for one in told["roles"]),
        "checked": Checked(told["checked"]) if told.get("checked") else None,
    }
    return Statement(**{**told, **parts})
