"""How long a name, an id or an address may be, and how a longer one is shortened.

Neo4j keeps values of about 8,000 bytes in a range index, all properties of one index together, and refuses the whole
transaction that brings a longer one. These limits stay well below it; three values fit into one index.

>>> cut("Norland sold lathes", 10)
'Norland…'
>>> cut("lathes", 10)
'lathes'
"""

from __future__ import annotations

from claimgraph.graph.model import text_hash

INDEXED_BYTES = 2_000
"""The longest id, name, title or address that is kept, in bytes of UTF-8."""

NAME_BYTES = 600
"""The longest name of an entity that an extractor gives, in bytes of UTF-8; a longer one is cut."""

SEARCHED_BYTES = 30_000
"""The longest value of an index of parts of words; all names of one entity are kept in one."""

ID_PART_BYTES = 800
"""The longest of the two parts of an article's id (its place and its row), in bytes of UTF-8."""

_ELLIPSIS = "…"
_HASH_LETTERS = 16


def size_of(text: str) -> int:
    """The length of a text in bytes of UTF-8; lone surrogates count as they stand."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def cut(text: str, most: int = INDEXED_BYTES) -> str:
    """A text of at most `most` bytes; one that was longer ends with an ellipsis."""
    if size_of(text) <= most:
        return text
    return _head(text, most - size_of(_ELLIPSIS)) + _ELLIPSIS


def shortened(id: str, most: int = INDEXED_BYTES) -> str:
    """An id of at most `most` bytes; of a longer one the end is replaced by a hash of the whole, so it stays unique.

    >>> shortened("a" * 50, 30)
    'aaaaaaaaaaaaa-160b4e433e384e05'
    """
    if size_of(id) <= most:
        return id
    return f"{_head(id, most - _HASH_LETTERS - 1)}-{text_hash(id)[:_HASH_LETTERS]}"


def _head(text: str, most: int) -> str:
    return text.encode("utf-8", "surrogatepass")[:most].decode("utf-8", "ignore").rstrip()
