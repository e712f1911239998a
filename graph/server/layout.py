"""Where things lie in the home folder of a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.machine import LOOPBACK


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of the store in `home`."""

    home: Path

    @property
    def conf(self) -> Path:
        """Neo4j's configuration files, written anew at every start."""
        return self.home / "conf"

    @property
    def logs(self) -> Path:
        """What Neo4j and Java say."""
        return self.home / "logs"

    @property
    def run(self) -> Path:
        """What only matters while it runs."""
        return self.home / "run"

    @property
    def neo4j_log(self) -> Path:
        """Neo4j's own log of the latest start."""
        return self.logs / "neo4j.log"

    @property
    def console(self) -> Path:
        """What Java printed at the latest start."""
        return self.logs / "console.log"

    @property
    def classes(self) -> Path:
        """The classes loaded at a start without an archive."""
        return self.run / "classes.list"

    @property
    def password(self) -> Path:
        """The password, readable by the owner only."""
        return self.home / "password"

    @property
    def pid(self) -> Path:
        """The id of the process that serves the store."""
        return self.run / "pid"

    @property
    def lock(self) -> Path:
        """Held by whoever starts or stops the server."""
        return self.home / "lock"

    @property
    def port(self) -> Path:
        """The Bolt port of the latest start."""
        return self.home / "port"

    @property
    def marker(self) -> str:
        """The argument by which the process of this store is known."""
        return f"--home-dir={self.home}"

    @property
    def begun(self) -> bool:
        """Whether Neo4j has ever started here; from then on its users are in the database."""
        return (self.home / "data" / "databases" / "system").is_dir()

    def known_port(self) -> int | None:
        """The port that the store used last.

        Raises:
            ServerError: what is written there is no port.
        """
        if not self.port.is_file():
            return None
        text = self.port.read_text("utf-8", "replace").strip()
        if not text.isdecimal() or not 0 < int(text) < 65536:
            raise ServerError(f"{self.port}: {text[:20]!r} is not a port; remove the file and a new one is chosen")
        return int(text)


def bolt_uri(port: int) -> str:
    """The address of a Bolt server of this machine.

    >>> bolt_uri(7687)
    'bolt://127.0.0.1:7687'
    """
    return f"bolt://{LOOPBACK}:{port}"
