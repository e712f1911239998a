"""Everything that is counted, counted again from the statements and mentions, page by page.

Nothing here trusts a sum: statuses come from `Network`, which looks at statements only, and all counters from the
relationships REPORTED_IN and MENTIONS. Memory grows with the entities, not with the statements.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, LiteralString, TypeVar

from neo4j import ManagedTransaction

from claimgraph.graph.model import Article, Claim, Stance
from claimgraph.graph.network import Network
from claimgraph.graph.origins import with_voices
from claimgraph.graph.store.apart import homes_of_names, namesakes_of
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.change import entities_told, told_by
from claimgraph.graph.store.claims import TYPES, StoredClaim, network_of, read_claims
from claimgraph.graph.store.counters import COUNTERS, ROLES
from claimgraph.graph.store.difference import Difference
from claimgraph.graph.store.entities import entity_of_forms
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.inforce import identities as identities_in_force
from claimgraph.graph.store.kept import KEPT, Condition, Kept
from claimgraph.graph.store.known import stored_kinds
from claimgraph.graph.store.months import WHOLE, Ledgers, told_in
from claimgraph.graph.store.plan import Kinds
from claimgraph.graph.store.rows import (
    Row,
    claim_of,
    claim_row,
    difference,
    entity_as_read,
    entity_of_form,
    entity_row,
    is_added,
    is_supply,
    pair_counts,
    pair_id,
    statement_of,
    supplies_row,
)
from claimgraph.graph.store.tally import Fact, Tally, facts_of

T = TypeVar("T")
Read = Callable[[Callable[[ManagedTransaction], T]], T]

_PAGE = 1000
_TEXTS_AT_ONCE = 50
_CLAIM_IDS = "MATCH (c:Claim) WHERE c.id > $after RETURN c.id AS id ORDER BY id LIMIT $page"
_CLAIMS = """
UNWIND $ids AS id MATCH (c:Claim {id: id})
RETURN c.id AS id, properties(c) AS row, [(c)-[via:VIA]->(place) | [place.id, via.statements]] AS via,
    [(speaker)-[said:ASSERTS|ALLEGES|DENIES]->(c) |
        [speaker.id, toLower(type(said)), said.statement, properties(said)]] AS spoken,
    [(c)-[r:REPORTED_IN]->(a) | [r.statement, r {.*, article: a.id}]] AS said,
    COLLECT { MATCH (a)-[r:SUPPLIES {claim: c.id}]->(b) RETURN [a.id, b.id, properties(r)] } AS supplies
"""
_ARTICLES = """
MATCH (a:Article) WHERE a.id > $after AND a.digest IS NOT NULL WITH a ORDER BY a.id LIMIT $page
RETURN a.id AS id, [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] AS mentions,
    [(c)-[said:REPORTED_IN]->(a) | [
        c {.id, .modality, supplier: [(c)-[:SUPPLIER]->(e) | e.id][0], recipient: [(c)-[:RECIPIENT]->(e) | e.id][0],
           good: [(c)-[:GOOD]->(e) | e.id][0]},
        said.stance, coalesce(said.said_on, a.published, '')]] AS said,
    a.as_read IS NOT NULL OR EXISTS { MATCH (:Review {article: a.id, telling: true}) }
        OR EXISTS { MATCH (:Review {text: a.sha256, telling: true}) } AS reviewed
ORDER BY id
"""
_VOICES = """
MATCH (a:Article) WHERE a.id > $after AND a.digest IS NOT NULL WITH a ORDER BY a.id LIMIT $page
RETURN a.id AS id, [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] AS mentions,
    [(c:Claim)-[said:REPORTED_IN]->(a) | [c.id, properties(said)]] AS said
