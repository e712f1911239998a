"""What a reviewer means: which statements, which entity by its name or by words of the article, which place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimgraph.app.why import find_claims
from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import QueryError, ReviewError
from claimgraph.graph.model import EntityType
from claimgraph.graph.names import fold
from claimgraph.graph.review import Proposition, ReadThere, Review

if TYPE_CHECKING:
    from claimgraph.graph.model import Statement
    from claimgraph.graph.network import Network
    from claimgraph.graph.store import Store
    from claimgraph.graph.store.deciding import Part, Span
    from claimgraph.graph.store.reviewing import Decided, Reviewed

PARTIES = tuple(type for type in EntityType if type is not EntityType.GOOD)
ROLE_TYPES = {"supplier": PARTIES, "recipient": PARTIES, "speaker": PARTIES, "good": (EntityType.GOOD,)}
_TOLD = 6


@dataclass(frozen=True, slots=True)
class Meant:
    """A statement that a reviewer means, with the network around it."""

    statement: Statement
    network: Network

    @property
    def where(self) -> str:
        """The article and the words, in one line."""
        article = self.network.articles[self.statement.evidence.article]
        quote = " ".join(self.statement.evidence.quote.split())
        return f"{article.name}: “{quote[:80]}” ({self.statement.id.removeprefix('statement:')[:8]})"


def statements_meant(store: Store, asked: str, article: str | None = None, *, every: bool = False) -> list[Meant]:
    """The statements that a person means by a claim's or statement's id, or by "SUPPLIER -> RECIPIENT: GOOD".

    Parameters:
        article: the id, address, name or title of the article in which it stands.
        every: whether all statements are meant where there are several.

    Raises:
        QueryError: there is none, or there are several and not all are meant; the line lists them.
    """
    network = store.network(find_claims(store, asked))
    where = store.find_article(article).id if article is not None else None
    found = [
        Meant(statement, network)
        for record in network.records.values()
        for statement in record.statements
        if where in (None, statement.evidence.article)
    ]
    start = asked.strip().lower()
    if start.startswith("statement:") or not any(id.removeprefix("claim:").startswith(start) for id in network.records):
        named = [one for one in found if one.statement.id.removeprefix("statement:").startswith(start[-16:])]
        named = named or [one for one in found if one.statement.id.startswith(start)]
        found = named or found
    if not found:
        raise QueryError(f"nothing in that article says {asked!r}")
    if len(found) > 1 and not every:
        told = "; ".join(one.where for one in found[:_TOLD])
        more = f"; and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        raise QueryError(
            f"{len(found)} readings stand behind {asked!r}: "
            f"give --article, the id of one of them, or --all: {told}{more}"
        )
    return found


def part_meant(
    store: Store, article: str, role: str, words: str, near: Span = (0, 0), type: EntityType | None = None
) -> Part:
    """Who or what a reviewer means by words: an entity of the graph by its id or name, and where the article has them.

    Parameters:
        article: its id.
        role: `supplier`, `recipient`, `good` or `speaker`.
        near: the place in the article near which the words are looked for.
        type: of which type an entity is that is not in the graph.

    Raises:
        QueryError: several entities are called so.
        ReviewError: there is none, and nobody says of which type it is.
    """
    from claimgraph.graph.store.deciding import Part
    from claimgraph.queries.entities import the_one_named

    types = (type,) if type is not None else ROLE_TYPES[role]
    span = span_of(store.text(article), words, near)
    known = [entity for entity in store.find(words) if entity.type in types]
    if known:
        here = [one for one in known if fold(one.name) == fold(words)] or known
        return Part((here[0] if len(here) == 1 else the_one_named(store, words, types)).id, span)
    return _new_part(words, role, span, type)


def _new_part(words: str, role: str, span: Span | None, type: EntityType | None) -> Part:
    from claimgraph.graph.store.deciding import Part
    from claimgraph.loaders.gazetteer import Gazetteer
    from claimgraph.loaders.surfaces import slug

    name = " ".join(words.split())
    gazetteer = Gazetteer.load()
    if role == "good":
        good = gazetteer.good(name)
        return Part(span=span, name=good.name, type=EntityType.GOOD, new_id=good.id)
    state = gazetteer.state(name)
    if type in (None, EntityType.STATE) and state is not None:
        return Part(span=span, name=state.entry.name, type=EntityType.STATE, new_id=state.entry.id)
    if type is None:
        allowed = ", ".join(one.value for one in ROLE_TYPES[role])
        raise ReviewError(f"nothing in the graph is called {name!r:.80}; say what it is: --{role}-type {allowed}")
    if type is EntityType.STATE:
        raise ReviewError(f"{name!r:.80} is no state that claimgraph knows (loaders/data/states.tsv)")
    return Part(span=span, name=name, type=type, new_id=f"{type.value.lower()}:{slug(name)}")


def entity_told(store: Store, told: dict[str, Any]) -> dict[str, Any]:
    """An entity that a page names without an id, with the id of the one that is called so, or of a new one.

    Raises:
        QueryError: several are called so.
        ReviewError: it cannot be.
    """
    from claimgraph.queries.entities import the_one_named

    if told["id"] != "" or not isinstance(told["name"], str):
        return told
    type = EntityType(told["type"])
    known = [one for one in store.find(told["name"]) if one.type is type]
    if known:
        id = (known[0] if len(known) == 1 else the_one_named(store, told["name"], (type,))).id
        return store.entity_as_read(id).to_dict()
    part = _new_part(told["name"], "good" if type is EntityType.GOOD else "supplier", None, type)
    return {"id": part.new_id, "type": type.value, "name": part.name}


def span_of(text: str, words: str, near: Span = (0, 0)) -> Span | None:
    """Where words stand in a text, the occurrence nearest to a place; None where they do not.

    >>> span_of("Iran sold it. Iran denies.", "Iran", (14, 20))
    (14, 18)
    """
    found = [(at, at + len(words)) for at in _places(text, words)]
    start, end = near
    return min(found, key=lambda one: max(start - one[0], one[1] - end, 0), default=None)


def words_at(store: Store, article: str, words: str, near: Span = (0, 0)) -> Span:
    """Where an article has words, the occurrence nearest to a place.

    Raises:
        QueryError: it does not have them.
    """
    span = span_of(store.text(article), words, near)
    if span is None:
        raise QueryError(f"the article does not say {words!r:.100}")
    return span


def closest(text: str, words: Sequence[str]) -> Span:
    """The place of a text around which all of these words stand closest together; its beginning where it has none.

    >>> closest("Iran sold. Later Iran sold drones.", ["Iran", "drones"])
    (27, 33)
    """
    places = [_places(text, each) for each in words]
    known = [(each, found) for each, found in zip(words, places, strict=True) if found]
    if not known:
        return 0, 0
    rarest, anchors = min(known, key=lambda one: len(one[1]))

    def spread(anchor: int) -> int:
        return sum(min(abs(at - anchor) for at in found) for _, found in known)

    anchor = min(anchors, key=spread)
    return anchor, anchor + len(rarest)


def _places(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0 and words:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def evidence_around(text: str, spans: Sequence[Span]) -> Span:
    """The lines or sentences that hold all of these places, for a claim whose evidence nobody marked.

    >>> evidence_around("A b. Iran sold it. C.", [(5, 9)])
    (5, 18)
    """
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    ends = (". ", "! ", "? ", "\n")
    start = max([text.rfind(mark, 0, start) + len(mark) for mark in ends if text.rfind(mark, 0, start) >= 0], default=0)
    last = min([at + len(mark.rstrip()) for mark in ends if (at := text.find(mark, end - 1)) >= 0], default=len(text))
    return start, max(end, last)


def says(review: Review) -> str:
    """What a decision says, in words, without what it is about."""
    told: dict[str, Any] = dict(review.says)
    if review.kind is Kind.REJECT:
        return str(told["reason"])
    if review.kind is Kind.CONFIRM:
        return "as corrected" if told else ""
    if review.kind is Kind.CORRECT:
        return ", ".join(f"{part}: {_value(value)}" for part, value in told.items())
    if review.kind is Kind.RELIABILITY:
        return f"{told.get('source') or ''}{told.get('information') or ''}"
    if review.kind is Kind.IDENTIFY:
        return f"{told['scheme']}:{told['value']}"
    if review.kind is Kind.PART:
        return f"another one in {', '.join(dict.fromkeys(article for article, *_ in told['readings']))}"
    return ", ".join(_value(value) for value in told.values())


def _value(value: Any) -> str:
    if isinstance(value, dict) and "span" in value and "entity" not in value:
        return f"“{value['words']}”" if value.get("words") else "at {}–{}".format(*value["span"])
    if isinstance(value, dict):
        named = value.get("entity", value)
        return f"{named['name']} ({named['id']})"
    return "the article itself" if value is None else str(value)


def reviewed_to_dict(one: Reviewed) -> dict[str, Any]:
    """A decision and what became of it, as plain JSON values."""
    return {
        **one.review.to_dict(),
        "standing": one.standing.value,
        "subject": one.subject,
        "statements": list(one.statements),
        "seen": one.seen,
        "against": list(one.against),
    }


def decided_to_dict(decided: Decided) -> dict[str, Any]:
    """What a decision did, as plain JSON values."""
    from claimgraph.app.summary import change_to_dict

    return {
        "decision": decided.review.to_dict(),
        "changes": change_to_dict(decided.change),
        "replaced": [one.id for one in decided.replaced],
    }


def own_knowledge(reviews: Sequence[Reviewed], asked: str) -> list[Reviewed]:
    """What analysts say of their own knowledge about the claims that `asked` means, stated by an article or not."""
    return [one for one in reviews if one.review.kind is Kind.ANALYST and _is_meant(one, asked)]


def rejected(reviews: Sequence[Reviewed], asked: str | None = None) -> list[Reviewed]:
    """The rejected readings; those that `asked` means, as an edge or as the start of an id."""
    found = [one for one in reviews if one.review.kind is Kind.REJECT]
    return [one for one in found if asked is None or _is_meant(one, asked)]


def _is_meant(one: Reviewed, asked: str) -> bool:
    from claimgraph.app.why import EDGE, ID

    about = one.review.about
    if not isinstance(about, ReadThere | Proposition):
        return False
    if match := ID.fullmatch(asked.strip()):
        ids = (one.subject, one.seen or "")
        return any(id.partition(":")[2].startswith(match["digits"].lower()) for id in ids)
    edge = EDGE.fullmatch(asked)
    if edge is None:
        return False
    parts = {"supplier": about.supplier, "recipient": about.recipient, "good": about.good}
    return all(edge[part] is None or fold(edge[part]) in (fold(named.name), named.id) for part, named in parts.items())
