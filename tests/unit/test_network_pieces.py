"""Texts as word pieces and windows, and probabilities as spans."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.decode import softmax, spans
from claimgraph.loaders.extract.network.windows import Pieces, Window, around, chunks, cut, ends_of
from claimgraph.loaders.extract.segment import split

WORDS = ["[UNK]", "[CLS]", "[SEP]", "norland", "sold", "lathe", "##s", "to", "veridia", ".", "2"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer(WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer()
    made.pre_tokenizer = BertPreTokenizer()
    return made


def words(text: str, pieces: Pieces) -> list[str]:
    return [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


def test_pieces_stand_where_their_words_stand(tokenizer: Tokenizer) -> None:
    text = "NORLAND sold lathes\u00a0to Veridia 2."
    pieces = cut(text, tokenizer)
    assert words(text, pieces) == ["NORLAND", "sold", "lathe", "s", "to", "Veridia", "2", "."]
    assert pieces.opens.tolist() == [True, True, True, False, True, True, True, True]
    assert pieces.shapes.tolist() == [2, 0, 0, 0, 0, 1, 3, 0]


def test_the_encoders_own_pieces_are_found(tokenizer: Tokenizer) -> None:
    assert ends_of(tokenizer) == (1, 2)


@given(st.text(max_size=300))
def test_any_text_is_cut_in_order(text: str) -> None:
    made = Tokenizer(WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer()
    made.pre_tokenizer = BertPreTokenizer()
    pieces = cut(text, made)
    assert all(0 <= start <= end <= len(text) for start, end in zip(pieces.starts, pieces.ends, strict=True))
    assert (np.diff(pieces.starts) >= 0).all()


@given(
    st.lists(st.integers(min_value=1, max_value=30), min_size=1, max_size=12), st.integers(min_value=4, max_value=40)
)
def test_chunks_cover_every_sentence_once(lengths: list[int], size: int) -> None:
    made = Tokenizer(WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = BertPreTokenizer()
    text = " ".join("Norland " + "sold " * (length - 1) + "." for length in lengths)
    pieces, sentences = cut(text, made), list(split(text, frozenset()))
    covered = [number for window in chunks(pieces, sentences, size) for number in range(window.first, window.last)]
    assert covered == list(range(len(pieces.ids)))
    assert all(len(window) <= size for window in chunks(pieces, sentences, size))


def test_a_window_holds_the_neighbours_of_its_sentence(tokenizer: Tokenizer) -> None:
    text = "Norland sold. " * 20
    pieces, sentences = cut(text, tokenizer), list(split(text, frozenset()))
    assert around(pieces, sentences, 12, range(37, 38)) == Window(3 * 4, 3 * 18)
    assert around(pieces, sentences, 0, range(1, 2)) == Window(0, 3 * 6)


@pytest.mark.parametrize("length", [300, 700])
@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_a_window_is_no_longer_than_the_encoder_reads_and_has_its_trigger(
    tokenizer: Tokenizer, length: int, at: float
) -> None:
    around_it = "Norland sold. " * 9
    text = around_it + "Norland " + "a " * length + ". " + around_it
    pieces, sentences = cut(text, tokenizer), list(split(text, frozenset()))
    span = pieces.within(sentences[9].start, sentences[9].end)
    trigger = range(int(span.start + at * (len(span) - 1)), int(span.start + at * (len(span) - 1)) + 1)
    window = around(pieces, sentences, 9, trigger)
    assert min(length, 500) <= len(window) <= 510
    assert window.first <= trigger.start < trigger.stop <= window.last


def odds_of(tags: list[int], kinds: tuple[str, ...]) -> np.ndarray:
    logits = np.full((len(tags), labels.tag_count(kinds)), -4, dtype=np.float32)
    logits[np.arange(len(tags)), tags] = 4
    return softmax(logits)


def test_runs_of_tags_are_spans_and_a_beginning_parts_them(tokenizer: Tokenizer) -> None:
    text = "Norland sold lathes to Veridia."
    pieces = cut(text, tokenizer)
    kinds = ("a", "b")
    found = spans(pieces, Window(0, 7), odds_of([1, 1, 3, 0, 0, 2, 0], kinds), kinds, "a", 0.5)
    assert [text[span.start : span.end] for span in found] == ["Norland", "sold", "Veridia"]
    [good] = spans(pieces, Window(0, 7), odds_of([1, 1, 3, 0, 0, 2, 0], kinds), kinds, "b", 0.5)
    assert text[good.start : good.end] == "lathes"
    assert good.score > 0.9
