"""Reading mode: one claim as a sentence, both sides with each voice once, the chain of word, what stays open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import page_networks
import pytest
from axe_playwright_python.sync_playwright import Axe
from page_networks import Builder
from playwright.sync_api import Page, expect
from watched import Watched

from claimgraph.graph.model import EntityType, Stance
from claimgraph.graph.network import Network

pytestmark = pytest.mark.browser


def of_several() -> Network:
    """A claim about a supplier whose name stands for several, told by several, denied by one."""
    b = Builder()
    firms = b.entity(EntityType.FIRM, "Kestrian companies")
    buyer = b.entity(EntityType.STATE, "Veridia")
    officials = b.entity(EntityType.OFFICIAL, "officials of Norland", id="official:one/officials", article="one")
    one = b.article("one", "Shells keep coming", "Example Wire", date(2026, 3, 1))
    claim = b.claim(firms, b.entity(EntityType.GOOD, "shells"), buyer)
    b.said(claim, Stance.ALLEGES, one, "Kestrian companies ship shells, officials said.", speaker=officials)
    b.said(claim, Stance.DENIES, one, "Veridia denies it.", speaker=buyer)
    return b.network()


def denied_four_times() -> Network:
    """A claim that three articles affirm in two voices, and that one state denies four times, twice as all weapons."""
    b = Builder()
    seller, buyer, third = (b.entity(EntityType.STATE, name) for name in ("Kestria", "Veridia", "Norland"))
    agency = b.entity(EntityType.ORGANIZATION, "Norland's spy agency", country=third)
    lawmaker = b.entity(EntityType.OFFICIAL, "a lawmaker", id="official:one/lawmaker", article="one")
    envoy = b.entity(EntityType.OFFICIAL, "Envoy of Kestria", speaks_for=seller)
    institute = b.entity(EntityType.ORGANIZATION, "Arms Institute")
    weapons = b.entity(EntityType.GOOD, "weapons")
    shells = b.entity(EntityType.GOOD, "shells", kinds=(weapons,))
    radars = b.entity(EntityType.GOOD, "radars")
    one = b.article("one", "Shells keep coming", "Example Wire", date(2026, 3, 1), "https://example.org/one")
    two = b.article("two", "Institute counts shells", "Daily Example", date(2026, 3, 9))
    claim, broader = b.claim(seller, shells, buyer), b.claim(seller, weapons, buyer)
    b.said(
        claim,
        Stance.ALLEGES,
        one,
        "Kestria has shipped shells, the agency says, a lawmaker said.",
        speaker=agency,
        relayed_by=(lawmaker,),
        confidence=0.81,
    )
    b.said(
        claim,
        Stance.ALLEGES,
        two,
        "The institute counted 6,000 shells from Kestria.",
        speaker=institute,
        quantity="6,000",
        confidence=0.6,
    )
    b.said(claim, Stance.DENIES, one, "“We sent no shells,” Kestria said.", speaker=seller)
    b.said(claim, Stance.DENIES, one, "“No shells,” the envoy repeated.", speaker=envoy)
    b.said(broader, Stance.DENIES, one, "“No weapons at all,” the envoy said.", speaker=envoy)
    b.said(broader, Stance.DENIES, one, "Kestria said that it sends no weapons.", speaker=seller)
    b.said(b.claim(seller, radars, buyer), Stance.ALLEGES, two, "Kestria sent radars too.", speaker=institute)
    return b.network()


DENIED = denied_four_times()


def read(page: Page, good: str) -> None:
    """Choose a claim by its good and read it by key."""
    page.evaluate(
        """good => {
          const { index, state } = claimgraphPage;
          state.select("claim", index.data.claims.find((one) => index.nameOf(one.claim.good) === good).claim.id);
        }""",
        good,
    )
    page.keyboard.press("r")


def words(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).inner_text().split())


def test_a_claim_is_read_as_a_sentence_with_each_voice_once(lasting: Callable[[Network], Watched]) -> None:
    page = lasting(DENIED).page
    read(page, "shells")
    expect(page.locator(".reading-headline")).to_have_text("Kestria supplies Veridia with shells")
    facts = words(page, ".reading-claim > .facts")
    assert "contested" in facts and "2 origins say so, 1 voice denies" in facts and "confidence 0.81" in facts
    denies = page.locator(".reading-side.denies .voice")
    expect(denies).to_have_count(1)
    expect(denies).to_contain_text("Kestria")
    expect(denies).to_contain_text("the supplier itself · denies, said 4 times")
    denies.locator("summary").click()
    expect(denies.locator(".statement")).to_have_count(3)
    assert words(page, ".reading-side.says h3") == "Says so 2 voices"
    chain = [" ".join(one.split()) for one in page.locator(".chains li").all_inner_texts()]
    assert any(
        "Norland" in one and "a lawmaker" in one and "Example Wire" in one and "2026-03-01" in one for one in chain
    )
    assert any("Arms Institute → Daily Example 2026-03-09" in one for one in chain)
    uncovered = words(page, ".open.uncovered")
    assert "One statement is later than the last denial (2026-03-01)." in uncovered
    assert "It is not denied by the recipient (Veridia)." in uncovered
    assert "nobody here denies: radars" in uncovered
    assert "What Veridia says about it: not in these articles." in words(page, ".reading-claim")
    assert "How much" not in words(page, ".reading-claim")
    quote = page.locator(".reading-side.says blockquote").first
    assert quote.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
    assert quote.evaluate("(one) => one.getBoundingClientRect().width") > 300
    assert Axe().run(page).response["violations"] == []


def test_next_previous_and_article_go_by_key_and_esc_comes_back(lasting: Callable[[Network], Watched]) -> None:
    page = lasting(DENIED).page
    goods = page.evaluate(
        "() => claimgraphPage.table.ordered(claimgraphPage.visible).map(({ claim }) => claim.good.replace('good:', ''))"
    )
    read(page, goods[0])
    place, headline = page.locator(".reading-bar .place"), page.locator(".reading-headline")
    for number, key in ((1, "j"), (2, "j"), (3, "k"), (2, "k")):
        expect(place).to_have_text(f"Claim {number} of 3")
        expect(headline).to_contain_text(goods[number - 1])
        page.keyboard.press(key)
    page.keyboard.press("k")
    expect(page.locator("#said")).to_contain_text("This is the first claim")
    while "shells" not in headline.inner_text():
        page.keyboard.press("j")
    expect(page.locator(".reading-article-bar")).to_contain_text("Article 1 of 2")
    page.keyboard.press("a")
    expect(page.locator(".reading-article-bar")).to_contain_text("Article 2 of 2")
    expect(page.locator(".reading-text")).to_contain_text("The institute counted 6,000 shells")
    expect(page.locator(".reading-text")).to_contain_text("not the whole article")
    page.reload()
    page.wait_for_function("() => globalThis.claimgraphPage")
    expect(page.locator(".reading-headline")).to_contain_text("shells")
    page.keyboard.press("Escape")
    expect(page.locator("#reading")).to_be_hidden()
    expect(page.locator("#evidence .headline")).to_contain_text("shells")


def test_a_double_click_reads_a_claim_and_r_without_one_says_why(lasting: Callable[[Network], Watched]) -> None:
    page = lasting(DENIED).page
    page.keyboard.press("r")
    expect(page.locator("#said")).to_contain_text("Choose a claim first")
    id = page.evaluate("() => claimgraphPage.index.data.claims[0].claim.id")
    spot = page.evaluate("id => claimgraphPage.picture.placeOf(id)", id)
    box = page.locator("#picture canvas").bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + spot["x"], box["y"] + spot["y"])
    expect(page.locator(".reading-headline")).to_be_visible()


@pytest.mark.parametrize("width", [1024, 390])
def test_a_narrow_window_reads_one_column_after_the_other(lasting: Callable[[Network], Watched], width: int) -> None:
    page = lasting(DENIED).page
    page.set_viewport_size({"width": width, "height": 780})
    read(page, "shells")
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    assert (
        page.locator(".reading-side.says blockquote").first.evaluate("(one) => one.getBoundingClientRect().width") > 240
    )


def test_hostile_words_stay_words(lasting: Callable[[Network], Watched]) -> None:
    page = lasting(page_networks.hostile()).page
    for _ in range(3):
        page.keyboard.press("j")
        page.keyboard.press("r")
        expect(page.locator(".reading-headline")).to_be_visible()
        page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.get_by_role("menu")).to_be_visible()
    assert page.evaluate("() => window.hacked") is None


def test_the_name_of_several_takes_the_verb_of_several(lasting: Callable[[Network], Watched]) -> None:
    page = lasting(of_several()).page
    page.evaluate("() => claimgraphPage.state.select('claim', [...claimgraphPage.index.records.keys()][0])")
    expect(page.locator("#evidence .headline")).to_have_text("Kestrian companies supply Veridia: shells")
    assert page.locator("#evidence .statement .stance").all_inner_texts() == ["allege", "denies"]
    page.keyboard.press("r")
    expect(page.locator(".reading-headline")).to_have_text("Kestrian companies supply Veridia with shells")
