"""Cypher of people and of saved queries, run read-only, with a time and row limit, into plain Python values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import NoneType
from typing import Any, cast

from neo4j import Session, Transaction
from neo4j.exceptions import (
    BrokenRecordError,
    ClientError,
    DatabaseError,
    ResultError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Duration

from claimgraph.graph.errors import QueryError
from claimgraph.graph.nesting import MOST_NESTED
from claimgraph.graph.store.cypher_guard import EXPLAIN, CypherGuard
from claimgraph.graph.store.interruption import left_if_odd
from claimgraph.graph.store.metering import Allowance, Meter

# The blanks before it are looked for from their first on only: a message repeats what the query holds.
_PLACE = re.compile(r"(?<!\s)\s*+\(line (\d+), column (\d+) \(offset: \d+\)\)")
_PLAN_WANTED = "leave EXPLAIN and PROFILE out; a query gives rows, not its plan"
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_UNKNOWN = "Neo.DatabaseError.General.UnknownError"
_STOPPED = "Transaction.Terminated"
_PLAIN = frozenset({NoneType, bool, int, str})


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query gave: columns and rows of plain values that JSON can hold.

    `truncated` tells that the query had more rows than the limit.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False


class LateError(QueryError):
    """The server did not end a query in time, and was given up."""


class LostError(QueryError):
    """The server went away while it worked on a query."""


def read_rows(
    session: Session,
    guard: CypherGuard,
    cypher: str,
    parameters: Mapping[str, Any],
    allowance: Allowance,
    metadata: Mapping[str, str],
) -> Rows:
    """Run Cypher that the guard lets pass; see `Store.read`. The session must be one of READ mode.

    Raises:
        LateError: the server neither answered nor ended the query in time.
        LostError: the server went away in the middle of the query.
    """
    meter = Meter(allowance)
    with (
        _query_errors(allowance.seconds),
        _line_errors(meter),
        left_if_odd(session.begin_transaction(metadata=dict(metadata), timeout=allowance.seconds)) as transaction,
        meter.reading(transaction),
    ):
        if not guard.knows(cypher):
            explained = _run(transaction, EXPLAIN + cypher, parameters).consume()
            guard.check(explained.query_type, explained.plan)
            guard.remember(cypher)
        result = _run(transaction, cypher, parameters)
        columns = tuple(result.keys())
        rows: list[tuple[Any, ...]] = []
        for record in result:
            if len(rows) == allowance.rows:
                return Rows(columns, tuple(rows), truncated=True)
            rows.append(tuple(plain(value) for value in record.values()))
        if result.consume().plan is not None:
            raise QueryError(_PLAN_WANTED)
        return Rows(columns, tuple(rows))


@contextmanager
def _line_errors(meter: Meter) -> Iterator[None]:
    """Why a connection ended in the middle of a query, or at its end, which the driver cannot tell."""
    try:
        yield
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        if meter.exceeded:
            raise QueryError(f"{meter.exceeded}; narrow it, LIMIT it, or allow it more") from error
        if meter.late:
            raise LateError from error
        if not meter.asking:
            raise
        if isinstance(error.__cause__, TimeoutError):
            raise LateError from error
        raise LostError from error


def _run(transaction: Transaction, cypher: str, parameters: Mapping[str, Any]) -> Any:
    # The driver wants literals so that nobody splices values into Cypher; this text is the user's own query.
    return transaction.run(cast(Any, cypher), dict(parameters))


@contextmanager
def _query_errors(timeout: float) -> Iterator[None]:
    try:
        yield
    except (TypeError, ValueError, OverflowError, ResultError) as error:
        raise QueryError(f"a parameter of the query cannot be sent to Neo4j: {_first_line(str(error))}") from error
    except ClientError as error:
        if (error.code or "").startswith(_TIMED_OUT):
            raise QueryError(
                f"the query took longer than {timeout:g} s and was stopped; narrow it, or allow it more time"
            ) from error
        if (error.code or "").endswith(_STOPPED):
            raise QueryError("the query was stopped before its end") from error
        raise QueryError(message_of(error.message or "the server refuses the query")) from error
    except BrokenRecordError as error:
        raise QueryError("the query gives a value that the driver cannot read; leave it out") from error
    except DatabaseError as error:
        if error.code != _UNKNOWN:
            raise
        raise QueryError(message_of(error.message or "the server fails at the query")) from error
    except TransientError as error:
        if "MemoryPoolOutOfMemory" in (error.code or ""):
            raise QueryError("the query needs more memory than the server allows; narrow it, or LIMIT it") from error
        raise


def message_of(text: str) -> str:
    """What is told of a message of the server: its first line, and where in the query the mistake stands."""
    if "execution mode" in text:
        return _PLAN_WANTED
    place = _PLACE.search(text)
    first = _PLACE.sub("", _first_line(text))
    if place is None:
        return first
    line = max(1, int(place[1]) - EXPLAIN.count("\n"))
    return f"line {line}, column {place[2]}: {first}"


def _first_line(text: str) -> str:
    return " ".join(text.strip().partition("\n")[0].split())


def plain(value: Any, levels: int = MOST_NESTED) -> Any:
    """A value from the driver as what JSON can hold: nodes and relationships as maps, times as ISO texts.

    Raises:
        QueryError: lists and maps in it are nested deeper than so many levels.
    """
    if type(value) in _PLAIN:
        return value
    if levels < 0:
        raise QueryError(f"the query gives lists or maps that are nested more than {MOST_NESTED} deep")
    match value:
        case float():
            return value if math.isfinite(value) else str(value)
        case Node():
            return {"labels": sorted(value.labels), "properties": plain(dict(value), levels)}
        case Relationship():
            ends = {"start": _key(value.start_node), "end": _key(value.end_node)}
            return {"type": value.type, **ends, "properties": plain(dict(value), levels)}
        case Path():
            return {"nodes": plain(value.nodes, levels), "relationships": plain(value.relationships, levels)}
        case Point():
            return {"srid": value.srid, "coordinates": [plain(part) for part in value]}
        case Duration():
            return value.iso_format()
        case dict():
            return {str(key): plain(item, levels - 1) for key, item in value.items()}
        case list() | tuple() | set():
            return [item if type(item) in _PLAIN else plain(item, levels - 1) for item in value]
        case bytes() | bytearray():
            return value.hex()
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _key(node: Node | None) -> str | None:
    if node is None:
        return None
    return str(node.get("id", node.element_id))
