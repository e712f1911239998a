"""Whatever reviewers decide about whatever was read: an article can be told, kept, and turned back."""

from __future__ import annotations

from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st
from random_readings import IDENTITIES, PARTIES, readings

from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import ReviewError
from claimgraph.graph.model import EntityType, Modality, Reading, Stance
from claimgraph.graph.review import OF_ENTITIES, Named, Place, ReadThere, Reason, Review
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.change import Told, told_by
from claimgraph.graph.store.identity import Identities, Merge
from claimgraph.graph.store.kept import Condition, Kept
from claimgraph.graph.store.reviewed import Reviews
from claimgraph.graph.store.reviewing import named_in, reading_of
from claimgraph.graph.store.rows import Row, article_row, digest_of, statement_row

NUMBERS = st.integers(0, 30)
DRAWN = st.lists(
    st.tuples(st.sampled_from([*Kind]), st.sampled_from(("Ada", "Ben")), NUMBERS, NUMBERS), min_size=1, max_size=6
)
MERGES = st.lists(
    st.tuples(st.sampled_from(IDENTITIES), st.sampled_from(IDENTITIES)).filter(
        lambda two: two[0] != two[1] and two[0].partition(":")[0] == two[1].partition(":")[0]
    ),
    max_size=2,
    unique_by=lambda two: two[1],
)


@given(readings(), DRAWN, MERGES)
def test_what_was_read_can_be_told_from_what_is_kept(
    reading: Reading, drawn: list[tuple[Kind, str, int, int]], merges: list[tuple[str, str]]
) -> None:
    raw = AsRead.of(reading)
    reviews = _reviews(raw, drawn)
    kept_by = [Merge(kept, kept, other, other, "2026-01-01") for kept, other in merges]
    identities = Identities(kept_by, reviews=Reviews(reviews))
    told = told_by([raw], identities)
    row, mentions, said = _rows(reading, raw, identities)
    kept = Kept.of(row, [reading.document.text], mentions, said)
    assert kept.condition is Condition.SOUND
    assert kept.as_read is not None
    assert _sorted(told_by([kept.as_read], identities)) == _sorted(told)
    undone = told_by([kept.as_read], Identities(kept_by))
    assert _sorted(undone) == _sorted(told_by([raw], Identities(kept_by))), "nothing is left of the decisions"
    damaged = [(claim, {**one, "hedged": not one["hedged"]}) for claim, one in said]
    assert not said or Kept.of(row, [reading.document.text], mentions, damaged).condition is Condition.CHANGED


@given(readings(), DRAWN)
def test_who_decides_first_does_not_matter_but_for_ones_own_last_word(
    reading: Reading, drawn: list[tuple[Kind, str, int, int]]
) -> None:
    raw = AsRead.of(reading)
    reviews = _reviews(raw, drawn)
    forward, backward = Reviews(reviews), Reviews(reversed(reviews))
    assert forward.effective(raw) == backward.effective(raw)
    outcome = forward.outcome(raw)
    assert outcome.conflicts <= outcome.fits <= {one.id for one in reviews}


@given(readings(), DRAWN)
def test_a_decision_is_not_lost_by_reading_the_same_again(
    reading: Reading, drawn: list[tuple[Kind, str, int, int]]
) -> None:
    raw = AsRead.of(reading)
    reviews = Reviews(_reviews(raw, drawn))
    again = AsRead.of(replace(reading, statements=tuple(replace(one, confidence=0.5) for one in reading.statements)))
    assert reviews.outcome(again).fits == reviews.outcome(raw).fits


def _sorted(told: Told) -> Told:
    """What is told, mentions in order: the graph has them in none."""
    return replace(told, mentions={id: sorted(mentions) for id, mentions in told.mentions.items()})


def _reviews(raw: AsRead, drawn: list[tuple[Kind, str, int, int]]) -> list[Review]:
    """Decisions about an article, as far as they can be."""
    found = []
    known = named_in(raw.entities)
    for number, (kind, by, first, second) in enumerate(drawn):
        about, says = _decision(raw, known, kind, first, second)
        if about is None:
            continue
        try:
            found.append(Review.of(kind, about, by, f"2026-03-{number + 1:02d}", says))
        except ReviewError:
            continue
    return found


def _decision(
    raw: AsRead, known: dict[str, Named], kind: Kind, first: int, second: int
) -> tuple[ReadThere | Named | None, dict[str, object]]:
    names = [known[id] for id in sorted(known)]
    claims = {claim.id: claim for claim in raw.claims}
    if kind in OF_ENTITIES:
        if not names:
            return None, {}
        other = names[second % len(names)].to_dict()
        says = {
            Kind.SET_TYPE: {"type": list(EntityType)[second % 5].value},
            Kind.RENAME: {"name": f"Name {second % 3}"},
            Kind.BASED_IN: {"state": other},
            Kind.SPEAKS_FOR: {"principal": other},
        }
        return names[first % len(names)], says[kind]
    if kind is Kind.ADD:
        supplier, recipient = (Named(id, EntityType(id.partition(":")[0].title()), id) for id in PARTIES[first % 5])
        place = _place(raw)
        good = Named("good:new", EntityType.GOOD, "new")
        return ReadThere(place, supplier, recipient, good, list(Stance)[second % 3]), {}
    if not raw.statements:
        return None, {}
    statement = raw.statements[first % len(raw.statements)]
    there = reading_of(raw, claims[statement.claim], statement)
    if kind is Kind.CONFIRM:
        return there, {}
    if kind is Kind.REJECT:
        return there, {"reason": list(Reason)[second % len(Reason)].value}
    if kind is Kind.CORRECT:
        part = names[second % len(names)]
        role = "good" if part.type is EntityType.GOOD else ("supplier", "recipient", "speaker")[second % 3]
        says = {role: {"entity": part.to_dict(), "span": [0, 3] if second % 2 else None}}
        return there, {**says, **({"modality": Modality.PLANNED.value} if second % 4 == 0 else {})}
    return None, {}


def _place(raw: AsRead) -> Place:
    article = raw.article
    return Place(article.id, article.name, article.sha256, 0, 7, raw.text[0:7])


def _rows(
    reading: Reading, raw: AsRead, identities: Identities
) -> tuple[Row, list[tuple[str, str]], list[tuple[Row, Row]]]:
    """What the store would hold of an article."""
    told = told_by([raw], identities)
    id = raw.article.id
    kept, told_digest = told.kept.get(id, (None, None))
    row = article_row(reading, digest_of(reading, raw.mentions))
    row |= {"as_read": kept, "told": told_digest, "set_aside": told.aside.get(id)}
    claims = {one.id: {**asdict(one), "modality": one.modality.value} for one in told.claims.values()}
    said = [(claims[one.claim], statement_row(one, told.read.get(one.id))) for one in told.statements.values()]
    return row, list(told.mentions[id]), said
