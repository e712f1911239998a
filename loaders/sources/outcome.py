"""What reading yields besides articles: failures as values, remarks, and the limits that hold."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from claimgraph.graph.printable import without_logins

Notice = Callable[[str], None]
"""Takes one line about something that a person should know although the article was read."""

_log = logging.getLogger("claimgraph")
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def one_line(text: str) -> str:
    """The text without line ends, control characters and lone surrogates, so that it prints as one safe line."""
    return _UNPRINTABLE.sub(" ", text).strip()


def size(count: int) -> str:
    """A number of bytes as people write it.

    >>> size(5_000_000)
    '5 MB'
    """
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if count >= unit:
            return f"{count / unit:.4g} {name}"
    return f"{count} bytes"


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """Something that could not be read as an article; the other articles are read all the same.

    Parameters:
        where: the file, row or address, as the user named it.
        problem: what is wrong with it and what would be right.
        count: how many articles or rows it stands for.

    >>> print(SourceFailure("news.csv, row 7", "the column 'text' is empty; every row needs its article's text there"))
    news.csv, row 7: the column 'text' is empty; every row needs its article's text there
    """

    where: str
    problem: str
    count: int = 1

    def __str__(self) -> str:
        return one_line(without_logins(f"{self.where}: {self.problem}"))


def unexpected(where: str, error: Exception) -> SourceFailure:
    """The failure that stands for an error that should not have happened while one source was read."""
    _log.debug("reading %s failed", where, exc_info=error)
    return SourceFailure(where, f"cannot be read ({type(error).__name__}: {error}); it is left out, please report it")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one source may cost.

    Parameters:
        article_bytes: the longest text of one article, in bytes of UTF-8 after decompression. Rows have the same limit.
        page_bytes: the largest HTML page (saved or fetched) or line of a table, in bytes.
        download_bytes: the largest download, unpacked, in bytes; it may be a table of many articles.
        download_rows: the most rows of a table that is fetched: small ones cost far more to keep than to send.
        page_seconds: the longest that reading the mark-up of one page or Markdown text may take.
        page_memory: the most memory that this may take, in bytes; held on Linux.
        seconds: the longest wait for the answer of an address, from the look-up of its name to its last byte.
        redirects: how many redirects one address may make.
    """

    article_bytes: int = 1_000_000
    page_bytes: int = 10_000_000
    download_bytes: int = 50_000_000
    download_rows: int = 20_000
    page_seconds: float = 20.0
    page_memory: int = 4_000_000_000
    seconds: float = 30.0
    redirects: int = 5
