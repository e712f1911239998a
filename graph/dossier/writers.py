"""The formats in which a dossier can be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from claimgraph.graph.dossier.content import Dossier


@dataclass(frozen=True, slots=True)
class Format:
    """What a format is for, its media type, and what writes a dossier in it."""

    about: str
    media: str
    write: Callable[[Dossier], bytes]


def _html(dossier: Dossier) -> bytes:
    from claimgraph.graph.dossier.markup import to_html

    return to_html(dossier).encode("utf-8")


def _word(dossier: Dossier) -> bytes:
    from claimgraph.graph.dossier.word import to_docx

    return to_docx(dossier)


def _markdown(dossier: Dossier) -> bytes:
    from claimgraph.graph.dossier.markdown import to_markdown

    return to_markdown(dossier).encode("utf-8")


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format("a page to read and to print, also as PDF", "text/html", _html),
        "docx": Format(
            "for Word and other word processors",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _word,
        ),
        "md": Format("plain text with marks", "text/markdown", _markdown),
    }
)
"""By the ending of a file's name."""
