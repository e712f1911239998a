"""How fast articles are read, beside spaCy's own pipeline: both in turn on the same texts, in one process.

    python benchmarks/extraction.py [--rounds N] [--news FOLDER] [--extractor NAME] [PART...]

PART is `mixed`, `lures`, `on-topic`, `workers` or `memory`; all by default. Mixed news is an ordinary day's (news.txt,
written for this) with one article on supplies in twelve; FOLDER holds .txt files to be read instead. Lures are made of
training/texts in the same proportion: of those that claim nothing most were written to trip an extractor. Figures are
medians over the rounds; those of one core count processor seconds, so that a busy machine disturbs them little.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import psutil
import spacy

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.articles import read_articles
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.extractor import DEFAULT, Extractor, load_extractor
from claimgraph.loaders.extract.parser import verified_model
from claimgraph.loaders.extract.pipeline import BatchStage, Pipeline, Stage
from claimgraph.loaders.sources import SourceFailure, read_sources

ROOT = Path(__file__).parents[1]
ON_TOPIC = (ROOT / "seeds", ROOT / "tests/eval/dev/articles", ROOT / "tests/eval/blind-24/articles")
PARTS = ("mixed", "lures", "on-topic", "workers", "memory")
OFF_TO_ON = 11  # articles that have nothing to do with supplies, to one that has
ARTICLES_TO_REMEMBER = 100_000
_MARK = re.compile(r"\[[a-z][\d,]*(?:=\S+(?: [^\]\[ ]+)*?)? (?=[^\]]*\])|\]")


def documents(texts: list[str]) -> list[Document]:
    """Texts as articles."""
    return [Document(Article(f"article-{n}", f"article-{n}", text_hash(text)), text) for n, text in enumerate(texts)]


def in_folders(*folders: Path) -> list[str]:
    """The texts of all articles in some folders."""
    results = read_sources(list(folders), notice=lambda _: None)
    return [result.text for result in results if not isinstance(result, SourceFailure)]


def mixed_news() -> list[str]:
    """An ordinary day's news, and articles on supplies in every twelfth place."""
    ordinary = (ROOT / "benchmarks/news.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return shuffled(ordinary, in_folders(*ON_TOPIC))


def lures() -> list[str]:
    """Our own training prose: five items an article, in every twelfth of them items that make claims."""
    claiming, silent = [], []
    for path in sorted((ROOT / "training/texts").glob("*.txt")):
        for item in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            lines = [_MARK.sub("", line) for line in item.splitlines() if not line.startswith(("@", "#"))]
            (claiming if "\n#" in item else silent).append("\n".join(lines))
    return shuffled(
        *(["\n".join(some[at : at + 5]) for at in range(0, len(some) - 4, 5)] for some in (silent, claiming))
    )


def shuffled(off_topic: list[str], on_topic: list[str]) -> list[str]:
    """All of the one and as many of the other as belong to them, in an order that is always the same."""
    chance = random.Random(4)  # noqa: S311 – no secret
    texts = off_topic + chance.sample(on_topic, len(off_topic) // OFF_TO_ON)
    chance.shuffle(texts)
    return texts


def on_one_core() -> None:
    """Keep this process to one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """How long something takes by a clock."""
    start = clock()
    work()
    return clock() - start


def beside_spacy(label: str, texts: list[str], extractor: Extractor, rounds: int, goal: float) -> None:
    """Both read the same texts, in turn; the first round warms up and does not count."""
    pipeline = spacy.load(verified_model())
    spent = dict[str, float]()
    with_stopwatch(extractor, spent)
    articles = documents(texts)
    shares: list[dict[str, float]] = []
    pairs = []
    for _ in range(rounds + 1):
        spent.clear()
        ours = seconds(lambda: list(extractor.read_many(articles)))
        theirs = seconds(lambda: list(pipeline.pipe(texts)))
        pairs.append((ours, theirs))
        shares.append({part: value / ours for part, value in spent.items()})
    ratios = [theirs / ours for ours, theirs in pairs[1:]]
    size = sum(map(len, texts))
    print(f"{label}: {len(texts)} articles, {size / 1000:,.0f} kB")
    print(f"  claimgraph  {statistics.median(ours for ours, _ in pairs[1:]):7.2f} s")
    print(f"  spaCy       {statistics.median(theirs for _, theirs in pairs[1:]):7.2f} s")
    print(f"  ratio       {statistics.median(ratios):7.2f}   ({min(ratios):.2f}–{max(ratios):.2f}), goal {goal}")
    for part in shares[-1]:
        print(f"  in {part:<12}{100 * statistics.median(share[part] for share in shares[1:]):8.1f} %")


def with_stopwatch(extractor: Extractor, spent: dict[str, float]) -> None:
    """Let the pipeline note the seconds of its stages."""
    if isinstance(extractor, Pipeline):
        extractor.stages = tuple(_Timed(stage, spent) for stage in extractor.stages)


class _Timed:
    """A stage that notes its seconds."""

    def __init__(self, stage: Stage | BatchStage, spent: dict[str, float]) -> None:
        self._stage, self._spent = stage, spent
        self.name, self.reads, self.writes = stage.name, stage.reads, stage.writes

    def batch(self, docs: Sequence[Doc]) -> list[Doc]:
        began = time.process_time()
        stage = self._stage
        done = stage.batch(docs) if isinstance(stage, BatchStage) else [stage(doc) for doc in docs]
        self._spent[self.name] = self._spent.get(self.name, 0.0) + time.process_time() - began
        return done


def with_workers(texts: list[str], name: str, rounds: int) -> None:
    """Throughput with two workers against one, both from the tenth result on, when all have loaded."""
    articles = list(islice(cycle(documents(texts)), 3000))
    ratios, costs = [], []
    for _ in range(rounds):
        one, cost_of_one = throughput(articles, name, 1)
        two, cost_of_two = throughput(articles, name, 2)
        ratios.append(two / one)
        costs.append(cost_of_two / cost_of_one)
        print(f"  1: {one:6.1f}, 2: {two:6.1f} articles/s")
    print(
        f"two workers: {statistics.median(ratios):.2f} times the articles a second, "
        f"{min(ratios):.2f}–{max(ratios):.2f},"
    )
    print(f"  at {statistics.median(costs):.2f} times the processor seconds an article; goal 1.7 on two free cores")


def throughput(articles: list[Document], name: str, workers: int) -> tuple[float, float]:
    """Articles a second by the clock on the wall, and processor seconds an article, loading left out."""
    results = read_articles(iter(articles), name, workers)
    warm = 200
    list(islice(results, warm))
    start, spent = time.perf_counter(), processor_seconds()
    count = sum(1 for _ in islice(results, len(articles) - 2 * warm))
    wall, cost = time.perf_counter() - start, processor_seconds() - spent
    results.close()
    return count / wall, cost / count


def processor_seconds() -> float:
    """Of this process and its children that run."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return sum(sum(member.cpu_times()[:2]) for member in family)


def memory(extractor: Extractor) -> None:
    """Resident memory while many short articles of ever new names are read."""
    process = psutil.Process()
    marks = {1: "start", ARTICLES_TO_REMEMBER // 10: "a tenth", ARTICLES_TO_REMEMBER // 2: "half"}
    marks |= {3 * ARTICLES_TO_REMEMBER // 4: "three quarters", ARTICLES_TO_REMEMBER: "all"}
    readings = extractor.read_many(generated())
    for count in range(1, ARTICLES_TO_REMEMBER + 1):
        next(readings)
        if count in marks:
            print(
                f"memory at {count:>6,} articles ({marks[count]}): {process.memory_info().rss / 1e6:,.0f} MB",
                flush=True,
            )


def generated(number: int = ARTICLES_TO_REMEMBER) -> Iterator[Document]:
    """Short articles, one claim and one denial each, with names that nobody has heard of."""
    chance = random.Random(4)  # noqa: S311 – no secret

    def name() -> str:
        return "".join(
            chance.choice(("ka", "lu", "mor", "ven", "tis", "or", "ba", "ny", "dra")) for _ in range(6)
        ).title()

    for count in range(number):
        seller, buyer, speaker = name(), name(), name()
        text = (
            f"{seller} Metals shipped {chance.randrange(10, 99_999):,} lathes to {buyer} Works in May, "
            f"Ada {speaker} said. "
            f"{buyer} Works denied that it had bought lathes from {seller} Metals. Snow fell on {name()} on Monday."
        )
        yield Document(Article(f"g{count}", f"g{count}", text_hash(text)), text)


def main() -> None:
    """Print the figures of the parts asked for."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("parts", nargs="*", default=PARTS, metavar="PART")
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--news", type=Path)
    reader.add_argument("--extractor", default=DEFAULT)
    asked = reader.parse_args()
    news = in_folders(asked.news) if asked.news else mixed_news()
    if "workers" in asked.parts:
        with_workers(news, asked.extractor, asked.rounds)
    on_one_core()
    extractor, goal = load_extractor(asked.extractor), 2
    if "mixed" in asked.parts:
        beside_spacy("mixed news", news, extractor, asked.rounds, goal)
    if "lures" in asked.parts:
        beside_spacy("lures", lures(), extractor, asked.rounds, goal)
    if "on-topic" in asked.parts:
        beside_spacy("on-topic articles", in_folders(*ON_TOPIC), extractor, asked.rounds, 1)
    if "memory" in asked.parts:
        memory(extractor)


if __name__ == "__main__":
    main()
