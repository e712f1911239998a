"""Factuality: whether a transfer is told as a fact. Modality and polarity are the network's; questions, conditions and
what nobody came to say are left unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from marked import MarkedReader, told

from claimgraph.graph.model import Modality
from claimgraph.loaders.extract.annotations import Factuality
from claimgraph.loaders.extract.network.tagger import Tagged

QUESTION = "the sentence is a question"
SUPPOSED = "it is only supposed, asked or wished for"
NOT_SAID = "the speaker is said not to say it"
USE = "the trigger tells of use, not of supply"


def factuality(reader: MarkedReader, marked: str, polarity: str = "asserted", *flags: str) -> Factuality:
    [found] = reader.doc(marked, polarity, *flags).factuality
    return found


def weighed(reader: MarkedReader, marked: str, polarity: Mapping[str, float]) -> Factuality:
    """The factuality of one event whose polarity is uncertain; what is not told has no probability."""
    text, tagged = told(marked)
    [event] = tagged.events
    odds = MappingProxyType({**dict.fromkeys(event.polarity, 0.0), **polarity})
    [found] = reader.doc_of(text, Tagged((replace(event, polarity=odds),), tagged.mentions)).factuality
    return found


@pytest.mark.parametrize(
    ("flags", "modality"),
    [((), Modality.ACTUAL), (("planned",), Modality.PLANNED), (("blocked",), Modality.BLOCKED)],
)
def test_the_network_says_whether_it_took_place(
    reader: MarkedReader, flags: tuple[str, ...], modality: Modality
) -> None:
    assert factuality(reader, "[s Turkey] [t moves] [g radios] to [r Chad].", "asserted", *flags).modality is modality


def test_what_is_blocked_is_not_planned(reader: MarkedReader) -> None:
    found = factuality(reader, "[s Turkey] [t moves] [g radios] to [r Chad].", "asserted", "planned", "blocked")
    assert found.modality is Modality.BLOCKED


@pytest.mark.parametrize("hedged", [True, False])
def test_the_network_says_whether_it_is_hedged(reader: MarkedReader, *, hedged: bool) -> None:
    flags = ("hedged",) if hedged else ()
    assert factuality(reader, "[s Turkey] [t sold] [g radios] to [r Chad].", "asserted", *flags).hedged is hedged


PLAIN = "[s Poland] [t sold] [g shells] to [r Chad]."


@pytest.mark.parametrize("polarity", ["asserted", "alleged", "negated"])
def test_the_likeliest_polarity_counts(reader: MarkedReader, polarity: str) -> None:
    assert factuality(reader, PLAIN, polarity).polarity == polarity


def test_what_nobody_is_marked_to_deny_is_denied_only_where_that_is_likely_by_itself(reader: MarkedReader) -> None:
    assert weighed(reader, PLAIN, {"denied": 0.9, "alleged": 0.1}).polarity == "denied"
    assert weighed(reader, PLAIN, {"denied": 0.6, "alleged": 0.4}).polarity == "alleged"
    assert weighed(reader, f"[d Poland] [k denied] it. {PLAIN}", {"denied": 0.6, "alleged": 0.4}).polarity == "denied"


def test_what_one_says_and_another_denies_is_told(reader: MarkedReader) -> None:
    marked = f"[o Spain] [c said] {PLAIN[:-1]}. [d Poland] [k denied] it."
    assert weighed(reader, marked, {"denied": 0.9, "alleged": 0.1}).polarity == "alleged"


@pytest.mark.parametrize(
    ("marked", "polarity"),
    [
        ("[s Chad] has never [t sold] [g drones] to [r Niger].", "negated"),
        ("[s Chad] did not [t sell] [g drones] to [r Niger].", "negated"),
        ("[s Chad] [t sold] neither [g drones] nor rifles to [r Niger].", "negated"),
        ("Not one [g rifle] [t came] from [s Chad] to [r Niger].", "negated"),
        ("[o {Person Ada Lund}] [c said] [s Chad] had [t sold] neither [g drones] nor rifles to [r Niger].", "denied"),
        ("[s Chad] [t sold] [g drones] to [r Niger], not rifles.", "asserted"),
        ("[s Chad] [t sold] not only [g drones] but rifles to [r Niger].", "asserted"),
    ],
)
def test_a_trigger_that_its_own_words_negate_is_negated_whatever_the_network_says(
    reader: MarkedReader, marked: str, polarity: str
) -> None:
    assert factuality(reader, marked).polarity == polarity


@pytest.mark.parametrize(
    "marked",
    [
        "Did [s China] [t sell] [g lathes] to [r Chad]?",
        "Who knew that [s China] [t sold] [g lathes] to [r Chad]?",
        '"Does [s China] [t sell] [g lathes] to [r Chad]?"',
    ],
)
def test_a_question_tells_nothing(reader: MarkedReader, marked: str) -> None:
    assert factuality(reader, marked).unsaid == QUESTION


@pytest.mark.parametrize(
    "marked",
    [
        "If [s China] [t sold] [g lathes] to [r Chad], prices would fall.",
        "Unless [s China] [t sells] [g lathes] to [r Chad], prices will rise.",
        "Were [s China] to [t sell] [g lathes] to [r Chad], prices would fall.",
        "If adopted, the rules would let [s China] [t sell] [g lathes] to [r Chad].",
        "Spain warned [s China] against [t selling] [g lathes] to [r Chad].",
        "Spain urged [s China] to [t sell] [g lathes] to [r Chad].",
        "It would be unlawful for [s China] to [t sell] [g lathes] to [r Chad].",
        "[s China] should [t sell] [g lathes] to [r Chad].",
        "[s China] nearly [t sold] [g lathes] to [r Chad].",
    ],
)
def test_what_is_supposed_asked_or_wished_for_is_not_told(reader: MarkedReader, marked: str) -> None:
    assert factuality(reader, marked).unsaid == SUPPOSED


@pytest.mark.parametrize(
    ("clause", "unsaid"),
    [
        ("could not confirm that [s Iran] [t sold] the [g drones] to [r Sudan]", NOT_SAID),
        ("did not confirm that [s Iran] [t sold] the [g drones] to [r Sudan]", NOT_SAID),
        ("refused to say that [s Iran] [t sold] the [g drones] to [r Sudan]", NOT_SAID),
        ("refused to deny that [s Iran] had [t sold] [g drones] to [r Sudan]", NOT_SAID),
        ("was unable to establish that [s Iran] had [t sold] [g drones] to [r Sudan]", NOT_SAID),
        ("did not say how many [g drones] [s Iran] had [t sold] to [r Sudan]", NOT_SAID),
        ("could not confirm when [s Iran] [t sold] the [g drones] to [r Sudan]", ""),
        ("confirmed that [s Iran] [t sold] the [g drones] to [r Sudan]", ""),
    ],
)
def test_what_nobody_came_to_say_is_not_told(reader: MarkedReader, clause: str, unsaid: str) -> None:
    assert factuality(reader, f"The panel {clause}.", "alleged").unsaid == unsaid


def test_weapons_that_are_fired_are_not_supplied(reader: MarkedReader) -> None:
    assert factuality(reader, "[s {Firm Norland Ltd}] [t fired] [g drones] at [r Chad].").unsaid == USE


@pytest.mark.parametrize(
    "marked",
    [
        "[s China] [t sold] [g lathes] to [r Chad].",
        "Spain failed to prevent [s China] from [t selling] [g lathes] to [r Chad].",
        "[s China]'s [t delivery] of [g lathes] to [r Chad] failed to save the plant.",
        "[s China] may have [t sold] [g lathes] to [r Chad].",
        "[s China] will [t sell] [g lathes] to [r Chad].",
    ],
)
def test_all_else_is_told(reader: MarkedReader, marked: str) -> None:
    assert factuality(reader, marked).unsaid == ""


def test_without_trees_only_questions_are_left_unsaid() -> None:
    blind = MarkedReader(("relevance", "lexicon", "parse"))
    assert factuality(blind, "Did [s China] [t sell] [g lathes] to [r Chad]?").unsaid == QUESTION
    assert factuality(blind, "If [s China] [t sold] [g lathes] to [r Chad], prices would fall.").unsaid == ""


@pytest.mark.parametrize(
    "marked",
    [
        "Norway allowed [s Turkey] to [t sell] [g radios] to [r Chad].",
        "[s Turkey] got permission to [t sell] [g radios] to [r Chad].",
        "Norway demanded that [s Turkey] [t send] [g radios] to [r Chad].",
    ],
)
def test_what_is_allowed_or_asked_for_is_planned_where_the_network_says_so(reader: MarkedReader, marked: str) -> None:
    assert factuality(reader, marked).unsaid == SUPPOSED
    planned = factuality(reader, marked, "asserted", "planned")
    assert (planned.unsaid, planned.modality) == ("", Modality.PLANNED)


def test_what_somebody_is_warned_against_is_not_said(reader: MarkedReader) -> None:
    marked = "Norway warned [s Turkey] against [t selling] [g radios] to [r Chad]."
    assert factuality(reader, marked, "asserted", "planned").unsaid == SUPPOSED


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("[r Chad] lifted a ban on [t imports] of [s Turkey]'s [g radios].", Modality.PLANNED),
        ("[s Turkey] suspends a ban on the [t export] of [g radios] to [r Chad].", Modality.PLANNED),
        ("[r Chad] eased [t imports] of [s Turkey]'s [g radios].", Modality.ACTUAL),
    ],
    ids=["a ban is lifted", "a ban is suspended", "there was no ban"],
)
def test_what_a_ban_ends_on_is_planned(reader: MarkedReader, marked: str, modality: Modality) -> None:
    assert factuality(reader, marked).modality is modality
