"""What a decision may hold: it is looked at before it is kept, since it stays, and may be somebody else's.

A decision that fits nothing yet is followed as soon as its article is loaded. What no store can keep would then cost
that article, and every other one that names the same entity.

>>> from claimgraph.graph.model import EntityType
>>> from claimgraph.graph.review import Named
>>> acme = Named("firm:acme", EntityType.FIRM, "Acme")
>>> check_keepable(Review.of(Kind.NOTE, acme, "Ada", "2026-03-01", {"text": "whose is it?", "colour": "red"}))
Traceback (most recent call last):
claimgraph.graph.errors.ReviewError: note: it says 'colour', and should say text
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import ReviewError
from claimgraph.graph.limits import INDEXED_BYTES, size_of
from claimgraph.graph.model import EntityType
from claimgraph.graph.namesakes import part_id
from claimgraph.graph.printable import with_article
from claimgraph.graph.review import CORRECTABLE, SEEN_CORRECTED, Named, Review

MOST_BYTES: Final = 400_000
"""The longest note, reason or quote, in bytes of UTF-8."""
_LONG: Final = frozenset({"quote", "text", "why", "words"})
"""Fields that no index holds."""
_SAYS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.CONFIRM: tuple(SEEN_CORRECTED),
    Kind.REJECT: ("reason",),
    Kind.CORRECT: CORRECTABLE,
    Kind.SET_TYPE: ("type",),
    Kind.RENAME: ("name",),
    Kind.BASED_IN: ("state",),
    Kind.SPEAKS_FOR: ("principal",),
    Kind.NOT_SAME: ("other",),
    Kind.UNSURE: ("other",),
    Kind.MERGE: ("other", "kept_home", "other_home"),
    Kind.PART: ("id", "label", "readings"),
    Kind.IDENTIFY: ("scheme", "value"),
    Kind.NOTE: ("text",),
    Kind.TAG: ("tag",),
    Kind.RELIABILITY: ("source", "information"),
    Kind.ANALYST: ("stance",),
}
"""What each kind of decision says; the others say nothing."""


def check_keepable(review: Review) -> None:
    """Raise where a decision holds what a store cannot keep, or nobody would look at.

    Raises:
        ReviewError: it says what its kind does not, or a text is too long or no text.
    """
    known = _SAYS.get(review.kind, ())
    if unknown := sorted(review.says.keys() - {*known}):
        raise ReviewError(f"{review.kind.value}: it says {unknown[0]!r:.60}, and should say {_either(known)}")
    if review.kind is Kind.PART and isinstance(review.about, Named):
        _check_part(review.about.id, review.says)
    for entity in _entities(review.to_dict()):
        _check_sort(entity["id"], EntityType(entity["type"]))
        if "country" in entity:
            _check_country(entity["country"][0])
    for name, text in _texts("it", review.to_dict()):
        most = MOST_BYTES if name in _LONG else INDEXED_BYTES
        if size_of(text) > most:
            raise ReviewError(f"{name!r:.60} has {size_of(text):,} bytes, and may have {most:,}: {text!r:.60}")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ReviewError(f"{name!r:.60} holds half a character (a lone surrogate)") from error


def type_in(id: str) -> EntityType | None:
    """The type that an id begins with; None where it has another form."""
    return next((type for type in EntityType if id.startswith(f"{type.lower()}:")), None)


def _check_part(whole: str, says: Mapping[str, Any]) -> None:
    if not says["id"].startswith(part_id(whole, "")):
        raise ReviewError(f"part: the part that it makes needs an id that begins with {part_id(whole, '')!r:.60}")
    if (sort := type_in(whole)) is not None:
        for _, name, *_ in says["readings"]:
            _check_sort(name, sort)


def _check_sort(id: str, type: EntityType) -> None:
    """A good that has a party's id, or a party that has a good's, would make the one the other in every article."""
    told = type_in(id)
    if told is not None and EntityType.GOOD in {told, type} and told is not type:
        is_one, should_be = with_article(told.value), with_article(type.value)
        raise ReviewError(f"{id!r:.60} is the id of {is_one}, and cannot be {should_be}")


def _check_country(id: str) -> None:
    if not id or type_in(id) not in (None, EntityType.STATE):
        raise ReviewError(f"'country' needs the id of a State, and has {id!r:.60}")


def _entities(value: Any) -> Iterator[Mapping[str, Any]]:
    """All entities that a decision names."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    if isinstance(value, Mapping) and {"id", "type", "name"} <= value.keys():
        yield value
    for one in inner:
        yield from _entities(one)


def _either(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nothing"


def _texts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """All texts in a value, the names of fields among them, each with the name of the field that holds it."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield "a field's name", key
            yield from _texts(key, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(name, inner)
