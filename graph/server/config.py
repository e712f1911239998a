"""The settings that the local Neo4j runs with, sized for the machine."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from claimgraph.graph.errors import ServerError

_MB = 1 << 20
_LEAST_MEMORY = 700 * _MB
_TRANSACTION_TIMEOUT = "10m"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Memory in MiB: Java's heap at most, Neo4j's page cache, and what one transaction may take."""

    heap: int
    page_cache: int
    transaction: int

    @classmethod
    def for_memory(cls, total: int) -> Sizes:
        """Modest shares of a machine's memory (in bytes): an eighth for the heap, a sixteenth for the page cache.

        Raises:
            ServerError: the machine has too little.

        >>> Sizes.for_memory(16 << 30)
        Sizes(heap=2048, page_cache=1024, transaction=1024)
        """
        if total < _LEAST_MEMORY:
            raise ServerError(
                f"not enough memory for Neo4j: {_LEAST_MEMORY // _MB} MB are needed, this machine (or container) has"
                f" {total // _MB} MB"
            )
        heap = min(max(total // _MB // 8, 384), 2048)
        return cls(heap, min(max(total // _MB // 16, 64), 1024), heap // 2)


def write_config(folder: Path, port: int, sizes: Sizes) -> None:
    """Write Neo4j's configuration files into `folder`."""
    data = files("claimgraph.graph.server").joinpath("data")
    settings = Template(data.joinpath("neo4j.conf").read_text("utf-8"))
    text = settings.substitute(
        port=port,
        transaction_timeout=_TRANSACTION_TIMEOUT,
        transaction_memory=f"{sizes.transaction}m",
        page_cache=f"{sizes.page_cache}m",
    )
    (folder / "neo4j.conf").write_text(text, "utf-8")
    (folder / "server-logs.xml").write_text(data.joinpath("server-logs.xml").read_text("utf-8"), "utf-8")
