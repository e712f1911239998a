"""The live page on a graph of more claims than it opens with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

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


LATER = "() => Object.keys(claimgraphPage.index.data.drawings.claims.later ?? { laid: 'out' })"
CLAIMS_DRAWN = "() => claimgraphPage.picture.snapshot().nodes.filter((node) => node.kind === 'Claim').length"


@pytest.fixture
def in_supply(shared_store: Store, visits: Callable[..., LiveVisit]) -> Iterator[LiveVisit]:
    """A live page that shows Supply, as everybody opens it."""
    emptied(shared_store).put([asserted_and_denied(30, 4)])
    with served(shared_store) as address:
        visit = visits()
        visit.open(address, view="")
        yield visit
        visit.page.context.close()


def test_claims_are_laid_out_when_they_are_looked_at_first(in_supply: LiveVisit) -> None:
    assert in_supply.page.evaluate(LATER) == []
    in_supply.press("Claims")
    assert in_supply.page.evaluate(LATER) == ["laid"]
    assert in_supply.page.evaluate(CLAIMS_DRAWN) == len(in_supply.claims())
    expect(in_supply.page.get_by_role("button", name="Claims", exact=True)).to_have_attribute("aria-pressed", "true")
    assert "Laying out" not in in_supply.page.locator("#empty").inner_text()


def test_a_refusal_to_lay_out_claims_is_told_instead_of_promised_for_ever(in_supply: LiveVisit) -> None:
    refused = {"problem": "the store reads no more for now"}
    in_supply.page.route("**/api/view", lambda route: route.fulfill(status=400, json=refused))
    in_supply.press("Claims")
    expect(in_supply.page.locator("#empty")).to_contain_text("Claims could not be laid out")
    expect(in_supply.page.locator(".notice.problem")).to_contain_text("the store reads no more for now")
    assert in_supply.violations() == []
    in_supply.page.unroute("**/api/view")
    in_supply.press("Try again")
    in_supply.settled()
    expect(in_supply.page.locator("#empty")).to_be_hidden()
    expect(in_supply.page.locator(".notice.problem")).to_be_hidden()
    assert in_supply.page.evaluate(CLAIMS_DRAWN) == len(in_supply.claims())


def test_claims_keep_their_places_while_supply_is_looked_at(in_supply: LiveVisit) -> None:
    in_supply.press("Claims")
    before = in_supply.places()
    in_supply.press("Supply")
    gone = sorted(in_supply.claims())[0]
    in_supply.page.evaluate("(id) => claimgraphExplorer.canvas.remove('removed one', [id])", gone)
    in_supply.settled()
    assert set(in_supply.page.evaluate(LATER)) == before.keys()
    in_supply.press("Claims")
    after = in_supply.places()
    assert gone not in after
    assert {id: place for id, place in before.items() if id in after} == after
    in_supply.press("Undo")
    assert in_supply.places() == before


def test_what_is_undone_in_claims_is_laid_out_there(in_supply: LiveVisit) -> None:
    all_of_them = in_supply.claims()
    gone = sorted(all_of_them)[0]
    in_supply.page.evaluate("(id) => claimgraphExplorer.canvas.remove('removed one', [id])", gone)
    in_supply.press("Claims")
    in_supply.press("Undo")
    in_supply.page.wait_for_function(f"() => ({CLAIMS_DRAWN})() === {len(all_of_them)}")
    assert in_supply.claims() == all_of_them


def test_a_layout_chosen_in_supply_is_that_of_claims_too(in_supply: LiveVisit) -> None:
    in_supply.page.get_by_label("Lay out anew").select_option("columns")
    in_supply.page.wait_for_function("() => claimgraphExplorer.canvas.past.length === 1")
    in_supply.press("Claims")
    columns = {x for x, _ in in_supply.places().values()}
    assert len(columns) <= 5
