"""Memory while a corpus is read by worker processes and written: resident, by process, at tenths of the way.

The articles are made up, short, of ever new names (those of `extraction.py memory`). The path is that of `claimgraph
load`: workers, the writer's thread, a fresh local Neo4j. Flat means that the second half adds next to nothing.

    python benchmarks/corpus_memory.py --articles 100000
"""

from __future__ import annotations

import argparse
import time
from functools import partial

import psutil
from extraction import generated
from store_writing import fresh_server

from claimgraph.graph.store import Store
from claimgraph.loaders.articles import read_articles
from claimgraph.loaders.load import Loaded, load


def resident() -> tuple[float, float]:
    """MB of this process, and of the largest worker."""
    here = psutil.Process()
    workers = [child.memory_info().rss for child in here.children() if child.name().startswith("python")]
    return here.memory_info().rss / 1e6, max(workers, default=0) / 1e6


def main() -> None:
    """Load and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--extractor", default="rules")
    options = parser.parse_args()
    read = partial(read_articles, extractor=options.extractor, workers=options.workers)
    documents = generated(options.articles)
    count, told, begin = 0, 0, time.perf_counter()
    with fresh_server() as one, Store.connect(one.uri, one.username, one.password) as store:
        store.prepare()
        with store.loading("benchmark") as loading:
            for result in load(documents, read, loading):
                assert isinstance(result, Loaded)
                count += len(result.articles)
                if 10 * count // options.articles > told:
                    told = 10 * count // options.articles
                    here, worker = resident()
                    rate = count / (time.perf_counter() - begin)
                    print(
                        f"{count:>8,} articles: {here:6.0f} MB here, {worker:6.0f} MB a worker, {rate:5.0f}/s",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
