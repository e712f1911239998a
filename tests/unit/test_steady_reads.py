"""What is read while somebody else writes is no damage: it is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast
from unittest.mock import Mock

import pytest
from neo4j import ManagedTransaction

from claimgraph.graph.errors import DamagedError
from claimgraph.graph.store.transactions import _steady


def graph_with(writes: int) -> ManagedTransaction:
    """A transaction that sees a graph after so many writes, also while a further one is being applied."""
    transaction = Mock()
    transaction.run.return_value.single.return_value = {"writes": writes}
    return cast(ManagedTransaction, transaction)


def seeing(*sights: str) -> Callable[[ManagedTransaction], str]:
    """Work that sees one after the other; what begins with "the graph is damaged" is an error."""
    left: Iterator[str] = iter(sights)

    def work(_: ManagedTransaction) -> str:
        seen = next(left)
        if seen.startswith("the graph is damaged"):
            raise DamagedError(seen)
        return seen

    return work


def test_a_decision_that_is_taken_back_at_this_moment_is_no_damage() -> None:
    assert _steady(graph_with(7), seeing("the graph is damaged: Merge 'None'", "whole")) == "whole"
    torn = [f"the graph is damaged: Merge {number}" for number in range(4)]
    assert _steady(graph_with(7), seeing(*torn, "whole")) == "whole"


def test_damage_is_told_when_it_is_seen_again() -> None:
    with pytest.raises(DamagedError, match="state:KP"):
        _steady(graph_with(7), seeing(*["the graph is damaged: Merge 'state:KP'"] * 2))
