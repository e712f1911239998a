"""Finds events and named mentions with the network: in the relevant sentences first, and in the whole article where
one of those tells of a transfer surely enough."""

from __future__ import annotations

from dataclasses import replace

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.network.tagger import Tagger
from claimgraph.loaders.extract.thresholds import Thresholds


class Events:
    """Sentences and proposed triggers → events and named mentions."""

    name = "events"
    reads = ("text", "sentences", "relevant", "proposed")
    writes = ("events", "mentions")

    def __init__(self, tagger: Tagger, least: Thresholds) -> None:
        self._tagger, self._least = tagger, least

    def __call__(self, doc: Doc) -> Doc:
        """The article with its events and mentions; without any where no relevant sentence tells of a transfer."""
        relevant = [doc.sentences[index] for index in doc.relevant]
        if not self._tagger.tells(doc.text, relevant, self._least.read):
            return doc
        tagged = self._tagger.tag(doc.text, doc.sentences, doc.proposed)
        return replace(doc, events=tagged.events, mentions=tagged.mentions)
