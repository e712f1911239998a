"""What in a graph is not as claimgraph writes it, whatever it adds up to: wrong types, loose ends, lost parts.

This is looked at before anything is counted, since what cannot be read cannot be counted. Nodes of somebody else that
carry labels of ours are told, and never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any, LiteralString, TypeVar

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Decision
from claimgraph.graph.errors import ClaimgraphError, DamagedError, ReviewError
from claimgraph.graph.keepable import check_keepable
from claimgraph.graph.model import Claim, Modality, claim_id
from claimgraph.graph.store.apart import namesakes_in
from claimgraph.graph.store.asread import AsRead, said_as_read, told_aside
from claimgraph.graph.store.difference import Difference
from claimgraph.graph.store.inforce import part_in, review_in, review_row
from claimgraph.graph.store.record import MOST_NOTED
from claimgraph.graph.store.rows import Row, article_of, entity_as_read, entity_of_form, statement_of
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.transactions import is_count_of_writes
from claimgraph.graph.store.values import sound, wrong_values

T = TypeVar("T")
Read = Callable[[Callable[[ManagedTransaction], T]], T]

_UNREADABLE = (ClaimgraphError, AttributeError, KeyError, TypeError, ValueError)
_PAGE = 1000
_LABELS = tuple(node.label for node in SCHEMA.nodes)
_TYPES = SCHEMA.node("Entity").sublabels
_OURS: LiteralString = "|".join(node.label for node in SCHEMA.nodes)

_TIES: LiteralString = "|".join(one.type for one in SCHEMA.relationships)
_FOUND: LiteralString = f"""elementId(n) AS element, properties(n) AS row, labels(n) AS labels,
    EXISTS {{ (n)-[:{_TIES}]-(:{_OURS}) }} AS tied"""
_NODES: Mapping[str, LiteralString] = {
    node.label: f"""
MATCH (n:{node.label}) WHERE n.{node.key} > $after WITH n ORDER BY n.{node.key} LIMIT $page
RETURN n.{node.key} AS id, {_FOUND} ORDER BY id
"""
    for node in SCHEMA.nodes
}
_WITHOUT_KEY: Mapping[str, LiteralString] = {
    node.label: f"MATCH (n:{node.label}) WHERE NOT coalesce(n.{node.key} > '', false) RETURN {_FOUND}"
    for node in SCHEMA.nodes
}
_ORPHANS: LiteralString = """
MATCH ()-[r:SUPPLIES]->() WHERE r.claim IS NULL OR NOT EXISTS { MATCH (c:Claim {id: r.claim}) }
RETURN elementId(r) AS element, properties(r) AS row
"""
_LOOSE: tuple[tuple[LiteralString, LiteralString], ...] = (
    *(
        (
            one.type,
            f"MATCH (a)-[r:{one.type}]->(b) WHERE NOT (a:{one.start} AND b:{one.end}) AND (a:{_OURS} OR b:{_OURS}"
            + (f" OR r.{one.key} IS NOT NULL" if one.key else "")
            + ") RETURN elementId(r) AS element, properties(r) AS row",
        )
        for one in SCHEMA.relationships
    ),
    ("SUPPLIES", _ORPHANS),
)
_MERGE = ("id", "kept", "other_name", "kept_name", "decided_at")
_BESIDE_MERGE = ("decided_by", "kept_home", "other_home", "why")
_BESIDE_PART = ("decided_by", "why")
"""What a decision stands without."""
_MERGES = """
MATCH (m:Merge) WHERE m.id IS NOT NULL
RETURN elementId(m) AS element, properties(m) AS row ORDER BY toStringOrNull(m.decided_at), m.id
"""
_DECIDED: Mapping[str, tuple[LiteralString, Callable[[Row], object]]] = {
    "Parting": (
        "MATCH (n:Parting) WHERE n.id IS NOT NULL RETURN elementId(n) AS element, properties(n) AS row ORDER BY n.id",
        part_in,
    ),
    "Decision": (
        "MATCH (n:Decision) WHERE n.id IS NOT NULL RETURN elementId(n) AS element, properties(n) AS row ORDER BY n.id",
        Decision.of_dict,
    ),
    "Namesakes": (
        "MATCH (n:Namesakes) WHERE n.id IS NOT NULL RETURN elementId(n) AS element, properties(n) AS row ORDER BY n.id",
        namesakes_in,
    ),
}
_REVIEWS = """
MATCH (n:Review) WHERE n.id IS NOT NULL OR n.content IS NOT NULL
RETURN elementId(n) AS element, properties(n) AS row ORDER BY toStringOrNull(n.id)
"""
_SAID = """
MATCH (c:Claim) WHERE c.id > $after WITH c ORDER BY c.id LIMIT $page
RETURN c.id AS id, [(c)-[r:REPORTED_IN]->(a:Article) | [elementId(r), properties(r), a.id]] AS found ORDER BY id
"""
_MENTIONS = """
MATCH (a:Article) WHERE a.id > $after WITH a ORDER BY a.id LIMIT $page
RETURN a.id AS id, [(a)-[r:MENTIONS]->(e:Entity) | [elementId(r), properties(r), e.id]] AS found ORDER BY id
"""
_PARTS = """
MATCH (c:Claim) WHERE c.id > $after WITH c ORDER BY c.id LIMIT $page
RETURN c.id AS id, elementId(c) AS element, properties(c) AS row, [(c)-[:SUPPLIER]->(e:Entity) | e.id] AS supplier,
    [(c)-[:RECIPIENT]->(e:Entity) | e.id] AS recipient, [(c)-[:GOOD]->(e:Entity) | e.id] AS good,
    [(c)-[:REPORTED_IN]->(a:Article) | a.id] AS articles ORDER BY id
