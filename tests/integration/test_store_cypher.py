"""`Store.read` reads, and does nothing else, whatever it is asked; its values are plain; its errors one line."""

from __future__ import annotations

import json

import pytest
from building import LATHES, claim, document, reading, says

from claimgraph.graph.errors import QueryError
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

WRITES = [
    "CREATE (n:Claim {id: 'x'})",
    "CREATE (n:Claim {id: 'x'}) RETURN n",
    "MERGE (n:Claim {id: 'x'}) RETURN n",
    "MATCH (n) SET n.id = 'x'",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) REMOVE n:Meta",
    "CALL { CREATE (n) } RETURN 1",
    "MATCH (n) FOREACH (x IN [1] | CREATE (:Claim))",
    "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS",
    "PROFILE CREATE (n)",
    "EXPLAIN CREATE (n)",
    "/* MATCH */ CREATE (n) // RETURN",
    "CREATE INDEX FOR (n:Claim) ON (n.x)",
    "DROP CONSTRAINT claimgraph_claim_id",
    "CREATE USER eve SET PASSWORD 'abcdefgh1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
]
BEYOND_THE_GRAPH = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS line RETURN line",
    "CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } AS lines",
    "RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line }] AS lines",
    "RETURN CASE WHEN true THEN EXISTS { LOAD  CSV FROM 'file:///x' AS line RETURN line } END AS found",
    "RETURN reduce(a = [], x IN [1] | a + COLLECT { load csv FROM 'file:///x' AS l RETURN l[0] }) AS lines",
    "\\u004cOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    *(
        cypher.replace("PEEK", "EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line }")
        for cypher in (
            "MATCH p = (a)-[*1..2]->(b) WHERE all(n IN nodes(p) WHERE PEEK) RETURN p",
            "MATCH p = shortestPath((a:Claim)-[*1..2]->(b:Good)) WHERE all(n IN nodes(p) WHERE PEEK) RETURN p",
            "MATCH p = SHORTEST 1 (a:Claim)((x)-[r]->(y) WHERE PEEK)+(b:Good) RETURN p",
            "MATCH (a)-[r:GOOD*1..2 {known: PEEK}]->(b) RETURN a",
            "MATCH (a) RETURN a ORDER BY PEEK",
            "MATCH (a) RETURN percentileCont(1.0, CASE WHEN PEEK THEN 0.5 ELSE 0.1 END)",
            "RETURN COUNT { MATCH (a) WHERE EXISTS { MATCH (b) WHERE PEEK } } AS n",
        )
    ),
    "CALL dbms.components()",
    "CALL `dbms`.`components`()",
    "CALL dbms.listConfig()",
    "CALL db.info()",
    "CALL db.clearQueryCaches()",
    "CALL db.createLabel('Spy')",
    "CALL tx.setMetaData({a: 1})",
    "RETURN [x IN [1] | COLLECT { CALL db.info() YIELD name RETURN name }] AS names",
    "UNWIND [1] AS x RETURN 1 AS a UNION CALL db.info() YIELD name RETURN 1 AS a",
    "CALL apoc.load.json('http://127.0.0.1:1')",
    "RETURN apoc.cypher.runFirstColumnMany('RETURN 1', {})",
    "SHOW TRANSACTIONS",
    "SHOW TRANSACTIONS YIELD * RETURN *",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "SHOW USERS",
    "SHOW DATABASES",
    "SHOW SETTINGS",
    "SHOW FUNCTIONS",
    "USE system SHOW USERS",
    "USE system MATCH (n) RETURN n",
    "MATCH (n) CALL { WITH n RETURN 1 AS x } IN TRANSACTIONS RETURN x",
]
NO_QUERY = [
    "MATCH (n) RETURN n; MATCH (n) DELETE n",
    "RETURN 1; RETURN 2",
    "",
    "  // nothing",
    "*/ RETURN 1",
    "SELECT 1",
]


@pytest.mark.parametrize("cypher", [*WRITES, *BEYOND_THE_GRAPH, *NO_QUERY])
def test_read_refuses_what_is_more_than_reading_the_graph(store: Store, cypher: str) -> None:
    text = "Norland sold lathes."
    source = document("a", text)
    store.put([reading(source, says(source, claim()), claims=(claim(),))])
    everything = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, collect(r)"
    before = store.read(everything)
    with pytest.raises(QueryError) as refusal:
        store.read(cypher)
    assert "\n" not in str(refusal.value)
    assert store.read(everything) == before


@pytest.mark.parametrize(
    ("cypher", "named"),
    [
        ("LOAD CSV FROM 'file:///x' AS l RETURN l", "LOAD CSV"),
        ("RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'file:///x' AS l RETURN l }] AS c", "LOAD CSV"),
        ("CALL db.info()", "calling db.info"),
        ("RETURN [x IN [1] | COLLECT { CALL db.info() YIELD name RETURN name }] AS c", "calling db.info"),
        ("SHOW TRANSACTIONS", "a SHOW command"),
        ("CREATE (n)", "it writes"),
    ],
)
def test_the_refusal_names_what_is_refused(store: Store, cypher: str, named: str) -> None:
    with pytest.raises(QueryError, match=f"only read the graph.*{named}"):
        store.read(cypher)


