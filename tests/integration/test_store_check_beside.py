"""Checks and rebuilds beside somebody who writes say so in one line, and write no sums of a graph that has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from made_news import made

from claimgraph.graph.errors import StoreError
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store, audit, mending

pytestmark = pytest.mark.integration

GOES = made("a", "Ana says Ortanex sold lathes to Norland.")
STAYS = made("b", "Bruno says Velmora sold lathes to Norland.")
MEANWHILE = "written to meanwhile"


@pytest.fixture
def colleague(store_connection: Connection) -> Iterator[Store]:
    """The same store, as somebody else has it open."""
    with Store.at(store_connection) as other:
        yield other


def _first(function: Callable[..., Any], act: Callable[[], object]) -> Callable[..., Any]:
    """The function, before whose first call something is done."""
    acts = iter([act])

    def called(*parameters: Any) -> Any:
        for one in acts:
            one()
        return function(*parameters)

    return called


def _check(store: Store) -> object:
    return list(store.check())


@pytest.mark.parametrize("look", [_check, Store.rebuild])
def test_what_goes_and_comes_while_it_is_looked_at_is_no_damage(
    store: Store, colleague: Store, look: Callable[[Store], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put([GOES, STAYS])
    monkeypatch.setattr(audit, "_claims", _first(audit._claims, lambda: colleague.forget("a")))
    monkeypatch.setattr(audit, "read_claims", _first(audit.read_claims, lambda: colleague.put([GOES])))
    with pytest.raises(StoreError, match=MEANWHILE):
        look(store)
    assert _check(store) == []


def test_sums_from_before_a_write_are_not_written_after_it(
    store: Store, colleague: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put([GOES, STAYS])
    store._transactions.write(
        lambda transaction: transaction.run("MATCH (n:State|Meta) SET n.month_counts = [9, 9, 9, 9]").consume()
    )
    monkeypatch.setattr(mending, "_REPAIRED_AT_ONCE", 1)
    write = store._transactions.write

    def written(work: Any) -> Any:
        done = write(work)
        if [one.id for one in colleague.articles()] != ["b"]:
            colleague.forget("a")  # just after the first sums were set right
        return done

    monkeypatch.setattr(store._transactions, "write", written)
    with pytest.raises(StoreError, match=MEANWHILE):
        store.rebuild()
    monkeypatch.undo()
    assert store.rebuild().left == 0
    assert _check(store) == []
