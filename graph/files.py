"""Writing a file whole, or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says where there is no room, for anybody or for this user."""
OF_THE_UMASK = 0o666
"""The rights of a file that is made to be shown to others: what the user's umask leaves of them."""
OWNER_ONLY = 0o600
"""The rights of a file that nobody but its owner reads."""


def is_no_file(path: Path) -> bool:
    """Whether something other than a file is there: a folder, a pipe, a socket or a device. Where nobody may look, or
    no file can have that name, nothing is."""
    # os.path, since Path raises where the name is too long or a folder is closed to us.
    return os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113


def no_file_advice(path: Path | str) -> str:
    """What is wrong with a path of which `is_no_file` holds and that was to be read, and what helps.

    >>> no_file_advice("pipe")
    'is no file, but a folder, a pipe or a device; give what it tells on standard input: `- < pipe`'
    """
    return f"is no file, but a folder, a pipe or a device; give what it tells on standard input: `- < {path}`"


def write_whole(path: Path, content: str | bytes, mode: int = OF_THE_UMASK) -> None:
    """Write a text in UTF-8, or bytes; a file that was there stays as it was until the new one is complete.

    The part that is being written has a name that nobody can foresee and never follows a link, so that neither
    another writer nor a link laid out in a folder that others can write to comes between.

    Parameters:
        mode: the rights of the file, before the umask.

    Raises:
        OSError: the file cannot be written, or something other than a file is there; nothing is left behind.
    """
    if is_no_file(path):
        raise OSError(errno.EINVAL, "it is no file, but a folder, a pipe or a device")
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
