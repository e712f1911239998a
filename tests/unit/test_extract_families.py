"""Metamorphic tests: what must stay the same, and what must change, when a sentence is said in another way."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from families import FIRMS, GOODS, IN, OUT, SHAPES, STATES, Told, Verb, family, tell, verbs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders.extract.extractor import Extractor, load_extractor
from claimgraph.loaders.extract.records import to_record

UNREAD = {
    "gerund": {"hand over": "read as a noun"},
    "reduced": {"lend": "read as a noun or a finite verb"},
    "reduced, agent first": {"lend": "read as a noun or a finite verb"},
    "reverse gerund": {"source": "read as an adjective"},
    "{R} may have {part} {G} from {S}.": {"procure": "hung below its own auxiliary"},
}
"""Shapes and verbs that the parser misreads; a form that comes to be read must be taken out here."""
MAIN = ("active", "active with", "two objects", "passive", "passive with", "reverse", "reverse passive")
"""Shapes whose main verb is the trigger, so that what is put before the sentence governs it."""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor("rules")


def reading_of(extractor: Extractor, text: str, name: str = "a") -> Reading:
    reading = extractor.read(Document(Article(name, name, text_hash(text)), text))
    reading.check()
    return reading


def claims(extractor: Extractor, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = to_record(reading_of(extractor, text))["claims"]
    return found


def triples(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    return {(claim["supplier"], claim["recipient"], claim["good"].lower()) for claim in claims(extractor, text)}


def _unread(shape: str, verb: Verb) -> list[pytest.MarkDecorator]:
    """The mark of a form that is not read."""
    reason = UNREAD.get(shape, {}).get(verb.inf)
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


def _forms() -> list[Any]:
    return [
        pytest.param(shape, verb, marks=_unread(shape, verb), id=f"{shape}: {verb.inf}")
        for shape in SHAPES
        for verb in verbs(shape)
    ]


@pytest.mark.parametrize(("shape", "verb"), _forms())
def test_one_proposition_is_read_in_every_shape(extractor: Extractor, shape: str, verb: Verb) -> None:
    for supplier, recipient, good in (("Kenya", "Norway", "lathes"), ("Serbia", "Ghana", "rifles")):
        told = tell(shape, verb, supplier, recipient, good)
        assert triples(extractor, told.text) == {(supplier, recipient, good)}, told.text


@pytest.mark.parametrize("shape", SHAPES)
def test_supplier_and_recipient_are_never_swapped(extractor: Extractor, shape: str) -> None:
    told = [each for names in ((STATES, FIRMS), (FIRMS, STATES), (FIRMS, FIRMS)) for each in family(shape, *names)]
    swapped = [each.text for each in told if _is_swapped(extractor, each)]
    assert swapped == []


def _is_swapped(extractor: Extractor, told: Told) -> bool:
    return any(
        told.recipient.startswith(supplier) or told.supplier.startswith(recipient)
        for supplier, recipient, _ in triples(extractor, told.text)
    )


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape not in ("two objects", "relative, no pronoun")])
def test_names_never_heard_before_are_read_like_known_ones(extractor: Extractor, shape: str) -> None:
    """With names of firms that end in a word for firms; two names side by side need the list of states."""
    verb = verbs(shape)[0]
    for supplier, recipient in (("Velmora Group", "Kenya"), ("Kenya", "Velmora Group")):
        told = tell(shape, verb, supplier, recipient, "lathes")
        assert triples(extractor, told.text) == {(supplier, recipient, "lathes")}, told.text


ARTICLE = (
    "{0} accused {1} of shipping {5} to {2} through {3}. {1} denied this. According to {4}, {2} bought {6} from {1} "
    "last year. {3} may have sold {2} {6}, {0} said. {4} never sold {5} to {3}. {1} will deliver {6} to {4}."
)


@pytest.mark.parametrize("turn", range(1, 6))
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
    "may have {part} {G} to {R}": (True, "asserted", "actual"),
    "possibly {past} {G} to {R}": (True, "asserted", "actual"),
    "will {inf} {G} to {R}": (False, "asserted", "planned"),
    "plans to {inf} {G} to {R}": (False, "asserted", "planned"),
    "stopped {ing} {G} to {R}": (False, "negated", "blocked"),
}
REVERSED = {turn.replace("{G} to {R}", "{G} from {S}"): outcome for turn, outcome in TURNS.items()}


def _turns() -> list[Any]:
    return [
        pytest.param(text, verb, outcome, marks=_unread(text, verb), id=f"{verb.inf}: {text}")
        for subject, turns, made_with in (("{S}", TURNS, OUT), ("{R}", REVERSED, IN))
        for turn, outcome in turns.items()
        for verb in made_with
        for text in [f"{subject} {turn}."]
    ]


@pytest.mark.parametrize(("text", "verb", "outcome"), _turns())
def test_a_word_at_the_verb_flips_or_softens_the_claim(
    extractor: Extractor, text: str, verb: Verb, outcome: tuple[bool, str, str]
) -> None:
    forms = {"inf": verb.inf, "past": verb.past, "part": verb.part, "ing": verb.ing}
    (claim,) = claims(extractor, text.format(S="Kenya", R="Norway", G="lathes", **forms))
    assert (claim["supplier"], claim["recipient"]) == ("Kenya", "Norway")
    assert (claim["hedged"], claim["polarity"], claim["modality"]) == outcome


@pytest.mark.parametrize("opening", ["If", "Unless", "Whether"])
def test_a_condition_claims_nothing(extractor: Extractor, opening: str) -> None:
    for told in (each for shape in MAIN for each in _told(shape)):
        text = f"{_after(opening, told)[:-1]}, prices would rise."
        assert claims(extractor, text) == [], text


def test_a_question_claims_nothing(extractor: Extractor) -> None:
    for told in (each for shape in MAIN for each in _told(shape)):
        assert claims(extractor, f"{told.text[:-1]}?") == []


def test_the_order_of_articles_does_not_matter(extractor: Extractor) -> None:
    texts = [
        "Spain accused China of selling lathes to Kenya. The ministry denied this.",
        "The ministry said it had sold rifles. They went to Ghana.",
        "Velmora Group, a broker in Izmir, shipped pumps to Peru. The firm declined to comment.",
    ]
    documents = [Document(Article(name, name, text_hash(text)), text) for name, text in zip("abc", texts, strict=True)]
    alone = {document.article.id: extractor.read(document) for document in documents}
    for order in permutations(documents):
        assert {reading.document.article.id: reading for reading in extractor.read_many(order)} == alone


def test_two_extractors_read_one_document_alike(extractor: Extractor) -> None:
    text = ARTICLE.format(*STATES[:5], *GOODS[:2])
    assert reading_of(load_extractor("rules"), text) == reading_of(extractor, text)


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
