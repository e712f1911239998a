"""An explained reading says of every candidate what was tried and why it was kept or dropped, from the very run."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from marked import Scripted, Sees, all_told, told

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.explained import SentenceTold, TracedExtractor, TriggerTold, Words, explain
from claimgraph.loaders.extract.extractor import load_extractor
from claimgraph.loaders.extract.labeller.extractor import LabelledExtractor
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.trace import SILENT, Event, Finished, Opened, Selected, Stated, Tried, Why
from claimgraph.loaders.gazetteer import Gazetteer

NEWS = (
    "“Spain accused China of shipping 40 lathes to Morocco through Turkey.” Beijing denied this.\n"
    "Did Iran sell drones to Sudan? If Iran sends drones to Sudan, prices will rise. Snow fell. Rain fell. Hail fell."
)


class Listener:
    """A trace that keeps the events as they come."""

    listens = True

    def __init__(self) -> None:
        self.heard: list[Event] = []

    def note(self, event: Event, /) -> None:
        self.heard.append(event)


@pytest.fixture(scope="module")
def extractor() -> TracedExtractor:
    loaded = load_extractor("rules")
    assert isinstance(loaded, TracedExtractor)
    return loaded


def document(text: str) -> Document:
    return Document(Article("a", "a", text_hash(text)), text)


def told_of(extractor: TracedExtractor, text: str) -> tuple[SentenceTold, ...]:
    return explain(extractor, document(text)).sentences


def trigger(extractor: TracedExtractor, text: str, word: str) -> TriggerTold:
    """What is told of the trigger of this form, which stands once in the text."""
    (found,) = [each for told in told_of(extractor, text) for each in told.triggers if each.words.text == word]
    return found


def test_the_reading_is_the_same_whoever_listens(extractor: TracedExtractor) -> None:
    silent = extractor.read_traced(document(NEWS), SILENT)
    assert explain(extractor, document(NEWS)).reading == silent
    assert extractor.read_traced(document(NEWS), Listener()) == silent


def test_events_come_in_the_order_in_which_things_happen(extractor: TracedExtractor) -> None:
    listener = Listener()
    reading = extractor.read_traced(document(NEWS), listener)
    kinds = [type(event) for event in listener.heard]
    assert kinds[0] is Selected
    assert kinds[-1] is Finished
    assert kinds.index(Opened) < kinds.index(Tried) < kinds.index(Stated)
    stated = [event.statement for event in listener.heard if isinstance(event, Stated)]
    assert stated == list(reading.statements)


def test_every_sentence_is_told_with_its_place_parsed_or_not(extractor: TracedExtractor) -> None:
    sentences = told_of(extractor, NEWS)
    assert [told.number for told in sentences] == list(range(1, 8))
    assert all(NEWS[told.start : told.end] == told.text for told in sentences)
    assert [told.number for told in sentences if not told.parsed] == [6, 7]
    assert [told.number for told in sentences if told.is_of_interest] == [1, 2, 3, 4]


def _words(node: object) -> list[Words]:
    """All words anywhere in what is told of a sentence."""
    if isinstance(node, Words):
        return [node]
    if isinstance(node, dict):
        return [word for each in node.values() for word in _words(each)]
    if isinstance(node, tuple):
        return [word for each in node for word in _words(each)]
    slots = getattr(node, "__dataclass_fields__", {})
    return [word for name in slots for word in _words(getattr(node, name))]


def test_every_word_stands_where_it_says(extractor: TracedExtractor) -> None:
    words = [word for told in told_of(extractor, NEWS) for word in _words(told)]
    assert len(words) > 20
    assert [word for word in words if NEWS[word.start : word.end] != word.text] == []


def test_a_kept_trigger_shows_frames_parts_speakers_and_statement(extractor: TracedExtractor) -> None:
    shipping = trigger(extractor, NEWS, "shipping")
    frame = shipping.frames[0]
    assert {part: [word.text for word in words] for part, words in frame.parts.items()} == {
        "supplier": ["China"],
        "recipient": ["Morocco"],
        "good": ["lathes"],
        "via": ["Turkey"],
    }
    (judgement,) = shipping.judgements
    (speaking,) = judgement.speakers
    assert (speaking.kind, speaking.cue.text, speaking.speaker and speaking.speaker.text) == (
        "accuse",
        "accused",
        "Spain",
    )
    (kept,) = shipping.kept
    assert (kept.supplier, kept.recipient, kept.good, kept.speaker) == ("China", "Morocco", "lathes", "Spain")


def test_a_phrase_shows_whom_it_means(extractor: TracedExtractor) -> None:
    meanings = {m.words.text: m.entity for told in told_of(extractor, NEWS) for m in told.meanings}
    assert meanings["Beijing"] == meanings["China"] == "state:CN"
    assert meanings["lathes"] == "good:lathes"


def test_a_denial_of_earlier_words_is_told_with_its_sentence(extractor: TracedExtractor) -> None:
    (kept,) = told_of(extractor, NEWS)[1].kept
    assert (kept.stance, kept.speaker, kept.good) == ("denies", "China", "lathes")


def test_a_denial_that_answers_what_it_covers_is_told_at_all_of_it(extractor: TracedExtractor) -> None:
    text = (
        "Norway accused Velmar Optics of selling rifles and mortars to Chad."
        " Velmar Optics said it had sold no weapons to Chad."
    )
    kept = trigger(extractor, text, "sold").kept
    assert [(one.good, str(one.stance)) for one in kept] == [
        ("weapons", "denies"),
        ("rifles", "denies"),
        ("mortars", "denies"),
    ]


@pytest.mark.parametrize(
    ("text", "word", "why"),
    [
        ("China handed Kenya a victory.", "handed", Why.NO_GOOD),
        ("Lathes were sold.", "sold", Why.NO_PARTY),
        ("Turkey ship lathes.", "ship", Why.NO_FRAME),
        ("Kenya bought pumps.", "bought", Why.SUPPLIER_MISSING),
        ("China sold pumps.", "sold", Why.RECIPIENT_MISSING),
        ("They sold pumps to Kenya.", "sold", Why.SUPPLIER_UNRESOLVED),
        ("China sold it to Kenya.", "sold", Why.GOOD_UNRESOLVED),
        ("Norway supplied Norway with gas.", "supplied", Why.SAME_PARTY),
        ("If Iran sends drones to Sudan, prices rise.", "sends", Why.HYPOTHETICAL),
        ("Norway does not plan to sell lathes to Kenya.", "sell", Why.NEGATED_PLAN),
        ("Spain did not say that Norway sold lathes to Kenya.", "sold", Why.NOT_SAID),
        ("Norway denied that it had not sold lathes to Kenya.", "sold", Why.DENIED_NEGATION),
        ("Lathes that China sold to Kenya reached Kenya.", "sold", Why.TAKEN_UP),
        ("Norway sold lathes. Spain did not deny it.", "deny", Why.DENIAL_UNDONE),
        ("Norway sold lathes. Spain rejected the offer.", "rejected", Why.NOTHING_SAID),
        ("Norway sold lathes. Spain denied it.", "denied", Why.NOTHING_TO_ANSWER),
    ],
)
def test_a_dropped_candidate_says_why(extractor: TracedExtractor, text: str, word: str, why: Why) -> None:
    found = trigger(extractor, text, word)
    assert why in [ending.why for ending in found.endings]
    assert found.kept == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Did Iran sell drones to Sudan?", Why.QUESTION),
        ("Norway sold lathes. Spain declined to comment.", Why.BRUSHOFF),
    ],
)
def test_a_sentence_that_ends_as_a_whole_says_why(extractor: TracedExtractor, text: str, why: Why) -> None:
    assert why in [ending.why for ending in told_of(extractor, text)[-1].endings]


@pytest.mark.parametrize(
    ("text", "word", "part", "objection"),
    [
        ("China handed Kenya a victory.", "victory", "good", "listed as no good"),
        ("China gave Kenya happiness.", "happiness", "good", "abstract by its ending"),
        ("Winter brought snow to Kenya.", "Winter", "supplier", "names no state, firm or organization"),
    ],
)
def test_the_typing_gate_says_what_it_has_against_a_phrase(
    extractor: TracedExtractor, text: str, word: str, part: str, objection: str
) -> None:
    considered = [
        each for told in told_of(extractor, text) for t in told.triggers for f in t.frames for each in f.considered
    ]
    (refused, *_) = [each for each in considered if each.words.text == word and each.part == part]
    assert objection in refused.objection


@pytest.mark.parametrize(
    ("text", "effect", "word"),
    [
        ("China will sell lathes to Kenya.", "planned", "will"),
        ("China may have sold lathes to Kenya.", "hedged", "sold"),
        ("China has not sold lathes to Kenya.", "negated", "sold"),
        ("China sold no lathes to Kenya.", "negated", "lathes"),
        ("China stopped selling lathes to Kenya.", "blocked", "stopped"),
    ],
)
def test_an_outlook_names_its_grounds(extractor: TracedExtractor, text: str, effect: str, word: str) -> None:
    grounds = {
        (ground.says, ground.words.text)
        for told in told_of(extractor, text)
        for trigger in told.triggers
        for judgement in trigger.judgements
        for ground in judgement.grounds
    }
    assert (effect, word) in grounds


def test_an_explanation_can_be_written_as_json(extractor: TracedExtractor) -> None:
    sentences = told_of(extractor, NEWS)
    written = json.loads(json.dumps([asdict(told) for told in sentences]))
    assert [told["number"] for told in written] == [told.number for told in sentences]


@pytest.mark.parametrize(
    ("marked", "stated"),
    [
        ("[s Orbelin Trade] [t squirrelled] [g lathes] to [r Belarus], which supplied none.", True),
        ("[s Orbelin Trade] [t squirrelled] [g lathes] away, and supplied none.", False),
    ],
)
def test_the_labellers_tellings_stand_beside_the_frames(marked: str, stated: bool) -> None:
    text, telling = told(marked, "alleged", "hedged")
    labelled = LabelledExtractor(Parser.load(), Gazetteer.load(), Lexicon.load(), Scripted(telling))
    (sentence,) = told_of(labelled, text)
    (shown,) = sentence.tellings
    assert (shown.trigger.text, shown.trigger.sure, not shown.failed) == ("squirrelled", 1.0, stated)
    assert [(word.text, word.sure) for word in shown.parts["supplier"]] == [("Orbelin Trade", 1.0)]
    assert (shown.polarity["alleged"], shown.flags["hedged"]) == (1.0, 1.0)
    assert bool(sentence.kept) is stated


def test_what_is_told_in_an_article_that_is_given_up_is_not_kept() -> None:
    text, telling = told("Kenya wrote on supplies. [s Poland] [t squirrelled] [g lathes] over to [r Chad].")
    labelled = LabelledExtractor(Parser.load(), Gazetteer.load(), Lexicon.load(), Sees(telling))
    _, sentence = told_of(labelled, text)
    assert not sentence.kept
    assert [ending.why for ending in sentence.endings] == [Why.GIVEN_UP]


@pytest.mark.parametrize(("sure", "failed", "rules"), [(1.0, "", ["labeller"]), (0.6, Why.UNSURE, [])])
def test_only_the_labellers_claims_are_kept_and_why_not_those_of_the_rules(
    sure: float, failed: str, rules: list[str]
) -> None:
    text, telling = told("[s China] [t sold] [g lathes] to [r Kenya].", sure=sure)
    labelled = LabelledExtractor(Parser.load(), Gazetteer.load(), Lexicon.load(), Scripted(telling))
    (sentence,) = told_of(labelled, text)
    assert [shown.failed for shown in sentence.tellings] == [failed]
    shown = trigger(labelled, text, "sold")
    assert [kept.rule for kept in shown.kept] == rules
    assert [ending.why for ending in shown.endings] == [Why.NOT_ASKED]


def test_what_is_kept_is_told_as_the_reading_has_it(extractor: TracedExtractor) -> None:
    text = (
        "Norway sold tanks to Chad. Norway sold Leopard tanks to Chad. A firm in Oslo, Oslo Mills, sold tanks to Niger."
    )
    explained = explain(extractor, document(text))
    kept = {one.claim for told in explained.sentences for each in told.triggers for one in each.kept}
    assert kept == {claim.id for claim in explained.reading.claims}


def test_a_party_on_the_way_that_is_named_later_is_told_by_its_name(extractor: TracedExtractor) -> None:
    told = "A firm in Oslo sold tanks to Niger. Norway sold lathes to Chad through a firm in Oslo."
    text = f"{told} The firm, Oslo Mills, met mayors."
    assert explain(extractor, document(text)).reading.claims


def test_a_denial_that_is_withdrawn_says_why() -> None:
    text, tellings = all_told(
        ("[o Norway] [c said] [s Velmar Optics] [t sold] [g pumps] to [r Spain]. ", "alleged"),
        ("[o Norway] [c said] [s Chad] [t squirrelled] [g rifles] over to [r Mali], which supplied none. "
         "[d Velmar Optics] [k rejected] the report.", "alleged"),
    )  # fmt: skip
    labelled = LabelledExtractor(Parser.load(), Gazetteer.load(), Lexicon.load(), Scripted(*tellings))
    *_, sentence = told_of(labelled, text)
    assert Why.REFUTED in [ending.why for ending in sentence.endings]
