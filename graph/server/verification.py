"""Whether it is the server of a store that listens on a port, and not another program that took the port."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.graph.errors import UnreachableError
from claimgraph.graph.server import process

if TYPE_CHECKING:
    import psutil


@dataclass(slots=True)
class Verification:
    """A check that is called with every new connection, before the password is sent.

    Every user of the machine may listen on the port of a server that has stopped. A process that was found to listen
    goes on doing so until it ends, so that later calls only look whether it still runs.

    Parameters:
        pid_file, marker: how the process of the store is found; see `process.find`.
        port: the port that it must listen on.
    """

    pid_file: Path
    marker: str
    port: int
    _verified: psutil.Process | None = field(default=None, init=False, repr=False)

    def __call__(self) -> None:
        """Return if the server of the store listens on the port.

        Raises:
            UnreachableError: it does not run, or another program listens there.
        """
        if self._verified is not None and process.is_alive(self._verified):
            return
        running = process.find(self.pid_file, self.marker)
        store = self.marker.partition("=")[2]
        if running is None:
            raise UnreachableError(f"the local Neo4j in {store} does not run; `claimgraph db start` starts it")
        if self.port not in process.listening_ports(running):
            raise UnreachableError(
                f"another program than the local Neo4j in {store} listens on port {self.port}; no password was sent"
            )
        self._verified = running
