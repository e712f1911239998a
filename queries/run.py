"""A query is run, always through the store's read-only way, and its rows are searched for claims to draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from claimgraph.graph.counting import unsure
from claimgraph.queries.query import Query

if TYPE_CHECKING:
    from claimgraph.graph.store.query import Rows

_CLAIM_ID = re.compile(r"claim:[0-9a-f]{16}")


class Reader(Protocol):
    """Runs Cypher read-only; `graph.store.Store` is one."""

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = ...,
        limit: int = ...,
        most_bytes: int = ...,
    ) -> Rows:
        """The rows of a query; refuses whatever does more than read."""
        ...


def run(
    store: Reader,
    query: Query,
    parameters: Mapping[str, Any],
    *,
    timeout: float = 60.0,
    limit: int = 10_000,
    most_bytes: int = 50_000_000,
) -> Rows:
    """The rows of a query.

    Parameters:
        parameters: typed values for all parameters, as `query.bind` gives them.
        timeout: seconds after which the server stops the query.
        limit: the most rows to fetch, whatever the query's own limit.
        most_bytes: the most bytes to receive.

    Raises:
        QueryError: the Cypher is wrong, would do more than read the graph, took too long, or gave too much.
    """
    return store.read(query.cypher, parameters, timeout=timeout, limit=limit, most_bytes=most_bytes)


def claims_in(rows: Rows) -> set[str]:
    """Ids of all claims that rows hold: as values, in lists, as Claim nodes, or on relationships.

    >>> from types import SimpleNamespace
    >>> sorted(claims_in(SimpleNamespace(rows=[("China", ["claim:0123456789abcdef", None])])))
    ['claim:0123456789abcdef']
    """
    return {text for row in rows.rows for value in row for text in _texts(value) if _CLAIM_ID.fullmatch(text)}


def left_unsure(
    store: Reader, query: Query, parameters: Mapping[str, Any], rows: Rows, *, timeout: float = 60.0
) -> list[str]:
    """A line on the claims that a query leaves out since they were read with a confidence below its `min_confidence`;
    none where nothing is left out.

    Parameters:
        parameters, rows: what the query ran with, and what it gave.
    """
    minimum = parameters.get("min_confidence")
    if not isinstance(minimum, int | float) or minimum <= 0 or "min_confidence" not in query.cypher:
        return []
    everything = run(store, query, {**parameters, "min_confidence": 0.0}, timeout=timeout)
    missing = len(claims_in(everything) - claims_in(rows))
    return [unsure(missing, minimum)] if missing else []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
