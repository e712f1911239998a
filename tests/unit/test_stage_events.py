"""Events: the tagger looks at the relevant sentences first, at the whole article only where they tell of a transfer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest
from marked import Scripted, document, told

from claimgraph.loaders.extract.annotations import EventMention, Span
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.network.tagger import Tagged
from claimgraph.loaders.extract.segment import Sentence, split
from claimgraph.loaders.extract.stages.events import Events
from claimgraph.loaders.extract.thresholds import Thresholds

MARKED = "Snow fell. [s Poland] [t sold] [g rifles] to [r Chad]. It rained."


def article(text: str, relevant: tuple[int, ...]) -> Doc:
    return Doc(document(text), text, sentences=tuple(split(text, frozenset())), relevant=relevant)


def with_claim(tagged: Tagged, odds: float) -> Tagged:
    def weighed(event: EventMention) -> EventMention:
        return replace(event, flags=MappingProxyType({**event.flags, "claim": odds}))

    return Tagged(tuple(map(weighed, tagged.events)), tagged.mentions)


def test_where_a_relevant_sentence_tells_of_a_transfer_the_whole_article_is_read() -> None:
    text, tagged = told(MARKED)
    tagger = Scripted(tagged)
    doc = Events(tagger, Thresholds())(article(text, (1,)))
    assert tagger.screened == [("Poland sold rifles to Chad.",)]
    assert tagger.shown == [("Snow fell.", "Poland sold rifles to Chad.", "It rained.")]
    assert (doc.events, doc.mentions) == (tagged.events, tagged.mentions)


def test_without_a_relevant_sentence_nothing_is_looked_at() -> None:
    text, tagged = told(MARKED)
    tagger = Scripted(tagged)
    doc = Events(tagger, Thresholds())(article(text, ()))
    assert tagger.shown == []
    assert (doc.events, doc.mentions) == ((), ())


@pytest.mark.parametrize(("odds", "read"), [(0.6, False), (0.7, True), (0.9, True)])
def test_an_article_is_read_only_for_an_event_that_is_likely_enough(odds: float, *, read: bool) -> None:
    text, tagged = told(MARKED)
    tagger = Scripted(with_claim(tagged, odds))
    doc = Events(tagger, replace(Thresholds(), read=0.7))(article(text, (1,)))
    assert (len(tagger.screened), len(tagger.shown), bool(doc.events)) == (1, int(read), read)


def test_an_article_whose_event_stands_in_no_relevant_sentence_is_not_read() -> None:
    text, tagged = told(MARKED)
    tagger = Scripted(tagged)
    assert Events(tagger, Thresholds())(article(text, (0,))).events == ()


class Notes(Scripted):
    """Notes what the lexicon proposes."""

    def __init__(self, tagged: Tagged) -> None:
        super().__init__(tagged)
        self.proposed: list[tuple[Span, ...]] = []

    def tag(self, text: str, sentences: Sequence[Sentence], proposed: Iterable[Span] = (), /) -> Tagged:
        self.proposed.append(tuple(proposed))
        return super().tag(text, sentences)


def test_the_tagger_hears_what_the_lexicon_proposes() -> None:
    text, tagged = told(MARKED)
    tagger = Notes(tagged)
    proposed = (Span(text.index("sold"), text.index("sold") + 4),)
    Events(tagger, Thresholds())(replace(article(text, (1,)), proposed=proposed))
    assert tagger.proposed == [proposed]
