"""The live page on articles and queries that carry markup, script or worse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import page_networks
import pytest
from live_page import LiveVisit, served
from playwright.sync_api import expect

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
    # Neo4j keeps no names of more than 8 kB, and no letter 0.
    for number, text in enumerate(one.replace("\x00", "")[:7_000] for one in page_networks.HOSTILE):
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


def test_hostile_articles_and_rows_execute_nothing_and_break_no_layout(
    corpus: Store, visits: Callable[..., LiveVisit], tmp_path: Path
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
                visit.page.locator(".article-text").wait_for()
            visit.page.locator("#search-input").fill("img")
            visit.page.locator("#search-hits [role=option]").first.wait_for()
            visit.page.get_by_role("tab", name="Queries").click()
            visit.page.locator(".category button", has_text="onerror").click()
            visit.press("Run")
            expect(visit.page.locator(".pane.rows th")).to_contain_text("<img src=x")
            visit.press("Write Cypher") if visit.page.get_by_role("button", name="Write Cypher").count() else None
            visit.page.get_by_label("Cypher", exact=True).evaluate("(area) => { area.closest('details').open = true }")
            visit.page.get_by_label("Cypher", exact=True).fill(
                "MATCH (e:Entity) RETURN e.id, e, e.name ORDER BY size(e.name) DESC"
            )
            visit.press("Run")
            expect(visit.page.locator(".pane.rows tbody tr").first).to_be_visible()
            assert visit.page.evaluate("() => window.hacked") is None
            assert visit.page.locator("img").count() == 0
            assert visit.page.locator("a[href^='javascript']").count() == 0
            assert visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
            saved = Path(visit.save("HTML").path()).read_text("utf-8")
            assert set(read_page(saved)[0].records) == set(claims)
    finally:
        for reading in hostile:
            corpus.forget(reading.document.article.id)
