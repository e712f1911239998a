"""The settings that the local Neo4j runs with, sized for the machine."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from claimgraph.graph.errors import ServerError

_MB = 1 << 20
_LEAST_MACHINE = 700 * _MB
_LEAST_CHOSEN = 512 * _MB
_TRANSACTION_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Sizes:
    """Memory in MiB: Java's heap at most, Neo4j's page cache, and what one transaction may take."""

    heap: int
    page_cache: int
    transaction: int

    @property
    def young(self) -> int:
        """MiB of the heap for what is new, from the start: with less, a load spends a fifth of its time clearing it."""
        return self.heap // 8

    @classmethod
    def for_machine(cls, total: int, chosen: int | None = None) -> Sizes:
        """What one Neo4j takes of a machine's memory (in bytes).

        Modest shares, an eighth for the heap and a sixteenth for the page cache; or two thirds and one third of what
        the user has chosen.

        Raises:
            ServerError: the machine has too little, or less than was chosen, or too little was chosen.

        >>> Sizes.for_machine(16 << 30)
        Sizes(heap=2048, page_cache=1024, transaction=1024)
        >>> Sizes.for_machine(16 << 30, 6 << 30)
        Sizes(heap=4096, page_cache=2048, transaction=2048)
        """
        if total < _LEAST_MACHINE:
            raise ServerError(
                f"not enough memory for Neo4j: {_LEAST_MACHINE // _MB} MB are needed, this machine (or container) has"
                f" {total // _MB} MB"
            )
        if chosen is not None:
            return cls._of_chosen(chosen, total)
        heap = min(max(total // _MB // 8, 384), 2048)
        return cls(heap, min(max(total // _MB // 16, 64), 1024), heap // 2)

    @classmethod
    def _of_chosen(cls, chosen: int, total: int) -> Sizes:
        if not _LEAST_CHOSEN <= chosen <= total:
            raise ServerError(
                f"CLAIMGRAPH_MEMORY={chosen // _MB}m: Neo4j needs {_LEAST_CHOSEN // _MB}m at least, and this machine"
                f" (or container) has {total // _MB}m"
            )
        heap = chosen // _MB * 2 // 3
        return cls(heap, chosen // _MB - heap, heap // 2)


def write_config(folder: Path, port: int, sizes: Sizes, seconds: int | None = None) -> None:
    """Write Neo4j's configuration files into `folder`; `seconds` is how long a transaction may take."""
    data = files("claimgraph.graph.server").joinpath("data")
    settings = Template(data.joinpath("neo4j.conf").read_text("utf-8"))
    text = settings.substitute(
        port=port,
        transaction_timeout=f"{seconds or _TRANSACTION_SECONDS}s",
        transaction_memory=f"{sizes.transaction}m",
        page_cache=f"{sizes.page_cache}m",
    )
    (folder / "neo4j.conf").write_text(text, "utf-8")
    (folder / "server-logs.xml").write_text(data.joinpath("server-logs.xml").read_text("utf-8"), "utf-8")
