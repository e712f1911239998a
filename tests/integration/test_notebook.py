"""The notebook tells the whole story on `seeds/`, and every cell of it runs."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.integration


@pytest.mark.filterwarnings("ignore:Proactor event loop")
def test_the_story_runs_from_the_first_cell_to_the_picture(store_environment: dict[str, str]) -> None:
    notebook = nbformat.read(ROOT / "notebooks/story.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT / "notebooks")}})
    client.execute(env=store_environment)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pages = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert any("Russia" in page for page in pages)
    assert any("<iframe" in page and "sandbox" in page for page in pages)
