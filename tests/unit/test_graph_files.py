"""Files for other tools, read as strictly as those tools read them: Gephi and yEd drop an edge of a known id."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable
from datetime import date

import networkx as nx
import page_networks
import pytest
from lxml import etree

from claimgraph.graph.network import Network
from claimgraph.graph.render import PageInfo, to_csv, to_gexf, to_graphml, to_json

INFO = PageInfo("Claims", built_on=date(2026, 7, 12))


def through_two_states() -> Network:
    """A claim whose good went through two states, one of them the recipient, told by one speaker in two articles."""
    b = page_networks.Builder()
    states = [b.entity(page_networks.STATE, name) for name in ("Norland", "Veridia", "Kestria")]
    good = b.entity(page_networks.GOOD, "lathes")
    speaker = b.entity(page_networks.OFFICIAL, "Ana Sol")
    claim = b.claim(states[0], good, states[1])
    for name in ("a", "b"):
        story = b.article(name, f"Story {name}", "Example Wire")
        told = {"speaker": speaker, "via": tuple(states[1:])}
        b.said(claim, page_networks.Stance.ALLEGES, story, "Lathes went through Kestria.", **told)
        b.said(claim, page_networks.Stance.DENIES, story, "No lathes went there.", speaker=states[1])
    return b.network()


NETWORKS = {
    "every status": page_networks.veridia,
    "hostile names": page_networks.hostile,
    "hundreds of claims": lambda: page_networks.crowd(300),
    "two places on the way": through_two_states,
}
on_networks = pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
in_both_formats = pytest.mark.parametrize("write", [to_graphml, to_gexf])


def ids_in(text: str, element: str) -> list[str | None]:
    return [
        found.get("id") for found in etree.fromstring(text.encode()).iter() if found.tag.rpartition("}")[2] == element
    ]


@in_both_formats
@on_networks
def test_no_two_edges_and_no_two_nodes_of_a_graph_file_share_an_id(
    write: Callable[[Network, PageInfo], str], make: Callable[[], Network]
) -> None:
    network = make()
    graph = network.claim_graph()
    text = write(network, INFO)
    for element, expected in (("edge", graph.number_of_edges()), ("node", graph.number_of_nodes())):
        ids = ids_in(text, element)
        assert None not in ids
        assert len(set(ids)) == len(ids) == expected


@on_networks
def test_an_edge_has_the_same_id_in_graphml_and_gexf(make: Callable[[], Network]) -> None:
    network = make()
    assert set(ids_in(to_graphml(network, INFO), "edge")) == set(ids_in(to_gexf(network, INFO), "edge"))


@on_networks
def test_a_plain_read_of_graphml_finds_every_edge(make: Callable[[], Network]) -> None:
    network = make()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = nx.read_graphml(io.StringIO(to_graphml(network, INFO)))
    expected = network.claim_graph()
    relations = sorted(data["relation"] for _, _, data in graph.edges(data=True))
    assert relations == sorted(data["relation"] for _, _, data in expected.edges(data=True))


@on_networks
def test_no_id_repeats_in_json_and_csv(make: Callable[[], Network]) -> None:
    network = make()
    data = json.loads(to_json(network, INFO))
    statements = [one for claim in data["claims"] for one in claim["statements"]]
    for kind in (data["entities"], data["articles"], [one["claim"] for one in data["claims"]], statements):
        ids = [one["id"] for one in kind]
        assert len(set(ids)) == len(ids)
    claims = [row["claim"] for row in csv.DictReader(io.StringIO(to_csv(network, INFO)))]
    assert sorted(claims) == sorted(network.records)
