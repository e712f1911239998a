"""Connections that send nothing, or half a request, are closed; answers may take as long as they take."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import cast

import pytest
import uvicorn

from claimgraph.app.explore import serve
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.gate import HEADER, Pass
from claimgraph.app.explore.patience import FEWEST_CONNECTIONS, OTHER_FILES, Patience, within_open_files
from claimgraph.app.explore.serve import configuration, listen

SHORT = Patience(head=0.3, body=0.3, reading=0.3)
FOREVER = 30.0
LARGE = 20_000_000


class SlowExplorer:
    """Takes longer for one answer than any patience with the sender, and has another that fills every buffer."""

    def marked(self, _: str, __: object) -> SlowExplorer:
        return self

    def answer(self, question: str, _: Asked) -> dict[str, str]:
        if question == "article":
            return {"text": "x" * LARGE}
        time.sleep(4 * SHORT.head)
        return {}


class Server:
    """The live page on a port, and plain sockets to it."""

    def __init__(self, port: int, key: Pass) -> None:
        self.port, self.key = port, key
        self.opened: list[socket.socket] = []

    def connect(self, sent: bytes = b"", receive_buffer: int = 0) -> socket.socket:
        plain = socket.socket()
        self.opened.append(plain)
        if receive_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.settimeout(FOREVER)
        plain.connect(("127.0.0.1", self.port))
        plain.sendall(sent)
        return plain

    def head(self, line: str, *more: str) -> bytes:
        host = f"127.0.0.1:{self.port}"
        lines = [line, f"Host: {host}", f"Origin: http://{host}", "Content-Type: application/json"]
        own = [f"Cookie: claimgraph-{self.port}={self.key.cookie}", f"{HEADER}: {self.key.secret}"]
        return "\r\n".join([*lines, *own, *more, "", ""]).encode()

    def strangers_head(self, line: str, *more: str) -> bytes:
        return "\r\n".join([line, f"Host: 127.0.0.1:{self.port}", *more, "", ""]).encode()

    def question(self, name: str, body: bytes = b"{}") -> bytes:
        return self.head(f"POST /api/{name} HTTP/1.1", f"Content-Length: {len(body)}") + body


@contextmanager
def running(patience: Patience) -> Iterator[Server]:
    with listen(0) as listening:
        port, key = listening.getsockname()[1], Pass()
        server = uvicorn.Server(configuration(cast(Explorer, SlowExplorer()), key, port, patience))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        started = Server(port, key)
        try:
            yield started
        finally:
            for plain in started.opened:
                plain.close()
            server.should_exit = True
            thread.join(10)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(SHORT) as started:
        yield started


def rest(plain: socket.socket) -> bytes:
    """What still comes until the server closes; a server that never does fails the test."""
    received = bytearray()
    try:
        while part := plain.recv(65_536):
            received += part
    except ConnectionResetError:
        pass
    return bytes(received)


def send_until_closed(plain: socket.socket, piece: bytes) -> None:
    """Send a piece again and again until the server closes; a server that never does fails the test."""
    with pytest.raises(OSError, match=r"."):
        for _ in range(int(FOREVER / 0.05)):
            plain.sendall(piece)
            time.sleep(0.05)


def read_slowly(plain: socket.socket, seconds: float) -> bytes:
    """An answer that holds LARGE, read in so many seconds or more; less where the server closes before."""
    pieces = 100
    received = bytearray()
    while len(received) <= LARGE:
        part = plain.recv(LARGE // pieces, socket.MSG_WAITALL)
        if not part:
            break
        received += part
        time.sleep(seconds / pieces)
    return bytes(received)


HALF = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "a head without its end": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
}


@pytest.mark.parametrize("sent", HALF.values(), ids=HALF)
def test_a_connection_that_sends_no_whole_head_is_closed(server: Server, sent: bytes) -> None:
    assert rest(server.connect(sent)) == b""


def test_a_head_that_comes_byte_by_byte_wins_no_time(server: Server) -> None:
    plain = server.connect(b"GET / HTTP/1.1\r\nX: ")
    send_until_closed(plain, b"x")


@pytest.mark.parametrize("line", ["POST /api/merges HTTP/1.1", "POST /api/nothing HTTP/1.1", "PUT / HTTP/1.1"])
def test_a_body_that_does_not_come_is_not_waited_for(server: Server, line: str) -> None:
    assert b"200 OK" not in rest(server.connect(server.head(line, "Content-Length: 100") + b"{"))


def test_who_leaves_in_the_middle_of_a_body_writes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with running(Patience(head=FOREVER, body=FOREVER)) as server:
        for _ in range(2):
            half = server.connect(server.head("POST /api/merges HTTP/1.1", "Content-Length: 9", "Expect: 100-continue"))
            assert half.recv(100).startswith(b"HTTP/1.1 100")
            half.close()
    assert caplog.text == ""


def test_a_body_without_end_is_not_waited_for_though_the_answer_was_given(server: Server) -> None:
    plain = server.connect(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
    send_until_closed(plain, b"x")


@pytest.mark.parametrize("own", [False, True], ids=["a stranger", "the page"])
def test_a_body_in_chunks_is_refused_before_the_first_one(
    server: Server, own: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    """Forty thousand chunks of one byte kept all other connections waiting for a second, however small they were."""
    head = (server.head if own else server.strangers_head)("POST /api/merges HTTP/1.1", "Transfer-Encoding: Chunked")
    answer = rest(server.connect(head + b"1\r\nx\r\n" * 10))
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1
    assert capfd.readouterr().err == ""


def test_after_an_answer_the_next_head_has_the_same_time(server: Server) -> None:
    plain = server.connect(server.question("merges") + b"GET / HT")
    assert rest(plain).count(b"HTTP/1.1 200 OK") == 1


def test_an_answer_that_takes_long_arrives(server: Server) -> None:
    plain = server.connect(server.question("merges"))
    assert rest(plain).startswith(b"HTTP/1.1 200 OK")


def test_an_answer_that_is_not_read_is_not_kept_for_ever(server: Server) -> None:
    plain = server.connect(server.question("article"), receive_buffer=4_096)
    send_until_closed(plain, b"x")


def test_an_answer_that_is_read_slowly_arrives_whole() -> None:
    with running(Patience(head=0.3, body=0.3, reading=1.5)) as server:
        plain = server.connect(server.question("article"), receive_buffer=65_536)
        assert len(read_slowly(plain, seconds=3.0)) > LARGE


def test_a_body_that_comes_in_two_parts_is_answered() -> None:
    with running(Patience(head=FOREVER, body=FOREVER)) as server:
        plain = server.connect(server.question("merges")[:-1])
        time.sleep(0.1)
        plain.sendall(b"}")
        assert plain.recv(100).startswith(b"HTTP/1.1 200 OK")


def test_an_idle_connection_gives_way_to_further_ones() -> None:
    with running(Patience(head=4 * FOREVER, connections=3)) as server:
        idle = [server.connect() for _ in range(6)]
        asking = server.connect(server.head("GET / HTTP/1.1"))
        assert asking.recv(100).startswith(b"HTTP/1.1 200 OK")
        assert rest(idle[0]) == b""


def test_a_flood_of_half_heads_holds_no_more_connections_than_may_be() -> None:
    with running(Patience(head=4 * FOREVER, connections=3)) as server:
        flood = [server.connect(b"GET / HTTP/1.1\r\n") for _ in range(200)]
        asking = server.connect(server.head("GET / HTTP/1.1"))
        assert asking.recv(100).startswith(b"HTTP/1.1 200 OK")
        assert [rest(one) for one in flood[:-3]] == [b""] * 197


def test_answers_that_nobody_reads_give_way_to_further_connections() -> None:
    with running(Patience(head=FOREVER, reading=FOREVER, connections=6)) as server:
        idle = server.connect()
        for _ in range(5):
            assert server.connect(server.question("article"), receive_buffer=4_096).recv(1) == b"H"
        for _ in range(2):
            asking = server.connect(server.head("GET / HTTP/1.1"))
            assert asking.recv(100).startswith(b"HTTP/1.1 200 OK")
        idle.sendall(server.head("GET / HTTP/1.1"))
        assert idle.recv(100).startswith(b"HTTP/1.1 200 OK")


def test_bodies_that_do_not_come_give_way_to_further_connections() -> None:
    with running(Patience(head=FOREVER, body=FOREVER, connections=3)) as server:
        for _ in range(3):
            half = server.connect(server.head("POST /api/merges HTTP/1.1", "Content-Length: 9", "Expect: 100-continue"))
            assert half.recv(100).startswith(b"HTTP/1.1 100")
        asking = server.connect(server.head("GET / HTTP/1.1"))
        assert asking.recv(100).startswith(b"HTTP/1.1 200 OK")


def test_an_answer_that_is_read_slowly_does_not_give_way_to_a_flood_of_half_heads() -> None:
    with running(Patience(head=FOREVER, reading=FOREVER, connections=3)) as server:
        plain = server.connect(server.question("article"), receive_buffer=65_536)
        assert plain.recv(1) == b"H"
        flood = [server.connect(b"GET / HTTP/1.1\r\n") for _ in range(20)]
        assert rest(flood[0]) == b""
        assert len(read_slowly(plain, seconds=0.0)) >= LARGE


@pytest.mark.parametrize(
    ("line", "status"),
    [("GET / HTTP/1.1", 401), ("GET /?token=wrong HTTP/1.1", 401), ("PUT / HTTP/1.1", 405)],
)
def test_who_is_refused_gets_one_answer_however_much_he_asks(line: str, status: int) -> None:
    with running(Patience(head=FOREVER, reading=FOREVER)) as server:
        answers = rest(server.connect(server.strangers_head(line) * 20))
        assert answers.startswith(f"HTTP/1.1 {status} ".encode())
        assert answers.count(b"HTTP/1.1") == 1
        assert b"connection: close" in answers


def test_who_is_refused_before_his_body_has_come_is_told_why() -> None:
    body = b"x" * 3_000_000
    with running(Patience(head=FOREVER, body=FOREVER)) as server:
        plain = server.connect(server.strangers_head("POST /api/merges HTTP/1.1", f"Content-Length: {len(body)}"))
        time.sleep(0.1)
        plain.sendall(body)
        assert rest(plain).startswith(b"HTTP/1.1 403")


def test_what_is_no_http_after_an_answer_ends_the_connection_and_writes_nothing(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    plain = server.connect(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n")
    assert plain.recv(100).startswith(b"HTTP/1.1 403")
    plain.sendall(b"x\x16\x03\x01 no http at all\r\n\r\n")
    rest(plain)
    rest(server.connect(b"\x16\x03\x01 no http at all\r\n\r\n"))
    assert capfd.readouterr().err == ""


class OpenFiles:
    """The system's limit for open files, which may refuse to be raised."""

    RLIMIT_NOFILE, RLIM_INFINITY = 7, -1

    def __init__(self, most: int, highest: int, *, refuses: bool = False) -> None:
        self.limits, self.refuses = (most, highest), refuses

    def getrlimit(self, _: int) -> tuple[int, int]:
        return self.limits

    def setrlimit(self, _: int, limits: tuple[int, int]) -> None:
        if self.refuses:
            raise ValueError("current limit exceeds maximum limit")
        self.limits = limits


