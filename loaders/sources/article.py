"""From a text and what its source says about it to a Document, with the checks that all kinds of source share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from claimgraph.graph.errors import LoadError
from claimgraph.graph.limits import ID_PART_BYTES, INDEXED_BYTES, cut, shortened, size_of
from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.languages import language_of
from claimgraph.loaders.sources.addresses import host, public_address
from claimgraph.loaders.sources.dateline import dateline_of
from claimgraph.loaders.sources.dates import read_date
from claimgraph.loaders.sources.fields import ALIASES
from claimgraph.loaders.sources.ids import Origin, ids_of
from claimgraph.loaders.sources.outcome import Limits, Notice, one_line, size

_URL = ALIASES["url"][0]
_ADDRESS_LIKE = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|\s*(?:https?|file):|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#\\]|$)", re.I
)
"""How a name begins that somebody may take for an address: with a scheme or slashes, or with a host."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.I)


def tidy_newlines(text: str) -> str:
    """The text with every line end as one `\\n`, as Python's own text files do it. Offsets point into the result."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def make_document(
    origin: Origin, text: str, fields: Mapping[str, str], limits: Limits, notice: Notice, *, row: int | None = None
) -> Document:
    """The document of a text and its fields (`title`, `url`, `outlet`, `published`, `name`, `language`, as written).

    A date, address or language that cannot be read is left out and told to `notice`: the text counts more. So is an
    address that is too long to be kept; a title, name or outlet that is too long is cut. The text counts for its
    language, too, where it clearly is in another one than the source says, and its dateline for the outlet and the day
    that nothing else tells.

    Raises:
        LoadError: the text is blank, too long, or holds characters that no text holds.
    """
    text = tidy_newlines(text)
    _check(text, limits)
    where = origin.where if row is None else origin.row(row)
    remarks: list[str] = []
    url = _address(fields.get("url", ""), origin, remarks)
    title, outlet = (_short(fields.get(field, ""), field, remarks) for field in ("title", "outlet"))
    dateline = dateline_of(text, (title, origin.name, fields.get("name", ""), url))
    published = _published(fields.get("published", ""), remarks) or dateline.published
    language = language_of(text, _language(fields.get("language", ""), remarks))
    own_name = _own_name(fields.get("name", ""), origin, remarks)
    for remark in remarks:
        notice(one_line(f"{where}: {remark}"))
    place = shortened(origin.name, ID_PART_BYTES)
    name = own_name or (place if row is None else f"{place}#{row}")
    digest = text_hash(text)
    id, formerly = ids_of(origin, url, digest, own_name, row)
    article = Article(
        id=id,
        name=name,
        sha256=digest,
        title=title,
        url=url or origin.address,
        outlet=outlet or host(url or origin.address) or dateline.outlet,
        published=published,
        language=language,
    )
    return Document(article, text, where, formerly)


def _check(text: str, limits: Limits) -> None:
    if not text.strip():
        raise LoadError("holds no text; an article needs at least one sentence")
    if "\x00" in text:
        raise LoadError("holds NUL characters, so it is no plain text; save the article as UTF-8 text")
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise LoadError(
            f"holds half a character (a lone surrogate) at offset {error.start}; write whole ones"
        ) from None
    if length > limits.article_bytes:
        raise LoadError(
            f"its text is {size(length)} long, the limit is {size(limits.article_bytes)}; split it into articles"
        )


def _own_name(written: str, origin: Origin, remarks: list[str]) -> str:
    """The name or id that an article brings, as a part of its id; what was fetched may not pass for another page by
    it."""
    name = shortened(one_line(written), ID_PART_BYTES)
    if not _ADDRESS_LIKE.match(name):
        return name
    if origin.address:
        told = f"its id '{name}' looks like an address, but it came from {host(origin.address)}"
        remarks.append(f"{told}; read without an id")
        return ""
    remarks.append(f"its id '{name}' looks like an address, and only names it; an address belongs into '{_URL}'")
    return name


def _short(written: str, field: str, remarks: list[str]) -> str:
    text = one_line(written)
    if (length := size_of(text)) > INDEXED_BYTES:
        remarks.append(f"its {field} is {size(length)} long; the first {size(INDEXED_BYTES)} are kept")
    return cut(text)


def _address(written: str, origin: Origin, remarks: list[str]) -> str:
    """The address that an article gives itself; a fetched file is believed only about its own host."""
    if not written.strip():
        return ""
    try:
        address = public_address(written)
        if (length := size_of(address)) > INDEXED_BYTES:
            raise LoadError(f"its address is {size(length)} long, {size(INDEXED_BYTES)} are kept at most")
        if origin.address and host(address) != host(origin.address):
            raise LoadError(f"it gives itself an address of {host(address)}, but came from {host(origin.address)}")
        return address
    except LoadError as error:
        remarks.append(f"{error}; read without an address")
        return ""


def _published(written: str, remarks: list[str]) -> date | None:
    if not written.strip():
        return None
    try:
        return read_date(written)
    except LoadError as error:
        remarks.append(f"{error}; read without a date")
        return None


def _language(written: str, remarks: list[str]) -> str:
    if not written.strip():
        return ""
    if match := _LANGUAGE.fullmatch(written.strip()):
        return match[1].lower()
    remarks.append(f"'{written}' is no language code such as en; the text itself tells its language")
    return ""
