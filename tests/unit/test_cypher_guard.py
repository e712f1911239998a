"""The guard reads plans: types, operators, and the text of expressions in which subqueries hide."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.graph.errors import QueryError
from claimgraph.graph.store.cypher_guard import CypherGuard
from claimgraph.graph.store.query import message_of

GUARD = CypherGuard.standard()


def plan(operator: str, details: str = "", *children: dict[str, Any]) -> dict[str, Any]:
    return {"operatorType": f"{operator}@neo4j", "args": {"Details": details}, "children": list(children)}


@pytest.mark.parametrize(
    "harmless",
    [
        plan("ProduceResults", "n", plan("AllNodesScan", "n")),
        plan("ProcedureCall", "db.labels() :: (label :: STRING)"),
        plan("Projection", "date.truncate($autostring_0, n.d) AS day, point.distance(a, b) AS far"),
        plan("Filter", "any(x IN n.names WHERE toLower(x) = $name)"),
    ],
)
def test_plans_that_only_read_pass(harmless: dict[str, Any]) -> None:
    GUARD.check("r", harmless)


@pytest.mark.parametrize(
    ("refused", "named"),
    [
        (plan("ProduceResults", "l", plan("LoadCSV", "l")), "LOAD CSV"),
        (plan("Projection", "[x IN a | COLLECT { LOAD CSV FROM f AS l RETURN l }] AS c"), "LOAD CSV"),
        (plan("ProcedureCall", "apoc.load.json($autostring_0) :: (value :: MAP)"), "calling apoc.load.json"),
        (plan("Projection", "COLLECT { ResolvedCall(db.info() :: id) }"), "calling db.info"),
        (plan("Filter", "apoc.cypher.runFirstColumnSingle($a, {}) = 1"), "calling apoc.cypher.runFirstColumnSingle"),
        (plan("Filter", "`apoc`.`cypher`.`run`($a)"), "calling apoc.cypher.run"),
        (plan("Projection", "date.evil.call($a)"), "calling date.evil.call"),
        (plan("ShowTransactions"), "a SHOW command"),
        (plan("TerminateTransactions"), "a TERMINATE command"),
        (plan("TransactionApply"), "IN TRANSACTIONS"),
        (plan("TransactionForeach"), "IN TRANSACTIONS"),
        (plan("AdministrationCommand"), "an administration command"),
    ],
)
def test_plans_that_do_more_are_refused_by_name(refused: dict[str, Any], named: str) -> None:
    with pytest.raises(QueryError, match=f"only read the graph; .*{named}.* is refused"):
        GUARD.check("r", refused)


@pytest.mark.parametrize("details", ["1" * 1_000_000, "a." * 500_000, "a" + " " * 1_000_000, "`" * 1_000_000])
def test_a_plan_of_long_words_is_looked_through_once(details: str) -> None:
    """Looked through anew from each letter, it took hours, and the live page answered nobody meanwhile."""
    GUARD.check("r", plan("Projection", details))
    with pytest.raises(QueryError, match=r"calling apoc\.run"):
        GUARD.check("r", plan("Projection", f"{details}, apoc . `run` ($a)"))


def test_a_message_of_the_server_with_many_blanks_is_looked_through_once() -> None:
    told = message_of(f"Variable `{' ' * 1_000_000}` not defined (line 1, column 8 (offset: 7))")
    assert told == "line 1, column 8: Variable ` ` not defined"


@pytest.mark.parametrize("query_type", ["rw", "w", "s", None])
def test_types_other_than_reading_are_refused(query_type: str | None) -> None:
    with pytest.raises(QueryError, match="it writes"):
        GUARD.check(query_type, plan("ProduceResults"))


def test_a_query_without_a_plan_is_refused() -> None:
    with pytest.raises(QueryError, match="gives no plan"):
        GUARD.check("r", None)


def test_what_has_passed_is_known_and_not_too_much_is_remembered() -> None:
    guard = CypherGuard.standard()
    assert not guard.knows("RETURN 1")
    for number in range(1000):
        guard.remember(f"RETURN {number}")
        assert guard.knows(f"RETURN {number}")
    assert sum(guard.knows(f"RETURN {number}") for number in range(1000)) <= 200
