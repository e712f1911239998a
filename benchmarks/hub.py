"""How long the live page waits when somebody unfolds a hub: an entity that takes part in 100,000 claims.

Run it with `.venv/bin/python benchmarks/hub.py [CLAIMS]`. It fills a local Neo4j of its own in a temporary folder (some
minutes), asks each question of the page 30 times, and prints the median and the 95th percentile in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.graph.model import Article, Claim, Document, Entity, EntityType, Reading, Stance, Statement, text_hash
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.store import Store

CLAIMS_IN_ARTICLE = 100
ARTICLES_IN_BATCH = 50
ROUNDS = 30
HUB = Entity("state:hub", EntityType.STATE, "Norland")


def corpus(claims: int) -> Iterator[Reading]:
    """Articles about what Norland supplies: each claim once, every tenth denied, speakers all around."""
    for first in range(0, claims, CLAIMS_IN_ARTICLE):
        numbers = range(first, min(first + CLAIMS_IN_ARTICLE, claims))
        sentences = [f"Norland sold good {number} to somebody." for number in numbers]
        text = " ".join(sentences)
        name = f"article-{first}"
        document = Document(Article(name, name, text_hash(text), outlet=f"Wire {first % 7}"), text)
        entities = {HUB.id: HUB}
        made, said = [], []
        for number, sentence in zip(numbers, sentences, strict=True):
            firm = Entity(f"firm:{number % 5000}", EntityType.FIRM, f"Firm {number % 5000}")
            good = Entity(f"good:{number // 5000}", EntityType.GOOD, f"good {number // 5000}")
            speaker = Entity(f"official:{number % 50}", EntityType.OFFICIAL, f"Official {number % 50}")
            entities |= {one.id: one for one in (firm, good, speaker)}
            claim = Claim.of(HUB.id, firm.id, good.id)
            start = text.index(sentence)
            stance = Stance.DENIES if number % 10 == 3 else Stance.ALLEGES
            made.append(claim)
            said.append(
                Statement.of(claim, stance, document.evidence(start, start + len(sentence)), speaker=speaker.id)
            )
        yield Reading(document, tuple(entities.values()), tuple(made), tuple(said))


def fill(store: Store, claims: int) -> None:
    """Put the corpus into a store, some articles at a time."""
    batch: list[Reading] = []
    for reading in corpus(claims):
        batch.append(reading)
        if len(batch) == ARTICLES_IN_BATCH:
            store.put(batch)
            batch = []
    store.put(batch)


def places_in(view: Mapping[str, Any]) -> dict[str, Any]:
    """Where the nodes of a view stand, as the page tells it."""
    return {
        name: {node["id"]: [node["x"], node["y"], node["name_above"]] for node in drawing["nodes"]}
        for name, drawing in view["drawings"].items()
    }


def unfold(explorer: Explorer, known: list[str], places: Mapping[str, Any]) -> None:
    """What a click on "+ 12" asks: the next claims, and the picture with them, in which what stands stays."""
    asked = Asked({"entity": HUB.id, "relation": "supplies", "known": known})
    more = explorer.answer("expand", asked)["claims"]
    explorer.answer("view", Asked({"claims": [*known, *more], "places": places}))


def measure(name: str, question: Callable[[], object]) -> None:
    """Ask a question again and again, and print how long it took."""
    question()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        question()
        times.append((perf_counter() - start) * 1000)
    print(f"{name:28} median {statistics.median(times):7.0f} ms   p95 {statistics.quantiles(times, n=20)[-1]:7.0f} ms")


def main(claims: int) -> None:
    """Fill, then measure each question that a reader waits for."""
    with tempfile.TemporaryDirectory() as home:
        local = LocalServer(Path(home), default_cache())
        connection = local.ensure_running()
        try:
            with Store.connect(connection.uri, connection.username, connection.password, connection.database) as store:
                store.prepare()
                start = perf_counter()
                fill(store, claims)
                print(f"{claims:,} claims of one hub written in {perf_counter() - start:.0f} s")
                explorer = Explorer(store)
                known = explorer.answer("expand", Asked({"entity": HUB.id, "relation": "supplies"}))["claims"]
                ask = explorer.answer
                standing = places_in(ask("view", Asked({"claims": known})))
                measure("start", lambda: ask("start", Asked({})))
                measure("search", lambda: ask("search", Asked({"text": "norl"})))
                measure("relations", lambda: ask("relations", Asked({"entity": HUB.id})))
                measure(
                    "expand", lambda: ask("expand", Asked({"entity": HUB.id, "relation": "supplies", "known": known}))
                )
                measure("a whole step of unfolding", lambda: unfold(explorer, known, standing))
                measure(
                    "ties",
                    lambda: ask("between", Asked({"entity": "firm:1", "others": [HUB.id], "known": known})),
                )
        finally:
            local.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