ORDER BY id
"""
_KEPT: LiteralString = f"""
MATCH (a:Article) WHERE a.id > $after AND a.digest IS NOT NULL WITH a ORDER BY a.id LIMIT $page
RETURN a.id AS id, {KEPT} ORDER BY id
"""
_ENTITIES: LiteralString = f"""
MATCH (e:Entity) WHERE e.id > $after AND e.id CONTAINS ':' WITH e ORDER BY e.id LIMIT $page
RETURN e.id AS id, properties(e) AS row, {TYPES} AS types,
    [(e)-[:BASED_IN]->(o) | o.id] AS country, [(e)-[:SPEAKS_FOR]->(o) | o.id] AS speaks_for,
    [(e)-[:KIND_OF]->(o) | o.id] AS kinds
ORDER BY id
"""
_TOLD = """
UNWIND $ids AS id MATCH (a:Article {id: id})
RETURN properties(a) AS article, [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] AS mentions,
    [(c)-[said:REPORTED_IN]->(a) | [c {.id, .modality, .supplier, .recipient, .good}, properties(said)]] AS said,
    COLLECT { MATCH (t:Text {article: a.id}) RETURN t.text }[0] AS text
ORDER BY id
"""
_PAIRS = "MATCH (p:Pair) WHERE p.id > $after RETURN p.id AS id, properties(p) AS row ORDER BY id LIMIT $page"
_META = "MATCH (meta:Meta {id: 'claimgraph'}) RETURN properties(meta) AS row"


def misheard(read: Read[Any]) -> Iterator[Difference]:
    """Compare the voice of each statement with what its article tells of its speakers; origins rest on it.

    Parameters:
        read: runs one piece of reading in a transaction.
    """
    for page in _pages(read, _VOICES):
        for row in page:
            stored = [statement_of(said, claim, row["id"]) for claim, said in row["said"]]
            right = with_voices(stored, entities_told(row["mentions"]))
            for was, one in zip(stored, right, strict=True):
                if was.voice != one.voice:
                    yield Difference("voice", one.id, was.voice, one.voice)


def miscounted(read: Read[Any], *, articles: bool = True) -> Iterator[Difference]:
    """Compare all that is counted with what the statements and mentions add up to.

    All that is counted from must be as claimgraph writes it: what `misshapen` and `misheard` find is set right before.

    Parameters:
        read: runs one piece of reading in a transaction.
        articles: whether each article is compared with what was read from it.
    """
    if articles:
        yield from _audit_articles(read)
    sums = _Sums()
    yield from _audit_claims(read, sums)
    identities: Identities = read(identities_in_force)
    forms, decided = _count_articles(read, sums, identities)
    yield from _audit_decisions(read, identities, decided)
    yield from _audit_namesakes(identities, forms)
    yield from _audit_entities(read, sums, forms)
    yield from _audit_pairs(read, sums)
    meta = read(lambda transaction: transaction.run(_META).single(strict=True)["row"])
    yield from _compare("Meta", "claimgraph", meta, sums.ledgers[WHOLE].row())


def _audit_articles(read: Read[Any]) -> Iterator[Difference]:
    for page in _pages(read, _KEPT, _TEXTS_AT_ONCE):
        for row in page:
            kept = Kept.of(row["article"], row["texts"], row["mentions"], row["said"])
            if kept.condition is not Condition.SOUND:
                yield Difference("Article", row["id"], kept.condition.value, "sound", kept.problem, reload=True)


class _Sums:
    """What claims add to others, gathered claim by claim."""

    def __init__(self) -> None:
        self.ledgers = Ledgers()
        self.counters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.pairs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(self, row: Row, claim: Claim, facts: list[Fact]) -> None:
        self.ledgers.add_claim(claim, {fact.day[:7] for fact in facts}, 1)
        for name, part in ROLES.items():
            self.counters[row[part]][name] += 1
        for fact in facts:
            self.ledgers.add_statement(claim, fact, 1)
            if fact.speaker is not None:
                self.counters[fact.speaker][fact.stance.value] += 1
        if is_supply(row):
            self.pairs[claim.supplier, claim.recipient].update(pair_counts(row))


def _pages(read: Read[Any], cypher: LiteralString, size: int = _PAGE) -> Iterator[list[Row]]:
    after = ""
    while page := read(lambda transaction: transaction.run(cypher, {"after": after, "page": size}).data()):  # noqa: B023
        yield page
        after = page[-1]["id"]


def _audit_claims(read: Read[Any], sums: _Sums) -> Iterator[Difference]:
    for page in _pages(read, _CLAIM_IDS):
        ids = [row["id"] for row in page]
        found, claims, network, broader = read(lambda transaction: _claims(transaction, ids))  # noqa: B023
        for one in claims:
            if one.statements:
                yield from _audit_claim(found[one.claim.id], one, network, broader[one.claim.id], sums)
            else:
                yield Difference("Claim", one.claim.id, "a claim", None)


def _claims(
    transaction: ManagedTransaction, ids: Sequence[str]
) -> tuple[dict[str, Row], list[StoredClaim], Network, dict[str, list[str]]]:
    """What is kept of some claims, the claims, their network, and ids of the claims whose denials would cover each."""
    found = {record["id"]: record.data() for record in transaction.run(_CLAIMS, {"ids": ids})}
    claims = read_claims(transaction, ids)
    kinds = Kinds(stored_kinds(transaction, {one.claim.good for one in claims}), {})
    broader = {one.claim.id: kinds.broader(one.claim) for one in claims}
    return found, claims, network_of(transaction, claims, {id for ids in broader.values() for id in ids}), broader


def _audit_claim(
    found: Row, stored: StoredClaim, network: Network, broader: Iterable[str], sums: _Sums
) -> Iterator[Difference]:
    claim, record = stored.claim, network.records[stored.claim.id]
    facts = facts_of(record.statements, network.articles)
    covering = [id for id in broader if id in network.records and network.records[id].denying]
    row = claim_row(claim, Tally().changed([], facts), covering)
    row |= {"status": record.status.value, "hedged": record.hedged, "origins": record.origins}
    row |= {"first_said": record.first_said, "last_said": record.last_said, "confidence": record.confidence}
    yield from _compare("Claim", claim.id, found["row"], row)
    via = Counter(place for statement in record.statements for place in set(statement.via))
    yield from _same(
        "VIA", claim.id, _in_order(found["via"]), _in_order([place, count] for place, count in via.items())
    )
    said = dict(found["said"])
    spoken = [[one.speaker, one.stance.value, one.id, said[one.id]] for one in record.statements if one.speaker]
    yield from _same("ASSERTS|ALLEGES|DENIES", claim.id, _in_order(found["spoken"]), _in_order(spoken))
    supplies = [[claim.supplier, claim.recipient, supplies_row(row)]] if record.is_supply else []
    yield from _same("SUPPLIES", claim.id, found["supplies"], supplies)
    sums.add(row, claim, facts)


def _count_articles(read: Read[Any], sums: _Sums, identities: Identities) -> tuple[dict[str, Counter[str]], list[str]]:
    """How many articles give which form of each entity; the articles are counted in the ledgers, too.

    Besides, ids of the articles that tell anything otherwise than it was read, or should.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    decided = []
    for page in _pages(read, _ARTICLES):
        for row in page:
            for entity, form in row["mentions"]:
                forms[entity][form] += 1
            claims = {told["id"]: claim_of(told) for told, _, _ in row["said"]}
            facts = [Fact(told["id"], Stance(stance), row["id"], day=day) for told, stance, day in row["said"]]
            sums.ledgers.add_article(told_in(facts, claims), 1)
            if row["reviewed"] or _is_decided(identities, row["id"], row["mentions"]):
                decided.append(row["id"])
    return forms, decided


