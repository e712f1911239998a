"""How long somebody waits at the live page: for hits, for 12 more claims, for 360 claims, for a whole graph in Supply.

Run it with `.venv/bin/python benchmarks/live_page.py [--rounds N] [--word WORD …]` on a store that holds a graph
(CLAIMGRAPH_HOME says which); it needs Chromium and the test dependencies. Everything is done as a reader does it, in a
real browser. For each task it prints the goal, the median of the seconds by the clock with the worst, and of the
processor: of the browser's processes, and of this one, which serves the page; what Neo4j takes is in neither.

- *first hits*: from the last letter until the first hits stand there;
- *whole graph*: until those of the whole graph stand there;
- *unfolded*: from the click on "+ 12" of the entity in most claims until they are drawn;
- *360 claims*: from the question until they are drawn on an empty canvas;
- *everything*: the same with all claims of the store, in Supply.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import chromium
from live_page import served
from picture import worked
from playwright.sync_api import sync_playwright

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.session import open_store
from claimgraph.app.settings import Settings
from claimgraph.graph.render.ranking import MOST_HELD

ROUNDS = 5
WAIT = 120_000
WORDS = ("russia", "iran drone", "who arms ukraine", "vaccin", "korea shells")
GOALS = {"first hits": 0.1, "whole graph": 0.1, "unfolded": 0.5, "360 claims": 2.0, "everything": 3.0}
DRAWN = "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"
TYPED = """async (words) => {
  const field = document.getElementById("search-input");
  const hits = document.getElementById("search-hits");
  field.focus();
  field.value = words;
  const start = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const until = (ready) => new Promise((done) => {
    const look = () => (ready() ? done(performance.now() - start) : setTimeout(look, 1));
    look();
  });
  const first = await until(() => hits.querySelector("[role=option]") || hits.getAttribute("aria-busy") === "false");
  const whole = await until(() => hits.getAttribute("aria-busy") === "false");
  field.blur();
  return [first / 1000, whole / 1000];
}"""
REPLACED = f"""async (claims) => {{
  const start = performance.now();
  await claimgraphExplorer.canvas.replace("measured", claims);
  {DRAWN}
  return (performance.now() - start) / 1000;
}}"""
UNFOLDED = f"""async () => {{
  const {{ canvas }} = claimgraphExplorer;
  const before = canvas.claims.size;
  const start = performance.now();
  document.querySelector("#evidence [data-relation]").click();
  while (canvas.claims.size === before) await new Promise((done) => setTimeout(done, 2));
  {DRAWN}
  return (performance.now() - start) / 1000;
}}"""
BEGUN = """async () => {
  const { canvas, hubs, page } = claimgraphExplorer;
  await canvas.replace("emptied", []);
  await canvas.add("begun", [], [hubs[0].id]);
  page.state.select("entity", hubs[0].id);
}"""

Told = dict[str, list[tuple[float, float, float]]]


class Clock:
    """What each task took: by the clock, of the browser's processor, of this process's."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.told: Told = {}

    def take(self, does: Callable[[], list[float]], *names: str) -> None:
        """Do something that tells seconds by the clock, one for each name."""
        before, served_before = worked(self.browser), process_time()
        seconds = does()
        spent = worked(self.browser) - before, process_time() - served_before
        for name, one in zip(names, seconds, strict=True):
            self.told.setdefault(name, []).append((one, *spent))


def measure(page: Any, clock: Clock, claims: list[str], words: list[str]) -> None:
    """Each task once."""
    for word in words:
        clock.take(lambda word=word: page.evaluate(TYPED, word), "first hits", "whole graph")  # type: ignore[misc]
        page.keyboard.press("Escape")
    page.evaluate(BEGUN)
    page.locator("#evidence .unfold[aria-busy=false]").wait_for()
    clock.take(lambda: [page.evaluate(UNFOLDED)], "unfolded")
    clock.take(lambda: [page.evaluate(REPLACED, claims[:360])], "360 claims")
    clock.take(lambda: [page.evaluate(REPLACED, claims)], "everything")


def main(rounds: int, words: list[str]) -> None:
    """Print a line for each task."""
    with (
        open_store(Settings.from_environment()) as store,
        served(store, most_nodes=MOST_HELD) as address,
        sync_playwright() as playwright,
    ):
        claims = Explorer(store).answer("every", Asked({}))["claims"]
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=chromium.FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(WAIT)
        page.goto(address)
        page.wait_for_selector("body.ready")
        clock = Clock(browser)
        measure(page, Clock(browser), claims, words)  # what is done for the first time is not counted
        for _ in range(rounds):
            measure(page, clock, claims, words)
        print(f"{len(claims)} claims, {page.evaluate('() => claimgraphPage.index.participants().length')} entities")
        print(f"{'':14}  goal   clock  (worst)  browser  server")
        for name, runs in clock.told.items():
            seconds, drawing, serving = (statistics.median(run[at] for run in runs) for at in range(3))
            worst = max(run[0] for run in runs)
            print(f"{name:14} {GOALS[name]:5.2f} {seconds:7.3f} {worst:8.3f} {drawing:8.2f} {serving:7.2f}")
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--word", action="append", dest="words")
    given = parser.parse_args()
    main(given.rounds, given.words or list(WORDS))
