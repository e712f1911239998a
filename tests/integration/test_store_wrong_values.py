"""Any single property of the graph holds what claimgraph never writes: each command tells it in one line or works, and
`db rebuild`, with a load of the articles, makes the graph such that all goes on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from building import LATHES, MISSILES, NORLAND, VERIDIA, WEAPONS, claim, document, reading, says
from click.testing import Result
from command_line import CommandLine, environment_of
from emptying import emptied
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import ClientError

from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.model import Entity, EntityType, Stance, text_hash
from claimgraph.graph.review import Reason
from claimgraph.graph.scene import Scene
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.schema import SCHEMA

pytestmark = pytest.mark.integration

DRAWN = 4
"""So many properties are tried for each of the `--rounds`, each with a value of its own."""

FIRM = Entity("firm:bolt", EntityType.FIRM, "Bolt", country=NORLAND.id)
ABROAD = Entity("firm:bolt", EntityType.FIRM, "Bolt", country=VERIDIA.id)
HOLDING = Entity("firm:nut", EntityType.FIRM, "Nut")
PAPER = document("a", "Ana Sol said Norland sold missiles and lathes to Veridia.", "Wire")
REPLY = document("b", "Veridia denies that it got weapons from Norland.", "Post")
THIRD = document("c", "Norland sold lathes to Veridia, Ana Sol said again.", "Post")
FOURTH = document("d", "Norland sold lathes to Veridia, Ana Sol said at last.", "Post")
READINGS = {
    "a": reading(
        PAPER,
        says(PAPER, claim(MISSILES), confidence=0.5, relayed_by=(FIRM.id,)),
        says(PAPER, claim(LATHES), Stance.ASSERTS, None),
        claims=(claim(MISSILES), claim(LATHES)),
        more=(FIRM, HOLDING),
    ),
    "b": reading(REPLY, says(REPLY, claim(WEAPONS), Stance.DENIES, VERIDIA), claims=(claim(WEAPONS),), more=(ABROAD,)),
    "c": reading(THIRD, says(THIRD, claim(LATHES)), claims=(claim(LATHES),), more=(FIRM,)),
}
LATER = reading(FOURTH, says(FOURTH, claim(LATHES)), claims=(claim(LATHES),))
LARGEST = 2**63 - 1
VALUES: dict[str, Any] = {
    "nothing": None, "a number": 7, "the largest": LARGEST, "the least": -LARGEST - 1, "a text": "changed",
    "an empty text": "", "half of JSON": "{", "a list in JSON": "[]", "an object in JSON": "{}",
    "a number in JSON": "5", "an empty list": [], "numbers": [7], "texts": ["changed"], "two": ["a", "b"],
    "half of JSON in a list": ["{"], "yes": True, "a fraction": 0.5, "no number": float("nan"), "bytes": b"\x00",
    "a long number": "9" * 5000,
}  # fmt: skip
COMMANDS = (
    "stats", "articles", "merges", "namesakes", "decisions list", "scenes list", "scenes show first",
    "query run suppliers-of -p state=Veridia", "why good:lathes", "query run unanswered-allegations",
    "db check", "entity note Norland word --by Ada", "claim know Norland Veridia lathes --why x --by Ada",
    "merge Norland Veridia --by Ada", "split firm:nut --by Ada", "forget c --by Ada",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where something wrong is put."""

    pattern: str
    name: str

    def __str__(self) -> str:
        return f"{self.pattern}.{self.name}"