def _is_decided(identities: Identities, article: str, mentions: Iterable[tuple[str, str]]) -> bool:
    mentions = sorted((id, form) for id, form in mentions)
    named = [(entity, form) for entity, form in mentions if not is_added(form)]
    entities = tuple(entity_as_read(entity, form) for entity, form in named)
    said = AsRead.of_parts(Article(article, article, ""), entities, (), ())
    as_told = all(read == entity_of_form(*mention) for read, mention in zip(entities, named, strict=True))
    return not as_told or sorted(identities.mentions(said, identities.telling(said))) != mentions


def _audit_namesakes(identities: Identities, forms: Mapping[str, Mapping[str, int]]) -> Iterator[Difference]:
    """Compare what is kept of names with the homes that articles tell."""
    homes = homes_of_names(forms)
    for name in sorted({*homes, *identities.namesakes}):
        right, stored = namesakes_of(name, homes.get(name, {}), identities), identities.namesakes.get(name)
        yield from _same("Namesakes", name, stored, right)


def _audit_decisions(read: Read[Any], identities: Identities, articles: Iterable[str]) -> Iterator[Difference]:
    for ids in batched(articles, _PAGE):
        for row in read(lambda transaction: transaction.run(_TOLD, {"ids": ids}).data()):  # noqa: B023
            id = row["article"]["id"]
            text = row["text"] if isinstance(row["text"], str) else ""
            told = told_by([AsRead.kept(row["article"], row["mentions"], row["said"], text)], identities)
            kept = told.kept.get(id, (None, None))
            yield from _same("Article", id, (row["article"].get("as_read"), row["article"].get("told")), kept)
            yield from _same("MENTIONS", id, sorted(map(tuple, row["mentions"])), sorted(told.mentions[id]))
            said = {one["statement"]: statement_of(one, claim["id"], id) for claim, one in row["said"]}
            yield from _same("REPORTED_IN", id, said, dict(told.statements))


