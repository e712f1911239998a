"""`check` tells each of many damages in one run, however heavy the others are; `rebuild` and a load mend them all."""

from __future__ import annotations

import random

import pytest
from building import MINISTER, NORLAND, VERIDIA, document, says
from whole_graph import everything, run

from claimgraph.graph.model import Claim, Entity, EntityType, Reading
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.rows import pair_id

pytestmark = pytest.mark.integration

SUBSETS = 6
"""So many random subsets of the damages are drawn, and more with `--rounds`."""

GOODS = [Entity(f"good:g{number}", EntityType.GOOD, f"good {number}") for number in range(16)]
FIRM = Entity("firm:bolt", EntityType.FIRM, "Bolt", country=NORLAND.id)
SPY = Entity("official:spy", EntityType.OFFICIAL, "Spy", speaks_for=VERIDIA.id)


def _claim(number: int) -> Claim:
    return Claim.of(NORLAND.id, VERIDIA.id, GOODS[number].id)


def _reading(number: int) -> Reading:
    source = document(f"p{number}", f"Norland sold Veridia good {number}, Ana Sol said.", "Wire")
    entities = (NORLAND, VERIDIA, MINISTER, FIRM, SPY, GOODS[number])
    return Reading(source, entities, (_claim(number),), (says(source, _claim(number)),))


READINGS = [_reading(number) for number in range(len(GOODS))]
STATEMENTS = [reading.statements[0].id for reading in READINGS]
PAIR = pair_id(NORLAND.id, VERIDIA.id)

DAMAGES = {
    "a text that lost its words": ("MATCH (t:Text {article: 'p0'}) REMOVE t.text", "Text", "p0"),
    "a text that is lost": ("MATCH (t:Text {article: 'p1'}) DETACH DELETE t", "Article", "p1"),
    "a text in other words": ("MATCH (t:Text {article: 'p2'}) SET t.text = 'No.'", "Article", "p2"),
    "a text that hangs loose": ("MATCH (:Text {article: 'p3'})-[r:TEXT_OF]->() DELETE r", "TEXT_OF", "p3"),
    "an article that is lost": ("MATCH (a:Article {id: 'p4'}) DETACH DELETE a", "Text", "p4"),
    "a title that is a number": ("MATCH (a:Article {id: 'p5'}) SET a.title = 7", "Article", "p5"),
    "a mention that nobody can read": (
        "MATCH (:Article {id: 'p6'})-[r:MENTIONS]->({id: 'firm:bolt'}) SET r.form = '{'", "MENTIONS",
        f"p6 of {FIRM.id}",
    ),
    "a statement that nobody can read": (
        "MATCH (:Claim {good: 'good:g7'})-[r:REPORTED_IN]->() SET r.stance = 'shouts'", "REPORTED_IN", STATEMENTS[7],
    ),
    "a good that is lost": ("MATCH (e {id: 'good:g8'}) DETACH DELETE e", "Claim", _claim(8).id),
    "a party that is gone": (
        "MATCH (:Claim {good: 'good:g9'})-[r:SUPPLIER]->() DELETE r", "PARTS", _claim(9).id,
    ),
    "a party by id": (
        "MATCH (c:Claim {good: 'good:g10'}) SET c.recipient = 'state:NL1'", "Claim", _claim(10).id,
    ),
    "a status": ("MATCH (c:Claim {good: 'good:g11'}) SET c.status = 'denied'", "Claim", _claim(11).id),
    "a supply that is gone": ("MATCH ()-[r:SUPPLIES {good: 'good:g12'}]->() DELETE r", "SUPPLIES", _claim(12).id),
    "a speaker who is gone": (
        "MATCH (:Claim {good: 'good:g13'})<-[r:ALLEGES]-() DELETE r", "ASSERTS|ALLEGES|DENIES", _claim(13).id,
    ),
    "a voice": (
        "MATCH (:Claim {good: 'good:g14'})-[r:REPORTED_IN]->() SET r.voice = 'state:NL1'", "voice", STATEMENTS[14],
    ),
    "a place of transit": (
        "MATCH (c:Claim {good: 'good:g15'}), (e:State {id: 'state:VD1'}) CREATE (c)-[:VIA {statements: 1}]->(e)",
        "VIA", _claim(15).id,
    ),
    "a count of a pair": (f"MATCH (p:Pair {{id: '{PAIR}'}}) SET p.claims = 99", "Pair", PAIR),
    "a pair that never was": ("CREATE (:Pair {id: 'pair:0', claims: 3})", "Pair", "pair:0"),
    "a supply without a claim": (
        "MATCH (a:State {id: 'state:NL1'}) CREATE (a)-[:SUPPLIES {claim: 'claim:0'}]->(a)", "SUPPLIES", "claim:0",
    ),
    "months of all": ("MATCH (m:Meta) SET m.months = ['1999-01'], m.month_counts = [1, 0, 1, 1]", "Meta", "claimgraph"),
    "a count of mentions": ("MATCH (e {id: 'state:VD1'}) SET e.mentions = 99", "Entity", VERIDIA.id),
    "a home that is gone": ("MATCH (:Firm {id: 'firm:bolt'})-[r:BASED_IN]->() DELETE r", "links", FIRM.id),
    "a second type": ("MATCH (e:Official {id: 'official:spy'}) SET e:Firm", "types", SPY.id),
    "an entity without a mention": ("CREATE (:Entity:Firm {id: 'firm:ghost', name: 'Ghost'})", "Entity", "firm:ghost"),
    "a merge that nobody can read": ("CREATE (:Merge {id: 'firm:bolt', kept: 7})", "Merge", "firm:bolt"),
    "a split that nobody can read": ("CREATE (:Parting {id: 'firm:x', readings: '['})", "Parting", "firm:x"),
    "namesakes that nobody can read": ("CREATE (:Namesakes {id: 'firm:x', homes: 7})", "Namesakes", "firm:x"),
}  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All damages at once, and random subsets."""
    if "damages" in metafunc.fixturenames:
        first, rounds = metafunc.config.getoption("--seed"), metafunc.config.getoption("--rounds")
        seeds = range(first, first + max(SUBSETS, rounds))
        metafunc.parametrize("damages", [list(DAMAGES), *map(_some, seeds)], ids=["all", *map(str, seeds)])


def _some(seed: int) -> list[str]:
    draw = random.Random(seed)  # noqa: S311 no secret
    return draw.sample(sorted(DAMAGES), draw.randint(2, 8))


def test_each_damage_is_told_in_one_run_and_mended(
    store: Store, store_connection: Connection, damages: list[str]
) -> None:
    store.put(READINGS)
    fresh = everything(store_connection)
    for damage in damages:
        run(store_connection, DAMAGES[damage][0])
    damaged = everything(store_connection)
    told = {(one.of, one.id) for one in store.check()}
    assert [damage for damage in damages if DAMAGES[damage][1:] not in told] == []
    assert everything(store_connection) == damaged, "a check changed the store"
    store.rebuild()
    store.put(READINGS)
    assert list(store.check()) == []
    assert everything(store_connection) == fresh
