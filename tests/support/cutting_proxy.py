"""A TCP proxy before a server that cuts its connections on demand, in the middle of a transaction or of its commit."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

_AT_ONCE = 65536
_COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The whole message by which a Bolt client asks for the commit."""


@dataclass
class CuttingProxy:
    """Hands on what clients and a server say to each other, until it is told to cut.

    Parameters:
        server: the port of the server, on this machine.
    """

    server: int
    cuts: int = 0
    _bytes_left: int | None = None
    _at_commit: bool = False
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()

    def cut_after(self, size: int) -> None:
        """Cut the connection on which a client has sent so many bytes from now on."""
        with self._guard:
            self._bytes_left = size

    def cut_at_commit(self) -> None:
        """Let the next commit pass, and cut before its answer can: the client never learns whether it was made."""
        with self._guard:
            self._at_commit = True

    @property
    def waits(self) -> bool:
        """Whether it was told to cut and has not done so yet."""
        return self._bytes_left is not None or self._at_commit

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.server))
        except OSError:
            client.close()
            return
        threading.Thread(target=self._hand_on, args=(server, client, lambda _: False), daemon=True).start()
        self._hand_on(client, server, self._is_time)

    def _hand_on(self, source, target, is_time) -> None:
        with suppress(OSError):
            while some := source.recv(_AT_ONCE):
                cut = is_time(some)
                target.sendall(some)
                if cut:
                    _reset(source)
                    break
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _is_time(self, some: bytes) -> bool:
        with self._guard:
            if self._at_commit and _COMMIT in some:
                self._at_commit = False
            elif self._bytes_left is not None:
                self._bytes_left -= len(some)
                if self._bytes_left > 0:
                    return False
                self._bytes_left = None
            else:
                return False
            self.cuts += 1
            return True


def _reset(connection: socket.socket) -> None:
    """Let a connection end as if its other side had gone from the network."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
