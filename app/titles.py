"""What a page on the claims of some articles is called."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

# A title names so many paths.
MOST_NAMED = 2


def title_of(paths: Collection[str]) -> str:
    """The title of a page on what these paths claim.

    >>> title_of(["news/engines.md", "news/optics.md", "news/rockets.md"])
    'Claims in engines.md, optics.md and 1 more'
    """
    names = [Path(path).name or path for path in paths]
    named = ", ".join(names[:MOST_NAMED])
    return f"Claims in {named} and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else f"Claims in {named}"
