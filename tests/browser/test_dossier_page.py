"""A dossier and a page of pyvis in a real browser: nothing runs, nothing is asked for, nothing is cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_networks import hostile, veridia
from playwright.sync_api import Browser

from claimgraph.graph.dossier import FORMATS, compose
from claimgraph.graph.network import Network
from claimgraph.graph.render import PageInfo, to_pyvis

pytestmark = pytest.mark.browser
INFO = PageInfo("Who arms Veridia?", built_on=date(2026, 5, 1))


def _opened(browser: Browser, file: Path, width: int = 1000) -> dict[str, object]:
    """What a page says of itself once it is open, and what went wrong."""
    context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    problems: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_timeout(300)
    told = {
        "hacked": page.evaluate("() => window.hacked ?? null"),
        "scroll": page.evaluate("() => document.documentElement.scrollWidth - innerWidth"),
        "problems": problems,
        "elsewhere": [url for url in requests if not url.startswith(("file:", "data:"))],
        "violations": [] if file.stem.startswith("pyvis") else Axe().run(page).response["violations"],
        "drawn": page.locator("canvas, figure svg").count(),
    }
    context.close()
    return told


def _dossier(network: Network, file: Path) -> Path:
    file.write_bytes(FORMATS["html"].write(compose(network, INFO)))
    return file


@pytest.mark.parametrize("width", [1000, 390])
def test_a_dossier_runs_nothing_and_fits_any_width(browser: Browser, tmp_path: Path, width: int) -> None:
    for network in (veridia(), hostile()):
        told = _opened(browser, _dossier(network, tmp_path / "dossier.html"), width)
        assert (told["hacked"], told["problems"], told["elsewhere"]) == (None, [], [])
        assert told["scroll"] == 0
        assert told["drawn"]
    assert told["violations"] == []


def test_a_pyvis_page_draws_and_runs_nothing_of_a_name(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "pyvis.html"
    to_pyvis(hostile(), "claims", heading="<img src=x onerror='window.hacked=1'>", select_menu=True).write_html(
        str(file)
    )
    told = _opened(browser, file)
    assert (told["hacked"], told["problems"], told["elsewhere"], told["drawn"]) == (None, [], [], 1)
