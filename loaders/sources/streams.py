"""Opening files, plain or gzipped, and reading no more of them than the limits allow."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.decode import marked_encoding, refuse_binary
from claimgraph.loaders.sources.outcome import size

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HEAD = 4096
_GZIP = b"\x1f\x8b"
_RATIO = 300
"""How many times its packed size a file may have; news has about 3, the most repetitive tables have 50."""
_UNSUSPICIOUS = 1_000_000
"""So many bytes may become of any file."""
_OVERHEAD = 1.25
"""How many times its content a gzip file may have; whatever is packed grows by a thousandth at most."""
_UNTOLD = 500_000
"""So many bytes may be read of any file before they give anything."""


@contextmanager
def open_bytes(path: Path, gzipped: bool) -> Iterator[io.BufferedReader]:
    """A file's content, decompressed where it is gzipped."""
    with path.open("rb") as stream:
        yield unzipped(stream) if gzipped else stream


def unzipped(stream: BinaryIO) -> io.BufferedReader:
    """The decompressed content of a gzip stream.

    Reading it raises LoadError where it becomes more than `_RATIO` times as large as what was read of the stream: so
    much of one and the same is no news. So it does where it gives next to nothing: a gzip file may consist of millions
    of empty ones, each of which takes its time.
    """
    return io.BufferedReader(_Unzipped(stream))


def unzipped_download(packed: bytes, limit: int) -> bytes:
    """The decompressed content of a gzip file that was fetched, whole: somebody else chose how large it becomes.

    Raises:
        LoadError: it is larger than `limit`, or unpacks as no news does (see `unzipped`).
    """
    content = unzipped(io.BytesIO(packed)).read(limit + 1)
    if len(content) > limit:
        raise LoadError(
            f"unpacks to more than {size(limit)}, the limit for one download; download it and name the file"
        )
    return content


class _Counted:
    """A stream that keeps count of what was read of it, and of what that gave.

    Parameters:
        given: how many bytes were made of it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count, self.given = stream, 0, 0

    def read(self, size: int = -1) -> bytes:
        if self.count > _UNTOLD + _OVERHEAD * self.given:
            raise LoadError(
                f"holds next to nothing: {self.count:,} bytes of it unpack to {self.given:,}; compress it again as one"
            )
        found = self._stream.read(size)
        self.count += len(found)
        return found


class _Unzipped(io.RawIOBase):
    """The content of a gzip stream, as long as it does not become far more than the stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = _Counted(stream)
        self._content = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed), mode="rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        count = self._content.readinto(buffer)
        self._packed.given += count
        if self._packed.given > max(_UNSUSPICIOUS, _RATIO * self._packed.count):
            raise LoadError(f"unpacks to more than {_RATIO} times its size, as no news does; the rest is not read")
        return count


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """Any stream of bytes as one that can be peeked into."""
    return io.BufferedReader(cast(io.RawIOBase, stream))


def is_gzip(stream: io.BufferedReader) -> bool:
    """Whether the stream begins like gzip data; nothing is consumed."""
    return stream.peek(2)[:2] == _GZIP


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what goes wrong while reading bytes into LoadError."""
    try:
        yield
    except (gzip.BadGzipFile, zlib.error):
        raise LoadError("is no intact gzip file; compress it again, or take .gz off its name") from None
    except EOFError:
        raise LoadError("its gzip data ends too early; it was cut off, copy or download it again") from None
    except OSError as error:
        raise LoadError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream.

    Raises:
        LoadError: there are more than `limit`, of which no more than one is read too many.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise LoadError(
            f"is larger than {size(limit)}, the limit for one article; split it, or give articles as .jsonl"
        )
    return raw


def text_lines(stream: io.BufferedReader, limit: int, newline: str) -> Iterator[str]:
    """The lines of a table, one after the other. Bytes that are not UTF-8 stand in them as lone surrogates.

    Parameters:
        limit: the longest line, in characters.
        newline: as for `open`: `""` ends lines at any line end and keeps it, `"\\n"` only there.

    Raises:
        LoadError: the stream is no text, or a line is longer than `limit`.
    """
    head = stream.peek(_HEAD)[:_HEAD]
    refuse_binary(head)
    encoding = marked_encoding(head) or "utf-8"
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline=newline)
    try:
        while line := text.readline(limit + 1):
            if len(line) > limit:
                raise LoadError(f"a line is longer than {size(limit)}; the rest of the file is not read")
            yield line
    except UnicodeError:
        raise LoadError(f"begins like {encoding.upper()} but is not; save it as UTF-8") from None
    finally:
        text.detach()
