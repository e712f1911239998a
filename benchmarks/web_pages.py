"""What the loader takes from web pages as they came, against their true text, and what claims come of it.

Run it with `.venv/bin/python benchmarks/web_pages.py FOLDER [--claims]`. FOLDER is a checkout of
scrapinghub/article-extraction-benchmark (MIT): 181 pages of many sites, mostly about other things than supplies, with
their true text. Precision, recall and F1 are its own: of runs of four words, an average over pages. A page from which
the loader takes nothing counts with an empty text, and is named.

With `--claims` it prints each claim that is read in the loader's text and in the true one, for a reader to judge: most
pages make none.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders.extract.extractor import Extractor, load_extractor
from claimgraph.loaders.sources.page import read_page

RUN = 4
"""Words in a run, as the benchmark counts them."""
WORD = re.compile(r"\w+", re.UNICODE)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of words in a text, each with how often it stands there.

    >>> runs("one two three four five")[("one", "two", "three", "four")]
    1
    """
    words = WORD.findall(text)
    places = range(max(1, len(words) - RUN + 1)) if words else ()
    return Counter(tuple(words[place : place + RUN]) for place in places)


def matched(true: str, found: str) -> tuple[float, float, float]:
    """Shares of right, spurious and missed runs, of those that stand in either text."""
    wanted, had = runs(true), runs(found)
    alike = sum((wanted & had).values())
    spurious, missed = had.total() - alike, wanted.total() - alike
    total = alike + spurious + missed
    return (alike / total, spurious / total, missed / total) if total else (1.0, 0.0, 0.0)


def text_of(html: str) -> str:
    """The text that the loader takes from a page; empty where it refuses the page."""
    try:
        return read_page(html).text
    except LoadError:
        return ""


def claims_in(extractor: Extractor, name: str, text: str) -> list[str]:
    """The claims that are read in a text, each as one line."""
    if not text:
        return []
    reading: Reading = extractor.read(Document(Article(name, name, text_hash(text)), text))
    names = {entity.id: entity.name for entity in reading.entities}
    return [
        f"{names[claim.supplier]} -> {names[claim.recipient]}: {names[claim.good]} ({claim.modality})"
        for claim in reading.claims
    ]


def main(folder: Path, *, claims: bool) -> None:
    """Print the figures, the pages that are refused, and with `claims` what is read in them."""
    wanted = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode() for name in wanted}
    found = {name: text_of(html) for name, html in pages.items()}
    shares = [matched(wanted[name].get("articleBody", ""), text) for name, text in found.items()]
    precision = mean(right / (right + spurious) for right, spurious, _ in shares if right + spurious)
    recall = mean(right / (right + missed) for right, _, missed in shares if right + missed)
    print(f"{len(found)} pages: F1 {2 * precision * recall / (precision + recall):.3f}", end="")
    print(f" (precision {precision:.3f}, recall {recall:.3f})")
    print("nothing taken from:", *([name for name, text in found.items() if not text] or ["no page"]))
    if not claims:
        return
    extractor = load_extractor()
    for name, text in found.items():
        for which, read in (("page", text), ("true", wanted[name].get("articleBody", ""))):
            for line in claims_in(extractor, name, read):
                print(f"{name[:8]} {which}: {line}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", action="store_true", help="read the texts, too, and print the claims")
    given = parser.parse_args()
    main(given.folder, claims=given.claims)