MANY = Patience().connections
NEEDED = MANY + OTHER_FILES


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
@pytest.mark.parametrize(
    ("files", "connections", "most"),
    [
        (OpenFiles(1024, 4096), MANY, 1024),
        (OpenFiles(-1, -1), MANY, -1),
        (OpenFiles(256, -1), MANY, NEEDED),
        (OpenFiles(256, 4096), MANY, NEEDED),
        (OpenFiles(256, 300), 300 - OTHER_FILES, 300),
        (OpenFiles(256, 256), 256 - OTHER_FILES, 256),
        (OpenFiles(256, -1, refuses=True), 256 - OTHER_FILES, 256),
        (OpenFiles(64, 64), FEWEST_CONNECTIONS, 64),
    ],
)
def test_there_are_no_more_connections_than_may_be_open(
    monkeypatch: pytest.MonkeyPatch, files: OpenFiles, connections: int, most: int
) -> None:
    monkeypatch.setitem(sys.modules, "resource", files)
    assert within_open_files(Patience()) == Patience(connections=connections)
    assert files.limits[0] == most


def test_the_live_page_is_served_within_the_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Patience] = []

    def protocol(patience: Patience) -> type[asyncio.Protocol]:
        held.append(patience)
        return asyncio.Protocol

    monkeypatch.setattr(serve, "within_open_files", lambda patience: replace(patience, connections=7))
    monkeypatch.setattr(serve, "patient_protocol", protocol)
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    monkeypatch.setattr(serve, "reading_ahead", lambda _: nullcontext())
    serve.serve(cast(Explorer, SlowExplorer()), 0, pytest.fail, open_browser=False)
    assert held == [replace(serve.PATIENCE, connections=7)]
