"""Which sentences are worth parsing: those with a word of supply, and their neighbours that answer or explain them.

On general news 10–25 % of the sentences carry such a word; parsing is by far the dearest step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.segment import Sentence


class Prefilter:
    """A lexical test made of the lexicon's words.

    >>> from claimgraph.loaders.extract.segment import split
    >>> prefilter = Prefilter(Lexicon.load())
    >>> text = "Rain fell. Norland sold lathes to Veridia. Veridia was silent. Oil was flat. Snow fell. Norland
    denied it."
    >>> [s.index for s in prefilter.select(list(split(text, frozenset())))]
    [0, 1, 2, 5]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        supply = {*lexicon.verb_frames, *lexicon.noun_frames}
        answer = {word for (pos, word), kinds in lexicon.cues.items() if pos != "phrase" and kinds & _ANSWERS}
        self._supply, self._answer = _matcher(supply, lexicon.irregular), _matcher(answer, lexicon.irregular)

    def select(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences to parse, in order: each with a supply word and its neighbours, then answers after the
        first of them."""
        supply = [index for index, sentence in enumerate(sentences) if self._supply.search(sentence.readable)]
        if not supply:
            return []
        wanted = {near for index in supply for near in (index - 1, index, index + 1)}
        answers = (
            index for index in range(supply[0], len(sentences)) if self._answer.search(sentences[index].readable)
        )
        wanted.update(answers)
        wanted.update(range(min(_LEAD, supply[0])))
        return [sentence for index, sentence in enumerate(sentences) if index in wanted]


_LEAD = 3
_ANSWERS = frozenset({"deny", "dismiss", "false", "sanction", "confirm"})


def _matcher(lemmas: Iterable[str], irregular: Mapping[str, str]) -> re.Pattern[str]:
    words = {lemma.split("_")[0] for lemma in lemmas}
    stems = sorted({_stem(word) for word in words}, key=lambda stem: (-len(stem), stem))
    forms = sorted(form for form, lemma in irregular.items() if lemma in words)
    inflected = "(?:s|e|es|ed|d|ing|ies|ied|ying|yed|ys|[a-z]?(?:ed|ing)|y)?"
    choices = [f"(?:{'|'.join(map(re.escape, stems))}){inflected}", *map(re.escape, forms)]
    return re.compile(rf"\b(?:{'|'.join(choices)})\b", re.IGNORECASE)


def _stem(lemma: str) -> str:
    return re.sub(r"(?<=[a-z]{2})(?:e|y)$", "", lemma)
