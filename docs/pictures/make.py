"""Makes the pictures of docs/checking-claims.md anew: the articles of seeds/ in a store of its own, and Chromium.

Run it with `.venv/bin/python docs/pictures/make.py`. It works in a folder of its own and stops what it starts.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))

import chromium  # noqa: E402

CLAIMGRAPH = Path(sys.executable).with_name("claimgraph")
WIDTH, HEIGHT, SCALE = 1280, 760, 1.25
MOST_BYTES = 120_000
PATIENCE = 240_000
"""Milliseconds, for machines that have much else to do."""
QUALITIES = (86, 80, 72, 62, 50)
SHOWN = "() => (({ seen, item }) => seen && item)(globalThis.claimgraphExplorer?.review.desk ?? claimgraphReview.desk)"
MARK = """([words, near]) => {
  const { text, seen } = (globalThis.claimgraphExplorer?.review ?? globalThis.claimgraphReview).desk;
  const at = seen.text.indexOf(words, seen.text.indexOf(near));
  const start = [...seen.text.slice(0, at)].length;
  text.mark(start, start + [...words].length);
}"""


def main() -> None:
    """Load, decide, look, and write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CLAIMGRAPH_HOME": folder, "CLAIMGRAPH_AS": "Ada"}
        for name in ("NEO4J_URI", "CLAIMGRAPH_STORE"):
            environment.pop(name, None)
        try:
            run(environment, "load", str(ROOT / "seeds"))
            run(environment, "claim", "know", "China -> Russia: nitrocellulose", "--why", "a customs officer told me")
            run(environment, "article", "grade", "The Example Wire", "B", "--outlet")
            page_for_ben = Path(folder) / "for-ben.html"
            run(environment, "export", "--for-review", "-o", str(page_for_ben))
            with explored(environment) as address, browser_page() as page:
                look_at_the_desk(page, address)
                look_offline(page, page_for_ben)
        finally:
            run(environment, "db", "stop")


def look_at_the_desk(page: Page, address: str) -> None:
    """The picture with an analyst's line, the worklist, a correction, two that may be one."""
    page.goto(address)
    page.wait_for_function("() => globalThis.claimgraphExplorer")
    page.locator("#picture canvas").wait_for()
    page.evaluate("() => { const { page } = claimgraphExplorer; page.state.select('entity', 'state:RU'); }")
    page.wait_for_timeout(1_500)
    saved(page, "analyst")
    page.keyboard.press("Escape")
    page.locator("#check-next").click()
    page.wait_for_function(SHOWN)
    page.wait_for_timeout(800)
    saved(page, "check-next")
    page.locator(".desk-items .name", has_text="China").first.click()
    page.wait_for_function(SHOWN)
    page.wait_for_timeout(500)
    page.keyboard.press("e")
    page.evaluate(MARK, ["machine tools", ""])
    page.keyboard.press("3")
    page.wait_for_timeout(1_500)
    saved(page, "correct")
    page.keyboard.press("Escape")
    equals = page.locator(".desk-filters button", has_text=re.compile("Likely the same|Type conflict"))
    if equals.count():
        equals.first.click()
        page.wait_for_function(SHOWN)
        page.wait_for_timeout(1_000)
        saved(page, "equals")


def look_offline(page: Page, file: Path) -> None:
    """A colleague adds a claim in a page without a server."""
    page.goto(file.as_uri())
    page.wait_for_function("() => globalThis.claimgraphReview")
    page.locator("#check-next").click()
    page.get_by_role("textbox", name="Your name").fill("Ben")
    page.wait_for_function(SHOWN)
    page.locator(".desk-reader").focus()
    page.keyboard.press("c")
    page.wait_for_function(SHOWN)
    page.keyboard.press("e")
    words = page.evaluate("() => claimgraphReview.desk.seen.statement.roles.find(({ role }) => role === 'good')")
    page.evaluate("({ start, end }) => claimgraphReview.desk.text.mark(start, end)", words)
    page.keyboard.press("5")
    page.wait_for_timeout(800)
    saved(page, "offline")


def saved(page: Page, name: str) -> None:
    """Write what is seen as WebP, as good as the size allows."""
    image = Image.open(io.BytesIO(page.screenshot()))
    for quality in QUALITIES:
        held = io.BytesIO()
        image.convert("RGB").save(held, "WEBP", quality=quality, method=6)
        if held.tell() < MOST_BYTES:
            break
    (HERE / f"{name}.webp").write_bytes(held.getvalue())
    print(f"{name}.webp: {held.tell():,} bytes, quality {quality}")


def run(environment: dict[str, str], *arguments: str) -> None:
    """Run a command of claimgraph."""
    subprocess.run([CLAIMGRAPH, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def explored(environment: dict[str, str]) -> Iterator[str]:
    """The address of a live page."""
    command = [CLAIMGRAPH, "explore", "--no-browser", str(ROOT / "seeds")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None  # noqa: S101 it is a pipe
            yield next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
        finally:
            server.terminate()


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of Chromium as large as the pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=chromium.FLAGS)
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        browser.close()


if __name__ == "__main__":
    main()
