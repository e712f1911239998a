"""Parses the sentences whose trees a later stage asks for: those with an event, and those that may answer one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.segment import place_at

_ANSWERS: Final = ("deny", "dismiss", "false", "confirm")


class Parse:
    """Sentences → dependency trees. Articles are parsed in batches, which is faster."""

    name = "parse"
    reads = ("sentences", "events")
    writes = ("trees",)

    def __init__(self, parser: Parser, lexicon: Lexicon) -> None:
        self._parser = parser
        stems = sorted({re.sub(r"(?:e|y)$", "", word) for word in lexicon.words(*_ANSWERS)}, key=len, reverse=True)
        self._answers = re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})", re.IGNORECASE)

    def batch(self, docs: Sequence[Doc]) -> list[Doc]:
        """The articles with their trees."""
        wanted = [self._wanted(doc) for doc in docs]
        sentences = [doc.sentences[index] for doc, indexes in zip(docs, wanted, strict=True) for index in indexes]
        parsed = map(Parsed, sentences, self._parser.parse(sentences))
        trees = ({at.index: at for at in islice(parsed, len(indexes))} for indexes in wanted)
        return [replace(doc, trees=MappingProxyType(own)) if own else doc for doc, own in zip(docs, trees, strict=True)]

    def _wanted(self, doc: Doc) -> list[int]:
        if not doc.events:
            return []
        told = {place_at(doc.sentences, event.trigger.start) for event in doc.events} - {-1}
        first = min(told, default=0)
        answers = {one.index for one in doc.sentences[first:] if self._answers.search(one.readable)}
        return sorted(told | answers)
