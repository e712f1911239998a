"""The password of a store: generated once, in a file that only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from claimgraph.graph.errors import ServerError

_BYTES = 24


def read_password(file: Path) -> str:
    """The password that `file` holds.

    Raises:
        ServerError: there is none, or it may not be read.
    """
    try:
        password = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ServerError(
            f"cannot read {file}, the password of the local Neo4j: put it back, or remove {file.parent} to begin anew"
        ) from error
    if not password:
        raise ServerError(f"{file}, the password of the local Neo4j, is empty: remove {file.parent} to begin anew")
    return password


def new_password(file: Path) -> str:
    """Put a fresh password into `file`, and return it. Hexadecimal, so that no command line can misread it."""
    password = secrets.token_hex(_BYTES)
    write_private(file, password + "\n")
    return password


def write_private(file: Path, text: str) -> None:
    """Write `text` to a file that nobody but its owner could ever have opened."""
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
