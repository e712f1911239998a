"""What one value of a result looks like as text, and which characters may reach a terminal or a page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# Control characters can drive a terminal; the others turn the direction of text around or cannot be encoded.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def cell(value: Any, between: str = "; ") -> str:
    """A value as people read it: nothing for null, yes and no, lists with `between` between their parts.

    >>> cell([True, None, "Liu Pengyu", 2.5])
    'yes; ; Liu Pengyu; 2.5'
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return between.join(cell(item, between) for item in value)
        case Mapping():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def safe(text: str) -> str:
    """The text with U+FFFD for control characters (but not line ends and tabs) and for marks of direction.

    >>> safe("red \\x1b[31m alert")
    'red \ufffd[31m alert'
    """
    return _UNSAFE.sub("\ufffd", text)
