"""What an exported page holds as data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any


def data_of(page: str) -> dict[str, Any]:
    """The data in the text of a page."""
    found = re.search(r'<script type="application/json" id="claimgraph-data">(.*?)</script>', page, re.DOTALL)
    assert found, "no page of ours"
    data: dict[str, Any] = json.loads(found[1])
    return data


def contexts_in(page: Path) -> dict[str, list[str]]:
    """What stands before and after each quote, by the statement's id."""
    contexts: dict[str, list[str]] = data_of(page.read_text("utf-8"))["contexts"]
    return contexts
