"""Who takes a connection to the port of a store: its server, or a neighbour who took the port while that ended."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from bolt import BOLT_5_4, MANIFEST, Pretended, pretending
from neo4j import Address

from claimgraph.graph.errors import StoreError, UnreachableError
from claimgraph.graph.server import process
from claimgraph.graph.server.machine import LOOPBACK
from claimgraph.graph.server.verification import Verification
from claimgraph.graph.store import Store
from claimgraph.graph.store.login import VerifiedLogin

PASSWORD = "a-secret-of-this-test"
BOLT = Path(__file__).parents[1] / "support" / "bolt.py"
LISTENING = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("bolt", sys.argv[2])
bolt = sys.modules["bolt"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bolt)
with bolt.pretending(bolt.Pretended(), int(sys.argv[3])) as at:
    print(at, flush=True)
    sys.stdin.readline()
print("shut", flush=True)
sys.stdin.readline()
"""


class Ending:
    """A process that passes for the server of a store: it can shut its door and live on, as Neo4j does when it ends."""

    def __init__(self, running: subprocess.Popen[str], pid_file: Path, marker: str) -> None:
        self._running = running
        self.port = int(self._said().rpartition(":")[2])
        self.verification = Verification(pid_file, marker, self.port)

    def _said(self) -> str:
        assert self._running.stdout is not None
        return self._running.stdout.readline()

    def shut(self) -> None:
        assert self._running.stdin is not None
        self._running.stdin.write("\n")
        self._running.stdin.flush()
        assert self._said() == "shut\n"


@contextmanager
def ending(folder: Path, port: int = 0) -> Iterator[Ending]:
    marker, pid_file = f"--home-dir={folder}", folder / "pid"
    with subprocess.Popen(
        [sys.executable, "-c", LISTENING, marker, str(BOLT), str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            process.write_pid(pid_file, running.pid)
            yield Ending(running, pid_file, marker)
        finally:
            running.kill()


@contextmanager
def neighbour(port: int, *, half_closing: bool = False) -> Iterator[list[bytes]]:
    """Another program on the port, which answers the driver's handshake; gives what it was told after that."""
    told: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with line:
                line.settimeout(30)
                line.recv(20)
                line.sendall(BOLT_5_4)
                if half_closing:
                    line.shutdown(socket.SHUT_WR)
                told.append(line.recv(65_536))

    with socket.create_server((LOOPBACK, port)) as door:
        listening = threading.Thread(target=listen)
        listening.start()
        try:
            yield told
        finally:
            door.shutdown(socket.SHUT_RDWR)
    listening.join(60)


def connected(server: Ending) -> AbstractContextManager[Store]:
    return Store.connect(f"bolt://{LOOPBACK}:{server.port}", "neo4j", PASSWORD, verify=server.verification)


@pytest.mark.parametrize("half_closing", [False, True])
def test_who_takes_the_port_of_a_server_that_still_ends_gets_no_password(tmp_path: Path, half_closing: bool) -> None:
    with ending(tmp_path) as server, connected(server) as first:
        assert first.schema_version() is None
        server.shut()
        with (
            neighbour(server.port, half_closing=half_closing) as told,
            pytest.raises(UnreachableError, match=f"listens on port {server.port}; no password was sent"),
            connected(server),
        ):
            pass
        assert first.schema_version() is None  # what was opened before ends where it did
    assert told == [b""]


def test_who_takes_the_port_and_never_ends_the_opening_holds_nobody_up(tmp_path: Path) -> None:
    endless = Pretended(handshake=MANIFEST, floods_with=65_536 * b"\xff")
    with ending(tmp_path) as server:
        server.shut()
        with (
            pretending(endless, server.port),
            pytest.raises(UnreachableError, match="does not answer"),
            connected(server),
        ):
            pass


@pytest.mark.skipif(sys.platform != "linux", reason="the whole of 127.0.0.0/8 is this machine only there")
def test_a_connection_of_another_from_the_same_port_of_another_address_proves_nothing(tmp_path: Path) -> None:
    with ending(tmp_path) as server, socket.socket() as other, socket.socket() as ours:
        ours.bind((LOOPBACK, 0))
        other.bind(("127.0.0.2", ours.getsockname()[1]))
        other.connect((LOOPBACK, server.port))
        server.shut()
        with neighbour(server.port):
            check = server.verification()
            ours.connect((LOOPBACK, server.port))
            with pytest.raises(UnreachableError, match="another program than the local Neo4j"):
                check()
            ours.close()


def test_connections_of_before_do_not_keep_the_next_server_of_the_port_from_being_known(tmp_path: Path) -> None:
    with ending(tmp_path) as server, connected(server) as first:
        assert first.schema_version() is None
        server.shut()
        with neighbour(server.port) as told:
            stranger = socket.create_connection((LOOPBACK, server.port))
            stranger.sendall(bytes(21))
            while not told:
                time.sleep(0.01)
        with stranger, ending(tmp_path, server.port) as second, connected(second) as store:
            assert store.schema_version() is None


def test_many_connections_at_the_same_moment_are_all_known(tmp_path: Path) -> None:
    with ending(tmp_path) as server, connected(server) as store, ThreadPoolExecutor(24) as threads:
        assert list(threads.map(lambda _: store.schema_version(), range(240))) == [None] * 240


def test_a_driver_that_does_not_say_when_it_opens_a_connection_gets_no_password() -> None:
    login = VerifiedLogin("neo4j", PASSWORD, lambda: lambda: None)
    with pytest.raises(StoreError, match=r"cannot be checked before it gets the password; install one that"):
        login.get_auth()
    [_] = login.resolve(Address(("localhost", 7687)))
    with pytest.raises(StoreError, match="cannot be checked"):
        login.get_auth()


def test_a_check_that_failed_is_not_taken_for_one_that_was_passed() -> None:
    def refuse() -> None:
        raise UnreachableError("no")

    login = VerifiedLogin("neo4j", PASSWORD, lambda: refuse)
    next(login.resolve(Address(("localhost", 7687))))
    with pytest.raises(UnreachableError, match="no"):
        login.get_auth()
    with pytest.raises(StoreError, match="cannot be checked"):
        login.get_auth()
