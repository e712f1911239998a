"""From bytes to text, without a silent wrong letter.

UTF-8 is the rule, a byte order mark (UTF-8, UTF-16, UTF-32) decides. Of the old encodings only Windows-1252 is
read, only where the result reads like Western text, and the caller tells the user so; all else is refused.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import webencodings

from claimgraph.graph.errors import LoadError

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "gzip data (packed twice, or its name should end in .gz)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)""", re.I)
_META_WITHIN = 4096
_TYPOGRAPHIC = set("‘’“”–—…•€£¥§©®™°±·«»¿¡½¼¾×\u00a0\u00ad")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and, where it was not UTF-8 or marked, the old encoding that it was read in."""

    text: str
    legacy: str | None = None

    @property
    def remark(self) -> str:
        """What to tell the user about the old encoding."""
        return f"not UTF-8, read as {self.legacy}; save it as UTF-8 if letters look wrong"


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark at the start declares."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def refuse_binary(head: bytes) -> None:
    """Raise LoadError if the first bytes of a file show that it is no text."""
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if kind is None and b"\x00" in head and marked_encoding(head) is None:
        kind = "binary data (it holds NUL bytes)"
    if kind is not None:
        raise LoadError(f"is {kind}, not text; save the article as UTF-8 text or HTML")


def decode(raw: bytes) -> Decoded:
    """The text of bytes.

    Raises:
        LoadError: they are no text, or text in an encoding that cannot be told for certain.
    """
    refuse_binary(raw)
    encoding = marked_encoding(raw) or "utf-8"
    try:
        return Decoded(raw.decode(encoding))
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise LoadError(
                f"begins like {encoding.upper()} but breaks at byte {error.start}; save it as UTF-8"
            ) from None
        return decode_legacy(raw)


def decode_legacy(raw: bytes) -> Decoded:
    """The text of bytes that are not UTF-8.

    Raises:
        LoadError: they do not read like Western text in Windows-1252.
    """
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or not _reads_western(text):
        raise LoadError(
            "is not UTF-8, and no other encoding is certain; convert it: iconv -f ENCODING -t UTF-8 OLD > NEW"
        )
    return Decoded(text, "Windows-1252")


def decode_page(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of an HTML page: by byte order mark, `declared` (the HTTP header), its own meta tag, else as `decode`.

    Raises:
        LoadError: as `decode`.
    """
    refuse_binary(raw[:_META_WITHIN])
    meta = _META_CHARSET.search(raw[:_META_WITHIN])
    labels = [declared, meta[1].decode("ascii") if meta else None]
    for label in labels if marked_encoding(raw) is None else ():
        text = _decode_as(raw, label) if label else None
        if text is not None:
            return Decoded(text)
    return decode(raw)


def _decode_as(raw: bytes, label: str) -> str | None:
    """The text by the encoding that browsers understand by a label; None where there is none or it does not fit.

    Only labels of the WHATWG Encoding Standard count. Python knows more codecs, some of which take quadratic time.
    """
    encoding = webencodings.lookup(label)
    try:
        return None if encoding is None else encoding.codec_info.decode(raw, "strict")[0]
    except UnicodeError:
        return None


def _reads_western(text: str) -> bool:
    """Whether a text decoded as Windows-1252 looks as if that were right.

    Other encodings show: symbols that English prose does not use, words made mostly of accented letters (Cyrillic,
    Greek, Chinese), capitals inside or at the end of a word (Mac Roman's quotation marks).
    """
    foreign = [char for char in text if char > "\x7f"]
    if any(not char.isalpha() and char not in _TYPOGRAPHIC for char in foreign):
        return False
    return all(_plausible(word) for word in _WORD.findall(text) if not word.isascii())


def _plausible(word: str) -> bool:
    accented = [(place, char) for place, char in enumerate(word) if char > "\x7f"]
    if len(accented) * 2 > len(word):
        return False
    return not any(
        char.isupper() and (word[place - 1 : place].islower() or place == len(word) - 1) for place, char in accented
    )
