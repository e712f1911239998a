"""Titles before names. Source: `titles.tsv`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from claimgraph.loaders.surfaces import REMEMBERED, bare, key, starts_with_capital
from claimgraph.loaders.tables import Row

TITLE_COLUMNS = ("term", "forms", "class", "before", "modifier")
_IN_OFFICE = re.compile(r"in the (?:[A-Z]\S*'s |[A-Z]\S* ){1,3}Office(?= [A-Z])")


class RoleClass(StrEnum):
    """What kind of speaker a role noun makes."""

    OFFICIAL = "official"
    FIRM = "firm"
    EXPERT = "expert"
    SOURCE = "source"
    PERSON = "person"
    COURTESY = "courtesy"


@dataclass(frozen=True, slots=True)
class Role:
    """A title or role noun.

    Parameters:
        term: its singular.
        before: it may stand before a name.
    """

    term: str
    kind: RoleClass
    before: bool


class Persons:
    """The index of titles. Lookups never raise."""

    def __init__(
        self,
        rows: Iterable[Row],
        names_something: Callable[[str], bool],
        is_firm: Callable[[str], bool],
        portfolios: frozenset[str] = frozenset(),
    ) -> None:
        """Build the index.

        Parameters:
            rows: of `titles.tsv`.
            names_something: tells whether words name a state or an organization, so that "Russian" and "Kremlin"
                belong to a title.
            is_firm: tells whether words name a firm, whatever titles stand among them ("Al Noor General Trading").
            portfolios: words that tell of what somebody is minister ("Energy and Mines").

        Raises:
            LoadError: a form stands twice, or a cell is not as the file's header says.
        """
        self._names_something, self._is_firm, self._portfolios = names_something, is_firm, portfolios
        self._roles: dict[str, Role] = {}
        self._modifiers: set[str] = set()
        self._found = lru_cache(REMEMBERED)(self._strip_title)
        for row in rows:
            self._add(row)
        self._longest = max(len(form.split()) for form in (*self._roles, *self._modifiers, ""))

    def strip_title(self, surface: str) -> tuple[str, tuple[str, ...]]:
        """A person's name without titles, and the titles as written, outermost first.

        A surface that is nothing but a title keeps it as its name: ("President", ()) for "the President".
        """
        return self._found(surface)

    def _strip_title(self, surface: str) -> tuple[str, tuple[str, ...]]:
        words = surface.split()
        titles: list[str] = []
        start = 0
        while end := self._title_end(words, start):
            titles.append(" ".join(words[start:end]))
            start = end
        if start == 0 and (end := self._end_of_lower_case_title(words) or self._end_of_inner_title(words)):
            return bare(" ".join(words[end:])), (bare(" ".join(words[:end])),)
        return bare(" ".join(words[start:])), tuple(bare(title) for title in titles)

    def _add(self, row: Row) -> None:
        kind = RoleClass(row.one_of("class", RoleClass))
        role = Role(row["term"], kind, row.flag("before"))
        plural = () if row.flag("modifier") or kind is RoleClass.COURTESY else (row["term"] + "s",)
        for form in dict.fromkeys(key(text) for text in (row["term"], *row.list("forms"), *plural)):
            if row.flag("modifier"):
                self._modifiers.add(form)
            elif form in self._roles:
                raise row.error(f"{form!r}, a form of {role.term!r}, stands twice")
            else:
                self._roles[form] = role

    def _last_role(self, words: str) -> Role | None:
        parts = words.split()
        for start in range(max(0, len(parts) - self._longest), len(parts)):
            if role := self._roles.get(" ".join(parts[start:])):
                return role
        return None

    def _title_end(self, words: list[str], start: int) -> int:
        """Where the title that begins at `start` ends, 0 if none does or no name follows it."""
        at = start
        while at < len(words):
            size, is_title = self._step(words, at)
            if not size:
                return 0
            at += size
            if is_title:
                while (end := self._portfolio_end(words, at)) > at:
                    at = end
                return at if at < len(words) and starts_with_capital(words[at]) else 0
        return 0

    def _portfolio_end(self, words: list[str], at: int) -> int:
        """Where "of Energy and Mines" or "in the Prime Minister's Office" ends that follows a title; `at` where none
        does."""
        office = _IN_OFFICE.match(" ".join(words[at:]))
        if office is not None:
            return at + len(office.group().split())
        if at >= len(words) or words[at] not in ("of", "for"):
            return at
        end = first = at + 1 + (words[at + 1 : at + 2] == ["the"])
        while end < len(words) and (key(words[end]) in self._portfolios or words[end] in ("and", "&")):
            end += 1
        return end if end > first else at

    def _step(self, words: list[str], at: int) -> tuple[int, bool]:
        for size in range(min(self._longest, len(words) - at), 0, -1):
            text = " ".join(words[at : at + size])
            word = key(text)
            if (role := self._roles.get(word)) and role.before and not text.endswith(("'s", "’s")):
                return size, True
            if word in self._modifiers or word in ("the", "a", "an", "and", "") or self._names_something(text):
                return size, False
        return 0, False

    def _end_of_lower_case_title(self, words: list[str]) -> int:
        """Where "Anka chief executive" ends in "Anka chief executive Mehmet Yilmaz": at a title without capitals."""
        for end in range(len(words) - 1, 0, -1):
            if words[end - 1].islower() and starts_with_capital(words[end]):
                role = self._last_role(key(" ".join(words[:end])))
                return end if role and role.before else 0
        return 0

    def _end_of_inner_title(self, words: list[str]) -> int:
        """Where "Anka CEO" ends in "Anka CEO Mehmet Yilmaz": at a title before a name of at least two words."""
        if self._is_firm(" ".join(words)):
            return 0
        for start in range(1, len(words) - 2):
            role = self._roles.get(key(words[start]))
            if role and role.before and role.kind is not RoleClass.COURTESY:
                end = start
                while following := self._title_end(words, end):
                    end = following
                return end if start < end <= len(words) - 2 else 0
        return 0
