"""An exported page holds everything that made it, can be read back, and shows when somebody changed it."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import page_networks
import pytest
from click.testing import CliRunner
from page_data import contexts_in

from claimgraph.app.cli import main
from claimgraph.graph.errors import LoadError
from claimgraph.graph.network import Network
from claimgraph.graph.render import MOST_BYTES, PageInfo, View, is_page, page_data, read_page, render_page, to_json
from claimgraph.graph.render.data import checksum
from claimgraph.graph.render.html import json_for_script
from claimgraph.graph.render.layout import Place

INFO = PageInfo(
    "Who supplies Veridia?",
    query="MATCH (c:Claim) RETURN c.id",
    parameters={"state": "Veridia"},
    query_name="suppliers-of",
    steps=("query: suppliers-of", "unfolded Kestria"),
    built_on=date(2026, 11, 24),
)


@pytest.mark.parametrize("network", [page_networks.veridia(), page_networks.hostile(), Network({}, {}, {})])
def test_what_is_read_back_is_what_was_written(network: Network) -> None:
    assert read_page(render_page(network, INFO))[:2] == (network, INFO)


def test_a_page_of_what_is_read_back_is_the_same_page() -> None:
    network = page_networks.veridia()
    said = [statement.id for record in network.records.values() for statement in record.bearing]
    view = View(
        alone=["good:weapons", "state:unknown"],
        standing={"claims": {"state:veridia": Place(700, 900)}},
        state="v=supply&origins=2",
        contexts={id: (f"Before {id}. ", " <b>After</b>\u2028") for id in said},
        total_claims=3_000,
    )
    page = render_page(network, INFO, view)
    assert "Before " in page
    assert render_page(*read_page(page)) == page


@pytest.mark.parametrize("network", [page_networks.veridia(), page_networks.hostile(), Network({}, {}, {})])
def test_a_page_that_nobody_changed_stays_the_same_too(network: Network) -> None:
    page = render_page(network, INFO)
    assert render_page(*read_page(page)) == page


@pytest.mark.parametrize(
    ("before", "after"), [("entirely false", "entirely true"), ('"alleges"', '"asserts"'), ("2026-11-24", "2025-11-24")]
)
def test_a_page_that_was_changed_is_refused(before: str, after: str) -> None:
    page = render_page(page_networks.veridia(), INFO)
    start = page.index('id="claimgraph-data"')
    changed = page[:start] + page[start:].replace(before, after, 1)
    assert changed != page
    with pytest.raises(LoadError, match=r"^old\.html: its data were changed after it was written"):
        read_page(changed, "old.html")


def test_other_html_is_no_page_of_ours() -> None:
    assert not is_page("<html><p>claimgraph-data</p></html>")
    with pytest.raises(LoadError, match="is no page that claimgraph wrote"):
        read_page("<html></html>")


def test_the_checksum_is_in_the_page_and_can_be_computed_by_anybody() -> None:
    page = render_page(page_networks.veridia(), INFO)
    found = re.search(r'id="claimgraph-data">(.*?)</script>', page)
    assert found
    data = json.loads(found[1])
    assert data["checksum"] == checksum(data)


def test_a_view_keeps_places_lone_entities_and_filters() -> None:
    network = page_networks.veridia()
    view = View(
        ["good:weapons", "state:unknown"], {"claims": {"state:veridia": Place(7, 9)}}, state="v=supply&origins=2"
    )
    data = page_data(network, INFO, view)
    (veridia,) = (node for node in data["drawings"]["claims"]["nodes"] if node["id"] == "state:veridia")
    assert (veridia["x"], veridia["y"]) == (7, 9)
    assert data["alone"] == ["good:weapons"]
    assert "good:weapons" in {node["id"] for node in data["drawings"]["supply"]["nodes"]}
    assert data["state"] == "v=supply&origins=2"


def test_the_command_line_reads_an_exported_page_back(tmp_path: Path) -> None:
    network = page_networks.veridia()
    page, out = tmp_path / "old.html", tmp_path / "out.json"
    page.write_text(render_page(network, INFO), encoding="utf-8")
    result = CliRunner().invoke(main, ["export", str(page), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8") == to_json(network, INFO)


def test_the_command_line_makes_the_same_page_of_a_page(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("It was cold. Norway supplied gas to Germany. Nobody was surprised.", encoding="utf-8")
    page, again = tmp_path / "page.html", tmp_path / "again.html"
    for source, target in ((article, page), (page, again)):
        result = CliRunner().invoke(main, ["export", str(source), "-o", str(target)])
        assert result.exit_code == 0, result.output
    assert list(contexts_in(again).values()) == [["It was cold. ", " Nobody was surprised."]]
    assert again.read_bytes() == page.read_bytes()


def test_an_exported_page_is_given_alone(tmp_path: Path) -> None:
    page, text = tmp_path / "old.html", tmp_path / "a.txt"
    page.write_text(render_page(page_networks.veridia(), INFO), encoding="utf-8")
    text.write_text("Norland sold lathes to Veridia.", encoding="utf-8")
    result = CliRunner().invoke(main, ["export", str(page), str(text), "-o", str(tmp_path / "out.json")])
    assert result.exit_code == 2
    assert "give it alone" in result.output


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("info", "parameters"), [[1]]),
        (("info", "steps"), [{"a": 1}]),
        (("info", "title"), ["x"]),
        (("drawings",), {}),
        (("drawings", "claims", "nodes", 0, "y"), "</script>"),
        (("drawings", "claims", "nodes", 0, "x"), 10**300),
        (("claims", 0, "claim", "supplier"), "__proto__"),
        (("claims", 0, "first_said"), 5),
        (("claims", 0, "statements", 0, "speaker"), ""),
        (("claims", 0, "statements", 0, "speaker"), "state:nowhere"),
        (("claims", 0, "statements", 0, "via"), ["state:nowhere"]),
        (("claims", 0, "statements", 0, "relayed_by"), ["state:nowhere"]),
        (("claims", 0, "statements", 0, "voice"), "state:nowhere"),
        (("claims", 0, "origins"), "9"),
        (("claims", 0, "statements", 0, "evidence", "start"), "0"),
        (("articles", 0, "sha256"), 7),
        (("total_claims",), "x"),
        (("not_shown",), {"asserted": "many"}),
        (("alone",), ["nobody"]),
        (("state",), 5),
        (("entities",), None),
    ],
    ids=str,
)
def test_a_page_of_wrong_values_with_a_right_checksum_is_one_line(path: tuple[str | int, ...], value: object) -> None:
    page = render_page(page_networks.veridia(), INFO)
    block = re.compile(r'(<script type="application/json" id="claimgraph-data">)(.*?)(</script>)', re.DOTALL)
    found = block.search(page)
    assert found is not None
    data = json.loads(found[2])
    *steps, last = path
    place: Any = data
    for step in steps:
        place = place[step]
    place[last] = value
    data["checksum"] = checksum(data)
    crafted = block.sub(lambda match: match[1] + json_for_script(data) + match[3], page)
    with pytest.raises(LoadError, match="its data are not such as claimgraph writes"):
        read_page(crafted)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("[]", "not such as claimgraph writes"),
        ("null", "not such as claimgraph writes"),
        ("1", "not such as claimgraph writes"),
        (f'{{"info": {"[" * 300}{"]" * 300}}}', "not such as claimgraph writes"),
        ("[" * 100_000, "its data are damaged"),
    ],
    ids=["list", "null", "number", "deep", "deeper than can be read"],
)
def test_a_page_with_other_data_is_one_line(written: str, problem: str) -> None:
    page = f'<script type="application/json" id="claimgraph-data">{written}</script>'
    with pytest.raises(LoadError, match=problem):
        read_page(page)


def test_what_is_no_page_is_seen_in_a_time_by_its_length() -> None:
    opening = '<script type="application/json" id="claimgraph-data">'
    assert not is_page(opening * 200_000)  # 10 MB, which took hours
    assert is_page(f"{opening}{{}}</script>")


def test_a_file_too_large_for_a_page_is_not_read_to_see_whether_it_is_one(tmp_path: Path) -> None:
    file = tmp_path / "hole.html"
    file.write_text('<script type="application/json" id="claimgraph-data">{}</script>', "utf-8")
    os.truncate(file, MOST_BYTES + 1)
    result = CliRunner().invoke(main, ["export", str(file), "-o", str(tmp_path / "x.html")])
    assert (result.exit_code, "larger than" in result.output) == (2, True), result.output
