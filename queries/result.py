"""Rows together with where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimgraph.graph.counting import counted
from claimgraph.queries.cells import cell
from claimgraph.queries.query import Query

if TYPE_CHECKING:
    from claimgraph.graph.store.query import Rows


@dataclass(frozen=True, slots=True)
class Result:
    """Rows with the query and the parameters that gave them."""

    rows: Rows
    query: Query | None = None
    parameters: Mapping[str, Any] | None = None

    @property
    def title(self) -> str:
        """What stands above the rows."""
        return self.query.title if self.query else "Result"

    @property
    def call(self) -> str:
        """The query's name with its parameters, those that have no value left out."""
        given = [f"{name}={cell(value, ',')}" for name, value in (self.parameters or {}).items() if value is not None]
        name = self.query.name if self.query else ""
        return " ".join([name or "Cypher", *given])

    @property
    def count(self) -> str:
        """How many rows there are, in words."""
        number = len(self.rows.rows)
        if self.rows.truncated:
            return f"the first {counted(number, 'row')} of more"
        return counted(number, "row") if number else "no rows"
