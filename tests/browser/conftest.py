"""A real Chromium: exported pages without any way to the network, and the live page on a real Neo4j."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import chromium
import pytest
from emptying import emptied
from live_page import LiveVisit, served
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright
from queries_corpus import readings
from watched import Watched

from claimgraph.graph.network import Network
from claimgraph.graph.render import PageInfo, render_page
from claimgraph.graph.store import Store

# Milliseconds until a test gives up: far more than anything takes, for machines that have much else to do.
PATIENCE = 120_000
expect.set_options(timeout=25_000)
INFO = PageInfo(
    "Who is said to supply Veridia?",
    query="MATCH (c:Claim)-[:RECIPIENT]->(:State {name: $state})\nRETURN c.id AS claim",
    parameters={"state": "Veridia"},
    query_name="suppliers-of",
    built_on=date(2026, 11, 24),
)


COLOURED = """() => {
  const drawn = document.querySelector("#picture canvas");
  const canvas = new OffscreenCanvas(drawn.width, drawn.height);
  const copy = canvas.getContext("2d", { willReadFrequently: true });
  copy.drawImage(drawn, 0, 0);
  const pixels = copy.getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let at = 0; at < pixels.length; at += 4) {
    const [red, green, blue, alpha] = pixels.subarray(at, at + 4);
    const grey = Math.max(red, green, blue) - Math.min(red, green, blue) <= 60;
    if (alpha > 250 && !grey) colours.add(`${red},${green},${blue}`);
  }
  return [...colours];
}"""


WINDOW: ViewportSize = {"width": 1400, "height": 900}
# A page without filters, choice and panes, as it was opened.
PUT_RIGHT = """() => {
  const { state, picture, gestures } = claimgraphPage;
  state.unfilter();
  state.gather([]);
  claimgraphPage.clear();
  state.open("picture");
  state.show("claims");
  for (const side of ["left", "right"]) if (!gestures.panels.isOpen(side)) gestures.panels.toggle(side);
  document.activeElement?.blur();
  picture.fit(false);
}"""


class Visit(Watched):
    """An exported page that is open."""

    def click_at(self, id: str) -> None:
        """Click with the mouse where a node stands or an edge has its middle."""
        place = self.page.evaluate("id => claimgraphPage.picture.placeOf(id)", id)
        box = self.page.locator("#picture canvas").bounding_box()
        assert place and box
        self.page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])

    def colours(self) -> set[str]:
        """The colours on the canvas that are no greys, as "red,green,blue"."""
        return set(self.page.evaluate(COLOURED))

    def evidence(self) -> str:
        """The text of the evidence panel, on one line."""
        return " ".join(self.page.locator("#evidence").inner_text().split())


def patient(context: BrowserContext) -> BrowserContext:
    """The context, with the patience of the tests."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Skips where there is none, except under CI, where that is a failure.

    It is closed with each file: Playwright keeps an event loop running, beside which other tests could run none.
    """
    path = chromium.found()
    if path is None:
        reason = f"no Chromium found: install one of {', '.join(chromium.NAMES)} with the system's packages"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lasting(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Network], Visit]]:
    """Open a network's page that all tests of a file share: `lasting(network)`, as somebody left it put right first."""
    opened: dict[int, Visit] = {}

    def open_page(network: Network) -> Visit:
        if id(network) not in opened:
            file = tmp_path_factory.mktemp("page") / "page.html"
            file.write_text(render_page(network, INFO), encoding="utf-8")
            context = browser.new_context(offline=True, viewport=WINDOW, reduced_motion="reduce")
            seen = opened[id(network)] = Visit(patient(context).new_page())
            seen.page.goto(file.as_uri())
            seen.page.wait_for_function("() => globalThis.claimgraphPage")
        seen = opened[id(network)]
        seen.page.set_viewport_size(WINDOW)
        seen.page.evaluate(PUT_RIGHT)
        return seen

    yield open_page
    for seen in opened.values():
        seen.page.context.close()
        assert seen.problems == []
        assert [url for url in seen.requests if not url.startswith("file:")] == []


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page from a file, a network's or one that is there, offline: `visit(network, **context options)`.

    Problems fail the test. It opens with every claim as a chip; `address=""` opens it as anybody would.
    """
    visits: list[Visit] = []

    def open_page(
        network: Network | Path, info: PageInfo = INFO, address: str = "v=claims", **options: object
    ) -> Visit:
        file = tmp_path / f"page-{len(visits)}.html" if isinstance(network, Network) else network
        if isinstance(network, Network):
            file.write_text(render_page(network, info), encoding="utf-8")
        settings = {"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options}
        context = patient(browser.new_context(offline=True, **settings))  # type: ignore[arg-type]
        seen = Visit(context.new_page())
        visits.append(seen)
        seen.page.goto(f"{file.as_uri()}#{address}")
        seen.page.wait_for_function("() => globalThis.claimgraphPage")
        return seen

    yield open_page
    for seen in visits:
        seen.page.context.close()
        assert seen.problems == []
        assert [url for url in seen.requests if not url.startswith("file:")] == []


@pytest.fixture(scope="module")
def corpus(shared_store: Store) -> Store:
    """A store that holds the corpus of the queries and nothing else, for all tests of a file."""
    emptied(shared_store).put(readings())
    return shared_store


@pytest.fixture
def visits(browser: Browser) -> Iterator[Callable[..., LiveVisit]]:
    """Open contexts of a browser; nothing may go wrong on their pages, and nothing may ask elsewhere."""
    made: list[LiveVisit] = []

    def new(**options: object) -> LiveVisit:
        settings = {"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options}
        seen = LiveVisit(patient(browser.new_context(**settings)).new_page())  # type: ignore[arg-type]
        made.append(seen)
        return seen

    yield new
    for seen in made:
        here = seen.page.url.partition("/#")[0].partition("/?")[0].rstrip("/")
        seen.page.context.close()
        assert seen.unexpected() == []
        assert [url for url in seen.requests if not url.startswith((here, "data:", "blob:"))] == []


@pytest.fixture
def live(corpus: Store, visits: Callable[..., LiveVisit], tmp_path: Path) -> Iterator[LiveVisit]:
    """The live page on the corpus, open."""
    with served(corpus, tmp_path / "queries") as address:
        visit = visits()
        visit.open(address)
        yield visit
        visit.page.context.close()  # before the server goes, lest a request be on its way
