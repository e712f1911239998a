"""What the user insists on where claimgraph would decide by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claimgraph.graph.errors import ServerError

_LEAST_PORT, _LAST_PORT = 1024, 65535  # those below belong to the system
_MEMORY = re.compile(r"(\d{1,7})\s*([mg])b?", re.IGNORECASE)
_FACTORS = {"m": 1 << 20, "g": 1 << 30}
_LEAST_SECONDS, _MOST_SECONDS = 10, 10_000_000  # a busy machine needs some for Neo4j's own transactions at its start


@dataclass(frozen=True, slots=True)
class Choices:
    """None stands for what claimgraph decides.

    Parameters:
        port: the Bolt port to listen on.
        memory: bytes that one Neo4j may take for its heap and its page cache together.
        seconds: after how long the server ends a transaction.
        java: the program that runs Neo4j.
    """

    port: int | None = None
    memory: int | None = None
    seconds: int | None = None
    java: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Choices:
        """What CLAIMGRAPH_BOLT_PORT, CLAIMGRAPH_MEMORY, CLAIMGRAPH_TIME_LIMIT and CLAIMGRAPH_JAVA say.

        Raises:
            ServerError: one of them says what cannot be.

        >>> Choices.from_environment({"CLAIMGRAPH_BOLT_PORT": "7687", "CLAIMGRAPH_MEMORY": "2g"})
        Choices(port=7687, memory=2147483648, seconds=None, java=None)
        """
        java = environment.get("CLAIMGRAPH_JAVA", "").strip()
        return cls(
            port=_number(environment, "CLAIMGRAPH_BOLT_PORT", "a port", _LEAST_PORT, _LAST_PORT),
            memory=_memory(environment, "CLAIMGRAPH_MEMORY"),
            seconds=_number(environment, "CLAIMGRAPH_TIME_LIMIT", "seconds", _LEAST_SECONDS, _MOST_SECONDS),
            java=Path(java).expanduser().absolute() if java else None,
        )


NO_CHOICES = Choices()


def _number(environment: Mapping[str, str], name: str, what: str, least: int, most: int) -> int | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise ServerError(f"{name}={_shown(text)}: give {what} from {least} to {most}")
    return int(text)


def _memory(environment: Mapping[str, str], name: str) -> int | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    found = _MEMORY.fullmatch(text)
    if found is None:
        raise ServerError(f"{name}={_shown(text)}: give a whole number with its unit, for example 1500m or 2g")
    return int(found[1]) * _FACTORS[found[2].lower()]


def _shown(text: str) -> str:
    return ascii(text[:20])[1:-1]
