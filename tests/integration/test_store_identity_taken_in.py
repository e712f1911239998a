"""Decisions of other stores that two are one, or one is two: followed where nothing contradicts them, and told else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import ENTITIES, MINISTER, MISSILES, VERIDIA, document
from click.testing import CliRunner

from claimgraph.app.cli import main
from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Stance, Statement
from claimgraph.graph.review import Named, Review
from claimgraph.graph.store import Store
from claimgraph.graph.store.reviewing import Standing

pytestmark = pytest.mark.integration

ACME = Entity("firm:acme", EntityType.FIRM, "Acme")
WORKS = Entity("firm:acme-works", EntityType.FIRM, "Acme Works")
THIRD = Entity("firm:third", EntityType.FIRM, "Third")
IN_FORCE, IN_CONFLICT, ORPHANED = Standing.IN_FORCE, Standing.IN_CONFLICT, Standing.ORPHANED


def says(name: str, supplier: Entity, text: str = "") -> Reading:
    source = document(name, text or f"{name}: it was said.", f"Outlet {name}")
    told = Claim.of(supplier.id, VERIDIA.id, MISSILES.id)
    said = Statement.of(told, Stance.ALLEGES, source.evidence(0, 9), speaker=MINISTER.id)
    return Reading(source, (*ENTITIES, supplier), (told,), (said,))


OF_ACME, OF_WORKS, OF_THIRD, MORE = says("a", ACME), says("b", WORKS), says("c", THIRD), says("d", ACME)
ALL = (OF_ACME, OF_WORKS, OF_THIRD, MORE)


@pytest.fixture
def filled(store: Store) -> Store:
    store.put(ALL)
    return store


def named(entity: Entity) -> Named:
    return Named(entity.id, entity.type, entity.name)


def of_two(kind: Kind, one: Entity, other: Entity, by: str, day: int = 1, why: str = "") -> Review:
    says = {"other": named(other).to_dict()}
    return Review.of(kind, named(one), by, f"2026-01-{day:02}T00:00:00+00:00", says, why)


def standing(store: Store) -> dict[tuple[str, str], Standing]:
    return {(one.review.by, one.review.kind.value): one.standing for one in store.reviews()}


def suppliers(store: Store) -> set[str]:
    return {one.claim.supplier for one in store.network().records.values()}


def taken_back(store: Store) -> list[Review]:
    """All decisions in force, after undoing them."""
    told = [one.review for one in store.reviews()]
    for one in reversed(told):
        store.undo(one.id, by=one.by)
    assert store.reviews() == []
    return told


def test_a_part_holds_for_an_article_of_the_same_text_under_another_id(store: Store) -> None:
    store.put([OF_ACME, MORE])
    store.part(ACME.id, "a", by="Ada")
    [part] = taken_back(store)
    store.forget("a")
    assert store.import_reviews([part])[0] == 1
    assert [one.standing for one in store.reviews()] == [ORPHANED], "no article of it is here"
    store.put([says("file-elsewhere", ACME, OF_ACME.document.text)])
    assert suppliers(store) == {ACME.id, part.says["id"]}
    assert [one.standing for one in store.reviews()] == [IN_FORCE]
    assert list(store.check()) == []
    store.undo(part.id, by="Ada")
    assert suppliers(store) == {ACME.id}


def test_a_part_holds_for_copies_that_are_there_already_and_leaves_with_its_decision(store: Store) -> None:
    store.put([OF_ACME, MORE, says("copy", ACME, OF_ACME.document.text)])
    whole = store.network()
    store.part(ACME.id, "a", by="Ada")
    [part] = store.parts()
    [record] = [one for one in store.network().records.values() if one.claim.supplier == part.id]
    assert {one.evidence.article for one in record.statements} == {"a", "copy"}
    assert list(store.check()) == []
    store.rejoin(part.id, by="Ada")
    assert store.network() == whole
    assert list(store.check()) == []


def test_a_part_of_an_older_claimgraph_is_about_the_article_of_its_id_alone(store: Store) -> None:
    store.put([OF_ACME, MORE, says("copy", ACME, OF_ACME.document.text)])
    told = {"id": f"{ACME.id}~1", "label": "a", "readings": [["a", ACME.id]]}
    part = Review.of(Kind.PART, named(ACME), "Ada", "2026-01-01T00:00:00+00:00", told)
    store.import_reviews([part])
    [record] = [one for one in store.network().records.values() if one.claim.supplier == f"{ACME.id}~1"]
    assert {one.evidence.article for one in record.statements} == {"a"}
    assert [one.review for one in store.reviews()] == [part], "it is handed on as it came"


def test_a_part_of_a_part_is_taken_in_whichever_comes_first(filled: Store) -> None:
    filled.put([says("e", ACME)])
    filled.part(ACME.id, "a", "e", by="Ada")
    [outer] = filled.parts()
    filled.part(outer.id, "a", by="Ada")
    there = filled.network().records
    told = sorted(taken_back(filled), key=lambda one: one.at)
    for order in (told, told[::-1]):
        for one in order:
            filled.import_reviews([one])
        assert filled.network().records == there
        assert [one.standing for one in filled.reviews()] == [IN_FORCE, IN_FORCE]
        taken_back(filled)


def test_not_the_same_taken_in_where_both_are_one_is_told_and_neither_is_followed(filled: Store) -> None:
    filled.merge(ACME.id, WORKS.id, by="Ada")
    not_same = of_two(Kind.NOT_SAME, ACME, WORKS, "Ben")
    filled.import_reviews([not_same])
    assert standing(filled) == {("Ada", "merge"): IN_CONFLICT, ("Ben", "not-same"): IN_CONFLICT}
    one, other = filled.reviews()
    assert (one.against, other.against) == ((other.review.id,), (one.review.id,))
    assert suppliers(filled) == {ACME.id, WORKS.id, THIRD.id}
    assert list(filled.check()) == []
    filled.undo(not_same.id, by="Ben")
    assert standing(filled) == {("Ada", "merge"): IN_FORCE}
    assert suppliers(filled) == {ACME.id, THIRD.id}


@pytest.mark.parametrize("first", ["merge", "not-same"])
def test_the_order_in_which_contradictions_come_changes_nothing(filled: Store, first: str) -> None:
    both = [of_two(Kind.MERGE, ACME, WORKS, "Ada"), of_two(Kind.NOT_SAME, WORKS, ACME, "Ben", 2)]
    for one in sorted(both, key=lambda each: each.kind.value != first):
        filled.import_reviews([one])
    assert standing(filled) == {("Ada", "merge"): IN_CONFLICT, ("Ben", "not-same"): IN_CONFLICT}
    assert suppliers(filled) == {ACME.id, WORKS.id, THIRD.id}


def test_of_a_chain_the_merge_that_makes_two_one_who_are_not_is_given_up(filled: Store) -> None:
    filled.merge(ACME.id, WORKS.id, by="Ada")
    filled.merge(ACME.id, THIRD.id, by="Cleo")
    filled.import_reviews([of_two(Kind.NOT_SAME, WORKS, THIRD, "Ben")])
    told = standing(filled)
    assert told == {("Ada", "merge"): IN_FORCE, ("Cleo", "merge"): IN_CONFLICT, ("Ben", "not-same"): IN_CONFLICT}
    assert suppliers(filled) == {ACME.id, THIRD.id}


def test_a_refused_merge_is_followed_once_what_contradicts_it_is_undone(filled: Store) -> None:
    filled.merge(THIRD.id, WORKS.id, by="Ada")
    other = of_two(Kind.MERGE, ACME, WORKS, "Ben")
    filled.import_reviews([other])
    ada = next(one for one in filled.reviews() if one.review.by == "Ada")
    ben = next(one for one in filled.reviews() if one.review.by == "Ben")
    assert (ben.standing, ben.against) == (IN_CONFLICT, (ada.review.id,))
    filled.undo(ada.review.id, by="Ada")
    assert standing(filled) == {("Ben", "merge"): IN_FORCE}
    assert suppliers(filled) == {ACME.id, THIRD.id}
    assert filled.import_reviews([other])[0] == 0


@pytest.mark.parametrize("pair", [(ACME, WORKS), (WORKS, ACME)], ids=["the same way", "the other way"])
def test_two_who_agree_that_two_are_one_are_not_in_conflict(filled: Store, pair: tuple[Entity, Entity]) -> None:
    filled.merge(ACME.id, WORKS.id, by="Ada")
    filled.import_reviews([of_two(Kind.MERGE, *pair, "Ben")])
    assert standing(filled) == {("Ada", "merge"): IN_FORCE, ("Ben", "merge"): IN_FORCE}
    filled.split(WORKS.id, by="Ada")
    assert standing(filled) == {("Ben", "merge"): IN_FORCE}
    assert suppliers(filled) == {pair[0].id, THIRD.id}


def test_a_merge_of_two_types_is_followed_once_they_are_of_one(filled: Store) -> None:
    body = replace(THIRD, id="official:third", type=EntityType.OFFICIAL)
    filled.put([says("f", body)])
    merge = of_two(Kind.MERGE, ACME, body, "Ben")
    filled.import_reviews([merge])
    assert standing(filled) == {("Ben", "merge"): IN_CONFLICT}
    filled.set_type(body.id, EntityType.FIRM, by="Ada")
    assert standing(filled)["Ben", "merge"] is IN_FORCE
    assert list(filled.check()) == []


def test_the_reasons_of_a_file_are_kept_and_it_is_known_when_it_comes_again(filled: Store) -> None:
    told = {"id": f"{ACME.id}~1", "label": "a", "readings": [["a", ACME.id, OF_ACME.document.article.sha256]]}
    part = Review.of(Kind.PART, named(ACME), "Ben", "2026-01-01T00:00:00+00:00", told, "another plant")
    both = [of_two(Kind.MERGE, ACME, WORKS, "Ben", why="the register says so"), part]
    assert filled.import_reviews(both)[0] == 2
    assert filled.import_reviews(both)[0] == 0
    assert {one.review.why for one in filled.reviews()} == {"the register says so", "another plant"}
    assert {one.standing for one in filled.reviews()} == {IN_FORCE}


def test_a_split_says_that_somebody_else_made_them_one_too(
    filled: Store, store_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    filled.merge(ACME.id, WORKS.id, by="Ada")
    filled.import_reviews([of_two(Kind.MERGE, ACME, WORKS, "Ben")])
    still = CliRunner().invoke(main, ["split", WORKS.id, "--as", "Ada"])
    assert still.stdout.startswith("Acme Works is one with Acme all the same: Ben decided so, too"), still.output
    done = CliRunner().invoke(main, ["split", WORKS.id, "--as", "Ada"])
    assert done.stdout.startswith("Acme Works is no longer one with Acme"), done.output
