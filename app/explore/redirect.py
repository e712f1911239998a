"""A private file that sends the user's browser to an address, so that the address is on no command line."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from claimgraph.graph.errors import ClaimgraphError

_SNAPS = Path("/snap")
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>claimgraph</title>
</head>
<body><p><a href="{address}">Open the explorer</a></p></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class RedirectFile:
    """A web page in a folder of its own that only its owner can read; it sends a browser to an address at once.

    Any user of a machine can read the arguments of all its processes, those of the browser too. The browser is
    therefore started with the address of this file instead of one that holds a secret.
    """

    path: Path

    @classmethod
    def write(cls, address: str, parent: Path | None = None) -> RedirectFile:
        """Write the file, with mode 0600 in a new folder of mode 0700.

        Parameters:
            address: where the browser is sent.
            parent: where the new folder is made; None for `browsers_folder()`.

        Raises:
            OSError: the file cannot be written.
        """
        folder = Path(tempfile.mkdtemp(prefix="claimgraph-", dir=parent or browsers_folder()))
        path = folder / "open.html"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(_PAGE.format(address=escape(address)))
        return cls(path)

    def remove(self) -> None:
        """Remove the file and its folder; nothing happens where they are gone."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


@contextmanager
def redirecting(address: str) -> Iterator[RedirectFile]:
    """A redirect file that is removed at the end of the block, or earlier by its `remove`.

    Raises:
        ClaimgraphError: the file cannot be written.
    """
    try:
        file = RedirectFile.write(address)
    except OSError as error:
        raise ClaimgraphError(
            f"{error.filename or browsers_folder()}: the file that opens the browser cannot be written "
            f"({error.strerror}); use --no-browser and open the printed address"
        ) from error
    try:
        yield file
    finally:
        file.remove()


def browsers_folder() -> Path:
    """The folder for temporary files, or the home folder where that is all that a browser may be able to read.

    A browser that was installed as a snap package sees no temporary files of others, and no hidden folders.
    """
    return Path.home() if sys.platform == "linux" and _SNAPS.is_dir() else Path(tempfile.gettempdir())
