"""More than a picture holds: the live page offers the strongest claims instead of refusing all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from live_page import LiveVisit, served
from playwright.sync_api import expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]

EVERY_CLAIM = "MATCH (c:Claim) RETURN c.id AS claim"


def test_too_many_nodes_are_refused_with_an_offer_to_draw_the_strongest(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    with served(corpus, most_nodes=30) as address:
        visit = visits()
        visit.open(address)
        visit.page.get_by_role("tab", name="Queries").click()
        visit.press("Write Cypher")
        visit.page.get_by_label("Cypher", exact=True).fill(EVERY_CLAIM)
        visit.press("Run")
        total = visit.page.locator("section.rows tbody tr").count()
        visit.page.get_by_role("button", name=f"Draw {total} claims").click()
        visit.settled()
        problem = visit.page.locator(".notice.problem")
        expect(problem).to_contain_text("more than the 30 that a picture holds")
        problem.get_by_role("button", name="Draw the strongest").click()
        visit.settled()
        expect(visit.page.locator("#picture canvas")).to_be_visible()
        expect(problem).to_be_hidden()
        shown = visit.claims()
        assert 0 < len(shown) < total
        notice = visit.page.locator("#notice").inner_text()
        assert f"Strongest {len(shown)} of {total} claims" in notice
        assert "Not shown: " in notice
        statuses = Counter(visit.page.evaluate("() => claimgraphPage.index.data.claims.map((one) => one.status)"))
        assert statuses["contested"] + statuses["denied"] > 0
        assert visit.page.evaluate("() => claimgraphPage.drawing.nodes.length") <= 30
        visit.page.context.close()
