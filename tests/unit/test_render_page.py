"""The page as text: one file, nothing from elsewhere, nothing that a name could execute; JSON and GraphML beside it."""

from __future__ import annotations

import base64
import csv
import hashlib
import html
import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from importlib.resources import files

import networkx as nx
import page_networks
import pytest
from page_data import data_of

from claimgraph.graph.model import Status
from claimgraph.graph.network import Network
from claimgraph.graph.render import (
    PageInfo,
    View,
    contexts_of,
    render_page,
    shown_data,
    to_csv,
    to_gexf,
    to_graphml,
    to_json,
)
from claimgraph.graph.render.communities import communities
from claimgraph.graph.render.drawing import claims_drawing, supply_drawing
from claimgraph.graph.render.grouped import FEWEST_NODES
from claimgraph.graph.render.html import LIVE_SCRIPTS, SCRIPTS, json_for_script
from claimgraph.graph.render.layout import Place
from claimgraph.graph.render.ranking import MOST_IN_CLAIMS, leading, not_shown, strongest

INFO = PageInfo(
    "Who <supplies> Veridia?",
    query="MATCH (c:Claim) WHERE c.origins > 1 AND '</script>' <> '' RETURN c.id AS claim",
    query_name="suppliers-of",
    parameters={"state": "Veridia", "since": date(2026, 1, 1), "names": ["a", 1]},
    built_on=date(2026, 11, 24),
)


def test_the_data_in_the_page_is_the_whole_network_with_its_query() -> None:
    network = page_networks.veridia()
    data = data_of(render_page(network, INFO))
    plain = json.loads(to_json(network, INFO))
    assert {name: data[name] for name in plain} == plain
    assert plain["info"]["parameters"] == {"state": "Veridia", "since": "2026-01-01", "names": ["a", 1]}
    assert plain["format"] == "claimgraph/3"


def test_hostile_text_adds_no_element_to_the_page() -> None:
    tags = re.compile(r"<(script|style|meta|link|img|iframe|base)\b")
    harmless = PageInfo("x", built_on=INFO.built_on)
    hostile = PageInfo(page_networks.HOSTILE[1], query=page_networks.HOSTILE[0], built_on=INFO.built_on)
    assert tags.findall(render_page(page_networks.hostile(), hostile)) == tags.findall(
        render_page(page_networks.veridia(), harmless)
    )


@pytest.mark.parametrize("text", ["</script>", "<!--", "a & b", "\u2028\u2029", "\ud800"])
def test_json_in_a_script_holds_no_character_that_html_or_javascript_could_take_for_its_own(text: str) -> None:
    written = json_for_script({"key": text})
    assert not set("<>&\u2028\u2029\ud800") & set(written)
    assert json.loads(written) == {"key": text}


def test_a_page_can_be_written_whatever_its_title_holds() -> None:
    # The name of a file may hold bytes that are no UTF-8: Python tells them as halves of letters.
    info = PageInfo("a\udcff\x1b.txt", steps=("loaded a\udcff.txt",), built_on=date(2026, 1, 1))
    page = render_page(page_networks.veridia(), info).encode().decode()
    assert "<title>a\ufffd\ufffd.txt</title>" in page
    assert data_of(page)["info"]["title"] == info.title


def test_the_policy_allows_the_inline_scripts_and_styles_by_hash_and_nothing_else() -> None:
    page = render_page(page_networks.veridia(), INFO)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'")
    assert "unsafe" not in allowed
    assert "http" not in allowed
    for body in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL):
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in allowed


def test_the_page_loads_nothing_by_address() -> None:
    page = render_page(page_networks.veridia(), INFO)
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.findall(r"\b(?:src|href|srcset|action)=\"(?!#)", markup)
    assert "sourceMappingURL" not in page


def test_the_vendored_library_is_the_one_that_its_note_names() -> None:
    vendor = files("claimgraph.graph.render").joinpath("page", "vendor")
    digest = hashlib.sha256(vendor.joinpath("vis-network.min.js").read_bytes()).hexdigest()
    assert digest in vendor.joinpath("README.md").read_text("utf-8")


def test_scripts_can_be_put_together_as_no_two_declare_the_same_name() -> None:
    scripts = files("claimgraph.graph.render").joinpath("page", "js")
    assert sorted(SCRIPTS) == sorted(script.name for script in scripts.iterdir() if script.is_file())
    assert sorted(LIVE_SCRIPTS) == sorted(f"live/{script.name}" for script in scripts.joinpath("live").iterdir())
    names = [
        name
        for script in SCRIPTS
        for name in re.findall(
            r"^(?:export )?(?:const|let|function|class) (\w+)",
            scripts.joinpath(script).read_text("utf-8"),
            re.MULTILINE,
        )
    ]
    assert len(names) == len(set(names))