def _audit_entities(read: Read[Any], sums: _Sums, forms: Mapping[str, Counter[str]]) -> Iterator[Difference]:
    for page in _pages(read, _ENTITIES):
        for found in page:
            id = found["id"]
            entity = entity_of_forms(id, forms.get(id, {}))
            if entity is None:
                yield Difference("Entity", id, "an entity", None)
                continue
            row = entity_row(entity, forms[id]) | sums.ledgers[id].row()
            row |= {name: sums.counters[id][name] for name in COUNTERS}
            yield from _compare("Entity", id, found["row"], row)
            told = {"types": [entity.type.value], "kinds": sorted(entity.kinds)}
            told |= {name: [one] if (one := getattr(entity, name)) else [] for name in ("country", "speaks_for")}
            held = {name: sorted(found[name]) for name in told}
            if held != told:
                yield Difference("links", id, held, told)


def _audit_pairs(read: Read[Any], sums: _Sums) -> Iterator[Difference]:
    expected = {
        pair_id(*parties): {"supplier": parties[0], "recipient": parties[1], **counts}
        for parties, counts in sums.pairs.items()
    }
    for page in _pages(read, _PAIRS):
        for found in page:
            right = expected.pop(found["id"], None)
            if right is None:
                yield Difference("Pair", found["id"], found["row"], None)
            else:
                yield from _compare("Pair", found["id"], found["row"], right)
    for id, row in expected.items():
        yield Difference("Pair", id, None, {"id": id, **row})


def _compare(of: str, id: str, stored: Row, right: Row) -> Iterator[Difference]:
    differing = difference(right, stored)
    if differing:
        yield Difference(of, id, {name: stored.get(name) for name in differing}, differing)


def _in_order(rows: Iterable[list[Any]]) -> list[list[Any]]:
    """Rows of mixed values in an order that holds for equal rows."""
    return sorted(rows, key=lambda row: repr([sorted(one.items()) if isinstance(one, dict) else one for one in row]))


def _same(of: str, id: str, stored: object, right: object) -> Iterator[Difference]:
    if stored != right:
        yield Difference(of, id, stored, right)