"""
_TEXTS = """
MATCH (t:Text) WHERE t.article > $after WITH t ORDER BY t.article LIMIT $page
RETURN t.article AS id, elementId(t) AS element, coalesce(toStringOrNull(t.text) = t.text, false) AS is_text,
    EXISTS { MATCH (a:Article {id: t.article}) } AS has_article, [(t)-[:TEXT_OF]->(a) | a.id] AS linked ORDER BY id
"""


def misshapen(read: Read[Any]) -> Iterator[Difference]:
    """All that is not as claimgraph writes it; what is nobody's guess is told with how it has to be."""
    for label in _LABELS:
        yield from _nodes(read, label)
    for type, cypher in _LOOSE:
        for found in _rows(read, cypher):
            yield Difference(type, _key(found), found["row"], None, "leads from or to nothing", found["element"])
    yield from _merges(read)
    yield from _decided(read)
    yield from _reviews(read)
    entities = {row["id"] for row in read(lambda transaction: transaction.run(_ENTITY_IDS).data())}
    yield from _mentions(read)
    yield from _statements(read, entities)
    yield from _claims(read, entities)
    yield from _texts(read)


_ENTITY_IDS = "MATCH (e:Entity) RETURN e.id AS id"


def _pages(read: Read[Any], cypher: LiteralString) -> Iterator[Row]:
    after = ""
    while page := read(lambda transaction: transaction.run(cypher, {"after": after, "page": _PAGE}).data()):  # noqa: B023
        yield from page
        after = page[-1]["id"]


def _key(found: Row) -> str:
    row = found["row"]
    known = next((row[name] for name in ("statement", "claim", "id", "article") if isinstance(row.get(name), str)), "")
    return known or f"({found['element']})"


