"""Corpora of real news: files in JSON Lines with `id` and `text`, gzip or plain. None is part of this repository."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path


def texts_in(paths: Iterable[Path]) -> dict[str, str]:
    """The texts of some corpora by id."""
    found = {}
    for path in paths:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in content.splitlines():
            row = json.loads(line)
            found[row["id"]] = row["text"]
    return found
