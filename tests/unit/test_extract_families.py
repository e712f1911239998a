"""Metamorphic tests: what must stay the same, and what must change, when a sentence is said in another way."""

from __future__ import annotations

from typing import Any

import pytest
from families import GOODS, IN, OUT, STATES, Told, Verb, tell, verbs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked import claims_of, document

from claimgraph.graph.model import Reading
from claimgraph.loaders.extract.extractor import Extractor

MAIN = ("active", "active with", "passive", "passive with", "reverse", "reverse passive")
"""Shapes whose main verb is the trigger, so that what is put before the sentence governs it."""


def reading_of(extractor: Extractor, text: str) -> Reading:
    reading = extractor.read(document(text))
    reading.check()
    return reading


def claims(extractor: Extractor, text: str) -> list[dict[str, Any]]:
    return claims_of(reading_of(extractor, text))


def triples(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    return {(claim["supplier"], claim["recipient"], claim["good"].lower()) for claim in claims(extractor, text)}


@pytest.mark.parametrize("shape", MAIN)
def test_one_proposition_is_read_in_every_main_shape(extractor: Extractor, shape: str) -> None:
    """How much is read of others stands in tests/eval/shapes.json."""
    for verb in verbs(shape)[:3]:
        for supplier, recipient, good in (("Kenya", "Norway", "lathes"), ("Serbia", "Ghana", "rifles")):
            told = tell(shape, verb, supplier, recipient, good)
            assert triples(extractor, told.text) == {(supplier, recipient, good)}, told.text


ARTICLE = (
    "{0} accused {1} of shipping {5} to {2} through {3}. {1} denied this. According to {4}, {2} bought {6} from {1} "
    "last year. {3} may have sold {6} to {2}, {0} said. {4} never sold {5} to {3}. {1} will deliver {6} to {4}."
)


@pytest.mark.parametrize("turn", [1, 2, 3, 4, 5])
def test_other_names_change_nothing_but_the_names(extractor: Extractor, turn: int) -> None:
    def told(names: tuple[str, ...], goods: tuple[str, ...]) -> list[tuple[Any, ...]]:
        places = {name.lower(): number for number, name in enumerate((*names, *goods))}
        return [
            (
                *(places[claim[part].lower()] for part in ("supplier", "recipient", "good")),
                claim["polarity"],
                claim["modality"],
                claim["hedged"],
                tuple((places[source["name"].lower()], source["stance"]) for source in claim["sources"]),
                tuple(places[via.lower()] for via in claim["via"]),
            )
            for claim in claims(extractor, ARTICLE.format(*names, *goods))
        ]

    first = told(STATES[:5], GOODS[:2])
    assert len(first) == 5
    assert told(STATES[turn : turn + 5], GOODS[turn : turn + 2]) == first


def _after(opening: str, told: Told) -> str:
    """A sentence as the complement of another."""
    text = told.text
    keeps = text.startswith((told.supplier, told.recipient))
    return f"{opening} {text if keeps else text[:1].lower() + text[1:]}"


def _told(shape: str) -> list[Told]:
    return [tell(shape, verb, "Kenya", "Norway", "lathes") for verb in verbs(shape)]


@pytest.mark.parametrize("shape", MAIN)
@pytest.mark.parametrize(
    ("opening", "polarity", "stance"),
    [
        ("Chile said that", "alleged", "alleges"),
        ("Chile alleged that", "alleged", "alleges"),
        ("Chile denied that", "denied", "denies"),
    ],
)
def test_what_is_put_before_a_sentence_makes_its_speaker(
    extractor: Extractor, shape: str, opening: str, polarity: str, stance: str
) -> None:
    for told in _told(shape):
        text = _after(opening, told)
        (claim,) = claims(extractor, text)
        assert (claim["supplier"], claim["recipient"], claim["polarity"]) == ("Kenya", "Norway", polarity), text
        assert claim["sources"] == [{"name": "Chile", "id": "state:CL", "stance": stance}], text


@pytest.mark.parametrize("shape", MAIN)
def test_whoever_rejects_claims_denies_and_nobody_of_the_claim_itself_is_their_source(
    extractor: Extractor, shape: str
) -> None:
    for told in _told(shape):
        (claim,) = claims(extractor, _after("Chile rejected claims that", told))
        assert claim["sources"] == [{"name": "Chile", "id": "state:CL", "stance": "denies"}], told.text


TURNS = {
    "has not {part} {G} to {R}": (False, "negated", "actual"),
    "did not {inf} {G} to {R}": (False, "negated", "actual"),
    "has never {part} {G} to {R}": (False, "negated", "actual"),
    "may have {part} {G} to {R}": (True, None, "actual"),
    "possibly {past} {G} to {R}": (True, None, "actual"),
    "will {inf} {G} to {R}": (False, "asserted", "planned"),
    "plans to {inf} {G} to {R}": (False, "asserted", "planned"),
    "stopped {ing} {G} to {R}": (False, "negated", "blocked"),
}
REVERSED = {turn.replace("{G} to {R}", "{G} from {S}"): outcome for turn, outcome in TURNS.items()}


def _turns() -> list[Any]:
    return [
        pytest.param(f"{subject} {turn}.", verb, outcome, id=f"{verb.inf}: {turn}")
        for subject, turns, made_with in (("{S}", TURNS, OUT[:4]), ("{R}", REVERSED, IN[:3]))
        for turn, outcome in turns.items()
        for verb in made_with
    ]


@pytest.mark.parametrize(("text", "verb", "outcome"), _turns())
def test_a_word_at_the_verb_flips_or_softens_the_claim(
    extractor: Extractor, text: str, verb: Verb, outcome: tuple[bool, str | None, str]
) -> None:
    forms = {"inf": verb.inf, "past": verb.past, "part": verb.part, "ing": verb.ing}
    (claim,) = claims(extractor, text.format(S="Kenya", R="Norway", G="lathes", **forms))
    hedged, polarity, modality = outcome
    assert (claim["supplier"], claim["recipient"]) == ("Kenya", "Norway")
    assert (claim["hedged"], claim["modality"]) == (hedged, modality)
    assert polarity is None or claim["polarity"] == polarity


@pytest.mark.parametrize("opening", ["If", "Unless", "Whether"])
def test_a_condition_claims_nothing(extractor: Extractor, opening: str) -> None:
    for told in (each for shape in MAIN for each in _told(shape)):
        text = f"{_after(opening, told)[:-1]}, prices would rise."
        assert claims(extractor, text) == [], text


def test_a_question_claims_nothing(extractor: Extractor) -> None:
    for told in (each for shape in MAIN for each in _told(shape)):
        assert claims(extractor, f"{told.text[:-1]}?") == []


ODD_LETTERS = "אבגدهوہ \u202e\u2066\u200d\u0301\ud800\udfff\U0001f6a2\U0001d518\ufeff\x00\x85\u2028ßİﬁ"
ODD = st.text(st.sampled_from(ODD_LETTERS), max_size=60)
WORDS = st.sampled_from(["Kenya", "sold", "lathes", "to", "Norway", ".", "“", "denied", "it"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD, ODD)
def test_odd_letters_around_a_sentence_shift_its_evidence_and_change_nothing(
    extractor: Extractor, before: str, after: str
) -> None:
    sentence = "Kenya sold lathes to Norway."
    text = f"{before}\n\n{sentence}\n\n{after}"
    (statement,) = reading_of(extractor, text).statements
    assert (statement.evidence.start, statement.evidence.quote) == (len(before) + 2, sentence)
    assert {text[role.start : role.end] for role in statement.roles} == {"Kenya", "sold", "lathes", "Norway"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(ODD, WORDS), max_size=30))
def test_odd_letters_among_words_yield_a_reading_that_holds_and_the_same_twice(
    extractor: Extractor, words: list[str]
) -> None:
    text = " ".join(words)
    assert reading_of(extractor, text) == reading_of(extractor, text)


@pytest.mark.parametrize(
    "piece", ["Kenya sold lathes to Norway and ", "lathes", "“said ", "sold " * 7 + "\U0001f6a2", "; ", "A. "]
)
def test_a_hundred_kilobytes_without_a_full_stop_are_read_to_their_end(extractor: Extractor, piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000] + "\nKenya sold lathes to Norway."
    assert ("Kenya", "Norway", "lathes") in triples(extractor, text)
