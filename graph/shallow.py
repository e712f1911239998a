"""JSON that others may have written: what nests lists and objects deeper than ours do is refused at once.

Else it might be taken in here, and end who reads, compares or writes it later.

>>> shallow('{"text": ["a", "b"]}')
{'text': ['a', 'b']}
"""

from __future__ import annotations

import json
from typing import Any, Final

from claimgraph.graph.nesting import is_deeper

MOST_LEVELS: Final = 10
"""Nothing that claimgraph keeps or takes in as JSON nests lists and objects so deep."""


class TooDeepError(ValueError):
    """Lists and objects stand in each other too deep."""

    def __init__(self) -> None:
        super().__init__(f"lists and objects stand in each other more than {MOST_LEVELS} deep")


def shallow(text: str) -> Any:
    """What a text of JSON tells.

    Raises:
        TooDeepError: it nests lists and objects too deep.
        TypeError, ValueError: it is no text, or no JSON.
    """
    try:
        told = json.loads(text)
    except RecursionError as error:
        raise TooDeepError from error
    # Most texts have so few brackets that they cannot nest too deep: statements are read by the million.
    if text.count("[") + text.count("{") > MOST_LEVELS and is_deeper(told, MOST_LEVELS):
        raise TooDeepError
    return told
