"""Identity decisions: what is one is told as one, whatever comes and goes, until it is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import ENTITIES, MINISTER, MISSILES, NORLAND, VERIDIA, claim, document
from whole_graph import everything, run

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.reviewing import decide
from claimgraph.app.worklist import Worklist
from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Claim, Document, Entity, EntityType, Reading, Stance, Statement, Status
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import LoadChange, Store

pytestmark = pytest.mark.integration

NORDLAND = Entity("state:NL2", EntityType.STATE, "Nordland", ("Norland",))
OLD_NORLAND = Entity("state:NL3", EntityType.STATE, "Kingdom of Norland")
ACME = Entity("firm:acme", EntityType.FIRM, "Acme", country=NORLAND.id)
ACME_GROUP = Entity("organization:acme", EntityType.ORGANIZATION, "Acme Group", country=NORDLAND.id)
ROCKETS = Entity("good:rockets", EntityType.GOOD, "rockets", kinds=("good:weapons", MISSILES.id))
EVERYBODY = (*ENTITIES, NORDLAND, OLD_NORLAND, ACME, ACME_GROUP, ROCKETS)


def says(
    name: str, *told: tuple[Entity, Entity], stance: Stance = Stance.ALLEGES, speaker: Entity | None = MINISTER
) -> Reading:
    """An article in which somebody says of pairs that the first supplies the second with missiles."""
    source = document(name, f"{name}: it was said of {len(told)} pairs.", f"Outlet {name}")
    claims = [Claim.of(supplier.id, recipient.id, MISSILES.id) for supplier, recipient in told]
    return Reading(source, EVERYBODY, tuple(claims), tuple(_said(source, one, stance, speaker) for one in claims))


def _said(source: Document, about: Claim, stance: Stance, speaker: Entity | None) -> Statement:
    return Statement.of(about, stance, source.evidence(0, 9), speaker=speaker.id if speaker else None)


OF_NORLAND = says("a", (NORLAND, VERIDIA))
OF_NORDLAND = says("b", (NORDLAND, VERIDIA), (NORDLAND, NORLAND))
DENIED = says("c", (NORDLAND, VERIDIA), stance=Stance.DENIES, speaker=VERIDIA)


def test_merging_and_splitting_leaves_what_would_be_there_without(store: Store, store_connection: Connection) -> None:
    store.put([OF_NORLAND, OF_NORDLAND, DENIED])
    whole = everything(store_connection)
    for kept, other in ((NORLAND, NORDLAND), (OLD_NORLAND, NORLAND), (ACME, ACME_GROUP), (MISSILES, ROCKETS)):
        store.merge(kept.id, other.id)
        assert list(store.check()) == []
    for other in (NORDLAND, ROCKETS, NORLAND, ACME_GROUP):
        store.split(other.id)
        assert list(store.check()) == []
    assert everything(store_connection) == whole


def test_what_a_person_parted_is_not_suggested_as_one_and_the_page_can_take_it_back(store: Store) -> None:
    store.put([OF_NORLAND, DENIED])
    store.part(ACME.id, "a", by="Ada")
    (part,) = store.parts()
    assert [one.pair for one in Worklist.of(store, "Ada").items if one.pair and part.id in one.pair] == []
    told = decide(store, Asked({"kind": "merge", "kept": ACME.id, "other": part.id, "claims": []}), "Ada")
    assert (told["decisions"], len(told["replaced"]), store.parts()) == ([], 1, [])


def test_what_is_said_of_one_is_said_of_both(store: Store) -> None:
    store.put([OF_NORLAND, DENIED])
    assert store.network().records[claim(MISSILES).id].status is Status.ALLEGED
    assert store.merge(NORLAND.id, NORDLAND.id) == LoadChange(entities_removed=1, claims_removed=1)
    assert store.network().records[claim(MISSILES).id].status is Status.CONTESTED
    store.split(NORDLAND.id)
    assert store.network().records[claim(MISSILES).id].status is Status.ALLEGED


def test_what_one_person_says_under_two_names_has_one_origin(store: Store) -> None:
    other = replace(NORDLAND, id="official:sol", type=EntityType.OFFICIAL, name="Anna Sol")
    store.put([OF_NORLAND, replace(says("b", (NORLAND, VERIDIA), speaker=other), entities=(*EVERYBODY, other))])
    assert store.network().records[claim(MISSILES).id].origins == 2
    store.merge(MINISTER.id, other.id)
    assert store.network().records[claim(MISSILES).id].origins == 1


def test_unnamed_officials_of_two_articles_can_be_one(store: Store) -> None:
    aides = [Entity(f"official:{at}/aides", EntityType.OFFICIAL, "aides", article=at) for at in ("a", "b")]
    store.put(
        [replace(OF_NORLAND, entities=(*EVERYBODY, aides[0])), replace(OF_NORDLAND, entities=(*EVERYBODY, aides[1]))]
    )
    store.merge(aides[0].id, aides[1].id)
    (found,) = store.find("aides")
    assert (found.id, found.article) == (aides[0].id, None)
    store.forget("a")
    assert store.find(aides[1].id) == [found]


def test_the_name_of_the_kept_one_stays_and_the_others_is_an_alias(store: Store) -> None:
    store.put([replace(OF_NORLAND, entities=(*ENTITIES, OLD_NORLAND)), OF_NORDLAND, DENIED])
    store.merge(OLD_NORLAND.id, NORLAND.id)
    (found,) = store.find(OLD_NORLAND.id)
    assert (found.name, found.aliases) == ("Kingdom of Norland", ("Norland",))
    assert store.find(NORLAND.id) == [found]


def test_a_decision_outlives_its_articles_and_meets_those_read_later(store: Store) -> None:
    store.put([OF_NORLAND, OF_NORDLAND])
    store.merge(NORLAND.id, NORDLAND.id)
    store.put([DENIED, says("b", (NORDLAND, VERIDIA))])
    store.forget("a", "b", "c")
    assert [(one.kept, one.other, one.other_name) for one in store.merges()] == [(NORLAND.id, NORDLAND.id, "Nordland")]
    store.put([DENIED])
    assert set(store.network().records) == {claim(MISSILES).id}


def test_nobody_supplies_himself(store: Store) -> None:
    store.put([OF_NORDLAND])
    change = store.merge(NORLAND.id, NORDLAND.id)
    assert (change.statements_removed, change.statements_set_aside) == (1, 1)
    assert [record.claim for record in store.network().records.values()] == [claim(MISSILES)]
    later = store.put([says("d", (NORLAND, NORDLAND))])
    assert (later.statements_added, later.statements_set_aside) == (0, 1)
    back = store.split(NORDLAND.id)
    assert (back.statements_added, back.statements_set_aside) == (2, -2)
    assert len(store.network().records) == 3


def test_a_chain_is_followed_to_its_end_and_can_be_cut_anywhere(store: Store) -> None:
    store.put([OF_NORDLAND])
    store.merge(NORLAND.id, NORDLAND.id)
    store.merge(OLD_NORLAND.id, NORLAND.id)
    assert [one.id for one in store.find(NORDLAND.id)] == [OLD_NORLAND.id]
    store.split(NORLAND.id)
    assert [one.id for one in store.find(NORDLAND.id)] == [NORLAND.id]
    store.split(NORDLAND.id)
    assert [one.id for one in store.find(NORDLAND.id)] == [NORDLAND.id]


def test_a_firm_and_an_organization_can_be_one(store: Store) -> None:
    store.put([OF_NORLAND])
    store.merge(ACME_GROUP.id, ACME.id)
    (found,) = store.find("Acme")
    assert (found.id, found.type, found.country) == (ACME_GROUP.id, EntityType.ORGANIZATION, NORDLAND.id)
    assert store.read("MATCH (e:Entity {id: $id}) RETURN labels(e)", {"id": found.id}).rows[0][0] == [
        "Entity",
        "Organization",
    ]


@pytest.mark.parametrize(
    ("kept", "other", "problem"),
    [
        (NORLAND.id, NORDLAND.id, r"^Norland \(state:NL2\) and Norland \(state:NL1\) are one already$"),
        (NORDLAND.id, NORLAND.id, "are one already$"),
        (VERIDIA.id, VERIDIA.id, "are one already$"),
        (NORLAND.id, MISSILES.id, "^missiles is a Good and Norland a State; only entities of one type can be one"),
        (NORLAND.id, "state:XX", "^no entity has the id 'state:XX'$"),
        ("", NORLAND.id, "^no entity has the id ''$"),
    ],
)
def test_what_cannot_be_one_is_refused_and_changes_nothing(
    store: Store, store_connection: Connection, kept: str, other: str, problem: str
) -> None:
    store.put([OF_NORLAND])
    store.merge(NORLAND.id, NORDLAND.id)
    whole = everything(store_connection)
    with pytest.raises(QueryError, match=problem):
        store.merge(kept, other)
    with pytest.raises(QueryError, match=r"^state:VD1 was not made one with another"):
        store.split(VERIDIA.id)
    assert everything(store_connection) == whole


def test_articles_that_tell_otherwise_than_decided_are_found(store: Store, store_connection: Connection) -> None:
    store.put([OF_NORDLAND])
    store.merge(NORLAND.id, NORDLAND.id)
    run(store_connection, "MATCH (merge:Merge) SET merge:Lost REMOVE merge:Merge")
    assert {one.of for one in store.check()} == {"MENTIONS", "REPORTED_IN"}
    run(store_connection, "MATCH (merge:Lost) SET merge:Merge REMOVE merge:Lost")
    assert list(store.check()) == []
