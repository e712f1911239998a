"""Ctrl-C while Neo4j is asked stays Ctrl-C, and what was half said is said on no connection again."""

from __future__ import annotations

from asyncio import CancelledError
from typing import cast

import pytest
from neo4j import Driver, ManagedTransaction
from neo4j.exceptions import ClientError, Neo4jError

from claimgraph.graph.errors import RefusedError
from claimgraph.graph.store.outages import Outages
from claimgraph.graph.store.transactions import Transactions

TWICE = "Message of type BeginMessage cannot be handled by a session in the IN_TRANSACTION state."


class Session:
    """A session, its driver and its transaction; to end any of them sends again what is there to be sent."""

    def __init__(self) -> None:
        self.dropped = False

    def session(self, **_: object) -> Session:
        return self

    def begin_transaction(self, **_: object) -> Session:
        return self

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is CancelledError:
            self.dropped = True
        else:
            self.close()

    def close(self) -> None:
        raise Neo4jError._hydrate_neo4j(code="Neo.ClientError.Request.Invalid", message=TWICE)

    def execute_read(self, _: object) -> None:
        raise KeyboardInterrupt

    execute_write = execute_read


def _transactions(session: Session) -> Transactions:
    return Transactions(cast(Driver, session), None, Outages())


@pytest.mark.parametrize("way", ["read", "read_once", "try_read", "write"])
def test_an_interruption_is_hidden_by_no_error_of_the_connection(way: str) -> None:
    session = Session()
    with pytest.raises(KeyboardInterrupt):
        getattr(_transactions(session), way)(lambda _: None)
    assert session.dropped


def test_so_it_is_in_a_transaction_that_is_taken_back() -> None:
    session = Session()
    with pytest.raises(KeyboardInterrupt), _transactions(session).taken_back() as transaction:
        assert transaction is cast(ManagedTransaction, session)
        raise KeyboardInterrupt
    assert session.dropped


def test_other_errors_of_the_end_are_told() -> None:
    with pytest.raises(RefusedError, match="BeginMessage") as told, _transactions(Session()).session(write=False):
        pass
    assert isinstance(told.value.__cause__, ClientError)