@pytest.mark.parametrize(
    "cypher",
    [
        "CALL db.labels() YIELD label RETURN count(label)",
        "CALL db.index.fulltext.queryNodes('claimgraph_entity_names', 'x') YIELD node RETURN count(node)",
        "RETURN date('2026-01-01') + duration('P1D'), datetime.truncate('day', datetime('2026-01-01T10:00:00Z'))",
        "MATCH (c:Claim) WHERE EXISTS { (c)-[:GOOD]->() } RETURN CASE WHEN EXISTS { (c)-[:VIA]->() } THEN 1 ELSE 2 END",
        "MATCH (c:Claim) RETURN COUNT { (c)-[:REPORTED_IN]->() } AS n, [(c)-[:GOOD]->(g) | g.name] AS goods",
        "CALL { MATCH (n) RETURN count(n) AS n } RETURN n;",
        "CYPHER runtime = slotted MATCH (n) RETURN count(n)",
        "// what it is about\nMATCH (n) RETURN count(n)",
        "RETURN 'CREATE (n); LOAD CSV' AS words",
        "MATCH p = shortestPath((a:Entity)-[*..3]-(b:Entity)) WHERE a.id < b.id RETURN p",
    ],
)
def test_read_lets_pass_what_only_reads(store: Store, cypher: str) -> None:
    store.read(cypher)


def test_values_are_plain(store: Store) -> None:
    rows = store.read(
        "RETURN date('2026-01-02') AS d, datetime('2026-01-02T03:04:05Z') AS t, duration('P1DT2H') AS u, "
        "point({longitude: 1.5, latitude: 2.0}) AS p, [1, {a: null}] AS l, 0.0 / 0.0 AS nan, $bytes AS bytes",
        {"bytes": b"\x00\xff"},
    )
    assert rows.columns == ("d", "t", "u", "p", "l", "nan", "bytes")
    assert json.loads(json.dumps(rows.rows, allow_nan=False)) == [
        [
            "2026-01-02",
            "2026-01-02T03:04:05.000000000+00:00",
            "P1DT2H",
            {"srid": 4326, "coordinates": [1.5, 2.0]},
            [1, {"a": None}],
            "nan",
            "00ff",
        ]
    ]


def test_nodes_relationships_and_paths_are_maps(store: Store) -> None:
    source = document("a", "Norland sold lathes.")
    store.put([reading(source, says(source, claim()), claims=(claim(),))])
    (path, node, link), *_ = store.read("MATCH p = (c:Claim)-[r:GOOD]->(g:Good) RETURN p, g {.id, .name}, r").rows
    assert node == {"id": LATHES.id, "name": "lathes"}
    assert link == {"type": "GOOD", "start": claim().id, "end": LATHES.id, "properties": {}}
    assert path["nodes"][0]["labels"] == ["Claim"]
    assert path["nodes"][0]["properties"]["status"] == "alleged"
    assert path["nodes"][1]["labels"] == ["Entity", "Good"]
    assert path["relationships"] == [link]


def test_rows_beyond_the_limit_are_left_at_the_server(store: Store) -> None:
    rows = store.read("UNWIND range(1, 100000000) AS n RETURN n", limit=3, timeout=20)
    assert (rows.rows, rows.truncated) == (((1,), (2,), (3,)), True)
    assert not store.read("UNWIND range(1, 3) AS n RETURN n", limit=3).truncated


def test_a_runaway_query_is_stopped(store: Store) -> None:
    runaway = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b % 7)"
    with pytest.raises(QueryError, match=r"^the query took longer than 0\.5 s and was stopped"):
        store.read(runaway, timeout=0.5)


@pytest.mark.parametrize(
    ("cypher", "message"),
    [
        ("MATCH (n) RETURN m", "line 1, column 18: Variable `m` not defined"),
        ("MATCH (n)\nRETURN m", "line 2, column 8: Variable `m` not defined"),
        ("RETURN $state", "Expected parameter(s): state"),
        ("RETURN 1 / 0", "/ by zero"),
        ("/* a", 'Lexical error at line 2, column 5. Encountered: <EOF> after : ""'),
        (
            "RETURN date({year: 999999999})",
            "the query gives a value that the driver cannot read; leave it out",
        ),
        ("PROFILE RETURN 1", "leave EXPLAIN and PROFILE out; a query gives rows, not its plan"),
        ("EXPLAIN RETURN 1", "leave EXPLAIN and PROFILE out; a query gives rows, not its plan"),
    ],
)
def test_a_wrong_query_is_told_in_one_line(store: Store, cypher: str, message: str) -> None:
    with pytest.raises(QueryError) as refusal:
        store.read(cypher)
    assert str(refusal.value) == message


@pytest.mark.parametrize("value", [object(), 10**400, 2**63, "\ud800"])
def test_a_parameter_that_cannot_be_sent_is_told(store: Store, value: object) -> None:
    with pytest.raises(QueryError, match="a parameter of the query cannot be sent to Neo4j"):
        store.read("RETURN $x", {"x": value})


def test_a_result_that_is_nested_too_deep_is_told_and_the_next_is_read(store: Store) -> None:
    with pytest.raises(QueryError, match="the query gives lists or maps that are nested more than 100 deep"):
        store.read("RETURN reduce(m = [], i IN range(1, 500) | [m])")
    assert store.read("RETURN reduce(m = [], i IN range(1, 90) | [m]) AS deep").columns == ("deep",)


def test_a_result_of_too_many_bytes_is_told_and_the_next_is_read(store: Store) -> None:
    with pytest.raises(QueryError, match=r"the query gives more than 0\.01 MB or 400 values"):
        store.read("UNWIND range(1, 1000) AS n RETURN 'a text of some twenty bytes', n", most_bytes=10_000)
    assert len(store.read("UNWIND range(1, 1000) AS n RETURN n", most_bytes=100_000).rows) == 1000
