"""A file of plain values (texts, numbers, tuples, lists of them), one after another.

>>> from contextlib import closing
>>> from io import BytesIO
>>> with closing(Blobs(BytesIO())) as blobs:
...     place = blobs.put(("a", 1))
...     _ = blobs.put(("b", 2))
...     blobs.at(place), list(blobs.all())
(('a', 1), [('a', 1), ('b', 2)])
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from os import SEEK_END
from struct import Struct
from typing import IO, Any

_LENGTH = Struct("<I")


class Blobs:
    """Values on disk, written and read by processes of one load, in a file that `close` closes.

    Plain values, since to store objects took a third of the time of an import.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = file.seek(0, SEEK_END)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def put(self, value: Any) -> int:
        """Write a value at the end; returns its place."""
        blob = marshal.dumps(value)
        if self._file.tell() != self._size:
            self._file.seek(self._size)
        place, self._size = self._size, self._size + self._file.write(_LENGTH.pack(len(blob)) + blob)
        return place

    def at(self, place: int) -> Any:
        """The value at a place."""
        self._file.seek(place)
        return self._next()

    def all(self) -> Iterator[Any]:
        """All values but None, which ends them, in the order in which they were written; nothing may be written
        meanwhile."""
        self._file.seek(0)
        while (value := self._next()) is not None:
            yield value

    def _next(self) -> Any:
        head = self._file.read(_LENGTH.size)
        if not head:
            return None
        return marshal.loads(self._file.read(*_LENGTH.unpack(head)))  # noqa: S302 written by `put`
