"""`check` finds whatever is counted wrongly, `rebuild` sets it right, `upgrade` brings older graphs along."""

from __future__ import annotations

import re

import pytest
from building import LATHES, MISSILES, VERIDIA, WEAPONS, claim, document, reading, says
from whole_graph import everything, run

from claimgraph.graph.errors import StoreError
from claimgraph.graph.model import Entity, EntityType, Stance
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.schema import SCHEMA, VERSION

pytestmark = pytest.mark.integration

PAPER = document("a", "Ana Sol said Norland sold missiles and lathes to Veridia.", "Wire")
REPLY = document("b", "Veridia denies that it got weapons from Norland.", "Post")
READINGS = [
    reading(
        PAPER,
        says(PAPER, claim(MISSILES)),
        says(PAPER, claim(LATHES), Stance.ASSERTS, None),
        claims=(claim(MISSILES), claim(LATHES)),
    ),
    reading(REPLY, says(REPLY, claim(WEAPONS), Stance.DENIES, VERIDIA), claims=(claim(WEAPONS),)),
]

DAMAGES = {
    "a status": ("MATCH (c:Claim {good: 'good:missiles'}) SET c.status = 'alleged'", "Claim"),
    "a counter of a claim": ("MATCH (c:Claim {good: 'good:missiles'}) SET c.alleging = 7", "Claim"),
    "a confidence of a claim": ("MATCH (c:Claim {good: 'good:missiles'}) SET c.confidence = 0.9", "Claim"),
    "what covers a claim": ("MATCH (c:Claim {good: 'good:missiles'}) SET c.covered_by = null", "Claim"),
    "what is not denied": ("MATCH (c:Claim {good: 'good:lathes'}) SET c.denied = true", "Claim"),
    "what is no echo": ("MATCH (c:Claim {good: 'good:lathes'}) SET c.echo = '000002 000001 '", "Claim"),
    "a voice": ("MATCH ()-[r:REPORTED_IN|ALLEGES]->() SET r.voice = 'state:NL1'", "voice"),
    "voices": ("MATCH (c:Claim {good: 'good:lathes'}) SET c.voices = null", "Claim"),
    "a counter of an entity": ("MATCH (e:Entity {id: 'state:NL1'}) SET e.as_supplier = 0", "Entity"),
    "months of an entity": ("MATCH (e:Entity {id: 'state:NL1'}) "
                            "SET e.months = ['2026-01'], e.month_counts = [1, 0, 1, 1]", "Entity"),
    "months of all": ("MATCH (m:Meta) SET m.month_counts = [9, 9, 9, 9]", "Meta"),
    "a count of a pair": ("MATCH (p:Pair) SET p.contested = 0", "Pair"),
    "a pair that is gone": ("MATCH (p:Pair) DELETE p", "Pair"),
    "a pair that never was": ("CREATE (:Pair {id: 'pair:0', claims: 3})", "Pair"),
    "a supply that is gone": ("MATCH ()-[r:SUPPLIES {good: 'good:lathes'}]->() DELETE r", "SUPPLIES"),
    "a supply with another status": ("MATCH ()-[r:SUPPLIES {good: 'good:lathes'}]->() SET r.origins = 4", "SUPPLIES"),
    "a place of transit": ("MATCH (c:Claim {good: 'good:lathes'}), (e:State {id: 'state:VD1'}) "
                           "CREATE (c)-[:VIA {statements: 1}]->(e)", "VIA"),
    "a claim without a statement": ("CREATE (c:Claim {id: 'claim:0', modality: 'actual'}) WITH c "
                                    "MATCH (e:State {id: 'state:VD1'}), (g:Good {id: 'good:lathes'}) "
                                    "CREATE (c)-[:SUPPLIER]->(e), (c)-[:RECIPIENT]->(e), (c)-[:GOOD]->(g)", "Claim"),
    "a voice that is gone": ("MATCH ()-[r:ALLEGES]->() DELETE r", "ASSERTS|ALLEGES|DENIES"),
    "a voice in other words": ("MATCH ()-[r:DENIES]->() SET r.quote = 'Yes.'", "ASSERTS|ALLEGES|DENIES"),
    "a party that is gone": ("MATCH (:Claim {good: 'good:lathes'})-[r:RECIPIENT]->() DELETE r", "PARTS"),
    "a party by id": ("MATCH (c:Claim {good: 'good:lathes'}) SET c.recipient = 'state:NL1'", "Claim"),
    "a modality": ("MATCH (c:Claim {good: 'good:lathes'}) SET c.modality = 'planned'", "Claim"),
    "a kind of good": ("MATCH ()-[r:KIND_OF]->() DELETE r", "links"),
    "a type": ("MATCH (e:Official) REMOVE e:Official SET e:Firm", "links"),
    "a text that hangs loose": ("MATCH ()-[r:TEXT_OF]->(:Article {id: 'a'}) DELETE r", "TEXT_OF"),
    "a supply without a claim": ("MATCH (a:State {id: 'state:NL1'}) "
                                 "CREATE (a)-[:SUPPLIES {claim: 'claim:0'}]->(a)", "SUPPLIES"),
    "a mention of a claim": ("MATCH (a:Article {id: 'a'}), (c:Claim {good: 'good:lathes'}) "
                             "CREATE (a)-[:MENTIONS]->(c)", "MENTIONS"),
    "a count of writes": ("MATCH (m:Meta) SET m.writes = 'many'", "Meta"),
    "a counter that is a text": ("MATCH (c:Claim) SET c.denying = 'none'", "Claim"),
    "an entity without a mention": ("CREATE (:Entity:Firm {id: 'firm:ghost', name: 'Ghost'})", "Entity"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_and_set_right(store: Store, store_connection: Connection, damage: str) -> None:
    store.put(READINGS)
    assert list(store.check()) == []
    whole = everything(store_connection)
    cypher, of = DAMAGES[damage]
    run(store_connection, cypher)
    assert of in {difference.of for difference in store.check()}
    found, left, _ = store.rebuild()
    assert found > left == 0
    assert everything(store_connection) == whole


def test_an_own_voice_that_goes_on_after_an_office_is_right(store: Store, store_connection: Connection) -> None:
    customs = Entity("organization:bureau-of-customs", EntityType.ORGANIZATION, "Bureau of Customs")
    first = "Norland sold missiles to Veridia, the Bureau of Customs said."
    source = document("a", f"{first} It sold lathes, too.", "Wire")
    office = says(source, claim(MISSILES), Stance.ASSERTS, customs, quote=first)
    own = says(source, claim(LATHES), Stance.ASSERTS, None, quote="It sold lathes, too.")
    store.put([reading(source, office, own, claims=(claim(MISSILES), claim(LATHES)), more=(customs,))])
    stored = run(store_connection, "MATCH ()-[r:REPORTED_IN]->() RETURN DISTINCT r.voice AS voice")
    assert stored == [{"voice": customs.id}]
    assert list(store.check()) == []


def test_the_line_on_voices_says_which_they_are(store: Store, store_connection: Connection) -> None:
    store.put(READINGS)
    run(store_connection, DAMAGES["voices"][0])
    [line] = [str(one) for one in store.check()]
    told = f"Claim {claim(LATHES).id}: the store has no voices, the statements give voices: 1 statement of the voice "
    assert re.fullmatch(rf"{re.escape(told)}0(-[0-9a-f]{{16}})+", line)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("MATCH (t:Text {article: 'a'}) DETACH DELETE t", ["Article a: its text is lost; load it again"]),
        (
            "MATCH (t:Text {article: 'a'}) REMOVE t.text",
            ["Text a: has lost its words", "Article a: its text is lost; load it again"],
        ),
    ],
)
def test_the_line_on_a_lost_text_says_so(
    store: Store, store_connection: Connection, damage: str, told: list[str]
) -> None:
    store.put(READINGS)
    run(store_connection, damage)
    assert [str(one) for one in store.check()] == told
    store.rebuild()
    store.put(READINGS)
    assert list(store.check()) == []


