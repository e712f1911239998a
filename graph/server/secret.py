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
        raise ServerError(_lost(file, "cannot be read")) from error
    if not password:
        raise ServerError(_lost(file, "is empty"))
    return password


def _lost(file: Path, how: str) -> str:
    """What to do without a password: nothing needs to be lost, since Neo4j's tool for dumps does not ask for it."""
    store = file.parent.name
    return (
        f"{file}, the password of the local Neo4j, {how}: put it back; or write the data to a file with"
        f" `claimgraph db dump FILE --store {store}`, which needs no password, and take them into a new store with"
        " `claimgraph db restore FILE --store NAME`"
    )


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
