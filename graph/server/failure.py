"""Why a server died at its start, from what it left in its logs, as one line for a person."""

from __future__ import annotations

import re
from pathlib import Path

_CAUSE = "Caused by: "
_ERROR = re.compile(r"\bERROR\s+(.*)")
_JAVA_SAYS_ONLY_THAT_IT_FAILED = re.compile(r"#|Error occurred during|Error: (?:Could not create|A fatal exception)|$")
_CLASS = re.compile(r"^(?:[a-z]\w*\.)+\w+(?:Exception|Error): ")

# What the decisive line says, and what a person can do about it.
_PORT_TAKEN = ("Address already in use", "BindException")
_ADVICE = (
    (("reserve enough space", "insufficient memory", "OutOfMemory", "not allocate"), "free some memory first"),
    (_PORT_TAKEN, "its port was taken meanwhile: try again"),
    (("No space left",), "free some disk space first"),
    (("Store and its lock file", "StoreLockException", "FileLockException"), "another process has the store open"),
    (("not completed within the timeout",), "CLAIMGRAPH_TIME_LIMIT is too short for this machine"),
    (("UnsupportedClassVersion",), "the Java that runs it is too old"),
)


def decisive_line(console: str, log: str) -> str:
    """The line of Java's console output and Neo4j's own log that says why it ended.

    >>> decisive_line("", "12:00 ERROR Failed to start.\\nCaused by: java.net.BindException: Address already in use")
    'Address already in use'
    """
    lines = [line.strip() for line in log.splitlines()]
    causes = [line.removeprefix(_CAUSE) for line in lines if line.startswith(_CAUSE)]
    if causes:
        return _CLASS.sub("", causes[-1])
    errors = [found.group(1) for line in lines if (found := _ERROR.search(line))]
    if errors:
        return _CLASS.sub("", errors[0])
    said = (line.strip() for line in console.splitlines())
    return next((line for line in said if not _JAVA_SAYS_ONLY_THAT_IT_FAILED.match(line)), "it left no message")


def lost_its_port(console: Path, log: Path) -> bool:
    """Whether a server ended because another process had taken its port."""
    return any(sign in text for text in _texts(console, log) for sign in _PORT_TAKEN)


def explain(console: Path, log: Path) -> str:
    """One line: what the logs say, what to do where that is known, and where to read on."""
    texts = _texts(console, log)
    line = decisive_line(*texts)
    whole = "\n".join([line, *texts])
    advice = next((f" ({advice})" for signs, advice in _ADVICE if any(sign in whole for sign in signs)), "")
    read_on = log if texts[1].strip() else console
    return f"Neo4j ended at its start: {line}{advice}; more in {read_on}"


def _texts(*logs: Path) -> list[str]:
    return [log.read_text("utf-8", "replace") if log.is_file() else "" for log in logs]
