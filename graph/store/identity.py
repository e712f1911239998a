"""Identity decisions, applied to what articles say: pure.

An article is kept as it was read. What the graph tells of it follows from that and from the decisions: an entity that
is one with another gives it its mentions, claims and words. Where that changes anything, what was read is kept beside
it, so that taking a decision back gives the graph that would have been.

Readings of one name that contradict each other stand for different entities (`graph/namesakes.py`).

>>> identities = Identities([Merge("firm:acme", "Acme", "firm:acme-inc", "Acme Inc", "2026-01-01T00:00:00+00:00")])
>>> identities.of("firm:acme-inc"), identities.of("firm:other")
('firm:acme', 'firm:other')
>>> acme = Namesakes("firm:acme", (("state:CL", 9), ("state:KE", 1)), "state:CL")
>>> both = identities.with_namesakes({"firm:acme": acme})
>>> both.read_as("firm:acme", "state:CL"), both.read_as("firm:acme", "state:KE"), both.read_as("firm:acme", None)
('firm:acme', 'firm:acme@KE', 'firm:acme')
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import dropwhile
from typing import Final, NamedTuple

from claimgraph.graph.facts import Facts
from claimgraph.graph.model import Article, EntityType
from claimgraph.graph.namesakes import Telling, name_and_home, namesake_id
from claimgraph.graph.review import Named
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.reviewed import NO_REVIEWS, Reviews
from claimgraph.graph.store.rows import added_form, form_of

_AS_READ: Final = Telling({})
_IN_ARTICLE: Final = "/"
"""What the ids of unnamed officials hold, who are bound to one article."""
_BODIES = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Merge:
    """The decision that `other` is one with `kept`: ids, the names at that time, and when (ISO, UTC).

    Parameters:
        kept_home, other_home: the state to which each belonged then, where its id is plain; the id goes on to stand for
            that namesake.
        decided_by: who decided it, where that is known.
        why: his reasons; "" where he gave none.
    """

    kept: str
    kept_name: str
    other: str
    other_name: str
    decided_at: str
    kept_home: str | None = None
    other_home: str | None = None
    decided_by: str | None = None
    why: str = ""


class PartedReading(NamedTuple):
    """A reading that was parted from others: that of one article, and of each that has the same text.

    Parameters:
        article: id of the article.
        name: id of the entity as it is read there.
        sha256: hash of the text of the article then; "" in decisions of an older claimgraph, which are about ids alone.
    """

    article: str
    name: str
    sha256: str = ""

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """What finds the reading: the id of its article or the hash of its text, and the name."""
        return ((self.article, self.name), *(((self.sha256, self.name),) if self.sha256 else ()))


@dataclass(frozen=True, slots=True)
class Part:
    """The decision that an entity, as some articles name it, is another one than it is elsewhere.

    Parameters:
        id: the id of the part, an entity of its own.
        of, of_name: the entity from which it was parted: its id and name at that time.
        label: what tells its name from that of the other.
        readings: those that were parted.
        decided_at: when (ISO, UTC).
        decided_by: who decided it, where that is known.
        why: his reasons; "" where he gave none.
    """

    id: str
    of: str
    of_name: str
    label: str
    readings: tuple[PartedReading, ...]
    decided_at: str
    decided_by: str | None = None
    why: str = ""

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles."""
        return tuple(dict.fromkeys(one.article for one in self.readings))

    @property
    def texts(self) -> tuple[str, ...]:
        """Hashes of the texts of the articles, as far as they are known."""
        return tuple(dict.fromkeys(one.sha256 for one in self.readings if one.sha256))


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A name that several entities have, and how many articles tell of which home.

    Parameters:
        id: the id that the name alone gives.
        homes: how many articles tell each home, by the state's id; sorted.
        lead: the home that keeps the plain id; "" where none does.
    """

    id: str
    homes: tuple[tuple[str, int], ...]
    lead: str


class Identities:
    """For whom each entity stands: what people decided, and which namesakes are kept apart.

    Parameters:
        merges: the decisions in force that entities are one with others.
        parts: the decisions in force that readings were parted from others.
        namesakes: the names of which homes are told that contradict, or about whose namesakes somebody decided.
        reviews: what reviewers decided about readings and entities.
    """

    def __init__(
        self,
        merges: Iterable[Merge] = (),
        parts: Iterable[Part] = (),
        namesakes: Iterable[Namesakes] = (),
        reviews: Reviews = NO_REVIEWS,
    ) -> None:
        self.reviews = reviews
        # Decisions of another store may come late: what is told follows from when they were made.
        self.merges = tuple(sorted(merges, key=lambda one: (one.decided_at, one.other)))
        self.parts = tuple(parts)
        self.namesakes = {one.id: one for one in namesakes}
        self._kept = {one.other: one.kept for one in self.merges}
        in_order = enumerate(sorted(self.parts, key=lambda part: (part.decided_at, part.id.count("~"), part.id)))
        self._parted = {
            key: (number, part.id) for number, part in in_order for one in part.readings for key in one.keys
        }
        self._parts_by_id = {part.id: part for part in self.parts}
        self._silent = not (self._kept or self._parted or self.namesakes or reviews.facts)
        self._ends = self._all_ends()
        self._joined = frozenset(self._ends[id] for id in self._kept)
        self._called = self._all_called()
        self.facts = {id: self._standing(facts) for id, facts in reviews.facts.items()}
        self.pinned = {
            name: home
            for one in reversed(self.merges)
            for name, home in ((one.kept, one.kept_home), (one.other, one.other_home))
            if home
        }
        """The homes of names that stand for one home because somebody decided about them when they did."""

    def of(self, id: str) -> str:
        """The id under which an entity stands in the graph; of one that decisions lead round in a circle, the least."""
        return self._walked(id, self._ends)[1]

    def _all_ends(self) -> Mapping[str, str]:
        """For whom each entity stands about which somebody decided; no decision is gone through twice."""
        ends: dict[str, str] = {}
        for id in self._kept:
            passed, end = self._walked(id, ends)
            ends.update(dict.fromkeys(passed, end))
        return ends

    def _walked(self, id: str, ends: Mapping[str, str]) -> tuple[Collection[str], str]:
        """The ids from one to where it leads or to where that is known, and the id under which all of them stand."""
        passed: dict[str, None] = {}
        while id not in ends and id not in passed:
            passed[id] = None
            if (onward := self._onward(id)) is None:
                return passed, id
            id = onward
        if id in ends:
            return passed, ends[id]
        return passed, min(dropwhile(lambda one: one != id, passed))

    def _onward(self, id: str) -> str | None:
        """The id that one stands for by one decision or as the leading namesake; None where it stands for itself."""
        if (kept := self._kept.get(id)) is not None:
            return kept
        if (namesake := name_and_home(id)) is None:
            return None
        name, home = namesake
        return name if name in self.namesakes and self.namesakes[name].lead == home else None

    def _standing(self, facts: Facts) -> Facts:
        """What reviewers say of an entity, linked with entities as they stand."""
        country, speaks_for = (link and self._called[self.of(link.id)] for link in (facts.country, facts.speaks_for))
        return replace(facts, country=country, speaks_for=speaks_for)

    def _all_called(self) -> Mapping[str, Named]:
        """Those with whom reviewers link others, by the ids under which they stand.

        Each is called as the latest decision that means it by its own id calls it, whichever decisions link with it.
        """
        links = self.reviews.links
        if not links:
            return {}
        names = {one.kept: one.kept_name for one in self.merges}
        in_order = sorted(links, key=lambda link: self.of(link.id) == link.id)  # the own ids last
        latest = {self.of(link.id): link for link in in_order}
        return {
            id: link if link.id == id else Named(id, link.type, names.get(id, link.name)) for id, link in latest.items()
        }

    def told_otherwise(self, before: Identities) -> frozenset[str]:
        """Ids of the entities of which something else holds than before wherever they stand, whoever stands for them.

        That they are called or linked otherwise, or that an unnamed one is no longer bound to its article, or again.
        """
        facts = {id for id in (*before.facts, *self.facts) if before.facts.get(id) != self.facts.get(id)}
        return frozenset(facts | {id for id in before._joined ^ self._joined if _IN_ARTICLE in id})

    def read_as(self, name: str, home: str | None, part: str | None = None) -> str:
        """The id under which the reading of a name stands, in an article that tells this home of it.

        Parameters:
            part: the id of the part to which the reading belongs, if a person parted it.
        """
        return self.of(self._key(name, home, part))

    def stands(self, name: str, home: str | None, part: str | None = None) -> tuple[str, bool]:
        """As `read_as`, and whether its name tells it from its namesakes."""
        key = self._key(name, home, part)
        id = self.of(key)
        return id, id == key != name

    def _key(self, name: str, home: str | None, part: str | None) -> str:
        if part is not None:
            return part
        if home is not None:
            namesake = namesake_id(name, home)
            if namesake in self._kept or (name in self.namesakes and self.namesakes[name].lead != home):
                return namesake
        return name

    def part_of(self, article: Article, name: str) -> str | None:
        """The id of the part to which a person counted the reading of a name in an article, the last one where he
        parted it several times."""
        if not self._parted:
            return None
        found = [part for key in (article.id, article.sha256) if (part := self._parted.get((key, name)))]
        return max(found)[1] if found else None

    def is_open(self, name: str, home: str) -> bool:
        """Whether nobody has decided with whom the namesake of this home is one."""
        return namesake_id(name, home) not in self._kept

    @cached_property
    def names_decided(self) -> frozenset[str]:
        """The names about whose namesakes somebody decided."""
        ids = {id for one in self.merges for id in (one.kept, one.other)}
        return frozenset(found[0] for id in ids if (found := name_and_home(id)))

    def _with(
        self,
        merges: Iterable[Merge] | None = None,
        parts: Iterable[Part] | None = None,
        namesakes: Iterable[Namesakes] | None = None,
        reviews: Reviews | None = None,
    ) -> Identities:
        return Identities(
            self.merges if merges is None else merges,
            self.parts if parts is None else parts,
            self.namesakes.values() if namesakes is None else namesakes,
            self.reviews if reviews is None else reviews,
        )

    def with_reviews(self, reviews: Reviews) -> Identities:
        """These, with other decisions of reviewers."""
        return self._with(reviews=reviews)

    def effective(self, said: AsRead) -> AsRead:
        """What an article says after what reviewers decided about its readings; the same object where that is what was
        read."""
        return self.reviews.effective(said)

    def with_merge(self, merge: Merge) -> Identities:
        """These and one decision more."""
        return self._with(merges=(*self.merges, merge))

    def with_decided(self, merges: Iterable[Merge], parts: Iterable[Part]) -> Identities:
        """These and some decisions more."""
        return self._with(merges=(*self.merges, *merges), parts=(*self.parts, *parts))

    def without_merges(self) -> Identities:
        """These as if nobody had decided that two are one."""
        return self._with(merges=())

    def without(self, *others: str) -> Identities:
        """These but for what was decided about others."""
        return self._with(merges=(one for one in self.merges if one.other not in others))

    def with_part(self, part: Part) -> Identities:
        """These and one decision more."""
        return self._with(parts=(*self.parts, part))

    def without_part(self, id: str) -> Identities:
        """These but for the part of this id."""
        return self._with(parts=(one for one in self.parts if one.id != id))

    def with_namesakes(self, changed: Mapping[str, Namesakes | None]) -> Identities:
        """These, with other names; None for those that need not be kept."""
        namesakes = {**self.namesakes, **changed}
        return self._with(namesakes=(one for one in namesakes.values() if one is not None))

    def telling(self, said: AsRead) -> Telling:
        """What an article tells, after these decisions, given what it says after those about its readings."""
        if self._silent:
            return _AS_READ
        ids, labels = {}, {}
        for entity in said.entities:
            name = entity.id
            part = self.part_of(said.article, name)
            key = self._key(name, said.homes.get(name), part)
            id = self.of(key)
            if id != name:
                ids[name] = id
            if id == key and part is not None:
                labels[name] = self._parts_by_id[part].label
            elif id == key != name:
                labels[name] = said.name_of(said.homes[name])
        facts = self.facts
        known = facts and any(ids.get(one.id, one.id) in facts for one in said.entities)
        return Telling(ids, labels, self._joined, facts if known else {}) if ids or self._joined or known else _AS_READ

    def mentions(self, said: AsRead, telling: Telling) -> list[tuple[str, str]]:
        """The ids of the entities that an article mentions, and the forms that it gives them."""
        if telling is _AS_READ:
            return said.mentions
        told = [(one, telling.entity(one)) for one in said.entities]
        mentions = [
            (entity.id, form_of(entity, read, said.homes.get(read.id), self.part_of(said.article, read.id)))
            for read, entity in told
        ]
        added = telling.added(entity for _, entity in told)
        return [*mentions, *((entity.id, added_form(entity, named)) for named, entity in added)]


def can_be_one(one: EntityType, other: EntityType) -> bool:
    """Whether entities of two types can be one: those of one type, and firms with organizations.

    >>> can_be_one(EntityType.FIRM, EntityType.ORGANIZATION), can_be_one(EntityType.FIRM, EntityType.STATE)
    (True, False)
    """
    return one is other or {one, other} == _BODIES
