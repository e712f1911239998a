"""What an extractor is given to read: documents, also out of what `read_sources` yields."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document, RoleSpan, Statement
from claimgraph.loaders.extract.layout import Legible
from claimgraph.loaders.sources import SourceFailure

_log = logging.getLogger("claimgraph")


def documents_among(items: Iterable[Document | SourceFailure]) -> Iterator[Document]:
    """The documents among what `read_sources` yields; each failure becomes a warning of the logger `claimgraph`.

    Raises:
        LoadError: an item is neither; the message says which function makes documents.
    """
    for item in items:
        if isinstance(item, Document):
            yield item
        elif isinstance(item, SourceFailure):
            _log.warning("left out: %s", item)
        else:
            raise LoadError(
                f"an extractor reads documents, as read_sources(paths) gives them, but got {kind_of_value(item)}"
            )


def kind_of_value(value: object) -> str:
    """What a value is, for a message: "None", "the class Reader", "a value of type str"."""
    if value is None:
        return "None"
    return f"the class {value.__name__}" if isinstance(value, type) else f"a value of type {type(value).__name__}"


def stored(statement: Statement, document: Document, layout: Legible) -> Statement:
    """A statement that was read in a document's text without its layout, with its places in the text as stored.

    Parameters:
        layout: the text that was read.
    """
    evidence = document.evidence(*layout.stored(statement.evidence.start, statement.evidence.end))
    if not layout.is_moved:
        return replace(statement, evidence=evidence)
    roles = tuple(RoleSpan(span.role, *layout.stored(span.start, span.end)) for span in statement.roles)
    return statement.at(evidence, roles)
