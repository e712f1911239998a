"""The live page on a graph of more claims than it opens with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from building import asserted_and_denied
from emptying import emptied
from live_page import LiveVisit, served
from playwright.sync_api import expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_the_page_opens_with_denials_and_says_how_much_it_leaves_out(
    shared_store: Store, visits: Callable[..., LiveVisit]
) -> None:
    emptied(shared_store).put([asserted_and_denied(60, 5)])
    with served(shared_store) as address:
        visit = visits()
        visit.open(address)
        expect(visit.page.locator("h1")).to_have_text("The strongest 40 of 65 claims")
        statuses = Counter(visit.page.evaluate("() => claimgraphPage.index.data.claims.map((one) => one.status)"))
        assert statuses == {"asserted": 36, "denied": 4}
        visit.empty()
        visit.press("The strongest 40 of 65 claims")
        expect(visit.page.locator("h1")).to_have_text("The strongest 40 of 65 claims")
        assert len(visit.claims()) == 40
        visit.empty()
        visit.press("All 65 claims")
        expect(visit.page.locator("h1")).to_have_text("All 65 claims")
        assert len(visit.claims()) == 65
        visit.page.context.close()


def test_the_live_page_opens_with_supply_where_every_claim_is_on_a_line(
    shared_store: Store, visits: Callable[..., LiveVisit]
) -> None:
    emptied(shared_store).put([asserted_and_denied(6, 2)])
    with served(shared_store) as address:
        visit = visits()
        visit.open(address, view="")
        supply = visit.page.get_by_role("button", name="Supply", exact=True)
        expect(supply).to_have_attribute("aria-pressed", "true")
        drawn = visit.page.evaluate("() => claimgraphPage.picture.snapshot().edges.flatMap((edge) => edge.claims)")
        assert set(drawn) == visit.claims()
        assert visit.violations() == []
        visit.page.context.close()
