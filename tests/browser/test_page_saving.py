"""The picture of an exported page as a file says where it comes from."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import page_networks
import pytest
from png_texts import words_in_png

pytestmark = pytest.mark.browser


def saved(page, format: str) -> Path:
    page.locator("#save summary").click()
    with page.expect_download() as download:
        page.locator("#save .menu button", has=page.get_by_text(format, exact=True)).click()
    return Path(download.value.path())


def told(file: Path, format: str) -> str:
    if format == "PNG":
        return words_in_png(file.read_bytes())["Description"]
    (words,) = ElementTree.parse(file).getroot().iter("{http://www.w3.org/2000/svg}desc")  # noqa: S314
    return words.text or ""


@pytest.mark.parametrize("format", ["PNG", "SVG"])
def test_the_query_its_parameters_the_sources_and_the_day_are_in_the_picture(visit, format: str) -> None:
    words = told(saved(visit(page_networks.veridia()).page, format), format)
    assert "Saved query: suppliers-of" in words
    assert "MATCH (c:Claim)-[:RECIPIENT]->(:State {name: $state})" in words
    assert 'Parameter state: "Veridia"' in words
    assert "Built 2026-11-24" in words
    assert "Source: Norland points at tool maker, Example Wire, 2026-03-12, https://example.org/a1" in words
    assert words.count("Source: ") == 3