def test_a_script_imports_only_from_those_put_before_it() -> None:
    scripts = files("claimgraph.graph.render").joinpath("page", "js")
    for place, script in enumerate(SCRIPTS):
        imported = re.findall(r'^import .* from "\./(.+)";$', scripts.joinpath(script).read_text("utf-8"), re.MULTILINE)
        assert set(imported) <= set(SCRIPTS[:place])


def test_a_network_too_large_to_draw_is_shown_by_its_strongest_claims() -> None:
    network = page_networks.crowd(3000)
    shown = strongest(network)
    assert len(claims_drawing(shown).nodes) <= MOST_IN_CLAIMS
    left_out = [record for id, record in network.records.items() if id not in shown.records]
    assert left_out
    for status in {record.status for record in left_out}:
        weakest = min(record.origins for record in shown.records.values() if record.status is status)
        assert all(record.origins <= weakest for record in left_out if record.status is status)


def test_a_page_draws_all_claims_as_supply_and_one_by_one_as_many_as_can_be_told_apart() -> None:
    network = page_networks.crowd(3000)
    data = data_of(render_page(network, INFO))
    assert data["total_claims"] == len(data["claims"]) == 3000
    assert data["not_shown"] == {}
    assert data["fewest_apart"] == FEWEST_NODES
    drawn = {
        projection: {claim for edge in data["drawings"][projection]["edges"] for claim in edge["claims"]}
        for projection in ("claims", "supply")
    }
    assert drawn["supply"] == set(network.records)
    assert drawn["claims"] == set(strongest(network).records)
    assert len(data["drawings"]["claims"]["nodes"]) <= MOST_IN_CLAIMS


def test_links_between_entities_stand_for_no_claim_and_lead_to_what_is_drawn() -> None:
    data = data_of(render_page(page_networks.veridia(), INFO))
    for drawing in data["drawings"].values():
        ids = {node["id"] for node in drawing["nodes"]}
        links = [edge for edge in drawing["edges"] if not edge["claims"]]
        assert "based-in/firm:orion-freight/state:kestria" in {edge["id"] for edge in links}
        assert all({edge["from"], edge["to"]} <= ids for edge in links)


def test_communities_join_those_who_supply_each_other_and_are_always_the_same() -> None:
    drawing = supply_drawing(page_networks.crowd(60))
    found = communities(drawing)
    assert found == communities(drawing)
    sizes = Counter(found.values())
    assert [sizes[number] for number in sorted(sizes)] == sorted(sizes.values(), reverse=True)
    apart = communities(supply_drawing(page_networks.hostile()))
    assert apart == {}


@pytest.mark.parametrize("most_nodes", [60, 150, 300])
def test_what_is_disputed_keeps_at_least_its_share_of_a_picture_that_cannot_hold_all(most_nodes: int) -> None:
    network = page_networks.disputed(asserted=30, alleged=60, contested=12, denied=20, negated=4)
    shown = strongest(network, most_nodes)
    assert len(claims_drawing(shown).nodes) <= most_nodes
    whole, kept = (Counter(record.status for record in one.records.values()) for one in (network, shown))
    share = kept.total() / whole.total()
    assert share < 1
    for status in (Status.CONTESTED, Status.DENIED, Status.NEGATED):
        assert kept[status] >= int(share * whole[status])
        assert kept[status] > 0


def test_the_first_claims_of_a_list_hold_each_status_in_its_share() -> None:
    network = page_networks.disputed(asserted=30, alleged=30, contested=0, denied=15, negated=5)
    first = Counter(record.status.value for record in leading(network.records.values(), 16))
    assert first == {"asserted": 5, "alleged": 5, "denied": 4, "negated": 2}  # a fifth; of what is disputed, rounded up


def test_a_picture_that_leaves_claims_out_counts_them_by_status() -> None:
    network = page_networks.disputed(asserted=3, alleged=5, contested=2, denied=4, negated=1)
    few = [id for id, record in network.records.items() if record.status in (Status.ALLEGED, Status.DENIED)]
    assert not_shown(network, few) == {"asserted": 3, "contested": 2, "negated": 1}
    assert not_shown(network, network.records) == {}


def test_a_network_that_can_be_drawn_is_drawn_whole() -> None:
    network = page_networks.veridia()
    assert strongest(network) is network


def test_graphml_is_flat_and_reads_back_with_status_hedging_origins_and_quotes() -> None:
    network = page_networks.veridia()
    graph = nx.read_graphml(io.StringIO(to_graphml(network, INFO)))
    for id, record in network.records.items():
        attributes = graph.nodes[id]
        assert attributes["status"] == record.status.value
        assert attributes["hedged"] is record.hedged
        assert attributes["origins"] == record.origins
        assert attributes["quotes"].split("\n") == [statement.evidence.quote for statement in record.statements]
    assert {data["relation"] for _, _, data in graph.edges(data=True)} >= {"SUPPLIER", "RECIPIENT", "GOOD", "ALLEGES"}


