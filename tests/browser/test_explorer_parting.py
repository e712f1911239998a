"""An entity that mixes two is parted by article in the live page, and made one again; who did it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]

NAMING = """MATCH (:Entity {id: 'firm:iray-technology'})<-[:SUPPLIER]-(:Claim)-[:REPORTED_IN]->(a:Article)
RETURN DISTINCT a.id AS id ORDER BY id"""


@pytest.fixture(autouse=True)
def _undecided(corpus: Store) -> Iterator[None]:
    yield
    for part in corpus.parts():
        corpus.rejoin(part.id)


def test_what_an_article_says_is_parted_and_put_back(live: LiveVisit, corpus: Store) -> None:
    before = live.claims()
    article = corpus.read(NAMING).rows[0][0]
    live.page.get_by_role("tab", name="Merge").click()
    live.page.get_by_text("One that is two").click()
    live.page.get_by_role("combobox", name=re.compile("^entity")).fill("firm:iray-technology")
    live.page.get_by_role("textbox", name=re.compile("^article")).fill(article)
    live.press("Part it")
    expect(live.page.locator(".decisions li").first).to_contain_text("iRay Technology is another one in")
    (part,) = corpus.parts()
    assert any(name.startswith("iRay Technology (") for name in live.names())
    live.page.get_by_role("button", name=re.compile("^Undo: iRay")).click()
    expect(live.page.locator(".decisions").first).to_contain_text("No two entities have been made one")
    live.settled()
    assert live.claims() == before
    assert corpus.parts() == []
    assert part.articles == (article,)


def test_an_article_that_does_not_name_it_is_told_in_one_line(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Merge").click()
    live.page.get_by_text("One that is two").click()
    live.page.get_by_role("combobox", name=re.compile("^entity")).fill("firm:iray-technology")
    live.page.get_by_role("textbox", name=re.compile("^article")).fill("no such article")
    live.press("Part it")
    expect(live.page.locator(".part .problem")).to_contain_text("no such article")