def _nodes(read: Read[Any], label: str) -> Iterator[Difference]:
    lost = read(lambda transaction: transaction.run(_WITHOUT_KEY[label]).data())
    for found in (*lost, *_pages(read, _NODES[label])):
        row, element = found["row"], found["element"]
        key = row.get(SCHEMA.node(label).key)
        if label == "Review" and _review(row):
            continue  # its content gives the key again: see `_reviews`
        if _is_foreign(label, row, tied=found["tied"]):
            note = "was not written by claimgraph; take its label away, or move it to another database"
            yield Difference(label, _key(found), row, None, note, element, foreign=True)
        elif not isinstance(key, str) or not key:
            yield Difference(label, _key(found), row, None, "has lost its key", element)
        elif wrong := _CHECKS.get(label, _nothing)(row):
            told = ", ".join(f"{name} {row.get(name)!r:.60}" for name in wrong)
            yield Difference(label, key, row, wrong, f"has {told}", element)
        if label == "Entity" and not _is_foreign(label, row, tied=found["tied"]) and isinstance(key, str):
            types = [one for one in found["labels"] if one in _TYPES]
            if len(types) != 1:
                yield Difference("types", key, types, _type_of(key, row))


def _is_foreign(label: str, row: Row, *, tied: bool) -> bool:
    """Whether a node with a label of ours is somebody else's: it has neither what ours have nor ties to any of them."""
    marks = {"Article": ("digest", "sha256"), "Entity": ("forms",), "Claim": ("voices", "supplier")}
    key = row.get(SCHEMA.node(label).key)
    if label == "Entity" and isinstance(key, str) and ":" in key:
        return False
    if label in marks:
        return not tied and not any(name in row for name in marks[label])
    if label == "Meta":
        return key != "claimgraph"
    return not tied and not isinstance(key, str)


def _nothing(_: Row) -> Row:
    return {}


def _article(row: Row) -> Row:
    wrong: Row = {}
    for name in ("name", "title", "url", "outlet", "language", "sha256", "digest"):
        if not isinstance(row.get(name), str):
            wrong[name] = row["id"] if name == "name" else ""
    for name in ("published", "run", "reader"):
        if not isinstance(row.get(name), str | None):
            wrong[name] = None
    if isinstance(published := row.get("published"), str) and not _is_day(published):
        wrong["published"] = None
    aside = row.get("set_aside")
    if aside is not None and not (isinstance(aside, list) and all(map(_is_aside, aside))):
        wrong["set_aside"] = None
    kept = row.get("as_read")
    if kept is not None and not _is_as_read({**row, **wrong}, kept):
        wrong |= {"as_read": None, "told": None}
    return wrong


def _is_aside(told: Any) -> bool:
    """Whether a statement that is set aside can be read: else nobody could load or forget its article."""
    try:
        return not any(map(wrong_values, told_aside(told)))
    except _UNREADABLE:
        return False


def _is_as_read(row: Row, kept: Any) -> bool:
    """Whether what was read from an article can be read again, where decisions tell it otherwise."""
    try:
        said = AsRead.of_json(article_of(row), kept)
    except _UNREADABLE:
        return False
    return not any(map(wrong_values, (*said.entities, *said.claims, *said.statements)))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _meta(row: Row) -> Row:
    wrong: Row = {} if is_count_of_writes(row.get("writes")) else {"writes": 0}
    return wrong if isinstance(row.get("mark"), str | None) else {**wrong, "mark": None}


def _entity(row: Row) -> Row:
    wrong: Row = {} if isinstance(row.get("name"), str) else {"name": row["id"]}
    aliases = row.get("aliases")
    if not (isinstance(aliases, list) and all(isinstance(one, str) for one in aliases)):
        wrong["aliases"] = []
    if not isinstance(row.get("article"), str | None):
        wrong["article"] = None
    return wrong | {name: True for name in ("named", "doubtful") if not isinstance(row.get(name), bool)}


def _type_of(id: str, row: Row) -> str:
    """The type of an entity, as a form that articles give it tells, or its id."""
    forms = row.get("forms")
    for form in forms if isinstance(forms, list) else ():
        if _is_mention(id, form):
            return entity_of_form(id, form).type.value
    told = id.partition(":")[0].capitalize()
    return told if told in _TYPES else _TYPES[0]


