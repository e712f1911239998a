"""Goods: from a noun phrase to a name, an id and the kinds that it belongs to.

The kind goes by the end of the phrase, never by a word inside it: "drone engines" are engines, "weapons technology"
is technology, and neither is a weapon. Sources: `goods.tsv`, `not_goods.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from claimgraph.loaders.amounts import Amounts
from claimgraph.loaders.nouns import Nouns
from claimgraph.loaders.surfaces import REMEMBERED, bare, key, slug
from claimgraph.loaders.tables import Row

GOOD_COLUMNS = ("term", "aliases", "kinds", "class")
NOT_GOOD_COLUMNS = ("word", "why")
_CLAUSE = re.compile(
    r"\s+(?:which|that|who|whose|worth|made|used|from|to|into|through|via|in|with|intended|including|such\s+as)\s+.*|,\s.*",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r"\s+(?:of|for)\s+", re.IGNORECASE)
_MOST_WORDS = 20
"""No term of the gazetteer has more words; a phrase that has, as a damaged text may, is known by its last ones."""


class GoodClass(StrEnum):
    """What a term of the taxonomy is made for."""

    ARMS = "arms"
    DUAL_USE = "dual-use"
    ENERGY = "energy"
    MATERIAL = "material"
    FOOD = "food"
    MEDICINE = "medicine"
    SERVICE = "service"
    CONCRETE = "concrete"


class IsGood(StrEnum):
    """Whether something can be supplied in the sense of a claim."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the taxonomy; `kinds` are names of terms."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kinds: tuple[str, ...]
    kind: GoodClass


@dataclass(frozen=True, slots=True)
class GoodMatch:
    """What a noun phrase was read as.

    Parameters:
        id: equal for singular and plural and for synonyms.
        name: the phrase as written without determiners, amounts, origin and clauses.
        head: the head noun in the singular.
        term: the taxonomy's own entry if the phrase is one.
        kinds: the terms that the good is directly a kind of.
        ancestors: all terms that it is a kind of, nearest first.
    """

    id: str
    name: str
    head: str
    term: Term | None
    kinds: tuple[Term, ...]
    ancestors: tuple[Term, ...]


