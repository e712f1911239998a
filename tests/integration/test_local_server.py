"""The local Neo4j: closed to others, kept between commands, started once, stopped cleanly."""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import neo4j
import psutil
import pytest

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.archive import Archive
from claimgraph.graph.server.choices import Choices
from claimgraph.graph.server.java import java_executable
from claimgraph.graph.server.launch import JAVA_OPTIONS, ROOM_TO_READ, Launch
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.machine import free_port
from claimgraph.graph.server.values import Connection, Progress

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def running(server: LocalServer) -> LocalServer:
    server.ensure_running()
    return server


@pytest.fixture(scope="module")
def another(running: LocalServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A second store, in a folder whose name is hard on careless programs; a test may leave it running or stopped."""
    local = LocalServer(tmp_path_factory.mktemp("second") / "Zürich dépôt №1", running.cache)
    yield local
    local.stop()


@pytest.fixture
def stopped(another: LocalServer) -> LocalServer:
    """The second store, which has run before and does not run."""
    if not (another.home / "data").is_dir():
        another.ensure_running()
    another.stop()
    return another


@pytest.fixture
def new(running: LocalServer, tmp_path: Path) -> Iterator[LocalServer]:
    """A store that never ran, in such a folder."""
    local = LocalServer(tmp_path / "Zürich dépôt №2", running.cache)
    yield local
    local.stop()


def ask(connection: Connection, cypher: str, access: str = neo4j.WRITE_ACCESS) -> list[object]:
    entry = (connection.username, connection.password)
    with (
        neo4j.GraphDatabase.driver(connection.uri, auth=entry) as driver,
        driver.session(database=connection.database, default_access_mode=access) as session,
    ):
        return session.run(cypher).value()


def port_of(connection: Connection) -> int:
    return int(connection.uri.rpartition(":")[2])


def pid_of(server: LocalServer) -> int:
    pid = server.status().pid
    assert pid is not None
    return pid


def test_it_answers_and_says_how_it_is(running: LocalServer) -> None:
    assert ask(running.connection(), "RETURN 1") == [1]
    status = running.status()
    assert status.running
    assert status.installed
    assert status.uri == running.connection().uri
    assert (status.memory or 0) > 1 << 20
    assert status.disk > 1 << 10


@pytest.mark.skipif("sys.platform == 'win32'")
def test_only_its_owner_may_look_into_the_home(running: LocalServer) -> None:
    assert stat.S_IMODE((running.home / "password").stat().st_mode) == 0o600


def test_the_password_stands_in_no_command_line_and_no_settings(running: LocalServer) -> None:
    password = running.connection().password
    process = psutil.Process(pid_of(running))
    assert password not in " ".join(process.cmdline())
    assert password not in " ".join(process.environ().values())
    others = [path for folder in ("conf", "run", "logs") for path in (running.home / folder).iterdir()]
    assert [path.name for path in others if path.is_file() and password.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("entry", [("neo4j", "neo4j"), ("neo4j", ""), None])
def test_nobody_enters_without_the_password(running: LocalServer, entry: tuple[str, str] | None) -> None:
    with (
        neo4j.GraphDatabase.driver(running.connection().uri, auth=entry) as driver,
        pytest.raises(neo4j.exceptions.ClientError),
    ):
        driver.verify_connectivity()


def test_it_listens_on_the_loopback_only(running: LocalServer) -> None:
    listening = {
        (connection.laddr.ip.removeprefix("::ffff:"), connection.laddr.port)
        for connection in psutil.Process(pid_of(running)).net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", port_of(running.connection()))}


def test_other_interfaces_of_the_machine_refuse(running: LocalServer) -> None:
    addresses = [
        address.address
        for interface in psutil.net_if_addrs().values()
        for address in interface
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    ]
    if not addresses:
        pytest.skip("this machine has no interface but the loopback")
    for address in addresses:
        with pytest.raises(OSError):
            socket.create_connection((address, port_of(running.connection())), timeout=2)


def test_cypher_reads_no_file(running: LocalServer) -> None:
    address = (running.home / "password").as_uri()
    with pytest.raises(neo4j.exceptions.ClientError):
        ask(running.connection(), f"LOAD CSV FROM '{address}' AS row RETURN row", neo4j.READ_ACCESS)


def test_cypher_reads_no_address(running: LocalServer) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        cypher = f"LOAD CSV FROM 'http://127.0.0.1:{site.server_address[1]}/x.csv' AS row RETURN row"
        with pytest.raises(neo4j.exceptions.ClientError, match=r"blocklist|blocked"):
            ask(running.connection(), cypher, neo4j.READ_ACCESS)
        site.shutdown()
        thread.join()
    assert asked == []


def test_starting_what_runs_changes_nothing(running: LocalServer) -> None:
    pid = pid_of(running)
    told: list[Progress] = []
    assert running.ensure_running(told.append) == running.connection()
    assert not running.start()
    assert (pid_of(running), told) == (pid, [])


def test_data_and_address_survive_a_stop_which_leaves_no_process(another: LocalServer) -> None:
    before = another.ensure_running()
    ask(before, "CREATE (:Kept {name: 'kept'})")
    pid = pid_of(another)
    assert another.stop()
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    assert not another.status().running
    assert not another.stop()
    assert another.ensure_running() == before
    assert ask(before, "MATCH (n:Kept) RETURN n.name") == ["kept"]


def test_a_crash_is_no_obstacle_and_loses_nothing(another: LocalServer) -> None:
    connection = another.ensure_running()
    ask(connection, "CREATE (:Outlasts)")
    crashed = psutil.Process(pid_of(another))
    crashed.kill()
    crashed.wait(30)
    assert not another.status().running
    assert ask(another.ensure_running(), "MATCH (n:Outlasts) RETURN count(n)") == [1]


START = """\
import sys
from pathlib import Path
from claimgraph.graph.server.local import LocalServer
server = LocalServer(Path(sys.argv[1]), Path(sys.argv[2]))
print(server.ensure_running().uri, server.status().pid)
"""


def test_commands_that_start_at_once_start_one_process_that_outlives_them(new: LocalServer) -> None:
    command = [sys.executable, "-c", START, str(new.home), str(new.cache)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {starter.communicate()[0] for starter in starters}
    assert said == {f"{new.connection().uri} {pid_of(new)}\n"}
    assert ask(new.connection(), "RETURN 1") == [1]


def test_an_occupied_fixed_port_is_one_clear_line(stopped: LocalServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        fixed = LocalServer(stopped.home, stopped.cache, Choices(port=port))
        with pytest.raises(
            ServerError, match=f"^port {port} is used by another program.*CLAIMGRAPH_BOLT_PORT"
        ) as caught:
            fixed.ensure_running()
    assert "\n" not in str(caught.value)
    assert not stopped.status().running


def test_a_port_that_is_taken_while_the_server_starts_is_left_for_another(
    stopped: LocalServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as faster:
        port = faster.getsockname()[1]
        monkeypatch.setattr(Launch, "_choose_port", lambda _: port)
        connection = stopped.ensure_running()
    assert ask(connection, "RETURN 1") == [1]
    assert not connection.uri.endswith(f":{port}")
    assert f"port {port} was taken by another program while Neo4j started" in caplog.text


def test_an_occupied_chosen_port_is_left_to_its_holder(stopped: LocalServer, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, caplog.at_level("INFO", "claimgraph"):
        port = other.getsockname()[1]
        (stopped.home / "port").write_text(str(port), encoding="utf-8")
        connection = stopped.ensure_running()
    assert not connection.uri.endswith(f":{port}")
    assert f"port {port} is used by another program" in caplog.text


def test_a_fixed_port_is_used(stopped: LocalServer) -> None:
    port = free_port()
    fixed = LocalServer(stopped.home, stopped.cache, Choices(port=port))
    assert port_of(fixed.ensure_running()) == port


def test_a_start_that_fails_is_one_line_with_the_reason_and_the_log(stopped: LocalServer, tmp_path: Path) -> None:
    shutil.copytree(stopped.home, tmp_path / "damaged", symlinks=True)
    damaged = LocalServer(tmp_path / "damaged", stopped.cache)
    store = damaged.home / "data" / "databases" / "system" / "neostore"
    store.write_bytes(b"damaged")
    with pytest.raises(ServerError, match=r"Neo4j ended at its start: .+; more in .*neo4j\.log") as caught:
        damaged.ensure_running()
    assert "\n" not in str(caught.value)
    assert not damaged.status().running


def test_what_was_never_started_has_no_connection_and_nothing_to_stop(running: LocalServer, tmp_path: Path) -> None:
    absent = LocalServer(tmp_path / "absent", running.cache)
    assert not absent.stop()
    assert not absent.status().running
    with pytest.raises(ServerError, match="claimgraph db start"):
        absent.connection()
    assert not absent.home.exists()


@pytest.fixture
def strict(running: LocalServer, tmp_path: Path) -> Iterator[LocalServer]:
    """A store whose server ends each transaction after 30 seconds, and takes little memory."""
    local = LocalServer(tmp_path / "strict", running.cache, Choices(seconds=30, memory=512 << 20))
    yield local
    local.stop()


def test_neither_a_runaway_query_nor_a_memory_bomb_takes_the_machine(strict: LocalServer) -> None:
    at = strict.ensure_running()
    with pytest.raises(neo4j.exceptions.ClientError, match="TransactionTimedOut"):
        ask(at, "UNWIND range(1, 1000000000000) AS x RETURN count(x)", neo4j.READ_ACCESS)
    with pytest.raises(neo4j.exceptions.TransientError, match="MemoryPoolOutOfMemory"):
        ask(at, "UNWIND range(1, 1000000000) AS x RETURN size(collect(toString(x)))", neo4j.READ_ACCESS)
    assert ask(at, "RETURN 1") == [1]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 50 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=50m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_too_small_for_a_store_is_one_clear_line(running: LocalServer, small_disk: Path) -> None:
    local = LocalServer(small_disk / "store", running.cache)
    with pytest.raises(
        ServerError, match=r"^not enough disk space in \S+: Neo4j needs 200 MB to start, 5\d MB are free$"
    ):
        local.ensure_running()
    assert not local.status().running


def test_a_store_on_a_full_disk_is_dumped_onto_another(
    another: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another.ensure_running()
    full = shutil.disk_usage(tmp_path)._replace(free=ROOM_TO_READ)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(ServerError, match=r"x\.dump is written and whole, but Neo4j does not start again: not enough"):
        another.dump(tmp_path / "x.dump")
    assert (tmp_path / "x.dump").stat().st_size


def test_a_dump_after_a_restore_that_was_killed_between_its_renames_holds_the_old_graph(
    another: LocalServer, tmp_path: Path
) -> None:
    another.ensure_running()
    another.stop()
    (another.home / "data").rename(another.home / "data-before-restore")
    another.dump(tmp_path / "x.dump")
    assert (tmp_path / "x.dump").stat().st_size
    assert another.has_begun


def test_a_disk_too_small_for_a_dump_is_one_clear_line(running: LocalServer, small_disk: Path) -> None:
    with (small_disk / "other").open("wb") as other:
        os.posix_fallocate(other.fileno(), 0, shutil.disk_usage(small_disk).free)
    with pytest.raises(
        ServerError, match=r"^cannot dump the store into \S+\.dump: .*No space left on device"
    ) as caught:
        running.dump(small_disk / "x.dump")
    assert "\n" not in str(caught.value)
    assert [path.name for path in small_disk.iterdir()] == ["other"]
    assert ask(running.connection(), "RETURN 1") == [1]


@pytest.mark.skipif("sys.platform != 'linux'")
def test_too_little_memory_is_one_clear_line(running: LocalServer, tmp_path: Path) -> None:
    local = LocalServer(tmp_path / "store", running.cache)
    made = subprocess.run(
        ["sh", "-c", 'ulimit -v 3000000; exec "$@"', "sh", sys.executable, "-c", TRY, local.home, local.cache],
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"[Cc]ould not reserve .*|[Nn]ot enough memory|[Ii]nsufficient memory|allocate", made.stdout), made
    assert len(made.stdout.splitlines()) == 1


TRY = """\
import sys
from pathlib import Path
from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.local import LocalServer
try:
    LocalServer(Path(sys.argv[1]), Path(sys.argv[2])).ensure_running()
except ServerError as error:
    print(error)
"""


@pytest.mark.skipif("sys.platform != 'linux'")
def test_later_starts_use_the_archive_of_the_first(another: LocalServer) -> None:
    folder = another.cache / f"neo4j-{another.version}"
    class_path = tuple(sorted((folder / "jars").glob("*.jar")))
    archive = Archive(folder, java_executable(), JAVA_OPTIONS, class_path)
    another.ensure_running()
    deadline = time.monotonic() + 300
    while not archive.file.is_file() and time.monotonic() < deadline:
        time.sleep(0.5)
    another.stop()
    another.ensure_running()
    mapped = {Path(area.path) for area in psutil.Process(pid_of(another)).memory_maps()}
    assert archive.file in mapped
