"""In which language a text is written.

Names say little about it (a report in English may be full of Vietnamese ones), so that only words in small letters
count. Most English texts show by their small words alone that they are English; only others are given to the detector,
whose word counts where it is clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from claimgraph.loaders.tables import data_folder, read_table, read_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH: Final = "en"
_LONGEST: Final = 20_000
"""How many characters of a text are looked at."""
_DETECTED: Final = 3_000
"""How many characters the detector is given."""
_ENGLISH_SHARE: Final = 0.1
"""From which share of small English words on a text is English, also one that quotes another language at length."""
_ENOUGH: Final = 8
"""With fewer words than so many in small letters a text that is said to be in another language is believed to be."""
_ENOUGH_CAPITALS: Final = 24
"""A text all in capitals with fewer words is no prose: its names cannot be left out."""
_CLEARLY: Final = 20.0
"""By how much, as logarithms of odds, another language has to be likelier than English. Of 99,803 short English reports
none reaches 14; two sentences in another language have more than 40."""
_ENGLISH_PART: Final = 0.25
"""Which share of the words has to stand in pieces that are English by themselves."""
_PIECES: Final = re.compile(r"[.!?:;\n\"„“”«»]+")
_WORD: Final = re.compile(r"[^\W\d_]+")


def language_of(text: str, declared: str = "") -> str:
    """The code (ISO 639-1) of the language of a text.

    Parameters:
        declared: what the source says that it is; believed unless the text clearly tells otherwise. Without a word of
            the source and of the text it is English.

    >>> language_of("Das Werk hat im Mai Motoren nach Norland geliefert, sagte ein Sprecher.")
    'de'
    >>> language_of("The plant shipped engines to Norland in May, a spokesman said.", "de")
    'en'
    """
    words = _small_words(text[:_LONGEST])
    if _is_english(words) and (declared in ("", ENGLISH) or len(words) >= _ENOUGH):
        return ENGLISH
    return _detected(text, words) or declared or ENGLISH


def language_name(code: str) -> str:
    """The name of a language, or its code where it has no name here.

    >>> language_name("uk")
    'Ukrainian'
    """
    return _names().get(code, code)


def _small_words(text: str) -> list[str]:
    """The words that do not begin with a capital; of a text all in capitals all words."""
    text = text.lower() if text.isupper() else text
    return [word for word in _WORD.findall(text) if not word[0].isupper()]


def _is_english(words: list[str]) -> bool:
    known = _english_words()
    return bool(words) and sum(word in known for word in words) >= _ENGLISH_SHARE * len(words)


def _detected(text: str, words: list[str]) -> str | None:
    """The language that a text is clearly in, if it is not English."""
    if not words or (text.isupper() and len(words) < _ENOUGH_CAPITALS):
        return None
    identifier = _identifier()
    odds = dict(identifier.rank(" ".join(words)[:_DETECTED]))
    if max(odds.values()) - odds[ENGLISH] < _CLEARLY or _is_partly_english(text[:_DETECTED]):
        return None
    # with all words the nearest relatives are told apart best; names cannot make it English any more
    codes: Iterator[str] = (code for code, _ in identifier.rank(text[:_DETECTED]) if code != ENGLISH)
    return next(codes)


def _is_partly_english(text: str) -> bool:
    """Whether a good part of a text is in English by itself: a short report that quotes another language at length."""
    pieces = [_small_words(piece) for piece in _PIECES.split(text)]
    english = sum(len(piece) for piece in pieces if piece and _likeliest(" ".join(piece)) == ENGLISH)
    return english >= _ENGLISH_PART * sum(map(len, pieces))


def _likeliest(text: str) -> str:
    code: str = _identifier().classify(text)[0]
    return code


@cache
def _english_words() -> frozenset[str]:
    return read_words(data_folder() / "english_words.txt")


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_table(data_folder() / "languages.tsv", ("code", "name"))}


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(_names().keys() & {*identifier.labels}))
    return identifier
