"""The live page served from a thread of the test, and a browser's visit to it."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Download, Route
from watched import Watched

from claimgraph.app.explore.ahead import reading_ahead
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.gate import Pass
from claimgraph.app.explore.serve import Addresses, configuration, listen_on_both
from claimgraph.graph import render
from claimgraph.graph.render.ranking import MOST_IN_CLAIMS
from claimgraph.graph.store import Store


@contextmanager
def served(
    store: Store, queries: Path | None = None, most_nodes: int = MOST_IN_CLAIMS, port: int = 0, **more: Any
) -> Iterator[str]:
    """The address of a live page on a store, with its name and token; the server stops at the end."""
    with ExitStack() as ending:
        sockets = [ending.enter_context(one) for one in listen_on_both(port)]
        port = sockets[0].getsockname()[1]
        key = Pass()
        explorer = Explorer(store, queries, most_nodes=most_nodes, **more)
        server = uvicorn.Server(configuration(explorer, key, port))
        thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            with reading_ahead(explorer):
                yield Addresses.of(key, port).named
        finally:
            server.should_exit = True
            thread.join(10)


def by_number(address: str) -> str:
    """The address of a live page for programs that do not lead names under localhost to this machine."""
    return re.sub(r"//[^/:]+:", "//127.0.0.1:", address)


def answering(script: str) -> Callable[[Route], None]:
    """What answers the browser with a script instead of the server's."""
    return lambda route: route.fulfill(body=script, content_type="text/javascript")


# A refused question is told on the page; the browser tells it on its console too.
REFUSED = "Failed to load resource: the server responded with a status of 400"


@dataclass
class LiveVisit(Watched):
    """A live page that is open."""

    expected: list[str] = field(default_factory=lambda: [REFUSED])

    def unexpected(self) -> list[str]:
        """The problems that begin with none of the expected ones, however late the browser told them."""
        return [problem for problem in self.problems if not problem.startswith(tuple(self.expected))]

    def open(self, address: str, view: str = "v=claims") -> None:
        """Open an address and wait until the graph is there; a `view` of "" opens it as anybody would."""
        self.page.goto(address if "#" in address or not view else f"{address}#{view}")
        self.page.wait_for_selector("body.ready")
        self.settled()

    def settled(self) -> None:
        """Wait until no answer is on its way."""
        self.page.wait_for_function("() => document.body.getAttribute('aria-busy') !== 'true'")

    def names(self) -> set[str]:
        """The names of the entities on the canvas."""
        told = self.page.evaluate("() => claimgraphPage.index.participants().map((one) => one.name)")
        return set(told)

    def claims(self) -> set[str]:
        """Ids of the claims on the canvas."""
        return set(self.page.evaluate("() => [...claimgraphExplorer.canvas.claims]"))

    def places(self) -> dict[str, tuple[int, int]]:
        """Where the nodes of the current projection stand."""
        nodes = self.page.evaluate("() => claimgraphPage.drawing.nodes.map(({ id, x, y }) => [id, x, y])")
        return {id: (x, y) for id, x, y in nodes}

    def empty(self) -> None:
        """Take everything off the canvas."""
        self.page.get_by_role("button", name="Empty", exact=True).click()
        self.page.wait_for_function("() => claimgraphExplorer.canvas.empty")
        self.settled()

    def add(self, name: str) -> None:
        """Search for an entity and put it on the canvas, by keyboard."""
        self.page.keyboard.press("Escape")
        self.page.locator("#search-input").fill(name)
        self.page.keyboard.press("Enter")
        self.page.locator("#evidence .unfold[aria-busy=false]").wait_for()
        self.settled()

    def unfold(self, relation: str) -> None:
        """Press the button that unfolds a relation of the chosen entity."""
        self.page.locator(f"[data-relation={relation}]").click()
        self.settled()

    def in_steps_of(self, claims: int, *scripts: str) -> None:
        """Unfold so many claims at once from the next load on, by these scripts of the live page."""
        # Read from the files: who fetches them outside the browser may not find names under localhost.
        folder = Path(str(render.__file__)).parent / "page/js/live"
        for name in scripts:
            text = (folder / name).read_text("utf-8").replace("STEP = 12", f"STEP = {claims}")
            self.page.route(f"**/{name}", answering(text))

    def press(self, name: str) -> None:
        """Press the first button of this name, and wait for its answer."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.settled()

    def run_query(self, title: str, **fields: str) -> None:
        """Choose a saved query, fill its form by the beginnings of the labels, and run it."""
        self.page.get_by_role("tab", name="Queries").click()
        back = self.page.get_by_role("button", name="← All queries")
        if back.count():
            back.click()
        self.page.get_by_role("button", name=title, exact=True).click()
        for label, value in fields.items():
            self.page.get_by_label(re.compile(rf"^{label}\b")).fill(value)
        self.press("Run")

    def save(self, format: str) -> Download:
        """Save the current view in a format."""
        self.page.locator("#save summary").click()
        with self.page.expect_download() as download:
            self.page.locator("#save .menu button", has=self.page.get_by_text(format, exact=True)).click()
        return download.value

    def evidence(self) -> str:
        """The text of the evidence panel, on one line."""
        return " ".join(self.page.locator("#evidence").inner_text().split())

    def violations(self) -> list[str]:
        """What axe-core has against the page as it is now."""
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']])}" for one in found]
