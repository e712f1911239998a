"""The exported page beside what plain pyvis makes of the same graph, in the same Chromium, one after the other.

Run it with `.venv/bin/python benchmarks/page.py [--openings N] [NODES…]`; it needs Chromium and the test dependencies.
For each size it prints

- *made in*: seconds from the network in memory to the text of the page;
- *size*: of the file, in megabytes;
- *first paint*: milliseconds from opening the file until nodes are seen on the canvas (pyvis shows none while its
  physics settle), the median of some runs; after three minutes nobody waits any more;
- *frame*: milliseconds between frames while the picture is zoomed in and out with the wheel, the median and the 95th
  percentile; pyvis with its physics off, which is vis-network's static drawing.

Last it makes both pages of graphs with up to 40,000 edges, twice as many each time, without opening them, and tells how
many times as long pyvis takes, which is quadratic: ours lays out its strongest part and only sorts the rest. Processor
seconds stand beside, since they mean something on a busy machine too.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from math import inf, isfinite, nan
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from playwright.sync_api import Browser, TimeoutError, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import chromium
import page_networks

from claimgraph.graph.network import Network
from claimgraph.graph.render import PageInfo, render_page

INFO = PageInfo("Benchmark", built_on=date(2026, 1, 1))
OPENINGS = 3
PATIENCE = 180_000
MANY_CLAIMS = (2_500, 5_000, 10_000)

# Stores the time of the first frame in which the canvas holds something.
WATCH = """
(() => {
  const look = () => {
    const canvas = document.querySelector("canvas");
    if (canvas && canvas.width) {
      const copy = new OffscreenCanvas(60, 60).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0, 60, 60);
      const loading = document.getElementById("loadingBar");
      const covered = loading && loading.style.display !== "none" && loading.style.opacity !== "0";
      if (!covered && copy.getImageData(0, 0, 60, 60).data.some((value) => value > 0)) {
        window.firstPaint = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
FRAMES = """() => new Promise((resolve) => {
  const canvas = document.querySelector("canvas");
  const box = canvas.getBoundingClientRect();
  const times = [];
  let last = performance.now();
  let count = 0;
  const step = () => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
    const turn = { deltaY: count++ % 40 < 20 ? -60 : 60, bubbles: true, cancelable: true };
    canvas.dispatchEvent(new WheelEvent("wheel", { ...turn, ...at }));
    if (count < 120) requestAnimationFrame(step);
    else resolve(times.slice(5));
  };
  requestAnimationFrame(step);
})"""


def of_nodes(nodes: int) -> Network:
    """An invented network whose picture has at most about so many nodes."""
    network = page_networks.crowd(nodes * 3 // 4)
    ids = sorted(network.records)
    while ids and len(ids) + len(network.only(ids).entities) > nodes:
        ids = ids[: len(ids) * 19 // 20]
    return network.only(ids)


def ours(network: Network) -> str:
    """The page that claimgraph exports."""
    return render_page(network, INFO)


def with_pyvis(network: Network) -> str:
    """The same nodes, edges and words in a page of pyvis with its defaults, its libraries inside."""
    from pyvis.network import Network as PyvisNetwork

    drawn = PyvisNetwork(directed=True, cdn_resources="in_line")
    graph = network.claim_graph()
    for id, attributes in graph.nodes(data=True):
        drawn.add_node(id, label=attributes["name"], title=attributes["name"], group=attributes["type"])
    for start, end, attributes in graph.edges(data=True):
        drawn.add_edge(start, end, title=attributes["relation"], label=attributes["relation"].lower())
    return str(drawn.generate_html())


def timed(make: Callable[[Network], str], network: Network) -> tuple[str, float, float]:
    """A page, the seconds that it took, and the processor seconds."""
    start, busy = perf_counter(), process_time()
    page = make(network)
    return page, perf_counter() - start, process_time() - busy


def opened(browser: Browser, file: Path) -> tuple[float, float, float]:
    """Milliseconds to the first paint, and between frames: the median and the 95th percentile.

    Infinite and not a number where the first paint does not come in time.
    """
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    context.add_init_script(WATCH)
    page: Any = context.new_page()
    page.goto(file.as_uri(), wait_until="commit")
    try:
        page.wait_for_function("() => window.firstPaint", timeout=PATIENCE)
    except TimeoutError:
        context.close()
        return inf, nan, nan
    paint = page.evaluate("() => window.firstPaint")
    page.evaluate(
        "() => { if (typeof network !== 'undefined') { network.setOptions({ physics: false }); network.fit(); } }"
    )
    page.wait_for_timeout(500)
    frames = page.evaluate(FRAMES)
    context.close()
    return paint, statistics.median(frames), statistics.quantiles(frames, n=20)[-1]


def main(sizes: list[int], openings: int) -> None:
    """Print one line for each size and maker."""
    path = chromium.found()
    if path is None:
        sys.exit(f"no Chromium found: install one of {', '.join(chromium.NAMES)}")
    print("nodes  maker       made in      size   first paint     frame       p95")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        render_page(of_nodes(50), INFO)  # what is imported once is not counted
        for size in sizes:
            network = of_nodes(size)
            for name, make in (("claimgraph", ours), ("pyvis", with_pyvis)):
                page, seconds, _ = timed(make, network)
                file = Path(folder) / f"{name}-{size}.html"
                file.write_text(page, encoding="utf-8")
                runs = [opened(browser, file)]
                while len(runs) < openings and isfinite(runs[-1][0]):
                    runs.append(opened(browser, file))
                paint, frame, slow = (statistics.median(figures) for figures in zip(*runs, strict=True))
                megabytes = file.stat().st_size / 1e6
                made = f"{size:5}  {name:10} {seconds:7.2f} s {megabytes:6.2f} MB"
                print(f"{made} {paint:10.0f} ms {frame:6.0f} ms {slow:6.0f} ms", flush=True)
        browser.close()
    for claims in MANY_CLAIMS:
        growing(page_networks.crowd(claims))


def growing(network: Network) -> None:
    """Print how long both take to make the page of a large network."""
    _, our_seconds, our_work = timed(ours, network)
    _, seconds, work = timed(with_pyvis, network)
    edges = network.claim_graph().number_of_edges()
    print(
        f"{edges:6,} edges: claimgraph makes the page in {our_seconds:.1f} s ({our_work:.1f} s of the processor), "
        f"pyvis in {seconds:.1f} s ({work:.1f} s): {seconds / our_seconds:.1f} times ({work / our_work:.1f})",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 500, 2000])
    parser.add_argument("--openings", type=int, default=OPENINGS)
    given = parser.parse_args()
    main(given.sizes, given.openings)
