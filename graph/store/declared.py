"""Whether a database has the constraints and indexes that are declared, and no others on labels of ours.

Neo4j knows them by name: where a dump of somebody else brings one of our names for something else, `IF NOT EXISTS`
leaves it, and what asks it finds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.store.difference import Difference
from claimgraph.graph.store.preparing import make_schema, schema_version
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.transactions import Transactions

_STATEMENT = re.compile(
    r"CREATE (?:RANGE )?(?P<kind>(?:\w+ )?INDEX|CONSTRAINT) (?P<name>.+?) (?:IF NOT EXISTS )?FOR (?P<on>.+?)"
    r" (?P<what>(?:ON|REQUIRE) .+?)(?: OPTIONS (?P<options>.*))?",
    re.DOTALL,
)
_VARIABLE = re.compile(r"\b\w+(?=[.:])")
_DRAWN = re.compile(r"[\s()\[\]<>-]")
_ANALYZER = re.compile(r"fulltext\.analyzer: *'([^']*)'")
_PREFIX = "claimgraph_"
_LABELS = frozenset(label for node in SCHEMA.nodes for label in (node.label, *node.sublabels))
_TYPES = frozenset(one.type for one in SCHEMA.relationships)
_CONSTRAINTS = """
SHOW CONSTRAINTS YIELD name, labelsOrTypes, createStatement
RETURN name, labelsOrTypes AS on, createStatement AS statement, '' AS state
"""
_INDEXES = """
SHOW INDEXES YIELD name, type, state, labelsOrTypes, createStatement, owningConstraint
WHERE type <> 'LOOKUP' AND owningConstraint IS NULL
RETURN name, labelsOrTypes AS on, createStatement AS statement, state
"""
_KINDS: tuple[tuple[str, LiteralString, LiteralString], ...] = (
    ("CONSTRAINT", _CONSTRAINTS, "DROP CONSTRAINT $name"),
    ("INDEX", _INDEXES, "DROP INDEX $name"),
)
"""How those that are there are told, and how one is removed."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What a constraint or an index is, however the statement that creates it is written."""

    kind: str
    on: str
    what: str
    analyzer: str

    @classmethod
    def of(cls, statement: str) -> _Form | None:
        """That of a statement; None for a kind that we never make."""
        found = _STATEMENT.fullmatch(statement.replace("`", ""))
        if found is None:
            return None
        on, what = (_DRAWN.sub("", _VARIABLE.sub("n", found[part])) for part in ("on", "what"))
        analyzer = _ANALYZER.search(found["options"] or "")
        return cls(found["kind"], on, what, analyzer[1] if analyzer else "")


def _declared() -> dict[str, _Form | None]:
    """The form of each constraint and index that is declared, by its name."""
    statements = (*SCHEMA.constraints(), *SCHEMA.indexes())
    return {found["name"]: _Form.of(one) for one in statements if (found := _STATEMENT.fullmatch(one.replace("`", "")))}


class Declared:
    """Tells which schema a store has, and makes it the one that is declared."""

    _transactions: Transactions

    def schema_version(self) -> int | None:
        """Which schema the graph has; None where there is no graph of claimgraph."""
        return schema_version(self._transactions)

    def schema_differences(self) -> list[Difference]:
        """The constraints and indexes that are missing, not as declared, or of others on our labels."""
        wrong, right = self._transactions.read_once(_compared)
        missing = sorted(_declared().keys() - right - {one.id for one, _ in wrong})
        return [*(one for one, _ in wrong), *(Difference(_kind(name), name, None, name, _MISSING) for name in missing)]

    def renew_schema(self) -> int:
        """Remove what a graph has on our labels or under our names otherwise than declared, and make what is missing.

        Returns how many constraints and indexes were not as they are declared.

        Raises:
            StoreError: something that is declared to be unique is there twice.
        """
        return _renew(self._transactions)


_MISSING = "is missing: what asks it is slow, or finds nothing"
_CHANGED = "is not as claimgraph declares it"
_FAILED = "could not be built by Neo4j"
_OF_OTHERS = "stands on what is claimgraph's, and is not declared"


def _kind(name: str) -> str:
    form = _declared()[name]
    return "CONSTRAINT" if form is not None and form.kind == "CONSTRAINT" else "INDEX"


def _renew(transactions: Transactions) -> int:
    declared = _declared()
    wrong, right = transactions.read_once(_compared)
    for one, drop in wrong:
        _drop(transactions, drop, one.id)
    make_schema(transactions)
    return sum(one.id not in declared for one, _ in wrong) + len(declared.keys() - right)


def _compared(transaction: ManagedTransaction) -> tuple[list[tuple[Difference, LiteralString]], set[str]]:
    """What is otherwise than declared, each with the statement that removes it; and the names of what is right."""
    declared, right, wrong = _declared(), set[str](), list[tuple[Difference, LiteralString]]()
    for kind, look, drop in _KINDS:
        for found in transaction.run(look).data():
            name, statement, failed = found["name"], found["statement"], found["state"] == "FAILED"
            if name in declared and _Form.of(statement) == declared[name] and not failed:
                right.add(name)
            elif name.startswith(_PREFIX) or not (_LABELS | _TYPES).isdisjoint(found["on"]):
                note = (_FAILED if failed else _CHANGED) if name in declared else _OF_OTHERS
                wrong.append((Difference(kind, name, statement, None, note), drop))
    return wrong, right


def _drop(transactions: Transactions, statement: LiteralString, name: str) -> None:
    with transactions.session(write=True) as session:
        session.run(statement, name=name).consume()