def test_what_only_an_article_can_mend_is_counted(store: Store, store_connection: Connection) -> None:
    store.put(READINGS)
    run(store_connection, "MATCH (t:Text {article: 'a'}) SET t.text = 'Nothing of the kind.'")
    assert store.rebuild() == (1, 1, 0)


def test_nothing_is_said_of_a_graph_that_changes_meanwhile(store: Store, store_connection: Connection) -> None:
    store.put(READINGS)
    run(store_connection, DAMAGES["a pair that never was"][0])
    differences = store.check()
    assert next(differences).of == "Pair"
    store.forget("b")
    with pytest.raises(StoreError, match="written to meanwhile"):
        list(differences)
    assert store.rebuild() == (1, 0, 0)


def test_a_graph_of_the_first_version_is_brought_along(store: Store, store_connection: Connection) -> None:
    one = store_connection
    store.put(READINGS)
    whole = everything(one)
    _make_version_1(one)
    with (
        pytest.raises(
            StoreError, match=rf"schema 1 of an older claimgraph; `claimgraph db upgrade` brings it to {VERSION}$"
        ),
        Store.connect(one.uri, one.username, one.password, one.database),
    ):
        pass
    with Store.connect(one.uri, one.username, one.password, one.database, to_upgrade=True) as opened:
        assert opened.upgrade() == 1
        assert opened.upgrade() == VERSION
    assert everything(one) == whole
    assert list(store.check()) == []