OTHER_NODES = {("Meta", "id"), ("Article", "id")}
"""Another text there makes another node of it: no graph of claimgraph, or an article that nobody has loaded."""
PLACES = [
    *(
        Place(f"(n:{node.label})", one.name)
        for node in SCHEMA.nodes
        for one in node.properties
        if (node.label, one.name) not in OTHER_NODES
    ),
    *(Place(f"()-[n:{link.type}]->()", one.name) for link in SCHEMA.relationships for one in link.properties),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Draw some, or take all."""
    if "place" in metafunc.fixturenames:
        options = metafunc.config
        draw = random.Random(options.getoption("--seed"))  # noqa: S311 no secret
        orders = [draw.sample(list(VALUES), len(VALUES)) for _ in PLACES]
        cases = [
            (place, told)
            for values in zip(*orders, strict=True)
            for place, told in draw.sample(list(zip(PLACES, values, strict=True)), len(PLACES))
        ][: DRAWN * options.getoption("--rounds")]
        metafunc.parametrize(("place", "told"), cases, ids=[f"{place} is {told}" for place, told in cases])


LOST = ("(n:Merge)", "(n:Parting)")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All nodes and relationships of a database, to be put back."""

    nodes: list[dict[str, Any]]
    links: list[dict[str, Any]]

    @classmethod
    def of(cls, driver: Driver) -> Snapshot:
        nodes = driver.execute_query("MATCH (n) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS row")
        links = driver.execute_query(
            "MATCH (a)-[r]->(b) RETURN elementId(a) AS a, elementId(b) AS b, type(r) AS type, properties(r) AS row"
        )
        return cls([one.data() for one in nodes.records], [one.data() for one in links.records])

    def put_back(self, driver: Driver) -> None:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        driver.execute_query(
            "UNWIND $nodes AS one CREATE (n:$(one.labels)) SET n = one.row WITH collect([one.id, n]) AS made "
            "UNWIND $links AS link "
            "WITH link, [one IN made WHERE one[0] = link.a | one[1]][0] AS a, "
            "  [one IN made WHERE one[0] = link.b | one[1]][0] AS b "
            "CREATE (a)-[r:$(link.type)]->(b) SET r = link.row",
            {"nodes": self.nodes, "links": self.links},
        )


@pytest.fixture(scope="module")
def driver(store_connection: Connection) -> Iterator[Driver]:
    with GraphDatabase.driver(
        store_connection.uri, auth=(store_connection.username, store_connection.password)
    ) as driver:
        yield driver


@pytest.fixture(scope="module")
def whole(shared_store: Store, driver: Driver) -> Iterator[Snapshot]:
    """A graph with something under every label."""
    store = emptied(shared_store)
    empty = Snapshot.of(driver)
    store.put(READINGS.values())
    store.merge(WEAPONS.id, LATHES.id, by="Ada")
    store.split(LATHES.id, by="Ada")
    store.part(VERIDIA.id, "c", by="Ada")
    statement = next(iter(store.network().records.values())).statements[0].id
    store.reject(statement, Reason.GOOD, by="Ada")
    store.know(NORLAND.id, VERIDIA.id, MISSILES.id, by="Ada", why="a call")
    claims = store.scenes.claims(store.network().records)
    store.scenes.keep(Scene("first", "Missiles", "for Eve", "v=supply", claims, "Ada", "2026-03-01T10:00:00"))
    store.merge(store.find("Bolt")[0].id, HOLDING.id, by="Ada")
    driver.execute_query("CREATE (:Load {id: $id, run: 'half'})", {"id": text_hash("these")})
    yield Snapshot.of(driver)
    empty.put_back(driver)


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def test_what_is_wrong_is_told_in_one_line_or_mended(
    shared_store: Store, store_connection: Connection, driver: Driver, whole: Snapshot, tmp_path: Path,
    place: Place, told: str,
) -> None:  # fmt: skip
    store, problems = shared_store, list[str]()
    whole.put_back(driver)
    try:
        driver.execute_query(
            f"MATCH {place.pattern} WITH n LIMIT 1 SET n.{place.name} = $value",  # type: ignore[arg-type]
            {"value": VALUES[told]},
        )
    except (ClientError, OverflowError) as error:
        pytest.skip(f"the database keeps no such thing: {error}")
    line = CommandLine(environment_of(store_connection, tmp_path))
    damaged = Snapshot.of(driver)

    def look(result: Result, what: str) -> None:
        if not isinstance(result.exception, SystemExit | None):
            problems.append(f"{what}: {_told(result.exception)}")

    for command in COMMANDS:
        look(line.run(*command.split()), command)
    damaged.put_back(driver)
    try:
        store.put([LATER])
    except ClaimgraphError as error:
        assert "\n" not in str(error)
    except Exception as error:
        problems.append(f"put: {_told(error)}")
    damaged.put_back(driver)
    look(line.run("db", "rebuild"), "db rebuild")
    for again in (*READINGS.values(), LATER):
        try:
            store.put([again])
        except Exception as error:
            problems.append(f"put {again.document.article.id} after rebuild: {_told(error)}")
    try:
        store.rebuild()
        left = [one for one in store.check() if not one.foreign]
        if place.pattern not in LOST:  # what a decision told that is lost, nobody knows any more
            problems += [f"left: {one}" for one in left]
    except Exception as error:
        problems.append(f"at the end: {_told(error)}")
    assert problems == []
