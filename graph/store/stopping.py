"""Reads that somebody may want to end: the server knows their transactions by a mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import LiteralString, TypeVar

from neo4j import ManagedTransaction, Session, unit_of_work

T = TypeVar("T")

_KEY = "claimgraph"
# A user may see and end the transactions of that user on any server, whatever else is permitted.
_STOP: LiteralString = """
SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.claimgraph = $mark
TERMINATE TRANSACTIONS id YIELD message
RETURN count(*) AS stopped
"""


def metadata(mark: str) -> dict[str, str]:
    """What a transaction with this mark carries; nothing for none."""
    return {_KEY: mark} if mark else {}


def marked(mark: str, work: Callable[[ManagedTransaction], T]) -> Callable[[ManagedTransaction], T]:
    """The work, in a transaction that carries the mark."""
    return unit_of_work(metadata=metadata(mark))(work) if mark else work


def stop(session: Session, mark: str) -> int:
    """End all transactions that carry the mark; how many there were."""
    return int(session.run(_STOP, mark=mark).single(strict=True)["stopped"])
