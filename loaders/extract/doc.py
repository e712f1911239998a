"""What the pipeline knows of one article: a `Doc` with one layer for each stage.

A stage reads layers that others wrote, and returns a new `Doc` with its own layer added; nothing is changed in place.
All offsets are code points into `Doc.text`, start inclusive, end exclusive; `claims` turns them into offsets into
`Document.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.annotations import (
    Drop,
    EventMention,
    Factuality,
    Mention,
    ParsedText,
    Rebuttal,
    Source,
    Span,
    Transfer,
)

if TYPE_CHECKING:
    from claimgraph.loaders.extract.entities import EntityTable
    from claimgraph.loaders.extract.layout import Legible
    from claimgraph.loaders.extract.parsed import Parsed
    from claimgraph.loaders.extract.segment import Sentence
    from claimgraph.loaders.extract.stages.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Doc:
    """One article on its way through the pipeline. A layer that no stage has written yet is empty.

    Parameters:
        document: the article as loaded.
        text: its text as it is read, without its layout; offsets of all layers point into it.
        layout: tells where the characters of `text` stand in `document.text`.
        sentences: written by `segment`.
        relevant: the numbers of the sentences that may tell of a transfer: all by `segment`, fewer by `relevance`.
        proposed: triggers that the lexicon proposes, by `lexicon`.
        events, mentions: what the network marks, by `events`.
        trees: dependency trees by sentence number, by `parse`.
        entities, resolver: all entities of the article, and what finds the one that a span means, by `linking`; later
            stages add descriptions.
        transfers: the events with entities as arguments, by `coreference`; later layers are parallel to them.
        factuality: by `factuality`.
        sources: who says so, for each transfer, by `attribution`.
        rebuttals: by `rebuttals`.
        drops, reading: by `claims`.
    """

    document: Document
    text: str
    layout: Legible | None = None
    sentences: tuple[Sentence, ...] = ()
    relevant: tuple[int, ...] = ()
    proposed: tuple[Span, ...] = ()
    events: tuple[EventMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    trees: Mapping[int, Parsed] = field(default_factory=lambda: MappingProxyType({}))
    entities: EntityTable | None = None
    resolver: Resolver | None = None
    transfers: tuple[Transfer, ...] = ()
    factuality: tuple[Factuality, ...] = ()
    sources: tuple[tuple[Source, ...], ...] = ()
    rebuttals: tuple[Rebuttal, ...] = ()
    drops: tuple[Drop, ...] = ()
    reading: Reading | None = None

    @property
    def parsed(self) -> ParsedText:
        """The text with its sentences and trees."""
        return ParsedText(self.document.article.id, self.text, self.sentences, self.trees)
