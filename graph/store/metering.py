"""How much a query may answer, and how long it may take, held by the client whatever the server does.

Rows are limited by their number, but one row can be as large as a graph, and small values take up to a hundred times as
much memory as they take on the wire. So the bytes that arrive are read as they come, before the driver makes values of
them: how many bytes, how many values, how deep. This needs the socket of a connection, which the driver does not hand
out; `_line_of` is the one place that knows where it is. A driver that keeps it elsewhere is told, never left unmetered.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from neo4j import ManagedTransaction, Transaction

from claimgraph.graph.errors import StoreError
from claimgraph.graph.nesting import MOST_NESTED

_BYTES_PER_VALUE = 25  # a value in Python takes 8 to 200 bytes, most of them some 50
_WRAPPINGS = 4  # a message, its list of fields, and what nodes and paths hold
_HEADER = 2
_DRIVER = "neo4j"
TESTED_DRIVERS = ">=5.26,<6.5"
"""Versions of the driver whose connections were seen to be where they are looked for; setup.cfg asks for them."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one query may take.

    Parameters:
        rows: the most rows to fetch.
        seconds: after how long the server ends the query.
        grace: seconds after that in which the server has to say so; then the client gives the query up.
        bytes: the most bytes to receive; for each 25 of them one value may come.
        each: whether so many bytes may come with each message that is sent, not in all.
    """

    rows: int
    seconds: float
    bytes: int
    grace: float = 3.0
    each: bool = False

    @property
    def values(self) -> int:
        """The most values to receive, those inside of lists and maps included."""
        return self.bytes // _BYTES_PER_VALUE


class ExceededError(OSError):
    """What arrives is more than is allowed. An OSError, so that the driver gives the connection up."""


class Meter:
    """Reads along what arrives on one connection, and ends it when it is too much or too late.

    Parameters:
        allowance: what may arrive, and until when.

    Attributes:
        exceeded: what was too much, in words; empty while nothing was.
        late: whether time was up.
        asking: whether the transaction had begun, so that the server was asked something.
    """

    def __init__(self, allowance: Allowance) -> None:
        self.exceeded = ""
        self.late = False
        self.asking = False
        self._begun = False
        self._allowance = allowance
        self._bytes = self._values = 0
        self._reader = _MessageReader()

    @contextmanager
    def reading(self, transaction: Transaction | ManagedTransaction) -> Iterator[None]:
        """Read along until the end of the `with`.

        Raises:
            StoreError: this version of the driver does not let us read along.
        """
        line = _line_of(transaction)
        receive_into = line.recv_into

        def metered(buffer: memoryview, count: int) -> int:
            received: int = receive_into(buffer, count)
            self._begun = True
            self._take(bytes(buffer[:received]))
            return received

        def renewing(data: bytes) -> None:
            self._bytes = self._values = 0
            send_all(data)

        def give_up() -> None:
            self.late = True
            with suppress(OSError):
                line._socket.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self._allowance.seconds + self._allowance.grace, give_up)
        timer.daemon = True
        line.recv_into = metered
        if self._allowance.each:
            send_all = line.sendall
            line.sendall = renewing
        self.asking = True
        timer.start()
        try:
            yield
            if not self._begun:
                raise unmetered()
        finally:
            timer.cancel()
            del line.recv_into
            if self._allowance.each:
                del line.sendall

    def _take(self, received: bytes) -> None:
        self._bytes += len(received)
        self._values += self._reader.take(received)
        if self._bytes > self._allowance.bytes or self._values > self._allowance.values:
            megabytes = self._allowance.bytes / 1_000_000
            self.exceeded = f"the query gives more than {megabytes:g} MB or {self._allowance.values:,} values"
        elif self._reader.depth > MOST_NESTED + _WRAPPINGS:
            self.exceeded = f"the query gives lists or maps that are nested more than {MOST_NESTED} deep"
        if self.exceeded:
            raise ExceededError(self.exceeded)


def _line_of(transaction: Transaction | ManagedTransaction) -> Any:
    """Where the answers of a transaction arrive: has `recv_into(buffer, count)`, and a socket as `_socket`.

    Raises:
        StoreError: the driver keeps it elsewhere, so that nothing could be counted.
    """
    line = getattr(getattr(transaction, "_connection", None), "socket", None)
    parts = getattr(line, "recv_into", None), getattr(getattr(line, "_socket", None), "shutdown", None)
    if line is None or not all(map(callable, parts)) or not hasattr(line, "__dict__"):
        raise unmetered()
    return line


def unmetered() -> StoreError:
    """What is told of a driver whose connections are not where they are looked for."""
    return untested("the size of answers cannot be limited, so none is read")


def untested(what: str) -> StoreError:
    """What is told of a driver that does something in another way than those which claimgraph was tested with."""
    return StoreError(
        f"with version {version(_DRIVER)} of the package {_DRIVER} {what}; install one that claimgraph is tested with:"
        f" pip install '{_DRIVER}{TESTED_DRIVERS}'"
    )


class _MessageReader:
    """Counts the values in a stream of Bolt messages; makes none of them.

    A message comes in chunks, each behind its length in two bytes; a length of 0 ends the message. Its bytes are
    PackStream: a marker says what follows and, alone or with a length behind it, how much.

    Attributes:
        depth: how deep the lists and maps are nested where it stands, the message itself being the first.
    """

    def __init__(self) -> None:
        self._framing = b""  # of a chunk's length, what has arrived
        self._left_of_chunk = 0
        self._skipped = 0  # bytes of a text or a number that are still to come
        self._begun = b""  # a marker whose length has not arrived in full
        self._open: list[int] = []  # for each list or map around, how many values are still to come in it

    @property
    def depth(self) -> int:
        return len(self._open)

    def take(self, received: bytes) -> int:
        """Go on with what has arrived; returns how many values began in it."""
        at, values = 0, 0
        while at < len(received):
            if not self._left_of_chunk:
                wanted = _HEADER - len(self._framing)
                self._framing += received[at : at + wanted]
                at += wanted
                if len(self._framing) == _HEADER:
                    self._left_of_chunk = int.from_bytes(self._framing, "big")
                    self._framing = b""
                    if not self._left_of_chunk:
                        self._open, self._begun, self._skipped = [], b"", 0
                continue
            content = received[at : at + self._left_of_chunk]
            at += len(content)
            self._left_of_chunk -= len(content)
            values += self._count(content)
        return values

    def _count(self, content: bytes) -> int:
        at = min(self._skipped, len(content))
        self._skipped -= at
        if self._begun:
            content, at, self._begun = self._begun + content[at:], 0, b""
        end, values, around = len(content), 0, self._open
        while at < end:
            width, size, form = _MARKERS[content[at]]
            if width:
                if at + 1 + width > end:
                    self._begun = content[at:]
                    break
                size = int.from_bytes(content[at + 1 : at + 1 + width], "big")
            at += 1 + width + size * form.bytes + form.tag
            values += 1
            if at > end:
                self._skipped, at = at - end, end
            if around:
                around[-1] -= 1
            if size and form.values:
                around.append(size * form.values)
                if len(around) > MOST_NESTED + _WRAPPINGS:
                    break
            while around and not around[-1]:
                around.pop()
        return values


@dataclass(frozen=True, slots=True)
class _Form:
    """What one of a size stands for: bytes of its own, values inside; and how many bytes of a tag come first."""

    bytes: int = 0
    values: int = 0
    tag: int = 0


_PLAIN, _LIST, _MAP, _STRUCTURE = _Form(bytes=1), _Form(values=1), _Form(values=2), _Form(values=1, tag=1)
_SMALL = {0x8: _PLAIN, 0x9: _LIST, 0xA: _MAP, 0xB: _STRUCTURE}  # the size stands in the lower half of the marker
_NUMBERS = {0xC1: 8, 0xC8: 1, 0xC9: 2, 0xCA: 4, 0xCB: 8}
_SIZED = {0xCC: _PLAIN, 0xD0: _PLAIN, 0xD4: _LIST, 0xD8: _MAP}  # the size follows in one byte; the next two: in 2, in 4


def _marker(byte: int) -> tuple[int, int, _Form]:
    """What a marker says: how many bytes of a size follow it, its size where none do, and the form of the value."""
    if byte >> 4 in _SMALL:
        return 0, byte & 0x0F, _SMALL[byte >> 4]
    for first, form in _SIZED.items():
        if first <= byte < first + 3:
            return 1 << byte - first, 0, form
    return 0, _NUMBERS.get(byte, 0), _PLAIN


_MARKERS = tuple(map(_marker, range(256)))
