"""What the types of named mentions change in a reading: who can be no party, what can be no good, and of what type a
party is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from marked import Scripted, told

from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders.extract.labeller.extractor import LabelledExtractor
from claimgraph.loaders.extract.labeller.labeller import Marks
from claimgraph.loaders.extract.labeller.named import NamedMention, with_names_apart
from claimgraph.loaders.extract.labeller.tellings import Telling
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.gazetteer import Gazetteer

SOLD = "[s Velmar Optics] [t sold] [g lathes] to [r Orbelin Trade]."


class Named(Scripted):
    """A labeller that says what it was told to, and what some names are."""

    def __init__(self, telling: Telling, types: dict[str, str], sure: float = 1.0) -> None:
        super().__init__(telling)
        self._types, self._sure = types, sure

    def marks(self, text: str, sentences: Sequence[Sentence]) -> Marks:
        return Marks(self.tellings(text, sentences), mentions(text, self._types, self._sure))


def mentions(text: str, types: dict[str, str], sure: float = 1.0) -> list[NamedMention]:
    return [
        NamedMention(at, at + len(name), kind, sure) for name, kind in types.items() if (at := text.find(name)) >= 0
    ]


@pytest.fixture(scope="module")
def extractor() -> LabelledExtractor:
    return LabelledExtractor(Parser.load(), Gazetteer.load(), Lexicon.load(), Scripted())


def read(extractor: LabelledExtractor, marked: str, types: dict[str, str], sure: float = 1.0) -> Reading:
    text, telling = told(marked)
    extractor.labeller = Named(telling, types, sure)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    reading.check()
    return reading


@pytest.mark.parametrize("type", ["Person", "Vessel", "Product", "Event", "Money", "Place", "Region", "Facility"])
def test_what_is_no_party_by_its_type_has_no_part_in_a_claim(extractor: LabelledExtractor, type: str) -> None:
    assert not read(extractor, SOLD, {"Orbelin Trade": type}).claims
    assert read(extractor, SOLD, {"Orbelin Trade": type}, sure=0.6).claims


@pytest.mark.parametrize("type", ["State", "Firm", "Person", "Money", "Place"])
def test_what_names_no_good_is_not_supplied(extractor: LabelledExtractor, type: str) -> None:
    marked = "[s Velmar Optics] [t supplied] [g Halvar Duo] to [r Chad]."
    assert not read(extractor, marked, {"Halvar Duo": type}).claims
    assert read(extractor, marked, {"Halvar Duo": "Product"}).claims


def test_a_state_is_a_party_whatever_its_mention_is_taken_for(extractor: LabelledExtractor) -> None:
    assert read(extractor, "[s Velmar Optics] [t sold] [g lathes] to [r Chad].", {"Chad": "Place"}).claims


@pytest.mark.parametrize(
    ("type", "id"),
    [
        ("Firm", "firm:orbelin-trade"),
        ("Organization", "organization:orbelin-trade"),
        ("ArmedGroup", "organization:orbelin-trade"),
    ],
)
def test_a_party_has_the_type_of_its_mentions(extractor: LabelledExtractor, type: str, id: str) -> None:
    reading = read(extractor, SOLD, {"Orbelin Trade": type})
    assert [claim.recipient for claim in reading.claims] == [id]
    assert [entity.id for entity in reading.entities if entity.name == "Orbelin Trade"] == [id]


@pytest.mark.parametrize(
    ("marked", "types", "names"),
    [
        ("[s Velmar Institute of Optics and Orbelin Trade] [t sold] [g lathes] to [r Chad].",
         {"Velmar Institute of Optics": "Organization", "Orbelin Trade": "Firm"},
         ["Velmar Institute of Optics", "Orbelin Trade"]),
        ("[s Velmar, Halvar and the Orbelin Trade] [t sold] [g lathes] to [r Chad].",
         {"Velmar": "Firm", "Halvar": "Firm", "Orbelin Trade": "Firm"},
         ["Velmar", "Halvar", "Orbelin Trade"]),
        ("[s Velmar and Halvar makers] [t sold] [g lathes] to [r Chad].",
         {"Velmar": "Firm", "Halvar": "Firm"}, ["Velmar and Halvar makers"]),
        ("[s Cereals and Produce Board] [t sold] [g lathes] to [r Chad].",
         {"Cereals and Produce Board": "Organization"}, ["Cereals and Produce Board"]),
    ],
)  # fmt: skip
def test_a_span_that_lists_names_is_a_span_for_each(marked: str, types: dict[str, str], names: list[str]) -> None:
    text, telling = told(marked)
    apart = with_names_apart(telling, mentions(text, types), text)
    assert [text[span.start : span.end] for span in apart.spans("supplier")] == names
