"""Proposes triggers: words of the lexicon that may tell of a transfer. The network judges them like its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from claimgraph.loaders.extract.annotations import Span
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon


class Triggers:
    """Relevant sentences → the spans in them that may be triggers."""

    name = "lexicon"
    reads = ("sentences", "relevant")
    writes = ("proposed",)

    def __init__(self, lexicon: Lexicon) -> None:
        everyday = lexicon.everyday | lexicon.idiomatic
        words = {lemma.split("_")[0] for lemma in (*lexicon.verb_frames, *lexicon.noun_frames)} - everyday
        self._pattern = _matcher(words, lexicon.irregular)

    def __call__(self, doc: Doc) -> Doc:
        """The article with the triggers that the lexicon proposes."""
        proposed = tuple(self._found(doc))
        return replace(doc, proposed=proposed) if proposed else doc

    def _found(self, doc: Doc) -> Iterable[Span]:
        for index in doc.relevant:
            sentence = doc.sentences[index]
            for match in self._pattern.finditer(sentence.readable):
                yield Span(sentence.start + match.start(), sentence.start + match.end())


def _matcher(lemmas: Iterable[str], irregular: Mapping[str, str]) -> re.Pattern[str]:
    words = set(lemmas)
    stems = sorted({_stem(word) for word in words}, key=lambda stem: (-len(stem), stem))
    forms = sorted(form for form, lemma in irregular.items() if lemma in words)
    inflected = "(?:s|e|es|ed|d|ing|ies|ied|ying|yed|ys|[a-z]?(?:ed|ing)|y)?"
    choices = [f"(?:{'|'.join(map(re.escape, stems))}){inflected}", *map(re.escape, forms)]
    return re.compile(rf"\b(?:{'|'.join(choices)})\b", re.IGNORECASE)


def _stem(lemma: str) -> str:
    return re.sub(r"(?<=[a-z]{2})(?:e|y)$", "", lemma)