def test_graphml_and_json_hold_hostile_text() -> None:
    network = page_networks.hostile()
    graph = nx.read_graphml(io.StringIO(to_graphml(network, INFO)))
    assert page_networks.HOSTILE[0] in {data["name"] for _, data in graph.nodes(data=True)}
    names = {entity["name"] for entity in json.loads(to_json(network, INFO))["entities"]}
    assert names == set(page_networks.HOSTILE)


def test_gexf_reads_back_with_status_and_relations() -> None:
    network = page_networks.hostile()
    graph = nx.read_gexf(io.StringIO(to_gexf(network, INFO)))
    assert {graph.nodes[id]["status"] for id in network.records} == {
        record.status.value for record in network.records.values()
    }
    assert {data["relation"] for _, _, data in graph.edges(data=True)} >= {"SUPPLIER", "RECIPIENT", "GOOD"}


def test_csv_has_a_row_for_each_claim_with_both_sides() -> None:
    network = page_networks.veridia()
    rows = list(csv.DictReader(io.StringIO(to_csv(network, INFO))))
    assert [row["claim"] for row in rows] == sorted(network.records, key=network.headline)
    (tools,) = (row for row in rows if row["good"] == "CNC machine tools" and row["supplier"].startswith("Halden"))
    assert tools["status"] == "contested"
    assert tools["said_by"] == "Min. A. Lindqvist; Western officials"
    assert tools["denied_by"] == "Halden Machine Works"


def test_every_row_of_the_csv_says_where_it_comes_from() -> None:
    network = page_networks.veridia()
    info = replace(INFO, query="MATCH (c)", parameters={"state": "Veridia"}, steps=("opened with 2 claims",))
    for row in csv.DictReader(io.StringIO(to_csv(network, info))):
        made = row["made_by"].split("\n")
        assert made == [
            "Saved query: suppliers-of",
            "Query: MATCH (c)",
            'Parameter state: "Veridia"',
            "Step 1: opened with 2 claims",
        ]
        assert row["built_on"] == info.built_on.isoformat()
        assert all(len(line.split(", ")) > 1 for line in row["articles"].split("\n"))


def test_graphml_and_gexf_carry_the_steps_the_sources_and_the_day() -> None:
    network = page_networks.veridia()
    info = replace(INFO, steps=("a < b & c",), query="", query_name="")
    for text in (to_graphml(network, info), to_gexf(network, info)):
        told = html.unescape(text)
        assert "Step 1: a < b & c" in told
        for article in network.articles.values():
            assert f"Source: {article.title}" in told
        assert f"Built {info.built_on.isoformat()} by claimgraph" in told


def test_the_page_knows_the_days_that_words_tell_and_what_stands_around_a_quote() -> None:
    b = page_networks.Builder()
    story = b.article("a", "t", "o")
    supplier, good, state = (
        b.entity(type, name, f"{type}:{name}")
        for type, name in ((page_networks.FIRM, "F"), (page_networks.GOOD, "G"), (page_networks.STATE, "S"))
    )
    quote = "F sold G to S in March 2023."
    b.said(b.claim(supplier, good, state), page_networks.Stance.ALLEGES, story, quote, time="in March 2023")
    network = b.network()
    ((said,),) = (record.statements for record in network.records.values())
    data = data_of(render_page(network, INFO, View(contexts=contexts_of(network, {story: f"{quote} After."}))))
    assert data["happened"] == {said.id: ["2023-03-01", "2023-03-31"]}
    assert data["contexts"] == {said.id: ["", " After."]}


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_the_csv_is_a_formula(formula: str) -> None:
    b = page_networks.Builder()
    story = b.article("a", "t", "o")
    supplier, good, state = (
        b.entity(type, formula, f"{type}:{formula}")
        for type in (page_networks.FIRM, page_networks.GOOD, page_networks.STATE)
    )
    b.said(b.claim(supplier, good, state), page_networks.Stance.ALLEGES, story, formula)
    (row,) = csv.DictReader(io.StringIO(to_csv(b.network(), INFO)))
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_nothing_makes_a_page_too() -> None:
    data = data_of(render_page(Network({}, {}, {}), INFO))
    assert data["claims"] == []
    assert data["drawings"] == {"claims": {"nodes": [], "edges": []}, "supply": {"nodes": [], "edges": []}}


def test_what_nobody_looks_at_is_not_laid_out_and_keeps_its_places() -> None:
    standing = {"claims": {"state:veridia": Place(10, 20, True)}}
    view = View(standing=standing, arrangement="circle", later=("claims",))
    drawings = shown_data(page_networks.veridia(), INFO, view)["drawings"]
    later = {"state:veridia": [10, 20, True]}
    assert drawings["claims"] == {"nodes": [], "edges": [], "later": later, "arrangement": "circle"}
    assert drawings["supply"]["nodes"]
