"""What one article costs, for plans of large corpora: processor seconds, bytes on the wire, bytes in the store.

    python benchmarks/per_article.py [--articles N]

Reading is measured on mixed news and on articles that are on topic (the texts of `extraction.py`), with both
extractors, on one core, loading and a first round left out. The wire is what Python's pickle makes of a Document (to a
worker) and of its Reading (back). The store is a fresh local Neo4j with N made-up articles of five statements each,
without transaction logs; and once more with the readings of the on-topic articles.
"""

from __future__ import annotations

import argparse
import pickle
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extraction import ON_TOPIC, documents, in_folders, mixed_news, on_one_core, seconds
from made_corpus import Corpus, Shape

from claimgraph.graph.model import Document, Reading
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.machine import folder_size
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.store import Store
from claimgraph.graph.store.batches import batched
from claimgraph.loaders.extract.extractor import load_extractor

EXTRACTORS = ("rules", "labelled")


def reading(label: str, articles: list[Document], name: str) -> list[Reading]:
    """Print what reading these articles costs; the readings."""
    extractor = load_extractor(name)
    readings = list(extractor.read_many(articles))
    spent = seconds(lambda: list(extractor.read_many(articles)))
    letters = sum(len(article.text) for article in articles) / len(articles)
    there = sum(len(pickle.dumps(article)) for article in articles) / len(articles)
    back = sum(len(pickle.dumps(one)) for one in readings) / len(articles)
    claims = sum(len(one.claims) for one in readings) / len(articles)
    print(
        f"{label:<11}{name:<9} {len(articles):>4} articles of {letters:5,.0f} letters, {claims:4.1f} claims: "
        f"{1000 * spent / len(articles):6.1f} ms of processor, {there:6,.0f} bytes to a worker, {back:6,.0f} back",
        flush=True,
    )
    return readings


def stored(label: str, readings: Iterable[Reading]) -> None:
    """Print how many bytes of a store an article takes; a server that stops has written all to its files."""
    home = Path(tempfile.mkdtemp(prefix="claimgraph-benchmark-"))
    server = LocalServer(home, default_cache())
    try:
        with _open(server) as store:
            store.prepare()
        server.stop()
        before = folder_size(home / "data" / "databases" / "neo4j")
        with _open(server) as store:
            for some in batched(readings, 100):
                store.put(some)
            held = store.stats()
        server.stop()
        took = folder_size(home / "data" / "databases" / "neo4j") - before
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
    print(
        f"{label}: {held.articles:,} articles, {held.statements:,} statements, {held.claims:,} claims, "
        f"{held.entities:,} entities: {took / held.articles:,.0f} bytes an article",
        flush=True,
    )


@contextmanager
def _open(server: LocalServer) -> Iterator[Store]:
    reached = server.ensure_running()
    with Store.connect(reached.uri, reached.username, reached.password) as store:
        yield store


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000, help="made-up articles for the store")
    options = parser.parse_args()
    on_one_core()
    texts = {"mixed news": mixed_news(), "on topic": in_folders(*ON_TOPIC)}
    for name in EXTRACTORS:
        for label, some in texts.items():
            readings = reading(label, documents(some), name)
    stored("store, made up", Corpus(Shape(options.articles)).readings())
    stored("store, on topic", readings)


if __name__ == "__main__":
    main()
