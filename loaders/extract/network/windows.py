"""A text as the encoder reads it: word pieces with offsets and letter case, and windows of them around sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from claimgraph.loaders.extract.segment import Sentence, readable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Numbers = npt.NDArray[np.int64]
Odds = npt.NDArray[np.float32]

TOKENIZER: Final = "tokenizer.json"
SHAPES: Final = 4
"""Lower case, Capitalised, CAPITALS, with a digit: the encoder's own vocabulary has no case."""

_BEFORE, _AFTER = 8, 5
_ROOM_BEFORE, _ROOM_AFTER = 220, 130
_MOST = 500
"""Pieces that the encoder reads at once, its own first and last left out, are 510."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text. `starts` and `ends` are offsets into it; `opens` says whether a piece begins a
    word."""

    ids: Numbers
    starts: Numbers
    ends: Numbers
    shapes: Numbers
    opens: npt.NDArray[np.bool_]

    def within(self, start: int, end: int) -> range:
        """The pieces that lie between two offsets, also in part."""
        return range(
            int(np.searchsorted(self.ends, start, side="right")), int(np.searchsorted(self.starts, end, side="left"))
        )


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of pieces that the network reads at once, from `first` to before `last`."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


def cut(text: str, tokenizer: Tokenizer, start: int = 0, end: int | None = None) -> Pieces:
    """The pieces of a text from one offset to another, its beginning and end unless told otherwise; curly quotes and
    characters that nobody can read are replaced first, one for one."""
    encoding = tokenizer.encode(readable(text[start:end]), add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2) + start
    words = np.array([-1 if word is None else word for word in encoding.word_ids], dtype=np.int64)
    shapes = np.array([_shape(text[start + first : start + last]) for first, last in encoding.offsets], dtype=np.int64)
    opens = np.ones(len(words), dtype=np.bool_)
    opens[1:] = words[1:] != words[:-1]
    return Pieces(np.array(encoding.ids, dtype=np.int64), offsets[:, 0], offsets[:, 1], shapes, opens)


def tokenizer_in(folder: Path) -> Tokenizer:
    """The tokenizer of a folder with `tokenizer.json`, which neither shortens nor fills up what it is given."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def ends_of(tokenizer: Tokenizer) -> tuple[int, int]:
    """The pieces that an encoder wants before and after each window."""
    for first, last in (("<s>", "</s>"), ("[CLS]", "[SEP]")):
        ends = tokenizer.token_to_id(first), tokenizer.token_to_id(last)
        if ends[0] is not None and ends[1] is not None:
            return ends[0], ends[1]
    raise ValueError("the tokenizer has neither <s> nor [CLS]")


def chunks(pieces: Pieces, sentences: Sequence[Sentence], size: int) -> Iterator[Window]:
    """The sentences packed into windows of at most `size` pieces, without overlap; a longer sentence is cut."""
    first = last = before = -1
    for sentence in sentences:
        span = pieces.within(sentence.start, sentence.end)
        if not span:
            continue
        if first >= 0 and (span.stop - first > size or sentence.index > before + 1):
            yield Window(first, last)
            first = -1
        if first < 0:
            first = span.start
        last, before = span.stop, sentence.index
        while last - first > size:
            yield Window(first, first + size)
            first += size
    if first >= 0 and last > first:
        yield Window(first, last)


def around(pieces: Pieces, sentences: Sequence[Sentence], index: int, trigger: range) -> Window:
    """The sentence of this place in the sequence with its neighbours, as far as they fit into the window and, with it,
    into what the encoder reads at once; of a sentence longer than that what is around the trigger's pieces."""
    span = pieces.within(sentences[index].start, sentences[index].end)
    start = max(span.start, min(trigger.start - _MOST // 2, span.stop - _MOST))
    span = range(start, min(span.stop, start + _MOST))
    first, last = span.start, span.stop
    room = _MOST - len(span)
    room_before, room_after = min(_ROOM_BEFORE, room * 3 // 5), min(_ROOM_AFTER, room * 2 // 5)
    for before in range(index - 1, max(-1, index - 1 - _BEFORE), -1):
        start = pieces.within(sentences[before].start, sentences[before].end).start
        if span.start - start > room_before:
            break
        first = start
    for after in range(index + 1, min(len(sentences), index + 1 + _AFTER)):
        stop = pieces.within(sentences[after].start, sentences[after].end).stop
        if stop - span.stop > room_after:
            break
        last = stop
    return Window(first, last)


def _shape(surface: str) -> int:
    if surface.isalpha() and surface.islower():
        return 0
    if any(letter.isdigit() for letter in surface):
        return 3
    if len(surface) > 1 and surface.isupper():
        return 2
    return int(surface[:1].isupper())
