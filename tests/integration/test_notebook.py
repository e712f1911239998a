"""The notebook tells the whole story on `seeds/`: every cell runs, and it is stored with what a run gives today."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from page_data import data_of

from claimgraph.graph.store import Store

ROOT = Path(__file__).parents[2]
STORY = ROOT / "notebooks/story.ipynb"
RENEW = "CLAIMGRAPH_RENEW=1 .venv/bin/python -m pytest tests/integration/test_notebook.py"

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def stored() -> NotebookNode:
    return nbformat.read(STORY, as_version=4)


def run_again(environment: dict[str, str]) -> NotebookNode:
    """The notebook with the outputs of a run from nothing; `CLAIMGRAPH_RENEW` stores it."""
    notebook = nbformat.read(STORY, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    resources = {"metadata": {"path": str(STORY.parent)}}
    NotebookClient(notebook, timeout=300, resources=resources, record_timing=False).execute(env=environment)
    if os.environ.get("CLAIMGRAPH_RENEW"):
        notebook.metadata.pop("language_info", None)
        nbformat.write(notebook, STORY)
    return notebook


def essence(cell: NotebookNode) -> list[str]:
    """What the outputs of a cell tell: their words, and of a drawn network its claims with their status."""
    told = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        page = data.get("text/html", "")
        if "srcdoc" in page:
            told += sorted(claims_in_words(data_of(html.unescape(page))))
        else:
            told.append(page or output.get("text") or data.get("text/plain", ""))
    return told


def claims_in_words(data: dict[str, Any]) -> Iterator[str]:
    """The claims of a page by names: ids of unnamed speakers hold where their article stood on this machine."""
    names = {entity["id"]: entity["name"] for entity in data["entities"]}
    for record in data["claims"]:
        supplier, recipient, good = (names[record["claim"][part]] for part in ("supplier", "recipient", "good"))
        yield f"{supplier} → {recipient}: {good}, {record['status']}"


def drawn(notebook: NotebookNode) -> list[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]


@pytest.mark.filterwarnings("ignore:Proactor event loop")
def test_the_story_runs_to_the_picture_and_is_stored_with_what_it_gives_today(
    store: Store, store_environment: dict[str, str], stored: NotebookNode
) -> None:
    again = run_again(store_environment)
    if os.environ.get("CLAIMGRAPH_RENEW"):
        pytest.skip("the notebook was stored anew")
    pages = drawn(again)
    assert any("Russia" in page and "<table" in page for page in pages)
    assert any("<iframe" in page and "sandbox" in page for page in pages)
    for before, now in zip(stored.cells, again.cells, strict=True):
        assert before.source == now.source
        assert essence(before) == essence(now), f"{before.id} gives something else today; renew it with: {RENEW}"


def test_every_cell_that_tells_something_is_stored_with_its_output(stored: NotebookNode) -> None:
    for cell in stored.cells:
        if cell.cell_type == "code" and ("print(" in cell.source or cell is stored.cells[-1]):
            assert essence(cell), f"{cell.id} is stored without an output; store them with: {RENEW}"


def test_the_notebook_reads_with_the_default_extractor(stored: NotebookNode) -> None:
    assert any("load_extractor()" in cell.source for cell in stored.cells)


def test_no_path_of_a_machine_is_stored(stored: NotebookNode) -> None:
    assert str(ROOT) not in nbformat.writes(stored)
