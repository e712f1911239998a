"""How long a picture takes to be drawn: 360 claims, 12 more of a hub, and a graph of 10,000 entities in Supply.

Run it with `.venv/bin/python benchmarks/picture.py [--rounds N] [--against FOLDER]`; it needs Chromium and the test
dependencies. `--against` takes the checkout of another version, whose figures are measured in turn with these, so that
what else the machine does meets both. For each task it prints the median of the seconds by the clock, and of the
processor, which mean something on a busy machine too:

- *made*: from the network in memory to the data of the page, layouts included;
- *opened*: from opening the exported page until something is drawn;
- *unfolded*: the places of 12 further claims around a hub of 60, while everything else stays.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROUNDS = 3
CLAIMS = {"360 claims": 360, "10,000 entities": 15_700}
HUB = (60, 12)
WAIT = 180_000
DRAWN = """() => new Promise((resolve) => {
  const look = () => {
    const page = globalThis.claimgraphPage;
    if (page?.picture.drawn) requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    else setTimeout(look, 5);
  };
  look();
})"""


def measure(folder: Path) -> dict[str, float]:
    """The figures of the version that is installed here, by task."""
    import chromium
    import page_networks
    from playwright.sync_api import sync_playwright

    from claimgraph.graph.render import PageInfo, render_page
    from claimgraph.graph.render.drawing import claims_drawing
    from claimgraph.graph.render.layout import places
    from claimgraph.graph.render.nearby import places_near

    info = PageInfo("Benchmark", built_on=page_networks.date(2026, 1, 1))
    render_page(page_networks.crowd(20), info)  # what is imported once is not counted
    figures: dict[str, float] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=chromium.FLAGS)
        for name, claims in CLAIMS.items():
            network = page_networks.crowd(claims)
            start, busy = perf_counter(), process_time()
            text = render_page(network, info)
            figures[f"{name}: made"] = perf_counter() - start
            figures[f"{name}: made, processor"] = process_time() - busy
            file = folder / f"{claims}.html"
            file.write_text(text, encoding="utf-8")
            before = worked(browser)
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.set_default_timeout(WAIT)
            page.goto(file.as_uri(), wait_until="commit", timeout=WAIT)
            figures[f"{name}: opened"] = page.evaluate(DRAWN) / 1000
            figures[f"{name}: opened, processor"] = worked(browser) - before
            page.close()
        browser.close()
    shown, more = HUB
    hub = page_networks.disputed(asserted=shown, alleged=more, contested=0, denied=0, negated=0)
    ids = sorted(hub.records)
    standing = places(claims_drawing(hub.only(ids[:shown])))
    start, busy = perf_counter(), process_time()
    places_near(claims_drawing(hub), standing)
    figures["12 claims of a hub: unfolded"] = perf_counter() - start
    figures["12 claims of a hub: unfolded, processor"] = process_time() - busy
    return figures


def worked(browser: Any) -> float:
    """The seconds of the processor that all processes of a browser have taken, but for those that ended."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return float(sum(process["cpuTime"] for process in told))


def measured(checkout: Path) -> dict[str, float]:
    """The figures of a checkout with its own `.venv`, or of this one's where it has none."""
    python = next(
        path for path in (checkout / ".venv/bin/python", Path(sys.executable)) if path.exists() and path.is_file()
    )
    told = subprocess.run(
        [python, __file__, "--once", checkout], check=True, capture_output=True, text=True, cwd=checkout
    )
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def main(rounds: int, against: Path | None) -> None:
    """Print a line for each task: ours, and the other version's with the ratio."""
    sides = [Path(__file__).parents[1], *filter(None, [against])]
    runs: dict[Path, list[dict[str, float]]] = {side: [] for side in sides}
    for _ in range(rounds):
        for side in sides:
            runs[side].append(measured(side))
    for task in runs[sides[0]][0]:
        medians: list[Any] = [statistics.median(run[task] for run in runs[side]) for side in sides]
        other = f"  before {medians[1]:6.2f} s  ratio {medians[1] / medians[0]:5.1f}" if against else ""
        print(f"{task:40} {medians[0]:6.2f} s{other}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        sys.path.insert(0, str(given.once / "tests" / "support"))
        with tempfile.TemporaryDirectory() as kept:
            print(json.dumps(measure(Path(kept))))
    else:
        main(given.rounds, given.against and given.against.resolve())
