"""The way in: whatever a person names becomes documents and failures, one after the other."""

from __future__ import annotations

import codecs
import io
import logging
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document
from claimgraph.loaders.sources.addresses import canonical_address, is_address
from claimgraph.loaders.sources.article import make_document
from claimgraph.loaders.sources.decode import Decoded, decode, decode_page
from claimgraph.loaders.sources.fields import NAMES_SHOWN
from claimgraph.loaders.sources.ids import Origin
from claimgraph.loaders.sources.markup import OwnOutputError, settled_kind
from claimgraph.loaders.sources.outcome import Limits, Notice, SourceFailure, one_line, unexpected
from claimgraph.loaders.sources.pages import PageReader
from claimgraph.loaders.sources.plain import Page, read_text
from claimgraph.loaders.sources.rows import read_csv, read_jsonl
from claimgraph.loaders.sources.seen import SeenArticles
from claimgraph.loaders.sources.streams import (
    buffered,
    clear_errors,
    is_gzip,
    open_bytes,
    read_up_to,
    unzipped,
    unzipped_download,
)
from claimgraph.loaders.sources.walk import File, Kind, files_under, form_of
from claimgraph.loaders.sources.web import Fetched, fetch

STDIN = "-"
Result = Document | SourceFailure

_log = logging.getLogger("claimgraph")
_TABLES = {Kind.JSONL: read_jsonl, Kind.CSV: read_csv}
_MEDIA_TYPES = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "application/rss+xml": Kind.XML,
    "application/atom+xml": Kind.XML,
    "application/rdf+xml": Kind.XML,
    "application/xml": Kind.XML,
    "text/xml": Kind.XML,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/csv": Kind.CSV,
    "text/tab-separated-values": Kind.CSV,
    "application/jsonl": Kind.JSONL,
    "application/x-ndjson": Kind.JSONL,
}
_LOOK = 64
_UNTELLING = {"", "text/plain", "application/octet-stream", "binary/octet-stream"}


def read_sources(
    paths: Iterable[str | Path],
    limits: Limits = Limits(),  # noqa: B008 – frozen
    *,
    notice: Notice = _log.warning,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | SourceFailure]:
    """The articles of files, folders, http(s) addresses and standard input (`-`), in the order named.

    Lazy: one article is held at a time, tables are read row by row. What cannot be read is yielded as a
    SourceFailure in its place, and reading goes on. A file named twice, or again through its folder, is read once.

    Parameters:
        limits: how much one source may cost.
        notice: takes one line about what a person should know although nothing failed: files of other kinds in
            a folder, a date that can be read in two ways, an old encoding. By default it is logged as a warning.
        stdin: what `-` reads instead of the process's standard input.

    >>> for result in read_sources(["no-such-file.txt"]):
    ...     print(result)
    no-such-file.txt: there is no such file or folder; check the spelling
    """
    pages = PageReader(limits)
    run = _Run(limits, notice, stdin, pages)
    try:
        for source in [paths] if isinstance(paths, str | Path) else paths:
            yield from run.read(source)
        yield from run.rest()
    finally:
        pages.close()


