"""Runs the default extractor over a folder of articles and scores it with the scorer that stands beside this file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.extract.records import to_record

HERE = Path(__file__).parent


def document_of(path: Path) -> Document:
    """A text file as a document named by its stem."""
    text = path.read_text(encoding="utf-8")
    return Document(Article(path.stem, path.stem, text_hash(text)), text)


def records_of(extractor: Extractor, folder: Path) -> dict[str, dict[str, Any]]:
    """The record of each article in a folder, by its name; every reading is checked on the way."""
    found = {}
    for reading in extractor.read_many(document_of(path) for path in sorted(folder.glob("*.txt"))):
        reading.check()
        found[reading.document.article.name] = to_record(reading)
    return found


def scores_of(extractor: Extractor, articles: Path, gold: Path, work: Path) -> dict[str, Any]:
    """All figures of the scorer, repeats of a triple merged; `work` is a folder for its files."""
    predictions, figures = work / "predictions.jsonl", work / "scores.json"
    lines = (json.dumps(record, ensure_ascii=False) for record in records_of(extractor, articles).values())
    predictions.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, HERE / "score.py", predictions, gold, "--texts", articles, "--merge", "--json", figures]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"})
    found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    return found
