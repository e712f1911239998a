"""Whether Cypher only reads, told by the plan that the server makes of it; nothing here parses Cypher.

A transaction in READ mode refuses writes, yet it lets a query load files and addresses (LOAD CSV), end other people's
transactions and call what extensions offer. So the server is asked to EXPLAIN the query first, in the same transaction:
its type must be "r", none of its operators may be one of those, and whatever is called must be on the list of
harmless calls. Where Neo4j evaluates a subquery inside an expression, the plan shows it as text only; that is why
the operators' details are searched too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Self

from claimgraph.graph.errors import QueryError

EXPLAIN = "EXPLAIN\n"
"""Stands before the query on a line of its own, so that columns in the server's messages are those of the query."""

_REFUSED_OPERATORS = (
    ("LoadCSV", "LOAD CSV"),
    ("Show", "a SHOW command"),
    ("Terminate", "a TERMINATE command"),
    ("Transaction", "CALL … IN TRANSACTIONS"),
    ("AdministrationCommand", "an administration command"),
)
_MOST_REMEMBERED = 200
_LOAD_CSV_IN_EXPRESSION = re.compile(r"\bLOAD CSV\b")
# Takes in every word, not only those before a bracket, and never gives a part back: a text that begins no call would be
# tried again at each of its letters.
_WORDS = re.compile(r"(?P<name>[\w`]++(?:\s*+\.\s*+[\w`]++)*+)(?P<call>\s*+\()?")


@dataclass(frozen=True, slots=True)
class CypherGuard:
    """Refuses plans of queries that do more than read the graph.

    >>> guard = CypherGuard(frozenset({"db.labels", "date.*"}))
    >>> guard.check("r", {"operatorType": "ProcedureCall@neo4j", "args": {"Details": "db.labels() :: (label)"}})
    >>> guard.check("r", {"operatorType": "LoadCSV@neo4j", "args": {"Details": "line"}})
    Traceback (most recent call last):
    claimgraph.graph.errors.QueryError: the query may only read the graph; LOAD CSV is refused
    """

    harmless: frozenset[str]
    _passed: set[str] = field(default_factory=set, init=False, compare=False)

    def knows(self, cypher: str) -> bool:
        """Whether this text has passed already; what it calls stands in it, whatever its parameters are."""
        return cypher in self._passed

    def remember(self, cypher: str) -> None:
        """Let this text pass without another look."""
        if len(self._passed) >= _MOST_REMEMBERED:
            self._passed.clear()
        self._passed.add(cypher)

    @classmethod
    def standard(cls) -> Self:
        """The guard with the calls of `graph/store/data/harmless_calls.txt`."""
        text = files("claimgraph.graph.store").joinpath("data/harmless_calls.txt").read_text("utf-8")
        return cls(frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")))

    def check(self, query_type: str | None, plan: Mapping[str, Any] | None) -> None:
        """Raise QueryError unless a query of this type (`r`, `rw`, `w`, `s`) and plan only reads the graph."""
        if plan is None:
            raise QueryError("the query cannot be checked: the server gives no plan for it")
        for operator, details in _operators(plan):
            for refusal in self._refusals(operator, details):
                raise QueryError(f"the query may only read the graph; {refusal} is refused")
        if query_type != "r":
            raise QueryError("the query may only read the graph; it writes, or changes the database")

    def _refusals(self, operator: str, details: str) -> Iterator[str]:
        yield from (what for start, what in _REFUSED_OPERATORS if operator.startswith(start))
        if _LOAD_CSV_IN_EXPRESSION.search(details):
            yield "LOAD CSV"
        yield from (f"calling {name}" for name in _calls(details) if not self._allows(name))

    def _allows(self, name: str) -> bool:
        return name in self.harmless or f"{name.rpartition('.')[0]}.*" in self.harmless


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    pending = [plan]
    while pending:
        node = pending.pop()
        yield str(node.get("operatorType", "")), str(node.get("args", {}).get("Details", ""))
        pending.extend(node.get("children", ()))


def _calls(details: str) -> Iterable[str]:
    """The names with a dot that stand before a bracket."""
    found = (words["name"] for words in _WORDS.finditer(details) if words["call"])
    return (re.sub(r"[\s`]", "", name) for name in found if "." in name)
