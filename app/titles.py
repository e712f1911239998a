"""What a page on the claims of some articles is called."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from claimgraph.graph.printable import without_logins
from claimgraph.loaders.sources.addresses import is_address, short_name

# A title names so many paths.
MOST_NAMED = 2


def short_name_of(path: str) -> str:
    """What a title calls a file, folder or page: the last part of its name; no folder, user name or password.

    >>> short_name_of("http://jane:secret@example.org/news/lathes.html"), short_name_of("/home/jane/case-x/a.txt")
    ('lathes', 'a.txt')
    """
    return (
        short_name(without_logins(path)) if is_address(path) else Path(path).name or Path(path).resolve().name or path
    )


def command_told(command: str, paths: Collection[str]) -> str:
    """A command with what it was given, as a page that others see tells it: public addresses, names without folders.

    >>> command_told("load", ["http://jane:secret@example.org/a", "/home/jane/case-x/b.txt", "-"])
    'claimgraph load http://example.org/a, b.txt, -'
    """
    told = (without_logins(path) if is_address(path) else short_name_of(path) for path in paths)
    return f"claimgraph {command} {', '.join(told)}"


def title_of(paths: Collection[str]) -> str:
    """The title of a page on what these paths claim.

    >>> title_of(["news/engines.md", "news/optics.md", "news/rockets.md"])
    'Claims in engines.md, optics.md and 1 more'
    """
    names = [short_name_of(path) for path in paths]
    named = ", ".join(names[:MOST_NAMED])
    return f"Claims in {named} and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else f"Claims in {named}"