def _decision(row: Row) -> Row:
    """A decision on record without a place in their order comes first."""
    number = row.get("number")
    return {} if type(number) is int and 0 <= number < MOST_NOTED else {"number": 0}


_CHECKS: Mapping[str, Callable[[Row], Row]] = {
    "Article": _article,
    "Entity": _entity,
    "Meta": _meta,
    "Decision": _decision,
}


def _merges(read: Read[Any]) -> Iterator[Difference]:
    found = read(lambda transaction: transaction.run(_MERGES).data())
    kept: dict[str, str] = {}
    for one in found:
        row = one["row"]
        if any(not isinstance(row.get(name), str) for name in _MERGE):
            yield Difference("Merge", _key(one), row, None, "is no decision that anybody can read", one["element"])
        elif _leads_to(row["kept"], row["id"], kept):
            yield Difference("Merge", row["id"], row, None, "makes a circle with other decisions", one["element"])
        else:
            kept[row["id"]] = row["kept"]
            yield from _without_asides("Merge", one, _BESIDE_MERGE)


def _without_asides(label: str, found: Row, names: tuple[str, ...]) -> Iterator[Difference]:
    """What a decision stands without, where nobody can read it."""
    row = found["row"]
    wrong: Row = {name: None for name in names if not isinstance(row.get(name), str | None)}
    if wrong:
        told = ", ".join(f"{name} {row[name]!r:.60}" for name in wrong)
        yield Difference(label, _key(found), row, wrong, f"has {told}", found["element"])


def _rows(read: Read[Any], cypher: LiteralString) -> list[Row]:
    rows: list[Row] = read(lambda transaction: transaction.run(cypher).data())
    return rows


def _decided(read: Read[Any]) -> Iterator[Difference]:
    for label, (cypher, make) in _DECIDED.items():
        for found in _rows(read, cypher):
            beside = [*_without_asides(label, found, _BESIDE_PART)]
            row = {**found["row"], **{name: None for one in beside for name in one.right}}
            try:
                sound(label, row, lambda: make(row))  # noqa: B023
            except DamagedError:
                yield Difference(label, _key(found), found["row"], None, "cannot be read", found["element"])
            else:
                yield from beside


def _reviews(read: Read[Any]) -> Iterator[Difference]:
    """Decisions of reviewers: one that can be read stays, and all else that its node tells follows from that."""
    found = read(lambda transaction: transaction.run(_REVIEWS).data())
    ids = {id for one in found if isinstance(id := one["row"].get("id"), str)}
    for one in found:
        row, right = one["row"], _review(one["row"])
        if right is None:
            if isinstance(row.get("id"), str):
                yield Difference("Review", _key(one), row, None, "cannot be read", one["element"])
            continue
        if problem := _unkeepable(row):
            yield Difference("Review", _key(one), row, None, f"cannot be kept: {problem}", one["element"])
            continue
        wrong = {name: value for name, value in right.items() if row.get(name) != value}
        if "id" in wrong and right["id"] in ids:
            yield Difference("Review", _key(one), row, None, "tells what another one tells", one["element"])
        elif wrong:
            ids.add(right["id"])
            stored = {name: row.get(name) for name in wrong}
            yield Difference("Review", _key(one), stored, wrong, "is not as it was written", one["element"])


def _review(row: Row) -> Row | None:
    """What the node of a reviewer's decision has to tell; None where the decision cannot be read."""
    statement = row.get("statement")
    try:
        return review_row(review_in(row["content"]), statement if isinstance(statement, str) else None)
    except _UNREADABLE:
        return None


def _unkeepable(row: Row) -> str:
    """Why no store of ours would take in a decision that can be read; empty where one would.

    It came with a dump or by hand, and would keep each article out that it is about.
    """
    try:
        check_keepable(review_in(row["content"]))
    except ReviewError as error:
        return str(error)
    return ""


