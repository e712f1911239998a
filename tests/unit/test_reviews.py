"""What reviewers decide, as data: where it belongs, what it makes of a reading, what it says of an extractor."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from building import ENTITIES, LATHES, MINISTER, NORLAND, VERIDIA, claim, document

from claimgraph.app.decisionfile import MOST_ADDED, MOST_IN_ALL, MOST_LETTERS, MOST_NAMED, lines_of, read_decisions
from claimgraph.app.gold import evaluated, gold_of, training_item
from claimgraph.graph.decision import Kind
from claimgraph.graph.equals import Likeness, likely_equals
from claimgraph.graph.errors import ReviewError
from claimgraph.graph.model import (
    Checked,
    Claim,
    Entity,
    EntityType,
    Reading,
    Role,
    RoleSpan,
    Stance,
    Statement,
    text_hash,
)
from claimgraph.graph.network import Network
from claimgraph.graph.review import Named, Place, ReadThere, Reason, Review
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.fitting import moved
from claimgraph.graph.store.reviewed import Reviews, Verdict
from claimgraph.graph.store.reviewing import JudgedArticle, reading_of
from claimgraph.graph.worklist import Because, worklist

TEXT = "Norland sold lathes to Veridia, Ana Sol said."
PAPER = document("a", TEXT, "Wire")
PLACES = {Role.SUPPLIER: "Norland", Role.TRIGGER: "sold", Role.GOOD: "lathes", Role.RECIPIENT: "Veridia"}
AT = "2026-03-01T10:00:00+00:00"


def said(
    text: str = TEXT,
    about: Claim | None = None,
    stance: Stance = Stance.ALLEGES,
    speaker: Entity | None = MINISTER,
    confidence: float | None = None,
) -> AsRead:
    """An article of one sentence with one statement whose roles stand where they are named."""
    source, about = document("a", text, "Wire"), about or claim(LATHES)
    start = text.index("Norland")
    roles = tuple(RoleSpan(role, text.index(w), text.index(w) + len(w)) for role, w in PLACES.items() if w in text)
    statement = Statement.of(
        about,
        stance,
        source.evidence(start, len(text)),
        speaker=speaker.id if speaker else None,
        roles=roles,
        confidence=confidence,
    )
    return AsRead.of(Reading(source, ENTITIES, (about,), (statement,)))


def seen(article: AsRead) -> ReadThere:
    return reading_of(article, article.claims[0], article.statements[0])


def decided(kind: Kind, article: AsRead, by: str = "Ada", at: str = AT, **says: object) -> Review:
    return Review.of(kind, seen(article), by, at, says)


def told(article: AsRead, *reviews: Review) -> list[Statement]:
    return list(Reviews(reviews).effective(article).statements)


REJECTED = decided(Kind.REJECT, said(), reason="no transfer")
OTHER_TYPE = Review.of(Kind.SET_TYPE, Named("org:acme", EntityType.ORGANIZATION, "Acme"), "Ada", AT, {"type": "Firm"})
WITH_ANOTHER_GOOD = {"good": {"entity": Named("good:cars", EntityType.GOOD, "cars").to_dict(), "span": None}}


def test_a_decision_survives_as_json_and_is_the_same_one_everywhere() -> None:
    for one in (REJECTED, decided(Kind.CORRECT, said(), **WITH_ANOTHER_GOOD)):
        line = json.dumps(one.to_dict())
        assert Review.of_dict(json.loads(line)) == one
        assert read_decisions([line, "", line], "mine.jsonl") == [one]


def test_an_edited_line_is_another_decision() -> None:
    told = REJECTED.to_dict()
    told["says"] = {"reason": "wrong good"}
    assert Review.of_dict(told).id != REJECTED.id


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "ponder"}, "it cannot be read"),
        ({"by": ""}, "a decision has `by`"),
        ({"by": 7}, "7 should be a text"),
        ({"about": {"planet": "Mars"}}, "about is 'planet', and should be one of reading, entity"),
        ({"about": {"outlet": "Wire"}}, "reject is about reading, not outlet"),
        ({"says": {}}, "'reason' is missing"),
        ({"says": {"reason": "ugly"}}, "'ugly' is not a valid Reason"),
        ({"says": []}, "'reason' is missing"),
    ],
)
def test_a_line_that_tells_no_decision_is_refused_by_name(change: dict[str, object], problem: str) -> None:
    line = json.dumps(REJECTED.to_dict() | change)
    with pytest.raises(ReviewError, match=r"^mine\.jsonl, line 2: ") as refused:
        read_decisions(["", line], "mine.jsonl")
    assert problem in str(refused.value)


@pytest.mark.parametrize("line", ["no json", "[" * 100_000, "1e999", "null", '{"about": 1}'])
def test_a_line_that_is_no_decision_at_all_is_one_clear_line(line: str) -> None:
    with pytest.raises(ReviewError, match=r"^f, line 1: "):
        read_decisions([line], "f")


@pytest.mark.parametrize("levels", [10, 900, 50_000])
@pytest.mark.parametrize("opening", ["[", '{"in": '])
def test_a_decision_that_is_nested_deep_is_refused_by_its_line(opening: str, levels: int) -> None:
    nested = opening * levels + "1" + ("]" if opening == "[" else "}") * levels
    deep = json.dumps(OTHER_TYPE.to_dict()).replace('"Firm"}}', f'"Firm", "more": {nested}}}}}')
    with pytest.raises(ReviewError, match=r"^f, line 2: lists and objects stand in each other more than 10 deep$"):
        read_decisions(["", deep], "f")


def test_a_correction_of_all_parts_is_not_nested_too_deep() -> None:
    home = Named("firm:acme", EntityType.FIRM, "Acme", ("state:CL", "Chile"))
    parts = {part: {"entity": home.to_dict(), "span": [0, 7]} for part in ("supplier", "recipient", "speaker")}
    correction = decided(Kind.CORRECT, said(), **parts, **WITH_ANOTHER_GOOD)
    assert read_decisions([json.dumps(correction.to_dict())], "f") == [correction]


LATHES_NAMED = Named(LATHES.id, LATHES.type, LATHES.name).to_dict()
LONG = "x" * 9_000
OTHER = {"id": "org:other", "type": "Organization", "name": "Other"}
MERGED = Review.of(Kind.MERGE, Named("org:acme", EntityType.ORGANIZATION, "Acme"), "Ada", AT, {"other": OTHER})


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"about": {"entity": {**OTHER, "id": f"org:{LONG}"}}}, "'id' has 9,004 bytes, and may have 2,000: 'org:xxx"),
        ({"about": {"entity": {**OTHER, "id": "org:a", "name": LONG}}}, "'name' has 9,000 bytes"),
        ({"says": {"other": {**OTHER, "id": f"org:{LONG}"}}}, "'id' has 9,004 bytes"),
        ({"says": {"other": OTHER, "kept_home": LONG}}, "'kept_home' has 9,000 bytes"),
        ({"says": {"other": OTHER, "text": {"a": 1}}}, "merge: it says 'text', and should say other, kept_home"),
        ({"says": {"other": OTHER, "tag": 10**30}}, "merge: it says 'tag'"),
        ({"says": {"other": {**OTHER, "\ud800": ""}}}, "holds half a character"),
        ({"says": {"other": {**OTHER, "id": "good:x"}}}, "'good:x' is the id of a Good, and cannot be an Organization"),
        (
            {"kind": "part", "says": {"id": "org:acme~1", "label": "", "readings": [["a", "good:x"]]}}
            | {"about": {"entity": {"id": "firm:acme", "type": "Firm", "name": "Acme"}}},
            "begins with 'firm:acme~'",
        ),
        (
            {"kind": "part", "says": {"id": "firm:acme~1", "label": "", "readings": [["a", "good:x"]]}}
            | {"about": {"entity": {"id": "firm:acme", "type": "Firm", "name": "Acme"}}},
            "'good:x' is the id of a Good, and cannot be a Firm",
        ),
        ({"says": {"other": {**OTHER, "country": ["", ""]}}}, "'country' needs the id of a State, and has ''"),
        ({"says": {"other": {**OTHER, "country": ["good:x", "x"]}}}, "the id of a State, and has 'good:x'"),
        ({"by": LONG}, "'by' has 9,000 bytes"),
        ({"why": "x" * 500_000}, "'why' has 500,000 bytes, and may have 400,000"),
        ({"kind": "part", "says": {"id": "", "label": "", "readings": []}}, "needs an id that begins with 'org:acme~'"),
        ({"kind": "tag", "about": {"article": {"id": "a", "name": "a", "sha256": LONG}}, "says": {"tag": "t"}}, "'sha"),
    ],
)
def test_what_no_store_can_keep_is_refused_by_its_line(change: dict[str, object], problem: str) -> None:
    """It would wait, and cost each article that names the entity."""
    with pytest.raises(ReviewError, match=r"^f, line 2: ") as refused:
        read_decisions([json.dumps(MERGED.to_dict()), json.dumps(MERGED.to_dict() | change)], "f")
    assert problem in str(refused.value)


def test_a_line_without_end_is_not_read_to_its_end() -> None:
    file = io.StringIO("x" * (2 * MOST_LETTERS))
    with pytest.raises(ReviewError, match=r"^f, line 1: it is longer than 1,000,000 letters$"):
        read_decisions(lines_of(file), "f")
    assert file.tell() <= MOST_LETTERS + 1


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    blanks = " " * MOST_LETTERS
    endless = (blanks for _ in range(2 * MOST_IN_ALL // MOST_LETTERS))
    with pytest.raises(ReviewError, match=r"^f: is longer than 100,000,000 letters"):
        read_decisions(endless, "f")
    assert next(endless) == blanks


def test_a_file_adds_only_so_many_claims_to_one_article() -> None:
    def added(number: int, article: str = "a") -> str:
        good = Named(f"good:{number}", EntityType.GOOD, f"good {number}")
        there = replace(seen(said()), good=good)
        there = replace(there, place=replace(there.place, article=article))
        return json.dumps(Review.of(Kind.ADD, there, "Eve", AT).to_dict())

    lines = [added(number) for number in range(MOST_ADDED)]
    assert len(read_decisions([*lines, *lines], "f")) == MOST_ADDED
    with pytest.raises(ReviewError, match=r"^f, line 501: more than 500 claims are added to one article"):
        read_decisions([*lines, added(MOST_ADDED, "another article with the same text")], "f")


def test_entities_without_an_id_are_looked_up_once_and_of_one_decision_only_a_few() -> None:
    asked: list[str] = []

    def named(told: dict[str, Any]) -> dict[str, Any]:
        if told["id"]:
            return told
        asked.append(told["name"])
        return {**told, "id": "org:other"}

    line = json.dumps(MERGED.to_dict() | {"says": {"other": {**OTHER, "id": ""}}})
    assert [one.id for one in read_decisions([line] * 3, "f", named)] == [MERGED.id]
    assert asked == ["Other"]
    many = {"other": OTHER, "more": [{**OTHER, "id": "", "name": f"{n}"} for n in range(MOST_NAMED + 1)]}
    with pytest.raises(ReviewError, match=r"^f, line 1: it names more than 8 entities without an id$"):
        read_decisions([json.dumps(MERGED.to_dict() | {"says": many})], "f", named)
    assert asked == ["Other"]


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, len(TEXT), TEXT.replace("lathes", "guns..")), (5, 9, "Norl"), (900, 907, "Norland"), (0, 2**40, "Norland")],
)
def test_words_that_an_article_does_not_hold_are_told_by_no_decision(start: int, end: int, quote: str) -> None:
    place = replace(seen(said()).place, start=start, end=end, quote=quote)
    there = replace(seen(said()), place=place, supplier=Named("state:SD", EntityType.STATE, "Sudria"))
    article = said()
    assert Reviews([Review.of(Kind.ADD, there, "Eve", AT)]).effective(article).statements == article.statements


def test_roles_that_stand_outside_of_the_article_are_told_of_no_statement() -> None:
    there = seen(said())
    roles = (RoleSpan(Role.SUPPLIER, 0, 7), RoleSpan(Role.GOOD, 900, 907), RoleSpan(Role.RECIPIENT, 9, 3))
    sudria = Named("state:SD", EntityType.STATE, "Sudria")
    added = replace(there, place=replace(there.place, roles=roles), supplier=sudria)
    (_, told_now) = told(said(), Review.of(Kind.ADD, added, "Eve", AT))
    assert told_now.roles == roles[:1]
    far = {"trigger": {"span": [900, 907], "words": "sold"}, "good": {"entity": LATHES_NAMED, "span": [900, 907]}}
    (corrected,) = told(said(), decided(Kind.CORRECT, said(), **far))
    assert all(one.end <= len(TEXT) for one in corrected.roles)


def test_without_decisions_the_article_is_the_very_same() -> None:
    article = said()
    assert Reviews().effective(article) is article
    assert Reviews([REJECTED]).effective(said("Norland sold nothing.")).statements


def test_a_rejected_statement_goes_with_what_only_it_named_and_named_states_stay() -> None:
    after = Reviews([REJECTED]).effective(said())
    assert after.statements == ()
    names = {entity.id for entity in after.entities}
    assert {NORLAND.id, VERIDIA.id} <= names
    assert not {MINISTER.id, LATHES.id} & names


def test_a_better_reading_of_the_same_words_is_the_one_that_was_judged() -> None:
    tools = replace(LATHES, id="good:machine-tools")
    better = Claim.of(NORLAND.id, VERIDIA.id, tools.id)
    article = replace(said(about=better), entities=(*ENTITIES, tools))
    assert told(article, REJECTED) == []


def test_who_calls_a_part_wrong_means_no_reading_with_another_part() -> None:
    wrong = decided(Kind.REJECT, said(), reason="wrong recipient")
    other = Entity("state:SD", EntityType.STATE, "Sudria")
    right = replace(said(about=Claim.of(NORLAND.id, other.id, LATHES.id)), entities=(*ENTITIES, other))
    assert len(told(right, wrong)) == 1
    assert told(said(), wrong) == []


@pytest.mark.parametrize(
    ("reason", "stance", "speaker", "left"),
    [
        (Reason.SPEAKER, Stance.ALLEGES, VERIDIA, 1),
        (Reason.SPEAKER, Stance.ALLEGES, MINISTER, 0),
        (Reason.POLARITY, Stance.ASSERTS, MINISTER, 1),
        (Reason.NO_TRANSFER, Stance.ASSERTS, None, 0),
        (Reason.NO_TRANSFER, Stance.DENIES, MINISTER, 1),
    ],
)
def test_voice_and_polarity_count_where_they_were_judged(
    reason: Reason, stance: Stance, speaker: Entity | None, left: int
) -> None:
    review = decided(Kind.REJECT, said(), reason=reason.value)
    assert len(told(said(stance=stance, speaker=speaker), review)) == left


def test_in_an_edited_text_the_quote_is_looked_for() -> None:
    moved = said(f"Update: 🚢 more follows. {TEXT}")
    assert told(moved, REJECTED) == []
    outcome = Reviews([REJECTED]).outcome(said("Norland sold lathes to Veridia, Ana Sol hinted."))
    assert outcome.fits == frozenset()


@pytest.mark.parametrize(
    ("text", "start", "by"),
    [
        ("lathes, lathes, lathes", 9, -1),
        ("lathes, lathes, lathes", 14, 2),
        ("lathes, lathes, lathes", 4, -4),  # as near before as after: before
        ("lathes, lathes, lathes", 8, 0),
        ("lathes, lathes, lathes", 99, -83),
        ("no", 0, None),
        ("ships", 2, None),
    ],
)
def test_of_several_places_of_a_quote_the_nearest_counts(text: str, start: int, by: int | None) -> None:
    place = Place("a", "a", text_hash("of before"), start, start + 6, "lathes")
    assert moved(place, AsRead.of(Reading(document("a", text, "Wire"), (), (), ()))) == by


@pytest.mark.parametrize("quote", ["a", "aa", "aba", "abab"])
def test_places_of_a_quote_may_overlap(quote: str) -> None:
    text = "ab" * 5 + "a" * 4
    article = AsRead.of(Reading(document("a", text, "Wire"), (), (), ()))
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    for start in range(len(text) + 3):
        place = Place("a", "a", text_hash("of before"), start, start + len(quote), quote)
        assert moved(place, article) == min((at - start for at in places), key=abs)


def test_a_span_of_a_correction_moves_with_the_text() -> None:
    start = TEXT.index("Ana Sol")
    right = {"speaker": {"entity": Named(VERIDIA.id, VERIDIA.type, "Veridia").to_dict(), "span": [start, start + 7]}}
    (statement,) = told(said(f"Late. {TEXT}"), decided(Kind.CORRECT, said(), **right))
    assert RoleSpan(Role.SPEAKER, start + 6, start + 13) in statement.roles
    assert (statement.speaker, statement.checked) == (VERIDIA.id, Checked.CORRECTED)


def test_the_last_word_of_one_reviewer_counts_and_two_are_in_conflict() -> None:
    confirmed = decided(Kind.CONFIRM, said(), at="2026-03-02T10:00:00+00:00")
    (statement,) = told(said(), REJECTED, confirmed)
    assert statement.checked is Checked.CONFIRMED
    (statement,) = told(said(), REJECTED, decided(Kind.CONFIRM, said(), by="Ben"))
    assert statement.checked is Checked.IN_CONFLICT
    assert told(said(), REJECTED, decided(Kind.REJECT, said(), by="Ben", reason="wrong good")) == []


def test_an_added_claim_that_is_read_later_is_there_once() -> None:
    added = Review.of(Kind.ADD, seen(said()), "Ada", AT)
    assert [one.checked for one in told(said(), added)] == [Checked.CONFIRMED]
    nothing = replace(said(), claims=(), statements=())
    assert [one.checked for one in told(nothing, added)] == [Checked.ADDED]


def test_what_was_read_is_kept_as_json() -> None:
    article = said(confidence=0.83)
    again = AsRead.of_json(article.article, article.to_json(), TEXT)
    assert again.digest(text_hash(TEXT)) == article.digest(text_hash(TEXT))
    assert set(again.entities) == set(article.entities)


def judged(article: AsRead, *reviews: Review, checked: bool = True) -> JudgedArticle:
    all_of_them = Reviews(reviews)
    return JudgedArticle(article, all_of_them.effective(article), tuple(all_of_them.judged(article)), checked)


def test_precision_recall_and_calibration_follow_from_decisions() -> None:
    sure, unsure = said(confidence=0.9), said(confidence=0.3)
    missed = Review.of(Kind.ADD, replace(seen(said()), stance=Stance.DENIES), "Ada", AT)
    measured = evaluated(
        [
            judged(sure, decided(Kind.CONFIRM, sure)),
            judged(sure),
            judged(unsure, REJECTED, checked=False),
            judged(unsure, decided(Kind.CORRECT, unsure, **WITH_ANOTHER_GOOD), missed),
        ]
    )
    overall = measured.overall
    assert (measured.articles, measured.checked) == (4, 3)
    assert (overall.right, overall.wrong, overall.missed) == (2, 2, 2)
    assert (overall.precision, overall.recall) == (0.5, 0.5)
    assert measured.by_outlet.keys() == {"Wire"}
    assert measured.by_type.keys() == {"State → State"}
    assert [(one.readings, one.confidence, one.right) for one in measured.calibration] == [(2, 0.3, 0.0), (2, 0.9, 1.0)]
    assert measured.error == pytest.approx(0.2)


def test_a_checked_article_is_gold_and_a_training_item() -> None:
    one = judged(said(), decided(Kind.CORRECT, said(), **WITH_ANOTHER_GOOD))
    gold = gold_of(one)
    (record,) = gold["claims"]
    assert (record["supplier"], record["good"], record["polarity"]) == ("Norland", "cars", "alleged")
    assert record["sources"] == [{"name": "Ana Sol", "stance": "alleges"}]
    assert not gold["hard_negative"]
    assert not training_item(one)["usable"], "nobody marked where the cars stand"
    item = training_item(judged(said()))
    assert item["usable"]
    assert item["sha256"] == text_hash(TEXT)
    assert TEXT[slice(*item["claims"][0]["spans"]["trigger"])] == "sold"
    assert gold_of(judged(said(), REJECTED))["hard_negative"]


def entity(type: EntityType, name: str, **more: object) -> Entity:
    id = f"{type.value.lower()}:{name.lower().replace(' ', '-')}"
    return replace(Entity(id, type, name), **more)  # type: ignore[arg-type]


FIRM, BODY, OFFICIAL = EntityType.FIRM, EntityType.ORGANIZATION, EntityType.OFFICIAL


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (entity(FIRM, "Wagner"), entity(BODY, "Wagner"), Likeness.OTHER_TYPE),
        (entity(BODY, "WFP"), entity(BODY, "World Food Programme"), Likeness.ACRONYM),
        (entity(FIRM, "Rosoboron"), entity(FIRM, "Rosoborom"), Likeness.SPELLING),
        (entity(FIRM, "Rosoboron"), entity(FIRM, "Rosobroon"), Likeness.SPELLING),
        (entity(FIRM, "Rosoboron"), entity(FIRM, "Rosobrin"), None),
        (entity(OFFICIAL, "Yevgeny Prigozhin"), entity(OFFICIAL, "Yevgeniy Prigoshin"), Likeness.SPELLING),
        (entity(FIRM, "Velmar Optics"), entity(FIRM, "Optics Velmar"), Likeness.SPELLING),
        (entity(FIRM, "Завод Прогресс"), entity(FIRM, "Завод Прогрес"), Likeness.SPELLING),
        (entity(OFFICIAL, "Sol"), entity(OFFICIAL, "Ana Sol"), Likeness.TITLE),
        (entity(FIRM, "Acme"), entity(FIRM, "Acme GmbH"), Likeness.LEGAL_FORM),
        (entity(BODY, "KDIC"), replace(entity(BODY, "KDIC"), id="organization:a2/kdic"), Likeness.SAME_NAME),
        (entity(FIRM, "Acme"), entity(FIRM, "Bolt"), None),
        (entity(FIRM, "Acmes", country="state:KE"), entity(BODY, "Acmes", country="state:CL"), None),
    ],
)
def test_likely_equals_come_with_their_reason(one: Entity, other: Entity, reason: Likeness | None) -> None:
    articles = {one.id: {"a"}, other.id: {"a", "b"}}
    found = likely_equals([one, other], articles, bare=lambda name: name.removesuffix(" GmbH"))
    assert [each.reason for each in found] == ([] if reason is None else [reason])
    assert likely_equals([one, other], articles, apart=[frozenset({one.id, other.id})]) == []


def test_what_is_little_sure_and_much_depends_on_comes_first() -> None:
    articles = [said(confidence=0.9), said("Norland sold lathes to Veridia, it was said.", confidence=0.2)]
    second = replace(articles[1].article, id="b")
    statements = [*articles[0].statements, *(replace(one, id="statement:b") for one in articles[1].statements)]
    network = Network.of(ENTITIES, [articles[0].article, second], [claim(LATHES)], statements)
    items = worklist(network)
    assert [one.id for one in items] == ["statement:b", articles[0].statements[0].id]
    assert items[0].because[0] is Because.LOW_CONFIDENCE
    assert [one.id for one in worklist(network, unsure={"statement:b"})][-1] == "statement:b"
    checked = [replace(one, checked=Checked.CONFIRMED) for one in statements]
    assert worklist(Network.of(ENTITIES, [articles[0].article], [claim(LATHES)], checked)) == []


def test_the_words_of_the_transfer_are_corrected_without_making_the_reading_wrong() -> None:
    article = said()
    words = {"span": [0, 12], "words": "Norland sold"}
    reviews = Reviews([decided(Kind.CORRECT, article, trigger=words)])
    (corrected,) = reviews.effective(article).statements
    places = [(one.start, one.end) for one in corrected.roles if one.role is Role.TRIGGER]
    assert (corrected.trigger, places, corrected.checked) == ("Norland sold", [(0, 12)], Checked.CORRECTED)
    assert [one.verdict for one in reviews.judged(article)] == [Verdict.RIGHT]
    others = [decided(Kind.CORRECT, article, by="Ben", trigger={"span": [8, 12], "words": "sold"}), *reviews.all]
    assert [one.checked for one in told(article, *others)] == [Checked.IN_CONFLICT]
    with pytest.raises(ReviewError, match="the span 12-12 is empty"):
        decided(Kind.CORRECT, article, trigger={"span": [12, 12]})


def test_a_file_of_decisions_that_cannot_be_read_is_named() -> None:
    def broken() -> Iterator[str]:
        yield "\n"
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(ReviewError, match=r"^mine\.jsonl: cannot be read \(Input/output error\)$"):
        read_decisions(broken(), "mine.jsonl")
