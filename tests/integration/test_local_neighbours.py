"""Other users of the machine: none is taken for the store's Neo4j, none gets its password, none locks its owner out."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import neo4j
import pytest
from decoy import decoy

from claimgraph.graph.errors import StoreError, UnreachableError
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.machine import port_is_free
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

DULL = ("ready", "listens", "visited")


@pytest.fixture
def another(server: LocalServer, tmp_path: Path) -> Iterator[LocalServer]:
    """A store of this test alone, whose server runs."""
    local = LocalServer(tmp_path / "another", server.cache)
    local.ensure_running()
    yield local
    local.stop()


def port_of(connection: Connection) -> int:
    return int(connection.uri.rpartition(":")[2])


def test_a_process_of_another_user_is_not_taken_for_the_server(
    another: LocalServer, caplog: pytest.LogCaptureFixture
) -> None:
    before = another.connection()
    another.stop()
    with decoy(port_of(before), another.home) as impostor:
        assert not another.status().running
        with pytest.raises(UnreachableError, match="does not run"), Store.at(before):
            pass
        now = another.ensure_running()
        with Store.at(now) as store:
            assert store.schema_version() is None
        seen = impostor.end()
    assert now.uri != before.uri
    assert [line for line in seen if line not in DULL] == []
    [told] = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert re.fullmatch(
        rf"port {port_of(before)} is used by process {impostor.pid} of the user \S+, which passes for the Neo4j of this"
        rf" store now; Neo4j listens on {port_of(now)} instead",
        told,
    )


def test_an_open_store_sends_no_password_to_whoever_takes_the_port_later(another: LocalServer) -> None:
    at = another.connection()
    with Store.at(at) as store:
        assert store.schema_version() is None
        another.stop()
        with decoy(port_of(at), another.home) as impostor:
            with pytest.raises(UnreachableError, match=r"the local Neo4j in \S+ does not run"):
                store.schema_version()
            another.ensure_running()
            with pytest.raises(UnreachableError, match=rf"listens on port {port_of(at)}; no password was sent"):
                store.schema_version()
            seen = impostor.end()
    assert "visited" in seen
    assert [line for line in seen if line not in DULL] == []


def test_an_open_store_sends_no_password_to_who_takes_the_port_while_the_server_ends(another: LocalServer) -> None:
    at, over = another.connection(), threading.Event()

    def read_on(store: Store) -> None:
        while not over.is_set():
            with suppress(StoreError):
                store.schema_version()

    with Store.at(at) as store, decoy(port_of(at), another.home, taken=True) as impostor:
        readers = [threading.Thread(target=read_on, args=(store,)) for _ in range(4)]
        for reader in readers:
            reader.start()
        another.stop()
        while port_is_free(port_of(at)):
            time.sleep(0.01)
        with pytest.raises(UnreachableError):
            store.schema_version()
        over.set()
        for reader in readers:
            reader.join()
        seen = impostor.end()
    assert {"listens", "visited"} <= {*seen}
    assert [line for line in seen if line not in DULL] == []


def test_wrong_passwords_of_others_do_not_lock_the_owner_out(another: LocalServer) -> None:
    at = another.connection()
    for _ in range(10):
        with (
            neo4j.GraphDatabase.driver(at.uri, auth=("neo4j", "guessed")) as driver,
            pytest.raises(neo4j.exceptions.AuthError, match="Unauthorized"),
        ):
            driver.verify_connectivity()
        with Store.at(at) as store:
            assert store.schema_version() is None


@pytest.mark.parametrize("noted", [None, "banana", "1"])
def test_a_running_server_is_found_whatever_its_port_file_holds(another: LocalServer, noted: str | None) -> None:
    at, file = another.connection(), another.home / "port"
    file.unlink()
    if noted is not None:
        file.write_text(noted, encoding="utf-8")
    assert another.status().uri == at.uri
    assert another.ensure_running() == at
    assert file.read_text(encoding="ascii") == f"{port_of(at)}\n"


def test_a_stopped_server_starts_whatever_its_port_file_holds(another: LocalServer) -> None:
    another.stop()
    (another.home / "port").write_text("banana", encoding="utf-8")
    with Store.at(another.ensure_running()) as store:
        assert store.schema_version() is None


def test_a_wrong_password_of_a_local_store_names_the_file_that_holds_it(another: LocalServer) -> None:
    file = another.home / "password"
    file.write_text("0" * 48, encoding="ascii")
    told = f"refuses the password in {re.escape(str(file))}: put back"
    with pytest.raises(StoreError, match=told) as refusal, Store.at(another.connection()):
        pass
    assert "NEO4J_USERNAME" not in str(refusal.value)
