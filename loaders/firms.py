"""What stays the same when one firm's name is written in several ways. Source: `firm_forms.tsv`."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from typing import Final

from claimgraph.loaders.surfaces import REMEMBERED, bare, key
from claimgraph.loaders.tables import Row, data_folder, read_table
from claimgraph.loaders.words import WORD_COLUMNS, WordClass, Words

_AT_START: Final = ("start", "both", "capitals", "paired", "doubtful")
_AT_END: Final = ("end", "both", "capitals", "doubtful")
_IN_CAPITALS: Final = ("capitals", "doubtful")
FIRM_FORM_COLUMNS = ("form", "where", "country")

_JOINING: Final = ("&", "and")
"""What may join a name and its legal form."""


class FirmForms:
    """Legal forms at either end of firms' names. Lookups never raise."""

    def __init__(self, rows: Iterable[Row], is_general: Callable[[str], bool] = lambda _: False) -> None:
        """Build the lists.

        Parameters:
            is_general: whether a word may stand in the name of any firm ("Energy").

        Raises:
            LoadError: a place is none of those that the file names, or a form stands twice.
        """
        self._is_general = is_general
        self._where: dict[tuple[str, ...], str] = {}
        for row in rows:
            where = row.one_of("where", ("end", *_AT_START))
            form = tuple(key(row["form"]).split())
            if form in self._where:
                raise row.error(f"{row['form']!r} stands twice")
            self._where[form] = where
        self._found = lru_cache(REMEMBERED)(self._has_form)
        self._stripped = lru_cache(REMEMBERED)(self._strip)
        self._longest = max(map(len, self._where), default=0)

    def strip(self, name: str, alone: Container[str] = ()) -> str:
        """The name as written, without legal forms: "Lianhe Precision" for "Lianhe Precision Co., Ltd.".

        Parameters:
            alone: names that stand without a form in the same text, and tell of a doubtful one that it is a form.
        """
        stripped = self._stripped(name)
        words = stripped.split()
        rest = " ".join(words[self._form_at_start(words, "doubtful") :])
        return rest if rest in alone else stripped

    def _strip(self, name: str) -> str:
        words = bare(name).split()
        paired = False
        while size := self._form_at_end(words):
            words, paired = words[:-size], True
            while words and words[-1] in _JOINING:  # "Merck & Co."
                words.pop()
        while size := self._form_at_start(words, *(("paired", "doubtful") if paired else ()), "capitals"):
            words = words[size:]
        return bare(" ".join(words))

    def opens_with_form(self, name: str) -> bool:
        """Whether a name begins with a legal form that no person's name begins with: "OAO Velmar", "SIA Velmar"."""
        return self._form_at_start(bare(name).split()) > 0

    def has_form(self, name: str) -> bool:
        """Whether a legal form stands in the name, which makes it a firm's."""
        return self._found(name)

    def _has_form(self, name: str) -> bool:
        words = bare(name).split()
        return bool(self._form_at_end(words) or self._form_at_start(words))

    def _form_at_end(self, words: list[str]) -> int:
        """How many words at the end are a legal form; 0 where none are."""
        sizes = range(min(self._longest, len(words) - 1), 0, -1)
        return next((size for size in sizes if self._where.get(_plain(words[-size:]), "start") in _AT_END), 0)

    def _form_at_start(self, words: list[str], *more: str) -> int:
        """How many words at the start are a legal form; 0 where none are.

        Parameters:
            more: of which kinds of forms, besides those that always count there.
        """
        sizes = range(min(self._longest, len(words) - 1), 0, -1)
        return next((size for size in sizes if self._opens(words, size, more)), 0)

    def _opens(self, words: list[str], size: int, more: tuple[str, ...]) -> bool:
        where, form, rest = self._where.get(_plain(words[:size]), "end"), words[:size], words[size:]
        if where not in ("start", "both", *more) or not any(word[:1].isupper() for word in rest):
            return False
        if where in _IN_CAPITALS and not (" ".join(form).isupper() and rest[0][:1].isupper()):
            return False
        return len(rest) > 1 or not self._is_general(rest[0])


def firm_forms(folder: Traversable | None = None, words: Words | None = None) -> FirmForms:
    """The legal forms that ship with claimgraph.

    Parameters:
        folder: with the data files; those that ship by default.
        words: the words of names, where they are at hand.

    >>> firm_forms().strip("PJSC Rosneft"), firm_forms().strip("Rosneft PJSC")
    ('Rosneft', 'Rosneft')
    """
    data = folder or data_folder()
    known = words or Words(read_table(data / "words.tsv", WORD_COLUMNS))
    rows = read_table(data / "firm_forms.tsv", FIRM_FORM_COLUMNS)
    return FirmForms(rows, lambda word: known.ends_in(word, WordClass.FIRM_HEAD))


@cache
def _shipped() -> FirmForms:
    return firm_forms()


def bare_firm(name: str) -> str:
    """The name of a firm without legal forms, as extraction keeps it.

    >>> bare_firm("Acme Optics GmbH"), bare_firm("Norland")
    ('Acme Optics', 'Norland')
    """
    return _shipped().strip(name)


def _plain(words: list[str]) -> tuple[str, ...]:
    return tuple(key(" ".join(words)).split())
