"""Where things lie in the home folder of a store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server import process
from claimgraph.graph.server.machine import LOOPBACK
from claimgraph.graph.server.secret import read_password
from claimgraph.graph.server.values import Connection
from claimgraph.graph.server.verification import Verification

_USER = "neo4j"
_LAST_PORT = 65535
_LONGEST_PORT = len(str(_LAST_PORT))


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
    def version(self) -> Path:
        """Which Neo4j opened the store last."""
        return self.home / "neo4j-version"

    @property
    def data(self) -> Path:
        """What Neo4j keeps: the databases and their transaction logs."""
        return self.home / "data"

    @property
    def marker(self) -> str:
        """The argument by which the process of this store is known."""
        return f"--home-dir={self.home}"

    @property
    def tool_arguments(self) -> Path:
        """What Java is told when Neo4j's own tool works on the files of this store."""
        return self.run / "admin.args"

    @property
    def temporary(self) -> Path:
        """Where Java unpacks code that it runs; the folder for everybody's temporary files has others' hands in it."""
        return self.run / "temporary"

    @property
    def java_options(self) -> list[str]:
        """What tells Java to unpack its code there, and those of its libraries that do not ask Java."""
        return [f"-Djava.io.tmpdir={self.temporary}", f"-Djna.tmpdir={self.temporary}"]

    @property
    def begun(self) -> bool:
        """Whether Neo4j has ever started here; from then on its users are in the database."""
        return (self.data / "databases" / "system").is_dir()

    def commits(self) -> frozenset[tuple[str, int]]:
        """What is another one after each transaction that writes: Neo4j's logs of them, with their sizes."""
        found = set()
        for log in (self.data / "transactions" / "neo4j").glob("neostore.transaction.db.*"):
            with suppress(FileNotFoundError):  # a running server removes old ones
                found.add((log.name, log.stat().st_size))
        return frozenset(found)

    def last_version(self) -> str:
        """The version of the Neo4j that opened the store last; empty where nobody noted it."""
        try:
            return self.version.read_text("ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def known_port(self) -> int | None:
        """The port that the store used last; None where none is noted, or what is noted is no port."""
        try:
            text = self.port.read_text("utf-8", "replace").strip()
        except OSError:
            return None
        is_port = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_PORT and 0 < int(text) <= _LAST_PORT
        return int(text) if is_port else None

    def note_port(self, port: int) -> None:
        """Remember the port for the next start."""
        self.port.write_text(f"{port}\n", "ascii")

    def served_port(self) -> int | None:
        """The port that the running server of the store listens on; None where none runs, or none listens yet.

        The process itself is asked, not the note in the file `port`, which may be missing or wrong.
        """
        running = process.find(self.pid, self.marker)
        ports = process.listening_ports(running) if running is not None else frozenset()
        noted = self.known_port()
        return noted if noted in ports else min(ports, default=None)

    def connection(self) -> Connection:
        """How to reach the server of the store, whether it runs now or not.

        Raises:
            ServerError: it has never been started.
        """
        port = self.served_port() or self.known_port()
        if port is None and self.begun:
            raise ServerError(f"the local Neo4j in {self.home} does not run; `claimgraph db start` starts it")
        if port is None:
            raise ServerError(f"there is no local Neo4j in {self.home} yet: `claimgraph db start` makes one")
        return Connection(
            bolt_uri(port),
            _USER,
            read_password(self.password),
            verify=Verification(self.pid, self.marker, port),
            password_file=self.password,
        )


def bolt_uri(port: int) -> str:
    """The address of a Bolt server of this machine.

    >>> bolt_uri(7687)
    'bolt://127.0.0.1:7687'
    """
    return f"bolt://{LOOPBACK}:{port}"
