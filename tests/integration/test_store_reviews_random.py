"""Whatever is loaded, edited, forgotten, merged, parted, decided and undone, in whatever order: the store holds what
the articles alive say after the decisions in force, and no decision is lost but by undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from emptying import emptied
from hypothesis import given, settings
from hypothesis import strategies as st
from random_readings import ARTICLES, IDENTITIES, readings
from told import told_network
from whole_graph import everything

from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.model import EntityType, Modality, Reading, Stance
from claimgraph.graph.network import Network
from claimgraph.graph.review import OF_ENTITIES, Reason
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import LoadChange, Store
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.deciding import Addition, Correction, Part
from claimgraph.graph.store.reviewed import Reviews

pytestmark = pytest.mark.integration

REVIEWERS = ("Ada", "Ben")
READERS = ("confirm", "reject", "correct", "add")
ENTITIES = ("set_type", "rename", "based_in", "speaks_for")
BESIDE = ("not_same", "unsure", "note_on", "tag")


@dataclass(frozen=True, slots=True)
class Deciding:
    """Something to decide: `number` chooses the statement, entity or part."""

    kind: str
    by: str
    number: int
    other: int


@dataclass(frozen=True, slots=True)
class Undoing:
    """The decision to undo, by its number among those in force."""

    number: int


@dataclass(frozen=True, slots=True)
class Merging:
    """Two entities to make one."""

    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class Parting:
    """An entity and an article, by their numbers, that are parted."""

    entity: int
    article: int


NUMBERS = st.integers(0, 20)
STEPS = st.lists(
    st.one_of(
        st.lists(readings(), min_size=1, max_size=3),
        st.sampled_from(ARTICLES),
        *[st.builds(Deciding, st.sampled_from(READERS), st.sampled_from(REVIEWERS), NUMBERS, NUMBERS)] * 3,
        st.builds(Undoing, NUMBERS),
        st.builds(Merging, st.sampled_from(IDENTITIES), st.sampled_from(IDENTITIES)),
        st.builds(Parting, NUMBERS, NUMBERS),
    ),
    min_size=3,
    max_size=9,
)
WITH_ENTITIES = st.lists(
    st.one_of(
        st.lists(readings(), min_size=1, max_size=3),
        st.sampled_from(ARTICLES),
        *[
            st.builds(
                Deciding, st.sampled_from(READERS + ENTITIES + BESIDE), st.sampled_from(REVIEWERS), NUMBERS, NUMBERS
            )
        ]
        * 3,
        st.builds(Undoing, NUMBERS),
        st.builds(Merging, st.sampled_from(IDENTITIES), st.sampled_from(IDENTITIES)),
        st.builds(Parting, NUMBERS, NUMBERS),
    ),
    min_size=3,
    max_size=9,
)
Steps = list[Any]


def test_the_store_equals_what_the_articles_say_after_the_decisions(store: Store, rounds: int) -> None:
    @settings(max_examples=2 * rounds, deadline=None)
    @given(STEPS)
    def holds(steps: Steps) -> None:
        emptied(store)
        alive: dict[str, Reading] = {}
        for step in steps:
            _take(store, step, alive)
            assert store.network() == _told(store, alive)
        assert list(store.check()) == []

    holds()


def test_the_order_in_which_things_come_does_not_matter_and_undoing_leaves_no_trace(
    store: Store, store_connection: Connection, rounds: int
) -> None:
    @settings(max_examples=2 * rounds, deadline=None)
    @given(WITH_ENTITIES)
    def holds(steps: Steps) -> None:
        _leaves_no_trace(store, store_connection, steps)

    holds()


def _leaves_no_trace(store: Store, store_connection: Connection, steps: Steps) -> None:
    emptied(store)
    alive: dict[str, Reading] = {}
    in_force: set[str] = set()
    for step in steps:
        in_force = _take(store, step, alive, in_force)
        assert {one.review.id for one in store.reviews()} == in_force
    assert list(store.check()) == []
    assert store.put(alive.values()) == LoadChange(articles_unchanged=len(alive))
    reached = everything(store_connection)
    store.forget(*alive)
    assert {one.review.id for one in store.reviews()} == in_force
    store.put(alive.values())
    assert everything(store_connection) == reached
    for one in store.reviews():
        store.undo(one.review.id, by="Ada")
    undone = _without_record(store_connection)
    store.forget(*alive)
    store.put(alive.values())
    assert _without_record(store_connection) == undone
    assert list(store.check()) == []


def _without_record(connection: Connection) -> list[str]:
    return [one for one in everything(connection) if "'Decision'" not in one]


def _told(store: Store, alive: dict[str, Reading]) -> Network:
    """What the store should tell: what was read, after the decisions, told after the identity decisions."""
    reviews = Reviews(one.review for one in store.reviews())
    return told_network([_effective(one, reviews) for one in alive.values()], store.merges(), store.parts())


def _effective(reading: Reading, reviews: Reviews) -> Reading:
    said = reviews.effective(AsRead.of(reading))
    return Reading(reading.document, said.entities, said.claims, said.statements)


def _take(store: Store, step: Any, alive: dict[str, Reading], in_force: set[str] = frozenset()) -> set[str]:  # type: ignore[assignment]
    """Take a step, where that makes sense; which decisions are in force then."""
    if isinstance(step, str):
        if step in alive:
            store.forget(step)
            del alive[step]
    elif isinstance(step, Deciding):
        decided = _decide(store, step, alive)
        if decided is not None:
            return (in_force | {decided.review.id}) - {one.id for one in decided.replaced}
    elif isinstance(step, Undoing):
        known = store.reviews()
        if known:
            undone = store.undo(known[step.number % len(known)].review.id, by="Ada").review
            return in_force - {undone.id}
    elif isinstance(step, Merging):
        try:
            store.merge(step.kept, step.other)
        except ClaimgraphError:
            return in_force
        return {one.review.id for one in store.reviews()}
    elif isinstance(step, Parting):
        try:
            entities = sorted(store.network().entities)
            store.part(entities[step.entity % len(entities)], sorted(alive)[step.article % len(alive)])
        except (ClaimgraphError, ZeroDivisionError):
            return in_force
        return {one.review.id for one in store.reviews()}
    else:
        store.put(step)
        alive |= {reading.document.article.id: reading for reading in step}
    return in_force


def _decide(store: Store, step: Deciding, alive: dict[str, Reading]) -> Any:
    network = store.network()
    told = sorted(one.id for record in network.records.values() for one in record.statements)
    entities = sorted(network.entities)
    if not alive or not entities:
        return None
    entity, other = entities[step.number % len(entities)], entities[step.other % len(entities)]
    article = sorted(alive)[step.number % len(alive)]
    statement = told[step.number % len(told)] if told else "statement:none"
    try:
        if step.kind == "confirm":
            return store.confirm(statement, by=step.by)
        if step.kind == "reject":
            return store.reject(statement, list(Reason)[step.other % len(Reason)], by=step.by)
        if step.kind == "correct":
            right = Correction(
                supplier=Part(other) if step.other % 3 == 0 else None,
                good=Part(other) if step.other % 3 == 1 else None,
                stance=list(Stance)[step.other % 3] if step.other % 2 else None,
                modality=Modality.PLANNED if step.other % 5 == 0 else None,
                own_voice=step.other % 7 == 0,
                hedged=True if step.other % 4 == 0 else None,
            )
            return store.correct(statement, right, by=step.by)
        if step.kind == "add":
            goods = [id for id in entities if id.startswith("good:")]
            if not goods:
                return None
            good = goods[step.other % len(goods)]
            return store.add(Addition(article, (0, 7), Part(entity), Part(other), Part(good)), by=step.by)
        if step.kind == "set_type":
            return store.set_type(entity, list(EntityType)[step.other % len(EntityType)], by=step.by)
        if step.kind == "rename":
            return store.rename(entity, f"Name {step.other % 3}", by=step.by)
        if step.kind in ("note_on", "tag"):
            return getattr(store, step.kind)(entity, f"remark {step.other % 2}", by=step.by)
        return getattr(store, step.kind)(entity, other, by=step.by)
    except ClaimgraphError:
        return None


def test_kinds_of_entities_are_all_tried() -> None:
    assert {kind.value.replace("-", "_") for kind in OF_ENTITIES} == {*ENTITIES}
