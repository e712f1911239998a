"""What the store tells: networks with checked evidence, names in spite of typing errors, counts, clear errors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from building import (
    ENTITIES,
    LATHES,
    MINISTER,
    MISSILES,
    NORLAND,
    VERIDIA,
    WEAPONS,
    claim,
    document,
    reading,
    says,
)

from claimgraph.graph.errors import QueryError, StoreError
from claimgraph.graph.model import Article, Document, Entity, EntityType, Reading, Stance, Status, text_hash
from claimgraph.graph.network import Network
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Stats, Store
from claimgraph.graph.store.schema import SCHEMA, VERSION

pytestmark = pytest.mark.integration

PAPER = document("a", "Ana Sol said Norland sold missiles to Veridia.", "Wire", date(2026, 3, 1))
REPLY = document("b", "Veridia denies that it got weapons from Norland.", "Post", date(2026, 4, 1))
ALLEGED = reading(PAPER, says(PAPER, claim(MISSILES)), claims=(claim(MISSILES),))
DENIED = reading(REPLY, says(REPLY, claim(WEAPONS), Stance.DENIES, VERIDIA), claims=(claim(WEAPONS),))


def _only_names(*entities: Entity) -> Reading:
    return Reading(document("names", "Some names."), entities)


def test_a_part_of_the_network_keeps_the_status_of_the_whole(store: Store) -> None:
    store.put([ALLEGED, DENIED])
    part = store.network([claim(MISSILES).id, "claim:unknown"])
    assert part == Network.of_readings([ALLEGED, DENIED]).only({claim(MISSILES).id})
    assert part.records[claim(MISSILES).id].status is Status.CONTESTED


def test_entities_asked_for_stand_in_the_network_without_a_claim(store: Store) -> None:
    store.put([ALLEGED])
    part = store.network([], [LATHES.id, MISSILES.id, "good:unknown"])
    assert list(part.entities) == [LATHES.id, MISSILES.id, WEAPONS.id]
    assert part.records == {}


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (t:Text {article: 'a'}) SET t.text = 'x' + t.text",
        "MATCH (t:Text {article: 'a'}) DETACH DELETE t",
        "MATCH (t:Text {article: 'a'}) SET t.text = 7",
    ],
)
def test_evidence_that_no_longer_stands_in_the_text_is_marked(
    store: Store, store_connection: Connection, damage: str
) -> None:
    store.put([ALLEGED])
    _run(store_connection, damage)
    for network in (store.network(), store.network([claim(MISSILES).id])):
        said = [one for record in network.records.values() for one in record.statements]
        assert [one.evidence.matches for one in said] == [False] * len(said) != []
        assert all(one.quoted.endswith("[evidence does not match the stored text]") for one in said)


def test_stats_count_named_entities_and_goods_of_the_taxonomy_apart(store: Store) -> None:
    unnamed = tuple(replace(one, named=False) if one is WEAPONS else one for one in ENTITIES)
    store.put([replace(ALLEGED, entities=unnamed)])
    assert store.stats() == Stats(
        articles=1,
        entities={"State": 2, "Firm": 0, "Official": 1, "Good": 2, "Organization": 1},
        goods_above=1,
        claims={"asserted": 0, "alleged": 1, "contested": 0, "denied": 0, "negated": 0},
        modalities={"actual": 1, "planned": 0, "blocked": 0},
        statements={"asserts": 0, "alleges": 1, "denies": 0},
    )


def test_articles_come_newest_first_and_undated_last(store: Store) -> None:
    store.put([ALLEGED, reading(document("c", "No date."), claims=()), DENIED])
    assert [article.id for article in store.articles()] == ["b", "a", "c"]
    assert store.articles()[0] == REPLY.article


@pytest.mark.parametrize("key", ["https://example.org/1", "one", "The title of one", "the TITLE of one", "id-1"])
def test_an_article_is_found_by_id_address_name_and_title(store: Store, key: str) -> None:
    article = Article("id-1", "one", text_hash("x"), title="The title of one", url="https://example.org/1")
    store.put([Reading(Document(article, "x")), ALLEGED])
    assert store.find_article(key) == article


def test_an_article_that_is_not_there_or_not_the_only_one_is_told(store: Store) -> None:
    store.put([Reading(Document(Article(id, "same", text_hash("x")), "x")) for id in ("id-1", "id-2")])
    with pytest.raises(QueryError, match="2 articles are called 'same'; give one of their ids: id-1, id-2"):
        store.find_article("same")
    for asked in (store.find_article, store.text, store.forget):
        with pytest.raises(QueryError, match=r"^no article has .*'other'"):
            asked("other")


CESKA = Entity("firm:ceska-zbrojovka", EntityType.FIRM, "Česká zbrojovka", ("AC/DC (Praha)", "CZ"), country="state:CZ")
CZECHIA = Entity("state:CZ", EntityType.STATE, "Czechia", ("CZ", "Česko"))


@pytest.mark.parametrize("name", ["firm:ceska-zbrojovka", "Česká zbrojovka", "ceska  ZBROJOVKA ", "ac/dc (praha)"])
def test_an_entity_is_found_by_id_name_and_alias_without_case_and_accents(store: Store, name: str) -> None:
    store.put([_only_names(CESKA, CZECHIA)])
    assert store.find(name) == [CESKA]


def test_a_name_of_several_finds_all_and_a_type_decides(store: Store) -> None:
    store.put([_only_names(CESKA, CZECHIA)])
    assert [entity.id for entity in store.find("cz")] == ["firm:ceska-zbrojovka", "state:CZ"]
    assert store.find("cz", EntityType.STATE) == [CZECHIA]


@pytest.mark.parametrize("name", ["zbrojovka", "Czech", "", "  ", '"', "*", "a AND", "(", "\\", "~2", "NOT x", "/x"])
def test_a_part_of_a_name_and_query_signs_find_nothing(store: Store, name: str) -> None:
    store.put([_only_names(CESKA, CZECHIA)])
    assert store.find(name) == []


@pytest.mark.parametrize("name", ["Ceska zbrojovkа", "zbrojofka", "Česka Zbroj", "zbrojovka) OR (*:*"])
def test_typing_errors_and_beginnings_suggest_the_name(store: Store, name: str) -> None:
    store.put([_only_names(CESKA, CZECHIA, NORLAND, VERIDIA, MINISTER)])
    assert store.suggest(name)[0] == CESKA
    assert store.suggest(name, EntityType.OFFICIAL) == []


TYPING_ERRORS = {
    "letters swapped": "Hubalnd",
    "a letter left out": "Hublad",
    "a letter too many": "Hubblland",
    "a wrong letter": "Hvbland",
    "a wrong first letter": "Jubland",
    "two wrong letters": "Huvlant",
    "in one of two words": "hubland republc",
    "in both words": "Hublnad Repulbic",
    "an accent that is none": "Hubländ",
}


@pytest.mark.parametrize("typed", TYPING_ERRORS.values(), ids=TYPING_ERRORS)
def test_of_many_names_the_one_with_a_typing_error_comes_first(store: Store, typed: str) -> None:
    hubland = Entity("state:HU", EntityType.STATE, "Hubland", ("Hubland Republic",))
    others = [Entity(f"firm:{n}", EntityType.FIRM, f"Republic Works {n}", (f"Hullman {n}",)) for n in range(300)]
    store.put([_only_names(*others, hubland)])
    assert store.suggest(typed)[0] == hubland


def test_a_part_inside_a_word_suggests_the_name(store: Store) -> None:
    store.put([_only_names(CESKA, CZECHIA, NORLAND, VERIDIA, MINISTER)])
    assert store.suggest("BROJOV")[0] == CESKA


@pytest.mark.parametrize("letters", ["x", "ab ", "\u00e9", "\ufdfa"])
@pytest.mark.parametrize("times", [200, 600, 2_000, 30_000])
def test_a_text_that_is_longer_than_any_name_finds_nothing(store: Store, letters: str, times: int) -> None:
    assert store.find(letters * times) == []
    assert store.suggest(letters * times) == []


def test_suggestions_are_few_and_nothing_suggests_nothing(store: Store) -> None:
    many = [Entity(f"firm:acme-{number}", EntityType.FIRM, f"Acme {number}") for number in range(9)]
    store.put([_only_names(*many)])
    assert len(store.suggest("acme")) == 5
    assert len(store.suggest("acme", limit=2)) == 2
    assert store.suggest("?!") == store.suggest("xyzxyz") == []


def test_the_database_has_all_constraints_and_indexes_of_the_schema(store: Store, store_connection: Connection) -> None:
    names = set(_run(store_connection, "SHOW INDEXES YIELD name RETURN collect(name) AS names")[0]["names"])
    declared = {
        statement.split()[2 + statement.startswith(("CREATE FULLTEXT", "CREATE TEXT"))]
        for statement in (*SCHEMA.constraints(), *SCHEMA.indexes())
    }
    assert declared <= names


def test_a_wrong_password_is_one_line(store_connection: Connection) -> None:
    with (
        pytest.raises(StoreError, match=r"refuses the user name 'neo4j' with this password; set NEO4J_USERNAME"),
        Store.connect(store_connection.uri, "neo4j", "wrong", store_connection.database),
    ):
        pass


def test_an_unknown_database_is_one_line(store_connection: Connection) -> None:
    one = store_connection
    with (
        pytest.raises(StoreError, match=r"has no database 'nowhere'$"),
        Store.connect(one.uri, one.username, one.password, "nowhere"),
    ):
        pass


@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        ("bolt://127.0.0.1:1", "^Neo4j at bolt://127.0.0.1:1 does not answer; does it run there"),
        ("localhost:7687", "^'localhost:7687' is no address of a Neo4j"),
        ("http://localhost:7474", "^'http://localhost:7474' is no address of a Neo4j"),
        ("bolt://", "^"),
    ],
)
def test_an_address_without_a_neo4j_is_one_line(uri: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem) as error, Store.connect(uri, "neo4j", "x", None):
        pass
    assert "\n" not in str(error.value)


def test_a_graph_of_a_newer_claimgraph_is_left_alone(store: Store, store_connection: Connection) -> None:
    one = store_connection
    _run(one, "MATCH (meta:Meta) SET meta.schema = 99")
    try:
        with pytest.raises(
            StoreError, match=f"schema 99 of a newer claimgraph, this one knows schema {VERSION}; update"
        ):
            store.prepare()
        with (
            pytest.raises(StoreError, match="schema 99"),
            Store.connect(one.uri, one.username, one.password, one.database),
        ):
            pass
    finally:
        _run(one, f"MATCH (meta:Meta) SET meta.schema = {VERSION}")


def test_a_database_that_is_not_prepared_is_told(store: Store, store_connection: Connection) -> None:
    _run(store_connection, "MATCH (meta:Meta) DELETE meta")
    try:
        with pytest.raises(StoreError, match="not prepared"):
            store.put([ALLEGED])
        with pytest.raises(StoreError, match="holds no graph of claimgraph yet; `claimgraph load PATH` makes one"):
            store.check_prepared()
    finally:
        store.prepare()
    store.check_prepared()


def _run(connection: Connection, cypher: str) -> list[dict[str, object]]:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(connection.uri, auth=(connection.username, connection.password)) as driver:
        records, _, _ = driver.execute_query(cypher, database_=connection.database)  # type: ignore[arg-type]
        return [record.data() for record in records]
