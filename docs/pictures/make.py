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
WIDTH, HEIGHT, LOW, SCALE = 1280, 760, 520, 1.5
MOST_BYTES = 150_000
COLOURS = (256, 128, 64, 32)
"""As few as the size asks for: a page of text has hardly more."""
PATIENCE = 60_000
"""Milliseconds, for machines that have much else to do."""
A_MOMENT = 1_500
"""Milliseconds until a picture has come to rest."""
LETTER = """---
title: Watchdog repeats its charge, port tells of a sale
outlet: The Example Wire
date: 2024-06-30
---

ATI said on Sunday that Ostrel Works had shipped guided rockets to the Sarran Liberation Front.
A container that Ostrel Works had marked for the Sarran Liberation Front held field radios, it added.

Altamera Resources sold lithium carbonate to Voltacel on behalf of Chile, a port clerk said.
"""
"""What a reader may do better: a body under its short name, a claim to miss, a supplier who sells for somebody else."""
SALE = "Voltacel: lithium carbonate"
SETTLED = "() => !(globalThis.claimgraphExplorer?.review ?? globalThis.claimgraphReview).desk.keeping"
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
            letter = Path(folder) / "charge.md"
            letter.write_text(LETTER, encoding="utf-8")
            run(environment, "load", str(ROOT / "seeds"), str(letter))
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
    """The worklist, a rejection, a correction, two that may be one, and the picture with an analyst's line."""
    page.goto(address)
    page.wait_for_function("() => globalThis.claimgraphExplorer")
    page.locator("#picture canvas").wait_for()
    page.locator("#check-next").click()
    page.wait_for_function(SHOWN)
    at(page, "drone engines")
    saved(page, "check-next")
    page.keyboard.press("x")
    saved(page, "reject", ".desk-foot")
    page.keyboard.press("Escape")
    at(page, SALE)
    page.keyboard.press("e")
    page.evaluate(MARK, ["Chile", "on behalf of"])
    page.keyboard.press("1")
    page.locator(".desk-changes li").first.wait_for()
    saved(page, "correct", ".desk-middle", ".desk-side")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": WIDTH, "height": LOW})
    page.locator(".desk-filters button", has_text=re.compile("Likely the same")).click()
    page.locator(".desk .merge-preview").wait_for()
    saved(page, "equals")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.keyboard.press("Escape")
    page.evaluate("() => { const { page } = claimgraphExplorer; page.state.select('entity', 'state:RU'); }")
    saved(page, "analyst", "#picture", "#evidence")


def at(page: Page, words: str) -> None:
    """Go to the first item whose headline has these words."""
    page.locator(".desk-items .name", has_text=words).first.click()
    page.wait_for_function(SHOWN)


def look_offline(page: Page, file: Path) -> None:
    """A colleague adds a claim in a page without a server."""
    page.goto(file.as_uri())
    page.wait_for_function("() => globalThis.claimgraphReview")
    page.locator("#check-next").click()
    page.get_by_role("textbox", name="Your name").fill("Ben")
    page.keyboard.press("Enter")
    page.wait_for_function(SHOWN)
    page.keyboard.press("c")
    page.wait_for_function(SETTLED)
    at(page, SALE)
    page.keyboard.press("a")
    for key, words in (
        ("1", "Ostrel Works"),
        ("2", "Sarran Liberation Front"),
        ("3", "field radios"),
        ("5", "marked for"),
    ):
        page.evaluate(MARK, [words, "A container"])
        page.keyboard.press(key)
        page.locator(".desk-part.corrected", has_text=words).wait_for()
    saved(page, "offline")


def saved(page: Page, name: str, *parts: str) -> None:
    """Write what is seen as PNG, cut to some parts of the page, in as many colours as the size allows."""
    page.wait_for_function(SETTLED)
    page.locator(".toast span").wait_for(state="detached")
    page.wait_for_timeout(A_MOMENT)
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image = whole.crop(place_of(page, parts)) if parts else whole
    made = [as_png(image, colours) for colours in COLOURS]
    data = next((one for one in made if len(one) < MOST_BYTES), made[-1])
    (HERE / f"{name}.png").write_bytes(data)
    print(f"{name}.png: {image.width} × {image.height}, {len(data):,} bytes, {COLOURS[made.index(data)]} colours")


def as_png(image: Image.Image, colours: int) -> bytes:
    """The bytes of a PNG in so many colours."""
    held = io.BytesIO()
    image.quantize(colours, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()


def place_of(page: Page, parts: tuple[str, ...]) -> tuple[int, int, int, int]:
    """The pixels that hold all of some parts of the page."""
    boxes = [box for part in parts if (box := page.locator(part).first.bounding_box()) is not None]
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right, bottom = (max(box[at] + box[size] for box in boxes) for at, size in (("x", "width"), ("y", "height")))
    return tuple(round(end * SCALE) for end in (left, top, right, bottom))  # type: ignore[return-value] four of them


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
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=SCALE,
            reduced_motion="reduce",
            color_scheme="light",
        )
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        browser.close()


if __name__ == "__main__":
    main()