def test_a_graph_from_before_identity_decisions_is_brought_along(store: Store, store_connection: Connection) -> None:
    one = store_connection
    store.put(READINGS)
    whole = everything(one)
    run(one, "MATCH (m:Meta) SET m.schema = 2")
    run(one, "DROP CONSTRAINT claimgraph_merge_id")
    with Store.connect(one.uri, one.username, one.password, one.database, to_upgrade=True) as opened:
        assert opened.upgrade() == 2
    assert everything(one) == whole
    assert len(run(one, "SHOW CONSTRAINTS YIELD name WHERE name = 'claimgraph_merge_id'")) == 1


def test_origins_of_a_graph_from_before_voices_are_counted_anew(store: Store, store_connection: Connection) -> None:
    one = store_connection
    store.put(READINGS)
    whole = everything(one)
    run(one, "MATCH (m:Meta) SET m.schema = 4")
    run(one, "MATCH ()-[r:REPORTED_IN|ASSERTS|ALLEGES|DENIES]->() REMOVE r.voice")
    run(one, "MATCH (c:Claim) SET c.origins = 2, c.voices = null")
    with Store.connect(one.uri, one.username, one.password, one.database, to_upgrade=True) as opened:
        assert opened.upgrade() == 4
    assert everything(one) == whole
    assert list(store.check()) == []


def _make_version_1(connection: Connection) -> None:
    """What version 1 wrote: no sums on entities, claims and places of transit, no pairs, no months."""
    old = {"Claim": {"id", "modality", "status", "hedged", "origins", "first_said", "last_said"}}
    old["Entity"] = {"id", "name", "aliases", "article", "named", "doubtful", "mentions", "forms", "form_counts"}
    for label, kept in old.items():
        for name in sorted({one.name for one in SCHEMA.node(label).properties} - kept):
            run(connection, f"MATCH (n:{label}) REMOVE n.{name}")
    run(connection, "MATCH (p:Pair) DELETE p")
    run(connection, "MATCH ()-[via:VIA]->() REMOVE via.statements")
    run(connection, "MATCH (m:Meta) SET m = {id: m.id, schema: 1, writes: m.writes}")
