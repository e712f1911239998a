"""Splits an article into sentences; broken lines are mended first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.interviews import with_turns
from claimgraph.loaders.extract.layout import legible
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.lines import Spelling
from claimgraph.loaders.extract.segment import split


class Segment:
    """Text → sentences.

    Parameters:
        is_word: whether a word in small letters is a common one, so that headlines in capitals can be spelled.
        is_state: whether words name a state.
    """

    name = "segment"
    reads = ("document",)
    writes = ("text", "layout", "sentences", "relevant")

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool], is_state: Callable[[str], bool]) -> None:
        self._abbreviations = lexicon.abbreviations
        self._spelling = Spelling(is_word, is_state, lexicon.unfinished, lexicon.hyphenated)

    def __call__(self, doc: Doc) -> Doc:
        """The article with its sentences."""
        layout = legible(doc.document.text, self._spelling)
        sentences = tuple(with_turns(list(split(layout.text, self._abbreviations))))
        return replace(doc, text=layout.text, layout=layout, sentences=sentences, relevant=tuple(range(len(sentences))))
