"""A server that speaks just enough Bolt to be taken for some Neo4j: of any version, with any refusal.

What it cannot be: a database. It stands in where no real server can be had in a test, such as an old version, Aura,
or a user without rights, which Neo4j's Community edition does not know.
"""

from __future__ import annotations

import contextlib
import os
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

BOLT_5_4 = b"\x00\x00\x04\x05"
MANIFEST = b"\x00\x00\x01\xff"
"""Says that the versions to choose from follow, behind their number."""
NO_VERSION = b"\x00\x00\x00\x00"
_SUCCESS, _FAILURE, _IGNORED = 0x70, 0x7F, 0x7E
_RECORD, _HELLO, _BEGIN, _COMMIT = 0x71, 0x01, 0x11, 0x12
_LOGON, _RUN, _PULL, _DISCARD, _RESET, _GOODBYE, _ROUTE = 0x6A, 0x10, 0x3F, 0x2F, 0x0F, 0x02, 0x66

_NAMES = {_HELLO: "HELLO", _LOGON: "LOGON", _BEGIN: "BEGIN", _COMMIT: "COMMIT"}


@dataclass(frozen=True)
class Pretended:
    """What a server seems to be.

    Parameters:
        version: what it says it is.
        refusals: by a part of a statement, or "LOGON", the code and the words with which it is refused.
        handshake: which Bolt version it chooses.
        tls: a certificate and key in one file, to encrypt with.
        hello: a message to answer the first one with, instead of a right one.
        leaves_at: the kind of message that it answers by closing the connection.
        rows: by a part of a statement, the rows of one value that it answers.
        silent_at: parts of statements that are never answered, or "HELLO", "LOGON", "BEGIN" or "COMMIT".
        endless_at: parts of statements to which records are sent without end.
        says_something: whether a silent server goes on to say that it is still there.
        routes_to: the address that it names to go on with, instead of its own.
        floods_with: bytes that it sends without end instead of answering the first message.
        ends_with: what it says after the rows of a statement, instead of a map.
    """

    version: str = "5.26.0"
    refusals: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    handshake: bytes = BOLT_5_4
    tls: Path | None = None
    hello: bytes = b""
    leaves_at: int = _GOODBYE
    rows: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    silent_at: Sequence[str] = ()
    endless_at: Sequence[str] = ()
    says_something: bool = False
    floods_with: bytes = b""
    routes_to: str = ""
    ends_with: tuple[Any, ...] | None = None


@contextmanager
def pretending(what: Pretended, port: int = 0) -> Iterator[str]:
    """Serve on a port of the loopback, or a free one; gives `127.0.0.1:PORT`."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection: socket.socket = self.request
            with contextlib.suppress(OSError, EOFError):
                if what.tls:
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(what.tls)
                    connection = context.wrap_socket(connection, server_side=True)
                _Conversation(connection, what, f"127.0.0.1:{server.server_address[1]}").run()
            connection.close()

    with _Server(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = os.name == "posix"  # as Neo4j does: connections that live on keep nobody from the port


class _Conversation:
    def __init__(self, connection: socket.socket, what: Pretended, address: str) -> None:
        self._connection, self._what, self._address = connection, what, address
        self._failed = False
        self._statement = ""

    def run(self) -> None:
        self._receive(20)
        self._connection.sendall(self._what.handshake)
        if self._what.handshake == NO_VERSION:
            return
        while self._what.floods_with:
            self._connection.sendall(self._what.floods_with)
        while True:
            message = self._message()
            if message[1] in (_GOODBYE, self._what.leaves_at):
                return
            self._answer(message[1], message[2:])

    def _answer(self, kind: int, content: bytes) -> None:
        if self._failed and kind != _RESET:
            self._send(_IGNORED)
            return
        self._failed = False
        if self._what.hello:
            self._connection.sendall(struct.pack(">H", len(self._what.hello)) + self._what.hello + b"\x00\x00")
            return
        said = _text(content) if kind == _RUN else _NAMES.get(kind, "")
        if kind == _RUN:
            self._statement = said
        if any(part in said for part in self._what.silent_at):
            self._be_silent()
        if kind == _PULL and self._send_rows() and self._what.ends_with is not None:
            self._send(_SUCCESS, *self._what.ends_with)
            return
        refusal = next((why for part, why in self._what.refusals.items() if part in said), None)
        if refusal:
            self._failed = True
            self._send(_FAILURE, {"code": refusal[0], "message": refusal[1]})
        elif kind == _RUN:
            self._send(_SUCCESS, {"fields": ["schema"], "t_first": 0})
        elif kind in (_PULL, _DISCARD):
            self._send(_SUCCESS, {"has_more": False, "type": "r", "db": "neo4j"})
        elif kind == _ROUTE:
            named = self._what.routes_to or self._address
            roles = [{"addresses": [named], "role": role} for role in ("ROUTE", "READ", "WRITE")]
            self._send(_SUCCESS, {"rt": {"ttl": 300, "db": "neo4j", "servers": roles}})
        else:
            self._send(_SUCCESS, {"server": f"Neo4j/{self._what.version}", "connection_id": "bolt-1", "hints": {}})

    def _send_rows(self) -> bool:
        """Send the rows of the statement; whether there are any."""
        sent = False
        while any(part in self._statement for part in self._what.endless_at):
            self._send(_RECORD, [1])
        for part, rows in self._what.rows.items():
            for value in rows if part in self._statement else ():
                self._send(_RECORD, [value])
                sent = True
        return sent

    def _be_silent(self) -> None:
        """Say nothing, or nothing but that it is still there, until the client goes away."""
        while not self._what.says_something:
            self._receive(1)
        while True:
            self._connection.sendall(b"\x00\x00")
            time.sleep(0.05)

    def _send(self, kind: int, *fields: Any) -> None:
        message = bytes([0xB0 + len(fields), kind]) + b"".join(map(_packed, fields))
        self._connection.sendall(struct.pack(">H", len(message)) + message + b"\x00\x00")

    def _message(self) -> bytes:
        message = b""
        while True:
            (length,) = struct.unpack(">H", self._receive(2))
            if length:
                message += self._receive(length)
            elif message:
                return message

    def _receive(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            some = self._connection.recv(count - len(received))
            if not some:
                raise EOFError
            received += some
        return received


def _packed(value: Any) -> bytes:
    match value:
        case bool():
            return b"\xc3" if value else b"\xc2"
        case int():
            return b"\xc9" + struct.pack(">h", value)
        case str():
            encoded = value.encode()
            return b"\xd1" + struct.pack(">H", len(encoded)) + encoded
        case list():
            items = cast("list[Any]", value)
            return bytes([0x90 + len(items)]) + b"".join(map(_packed, items))
        case dict():
            pairs = cast("dict[str, Any]", value).items()
            return bytes([0xA0 + len(pairs)]) + b"".join(_packed(key) + _packed(item) for key, item in pairs)
    raise TypeError(value)


def _text(content: bytes) -> str:
    """The text with which packed content begins."""
    size = {0xD0: 1, 0xD1: 2, 0xD2: 4}.get(content[0], 0)
    length = int.from_bytes(content[1 : 1 + size], "big") if size else content[0] - 0x80
    return content[1 + size : 1 + size + length].decode()
