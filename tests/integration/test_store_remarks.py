"""What reviewers say beside the graph is told with it; what is worth checking is found without reading it all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest
from review_corpus import many, parts
from whole_graph import run

from claimgraph.app.explore import reviewing
from claimgraph.app.explore.asked import Asked
from claimgraph.app.worklist import Worklist
from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Statement
from claimgraph.graph.network import Network
from claimgraph.graph.remark import without_notes
from claimgraph.graph.render import PageInfo, View, page_data, read_page, render_page
from claimgraph.graph.review import Reason
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.deciding import Correction, Part
from claimgraph.graph.store.reviewing import Standing
from claimgraph.graph.store.schema import VERSION
from claimgraph.graph.worklist import worklist
from claimgraph.queries.catalog import Catalog
from claimgraph.queries.run import run as ask

pytestmark = pytest.mark.integration

INFO = PageInfo("Deals", built_on=date(2026, 1, 2))


def first_claim(store: Store) -> str:
    return min(store.network().records)


def test_an_analysts_knowledge_is_a_line_of_its_own_and_no_status(store: Store) -> None:
    store.put([parts(), many(6)])
    network = store.network()
    before = {id: (record.status, record.origins) for id, record in network.records.items()}
    store.know("firm:halden-works", "state:X4", "good:chips", by="Ada", why="a call")
    known = store.know("state:X0", "state:X1", "good:lathes", by="Ben", why="he doubts", affirms=False)
    network = store.network()
    assert {id: (record.status, record.origins) for id, record in network.records.items()} == before
    remarks = store.remarks(network)
    told = [(one.by, one.known.stance, one.known.headline) for one in remarks if one.known]
    assert told == [("Ada", "affirms", "Halden Works → Tamar: chips"), ("Ben", "doubts", "Norland → Veridia: lathes")]
    data = page_data(network, INFO, View(remarks=remarks))
    for projection in ("claims", "supply"):
        lines = [edge for edge in data["drawings"][projection]["edges"] if edge["relation"] == "analyst"]
        told = [(line["from"], line["to"], line["label"], line["claims"]) for line in lines]
        assert sorted(told, key=lambda one: one[2], reverse=True) == [
            ("state:X0", "state:X1", "Ben doubts: lathes", []),
            ("firm:halden-works", "state:X4", "Ada affirms: chips", []),
        ], projection
    assert read_page(render_page(network, INFO, View(remarks=remarks)))[2].remarks == remarks
    store.undo(known.review.id, by="Ben")
    assert [one.by for one in store.remarks(network)] == ["Ada"]


def test_remarks_follow_what_they_are_about_through_merges(store: Store) -> None:
    store.put([parts(), many(6)])
    store.know("firm:halden-works", "state:X1", "good:chips", by="Ada", why="a call")
    store.merge("organization:hw", "firm:halden-works", by="Ada")
    known = [one.known for one in store.remarks(store.network()) if one.known]
    assert [(one.supplier, one.claim in store.network().records) for one in known] == [("organization:hw", True)]


def test_notes_and_ids_of_an_entity_follow_it_when_it_becomes_one_with_another(store: Store) -> None:
    store.put([parts(), many(6)])
    note = store.note_on("state:X1", "ask the port", by="Ada").review.id
    about = min(id for id, record in store.network().records.items() if record.claim.recipient == "state:X1")
    tagged = store.tag(about, "harbour", by="Ada").review.id
    number = store.identify("state:X1", "wikidata", "Q9", by="Ada").review.id
    store.merge("state:X3", "state:X1", by="Ada")
    store.merge("state:X4", "state:X3", by="Ada")
    of_ours = [one for one in store.reviews() if one.review.id in (note, number)]
    assert [(one.standing, one.subject) for one in of_ours] == [(Standing.IN_FORCE, "state:X4")] * 2
    assert {one.subject for one in store.remarks(store.network()) if one.id == note} == {"state:X4"}
    (tag,) = (one for one in store.remarks(store.network()) if one.id == tagged)
    assert tag.subject in store.network().records
    annotations = Catalog.load().get("annotations")
    rows = ask(store, annotations, annotations.bind({"value": "ask the port"}, store)).rows
    assert {row[0] for row in rows} == {"note"}
    store.split("state:X3", by="Ada")
    store.split("state:X1", by="Ada")
    assert {one.subject for one in store.reviews() if one.review.id == note} == {"state:X1"}


def test_a_page_for_everybody_tells_who_checked_but_no_note(store: Store) -> None:
    store.put([many(3)])
    record = store.network().records[first_claim(store)]
    store.confirm(record.statements[0].id, by="Ada", why="read the ledger")
    store.note_on(record.claim.id, "ask the port", by="Ada")
    store.grade(outlet="Ledger", grade="B", by="Ada")
    remarks = store.remarks(store.network())
    assert [(one.kind, one.words, one.why) for one in remarks] == [
        ("confirm", "", "read the ledger"),
        ("note", "ask the port", ""),
        ("reliability", "B", ""),
    ]
    assert [(one.kind, one.words, one.why) for one in without_notes(remarks)] == [
        ("confirm", "", ""),
        ("reliability", "B", ""),
    ]
    checked = next(one for one in remarks if one.kind == "confirm")
    now = store.network().records[record.claim.id]
    assert checked.statements == (now.statements[0].id,)


def test_the_worklist_is_that_of_the_whole_network(store: Store) -> None:
    store.put([parts(), many(40)])
    network = store.network()
    statements = [one.id for record in network.records.values() for one in record.statements]
    store.confirm(statements[0], by="Ada")
    store.reject(statements[1], Reason.GOOD, by="Ada")
    store.unsure_reading(statements[2], by="Ada")
    work = Worklist.of(store, "Ada")
    readings = [one for one in work.items if one.kind == "reading"]
    assert readings == [one for one in worklist(store.network(), unsure={statements[2]}) if one.kind == "reading"]
    assert (work.checked, work.readings) == (2, len(statements))
    assert {one.pair for one in work.items if one.pair} == {("firm:halden-works", "organization:hw")}
    (told,) = work.to_dict(store, 1)["items"]
    record = store.network().records[told["claim"]]
    assert told["headline"] == store.network().headline(told["claim"])
    assert (told["status"], told["origins"]) == (record.status.value, record.origins)
    one_article = Worklist.of(store, "Ada", "parts")
    assert (len(one_article.items), one_article.readings) == (2, 2)


def test_a_decision_reads_no_article_but_its_own(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put([parts(), many(12)])
    statements = [one.id for record in store.network().records.values() for one in record.statements]
    for statement in statements[2:]:
        store.confirm(statement, by="Ada")
    whole = Store.network

    def part(self: Store, claims: Collection[str] | None = None, entities: Collection[str] = ()) -> Network:
        assert claims is not None, "the whole network is read"
        return whole(self, claims, entities)

    monkeypatch.setattr(Store, "network", part)
    monkeypatch.setattr(Store, "reviews", lambda *_: pytest.fail("all decisions are read"))
    asked = {"kind": "confirm", "statement": statements[0], "article": "parts", "claims": []}
    (told,) = reviewing.decide(store, Asked(asked), "Ada")["decisions"]
    assert (told["kind"], told["standing"]) == ("confirm", "in force")
    assert reviewing.work(store, "Ada", decisions=False)["checked"] == len(statements) - 1
    undone = reviewing.undo(store, Asked({"decision": told["id"], "article": "parts", "claims": []}), "Ada")
    assert undone["undone"]["id"] == told["id"]


def test_a_contradiction_comes_with_both_sides_and_goes_with_one(store: Store) -> None:
    store.put([many(2)])
    statement = store.network().records[first_claim(store)].statements[0].id
    one = store.confirm(statement, by="Ada").review.id
    asked = {"kind": "reject", "statement": statement, "reason": "no transfer", "claims": []}
    told = reviewing.decide(store, Asked(asked), "Ben")["decisions"]
    assert [(each["by"], each["standing"]) for each in told] == [("Ada", "in conflict"), ("Ben", "in conflict")]
    undone = reviewing.undo(store, Asked({"decision": told[1]["id"], "claims": []}), "Ben")
    assert [(each["id"], each["standing"]) for each in undone["decisions"]] == [(one, "in force")]


def test_decisions_outlive_an_upgrade(store: Store, store_connection: Connection) -> None:
    store.put([parts(), many(6)])
    statements = [one.id for record in store.network().records.values() for one in record.statements]
    store.reject(statements[0], Reason.NO_TRANSFER, by="Ada")
    store.confirm(statements[1], by="Ben")
    store.note_on("state:X0", "a note", by="Ada")
    store.merge("organization:hw", "firm:halden-works", by="Ada")
    network, decisions = store.network(), store.reviews()
    run(store_connection, f"MATCH (meta:Meta) SET meta.schema = {VERSION - 1}")
    at = store_connection
    with Store.connect(at.uri, at.username, at.password, at.database, to_upgrade=True) as older:
        assert older.upgrade() == VERSION - 1
    assert store.reviews() == decisions
    assert {one.standing for one in decisions} == {Standing.IN_FORCE}
    assert store.network() == network
    assert list(store.check()) == []
    assert {one.review.kind for one in decisions} == {Kind.REJECT, Kind.CONFIRM, Kind.NOTE, Kind.MERGE}


def test_who_checked_is_told_after_a_merge_too(store: Store) -> None:
    store.put([parts()])
    denial = next(one for record in store.network().records.values() for one in record.denying)
    store.confirm(denial.id, by="Ada")
    store.merge("organization:hw", "firm:halden-works", by="Ada")
    network = store.network()
    (checked,) = [one for record in network.records.values() for one in record.statements if one.checked]
    assert [(one.by, one.statements) for one in store.remarks(network)] == [("Ada", (checked.id,))]
    corrected = next(one for record in network.records.values() for one in record.affirming)
    store.correct(corrected.id, Correction(good=Part("good:chips")), by="Ben")
    network = store.network()
    told = {one.by: one.statements for one in store.remarks(network)}
    assert {by: network.records[statement_of(network, *ids).claim].claim.good for by, ids in told.items()} == {
        "Ada": "good:chips",
        "Ben": "good:chips",
    }
    assert {len(ids) for ids in told.values()} == {1}, "each checked one of the two readings of the claim"


def statement_of(network: Network, id: str) -> Statement:
    return next(one for record in network.records.values() for one in record.statements if one.id == id)
