"""Which folders the local server uses when nobody names others."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import platformdirs

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.sharing import shares_by_group

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)  # Windows means devices by these
_LONGEST_SHOWN = 70
_ADMINISTRATOR = 0
_FOLDER = 0o755
_PRIVATE = 0o700
_UNKNOWN = 65_534
"""The number of every user whom a sandbox does not know, on Linux."""
_ELSEWHERE = "CLAIMGRAPH_HOME (data) and CLAIMGRAPH_CACHE (downloads) name other folders"


def store_home(stores: Path, name: str) -> Path:
    """The folder of the store `name` among all stores.

    Raises:
        ServerError: the name could not be a folder's on every system.

    >>> store_home(Path("stores"), "work").parts
    ('stores', 'work')
    """
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        shown = name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"
        raise ServerError(f"store name {shown!r}: use up to 64 letters, digits, '-' and '_', a letter or digit first")
    return stores / name


def stores_in(stores: Path) -> tuple[Path, ...]:
    """The folders of the stores that there are, by name."""
    if not stores.is_dir():
        return ()
    return tuple(sorted(folder for folder in stores.iterdir() if folder.is_dir() and _NAME.fullmatch(folder.name)))


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what a user keeps: CLAIMGRAPH_HOME or the user's data folder."""
    base = environment.get("CLAIMGRAPH_HOME") or platformdirs.user_data_dir("claimgraph", appauthor=False)
    return Path(base).expanduser().absolute()


def default_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what is fetched once for all stores: CLAIMGRAPH_CACHE or the user's cache folder."""
    base = environment.get("CLAIMGRAPH_CACHE") or platformdirs.user_cache_dir("claimgraph", appauthor=False)
    return Path(base).expanduser().absolute()


def make_folder(folder: Path, mode: int = _FOLDER) -> None:
    """Create a folder and its parents, with `mode` for the folder itself where it is new.

    Whatever the umask, others cannot write to any folder that is made, not for a moment: `refuse_changeable` would
    refuse it, and who is quick could put something of his own into it.

    Raises:
        ServerError: the folder cannot be made, or not be written to.
    """
    try:
        if not folder.is_dir():
            missing = [place for place in folder.parents if not place.exists()]
            for place in (*reversed(missing), folder):
                _make_one(place, mode if place == folder else _FOLDER)
    except OSError as error:
        raise ServerError(f"cannot create the folder {folder}: {error.strerror or error}; {_ELSEWHERE}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ServerError(f"cannot write to the folder {folder}: let its permissions allow it, or {_ELSEWHERE}")


def _make_one(place: Path, mode: int) -> None:
    """Create a folder with `mode`; what somebody else makes there at the same moment keeps its rights.

    That may be a link of his to a folder of ours, which must not be opened.
    """
    try:
        place.mkdir(_PRIVATE)
    except FileExistsError:
        if not place.is_dir():
            raise
        return
    place.chmod(mode)


def refuse_changeable(folder: Path) -> None:
    """Refuse a folder where another user could put something in the place of ours: what lies there is run, or followed.

    Who may write to a folder may also rename those in it, so that all those around it are looked at too, and those that
    a link on the way leads to. Where only the owner of a file may move it, as in the folder for temporary files, others
    may write.

    Raises:
        ServerError: one of them belongs to another user than us and the administrator, or others may change what is in
            it.
    """
    if sys.platform == "win32":
        return
    for place in _on_the_way(folder.absolute()):
        _refuse_changeable(place, folder)


def _on_the_way(folder: Path) -> Iterator[Path]:
    """A folder, all those around it, and those that links among them lead through."""
    found, left = set[Path](), [folder]
    while left:
        place = left.pop()
        if place in found:
            continue
        found.add(place)
        yield place
        left.append(place.parent)
        if place.is_symlink():
            left.append(place.parent / place.readlink())


def _refuse_changeable(place: Path, folder: Path) -> None:
    found = place.stat()
    into = "what is in it" if place == folder else f"what is in {folder}"
    if any(_is_strangers(owner) for owner in (found.st_uid, place.lstat().st_uid)):
        raise ServerError(f"the folder {place} belongs to another user, who could change {into}; {_ELSEWHERE}")
    if _others_write(place, found) and not found.st_mode & stat.S_ISVTX:
        raise ServerError(
            f"other users can write to the folder {place}, and so change {into}: take that right from them"
            f" (chmod go-w), or {_ELSEWHERE}"
        )


def is_changeable(file: Path) -> bool:
    """Whether another user could change what is in a file."""
    if sys.platform == "win32":
        return False
    found = file.stat()
    return _is_strangers(found.st_uid) or _others_write(file, found)


def _others_write(place: Path, found: os.stat_result) -> bool:
    """Whether the rights of a file or folder, which is `found` so, let others than its owner write to it."""
    if found.st_mode & stat.S_IWOTH:
        return True
    return bool(found.st_mode & stat.S_IWGRP) and shares_by_group(place, found.st_gid)


def _is_strangers(owner: int) -> bool:
    """Whether an owner is another user than us and the administrator, who is unknown in some sandboxes."""
    return owner not in (os.geteuid(), _ADMINISTRATOR) and not (owner == _UNKNOWN and _hides_users())


def _hides_users() -> bool:
    """Whether we run among a part of the machine's users, in which all others have one number: containers do that."""
    try:
        lines = Path("/proc/self/uid_map").read_text("ascii").splitlines()
    except OSError:
        return False
    spans = [(int(first), int(count)) for first, _, count in map(str.split, lines)]
    return not any(first <= _UNKNOWN < first + count for first, count in spans)


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