def _leads_to(id: str | None, other: str, kept: Mapping[str, str]) -> bool:
    while id is not None and id != other:
        id = kept.get(id)
    return id is not None


def _mentions(read: Read[Any]) -> Iterator[Difference]:
    for page in _pages(read, _MENTIONS):
        for element, row, entity in page["found"]:
            if not _is_mention(entity, row.get("form")):
                stored = {**row, "entity": entity}
                yield Difference("MENTIONS", f"{page['id']} of {entity}", stored, None, "cannot be read", element)


def _is_mention(entity: Any, form: Any) -> bool:
    try:
        told = entity_of_form(entity, form), entity_as_read(entity, form)
    except _UNREADABLE:
        return False
    return not any(map(wrong_values, told))


def _statements(read: Read[Any], entities: set[str]) -> Iterator[Difference]:
    for page in _pages(read, _SAID):
        for element, row, article in page["found"]:
            if not _is_statement(row, page["id"], article, entities):
                note = "cannot be read, or names an entity that is lost"
                stored = {**row, "claim": page["id"]}
                yield Difference("REPORTED_IN", str(row.get("statement")), stored, None, note, element)


def _is_statement(row: Row, claim: str, article: str, entities: set[str]) -> bool:
    try:
        told = statement_of({**row, "voice": None}, claim, article)  # the voice is derived, and set right by itself
        read = said_as_read(Claim(claim, "", "", "", Modality.ACTUAL), row, article)
    except _UNREADABLE:
        return False
    if any(map(wrong_values, (told, told.evidence, *read))) or not isinstance(row.get("read"), str | None):
        return False
    return {*told.relayed_by, *told.via, *filter(None, [told.speaker])} <= entities


def _claims(read: Read[Any], entities: set[str]) -> Iterator[Difference]:
    for found in _pages(read, _PARTS):
        row, element = found["row"], found["element"]
        if _is_foreign("Claim", row, tied=bool(found["supplier"] or found["recipient"] or found["good"])):
            continue
        right = _parts(row, found)
        if right is None or not {right["supplier"], right["recipient"], right["good"]} <= entities:
            again = f"; load {', '.join(sorted({*map(str, found['articles'])}))} again" if found["articles"] else ""
            yield Difference("Claim", str(row.get("id")), row, None, f"its parts are lost{again}", element)
            continue
        if any(row.get(name) != value for name, value in right.items()):
            yield Difference("Claim", row["id"], row, right, "its parts were changed", element)
        if any(found[name] != [right[name]] for name in ("supplier", "recipient", "good")):
            held = {name: found[name] for name in ("supplier", "recipient", "good")}
            yield Difference("PARTS", row["id"], held, {**right, "id": row["id"]})


def _parts(row: Row, found: Row) -> Row | None:
    """The parts that make the id of a claim, from its properties and from the entities that it leads to."""
    names = ("supplier", "recipient", "good")
    told = [[one for one in (row.get(name), *found[name]) if isinstance(one, str)] for name in names]
    modalities = [row["modality"]] if row.get("modality") in set(Modality) else []
    for *parts, modality in product(*told, [*modalities, *map(str, Modality)]):
        if claim_id(parts[0], parts[1], parts[2], Modality(modality)) == row.get("id"):
            return {**dict(zip(names, parts, strict=True)), "modality": str(modality)}
    return None


def _texts(read: Read[Any]) -> Iterator[Difference]:
    for found in _pages(read, _TEXTS):
        if not found["has_article"] or not found["is_text"]:
            note = "has lost its words" if found["has_article"] else "is no text of an article"
            yield Difference("Text", found["id"], "a text", None, note, found["element"])
        elif found["linked"] != [found["id"]]:
            yield Difference("TEXT_OF", found["id"], found["linked"], [found["id"]])
