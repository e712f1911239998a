"""Where articles come from, and the ids that follow from it: two different places never give one id."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from claimgraph.graph.limits import ID_PART_BYTES, shortened
from claimgraph.graph.model import Article, FormerId
from claimgraph.loaders.sources.addresses import canonical_address, former_canonical_address, short_name
from claimgraph.loaders.sources.outcome import one_line

_DIGITS = 16
"""So many digits of a hash: nobody finds another path or text that has the same ones."""
_FORMER_DIGITS = 8
_NUMBER = re.compile(r"# \d+\Z")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where articles come from.

    Parameters:
        where: how messages name it.
        name: the short name of an article that has none of its own.
        base: the start of the ids of its articles; None where nothing but the text can identify them.
        address: where they were fetched, if they were. They speak for its host only.
        former_base: the start that older versions gave their ids.
    """

    where: str
    name: str
    base: str | None = None
    address: str = ""
    former_base: str = ""

    @classmethod
    def of_file(cls, path: Path, where: str, stem: str) -> Self:
        """The origin of a file: its id stays the same when it is edited, and does not tell where it lies."""
        digest = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
        name = one_line(stem)
        former = f"{name}-{digest[:_FORMER_DIGITS]}"
        return cls(where, name, f"{name}-{digest[:_DIGITS]}", former_base=former)

    @classmethod
    def of_address(cls, where: str, address: str) -> Self:
        """The origin of what was fetched from an address, after redirects."""
        former = former_canonical_address(address)
        return cls(where, short_name(address), canonical_address(address), address, former)

    def row(self, number: int) -> str:
        """How messages name one of its rows."""
        return f"{self.where}, row {number}"


def ids_of(origin: Origin, url: str, digest: str, name: str, row: int | None) -> tuple[str, FormerId | None]:
    """The id of an article, and the one that older versions gave it where that is another.

    A row without a name of its own is known by its number, which is written so that no name and no address looks so:
    names begin with no space, and addresses hold none.

    Parameters:
        url: the article's address, if it has one.
        digest: the hash of its text.
        name: its own name, if it has one.
    """
    if url:
        former = FormerId(shortened(former_canonical_address(url)), "url")
        return _with_former(shortened(canonical_address(url)), former)
    if origin.base is None:
        place = shortened(origin.name, ID_PART_BYTES)
        former = FormerId(f"{place}-{digest[:_FORMER_DIGITS]}", "sha256")
        return _with_former(_named(f"{place}-{digest[:_DIGITS]}", name), former)
    if row is None:
        return _with_former(shortened(origin.base), FormerId(shortened(origin.former_base), "name"))
    base, former_base = (shortened(one, ID_PART_BYTES) for one in (origin.base, origin.former_base))
    former = FormerId(f"{former_base}#{name or row}", "name")
    return _with_former(_named(base, name) if name else f"{base}# {row}", former)


def is_number_of_row(article: Article) -> bool:
    """Whether the id was made of the number of its row."""
    return _NUMBER.search(article.id) is not None and not article.id.endswith(f"#{article.name}")


def _named(base: str, name: str) -> str:
    return f"{base}#{name}" if name else base


def _with_former(id: str, former: FormerId) -> tuple[str, FormerId | None]:
    return id, former if former.id != id else None