class _Run:
    """One call of `read_sources`: its limits, and what it has read so far."""

    def __init__(self, limits: Limits, notice: Notice, stdin: BinaryIO | None, pages: PageReader) -> None:
        self._limits = limits
        self._notice = notice
        self._stdin = stdin
        self._pages = pages
        self._seen = SeenArticles(notice)
        self._read: set[int] = set()

    def read(self, source: str | Path) -> Iterator[Result]:
        if source == STDIN:
            if self._first_time(STDIN):
                yield from self._results("standard input", self._standard_input())
        elif source == "":
            yield SourceFailure("''", "an empty name names nothing; write . for the folder you are in")
        elif isinstance(source, str) and is_address(source):
            yield from self._results(source, self._address(source))
        else:
            for file in self._files(Path(source)):
                if isinstance(file, SourceFailure):
                    yield file
                elif self._first_time(str(file.path.resolve())):
                    named = file.path == Path(source)
                    yield from self._results(str(file.path), self._file(file), named=named)

    def rest(self) -> Iterator[SourceFailure]:
        """What is told at the end, of all sources together."""
        return self._seen.rest()

    def _files(self, named: Path) -> Iterator[File | SourceFailure]:
        """The files of a folder, or the one that is named."""
        try:
            yield from files_under(named, self._notice)
        except Exception as error:  # a fault of ours in one folder must not cost the others
            yield unexpected(str(named), error)

    def _results(self, where: str, results: Iterator[Result], *, named: bool = True) -> Iterator[Result]:
        """The results of one source; what claimgraph itself wrote into a folder of articles is only remarked on."""
        try:
            with clear_errors():
                for result in results:
                    checked = self._seen.check(result) if isinstance(result, Document) else result
                    if checked is not None:
                        yield checked
        except OwnOutputError as error:
            if named:
                yield SourceFailure(where, str(error))
            else:
                self._notice(one_line(f"{where}: passed over, it {error}"))
        except LoadError as error:
            yield SourceFailure(where, str(error))
        except Exception as error:  # a fault of ours in one source must not cost the others
            yield unexpected(where, error)

    def _first_time(self, key: str) -> bool:
        """Whether a file or address has not been read in this run; only a number is kept of each."""
        before = len(self._read)
        self._read.add(hash(key))
        return len(self._read) > before

    def _file(self, file: File) -> Iterator[Result]:
        origin = Origin.of_file(file.path, str(file.path), file.form.stem)
        with open_bytes(file.path, file.form.gzipped) as stream:
            yield from self._content(stream, file.form.kind, origin)

    def _standard_input(self) -> Iterator[Result]:
        if self._stdin is None and sys.stdin is None:
            raise LoadError("is closed; pipe an article into it")
        stream = buffered(self._stdin or sys.stdin.buffer)
        try:
            content = unzipped(stream) if is_gzip(stream) else stream
            yield from self._content(content, _kind_by_look(content), Origin("standard input", "stdin"))
        finally:
            stream.detach()

    def _address(self, address: str) -> Iterator[Result]:
        scheme = address.partition(":")[0].lower()
        if scheme not in ("http", "https"):
            raise LoadError(f"{scheme} addresses are not fetched, only http and https; download it and name the file")
        if not self._first_time(canonical_address(address)):
            return
        fetched = fetch(address, self._limits)
        kind, gzipped = _kind_of_answer(fetched)
        origin = Origin.of_address(address, fetched.address)
        body = unzipped_download(fetched.body, self._limits.download_bytes) if gzipped else fetched.body
        yield from self._first_rows(self._content(buffered(io.BytesIO(body)), kind, origin, fetched))

    def _first_rows(self, results: Iterator[Result]) -> Iterator[Result]:
        """As many rows as an address may send, then an error."""
        most = self._limits.download_rows
        yield from islice(results, most)
        if next(results, None) is not None:
            raise LoadError(
                f"holds more than {most:,} rows, of which the first were read; save it as a file, load that"
            )

    def _content(
        self, stream: io.BufferedReader, kind: Kind, origin: Origin, fetched: Fetched | None = None
    ) -> Iterator[Result]:
        if kind in _TABLES:
            if origin.base and not self._first_time(f"# {origin.base}"):  # by another address that leads to it
                self._notice(one_line(f"{origin.where}: leads to {origin.base}, which was read before; passed over"))
                return
            yield from _TABLES[kind](stream, origin, self._limits, self._notice)
            return
        limit = self._limits.page_bytes if kind in (Kind.PAGE, Kind.XML) else self._limits.article_bytes
        raw = read_up_to(stream, limit)
        if not raw.strip():
            raise LoadError("is empty; an article needs at least one sentence")
        decoded, page = self._page(raw, kind, fetched)
        if decoded.legacy:
            self._notice(one_line(f"{origin.where}: {decoded.remark}"))
        if page.unknown:
            names = ", ".join(page.unknown[:NAMES_SHOWN])
            more = f" and {left:,} more" if (left := len(page.unknown) - NAMES_SHOWN) > 0 else ""
            self._notice(one_line(f"{origin.where}: front matter that claimgraph does not use: {names}{more}"))
        fields = {"url": fetched.address, **page.fields} if fetched else page.fields
        yield make_document(origin, page.text, fields, self._limits, self._notice)

    def _page(self, raw: bytes, kind: Kind, fetched: Fetched | None) -> tuple[Decoded, Page]:
        charset = fetched.charset if fetched else None
        decoded = decode_page(raw, charset) if kind is Kind.PAGE else decode(raw)
        settled = settled_kind(decoded.text, kind)
        if settled is not Kind.PAGE:
            return decoded, (self._pages.read_markdown if settled is Kind.MARKDOWN else read_text)(decoded.text)
        if kind is not Kind.PAGE:
            decoded = decode_page(raw, charset)
        return decoded, self._pages.read(decoded.text, fetched.address if fetched else "")


def _kind_by_look(stream: io.BufferedReader) -> Kind:
    """What standard input holds, by its first characters: JSON, HTML, XML, else plain text."""
    head = stream.peek(_LOOK).removeprefix(codecs.BOM_UTF8).lstrip()[:_LOOK].lower()
    if head.startswith(b"{") or (head.startswith(b"[") and head[1:].lstrip().startswith(b"{")):
        return Kind.JSONL
    if head.startswith(b"<?xml"):
        return Kind.XML
    return Kind.PAGE if head.startswith((b"<!doctype html", b"<html")) else Kind.TEXT


def _kind_of_answer(fetched: Fetched) -> tuple[Kind, bool]:
    """How an answer is read: by its media type, or by the address's suffix where the type does not tell."""
    form = form_of(PurePosixPath(urlsplit(fetched.address).path))
    if form is not None and (fetched.media_type in _UNTELLING or form.gzipped):
        return form.kind, form.gzipped
    kind = _MEDIA_TYPES.get(fetched.media_type)
    if kind is None:
        raise LoadError(
            f"is of type '{fetched.media_type or 'unknown'}'; claimgraph reads pages in HTML and plain text"
        )
    return kind, False
