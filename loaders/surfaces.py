"""How names are written: from the words of a text to the form that is looked up.

>>> bare("the  Kremlin’s")
'Kremlin'
>>> key("U.S.'s") == key("the US")
True
>>> key("Élysée Palace"), slug("Drone engines")
('elysee palace', 'drone-engines')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from claimgraph.graph.limits import NAME_BYTES, shortened
from claimgraph.graph.model import text_hash

ARABIC_ARTICLE: Final = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az)-[A-Z]")
"""How a name begins with an Arabic article, which may be small: "al-Shabaab", "el-Sisi"."""

REMEMBERED: Final = 16_384
"""How many answers a lookup of names keeps: more than an article has names, and few enough for memory to stay flat."""

_MARKS = str.maketrans(dict.fromkeys("’‘ʼʹ`´", "'") | dict.fromkeys("‐‑‒–—−", "-"))
_ENDS = "\"“”„«»'()[]{}<>,;:!?…*_ "
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\S)(?:'s|(?<=s)')$", re.IGNORECASE)
_PLAIN = re.compile(r"(?!(?:the|an?) )[a-z0-9]+(?: [a-z0-9]+)*", re.IGNORECASE | re.ASCII)
_WORD = re.compile(r"[^\W_]+")
_SAINT = {"st": "saint"}
_LEFT_OUT = str.maketrans({".": None, "'": None, "-": " ", "/": " "})


@lru_cache(REMEMBERED)
def bare(surface: str) -> str:
    """The name in a surface: without article, possessive, quotation marks and spare spaces; case is kept."""
    if _PLAIN.fullmatch(surface):
        return surface
    while (barer := _barer(surface)) != surface:
        surface = barer
    return surface


@lru_cache(REMEMBERED)
def key(surface: str) -> str:
    """What two spellings of one name share: case, accents, dots, apostrophes and hyphens do not count."""
    if surface.isalnum() and surface.isascii():
        return _SAINT.get(lowered := surface.lower(), lowered)
    if _PLAIN.fullmatch(surface) and "st" not in surface.lower().split():
        return surface.lower()
    letters = bare(surface)
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = letters.casefold().translate(_LEFT_OUT).replace("&", " and ").split()
    return " ".join([_SAINT.get(word, word) for word in words])


@lru_cache(REMEMBERED)
def slug(surface: str) -> str:
    """The name as part of an id: letters and digits joined by hyphens, never empty, and no longer than an id may be."""
    words = _WORD.findall(key(surface))
    return shortened("-".join(words), NAME_BYTES) or text_hash(surface)[:8]


def is_written_like(known: str, surface: str) -> bool:
    """Whether a surface may be this known name by its capitals.

    A name needs its first capital; one of two or three capitals needs them all, so that "us" is no state.
    """
    written, letters = bare(surface).replace(".", ""), known.replace(".", "")
    if letters.isupper() and len(letters) <= 3:
        return written.isupper()
    return starts_with_capital(written) or not starts_with_capital(letters)


def starts_with_capital(text: str) -> bool:
    """Whether the first letter or digit of a text is no lower-case letter."""
    first = next((character for character in text if character.isalnum()), "")
    return bool(first) and not first.islower()


def _barer(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).split())
    text = _POSSESSIVE.sub("", text.rstrip(_ENDS.replace("'", ""))).strip(_ENDS)
    return _ARTICLE.sub("", text)
