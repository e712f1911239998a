"""Which folders the local server uses when nobody names others."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from claimgraph.graph.errors import ServerError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_ELSEWHERE = "CLAIMGRAPH_HOME (data) and CLAIMGRAPH_CACHE (downloads) name other folders"
_LEAST_PORT, _LAST_PORT = 1024, 65535  # those below belong to the system


def default_home(name: str = "default") -> Path:
    """The folder of the store `name`, under CLAIMGRAPH_HOME or the user's data folder.

    Raises:
        ServerError: the name could not be a folder's on every system.

    >>> default_home("work").parts[-2:]
    ('stores', 'work')
    """
    if not _NAME.fullmatch(name):
        raise ServerError(f"store name {name!r}: use up to 64 letters, digits, '-' and '_'")
    return data_folder() / "stores" / name


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what a user keeps: CLAIMGRAPH_HOME or the user's data folder."""
    base = environment.get("CLAIMGRAPH_HOME") or platformdirs.user_data_dir("claimgraph", appauthor=False)
    return Path(base).expanduser().absolute()


def default_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what is fetched once for all stores: CLAIMGRAPH_CACHE or the user's cache folder."""
    base = environment.get("CLAIMGRAPH_CACHE") or platformdirs.user_cache_dir("claimgraph", appauthor=False)
    return Path(base).expanduser().absolute()


def fixed_port(environment: Mapping[str, str] = os.environ) -> int | None:
    """The Bolt port that CLAIMGRAPH_BOLT_PORT insists on, if it does.

    Raises:
        ServerError: its value is no port that a user's program may listen on.

    >>> fixed_port({"CLAIMGRAPH_BOLT_PORT": "7687"})
    7687
    """
    text = environment.get("CLAIMGRAPH_BOLT_PORT", "").strip()
    if not text:
        return None
    if not text.isdecimal() or not _LEAST_PORT <= int(text) <= _LAST_PORT:
        raise ServerError(f"CLAIMGRAPH_BOLT_PORT={text[:20]}: give a port from {_LEAST_PORT} to {_LAST_PORT}")
    return int(text)


def make_folder(folder: Path, mode: int = 0o755) -> None:
    """Create a folder and its parents, with `mode` for the folder itself where it is new.

    Raises:
        ServerError: the folder cannot be made, or not be written to.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            folder.chmod(mode)
    except OSError as error:
        raise ServerError(f"cannot create the folder {folder}: {error.strerror or error}; {_ELSEWHERE}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ServerError(f"cannot write to the folder {folder}: let its permissions allow it, or {_ELSEWHERE}")


def keep_private(folder: Path) -> None:
    """Let nobody but its owner into a folder, also one that was there before.

    Raises:
        ServerError: it belongs to another user, who could read and change what is in it.
    """
    if sys.platform == "win32":
        return
    found = folder.stat()
    if found.st_uid != os.geteuid():
        raise ServerError(
            f"the folder {folder} belongs to another user, who could read all that is in it; {_ELSEWHERE}"
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)
