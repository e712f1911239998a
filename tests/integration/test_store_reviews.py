"""Decisions of reviewers: what they say of readings and entities is told, whatever comes and goes, until undone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from building import ENTITIES, LATHES, MINISTER, MISSILES, NORLAND, VERIDIA, WIRE, claim, document
from whole_graph import everything, run

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import QueryError, ReviewError
from claimgraph.graph.model import (
    Checked,
    Claim,
    Document,
    Entity,
    EntityType,
    Reading,
    Role,
    RoleSpan,
    Stance,
    Statement,
    Status,
    text_hash,
)
from claimgraph.graph.review import Named, Place, ReadThere, Reason, Review
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.deciding import Addition, Correction, Part
from claimgraph.graph.store.reviewing import Standing

pytestmark = pytest.mark.integration

TEXT = "Norland sold lathes to Veridia, Ana Sol said. Acme of Norland shipped missiles there."
PAPER = document("a", TEXT, "Wire")
ACME = Entity("firm:acme", EntityType.FIRM, "Acme", country=NORLAND.id)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def said(source: Document, about: Claim, *roles: tuple[Role, str], speaker: Entity | None = MINISTER) -> Statement:
    spans = tuple(RoleSpan(role, *span(words, source.text)) for role, words in roles)
    quote = span(source.text.partition(". ")[0], source.text)
    stance = Stance.ALLEGES if speaker else Stance.ASSERTS
    return Statement.of(
        about, stance, source.evidence(*quote), speaker=speaker.id if speaker else None, roles=spans, rule="sell"
    )


ROLES = ((Role.SUPPLIER, "Norland"), (Role.RECIPIENT, "Veridia"), (Role.GOOD, "lathes"))
SAID = said(PAPER, claim(LATHES), *ROLES)
READING = Reading(PAPER, (*ENTITIES, ACME), (claim(LATHES),), (SAID,))
OTHER = document("b", "Norland sold lathes to Veridia.", "Post")
ELSEWHERE = Reading(OTHER, ENTITIES, (claim(LATHES),), (said(OTHER, claim(LATHES), *ROLES, speaker=None),))


def standing(store: Store) -> list[Standing]:
    return [one.standing for one in store.reviews()]


def test_a_rejected_reading_leaves_everything_and_comes_back_when_that_is_undone(
    store: Store, store_connection: Connection
) -> None:
    store.put([READING])
    whole = everything(store_connection)
    decided = store.reject(SAID.id, Reason.NO_TRANSFER, by="Ada", why="a plan only")
    assert store.network().records == {}
    assert store.stats().statements == dict.fromkeys(("asserts", "alleges", "denies"), 0)
    assert store.find("Ana Sol") == []
    assert (decided.change.claims_removed, decided.change.statements_removed) == (1, 1)
    assert list(store.check()) == []
    assert store.put([READING]).articles_unchanged == 1
    store.undo(decided.review.id, by="Ada")
    assert [one for one in everything(store_connection) if "Decision" not in one] == whole
    assert [one.kind.value for one in store.decisions()] == ["reject", "undo"]


def test_status_and_origins_follow_a_rejection(store: Store) -> None:
    store.put([READING, ELSEWHERE])
    (record,) = store.network().records.values()
    assert (record.status, record.origins) == (Status.ASSERTED, 2)
    store.reject(ELSEWHERE.statements[0].id, Reason.GOOD, by="Ada")
    (record,) = store.network().records.values()
    assert (record.status, record.origins) == (Status.ALLEGED, 1)


def test_a_rejection_outlives_forgetting_and_a_better_reading(store: Store, store_connection: Connection) -> None:
    store.put([READING])
    store.reject(SAID.id, Reason.NO_TRANSFER, by="Ada")
    store.forget("a")
    assert standing(store) == [Standing.ORPHANED]
    again = replace(SAID, confidence=0.9, trigger="sold")
    store.put([replace(READING, statements=(again,))])
    assert store.network().records == {}
    assert standing(store) == [Standing.IN_FORCE]
    machines = replace(LATHES, id="good:machine-tools", name="lathes")
    renamed = Claim.of(NORLAND.id, VERIDIA.id, machines.id)
    better = said(PAPER, renamed, *ROLES)
    store.put([replace(READING, entities=(*ENTITIES, machines), claims=(renamed,), statements=(better,))])
    assert store.network().records == {}, "the same words, whatever the good is called now"
    assert list(store.check()) == []


def test_a_decision_finds_its_quote_in_an_edited_article(store: Store) -> None:
    store.put([READING])
    store.confirm(SAID.id, by="Ada")
    edited = document("a", f"Update. {TEXT}")
    moved = replace(SAID, evidence=edited.evidence(8, 8 + SAID.evidence.end))
    roles = tuple(RoleSpan(one.role, one.start + 8, one.end + 8) for one in SAID.roles)
    store.put([Reading(edited, READING.entities, READING.claims, (moved.at(moved.evidence, roles),))])
    (record,) = store.network().records.values()
    assert record.statements[0].checked is Checked.CONFIRMED
    gone = document("a", "Nothing of it is left.")
    store.put([Reading(gone, ENTITIES)])
    assert standing(store) == [Standing.ORPHANED]
    assert list(store.check()) == []


def test_reviewers_who_contradict_each_other_are_both_kept(store: Store) -> None:
    store.put([READING])
    confirmed = store.confirm(SAID.id, by="Ada")
    store.reject(SAID.id, Reason.SUPPLIER, by="Ben")
    (record,) = store.network().records.values()
    assert record.statements[0].checked is Checked.IN_CONFLICT
    assert [(one.standing, len(one.against)) for one in store.reviews()] == [(Standing.IN_CONFLICT, 1)] * 2
    store.undo(confirmed.review.id, by="Ada")
    assert store.network().records == {}
    assert standing(store) == [Standing.IN_FORCE]


def test_of_one_reviewer_the_last_word_counts(store: Store) -> None:
    store.put([READING])
    first = store.reject(SAID.id, Reason.SUPPLIER, by="Ada")
    second = store.confirm(SAID.id, by="Ada")
    assert [one.id for one in second.replaced] == [first.review.id]
    (record,) = store.network().records.values()
    assert record.statements[0].checked is Checked.CONFIRMED


def test_a_correction_tells_another_claim(store: Store, store_connection: Connection) -> None:
    store.put([READING])
    whole = everything(store_connection)
    right = Correction(supplier=Part(ACME.id, span("Acme")), own_voice=True, stance=Stance.ASSERTS)
    first = store.correct(SAID.id, right, by="Ada")
    (record,) = store.network().records.values()
    (told,) = record.statements
    assert record.claim == Claim.of(ACME.id, VERIDIA.id, LATHES.id)
    assert (record.status, told.checked, told.speaker) == (Status.ASSERTED, Checked.CORRECTED, None)
    assert RoleSpan(Role.SUPPLIER, *span("Acme")) in told.roles
    cars = Part(name="cars", type=EntityType.GOOD, new_id="good:cars")
    second = store.correct(told.id, Correction(good=cars), by="Ada")
    assert [one.id for one in second.replaced] == [first.review.id]
    (record,) = store.network().records.values()
    assert record.claim == Claim.of(ACME.id, VERIDIA.id, "good:cars")
    assert list(store.check()) == []
    store.undo(second.review.id, by="Ada")
    assert [one for one in everything(store_connection) if "Decision" not in one] == whole


def test_two_corrections_of_different_parts_are_joined_and_of_the_same_part_in_conflict(store: Store) -> None:
    store.put([READING])
    store.correct(SAID.id, Correction(supplier=Part(ACME.id)), by="Ada")
    store.correct(SAID.id, Correction(good=Part(MISSILES.id)), by="Ben")
    (record,) = store.network().records.values()
    assert record.claim == Claim.of(ACME.id, VERIDIA.id, MISSILES.id)
    store.correct(record.statements[0].id, Correction(supplier=Part(VERIDIA.id), recipient=Part(NORLAND.id)), by="Cem")
    (record,) = store.network().records.values()
    assert (record.claim, record.statements[0].checked) == (claim(LATHES), Checked.IN_CONFLICT)


@pytest.mark.parametrize("by", ["Ada", "Ben"])
def test_to_confirm_a_corrected_reading_keeps_the_correction(
    store: Store, store_connection: Connection, by: str
) -> None:
    store.put([READING])
    store.correct(SAID.id, Correction(supplier=Part(ACME.id)), by="Ben")
    whole = everything(store_connection)
    (record,) = store.network().records.values()
    decided = store.confirm(record.statements[0].id, by=by)
    assert (decided.replaced, decided.review.there.headline) == ((), "Acme → Veridia: lathes")
    assert list(store.network().records) == [record.claim.id]
    assert standing(store) == [Standing.IN_FORCE] * 2
    assert list(store.check()) == []
    assert decided.review.says == {"corrected": True}
    store.undo(decided.review.id, by=by)
    assert [one for one in everything(store_connection) if "Decision" not in one] == [
        one for one in whole if "Decision" not in one
    ]


def test_to_reject_a_corrected_reading_contradicts_the_correction_and_no_other(store: Store) -> None:
    store.put([READING])
    corrected = store.correct(SAID.id, Correction(supplier=Part(ACME.id)), by="Ben")
    (record,) = store.network().records.values()
    store.reject(record.statements[0].id, Reason.SUPPLIER, by="Ada")
    (record,) = store.network().records.values()
    assert (record.claim, record.statements[0].checked) == (claim(LATHES), Checked.IN_CONFLICT)
    assert standing(store) == [Standing.IN_CONFLICT] * 2
    store.undo(corrected.review.id, by="Ben")
    (record,) = store.network().records.values()
    assert (record.claim, record.statements[0].checked) == (claim(LATHES), None)
    assert standing(store) == [Standing.ORPHANED]
    assert list(store.check()) == []


def test_to_reject_what_one_corrected_oneself_rejects_the_whole_reading(store: Store) -> None:
    store.put([READING])
    store.correct(SAID.id, Correction(supplier=Part(ACME.id)), by="Ada")
    (record,) = store.network().records.values()
    store.reject(record.statements[0].id, Reason.NO_TRANSFER, by="Ada")
    assert store.network().records == {}
    assert standing(store) == [Standing.IN_FORCE]


def test_to_confirm_what_one_corrected_oneself_changes_nothing_of_what_one_decides_next(store: Store) -> None:
    store.put([READING])
    store.correct(SAID.id, Correction(supplier=Part(ACME.id)), by="Ada")
    (record,) = store.network().records.values()
    store.confirm(record.statements[0].id, by="Ada")
    store.correct(record.statements[0].id, Correction(hedged=True), by="Ada")
    (record,) = store.network().records.values()
    assert record.claim == Claim.of(ACME.id, VERIDIA.id, LATHES.id)
    assert (record.statements[0].hedged, record.statements[0].checked) == (True, Checked.CORRECTED)
    assert standing(store) == [Standing.IN_FORCE]
    store.confirm(record.statements[0].id, by="Ada")
    store.reject(record.statements[0].id, Reason.NO_TRANSFER, by="Ada")
    assert store.network().records == {}
    assert standing(store) == [Standing.IN_FORCE]
    assert list(store.check()) == []


def test_a_missed_claim_is_added_and_may_be_rejected_by_another(store: Store) -> None:
    store.put([READING])
    added = Addition(
        "a",
        span("Acme of Norland shipped missiles there."),
        Part(ACME.id, span("Acme")),
        Part(VERIDIA.id),
        Part(MISSILES.id, span("missiles")),
    )
    store.add(added, by="Ada")
    record = store.network().records[Claim.of(ACME.id, VERIDIA.id, MISSILES.id).id]
    (told,) = record.statements
    assert (record.status, told.checked, told.evidence.quote) == (
        Status.ASSERTED,
        Checked.ADDED,
        "Acme of Norland shipped missiles there.",
    )
    assert list(store.check()) == []
    store.reject(told.id, Reason.RECIPIENT, by="Ben")
    assert store.network().records[record.claim.id].statements[0].checked is Checked.IN_CONFLICT
    store.forget("a")
    assert standing(store) == [Standing.ORPHANED] * 2
    store.put([READING])
    assert store.network().records[record.claim.id].statements[0].checked is Checked.IN_CONFLICT


def test_what_cannot_be_decided_is_refused_and_changes_nothing(store: Store, store_connection: Connection) -> None:
    store.put([READING])
    whole = everything(store_connection)
    with pytest.raises(QueryError, match=r"^no statement has the id 'statement:0000'"):
        store.confirm("statement:0000", by="Ada")
    with pytest.raises(ReviewError, match="nothing is corrected"):
        store.correct(SAID.id, Correction(), by="Ada")
    with pytest.raises(ReviewError, match=r"cannot supply itself$"):
        store.correct(SAID.id, Correction(supplier=Part(VERIDIA.id)), by="Ada")
    with pytest.raises(ReviewError, match="the good must be a Good"):
        store.correct(SAID.id, Correction(good=Part(ACME.id)), by="Ada")
    with pytest.raises(ReviewError, match="no text stands at 5–999"):
        store.correct(SAID.id, Correction(supplier=Part(ACME.id, (5, 999))), by="Ada")
    with pytest.raises(ReviewError, match="a Good stays a Good"):
        store.set_type(LATHES.id, EntityType.FIRM, by="Ada")
    with pytest.raises(QueryError, match="no entity has the id 'firm:none'"):
        store.rename("firm:none", "None", by="Ada")
    with pytest.raises(QueryError, match="no decision in force has an id"):
        store.undo("decision:12", by="Ada")
    assert everything(store_connection) == whole


def test_what_is_decided_of_an_entity_holds_in_all_articles(store: Store, store_connection: Connection) -> None:
    store.put([READING])
    whole = everything(store_connection)
    ids = [
        store.set_type(WIRE.id, EntityType.FIRM, by="Ada").review.id,
        store.rename(WIRE.id, "The Example Wire", by="Ada").review.id,
        store.based_in(WIRE.id, VERIDIA.id, by="Ada").review.id,
        store.speaks_for(MINISTER.id, WIRE.id, by="Ada").review.id,
    ]
    store.put([ELSEWHERE])
    (wire,) = store.find(WIRE.id)
    assert (wire.type, wire.name, wire.country) == (EntityType.FIRM, "The Example Wire", VERIDIA.id)
    assert store.find("Example Wire") == [wire]
    (minister,) = store.find(MINISTER.id)
    assert minister.speaks_for == WIRE.id
    (record,) = store.network().records.values()
    assert {one.voice for one in record.statements} == {None, WIRE.id}
    assert list(store.check()) == []
    store.forget("b")
    for id in ids:
        store.undo(id, by="Ada")
    assert [one for one in everything(store_connection) if "Decision" not in one] == whole


def test_a_state_that_no_article_names_stands_as_long_as_somebody_is_based_there(store: Store) -> None:
    lonely = Reading(PAPER, (ACME, NORLAND, VERIDIA, LATHES, MINISTER), (claim(LATHES),), (SAID,))
    store.put([lonely, Reading(document("c", "Sudria is far."), (Entity("state:SD", EntityType.STATE, "Sudria"),))])
    store.based_in(ACME.id, "state:SD", by="Ada")
    store.forget("c")
    (acme,) = store.find(ACME.id)
    assert acme.country == "state:SD"
    assert [one.name for one in store.find("state:SD")] == ["Sudria"]
    assert list(store.check()) == []


def test_reviewers_who_name_an_entity_differently_are_both_kept(store: Store) -> None:
    store.put([READING])
    store.rename(ACME.id, "Acme One", by="Ada")
    store.rename(ACME.id, "Acme Two", by="Ben")
    assert [one.name for one in store.find(ACME.id)] == ["Acme"]
    assert standing(store) == [Standing.IN_CONFLICT] * 2
    store.rename(ACME.id, "Acme Two", by="Ada")
    assert [one.name for one in store.find(ACME.id)] == ["Acme Two"]


def test_notes_tags_and_grades_change_nothing_that_is_told(store: Store) -> None:
    store.put([READING])
    before = store.network()
    store.note_on(claim(LATHES).id, "ask the port", by="Ada")
    store.note_on(ACME.id, "shell firm?", by="Ada")
    store.tag("a", "harbour", by="Ada")
    store.tag("a", "harbour", by="Ada")
    store.grade(article="a", grade="B2", by="Ada")
    store.grade(outlet="Wire", grade="C", by="Ada")
    store.identify(NORLAND.id, "wikidata", "Q159", by="Ada")
    store.not_same(NORLAND.id, VERIDIA.id, by="Ada")
    assert store.network() == before
    assert [(one.review.kind.value, one.standing.value) for one in store.reviews()] == [
        (kind, "in force") for kind in ("note", "note", "tag", "reliability", "reliability", "id", "not-same")
    ]


def test_decisions_of_another_store_are_taken_in_once(store: Store) -> None:
    store.put([READING])
    store.reject(SAID.id, Reason.NO_TRANSFER, by="Ada")
    mine = [one.review for one in store.reviews()]
    store.undo(mine[0].id, by="Ada")
    assert store.import_reviews(mine)[0] == 1
    assert store.network().records == {}
    assert store.import_reviews(mine)[0] == 0
    store.forget("a")
    copied = document("other-place", TEXT)
    copy = replace(SAID, evidence=copied.evidence(SAID.evidence.start, SAID.evidence.end))
    store.put([Reading(copied, READING.entities, READING.claims, (copy.at(copy.evidence, SAID.roles),))])
    assert store.network().records == {}, "the same text under another id"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Named("evil", EntityType.STATE, "Evil"), Named("evil2", EntityType.STATE, "Evil, too")),
        (Named(NORLAND.id, EntityType.STATE, NORLAND.name), Named(LATHES.id, EntityType.GOOD, LATHES.name)),
    ],
    ids=["ids of another form", "a state and a good"],
)
def test_a_merge_of_another_store_that_cannot_be_is_listed_and_not_followed(
    store: Store, one: Named, other: Named
) -> None:
    store.put([READING])
    before = store.network().records
    merge = Review.of(Kind.MERGE, one, "eve", "2026-01-01T00:00:00+00:00", {"other": other.to_dict()})
    store.import_reviews([merge])
    assert store.network().records == before
    assert [each.review.id for each in store.reviews()] == [merge.id]
    store.undo(merge.id, by="Ada")
    assert not store.reviews()


def test_a_store_whose_last_reading_is_rejected_or_forgotten_can_still_be_opened(store: Store) -> None:
    explorer = Explorer(store)
    for change in (lambda: None, lambda: store.put([READING]), lambda: reject_all(store), lambda: store.forget("a")):
        change()
        assert store.lost() == ""
        assert explorer.answer("start", Asked({}))["lost"] == ""


def reject_all(store: Store) -> None:
    for record in store.network().records.values():
        for one in record.statements:
            store.reject(one.id, Reason.NO_TRANSFER, by="Ada")


def test_a_decision_that_waits_costs_no_article_that_is_loaded_later(store: Store) -> None:
    far = Named(f"state:{'x' * 9_000}", EntityType.STATE, "Far")
    at, veridia = "2026-01-01T00:00:00+00:00", Named(VERIDIA.id, VERIDIA.type, VERIDIA.name)
    for waiting in (
        Review.of(Kind.MERGE, far, "eve", at, {"other": veridia.to_dict()}),
        Review.of(Kind.BASED_IN, Named(ACME.id, ACME.type, ACME.name), "eve", at, {"state": far.to_dict()}),
        Review.of(Kind.NOTE, veridia, "eve", at, {"text": "a note", "tag": {"of": "another type"}}),
    ):
        with pytest.raises(ReviewError, match=r"'id' has 9,006 bytes, and may have 2,000|note: it says 'tag'"):
            store.import_reviews([waiting])
    store.put([READING])
    assert store.network().records
    assert not store.reviews()


def test_words_of_another_store_that_the_article_does_not_hold_are_not_told(store: Store) -> None:
    store.put([READING])
    before = store.network()
    place = Place("a", "a", text_hash(TEXT), 0, 12, "Veridia paid")
    norland, veridia, lathes = (Named(one.id, one.type, one.name) for one in (NORLAND, VERIDIA, LATHES))
    there = ReadThere(place, veridia, norland, lathes, Stance.ASSERTS)
    store.import_reviews([Review.of(Kind.ADD, there, "eve", "2026-01-01T00:00:00+00:00")])
    assert store.network() == before
    assert [one.standing for one in store.reviews()] == [Standing.ORPHANED]


def test_two_reviewers_at_once_lose_nothing(store: Store) -> None:
    sources = [document(f"r{number}", f"{TEXT} {number}", "Wire") for number in range(6)]
    statements = [said(one, claim(LATHES), *ROLES) for one in sources]
    store.put(
        Reading(source, (*ENTITIES, ACME), (claim(LATHES),), (one,))
        for source, one in zip(sources, statements, strict=True)
    )
    ids = [one.id for one in statements]
    with ThreadPoolExecutor(4) as reviewers:
        list(reviewers.map(lambda id: store.confirm(id, by="Ada"), ids))
        list(reviewers.map(lambda id: store.reject(id, Reason.GOOD, by="Ben"), ids[:3]))
    found = store.reviews()
    assert len(found) == 9
    assert [one.standing for one in found].count(Standing.IN_CONFLICT) == 6
    assert list(store.check()) == []


def test_damaged_decisions_are_told_and_what_they_did_is_set_right(store: Store, store_connection: Connection) -> None:
    store.put([READING])
    store.confirm(SAID.id, by="Ada")
    run(store_connection, "MATCH (r:Review) SET r.content = '{}'")
    (found, *_) = list(store.check())
    assert (found.of, found.note) == ("Review", "cannot be read")
    store.rebuild()
    assert store.reviews() == []
    assert list(store.check()) == []
    assert store.network().records[claim(LATHES).id].statements[0].checked is None
    assert store.put([READING]).articles_unchanged == 1
    aside = run(store_connection, "MATCH (r:ReviewSetAside) WITH r, properties(r) AS held DELETE r RETURN held")
    assert [(one["held"]["by"], one["held"]["content"]) for one in aside] == [("Ada", "{}")]


@pytest.mark.parametrize(
    "damage",
    [
        "SET r.telling = false",
        "SET r.id = ''",
        "SET r.id = 'decision:other'",
        "REMOVE r.id",
        "REMOVE r.article, r.text, r.subject",
        "SET r.at = 3, r.by = null, r.value = 'x'",
        "SET r.statement = 3",
    ],
)
def test_a_rebuild_keeps_each_decision_that_can_be_read(
    store: Store, store_connection: Connection, damage: str
) -> None:
    store.put([READING])
    decided = store.reject(SAID.id, Reason.GOOD, by="Ada").review
    run(store_connection, f"MATCH (r:Review) {damage}")
    assert any(one.of == "Review" for one in store.check())
    store.rebuild()
    assert [one.review for one in store.reviews()] == [decided]
    assert list(store.check()) == []
    assert claim(LATHES).id not in store.network().records
    store.undo(decided.id, by="Ada")
    assert claim(LATHES).id in store.network().records


def test_a_reviewed_article_that_was_changed_by_hand_is_told_and_mended_by_loading_it(
    store: Store, store_connection: Connection
) -> None:
    store.put([READING, ELSEWHERE])
    store.confirm(SAID.id, by="Ada")
    whole = everything(store_connection)
    run(store_connection, "MATCH ()-[r:REPORTED_IN]->(:Article {id: 'a'}) SET r.hedged = true")
    assert any(one.of == "Article" for one in store.check())
    store.put([READING])
    assert everything(store_connection) == whole
