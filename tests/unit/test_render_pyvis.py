"""A network as a pyvis Network: what pyvis users know, without the traps."""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from page_networks import continents, disputed, hostile, veridia
from pyvis.network import Network as PyvisNetwork

from claimgraph.app.cli import main
from claimgraph.graph.network import Network
from claimgraph.graph.render import to_pyvis
from claimgraph.graph.render.drawing import supply_drawing
from claimgraph.graph.render.looks import LOOKS, TYPES
from claimgraph.graph.render.pyvis_words import Words, middle_of
from claimgraph.graph.render.spacing import meet, rectangle

SEEDS = Path(__file__).parents[2] / "seeds"


def _embedded(page: str, name: str) -> list[dict[str, object]]:
    found = re.search(rf"{name} = new vis\.DataSet\((\[.*?\])\);", page, re.DOTALL)
    assert found
    told: list[dict[str, object]] = json.loads(found[1])
    return told


def test_it_is_a_pyvis_network_with_our_colours_dashes_titles_and_groups() -> None:
    net = to_pyvis(veridia())
    assert isinstance(net, PyvisNetwork)
    halden = net.get_node("firm:halden-machine-works")
    assert (halden["shape"], halden["group"], halden["color"]["background"]) == ("dot", "Firm", TYPES["Firm"])
    assert "also named Halden" in halden["title"]
    contested = next(edge for edge in net.edges if edge["from"] == "firm:halden-machine-works")
    assert (contested["color"], bool(contested["dashes"])) == (LOOKS["contested"], True)
    assert "entirely false" in contested["title"]


def test_no_edge_and_no_node_is_lost() -> None:
    net = to_pyvis(veridia(), "claims")
    assert len({node["id"] for node in net.nodes}) == net.num_nodes()
    assert len({edge["id"] for edge in net.edges}) == len(net.edges)
    page = net.generate_html()
    assert len(_embedded(page, "nodes")) == net.num_nodes()
    assert len(_embedded(page, "edges")) == len(net.edges)
    stances = {edge["label"] for edge in net.edges if edge["from"] == "firm:halden-machine-works"}
    assert "denies" in stances


def test_a_hub_stands_between_columns_of_its_suppliers_and_recipients() -> None:
    net = to_pyvis(disputed(4, 3, 2, 1, 0))
    suppliers = [node for node in net.nodes if node["id"].startswith("firm:")]
    hub = net.get_node("state:veridia")
    assert {node["x"] for node in suppliers} == {suppliers[0]["x"]} and suppliers[0]["x"] < hub["x"]
    ys = sorted(node["y"] for node in suppliers)
    assert min(after - before for before, after in pairwise(ys)) >= 40
    assert (ys[0] + ys[-1]) / 2 == pytest.approx(hub["y"], abs=1)
    assert all(edge["label"] for edge in net.edges)


@pytest.mark.parametrize("network", [disputed(30, 15, 10, 5, 0), continents()], ids=["one hub", "several"])
def test_words_on_lines_around_a_hub_lie_over_nothing(network: Network) -> None:
    net = to_pyvis(network)
    places = {node["id"]: (node["x"], node["y"]) for node in net.nodes}
    words = [
        Words(edge["id"], edge["label"], middle_of(places[edge["from"]], places[edge["to"]], edge["smooth"]), 0)
        for edge in net.edges
        if edge["label"]
    ]
    assert 0 < len(words) <= len(net.edges)
    assert not any(meet(one.box, other.box) for one, other in combinations(words, 2))
    drawn = {node.id: rectangle(places[node.id], node.box) for node in supply_drawing(network).nodes}
    assert not any(meet(one.box, box) for one in words for box in drawn.values())
    assert all(edge["title"] for edge in net.edges)


@pytest.mark.parametrize(("smooth", "side"), [("curvedCW", -1), ("curvedCCW", 1)])
def test_the_middle_of_a_bent_line_lies_at_the_side_to_which_it_bends(smooth: str, side: int) -> None:
    x, y = middle_of((0, 0), (200, 0), {"enabled": True, "type": smooth, "roundness": 0.2})
    assert x == pytest.approx(100, abs=10)
    assert side * y > 10
    assert middle_of((0, 0), (200, 0), False) == (100, 0)


def test_nothing_moves_until_somebody_wants_it_to() -> None:
    net = to_pyvis(veridia())
    assert net.options.physics.enabled is False
    assert all(isinstance(node["x"], int) for node in net.nodes)


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = to_pyvis(veridia(), heading="Claims", select_menu=True, filter_menu=True).generate_html()
    assert re.findall(r'<(?:script|link)\b[^>]*\b(?:src|href)="[^"]*"', page) == []
    assert "sourceMappingURL" not in page
    assert page.count("<h1>Claims</h1>") == 1


def test_words_that_look_like_the_end_of_a_library_stay_words() -> None:
    words = "said (//# sourceMappingURL=app.js.map)."
    net = to_pyvis(veridia())
    net.add_node("odd", label=words, title=words)
    page = net.generate_html()
    assert page.count("sourceMappingURL=app.js.map") == 2
    assert page.count("sourceMappingURL") == 2


def test_markup_in_names_and_headings_is_text() -> None:
    net = to_pyvis(hostile(), "claims", heading="<img src=x onerror=alert(1)>", select_menu=True)
    page = net.generate_html()
    assert "<img" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "popup.innerHTML" not in page
    assert "window.hacked=1</script>" not in page


def test_a_title_that_speaks_of_href_is_no_markup() -> None:
    net = to_pyvis(veridia())
    assert not any("href" in str(one.get("title", "")) for one in (*net.nodes, *net.edges))


def test_it_is_written_as_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    file = tmp_path / "claims.html"
    to_pyvis(veridia(), "claims", heading="Жемчуг").write_html(str(file))
    assert "<h1>Жемчуг</h1>" in file.read_text("utf-8")


def test_a_notebook_shows_it_in_a_frame_without_rights() -> None:
    shown = to_pyvis(veridia())._repr_html_()
    assert 'sandbox="allow-scripts"' in shown
    assert "<script" not in shown


def test_there_are_two_projections() -> None:
    with pytest.raises(ValueError, match="there are claims and supply"):
        to_pyvis(veridia(), "map")


def test_export_writes_it_and_only_as_html(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    refused = CliRunner().invoke(main, ["export", "--renderer", "pyvis", "-o", str(file)])
    assert refused.exit_code == 2
    assert "--renderer pyvis writes .html" in refused.stderr
