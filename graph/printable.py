"""Which characters may reach a terminal, a page or a log, and values as JSON that holds no others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

# Control characters can drive a terminal; the others turn the direction of text around or cannot be encoded.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LOGIN = re.compile(r"(?<=://)[^/\s@]*+(?:@[^/\s@]*+)*@")
# What a spreadsheet runs when it stands first in a cell, also in full width, and also after blanks.
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r]")
# Where a spreadsheet of another language parts cells, whatever the file's own sign is: what follows would be run too.
_FORMULA_BEHIND = re.compile(r"(?<=[;\t\r\n])(?=[\s\u200b\ufeff]*[=+\-@＝＋－＠])")
MOST_SHOWN = 600
"""So many characters of a message are shown; what it repeats may be as long as an article."""


def safe(text: str) -> str:
    """The text with U+FFFD for control characters (but not line ends and tabs) and for marks of direction.

    >>> safe("red \\x1b[31m alert")
    'red \ufffd[31m alert'
    """
    return _UNSAFE.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold.

    >>> xml_text("a\\x00b\\ufffe")
    'ab'
    """
    return "".join(char for char in text if _is_xml(ord(char)))


def _is_xml(point: int) -> bool:
    return point in (0x9, 0xA, 0xD) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000


def shortened(text: str, most: int = MOST_SHOWN) -> str:
    """The text, with its middle left out where it is longer than `most` characters.

    The start names the file or row, the end says what would be right.

    >>> shortened("news.txt: " + "x" * 50 + "; write a date", 40)
    'news.txt: xxxxxxxx … xxxxx; write a date'
    """
    if len(text) <= most:
        return text
    head = (most - 3) // 2
    return f"{text[:head]} … {text[len(text) - (most - 3 - head) :]}"


def message(text: str) -> str:
    """A message as one line that is safe to print, of bearable length, and without the passwords of addresses.

    >>> message("http://jane:secret@example.org/a: is\\n\\x1bnot text")
    'http://example.org/a: is �not text'
    """
    return shortened(safe(" ".join(without_logins(text).splitlines())))


def without_logins(text: str) -> str:
    """The text with no user name and password in any address.

    >>> without_logins("bolt://neo4j:pass@word@db.example:7687 does not answer")
    'bolt://db.example:7687 does not answer'
    """
    return _LOGIN.sub("", text)


def no_formula(text: str) -> str:
    """A cell's text that no spreadsheet runs as a formula: an apostrophe before what would be one.

    >>> no_formula(" =1+1"), no_formula("a=1"), no_formula("a;=1+1")
    ("' =1+1", 'a=1', "a;'=1+1")
    """
    start = "'" if _FORMULA.match(text) else ""
    return start + _FORMULA_BEHIND.sub("'", text)


def with_article(noun: str) -> str:
    """A noun with its indefinite article.

    >>> with_article("Organization"), with_article("State")
    ('an Organization', 'a State')
    """
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def json_text(value: object, indent: int | None = None, default: Callable[[Any], Any] | None = None) -> str:
    """A value as JSON; characters that `safe` would replace are escaped, so that nothing is lost and nothing runs.

    >>> json_text({"name": "\\x9b31m Öz"})
    '{"name": "\\\\u009b31m Öz"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False, default=default)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
