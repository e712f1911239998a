"""How long "open the whole graph" takes in the live page: a graph of 10,000 entities in Supply, goal 3 s on two cores.

Run it with `.venv/bin/python benchmarks/opening.py [--articles N] [--keep FOLDER] [--rounds N] [--shot FILE]`; it
needs Chromium and the test dependencies. It fills a local Neo4j of its own with a made corpus (`made_corpus.py`), in a
temporary folder or in one that is kept for the next run, and opens the whole graph as a reader does. For each opening
it prints the seconds by the clock until the picture is drawn, and those of the processor, which mean something on a
busy machine too: of this process, which serves the page, of Neo4j, and of the browser's processes. *first* is the first
opening, as soon as the page of a server that was just started is there, while that server still reads ahead; *again* is
the next one, with what the server kept.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import chromium
import psutil
from live_page import served
from made_corpus import Shape
from picture import worked
from playwright.sync_api import sync_playwright
from store_reading import filled

from claimgraph.graph.render.ranking import MOST_HELD
from claimgraph.graph.store import Store

ROUNDS = 3
ARTICLES = 2_700
GOAL = 3.0
WAIT = 180_000
DRAWN = """(claims) => new Promise((done) => {
  const start = performance.now();
  const look = () => {
    const page = claimgraphPage;
    if (page.index.data.claims.length < claims || !page.picture.drawn) setTimeout(look, 5);
    else requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - start) / 1000)));
  };
  document.querySelector("#empty .begin button:nth-of-type(2)").click();
  look();
})"""
EMPTY = """async () => {
  await claimgraphExplorer.canvas.replace("emptied", []);
  for (let at = 0; at < 2; at++) await new Promise((done) => requestAnimationFrame(done));
}"""


def opened(page: Any, neo4j: psutil.Process, claims: int) -> dict[str, float]:
    """The seconds that one opening took, by the clock and of each processor; the canvas is empty before."""

    def used() -> dict[str, float]:
        times = neo4j.cpu_times()
        browser = worked(page.context.browser)
        return {"server": process_time(), "neo4j": times.user + times.system, "browser": browser}

    page.evaluate(EMPTY)
    before = used()
    seconds = page.evaluate(DRAWN, claims)
    after = used()
    return {"clock": seconds, **{name: after[name] - before[name] for name in before}}


def measure(store: Store, neo4j: psutil.Process, shot: Path | None) -> list[dict[str, float]]:
    """Two openings by a server and a browser that were just started."""
    with served(store, most_nodes=MOST_HELD) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=chromium.FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(WAIT)
        page.goto(address)
        page.wait_for_selector("body.ready")
        claims = page.evaluate("() => claimgraphExplorer.total")
        runs = [opened(page, neo4j, claims) for _ in range(2)]
        drawn = page.evaluate("() => claimgraphPage.drawing.nodes.length")
        entities = page.evaluate("() => claimgraphPage.index.participants().length")
        print(f"{claims:,} claims, {entities:,} entities, {drawn:,} of them drawn in Supply", flush=True)
        if shot:
            page.screenshot(path=shot)
        browser.close()
    return runs


def main(articles: int, rounds: int, keep: Path | None, shot: Path | None) -> None:
    """Print a line for the first opening and one for the next."""
    with filled(Shape(articles), keep) as server:
        one = server.connection()
        neo4j = psutil.Process(server.status().pid)
        with Store.connect(one.uri, one.username, one.password) as store:
            runs = [measure(store, neo4j, shot) for _ in range(rounds)]
    print(f"goal {GOAL} s   clock  (worst)  server   neo4j  browser")
    for name, openings in zip(("first", "again"), zip(*runs, strict=True), strict=True):
        told = {part: statistics.median(run[part] for run in openings) for part in openings[0]}
        worst = max(run["clock"] for run in openings)
        line = f"{name:10} {told['clock']:7.2f} {worst:8.2f}"
        print(f"{line} {told['server']:7.2f} {told['neo4j']:7.2f} {told['browser']:8.2f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", type=Path, help="a folder where the store stays for the next time")
    parser.add_argument("--shot", type=Path, help="where to save a picture of the page")
    given = parser.parse_args()
    main(given.articles, given.rounds, given.keep, given.shot)
