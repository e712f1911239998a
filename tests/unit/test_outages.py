"""What is asked while a server is away is asked again until it is back, for a bounded time, and people are told."""

from __future__ import annotations

import threading
import time

import pytest
from neo4j.exceptions import Neo4jError

from claimgraph.graph.errors import PanickedError, StoreError, UnreachableError
from claimgraph.graph.store import Outages
from claimgraph.graph.store.failures import store_errors


class Server:
    """Is away for so many calls."""

    def __init__(self, away: int) -> None:
        self.away, self.revived = away, 0
        self.notices: list[str] = []

    def ask(self) -> str:
        if self.away:
            self.away -= 1
            raise UnreachableError("Neo4j does not answer")
        return "here"

    def revive(self, error: UnreachableError) -> None:
        assert str(error) == "Neo4j does not answer"
        self.revived += 1


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def wait(event: threading.Event, seconds: float) -> bool:
        nonlocal now
        now += seconds
        return event.is_set()

    monkeypatch.setattr(threading.Event, "wait", wait)
    monkeypatch.setattr(time, "monotonic", lambda: now)


def test_an_outage_is_outlasted_and_told_twice() -> None:
    server = Server(away=4)
    assert Outages(60, server.revive, server.notices.append).outlast(server.ask) == "here"
    assert (server.revived, server.notices) == (
        4,
        ["Neo4j does not answer; waiting for it", "Neo4j answers again after 2 s"],
    )


def test_a_server_that_answers_is_not_revived() -> None:
    server = Server(away=0)
    assert Outages(60, server.revive, server.notices.append).outlast(server.ask) == "here"
    assert (server.revived, server.notices) == (0, [])


def test_patience_ends() -> None:
    with pytest.raises(UnreachableError, match=r"^Neo4j does not answer; waited 6\d s for it$"):
        Outages(60).outlast(Server(away=1000).ask)


def test_a_wait_that_is_given_up_ends() -> None:
    outages = Outages(60, notice=lambda _: outages.give_up())
    with pytest.raises(UnreachableError, match=r"^Neo4j does not answer$"):
        outages.outlast(Server(away=1000).ask)


def test_by_default_nobody_waits() -> None:
    server = Server(away=1)
    with pytest.raises(UnreachableError):
        Outages().outlast(server.ask)
    assert time.monotonic() == 0


def test_what_neo4j_refuses_is_not_asked_again() -> None:
    asked = []

    def refuse() -> None:
        asked.append(1)
        raise StoreError("the disk is full")

    with pytest.raises(StoreError, match="the disk is full"):
        Outages(60).outlast(refuse)
    assert len(asked) == 1


def test_a_server_that_cannot_be_started_again_ends_the_wait() -> None:
    def fail(error: UnreachableError) -> None:
        raise StoreError("not enough disk space")

    with pytest.raises(StoreError, match="not enough disk space"):
        Outages(60, fail).outlast(Server(away=1).ask)


def test_a_server_that_refuses_all_until_it_is_started_anew_is_told_apart() -> None:
    with pytest.raises(PanickedError, match="started anew; is its disk full"), store_errors("", "", None):
        raise Neo4jError._hydrate_neo4j(code="Neo.DatabaseError.Transaction.TransactionStartFailed", message="no")


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("Neo.TransientError.Transaction.DeadlockDetected", True),
        ("Neo.TransientError.General.DatabaseUnavailable", True),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", False),
        ("Neo.ClientError.Statement.SyntaxError", False),
    ],
)
def test_only_what_passes_is_worth_waiting_for(code: str, passes: bool) -> None:
    with pytest.raises(StoreError) as caught, store_errors("", "", None):
        raise Neo4jError._hydrate_neo4j(code=code, message="it cannot")
    assert isinstance(caught.value, UnreachableError) == passes


@pytest.mark.parametrize(
    ("code", "message", "told"),
    [
        (
            "Neo.TransientError.Transaction.DeadlockDetected",
            "ForsetiClient[transactionId=7, clientId=3] can't acquire ExclusiveLock{owner=9} on NODE(12), because",
            "another program was changing the same part of the graph at the same moment",
        ),
        (
            "Neo.TransientError.Transaction.LockAcquisitionTimeout",
            "Unable to acquire lock within configured timeout (dbms.lock.acquisition.timeout) NODE(12)",
            "another program was changing the same part of the graph, and this waited too long for it",
        ),
        (
            "Neo.ClientError.Schema.ConstraintValidationFailed",
            "Node(12) already exists with label `Claim` and property `id` = 'claim:1'",
            "a Node already exists with label `Claim` and property `id` = 'claim:1'",
        ),
    ],
)
def test_the_servers_names_of_nodes_and_locks_are_not_repeated(code: str, message: str, told: str) -> None:
    with pytest.raises(StoreError) as caught, store_errors("bolt://db", "", None):
        raise Neo4jError._hydrate_neo4j(code=code, message=message)
    assert str(caught.value) == f"Neo4j at bolt://db: {told}"
