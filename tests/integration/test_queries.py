"""The shipped queries on a real Neo4j, over a small corpus whose answers are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import neo4j
import pytest
from emptying import emptied
from queries_corpus import readings

from claimgraph.app.words import speaker
from claimgraph.graph.errors import QueryError
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.queries import FORMATS, Catalog, Query, claims_in, format_rows, run

pytestmark = pytest.mark.integration

CATALOG = Catalog.load()
GIVEN = {
    "state": "Russia", "supplier": "China", "recipient": "Russia", "good": "weapons", "entity": "Russia",
    "speaker": "China", "first": "Russia", "second": "Ukraine", "start": "China", "goal": "Houthis",
    "since": "2024-04-13", "party": "Russia", "claim": "claim:0000000000000000",
}  # fmt: skip
each_query = pytest.mark.parametrize("query", list(CATALOG), ids=lambda query: query.name)


@pytest.fixture(scope="module")
def corpus(shared_store: Store) -> Store:
    """A store that holds the corpus and nothing else, for all tests of this file: none of them writes."""
    emptied(shared_store).put(readings())
    shared_store.note_on(sorted(shared_store.network().records)[0], "ask the port", by="Ada")
    return shared_store


@pytest.fixture(scope="module")
def session(store_connection: Connection) -> Iterator[neo4j.Session]:
    """A session of a driver that, unlike the store's, is told of everything the server has to remark."""
    auth = (store_connection.username, store_connection.password)
    with (
        neo4j.GraphDatabase.driver(store_connection.uri, auth=auth) as driver,
        driver.session(database=store_connection.database, default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        yield session


def given_to(query: Query) -> dict[str, str]:
    return {parameter.name: GIVEN[parameter.name] for parameter in query.parameters if parameter.required}


def ask(store: Store, name: str, **raw: Any) -> list[dict[str, Any]]:
    query = CATALOG.get(name)
    rows = run(store, query, query.bind(raw, store))
    assert rows.columns == tuple(column.name for column in query.columns)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def only(rows: list[dict[str, Any]], **wanted: Any) -> dict[str, Any]:
    (row,) = [row for row in rows if wanted.items() <= row.items()]
    return row


def lines(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


@each_query
def test_every_query_finds_something_in_the_corpus_and_every_format_holds_it(corpus: Store, query: Query) -> None:
    raw = given_to(query)
    if query.name == "who-says":
        raw["claim"] = only(ask(corpus, "contested"), supplier="Iran")["claim"]
    parameters = query.bind(raw, corpus)
    rows = run(corpus, query, parameters)
    assert rows.columns == tuple(column.name for column in query.columns)
    assert rows.rows
    for format in FORMATS:
        assert format_rows(rows, format, query, parameters, width=100)
    if query.draws:
        assert claims_in(rows) == {row[rows.columns.index("claim")] for row in rows.rows}
        assert set(corpus.network(claims_in(rows)).records) == claims_in(rows)


@each_query
def test_the_server_has_nothing_to_remark_on_any_query(corpus: Store, session: neo4j.Session, query: Query) -> None:
    parameters = query.bind(given_to(query), corpus)
    for prefix in ("EXPLAIN ", ""):
        summary = session.run(prefix + query.cypher, parameters).consume()  # type: ignore[arg-type]
        remarks = [one for one in summary.gql_status_objects if one.is_notification]
        assert [one.status_description for one in remarks] == []


@pytest.mark.parametrize(
    "query", [query for query in CATALOG if given_to(query).keys() - {"since"}], ids=lambda query: query.name
)
def test_a_query_about_something_finds_it_by_an_index(corpus: Store, session: neo4j.Session, query: Query) -> None:
    plan = session.run("EXPLAIN " + query.cypher, query.bind(given_to(query), corpus)).consume().plan  # type: ignore[arg-type]
    assert plan
    assert set(_operators(plan)).isdisjoint({"AllNodesScan", "NodeByLabelScan", "DirectedRelationshipTypeScan"})


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan["operatorType"]).split("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)


def test_the_suppliers_of_a_state_each_with_who_says_so(corpus: Store) -> None:
    rows = ask(corpus, "suppliers-of", state="Moscow", include_firms="no")
    said = {(row["supplier"], row["good"]): row["said_by"] for row in rows}
    relayed, direct = ["U.S. officials (via Reuters)"], ["U.S. officials"]
    assert said == {
        ("China", "machine tools"): relayed,
        ("China", "weapons technology"): relayed,
        ("China", "satellite imagery"): relayed,
        ("China", "microelectronics"): direct,
        ("China", "drone engines"): ["The Kyiv Independent (the article itself)"],
        ("iRay Technology", "military optics"): [*direct, *relayed],
        ("North China Research Institute of Electro-Optics", "military optics"): direct,
        ("Chinese businesses", "nitrocellulose"): ["The Kyiv Independent (the article itself)"],
        ("Veridia", "wheat"): ["Example Wire (the article itself)"],
    }
    assert [row["good"] for row in rows if row["hedged"]] == ["nitrocellulose"]


def test_queries_call_each_voice_as_the_page_and_the_commands_do(corpus: Store) -> None:
    network = corpus.network()
    for id, record in network.records.items():
        named = {row["speaker"] for row in ask(corpus, "who-says", claim=id) if row["claim"] == id}
        assert named == {network.speaker_name(statement) for statement in record.statements}
    said_by = {row["claim"]: set(row["said_by"]) for row in ask(corpus, "new-claims", since="2000-01-01")}
    told = {id: {speaker(network, one) for one in network.records[id].affirming} for id in said_by}
    assert said_by == told
    assert {"unnamed sources in Example Wire", "On chips (the article itself)"} <= set().union(*told.values())


def test_what_is_only_denied_planned_or_blocked_is_no_supply(corpus: Store) -> None:
    supplied = {(row["supplier"], row["good"]) for row in ask(corpus, "suppliers-of", state="Russia")}
    assert supplied.isdisjoint({("China", "weapons"), ("Iran", "ballistic missiles"), ("Veridia", "weapons")})


def test_suppliers_come_by_origins_then_recency(corpus: Store) -> None:
    rows = ask(corpus, "suppliers-of", state="Russia")
    keys = [(-row["origins"], row["last_said"] or "") for row in rows]
    assert [origins for origins, _ in keys] == sorted(origins for origins, _ in keys)
    alone = [said for origins, said in keys if origins == -1]
    assert alone == sorted(alone, reverse=True)
    assert alone[-1] == ""
    assert len(ask(corpus, "suppliers-of", state="Russia", limit="2")) == 2


def test_firms_based_in_a_state_count_as_the_state_unless_told_otherwise(corpus: Store) -> None:
    assert only(ask(corpus, "suppliers-of", state="Russia"), recipient="Uralvagon Works")["hedged"] is True
    firms = {"iRay Technology", "North China Research Institute of Electro-Optics", "Chinese businesses"}
    assert firms < {row["supplier"] for row in ask(corpus, "supplies-of", supplier="China")}
    assert {row["supplier"] for row in ask(corpus, "supplies-of", supplier="China", include_firms=False)} == {"China"}


def test_denials_stand_beside_what_they_deny_and_broader_ones_say_so(corpus: Store) -> None:
    optics = only(ask(corpus, "suppliers-of", state="Russia"), supplier="iRay Technology", recipient="Russia")
    assert (optics["origins"], optics["denied_by"]) == (1, ["Mao Ning"])
    (row,) = ask(corpus, "suppliers-of", state="Houthis")
    assert (row["status"], row["denied_by"]) == ("contested", ["Iran's mission to the UN (denies all weapons)"])
    assert row["said_by"] == ["U.S. officials", "UN panel of experts"]
    machine_tools = only(ask(corpus, "suppliers-of", state="Russia"), good="machine tools")
    assert machine_tools["denied_by"] == []


def test_who_says_shows_both_sides_with_their_words(corpus: Store) -> None:
    claim = only(ask(corpus, "contested"), supplier="Iran")["claim"]
    rows = ask(corpus, "who-says", claim=claim)
    assert lines(rows, "stance", "speaker", "good") == [
        ("alleges", "UN panel of experts", "ballistic missiles"),
        ("alleges", "U.S. officials", "ballistic missiles"),
        ("denies", "Iran's mission to the UN", "weapons"),
    ]
    assert rows[1]["speaks_for"] == ["United States"]
    assert all(row["quote"].startswith("In rockets, sentence") and row["said_on"] == "2024-05-20" for row in rows)
    assert ask(corpus, "who-says", claim="claim:0000000000000000") == []


def test_contested_claims_are_those_that_somebody_affirms_and_somebody_denies(corpus: Store) -> None:
    assert lines(ask(corpus, "contested"), "supplier", "good", "recipient") == [
        ("Iran", "ballistic missiles", "Houthis"),
        ("iRay Technology", "military optics", "Russia"),
    ]
    assert lines(ask(corpus, "contested", entity="weapons"), "good") == []
    assert lines(ask(corpus, "contested", entity="Houthis"), "good") == [("ballistic missiles",)]


def test_an_allegation_is_unanswered_where_only_other_goods_are_denied(corpus: Store) -> None:
    rows = ask(corpus, "unanswered-allegations", entity="China")
    assert {row["good"] for row in rows} == {
        "machine tools",
        "weapons technology",
        "satellite imagery",
        "microelectronics",
    }
    assert all(row["denied_instead"] == ["weapons"] for row in rows)
    everywhere = ask(corpus, "unanswered-allegations")
    assert "ballistic missiles" not in {row["good"] for row in everywhere}
    assert "Uralvagon Works" in {row["recipient"] for row in everywhere}
    more = ask(corpus, "unanswered-allegations", include_asserted="true")
    assert {row["status"] for row in more} == {"alleged", "asserted"}


def test_denials_tell_what_they_cover_and_what_they_leave_open(corpus: Store) -> None:
    rows = ask(corpus, "denials")
    to_russia = only(rows, supplier="China", recipient="Russia")
    assert to_russia["denied_by"] == ["China", "Liu Pengyu (via Reuters)"]
    assert to_russia["covers"] == []
    assert set(to_russia["leaves_open"]) >= {"machine tools", "drone engines"}
    assert only(rows, recipient="Ukraine")["leaves_open"] == ["machine tools"]
    assert only(rows, recipient="Houthis")["covers"] == ["ballistic missiles"]
    assert only(rows, supplier="Veridia")["status"] == "negated"


def test_a_good_stands_for_its_kinds(corpus: Store) -> None:
    goods = {row["good"] for row in ask(corpus, "by-good", good="dual-use goods")}
    assert goods == {"machine tools", "microelectronics"}
    assert ask(corpus, "by-good", good="dual-use goods", include_kinds="false") == []
    assert "planned" in {row["modality"] for row in ask(corpus, "by-good", good="weapons")}


def test_said_by_holds_what_spokespeople_and_ministries_said_for_a_state(corpus: Store) -> None:
    rows = ask(corpus, "said-by", speaker="China")
    assert [row["speaker"] for row in rows] == ["Mao Ning", "China", "China", "Liu Pengyu", "Liu Pengyu"]
    assert rows[0]["speaks_for"] == ["Chinese Foreign Ministry"]
    assert rows[3]["relayed_by"] == ["Reuters"]
    assert {row["speaker"] for row in ask(corpus, "said-by", speaker="China", include_spokespeople="no")} == {"China"}


def test_unnamed_speakers_of_one_description_count_as_one(corpus: Store) -> None:
    officials = only(ask(corpus, "speakers"), speaker="U.S. officials")
    assert (officials["unnamed"], officials["articles"], officials["alleges"]) == (True, 3, 8)
    assert officials["speaks_for"] == ["United States"]
    assert only(ask(corpus, "speakers"), speaker="Liu Pengyu")["denies"] == 2


def test_the_articles_behind_a_pair(corpus: Store) -> None:
    (row,) = ask(corpus, "articles-behind", supplier="China", recipient="Russia")
    assert (row["article"], row["published"], row["statements"]) == ("engines", "2024-04-13", 7)
    assert row["denied"] == ["weapons"]
    assert "machine tools" in row["affirmed"]
    (planned,) = ask(corpus, "articles-behind", supplier="Iran", recipient="Russia")
    assert (planned["affirmed"], planned["planned_or_blocked"]) == ([], ["ballistic missiles"])


def test_statements_between_two_parties_narrow_down_to_a_good(corpus: Store) -> None:
    assert len(ask(corpus, "statements-between", supplier="China", recipient="Russia")) == 7
    rows = ask(corpus, "statements-between", supplier="China", recipient="Russia", good="dual-use goods")
    assert lines(rows, "good", "quantity", "time") == [
        ("machine tools", None, None),
        ("microelectronics", "90%", "2023"),
    ]


def test_claims_of_one_origin_and_of_several(corpus: Store) -> None:
    several = {(row["supplier"], row["origins"]) for row in ask(corpus, "corroborated")}
    assert several == {("Iran", 2)}
    single = ask(corpus, "single-origin")
    assert {row["supplier"] for row in single} >= {"China", "Veridia"}
    assert "Iran" not in {row["supplier"] for row in single}


def test_hedged_planned_blocked_and_transit(corpus: Store) -> None:
    hedged = {row["good"] for row in ask(corpus, "hedged-only")}
    assert hedged == {"nitrocellulose", "military optics"}
    assert lines(ask(corpus, "planned-or-blocked"), "supplier", "modality") == [
        ("Veridia", "blocked"),
        ("Iran", "planned"),
    ]
    assert lines(ask(corpus, "planned-or-blocked", modality="planned"), "recipient") == [("Russia",)]
    assert lines(ask(corpus, "transit", place="Armenia"), "supplier", "via") == [
        ("Iran", ["Armenia"]),
        ("China", ["Armenia"]),
    ]
    assert ask(corpus, "transit", place="Georgia") == []


def test_the_neighbourhood_tells_the_part_that_an_entity_plays(corpus: Store) -> None:
    rows = ask(corpus, "neighbourhood", entity="China")
    assert only(rows, good="weapons", recipient="Russia")["part"] in (["supplier", "denies"], ["denies", "supplier"])
    assert lines(ask(corpus, "neighbourhood", entity="Armenia"), "part") == [(["via"],), (["via"],)]
    assert len(ask(corpus, "neighbourhood", entity="Russia", limit=3)) == 3


def test_affiliations_lead_both_ways(corpus: Store) -> None:
    assert lines(ask(corpus, "affiliations", entity="Chinese Foreign Ministry"), "entity", "relation", "other") == [
        ("Chinese Foreign Ministry", "based in", "China"),
        ("Mao Ning", "speaks for", "Chinese Foreign Ministry"),
    ]


def test_suppliers_that_two_states_share(corpus: Store) -> None:
    rows = ask(corpus, "shared-suppliers", first="Russia", second="Ukraine")
    assert {row["supplier"] for row in rows} == {"China"}
    assert {row["recipient"] for row in rows} == {"Russia", "Ukraine"}
    assert ask(corpus, "shared-suppliers", first="Russia", second="Russia") == []


def test_a_chain_goes_one_way_and_a_connection_either_way(corpus: Store) -> None:
    chain = ask(corpus, "supply-chain", start="China", goal="Houthis")
    assert lines(chain, "step", "supplier", "recipient") == [(1, "China", "Iran"), (2, "Iran", "Houthis")]
    assert ask(corpus, "supply-chain", start="Houthis", goal="China") == []
    assert len(ask(corpus, "connection", start="Houthis", goal="China")) == 2
    assert ask(corpus, "supply-chain", start="China", goal="Houthis", steps=1) == []
    assert ask(corpus, "connection", start="China", goal="China") == []
    assert len(ask(corpus, "connection", start="China", goal="Russia", per_step=2)) == 2


def test_overviews_count(corpus: Store) -> None:
    weapons = only(ask(corpus, "goods-overview"), good="weapons")
    assert (weapons["claims"], weapons["denied"]) == (4, 4)
    pair = only(ask(corpus, "supply-pairs"), supplier="China", recipient="Russia")
    assert (pair["claims"], pair["alleged"], pair["asserted"]) == (5, 4, 1)
    wire = only(ask(corpus, "outlets"), outlet="Example Wire")
    assert (wire["articles"], wire["statements"], wire["own_voice"], wire["denials"]) == (2, 6, 4, 2)


def test_the_timeline_goes_by_whole_months_and_holds_what_has_no_date(corpus: Store) -> None:
    months = lines(ask(corpus, "timeline"), "month", "affirming", "denying")
    assert months == [("2024-04", 8, 4), ("2024-05", 5, 2), ("2024-06", 3, 0), (None, 2, 1)]
    assert lines(ask(corpus, "timeline", entity="Iran"), "month", "affirming") == [("2024-05", 3), ("2024-06", 1)]
    assert lines(ask(corpus, "timeline", since="2024-05-03", until="2024-05-31"), "affirming", "denying") == [(5, 2)]


def test_new_claims_are_those_first_said_since_a_day(corpus: Store) -> None:
    rows = ask(corpus, "new-claims", since="2024-06-01")
    assert {row["good"] for row in rows} == {"microelectronics", "wheat", "machine tools"}


def test_stated_amounts_are_given_as_written(corpus: Store) -> None:
    assert lines(ask(corpus, "amounts", entity="microelectronics"), "recipient", "quantity", "time") == [
        ("Iran", "=1+1", None),
        ("Russia", "90%", "2023"),
    ]


def test_names_that_fit_nothing_or_several_are_told_with_what_would_be_right(corpus: Store) -> None:
    with pytest.raises(
        QueryError, match=r"^state=Rusia: no State, Firm or Organization named 'Rusia'; did you mean Russia"
    ):
        ask(corpus, "suppliers-of", state="Rusia")
    with pytest.raises(QueryError, match=r"3 entities are called 'U\.S\. officials'; give one of their ids: official:"):
        ask(corpus, "said-by", speaker="U.S. officials")
    assert ask(corpus, "suppliers-of", state="Georgia")[0]["supplier"] == "Georgia Shipping"


WRITING = [
    "CREATE (n:State {id: 'x'}) RETURN n.id AS id",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Claim) SET n.status = 'asserted' RETURN n.id AS claim",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV FROM 'http://127.0.0.1:1/' AS row RETURN row",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL db.createLabel('X')",
    "SHOW TRANSACTIONS",
    "CREATE INDEX x FOR (n:X) ON (n.x)",
    "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS",
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } AS rows",
]


@pytest.mark.parametrize("cypher", WRITING)
@pytest.mark.parametrize("saved", [True, False], ids=["saved", "free"])
def test_queries_that_do_more_than_read_are_refused_with_one_line(
    corpus: Store, tmp_path: Any, cypher: str, saved: bool
) -> None:
    query = Query.of_cypher(cypher)
    if saved:
        Catalog.load(tmp_path).save("mine", cypher)
        query = Catalog.load(tmp_path).get("mine")
    before = corpus.stats()
    with pytest.raises(QueryError) as raised:
        run(corpus, query, query.bind({}, corpus))
    assert "\n" not in str(raised.value)
    assert corpus.stats() == before


def test_a_value_is_never_part_of_the_text_of_a_query(corpus: Store) -> None:
    query = Query.of_cypher("MATCH (s:State) WHERE s.name = $name RETURN s.id AS id")
    hostile = "x' OR true OR 'a' = 'a"
    assert run(corpus, query, query.bind({"name": hostile}, corpus)).rows == ()


def test_rows_beyond_the_limit_are_left_out_and_that_is_told(corpus: Store) -> None:
    query = Query.of_cypher("UNWIND range(1, 100) AS n RETURN n")
    rows = run(corpus, query, {}, limit=7)
    assert (len(rows.rows), rows.truncated) == (7, True)


def test_a_query_that_takes_too_long_is_stopped(corpus: Store) -> None:
    query = Query.of_cypher("UNWIND range(1, 1000000000) AS n WITH n WHERE n % 2 = 3 RETURN count(n) AS n")
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        run(corpus, query, {}, timeout=0.5)


def test_who_arms_a_state_with_what_is_disputed_and_what_is_only_denied(corpus: Store) -> None:
    rows = ask(corpus, "arms-to", recipient="Russia")
    assert ("China", "weapons", "denied") in lines(rows, "supplier", "good", "status")
    assert {"wheat", "drone engines"}.isdisjoint(row["good"] for row in rows)
    assert all(row["origins"] >= 1 for row in ask(corpus, "arms-to", recipient="Russia", least_origins=1))
    assert {row["good"] for row in ask(corpus, "arms-to", recipient="Russia", good="wheat")} == {"wheat"}
    assert all(
        row["last_said"] >= "2024-05-01" for row in ask(corpus, "arms-to", recipient="Russia", since="2024-05-01")
    )


def test_a_whole_trade_has_both_ways(corpus: Store) -> None:
    rows = ask(corpus, "trade-of", party="Russia")
    ways = {
        (row["way"], row["supplier"] == "Russia") for row in rows if "Russia" in (row["supplier"], row["recipient"])
    }
    assert ("receives", False) in ways
    assert all(row["way"] in ("supplies", "receives", "supplies and receives") for row in rows)
    weapons = ask(corpus, "trade-of", party="Russia", good="weapons")
    assert {row["claim"] for row in weapons} < {row["claim"] for row in rows}


def test_who_denies_what_of_whom(corpus: Store) -> None:
    rows = ask(corpus, "who-denies")
    days = [row["said_on"] or "" for row in rows]
    assert days == sorted(days, reverse=True)
    china = ask(corpus, "who-denies", speaker="China")
    assert {row["speaker"] for row in china} >= {"China"}
    assert {row["stands"] for row in china if row["supplier"] == "China"} == {"party"}
    about = ask(corpus, "who-denies", party="Iran")
    assert all("Iran" in (row["supplier"], row["recipient"]) for row in about)