class Goods:
    """The taxonomy and the list of nouns that are never goods. Lookups never raise."""

    def __init__(self, rows: Iterable[Row], not_goods: Iterable[Row], nouns: Nouns, amounts: Amounts) -> None:
        """Build the index.

        Raises:
            LoadError: a surface stands twice, a kind is no term, or the kinds go in a circle.
        """
        self.amounts = amounts
        self._nouns = nouns
        self._terms: dict[str, Term] = {}
        self._known: dict[str, Term] = {}
        places: dict[str, Row] = {}
        for row in rows:
            self._add(row)
            places[row["term"]] = row
        self._not_goods = {form for row in not_goods for form in nouns.both(key(row["word"]))}
        for name, row in places.items():
            self._check(name, row)
        self._remembered = lru_cache(REMEMBERED)(self._is_good)
        self._found = lru_cache(REMEMBERED)(self._find)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def find(self, phrase: str) -> GoodMatch:
        """The good that a noun phrase names; every phrase gets an answer."""
        return self._found(phrase)

    def _find(self, phrase: str) -> GoodMatch:
        name = self.name(phrase)
        if term := self._known.get(key(name)):
            return GoodMatch(term.id, name, self.head(name), term, self._parents(term), self._all_kinds(term))
        tail, kind = self._kind_at_end(name)
        if kind is None:
            return GoodMatch(f"good:{slug(name)}", name, self.head(name), None, (), ())
        identity = slug(f"{key(_core(name))[: -len(tail)]} {kind.name} {_rest(name)}")
        return GoodMatch(f"good:{identity}", name, self.head(name), None, (kind,), (kind, *self._all_kinds(kind)))

    def name(self, phrase: str) -> str:
        """The phrase as written without determiners, amounts, origin, clauses, and nouns that only tell of the good."""
        return self._bare_of_end(self._named(phrase))

    def _named(self, phrase: str) -> str:
        whole = self._bare_of_front(phrase)
        return self._bare_of_front(_CLAUSE.sub("", whole)) or whole

    def head(self, phrase: str) -> str:
        """The head noun of a phrase in the singular: "engine" for "drone engines of that type"."""
        words = _core(bare(phrase)).casefold().split()
        return self._nouns.singular(words[-1]) if words else ""

    def is_good(self, head_lemma: str, phrase: str) -> IsGood:
        """Whether a phrase names a good, going by the longest end of it that either list knows.

        Parameters:
            head_lemma: the head noun's lemma, for words whose plural the phrase hides.
            phrase: the noun phrase; determiners and amounts do not matter.
        """
        return self._remembered(head_lemma, phrase)

    def _is_good(self, head_lemma: str, phrase: str) -> IsGood:
        name = self._named(phrase)
        for text in (key(name), key(_core(name)), key(head_lemma)):
            for tail in _tails(text):
                if tail in self._known:
                    return IsGood.YES
                if tail in self._not_goods:
                    return IsGood.NO
        return IsGood.UNKNOWN

    def _bare_of_front(self, phrase: str) -> str:
        words = bare(phrase).split()
        while (fewer := self._without_front(words)) != words:
            words = fewer
        return bare(" ".join(words))

    def _bare_of_end(self, name: str) -> str:
        """The name without nouns that only tell of the good, where what is left ends in a known one ("wheat needs")."""
        shorter = " ".join(self.amounts.strip_end(name.split()))
        is_known = shorter == name or key(name) in self._known or _COMPLEMENT.search(name)
        return name if is_known or self._kind_at_end(shorter)[1] is None else shorter

    def _without_front(self, words: list[str]) -> list[str]:
        if key(" ".join(words)) in self._known:
            return words
        fewer = self.amounts.strip(words)
        return fewer if fewer != words else self.amounts.strip_origin(words)

    def _kind_at_end(self, name: str) -> tuple[str, Term | None]:
        tails = _tails(key(_core(name)))
        return next(((tail, term) for tail in tails if (term := self._known.get(tail))), ("", None))

    def _parents(self, term: Term) -> tuple[Term, ...]:
        return tuple(self._terms[kind] for kind in term.kinds)

    def _all_kinds(self, term: Term) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        level = list(self._parents(term))
        while level:
            found.update((each.id, each) for each in level if each.id not in found)
            level = [parent for each in level for parent in self._parents(each)]
        return tuple(found.values())

    def _add(self, row: Row) -> None:
        kind = GoodClass(row.one_of("class", GoodClass))
        term = Term(f"good:{slug(row['term'])}", row["term"], row.list("aliases"), row.list("kinds"), kind)
        self._terms[term.name] = term
        for surface in (term.name, *term.aliases):
            for form in self._nouns.both(key(surface)):
                if self._known.setdefault(form, term) is not term:
                    raise row.error(f"{surface!r} is {self._known[form].name!r} already")

    def _check(self, name: str, row: Row) -> None:
        for kind in self._terms[name].kinds:
            if kind not in self._terms:
                raise row.error(f"the kind {kind!r} is no term")
        seen: set[str] = set()
        level = set(self._terms[name].kinds)
        while level:
            if name in level:
                raise row.error(f"{name!r} is a kind of itself")
            seen |= level
            level = {up for kind in level if kind in self._terms for up in self._terms[kind].kinds} - seen


def _core(name: str) -> str:
    """The part of a name before "of" or "for", which holds its head."""
    return _COMPLEMENT.split(name, maxsplit=1)[0]


def _rest(name: str) -> str:
    return name[len(_core(name)) :]


def _tails(text: str) -> Iterator[str]:
    """The ends of a text, the longest first, of no more words than a term may have."""
    words = text.split()[-_MOST_WORDS:]
    return (" ".join(words[start:]) for start in range(len(words)))
