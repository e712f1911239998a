"""A writer that drafts the next transaction while one is under way: the graph is that of one put after the other."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait
from typing import Any, cast

import pytest
from building import ENTITIES, LATHES, MINISTER, MISSILES, NORLAND, VERIDIA, WEAPONS, claim, document, reading, says
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import GraphDatabase, ManagedTransaction
from random_readings import readings

from claimgraph.graph.errors import StoreError
from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Stance, Status
from claimgraph.graph.network import Network
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import LoadChange, Store, writer
from claimgraph.graph.store.drafting import Batch, Draft, Written
from claimgraph.graph.store.memory import Memory

pytestmark = pytest.mark.integration

MANY = tuple("abcdefghijklmnopqrstuvwxyz")
_A_MOMENT = 0.2

STEPS = st.lists(
    st.one_of(*[st.lists(readings(MANY), min_size=1, max_size=2)] * 6, st.sampled_from(MANY)), min_size=5, max_size=9
)


@pytest.fixture(autouse=True)
def overlapping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each transaction begin only when the next two are drafted, if they are drafted without it."""
    change = threading.Condition()
    drafts: list[Batch] = []
    ahead, send = writer.Writer._ahead, writer.Writer._send

    def noted(self: writer.Writer, batch: Batch) -> Draft | None:
        draft = ahead(self, batch)
        with change:
            drafts.append(batch)
            change.notify_all()
        return draft

    def late(self: writer.Writer, batch: Batch, draft: Draft | None, done: Any) -> None:
        with change:
            change.wait_for(lambda: drafts.index(batch) + 2 < len(drafts), timeout=_A_MOMENT)
        send(self, batch, draft, done)

    monkeypatch.setattr(writer.Writer, "_ahead", noted)
    monkeypatch.setattr(writer.Writer, "_send", late)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_store_equals_the_network_of_the_articles_alive(store: Store, steps: list[list[Reading] | str]) -> None:
    store.forget(*(article.id for article in store.articles()))
    alive: dict[str, Reading] = {}
    handed, total = [], LoadChange()
    with store.writer() as batches:
        for step in steps:
            if isinstance(step, str):
                total = sum((one.result().change for one in handed), total)
                handed = []
                if step in alive:
                    del alive[step]
                    total += store.forget(step)  # somebody else writes
            else:
                handed.append(batches.put(step))
                alive |= {reading.document.article.id: reading for reading in step}
    total = sum((one.result().change for one in handed), total)
    assert store.network() == Network.of_readings(alive.values())
    assert list(store.check()) == []
    assert total.articles_added - total.articles_forgotten == len(alive)
    assert total.claims_added - total.claims_removed == len(store.network().records)


