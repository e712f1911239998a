"""What stays the same when one firm's name is written in several ways. Source: `firm_forms.tsv`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from claimgraph.loaders.surfaces import REMEMBERED, bare, key
from claimgraph.loaders.tables import Row

FIRM_FORM_COLUMNS = ("form", "where", "country")


class FirmForms:
    """Legal forms at the ends of firms' names. Lookups never raise."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Build the lists.

        Raises:
            LoadError: a place is none of end, start, both, or a form stands twice.
        """
        self._last: set[tuple[str, ...]] = set()
        self._first: set[tuple[str, ...]] = set()
        for row in rows:
            where = row.one_of("where", ("end", "start", "both"))
            form = tuple(key(row["form"]).split())
            if form in self._last | self._first:
                raise row.error(f"{row['form']!r} stands twice")
            if where != "start":
                self._last.add(form)
            if where != "end":
                self._first.add(form)
        self._found = lru_cache(REMEMBERED)(self._has_form)
        self._stripped = lru_cache(REMEMBERED)(self._strip)
        self._longest = max((len(form) for form in self._last | self._first), default=0)

    def strip(self, name: str) -> str:
        """The name as written, without legal forms: "Lianhe Precision" for "Lianhe Precision Co., Ltd."."""
        return self._stripped(name)

    def _strip(self, name: str) -> str:
        words = bare(name).split()
        while size := self._form_at_end(words):
            words = words[:-size]
        while size := self._form_at_start(words):
            words = words[size:]
        return bare(" ".join(words))

    def key(self, name: str) -> str:
        """The key of a firm: equal for two spellings of one name, with or without its legal form."""
        return key(self.strip(name))

    def has_form(self, name: str) -> bool:
        """Whether a legal form stands in the name, which makes it a firm's."""
        return self._found(name)

    def _has_form(self, name: str) -> bool:
        words = bare(name).split()
        return bool(self._form_at_end(words) or self._form_at_start(words))

    def _form_at_end(self, words: list[str]) -> int:
        sizes = range(min(self._longest, len(words) - 1), 0, -1)
        return next((size for size in sizes if _plain(words[-size:]) in self._last), 0)

    def _form_at_start(self, words: list[str]) -> int:
        sizes = range(min(self._longest, len(words) - 1), 0, -1)
        return next((size for size in sizes if _plain(words[:size]) in self._first), 0)


def _plain(words: list[str]) -> tuple[str, ...]:
    return tuple(key(" ".join(words)).split())
