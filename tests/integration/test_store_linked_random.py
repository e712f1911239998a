"""Whatever is decided about entities that only decisions link, in whatever order, and taken back: the store tells what
the articles alive say after the decisions in force, and so would a new one."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from emptying import emptied
from graph_lines import WholeGraph
from made_news import made

from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.model import EntityType, Reading
from claimgraph.graph.review import Review
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

ARTICLES = ("a", "b", "c")
NAMED = (*("Ortanex", "Norland") * 3, "Velmora", "Kestria")
STATES = ("state:Norland", "state:Kestria")
FIRMS = ("firm:ortanex", "firm:velmora")
OFFICIALS = ("official:ana", "official:bruno")
LINKED = ("state:Kestria", "firm:velmora")
"""Those with whom decisions link the others, and whom articles seldom name."""
NAMES = ("Zed", "Norland", "Acme")
TYPES = (EntityType.STATE, EntityType.FIRM, EntityType.OFFICIAL, EntityType.ORGANIZATION)
REVIEWERS = ("Ada", "Ben")
ACTS = 25


@dataclass(slots=True)
class Acting:
    """Acts drawn at random upon a store, and what is alive by them.

    Parameters:
        undone: decisions that were taken back; a colleague may bring them again.
    """

    store: Store
    chance: random.Random
    alive: dict[str, Reading] = field(default_factory=dict)
    undone: list[Review] = field(default_factory=list)

    def act(self) -> str:
        """Do something, where that is possible; what it was, for the message."""
        often = (self._load, self._link, self._tell, self._merge, self._split, self._undo) * 2
        kind = self.chance.choice((*often, self._load, self._link, self._forget, self._part, self._import))
        try:
            return f"{kind.__name__} {kind()}"
        except ClaimgraphError as error:
            return f"{kind.__name__}: {error}"

    def _load(self) -> str:
        sentences = [
            f"{self.chance.choice(('Ana', 'Bruno'))} {self.chance.choice(('says', 'denies', 'shows'))} "
            f"{self.chance.choice(NAMED)} sold lathes to {self.chance.choice(('Norland', 'Veridia', 'Veridia'))}."
            for _ in range(2)
        ]
        return self.load(self.chance.choice(ARTICLES), *sentences)

    def load(self, id: str, *sentences: str) -> str:
        """Put in an article of these sentences, or replace it."""
        self.alive[id] = made(id, *sentences)
        self.store.put([self.alive[id]])
        return f"{id}: {sentences}"

    def _forget(self) -> str:
        id = self.chance.choice(sorted(self.alive))
        self.store.forget(id, by="Ada")
        del self.alive[id]
        return id

    def _link(self) -> str:
        if self.chance.random() < 0.5:
            link, entity, other = self.store.based_in, self.chance.choice(FIRMS), LINKED[0]
        else:
            link, entity, other = self.store.speaks_for, self.chance.choice(OFFICIALS), self.chance.choice(LINKED)
        link(entity, other, by=self.chance.choice(REVIEWERS))
        return f"{link.__name__} {entity} {other}"

    def _tell(self) -> str:
        entity, by = self.chance.choice(LINKED * 2 + STATES + FIRMS + OFFICIALS), self.chance.choice(REVIEWERS)
        if self.chance.random() < 0.5:
            self.store.rename(entity, name := self.chance.choice(NAMES), by=by)
            return f"{entity} {name}"
        self.store.set_type(entity, type := self.chance.choice(TYPES), by=by)
        return f"{entity} {type}"

    def _merge(self) -> str:
        one, other = self.chance.sample(self.chance.choice((STATES, FIRMS, OFFICIALS)), 2)
        self.store.merge(one, other, by="Ada")
        return f"{one} {other}"

    def _part(self) -> str:
        entity, article = self.chance.choice(STATES + FIRMS + OFFICIALS), self.chance.choice(ARTICLES)
        self.store.part(entity, article, by="Ada")
        return f"{entity} {article}"

    def _split(self) -> str:
        merged = self.store.merges()
        if not merged:
            return "nothing"
        self.store.split(other := self.chance.choice(merged).other, by="Ada")
        return other

    def _undo(self) -> str:
        known = self.store.reviews()
        if not known:
            return "nothing"
        one = self.chance.choice(known).review
        self.store.undo(one.id, by="Ada")
        self.undone.append(one)
        return str(one.to_dict())

    def _import(self) -> str:
        some = self.chance.sample(self.undone, min(2, len(self.undone)))
        self.store.import_reviews(some)
        return str([one.to_dict() for one in some])


def test_whatever_decisions_link_is_told_as_if_all_were_loaded_anew(
    store: Store, rounds: int, request: pytest.FixtureRequest
) -> None:
    seed = int(request.config.getoption("--seed"))
    for number in range(rounds):
        _told_as_anew(emptied(store), random.Random(1000 * seed + number))  # noqa: S311 no secret


def _told_as_anew(store: Store, chance: random.Random) -> None:
    acting = Acting(store, chance)
    acting.load("all", "Ana says Velmora sold lathes to Kestria.", "Bruno says Ortanex sold lathes to Norland.")
    acts: list[str] = []
    for _ in range(ACTS):
        acts.append(acting.act())
        assert list(store.check()) == [], acts
    reached, decided = WholeGraph.of(store), [one.review for one in store.reviews()]
    assert _loaded_anew(store, acting).differences(reached) == [], acts
    for one in decided:
        store.undo(one.id, by="Ada")
    assert list(store.check()) == [], acts
    reached = WholeGraph.of(store)
    assert _loaded_anew(store, acting).differences(reached) == [], acts


def _loaded_anew(store: Store, acting: Acting) -> WholeGraph:
    """The graph after all articles that are alive were forgotten and loaded again, in another order."""
    store.forget(*acting.alive)
    assert store.read("MATCH (n) WHERE n:Entity OR n:Claim OR n:Pair RETURN n.id").rows == ()
    ids = sorted(acting.alive)
    acting.chance.shuffle(ids)
    for id in ids:
        store.put([acting.alive[id]])
    return WholeGraph.of(store)
