"""Interviews that mark neither question nor answer: paragraphs that ask, and those that answer them.

Where at least three short paragraphs end in a question mark and the ones after them say "I" or "we", the article is an
interview; its sentences get the labels "Q" and "A" that others write themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from claimgraph.loaders.extract.segment import Sentence

_QUESTIONS: Final = 3
_LONGEST_QUESTION: Final = 400
_FIRST_PERSON: Final = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|we|We|my|My|our|Our|us|me)\b")
_ASIDE: Final = re.compile(r"(?:Editor|The (?:interview|conversation)|This (?:interview|conversation)|[\[(])")
_NAME: Final = re.compile(
    r"\b[A-ZÀ-Þ][\w'-]+(?:\s(?:(?:de|da|del|di|al|el|bin|van|von|der|ben)\s)?[A-ZÀ-Þ][\w'-]+){1,3}"
)


def with_turns(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with "Q" and "A" where the article is an interview that does not write them; else as they are."""
    if any(sentence.label for sentence in sentences):
        return list(sentences)
    asking = _asking(sentences)
    answering = _answering(sentences, asking)
    if len(asking) < _QUESTIONS or 2 * _in_first_person(sentences, answering) < len(asking):
        return list(sentences)
    labels = dict.fromkeys(asking, "Q") | dict.fromkeys(answering, "A")
    return [replace(sentence, label=labels.get(sentence.paragraph, "")) for sentence in sentences]


def interviewee(sentences: Sequence[Sentence]) -> str | None:
    """The first personal name before the first question, as written; the headline is looked at last."""
    before: list[Sentence] = []
    for sentence in sentences:
        if sentence.label:
            break
        before.append(sentence)
    if len(before) == len(sentences):
        return None
    first = [sentence for sentence in before if sentence.paragraph == 0]
    for sentence in (*before[len(first) :], *first):
        if match := _NAME.search(sentence.readable):
            return match.group()
    return None


def _asking(sentences: Sequence[Sentence]) -> list[int]:
    """The paragraphs after the first that end in a question and quote nobody."""
    last = {sentence.paragraph: sentence for sentence in sentences}
    length: dict[int, int] = {}
    for sentence in sentences:
        length[sentence.paragraph] = length.get(sentence.paragraph, 0) + len(sentence.readable)
    return [
        paragraph
        for paragraph, sentence in last.items()
        if paragraph > 0
        and sentence.readable.endswith("?")
        and '"' not in sentence.readable
        and length[paragraph] <= _LONGEST_QUESTION
    ]


def _answering(sentences: Sequence[Sentence], asking: Sequence[int]) -> list[int]:
    """The paragraphs after each question up to the next; after the last one only the first."""
    if not asking:
        return []
    paragraphs = list(dict.fromkeys(sentence.paragraph for sentence in sentences))
    passed_over = {s.paragraph for s in sentences if _ASIDE.match(s.readable)} | {*asking}
    last = paragraphs.index(asking[-1])
    until = paragraphs[min(last + 1, len(paragraphs) - 1)]
    return [p for p in paragraphs if asking[0] < p <= until and p not in passed_over]


def _in_first_person(sentences: Sequence[Sentence], answering: Sequence[int]) -> int:
    """How many of the answers say "I" or "we"."""
    answers = frozenset(answering)
    saying = {s.paragraph for s in sentences if s.paragraph in answers and _FIRST_PERSON.search(s.readable)}
    return len(saying)
