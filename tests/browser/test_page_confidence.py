"""How sure a reading is, on the page: told with the evidence, in the table, and a filter that says what it hides."""

from __future__ import annotations

from collections.abc import Callable

import page_networks
import pytest
from building import LATHES, MISSILES, WEAPONS, claim, document, reading, says
from emptying import emptied
from live_page import LiveVisit, served
from page_networks import record_of
from playwright.sync_api import Page, expect

from claimgraph.graph.model import Status
from claimgraph.graph.store import Store

pytestmark = pytest.mark.browser

SOURCE = document("d", "Norland sold lathes, missiles and weapons to Veridia.", "Wire")


def goods_shown(page: Page) -> set[str]:
    shown: list[str] = page.evaluate(
        "() => [...claimgraphPage.visible.records.values()].map((one) => claimgraphPage.index.nameOf(one.claim.good))"
    )
    return set(shown)


def test_the_evidence_and_the_table_say_with_which_confidence_a_claim_was_read(visit) -> None:
    network = page_networks.read_with_confidence()
    page = visit(network)
    page.click_at(record_of(network, Status.ASSERTED, "lathes").claim.id)
    expect(page.page.locator("#evidence .facts")).to_contain_text("read with confidence 0.83")
    cards = page.page.locator("#evidence .statement .confidence")
    assert cards.all_inner_texts() == ["Read with confidence 0.83", "Read with confidence 0.41"]
    page.page.get_by_role("button", name="Table").click()
    heading = page.page.get_by_role("button", name="Confidence")
    heading.click()
    heading.click()
    cells = page.page.locator("#table tbody tr td:last-child")
    assert cells.all_inner_texts() == ["0.83", "0.62", "0.30", ""]


def test_a_minimum_hides_claims_below_it_says_how_many_and_stands_in_the_address(visit) -> None:
    page = visit(page_networks.read_with_confidence()).page
    chosen = page.get_by_label("Confidence")
    assert "from 0.70 (2)" in chosen.locator("option").all_inner_texts()
    chosen.select_option("0.7")
    assert goods_shown(page) == {"lathes", "cranes"}
    expect(page.locator("#notice")).to_contain_text("2 claims below confidence 0.70 are not shown")
    expect(page.locator("#legend .unsure")).to_have_text("2 claims below confidence 0.70 are not shown")
    expect(page.locator("#summary")).to_contain_text("2 of 4 claims")
    assert "confidence=0.7" in page.url
    page.reload()
    page.wait_for_function("() => globalThis.claimgraphPage")
    assert goods_shown(page) == {"lathes", "cranes"}
    page.get_by_role("button", name="Show everything again").click()
    assert goods_shown(page) == {"lathes", "optics", "pumps", "cranes"}
    expect(page.locator("#legend .unsure")).to_be_hidden()


def test_a_page_whose_extractor_gave_none_says_nothing_of_it(visit) -> None:
    network = page_networks.veridia()
    page = visit(network)
    page.click_at(record_of(network, Status.ASSERTED, "guidance chips").claim.id)
    assert "onfidence" not in page.evidence()
    assert page.page.get_by_label("Confidence").count() == 0
    page.page.get_by_role("button", name="Table").click()
    assert page.page.get_by_role("button", name="Confidence").count() == 0


@pytest.mark.integration
def test_the_live_page_opens_with_the_minimum_that_was_asked_for(
    shared_store: Store, visits: Callable[..., LiveVisit]
) -> None:
    said = (
        says(SOURCE, claim(LATHES), confidence=0.9),
        says(SOURCE, claim(MISSILES), confidence=0.4),
        says(SOURCE, claim(WEAPONS)),
    )
    emptied(shared_store).put([reading(SOURCE, *said, claims=tuple(claim(one) for one in (LATHES, MISSILES, WEAPONS)))])
    with served(shared_store, min_confidence=0.5) as address:
        live = visits()
        live.open(address)
        expect(live.page.locator("#notice")).to_contain_text("1 claim below confidence 0.50 is not shown")
        assert goods_shown(live.page) == {"lathes", "weapons"}
        live.page.get_by_label("Confidence").select_option("0")
        assert goods_shown(live.page) == {"lathes", "missiles", "weapons"}
        live.page.context.close()


def test_with_the_column_for_confidence_no_status_in_the_table_is_broken_inside_a_word(visit) -> None:
    page = visit(page_networks.read_with_confidence(), viewport={"width": 1200, "height": 800}).page
    page.get_by_role("button", name="Table").click()
    heights = page.locator("#table td .chip").evaluate_all("(chips) => chips.map((chip) => chip.offsetHeight)")
    one_line = page.evaluate(
        "() => Number.parseFloat(getComputedStyle(document.querySelector('#table td .chip')).lineHeight)"
    )
    assert max(heights) < 2 * one_line
