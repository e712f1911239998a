"""The record of who saved and removed which query, and when: a file beside the user's saved queries."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from claimgraph.graph.decision import Decision, Kind, Signature
from claimgraph.graph.errors import QueryError
from claimgraph.graph.files import OWNER_ONLY

_log = logging.getLogger("claimgraph")

FILE = "decisions.jsonl"


def note(folder: Path, kind: Kind, signature: Signature, query: str) -> None:
    """Note a decision about a query, where somebody signs it.

    Raises:
        QueryError: the record cannot be written.
    """
    if signature.by is None:
        return
    number = len(recorded(folder)) + 1
    decision = Decision(f"query-{number}", kind, signature.by, signature.at, (query,), (query,))
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8", opener=_private) as file:
            file.write(json.dumps(decision.to_dict(), ensure_ascii=False) + "\n")
    except OSError as error:
        raise QueryError(f"{path}: the record of decisions cannot be written ({error.strerror})") from error


def _private(path: str, flags: int) -> int:
    """Open a file that only its owner reads: it tells who decided what."""
    return os.open(path, flags, OWNER_ONLY)


def recorded(folder: Path) -> list[Decision]:
    """All decisions about the queries of a folder, the oldest first; a line that tells none is passed over with a note.

    Raises:
        QueryError: the record cannot be read.
    """
    path = folder / FILE
    if path.exists() and not path.is_file():
        raise QueryError(f"{path}: is no file; move it away, the record of decisions stands there")
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise QueryError(f"{path}: the record of decisions cannot be read ({error.strerror})") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(Decision.of_dict(json.loads(line)))
        except (KeyError, TypeError, ValueError, RecursionError):
            _log.warning("%s: line %d tells no decision and is passed over", path, number)
    return found
