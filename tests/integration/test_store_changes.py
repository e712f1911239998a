"""Whatever is loaded, loaded anew and forgotten, in whatever order: the store holds what the articles alive say."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from building import MISSILES, VERIDIA, WEAPONS, claim, document, reading, says
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import GraphDatabase, ManagedTransaction
from neo4j.exceptions import ServiceUnavailable
from random_readings import ARTICLES, Decision, Parting, decisions, readings
from told import in_force, told_network
from whole_graph import everything

from claimgraph.graph.errors import EvidenceError, QueryError, StoreError
from claimgraph.graph.model import Entity, EntityType, Reading, Stance, Statement, Status
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import LoadChange, Store, write
from claimgraph.graph.store.asread import AsRead

pytestmark = pytest.mark.integration

SUMMARY = """MATCH (c:Claim)
RETURN c.id, c.modality, c.status, c.hedged, c.origins, c.first_said, c.last_said, [(c)-[:VIA]->(e) | e.id] AS via"""
SUPPLIES = "MATCH (a)-[r:SUPPLIES]->(b) RETURN a.id, b.id, r.claim, r.good, r.status, r.hedged, r.origins"
SPOKEN = """MATCH (speaker:Entity)-[r:ASSERTS|ALLEGES|DENIES]->(c:Claim)
RETURN speaker.id, toLower(type(r)), r.statement, r.article, c.id"""

STEPS = st.lists(
    st.one_of(st.lists(readings(), min_size=1, max_size=3), decisions(), st.sampled_from(ARTICLES)),
    min_size=2,
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_store_equals_the_network_of_the_articles_alive(
    store: Store, store_connection: Connection, steps: list[list[Reading] | str | Decision | Parting]
) -> None:
    _empty(store)
    alive: dict[str, Reading] = {}
    total = LoadChange()
    for step in steps:
        if isinstance(step, str):
            if step in alive:
                total += store.forget(step)
                del alive[step]
        elif isinstance(step, Decision):
            total += _decide(store, step, alive)
        elif isinstance(step, Parting):
            total += _part(store, step, alive)
        else:
            total += store.put(step)
            alive |= {reading.document.article.id: reading for reading in step}
        assert store.network() == _told(store, alive)
        _sums_are_right(store, _told(store, alive))
    assert list(store.check()) == []
    assert store.put(alive.values()) == LoadChange(articles_unchanged=len(alive))
    _holds(store, _told(store, alive), total)
    reached = everything(store_connection)
    total += store.forget(*alive)
    _counts_agree(store, Network.of_readings(()), total)
    store.put(alive.values())
    assert everything(store_connection) == reached
    _nothing_is_left_of_decisions(store, store_connection, alive)


def _told(store: Store, alive: dict[str, Reading]) -> Network:
    return told_network(alive.values(), store.merges(), store.parts())


def _empty(store: Store) -> None:
    """What an example that failed has left."""
    store.forget(*(article.id for article in store.articles()))
    _take_all_back(store)


def _take_all_back(store: Store) -> None:
    for merge in store.merges():
        store.split(merge.other)
    for part in store.parts():
        store.rejoin(part.id)


def _decide(store: Store, decision: Decision, alive: dict[str, Reading]) -> LoadChange:
    """Merge or split, where that makes sense; else it is refused and changes nothing."""
    merges = store.merges()
    if decision.kept is None:
        if any(one.other == decision.other for one in merges):
            return store.split(decision.other)
        with pytest.raises(QueryError):
            store.split(decision.other)
        return LoadChange()
    identities, entities = in_force(alive.values(), merges, store.parts()), _told(store, alive).entities
    one, other = (entities.get(identities.of(id)) for id in (decision.kept, decision.other))
    if one and other and one != other and (one.type is other.type):
        return store.merge(decision.kept, decision.other)
    with pytest.raises(QueryError):
        store.merge(decision.kept, decision.other)
    return LoadChange()


def _part(store: Store, parting: Parting, alive: dict[str, Reading]) -> LoadChange:
    """Part a reading or take that back, where that makes sense; else it is refused and changes nothing."""
    parts = store.parts()
    if parting.entity is None:
        return store.rejoin(parts[0].id) if parts else LoadChange()
    identities = in_force(alive.values(), store.merges(), parts)
    whole = identities.of(parting.entity)
    naming = {
        id
        for id, reading in alive.items()
        if whole in map(identities.telling(AsRead.of(reading)).of, (one.id for one in reading.entities))
    }
    if parting.article in naming and len(naming) > 1:
        return store.part(parting.entity, parting.article)
    with pytest.raises(QueryError):
        store.part(parting.entity, parting.article)
    return LoadChange()


def _nothing_is_left_of_decisions(store: Store, connection: Connection, alive: dict[str, Reading]) -> None:
    _take_all_back(store)
    taken_back = everything(connection)
    store.forget(*alive)
    assert store.read("MATCH (n) WHERE NOT n:Meta RETURN n").rows == ()
    store.put(alive.values())
    assert everything(connection) == taken_back


def _holds(store: Store, expected: Network, total: LoadChange) -> None:
    assert store.network() == expected
    records = expected.records.values()
    assert _rows(store, SUMMARY) == _sorted(
        (
            r.claim.id,
            r.claim.modality.value,
            r.status.value,
            r.hedged,
            r.origins,
            r.first_said,
            r.last_said,
            sorted(r.via),
        )
        for r in records
    )
    assert _rows(store, SUPPLIES) == _sorted(
        (r.claim.supplier, r.claim.recipient, r.claim.id, r.claim.good, r.status.value, r.hedged, r.origins)
        for r in records
        if r.is_supply
    )
    assert _rows(store, SPOKEN) == _sorted(
        (s.speaker, s.stance.value, s.id, s.evidence.article, r.claim.id)
        for r in records
        for s in r.statements
        if s.speaker
    )
    _counts_agree(store, expected, total)


CLAIMS = """MATCH (c:Claim) RETURN c.id, c.supplier, c.recipient, c.good, c.rank, c.articles, c.asserting, c.alleging,
c.denying, c.own_denials, c.hedging, c.days, c.day_counts,
c.confidence, c.confidences, c.confidence_counts, [(c)-[via:VIA]->(e) | [e.id, via.statements]]"""
PAIRS = "MATCH (p:Pair) RETURN p.supplier, p.recipient, p.claims, p.asserted, p.alleged, p.contested, p.hedged"
ENTITIES = "MATCH (e:Entity) RETURN e.id, e.as_supplier, e.as_recipient, e.as_good, e.asserts, e.alleges, e.denies"
MONTHS = """MATCH (n:Entity|Meta) UNWIND range(0, size(n.months) - 1) AS at WITH n, at, n.month_counts AS counts
RETURN n.id, n.months[at], counts[4*at], counts[4*at+1], counts[4*at+2], counts[4*at+3]"""


def _sums_are_right(store: Store, network: Network) -> None:
    """All that the store counts, against the plainest counting of the statements."""
    records = network.records.values()
    assert _rows(store, CLAIMS) == _sorted(_claim_sums(record, network) for record in records)
    supplies = [record for record in records if record.is_supply]
    pairs = {(record.claim.supplier, record.claim.recipient) for record in supplies}
    assert _rows(store, PAIRS) == _sorted((*pair, *_pair_sums(pair, supplies)) for pair in pairs)
    said = [statement for record in records for statement in record.statements]
    assert _rows(store, ENTITIES) == _sorted(
        (
            id,
            *(sum(1 for r in records if getattr(r.claim, part) == id) for part in ("supplier", "recipient", "good")),
            *(sum(1 for s in said if s.speaker == id and s.stance is stance) for stance in Stance),
        )
        for id in network.entities
    )
    assert _rows(store, MONTHS) == _sorted(
        row for id in (*network.entities, "claimgraph") for row in _month_sums(id, network)
    )


def _day(statement: Statement, network: Network) -> str:
    published = network.articles[statement.evidence.article].published
    return statement.said_on or (published.isoformat() if published else "")


def _claim_sums(record: ClaimRecord, network: Network) -> tuple[Any, ...]:
    claim, said = record.claim, record.statements
    days = Counter(_day(statement, network) for statement in said)
    via = Counter(place for statement in said for place in set(statement.via))
    sure = Counter(one.confidence for one in record.affirming if one.confidence is not None)
    return (
        claim.id, claim.supplier, claim.recipient, claim.good, f"{record.origins:06d} {record.last_said or ''}",
        len({s.evidence.article for s in record.affirming}),
        *(sum(1 for s in said if s.stance is stance) for stance in Stance),
        sum(1 for s in record.denying if s.speaker is None), sum(1 for s in record.affirming if s.hedged),
        sorted(days), [days[day] for day in sorted(days)],
        max(sure, default=None), sorted(sure) or None, [sure[one] for one in sorted(sure)] or None,
        sorted([place, n] for place, n in via.items()),
    )  # fmt: skip


def _pair_sums(pair: tuple[str, str], supplies: list[ClaimRecord]) -> tuple[int, ...]:
    own = [record for record in supplies if (record.claim.supplier, record.claim.recipient) == pair]
    statuses = (sum(1 for r in own if r.status is s) for s in (Status.ASSERTED, Status.ALLEGED, Status.CONTESTED))
    return len(own), *statuses, sum(1 for record in own if record.hedged)


def _month_sums(id: str, network: Network) -> list[tuple[Any, ...]]:
    own = [
        (statement, _day(statement, network)[:7])
        for record in network.records.values()
        for statement in record.statements
        if id in ("claimgraph", record.claim.supplier, record.claim.recipient, record.claim.good)
    ]
    return [
        (
            id,
            month,
            sum(1 for s, m in own if m == month and s.positive),
            sum(1 for s, m in own if m == month and not s.positive),
            len({s.claim for s, m in own if m == month}),
            len({s.evidence.article for s, m in own if m == month}),
        )
        for month in {month for _, month in own}
    ]


def _counts_agree(store: Store, expected: Network, total: LoadChange) -> None:
    stats = store.stats()
    statements = [statement for record in expected.records.values() for statement in record.statements]
    assert stats.articles == len(expected.articles) == total.articles_added - total.articles_forgotten
    assert sum(stats.entities.values()) + stats.goods_above == len(expected.entities)
    assert len(expected.entities) == total.entities_added - total.entities_removed
    assert len(expected.records) == total.claims_added - total.claims_removed
    assert len(statements) == total.statements_added - total.statements_removed
    assert stats.statements == {stance.value: sum(1 for one in statements if one.stance is stance) for stance in Stance}
    assert stats.claims == {
        status.value: sum(1 for one in expected.records.values() if one.status is status) for status in Status
    }
    assert stats.entities == {
        type.value: sum(1 for one in expected.entities.values() if one.type is type and one.named)
        for type in EntityType
    }


def _rows(store: Store, cypher: str) -> list[Any]:
    return _sorted(tuple(_plain(value) for value in row) for row in store.read(cypher).rows)


def _plain(value: Any) -> Any:
    """Lists that Neo4j collects come in any order; lists of numbers belong to another list and keep theirs."""
    return sorted(value) if isinstance(value, list) and not all(isinstance(one, int) for one in value) else value


def _sorted(rows: Any) -> list[Any]:
    return sorted(rows, key=repr)


PAPER = document("a", "Ana Sol said Norland sold missiles to Veridia.", "Wire")
REPLY = document("b", "Veridia denies that it got weapons from Norland.", "Post")
ALLEGED = reading(PAPER, says(PAPER, claim(MISSILES)), claims=(claim(MISSILES),))
DENIED = reading(REPLY, says(REPLY, claim(WEAPONS), Stance.DENIES, VERIDIA), claims=(claim(WEAPONS),))
UNKNOWN_KIND = replace(
    ALLEGED, entities=tuple(replace(one, kinds=()) if one is MISSILES else one for one in ALLEGED.entities)
)


@pytest.mark.parametrize("order", [(ALLEGED, DENIED), (DENIED, ALLEGED)], ids=["denied later", "denied before"])
def test_a_denial_of_a_broader_good_covers_the_claims_of_its_kinds(store: Store, order: tuple[Reading, ...]) -> None:
    for one in order:
        store.put([one])
    assert _status(store, MISSILES) is Status.CONTESTED
    store.forget("b")
    assert _status(store, MISSILES) is Status.ALLEGED


def test_a_kind_that_is_learned_later_lets_a_denial_cover(store: Store) -> None:
    silent = reading(document("c", "Nothing else."), claims=())
    denied = replace(DENIED, entities=UNKNOWN_KIND.entities)
    store.put([UNKNOWN_KIND, denied])
    assert _status(store, MISSILES) is Status.ALLEGED
    store.put([silent])
    assert _status(store, MISSILES) is Status.CONTESTED
    store.forget("c")
    assert _status(store, MISSILES) is Status.ALLEGED


def _status(store: Store, good: Entity) -> Status:
    stored = store.read("MATCH (c:Claim {id: $id}) RETURN c.status", {"id": claim(good).id}).rows[0][0]
    assert store.network([claim(good).id]).records[claim(good).id].status == stored
    return Status(stored)


def test_loading_twice_changes_nothing(store: Store) -> None:
    store.put([ALLEGED, DENIED])
    everything = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, collect(r)").rows
    assert store.put([DENIED, ALLEGED]) == LoadChange(articles_unchanged=2)
    assert store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, collect(r)").rows == everything


def test_a_better_reading_of_the_same_text_replaces(store: Store) -> None:
    store.put([ALLEGED])
    hedged = replace(ALLEGED, statements=tuple(replace(one, hedged=True) for one in ALLEGED.statements))
    assert store.put([hedged]) == LoadChange(articles_replaced=1)
    assert store.network() == Network.of_readings([hedged])


def test_an_edited_article_retires_what_is_gone(store: Store) -> None:
    store.put([ALLEGED, DENIED])
    edited = document("a", "Ana Sol said Norland sold lathes to Veridia.", "Wire")
    now = reading(edited, says(edited, claim()), claims=(claim(),))
    change = store.put([now])
    assert change == LoadChange(
        articles_replaced=1, claims_added=1, claims_removed=1, statements_added=1, statements_removed=1
    )
    assert store.network() == Network.of_readings([now, DENIED])
    assert store.text("a") == edited.text


def test_of_two_readings_of_one_article_the_last_counts(store: Store) -> None:
    hedged = replace(ALLEGED, statements=tuple(replace(one, hedged=True) for one in ALLEGED.statements))
    assert store.put([hedged, ALLEGED]).articles_added == 1
    assert store.network() == Network.of_readings([ALLEGED])


def test_nothing_is_written_where_one_reading_is_wrong(store: Store) -> None:
    wrong = replace(DENIED, entities=())
    with pytest.raises(EvidenceError, match="b: state:NL1 is used"):
        store.put([ALLEGED, wrong])
    assert store.articles() == []


def test_a_statement_told_in_two_ways_is_refused(store: Store) -> None:
    twice = replace(ALLEGED, statements=(*ALLEGED.statements, replace(ALLEGED.statements[0], hedged=True)))
    with pytest.raises(EvidenceError, match=r"^a: statement:.* is told in two ways$"):
        store.put([twice])


def test_half_a_character_is_refused_in_one_line(store: Store) -> None:
    broken = reading(document("a", "Norland \ud83d sold"), claims=())
    with pytest.raises(StoreError, match=r"^a: half a character \(a lone surrogate\) stands at 8$"):
        store.put([broken])


def test_writers_at_once_do_not_lose_each_others_work(store: Store) -> None:
    corpus = [_report(number) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        changes = list(pool.map(lambda one: store.put([one]), corpus))
    assert sum(change.articles_added for change in changes) == 12
    assert store.network() == Network.of_readings(corpus)


def test_a_writer_that_is_not_alone_does_not_trust_what_it_remembers(
    store: Store, store_connection: Connection
) -> None:
    one = store_connection
    with Store.connect(one.uri, one.username, one.password, one.database) as other:
        for number in range(0, 12, 2):
            store.put([_report(number)])
            other.put([_report(number + 1)])
        other.forget(_report(1).document.article.id)
        store.put([_report(12)])
    alive = [_report(number) for number in range(13) if number != 1]
    assert store.network() == Network.of_readings(alive)
    assert list(store.check()) == []


def test_a_write_that_did_not_come_through_is_not_remembered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts: list[LoadChange] = []

    def failing_once(*told: Any) -> LoadChange:
        attempts.append(put(*told))
        if len(attempts) == 1:
            raise ServiceUnavailable
        return attempts[-1]

    put = write.put
    store.put([_report(1)])
    monkeypatch.setattr(write, "put", failing_once)
    store.put([_report(2), _report(3)])
    assert len(attempts) == 2
    store.put([_report(4)])
    assert store.network() == Network.of_readings(_report(number) for number in range(1, 5))
    assert list(store.check()) == []


def test_what_was_repaired_is_not_remembered_as_it_was(store: Store, store_connection: Connection) -> None:
    store.put([_report(1)])
    one = store_connection
    with Store.connect(one.uri, one.username, one.password, one.database) as other:
        assert other.rebuild() == (0, 0, 0)
        _damage(one)
        assert other.rebuild() == (1, 0, 0)
    store.put([_report(2)])
    assert list(store.check()) == []


def _damage(connection: Connection) -> None:
    entry = (connection.username, connection.password)
    with GraphDatabase.driver(connection.uri, auth=entry) as driver:
        driver.execute_query(
            "MATCH (e:Entity {id: $id}) SET e.as_good = 7", id=MISSILES.id, database_=connection.database
        )


def _report(number: int) -> Reading:
    source = document(f"report {number}", f"Sol said Norland sold missiles number {number}.", f"Outlet {number}")
    return reading(source, says(source, claim(MISSILES), speaker=None), claims=(claim(MISSILES),))


def test_round_trips_do_not_grow_with_the_articles(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    run = ManagedTransaction.run

    def counting(self: ManagedTransaction, query: str, *arguments: Any, **named: Any) -> Any:
        sent.append(query)
        return run(self, query, *arguments, **named)

    monkeypatch.setattr(ManagedTransaction, "run", counting)
    store.put([DENIED, *(_report(number) for number in range(30))])
    assert 0 < len(sent) <= 10
