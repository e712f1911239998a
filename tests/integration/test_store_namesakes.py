"""Two firms of one name, two officials of one name: kept apart by the states to which articles assign them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from building import MISSILES, NORLAND, VERIDIA, WEAPONS, document
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whole_graph import everything, run

from claimgraph.app.cli import main
from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Stance, Statement
from claimgraph.graph.network import Network
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Merge, Namesakes, Store

pytestmark = pytest.mark.integration

CHILE = Entity("state:CL", EntityType.STATE, "Chile")
KENYA = Entity("state:KE", EntityType.STATE, "Kenya")
STATES = (NORLAND, VERIDIA, CHILE, KENYA)
ACME = Entity("firm:acme", EntityType.FIRM, "Acme")
HOLDING = Entity("firm:acme-holding", EntityType.FIRM, "Acme Holding")
MINISTRY = Entity("organization:ministry", EntityType.ORGANIZATION, "Ministry of Trade")
SOL = Entity("official:ana-sol", EntityType.OFFICIAL, "Ana Sol")
IN_CHILE, IN_KENYA, SOMEWHERE = "firm:acme@CL", "firm:acme@KE", "firm:acme"


def supplies(name: str, home: Entity | None, recipient: Entity = VERIDIA, firm: Entity = ACME) -> Reading:
    """An article in which a firm, based there, supplies missiles, as an official of that state says."""
    source = document(name, f"{name}: missiles for {recipient.name}.", f"Outlet {name}")
    home_id = home.id if home else None
    entities = (*STATES, MISSILES, WEAPONS, replace(firm, country=home_id), replace(SOL, speaks_for=home_id))
    claim = Claim.of(firm.id, recipient.id, MISSILES.id)
    said = Statement.of(claim, Stance.ALLEGES, source.evidence(0, 9), speaker=SOL.id)
    return Reading(source, entities, (claim,), (said,))


def suppliers(store: Store) -> dict[str, list[str]]:
    """Names of the suppliers in the store, and the articles that say so."""
    network = store.network()
    found: dict[str, list[str]] = {}
    for record in network.records.values():
        articles = [statement.evidence.article for statement in record.statements]
        found.setdefault(network.entities[record.claim.supplier].name, []).extend(articles)
    return {name: sorted(articles) for name, articles in found.items()}


def test_two_firms_of_one_name_in_one_article_are_listed(store: Store) -> None:
    source = document("a", "Acme of Chile and Acme of Kenya: missiles for Veridia.", "Outlet a")
    one = replace(ACME, country=CHILE.id)
    other = Entity(IN_KENYA, EntityType.FIRM, "Acme (Kenya)", ("Acme",), country=KENYA.id)
    claims = [Claim.of(firm.id, VERIDIA.id, MISSILES.id) for firm in (one, other)]
    said = [Statement.of(claim, Stance.ALLEGES, source.evidence(0, 9), speaker=NORLAND.id) for claim in claims]
    store.put([Reading(source, (*STATES, MISSILES, WEAPONS, one, other), tuple(claims), tuple(said))])
    [shared] = store.shared_names()
    assert (shared.name, shared.unassigned) == ("Acme", 0)
    assert {(bearer.id, bearer.home, bearer.articles) for bearer in shared.bearers} == {
        (ACME.id, "Chile", 1),
        (IN_KENYA, "Kenya", 1),
    }


def test_firms_and_officials_of_one_name_in_two_states_are_two(store: Store) -> None:
    store.put([supplies("a", CHILE)])
    assert {one.name for one in store.find("Acme")} == {"Acme"}
    store.put([supplies("b", KENYA)])
    assert {one.id: (one.name, one.country) for one in store.find("Acme")} == {
        IN_CHILE: ("Acme (Chile)", CHILE.id),
        IN_KENYA: ("Acme (Kenya)", KENYA.id),
    }
    assert {one.name: one.speaks_for for one in store.find("Ana Sol")} == {
        "Ana Sol (Chile)": CHILE.id,
        "Ana Sol (Kenya)": KENYA.id,
    }
    assert suppliers(store) == {"Acme (Chile)": ["a"], "Acme (Kenya)": ["b"]}
    assert {one.id for one in store.namesakes()} == {ACME.id, SOL.id}
    assert list(store.check()) == []


def test_who_is_named_once_keeps_name_and_id(store: Store) -> None:
    store.put([supplies("a", CHILE), supplies("b", None), supplies("c", CHILE)])
    assert suppliers(store) == {"Acme": ["a", "b", "c"]}
    assert store.namesakes() == []


def test_an_article_that_tells_no_home_is_nobodys_where_none_leads(store: Store) -> None:
    store.put([supplies("a", CHILE), supplies("b", KENYA), supplies("c", None)])
    assert suppliers(store) == {"Acme (Chile)": ["a"], "Acme (Kenya)": ["b"], "Acme": ["c"]}


def test_a_home_that_leads_keeps_the_plain_name_and_articles_that_tell_none(store: Store) -> None:
    store.put([*(supplies(f"a{n}", CHILE) for n in range(4)), supplies("b", KENYA), supplies("c", None)])
    assert suppliers(store) == {"Acme": ["a0", "a1", "a2", "a3", "c"], "Acme (Kenya)": ["b"]}
    store.put([supplies("d", KENYA)])
    assert set(suppliers(store)) == {"Acme", "Acme (Chile)", "Acme (Kenya)"}
    store.forget("d")
    assert set(suppliers(store)) == {"Acme", "Acme (Kenya)"}


def test_one_is_left_where_the_other_is_forgotten_or_edited(store: Store, store_connection: Connection) -> None:
    store.put([supplies("a", CHILE)])
    alone = everything(store_connection)
    store.put([supplies("b", KENYA)])
    store.forget("b")
    assert everything(store_connection) == alone
    store.put([supplies("b", KENYA)])
    store.put([supplies("b", CHILE)])
    assert suppliers(store) == {"Acme": ["a", "b"]}
    assert store.find(IN_KENYA)[0].id == ACME.id


def test_who_speaks_for_a_ministry_speaks_for_its_state(store: Store) -> None:
    """An official of Chile's ministry and one of Chile are the same, one of Kenya's ministry is another."""

    def at_ministry(name: str, home: Entity) -> Reading:
        read = supplies(name, home)
        others = tuple(one for one in read.entities if one.id != SOL.id)
        ministry = replace(MINISTRY, country=home.id)
        return replace(read, entities=(*others, ministry, replace(SOL, speaks_for=MINISTRY.id)))

    store.put([supplies("a", CHILE), at_ministry("b", CHILE)])
    assert [one.name for one in store.find("Ana Sol")] == ["Ana Sol"]
    store.put([at_ministry("c", KENYA)])
    assert {one.name: one.speaks_for for one in store.find("Ana Sol")} == {
        "Ana Sol (Chile)": "organization:ministry@CL",
        "Ana Sol (Kenya)": "organization:ministry@KE",
    }


def test_readings_of_files_are_kept_apart_in_the_same_way(store: Store) -> None:
    readings = [supplies("a", CHILE), supplies("b", KENYA), supplies("c", None)]
    store.put(readings)
    assert Network.of_readings(readings) == store.network()


HOMES = st.sampled_from((CHILE, CHILE, CHILE, KENYA, KENYA, VERIDIA, None))
ARTICLES = st.lists(HOMES, min_size=3, max_size=9)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARTICLES, st.randoms(use_true_random=False), st.data())
def test_whatever_the_order_of_loading_editing_and_forgetting_the_graph_is_the_same(
    store: Store, store_connection: Connection, homes: list[Entity | None], random: object, data: st.DataObject
) -> None:
    store.forget(*(article.id for article in store.articles()))
    final = [supplies(f"a{n}", home, firm=ACME if n % 3 else HOLDING) for n, home in enumerate(homes)]
    store.put(final)
    at_once = everything(store_connection)
    assert list(store.check()) == []
    store.forget(*(one.document.article.id for one in final))
    for one in data.draw(st.permutations(final)):
        id = one.document.article.id
        store.put([supplies(id, data.draw(HOMES)), supplies("passing", data.draw(HOMES))])
        store.put([one])
    store.forget("passing")
    assert list(store.check()) == []
    assert everything(store_connection) == at_once


def test_namesakes_can_be_made_one_for_good(store: Store, store_connection: Connection) -> None:
    store.put([supplies("a", CHILE), supplies("b", KENYA), supplies("c", None)])
    whole = everything(store_connection)
    store.merge(IN_CHILE, IN_KENYA)
    assert suppliers(store) == {"Acme": ["a", "b", "c"]}
    store.put([supplies("d", KENYA)])
    assert suppliers(store) == {"Acme": ["a", "b", "c", "d"]}
    store.forget("d")
    store.split(IN_KENYA)
    assert everything(store_connection) == whole


@pytest.mark.parametrize("kept", ["the plain one", "the namesake"])
def test_readings_without_a_state_can_be_given_to_a_namesake(
    store: Store, store_connection: Connection, kept: str
) -> None:
    store.put([supplies("a", CHILE), supplies("b", KENYA), supplies("c", None)])
    whole = everything(store_connection)
    one, other = (SOMEWHERE, IN_CHILE) if kept == "the plain one" else (IN_CHILE, SOMEWHERE)
    store.merge(one, other)
    assert suppliers(store) == {"Acme": ["a", "c"], "Acme (Kenya)": ["b"]}
    assert list(store.check()) == []
    store.split(other)
    assert everything(store_connection) == whole


def test_a_decision_about_a_firm_holds_when_a_namesake_turns_up(store: Store, store_connection: Connection) -> None:
    store.put([supplies("a", CHILE), supplies("h", CHILE, firm=HOLDING)])
    store.merge(ACME.id, HOLDING.id)
    store.put([supplies("b", KENYA)])
    assert suppliers(store) == {"Acme": ["a", "h"], "Acme (Kenya)": ["b"]}
    store.split(HOLDING.id)
    assert suppliers(store) == {"Acme (Chile)": ["a"], "Acme Holding": ["h"], "Acme (Kenya)": ["b"]}
    merged = everything(store_connection)
    store.merge(HOLDING.id, IN_KENYA)
    assert suppliers(store) == {"Acme": ["a"], "Acme Holding": ["b", "h"]}
    store.split(IN_KENYA)
    assert everything(store_connection) == merged


def test_an_article_is_parted_from_the_rest_and_stays_so(store: Store, store_connection: Connection) -> None:
    store.put([supplies("a", CHILE), supplies("b", CHILE), supplies("c", CHILE)])
    whole = everything(store_connection)
    store.part(ACME.id, "b", "c")
    (part,) = store.parts()
    assert suppliers(store) == {"Acme": ["a"], "Acme (b)": ["b", "c"]}
    assert [one.id for one in store.find("Acme (b)")] == [part.id]
    store.forget("b")
    store.put([supplies("b", KENYA), supplies("d", CHILE)])
    assert suppliers(store) == {"Acme": ["a", "d"], "Acme (b)": ["b", "c"]}
    assert ACME.id not in {one.id for one in store.namesakes()}
    assert list(store.check()) == []
    store.put([supplies("b", CHILE)])
    store.forget("d")
    store.rejoin(part.id)
    assert everything(store_connection) == whole


def test_to_make_a_part_one_with_the_rest_takes_the_decision_back(store: Store, store_connection: Connection) -> None:
    store.put([supplies("a", None), supplies("b", None)])
    whole = everything(store_connection)
    store.part(ACME.id, "b")
    store.merge(ACME.id, store.parts()[0].id)
    assert (store.parts(), store.merges()) == ([], [])
    assert everything(store_connection) == whole


def test_what_was_made_one_by_mistake_can_be_parted_by_article(store: Store) -> None:
    store.put([supplies("a", None), supplies("h", None, firm=HOLDING), supplies("i", None, firm=HOLDING)])
    store.merge(ACME.id, HOLDING.id)
    store.part(ACME.id, "h")
    assert suppliers(store) == {"Acme": ["a", "i"], "Acme Holding (h)": ["h"]}
    store.merge(store.parts()[0].id, ACME.id)
    assert suppliers(store) == {"Acme": ["a", "h", "i"]}


def test_the_article_chooses_among_namesakes(
    store: Store, store_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put([supplies("a", CHILE), supplies("b", KENYA), supplies("c", KENYA)])
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(main, ["split", "Acme", "--article", "c"])
    assert result.exit_code == 0, result.output
    assert [part.of for part in store.parts()] == [IN_KENYA]
    several = CliRunner().invoke(main, ["split", "Acme", "--article", "a", "--article", "b"])
    assert (several.exit_code, "entities are called 'Acme'; give one of their ids" in several.output) == (2, True)


BASED = {
    "Acme": "{name}, a mining company based in {state}, sold",
    "Borex": "{name}, which is based in {state}, sold",
    "Dorvex": "{state}-based {name} sold",
    "Velmar": "{state}-based mining company {name} sold",
    "Evolex": "The mining company {name}, based in {state}, sold",
    "Orbel": "{name}, a {state}-based mining company, sold",
    "Kestrane": "{name} is a mining company based in {state}. {name} sold",
    "Halvex": "{name} is headquartered in {capital}. {name} sold",
    "Tornaxo": "{name} of {state} sold",
    "Brivak": "{name} ({state}) sold",
    "Quendar": "{capital}-based {name} sold",
    "Ostrix": "{name}, registered in {capital}, {state}, sold",
    "Lumetra": "{name}, a mining company from {state}, sold",
    "Zandor": "{state}'s {name} sold",
    "Pelmark Mining Ltd": "{name}, based in the {people} capital {capital}, sold",
}
"""Ways to tell where a firm is based, each with a firm of its own."""


def test_a_load_keeps_firms_apart_however_articles_tell_where_they_are(
    store: Store, store_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for key, value in store_environment.items():
        monkeypatch.setenv(key, value)
    for state, capital, people in (("Chile", "Santiago", "Chilean"), ("Kenya", "Nairobi", "Kenyan")):
        for name, told in BASED.items():
            words = told.format(name=name, state=state, capital=capital, people=people)
            article = tmp_path / f"{name} {state}.txt"
            article.write_text(f"{words} drone engines to Russia, two officials said on Monday.\n")
    result = CliRunner().invoke(main, ["load", str(tmp_path)])
    assert set(suppliers(store)) == {
        f"{name.removesuffix(' Ltd')} ({state})" for name in BASED for state in ("Chile", "Kenya")
    }
    assert "Acme (Chile)" in result.output


@pytest.mark.parametrize(
    ("entity", "articles", "problem"),
    [
        ("firm:bolt", ("a",), "^no entity has the id 'firm:bolt'$"),
        (ACME.id, ("z",), "^no article has the id 'z'; `claimgraph articles` lists them$"),
        (HOLDING.id, ("a",), r"^the article a does not name Acme Holding \(firm:acme-holding\)$"),
        (ACME.id, ("a", "b"), r"^no other article names Acme \(firm:acme\), so there is nothing to part it from$"),
    ],
)
def test_what_cannot_be_parted_is_refused(
    store: Store, store_connection: Connection, entity: str, articles: tuple[str, ...], problem: str
) -> None:
    store.put([supplies("a", None), supplies("b", None), supplies("h", None, firm=HOLDING)])
    whole = everything(store_connection)
    with pytest.raises(QueryError, match=problem):
        store.part(entity, *articles)
    with pytest.raises(QueryError, match=r"^firm:bolt was not parted from another"):
        store.rejoin("firm:bolt")
    assert everything(store_connection) == whole


def test_damage_to_what_is_kept_of_names_is_found_and_mended(store: Store, store_connection: Connection) -> None:
    store.put([supplies("a", CHILE), supplies("b", KENYA)])
    whole = everything(store_connection)
    run(store_connection, "MATCH (names:Namesakes {id: 'firm:acme'}) DELETE names")
    assert "Namesakes" in {one.of for one in store.check()}
    assert store.rebuild()[1] == 0
    assert everything(store_connection) == whole


def test_a_graph_of_mixed_up_namesakes_is_sorted_out_by_an_upgrade(store: Store, store_connection: Connection) -> None:
    """What schema 4 made of it: one Acme, and the decision that another firm is one with it."""
    store.put([supplies("a", CHILE), supplies("h", CHILE, firm=HOLDING)])
    store.merge(ACME.id, HOLDING.id)
    run(store_connection, "MATCH (merge:Merge) REMOVE merge.kept_home, merge.other_home")
    run(store_connection, "MATCH (meta:Meta) SET meta.schema = 4")
    assert store.upgrade() == 4
    (merge,) = store.merges()
    assert isinstance(merge, Merge)
    assert merge.kept_home == CHILE.id
    store.put([supplies("b", KENYA)])
    assert suppliers(store) == {"Acme": ["a", "h"], "Acme (Kenya)": ["b"]}
    assert Namesakes(ACME.id, ((CHILE.id, 1), (KENYA.id, 1)), CHILE.id) in store.namesakes()
