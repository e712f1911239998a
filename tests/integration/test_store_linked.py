"""Entities that only a decision links with what articles name: told by the decisions in force, whatever their order."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from graph_lines import WholeGraph
from made_news import made

from claimgraph.graph.model import EntityType
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

_ENTITY = "MATCH (e:Entity {id: $id}) RETURN e.name, [one IN labels(e) WHERE one <> 'Entity'][0]"
_VOICES = "MATCH ()-[said:REPORTED_IN]->(a:Article {id: $id}) RETURN DISTINCT said.voice"


def entity(store: Store, id: str) -> tuple[Any, ...]:
    return tuple(store.read(_ENTITY, {"id": id}).rows[0])


def voices(store: Store, article: str) -> set[Any]:
    return {row[0] for row in store.read(_VOICES, {"id": article}).rows}


@pytest.fixture
def speaking(store: Store) -> Store:
    """Two firms, each in an article of its own, and an official who was decided to speak for the second."""
    store.put(
        [
            made("a", "Chloe shows Ortanex sold lathes to Norland."),
            made("b", "Chloe shows Velmora sold rifles to Veridia."),
            made("c", "Ana says Norland sold wheat to Kestria."),
        ]
    )
    store.speaks_for("official:ana", "firm:velmora", by="Ada")
    return store


def test_a_split_gives_back_for_whom_somebody_speaks(speaking: Store) -> None:
    before = WholeGraph.of(speaking)
    speaking.merge("firm:ortanex", "firm:velmora", by="Ada")
    assert voices(speaking, "c") == {"firm:ortanex"}
    speaking.split("firm:velmora", by="Ada")
    assert voices(speaking, "c") == {"firm:velmora"}
    assert list(speaking.check()) == []
    assert WholeGraph.of(speaking).differences(before) == []
    speaking.forget("a", "b")
    assert entity(speaking, "firm:velmora") == ("Velmora", "Firm")
    speaking.forget("c")
    assert speaking.read("MATCH (e:Entity) RETURN e.id").rows == ()


def test_a_split_gives_back_the_link_to_one_that_the_article_names(speaking: Store) -> None:
    speaking.put([made("d", "Ana says Ortanex sold drills to Kestria.")])
    before = WholeGraph.of(speaking)
    speaking.merge("firm:ortanex", "firm:velmora", by="Ada")
    speaking.split("firm:velmora", by="Ada")
    assert list(speaking.check()) == []
    assert WholeGraph.of(speaking).differences(before) == []


def test_the_order_of_an_article_does_not_tell_whom_two_decisions_mean(store: Store) -> None:
    sentences = ("Ana says Velmora sold wheat to Veridia.", "Ana says Ortanex sold drills to Veridia.")
    store.put([made("first", "Ana says Kestria sold lathes to Veridia.", *sentences)])
    store.based_in("firm:velmora", "state:Kestria", by="Ada")
    store.rename("state:Kestria", "Republic of Kestria", by="Ada")
    store.based_in("firm:ortanex", "state:Kestria", by="Ada")
    for number, some in enumerate(itertools.permutations(sentences)):
        store.put([made(str(number), *some)])
        assert list(store.check()) == []
    store.rename("firm:velmora", "Velmora Works", by="Ada")
    assert list(store.check()) == []
    store.forget("first", "0", "1")
    assert store.read("MATCH (e:Entity) RETURN e.id").rows == ()


def test_decisions_hold_of_one_that_only_decisions_link(store: Store) -> None:
    store.put([made(id, "Ana says Kestria sold lathes to Veridia.") for id in ("a", "b")])
    store.put([made(str(number), "Bruno says Ortanex sold lathes to Veridia.") for number in range(3)])
    store.based_in("firm:ortanex", "state:Kestria", by="Ada")
    renamed = store.rename("state:Kestria", "Republic of Kestria", by="Ada").review
    assert entity(store, "state:Kestria") == ("Republic of Kestria", "State")
    store.undo(renamed.id, by="Ada")
    assert entity(store, "state:Kestria") == ("Kestria", "State")
    store.rename("state:Kestria", "Republic of Kestria", by="Ada")
    store.forget("a", "b")
    assert entity(store, "state:Kestria") == ("Republic of Kestria", "State")
    store.set_type("state:Kestria", EntityType.ORGANIZATION, by="Ada")
    store.based_in("state:Kestria", "state:Veridia", by="Ada")
    assert entity(store, "state:Kestria") == ("Republic of Kestria", "Organization")
    based = store.read("MATCH (:Entity {id: 'state:Kestria'})-[:BASED_IN]->(e) RETURN e.id").rows
    assert [row[0] for row in based] == ["state:Veridia"]
    assert list(store.check()) == []


_UNTOLD = "MATCH (a:Article {id: 'c'})-[mention:MENTIONS]->(:Entity {id: 'firm:velmora'}) DELETE mention"
_SPOKE = "MATCH (review:Review {kind: 'speaks-for'}) DELETE review"


@pytest.mark.parametrize("damage", [_UNTOLD, _SPOKE], ids=["a mention is gone", "a decision is gone"])
def test_a_rebuild_tells_articles_anew_that_are_told_otherwise_than_decided(speaking: Store, damage: str) -> None:
    speaking._transactions.write(lambda transaction: transaction.run(damage).consume())
    assert list(speaking.check()) != []
    assert speaking.rebuild().left == 0
    assert list(speaking.check()) == []