def _article(id: str, stance: Stance = Stance.ASSERTS, good: Entity = MISSILES) -> Reading:
    source = document(id, "Norland sold missiles to Veridia, Ana Sol said.")
    about = claim(good)
    return reading(source, says(source, about, stance=stance), claims=(about,))


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How each transaction came about: "ahead", "ahead in vain" or "under the lock"."""
    came: list[str] = []

    def put(transaction: ManagedTransaction, batch: Batch, memory: Memory, draft: Draft | None = None) -> Written:
        written = original(transaction, batch, memory, draft)
        held = draft is not None and memory.empty
        came.append("ahead" if held else "ahead in vain" if draft else "under the lock")
        return written

    original = writer.put
    monkeypatch.setattr(writer, "put", put)
    yield came


def test_what_is_new_is_drafted_ahead(store: Store, ahead: list[str]) -> None:
    with store.writer() as batches:
        handed = [batches.put([_article(f"a{n}")]) for n in range(5)]
    assert [one.result().change.articles_added for one in handed] == [1] * 5
    assert handed[-1].result().claims == {claim(MISSILES).id}
    assert ahead == ["under the lock", *["ahead"] * 4]
    assert store.network() == Network.of_readings(_article(f"a{n}") for n in range(5))


def _of(id: str, good: Entity, stance: Stance, *more: Entity) -> Reading:
    """An article that names this good, and of the others only what more it is given."""
    source = document(id, "Norland sold missiles to Veridia, Ana Sol said.")
    entities = {one.id: one for one in (NORLAND, VERIDIA, MINISTER, good, *more)}
    about = claim(good)
    return Reading(source, tuple(entities.values()), (about,), (says(source, about, stance),))


TOLD = _of("told", MISSILES, Stance.ALLEGES, WEAPONS)
DENIED = _of("denied", WEAPONS, Stance.DENIES)
PLAIN = Entity(MISSILES.id, MISSILES.type, MISSILES.name)


@pytest.mark.parametrize(
    "articles",
    [
        pytest.param((DENIED, TOLD), id="the denial comes first"),
        pytest.param((TOLD, DENIED), id="the denial comes second, of goods that were new"),
        pytest.param(
            (DENIED, _of("told", PLAIN, Stance.ALLEGES), _of("kind", LATHES, Stance.ALLEGES, MISSILES, WEAPONS)),
            id="goods become a kind of what was denied",
        ),
        pytest.param(
            (DENIED, _of("told", PLAIN, Stance.ALLEGES), _of("kind", MISSILES, Stance.ALLEGES, WEAPONS), TOLD),
            id="and then come again",
        ),
        pytest.param((TOLD, _of("x", LATHES, Stance.ALLEGES), _of("y", LATHES, Stance.ALLEGES), DENIED), id="later"),
    ],
)
def test_a_denial_of_broader_goods_reaches_what_is_under_way(store: Store, articles: tuple[Reading, ...]) -> None:
    with store.writer() as batches:
        for one in (_of("first", LATHES, Stance.ALLEGES), *articles):
            batches.put([one])
    assert store.network().records[claim(MISSILES).id].status is Status.CONTESTED
    assert store.network() == Network.of_readings((_of("first", LATHES, Stance.ALLEGES), *articles))
    assert list(store.check()) == []


def test_an_article_that_comes_again_replaces_the_one_under_way(store: Store, ahead: list[str]) -> None:
    with store.writer() as batches:
        batches.put([_article("a")])
        batches.put([_article("b")])
        again = batches.put([_article("b", Stance.DENIES)])
    assert again.result().change.articles_replaced == 1
    assert ahead == ["under the lock", "ahead", "under the lock"]
    assert store.network() == Network.of_readings([_article("a"), _article("b", Stance.DENIES)])


def test_somebody_else_who_writes_makes_a_draft_void(
    store: Store, ahead: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted, go_on = threading.Event(), threading.Event()
    original = writer.Writer._send

    def late(self: writer.Writer, batch: Batch, draft: Draft | None, done: Any) -> None:
        if "b" in batch.readings:
            drafted.set()
            assert go_on.wait(60)
        original(self, batch, draft, done)

    monkeypatch.setattr(writer.Writer, "_send", late)
    with store.writer() as batches:
        batches.put([_article("a")]).result()
        handed = batches.put([_article("b")])
        assert drafted.wait(60)
        store.put([_article("c")])
        go_on.set()
        assert handed.result().change.articles_added == 1
        batches.put([_article("d")]).result()
        batches.put([_article("e")]).result()
    assert ahead == ["under the lock", "ahead in vain", "ahead", "ahead"]
    assert store.network() == Network.of_readings(_article(id) for id in "abcde")
    assert list(store.check()) == []


def test_a_batch_that_is_wrong_does_not_stop_the_others(store: Store) -> None:
    right = _article("a")
    wrong = Reading(right.document, (), right.claims, right.statements)
    with store.writer() as batches:
        first, second, third = (batches.put([one]) for one in (_article("b"), wrong, _article("c")))
    assert first.result().change.articles_added == third.result().change.articles_added == 1
    ((id, problem),) = second.result().refused.items()
    assert (id, "is used but not among the entities" in problem) == ("a", True)


def test_a_transaction_that_fails_leaves_the_others_right(
    store: Store, ahead: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = writer.put

    def failing(transaction: ManagedTransaction, batch: Batch, memory: Memory, draft: Draft | None = None) -> Written:
        written = original(transaction, batch, memory, draft)
        if "b" in batch.readings:
            raise StoreError("no room")
        return written

    monkeypatch.setattr(writer, "put", failing)
    with store.writer() as batches:
        handed = [batches.put([_article(id)]) for id in "abcde"]
    with pytest.raises(StoreError, match="no room"):
        handed[1].result()
    assert [one.result().change.articles_added for one in handed if one is not handed[1]] == [1] * 4
    assert store.network() == Network.of_readings(_article(id) for id in "acde")
    assert list(store.check()) == []


def test_a_commit_that_comes_after_its_failure_was_told_is_counted(
    store: Store, store_connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = writer.put
    driver = GraphDatabase.driver(store_connection.uri, auth=(store_connection.username, store_connection.password))
    session = driver.session()

    def cut(transaction: ManagedTransaction, batch: Batch, memory: Memory, draft: Draft | None = None) -> Written:
        if "b" not in batch.readings:
            return original(transaction, batch, memory, draft)
        orphan = session.begin_transaction()
        original(cast(ManagedTransaction, orphan), batch, Memory(), draft)
        threading.Timer(3 * _A_MOMENT, orphan.commit).start()
        raise StoreError("the connection is gone")

    monkeypatch.setattr(writer, "put", cut)
    articles = [_article(id, good=LATHES if id == "c" else MISSILES) for id in "abcdef"]
    with driver, session, store.writer() as batches:
        handed = [batches.put([one]) for one in articles]
        wait(handed)
    assert [one.exception() is None for one in handed] == [True, False, True, True, True, True]
    assert store.network() == Network.of_readings(articles)
    assert list(store.check()) == []


def test_a_decision_that_changes_nothing_yet_makes_drafts_void(store: Store) -> None:
    source = document("north", "North sold lathes to Veridia, Ana Sol said.")
    north = Entity("state:north", EntityType.STATE, "North")
    supply = Claim.of(north.id, VERIDIA.id, LATHES.id)
    told = Reading(source, (*ENTITIES, north), (supply,), (says(source, supply),))
    store.put([told])
    store.merge(NORLAND.id, north.id)
    store.forget("north")
    with store.writer() as batches:
        for id in "ab":
            batches.put([_article(id)]).result()
        store.split(north.id)  # no article tells of it now
        batches.put([told]).result()
    assert store.network() == Network.of_readings([_article("a"), _article("b"), told])
    assert list(store.check()) == []


def test_a_retry_of_what_is_in_tells_what_it_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    original, tries = writer.put, Counter[str]()

    def twice(transaction: ManagedTransaction, batch: Batch, memory: Memory, draft: Draft | None = None) -> Written:
        if "b" in batch.readings and not tries["b"]:
            tries["b"] += 1
            store._transactions.write(lambda other: original(other, batch, Memory(), draft))
        return original(transaction, batch, memory, draft)

    monkeypatch.setattr(writer, "put", twice)
    with store.writer() as batches:
        handed = [batches.put([_article(id)]) for id in "abcd"]
    assert [one.result().change.articles_added for one in handed] == [1] * 4
    assert list(store.check()) == []


def test_nothing_to_write_is_not_written(store: Store, ahead: list[str]) -> None:
    with store.writer() as batches:
        handed = [batches.put(some) for some in ([_article("a")], [], [_article("b")])]
    assert handed[1].result() == Written(LoadChange())
    assert ahead == ["under the lock", "ahead"]


def test_what_is_cancelled_does_not_hold_up_the_rest(store: Store) -> None:
    with store.writer() as batches:
        handed = [batches.put([_article(id)]) for id in "abcdef"]
        cancelled = [one.cancel() for one in handed]
    assert cancelled[-1]
    kept = [id for id, gone in zip("abcdef", cancelled, strict=True) if not gone]
    assert sorted(article.id for article in store.articles()) == kept


def test_an_exception_forgets_what_has_not_begun(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    original = writer.put

    def slow(transaction: ManagedTransaction, batch: Batch, memory: Memory, draft: Draft | None = None) -> Written:
        if "b" in batch.readings:
            begun.set()
            assert go_on.wait(60)
        return original(transaction, batch, memory, draft)

    monkeypatch.setattr(writer, "put", slow)
    handed: list[Future[Written]] = []

    def interrupted() -> None:
        with store.writer() as batches:
            batches.put([_article("a")]).result()
            handed.extend(batches.put([_article(id)]) for id in "bcde")
            assert begun.wait(60)
            threading.Timer(3 * _A_MOMENT, go_on.set).start()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert handed[0].result().change.articles_added == 1
    for forgotten in handed[1:]:
        with pytest.raises(CancelledError):
            forgotten.result(timeout=0)
    assert [article.id for article in store.articles()] == ["a", "b"]
