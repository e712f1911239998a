"""Reading in the live page: articles with their claims marked, filters, the timeline."""

from __future__ import annotations

import re

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_an_article_shows_every_claim_in_its_text_and_leads_to_the_evidence(live: LiveVisit) -> None:
    live.run_query("Contested claims")
    live.page.locator(".pane.rows").get_by_role("button", name=re.compile("^Read claim")).first.click()
    live.settled()
    live.page.get_by_role("button", name="Read it in the article").first.click()
    marks = live.page.locator(".article-text .claim-mark")
    expect(marks.first).to_be_visible()
    assert live.page.locator(".article-text .claim-mark.denies").count() >= 1
    expect(live.page.locator(".claim-mark:focus")).to_have_count(1)
    marks.last.focus()
    live.page.keyboard.press("Enter")
    live.settled()
    assert "Who denies" in live.evidence()


def test_filters_narrow_by_origins_good_speaker_outlet_and_date_and_counts_follow(live: LiveVisit) -> None:
    shown = "() => claimgraphPage.visible.records.size"
    every = live.page.evaluate(shown)
    live.page.locator("#legend").get_by_label("Origins").select_option("2")
    assert 0 < live.page.evaluate(shown) < every
    live.page.locator("#legend").get_by_label("Origins").select_option("0")
    live.page.get_by_label("Good, with its kinds").select_option("good:weapons")
    goods = live.page.evaluate(
        "() => [...claimgraphPage.visible.records.values()].map((one) => claimgraphPage.index.nameOf(one.claim.good))"
    )
    assert set(goods) == {"weapons", "ballistic missiles"}
    expect(live.page.locator(".filters label", has_text="Alleged").locator(".count")).not_to_have_text("0")
    live.press("Show everything again")
    live.page.locator(".choices").get_by_label("Speaker").select_option("official:mao-ning")
    assert live.page.evaluate(shown) == 1
    live.press("Show everything again")
    live.page.get_by_label("Said from").fill("2024-05-15")
    live.page.get_by_label("Said until").fill("2024-05-31")
    assert live.page.evaluate(shown) == 3
    assert "from=2024-05-15" in live.page.url
    live.press("All dates")
    assert live.page.evaluate(shown) == every


def test_a_range_is_drawn_on_the_timeline_with_the_mouse(live: LiveVisit) -> None:
    box = live.page.locator(".bars").bounding_box()
    assert box
    live.page.mouse.move(box["x"] + 2, box["y"] + 10)
    live.page.mouse.down()
    live.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 10)
    live.page.mouse.up()
    assert live.page.get_by_label("Said from").input_value() == "2024-04-12"
    assert live.page.evaluate("() => claimgraphPage.visible.records.size") < len(live.claims())


def test_the_timeline_tells_when_it_happened_as_far_as_the_words_tell(live: LiveVisit) -> None:
    live.press("When it happened")
    expect(live.page.locator(".dates .note")).to_have_text("1 statement, 2023-01-01 to 2023-12-31; 24 name no year")
    live.page.get_by_label("Happened from").fill("2023-06-01")
    goods = (
        "() => [...claimgraphPage.visible.records.values()].map((one) => claimgraphPage.index.nameOf(one.claim.good))"
    )
    assert live.page.evaluate(goods) == ["microelectronics"]
    assert "when=happened&from=2023-06-01" in live.page.url
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    live.settled()
    assert live.page.evaluate(goods) == ["microelectronics"]
    live.press("When said")
    assert live.page.evaluate("() => claimgraphPage.visible.records.size") == len(live.claims())


# Every part of a quote is text that stands inside it.
READABLE = """(quote) => {
  const room = quote.getBoundingClientRect();
  const parts = [...quote.querySelectorAll(".around, .said, .said *")].map((part) => part.getBoundingClientRect());
  return parts.every((part) => part.height > 0 && part.left >= room.left && part.right <= room.right
    && part.top >= room.top && part.bottom <= room.bottom);
}"""


def test_each_statement_stands_in_its_context_and_its_sentence_is_set_off(live: LiveVisit) -> None:
    live.page.evaluate(
        """() => { const { index, state } = claimgraphPage;
                   const record = index.data.claims.find((one) => index.nameOf(one.claim.good) === "satellite imagery");
                   state.select("claim", record.claim.id); }"""
    )
    quote = live.page.locator("#evidence blockquote").first
    expect(quote.locator(".said")).to_have_text("In engines, sentence 3 says: CN > RU: satellite-imagery.")
    expect(quote.locator(".around").first).to_contain_text("sentence 2 says")
    expect(quote.locator(".around").last).to_contain_text("sentence 4 says")
    assert quote.evaluate(READABLE)
