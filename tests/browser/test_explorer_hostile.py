"""The live page on articles and queries that carry markup, script or worse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import page_networks
import pytest
from live_page import LiveVisit, served
from playwright.sync_api import Browser, Page, expect
from watched import Watched

from claimgraph.graph.limits import INDEXED_BYTES, cut
from claimgraph.graph.model import (
    Article,
    Claim,
    Document,
    Entity,
    EntityType,
    Modality,
    Reading,
    Stance,
    Statement,
    text_hash,
)
from claimgraph.graph.render import read_page
from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def hostile_readings() -> Iterator[Reading]:
    """Articles whose every name, title, outlet, address and sentence carries markup, script or worse."""
    # The store keeps no names of more than 2 kB, and no letter 0.
    for number, text in enumerate(cut(one.replace("\x00", ""), INDEXED_BYTES) for one in page_networks.HOSTILE):
        words = f"{text} sold {text} to somebody."
        article = Article(
            f"a{number}{text[:200]}",
            text[:200],
            text_hash(words),
            text[:2000],
            f"javascript:window.hacked={number}",
            text,
        )
        document = Document(article, words)
        ids = [f"{kind}:{number}{text[:200]}" for kind in ("firm", "state", "good", "official")]
        types = (EntityType.FIRM, EntityType.STATE, EntityType.GOOD, EntityType.OFFICIAL)
        entities = tuple(Entity(id, type, text, (text,)) for id, type in zip(ids, types, strict=True))
        claim = Claim.of(ids[0], ids[1], ids[2], Modality.ACTUAL)
        said = Statement.of(
            claim, Stance.ALLEGES, document.evidence(0, len(words)), speaker=ids[3], rule=text, trigger=text, time=text
        )
        yield Reading(document, entities, (claim,), (said,))


def is_harmless(page: Page) -> None:
    """Nothing ran, nothing became an element, nothing is wider than the window."""
    assert page.evaluate("() => window.hacked") is None
    assert page.locator("img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def opens_harmlessly(browser: Browser, folder: Path, text: str, claims: list[str]) -> None:
    """The exported page of the same articles, read through without a network."""
    (folder / "hostile.html").write_text(text, encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1100, "height": 800})
    seen = Watched(context.new_page())
    seen.page.goto((folder / "hostile.html").as_uri())
    seen.page.wait_for_function("() => globalThis.claimgraphPage")
    for claim in claims:
        seen.page.evaluate("(id) => claimgraphPage.state.select('claim', id)", claim)
        expect(seen.page.locator("#evidence .statement").first).to_be_visible()
    for pane in ("Supply", "Table"):
        seen.page.get_by_role("button", name=pane, exact=True).click()
    for details in ("steps", "articles"):
        seen.page.locator(f"#{details} summary").click()
    is_harmless(seen.page)
    context.close()
    assert seen.problems == []
    assert [address for address in seen.requests if not address.startswith("file:")] == []


def test_hostile_articles_and_rows_execute_nothing_and_break_no_layout(
    corpus: Store, visits: Callable[..., LiveVisit], browser: Browser, tmp_path: Path
) -> None:
    hostile = list(hostile_readings())
    corpus.put(hostile)
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries/evil.cypher").write_text(
        f"// title: {page_networks.HOSTILE[0]}\n// description: {page_networks.HOSTILE[1]}\n"
        f"// category: {page_networks.HOSTILE[1]}\nRETURN 1 AS `<img src=x onerror=alert(1)>`\n",
        encoding="utf-8",
    )
    try:
        visit = visits()
        with served(corpus, tmp_path / "queries") as address:
            visit.open(address + "#" + "entity=<img src=x onerror=window.hacked=1>&good=</script>")
            claims = [claim.id for reading in hostile for claim in reading.claims]
            visit.page.evaluate("(claims) => claimgraphExplorer.canvas.replace('hostile', claims)", claims)
            visit.page.wait_for_function(
                "(number) => claimgraphExplorer.canvas.claims.size === number", arg=len(claims)
            )
            visit.settled()
            for claim in claims:
                visit.page.evaluate("(id) => claimgraphPage.state.select('claim', id)", claim)
                visit.page.locator("#evidence .headline .name").first.click()
                visit.page.locator(".unfold li").first.wait_for()
            for claim in claims[:3]:
                visit.page.evaluate("(id) => claimgraphPage.state.select('claim', id)", claim)
                visit.page.get_by_role("button", name="Read it in the article").first.click()
                visit.page.locator(".article-text:not(.desk-words)").wait_for()
            visit.page.locator("#search-input").fill("img")
            visit.page.locator("#search-hits [role=option]").first.wait_for()
            visit.page.keyboard.press("Escape")  # else the hits lie over the tabs
            visit.page.get_by_role("tab", name="Queries").click()
            visit.page.locator(".category button", has_text="onerror").click()
            visit.press("Run")
            expect(visit.page.locator(".pane.rows th")).to_contain_text("<img src=x")
            visit.page.get_by_label("Cypher", exact=True).evaluate("(area) => { area.closest('details').open = true }")
            visit.page.get_by_label("Cypher", exact=True).fill(
                "MATCH (e:Entity) RETURN e.id, e, e.name ORDER BY size(e.name) DESC"
            )
            visit.press("Run")
            expect(visit.page.locator(".pane.rows tbody tr").first).to_be_visible()
            two = [reading.claims[0].supplier for reading in hostile[:2]]
            visit.page.get_by_role("tab", name="Merge").click()
            for label, id in zip(("keep", "same as"), two, strict=True):
                visit.page.get_by_role("combobox", name=re.compile(f"^{label}")).fill(id)
            visit.press("See what would change")
            visit.press("Make them one")
            expect(visit.page.locator(".decisions li")).to_contain_text("<img src=x")
            visit.page.locator(".decisions li button").click()
            expect(visit.page.locator(".decisions")).to_contain_text("No two entities")
            visit.page.get_by_role("tab", name="Connect").click()
            for label, reading in zip(("one", "the other"), hostile, strict=False):
                visit.page.get_by_role("combobox", name=re.compile(f"^{label}")).fill(reading.claims[0].recipient)
            visit.press("Compare")
            expect(visit.page.locator(".comparison tbody tr").first).to_be_visible()
            is_harmless(visit.page)
            saved = Path(visit.save("HTML").path()).read_text("utf-8")
            assert set(read_page(saved)[0].records) == set(claims)
            opens_harmlessly(browser, tmp_path, saved, claims)
    finally:
        for reading in hostile:
            corpus.forget(reading.document.article.id)


@pytest.mark.parametrize("name", ["on", "signal", "polluted"])
def test_a_link_that_somebody_else_wrote_changes_no_object_of_the_page(
    name: str, corpus: Store, visits: Callable[..., LiveVisit], tmp_path: Path
) -> None:
    visit = visits()
    with served(corpus, tmp_path / "queries") as address:
        visit.open(address)
        told = visit.page.evaluate("() => claimgraphExplorer.canvas.told()")
        pins = "".join(f"&pin={one}@1@2@{name}" for one in ("__proto__", "constructor", "claims"))
        visit.page.goto(f"{address.partition('?')[0]}?#{told}{pins}")
        visit.page.wait_for_selector("body.ready")
        visit.settled()
        assert visit.claims()
        assert visit.page.evaluate("() => Object.keys(Object.prototype)") == []
        assert visit.page.evaluate("name => Object[name] ?? null", name) is None
        visit.page.context.close()
