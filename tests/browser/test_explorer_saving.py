"""The current view of the live page as files."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest
from live_page import LiveVisit
from playwright.sync_api import Browser
from png_texts import words_in_png

from claimgraph.graph.render import read_page

pytestmark = [pytest.mark.browser, pytest.mark.integration]


@pytest.mark.parametrize("format", ["HTML", "CSV", "GraphML", "GEXF", "JSON", "SVG", "PNG"])
def test_the_current_view_is_saved_in_every_format(live: LiveVisit, format: str) -> None:
    live.run_query("Suppliers of a state", state="Russia")
    live.page.get_by_role("button", name=re.compile("^Draw")).click()
    live.settled()
    download = live.save(format)
    assert download.suggested_filename == f"suppliers-of-russia.{format.lower()}"
    content = Path(download.path()).read_bytes()
    if format == "PNG":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 20_000
        told = words_in_png(content)
        assert told["Title"] == "Suppliers of Russia"
        text = told["Description"]
    else:
        text = html.unescape(content.decode("utf-8")).replace('\\"', '"')
        assert "iRay Technology" in text
    assert "MATCH (state:Entity {id: $state})" in text
    assert "On engines" in text
    assert date.today().isoformat() in text


def test_a_saved_page_opens_offline_with_the_same_view_and_reads_back(
    live: LiveVisit, browser: Browser, tmp_path: Path
) -> None:
    live.empty()
    live.add("China")
    live.unfold("supplies")
    live.page.get_by_label("Alleged").uncheck()
    places, claims = live.places(), live.claims()
    file = tmp_path / "view.html"
    file.write_bytes(Path(live.save("HTML").path()).read_bytes())
    network, info, _ = read_page(file.read_text("utf-8"))
    assert set(network.records) == claims
    assert info.steps[-2:] == ("added China", "unfolded China: said to supply, 9 claims")
    context = browser.new_context(offline=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(file.as_uri())
    page.wait_for_function("() => globalThis.claimgraphPage")
    nodes = page.evaluate("() => claimgraphPage.drawing.nodes.map(({ id, x, y }) => [id, x, y])")
    assert {id: (x, y) for id, x, y in nodes} == places
    assert not page.get_by_label("Alleged").is_checked()
    assert "China" in page.locator("#evidence").inner_text()
    assert problems == []
    context.close()
