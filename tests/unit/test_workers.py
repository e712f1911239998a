"""Articles are read in several processes as in one: in order, within bounds, and whatever becomes of a process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.context import SpawnProcess
from pathlib import Path

import fragile
import psutil
import pytest

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders import articles as reading_articles
from claimgraph.loaders.articles import fitting_workers, read_articles
from claimgraph.loaders.sources import SourceFailure

pytestmark = pytest.mark.usefixtures("installed")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fragile.install(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def articles(texts: Iterable[str]) -> Iterator[Document]:
    for number, text in enumerate(texts):
        yield Document(Article(f"a{number}", f"a{number}", text_hash(text)), text)


def told(items: Iterable[Document | SourceFailure], workers: int | None) -> list[str]:
    """The names of the articles that were read, and whole lines for those that failed."""
    return [
        result.document.article.name if isinstance(result, Reading) else str(result)
        for result in read_articles(items, "fragile", workers)
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_articles_failures_in_their_places(workers: int) -> None:
    items: list[Document | SourceFailure] = list(articles(["rain"] * 70))
    items.insert(1, SourceFailure("news.csv, row 2", "is empty"))
    items.insert(40, SourceFailure("news.csv, row 41", "is empty"))
    expected = [f"a{number}" for number in range(70)]
    expected.insert(1, "news.csv, row 2: is empty")
    expected.insert(40, "news.csv, row 41: is empty")
    assert told(items, workers) == expected


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_the_extractor_fails_on_costs_only_itself(workers: int) -> None:
    assert told(articles(["rain", "raise", "snow"]), workers) == [
        "a0",
        "a1: the extractor failed on it (ValueError: no such word); it is left out, please report it",
        "a2",
    ]


@pytest.mark.parametrize(
    ("word", "fate"), [("end", "ended with exit status 3"), ("die", "was killed by SIGKILL")], ids=["end", "die"]
)
def test_an_article_that_ends_its_process_costs_only_itself(word: str, fate: str) -> None:
    texts = ["rain"] * 40
    texts[5] = word
    results = told(articles(texts), 2)
    assert results[5] == f"a5: the process that read it {fate}; it is left out, please report it"
    assert results[:5] + results[6:] == [f"a{number}" for number in range(40) if number != 5]


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("stop", "the extractor failed on it (GeneratorExit: )"),
        ("lambda", "the process that read it ended with exit status 1"),
    ],
)
def test_a_plug_in_that_raises_or_gives_the_strangest_things_prints_no_traceback(
    word: str, what: str, capfd: pytest.CaptureFixture[str]
) -> None:
    problem = f"{what}; it is left out, please report it"
    assert told(articles(["rain", word, "snow"]), 2) == ["a0", f"a1: {problem}", "a2"]
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("workers", [1, 2])
def test_an_extension_that_panics_costs_only_its_article(workers: int) -> None:
    problem = "the extractor failed on it (Panic: a panic of an extension); it is left out, please report it"
    assert told(articles(["rain", "panic", "snow"]), workers) == ["a0", f"a1: {problem}", "a2"]


@pytest.mark.parametrize(("word", "workers"), [("wait", 1), ("spin", 2)])
def test_an_article_that_takes_too_long_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, word: str, workers: int
) -> None:
    monkeypatch.setattr("claimgraph.loaders.reading._READING_SECONDS", 2.0)
    monkeypatch.setattr("claimgraph.loaders.articles.LONG", 2)
    assert told(articles(["rain", word, "snow"]), workers) == [
        "a0",
        "a1: 2 seconds were not enough to read it; split it, or leave out what is no prose",
        "a2",
    ]


def test_a_worker_that_gets_no_processor_time_is_not_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.loaders.reading._READING_SECONDS", 2.0)
    monkeypatch.setattr("claimgraph.loaders.articles.LONG", 2)
    assert told(articles(["nap"]), 1) == ["a0"]


def test_a_long_article_is_read_apart_where_it_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.loaders.articles.LONG", 2)
    assert told(articles(["end"]), 1) == [
        "a0: the process that read it ended with exit status 3; it is left out, please report it"
    ]


def test_an_unknown_extractor_is_told_as_without_workers() -> None:
    with pytest.raises(LoadError, match="no extractor is called 'nobody'"):
        list(read_articles(articles(["rain"]), "nobody", 2))


def test_processes_that_do_not_start_are_told_and_not_started_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAGILE", "stillborn")
    with pytest.raises(LoadError, match="ended with exit status 4 while it started"):
        list(read_articles(articles(["rain"]), "fragile", 2))


def test_few_articles_are_taken_ahead_of_the_results() -> None:
    taken = 0

    def counted() -> Iterator[Document]:
        nonlocal taken
        for article in articles("rain" for _ in range(5000)):
            taken += 1
            yield article

    results = read_articles(counted(), "fragile", 2)
    first = list(islice(results, 3))
    results.close()
    assert (len(first), taken <= 160) == (3, True)


def test_no_process_is_left_when_the_results_are_not_wanted_any_more() -> None:
    results = read_articles(articles(["rain"] * 17 + ["wait"] * 500), "fragile", 2)
    next(results)
    assert len(multiprocessing.active_children()) == 2
    results.close()
    assert multiprocessing.active_children() == []


def test_few_articles_need_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_articles, "fitting_workers", lambda: pytest.fail("not for three articles"))
    assert told(articles(["rain"] * 3), None) == ["a0", "a1", "a2"]


def test_no_more_processes_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = psutil.virtual_memory()
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory._replace(available=10_000))
    assert fitting_workers() == 1


def test_an_interrupted_extraction_says_so_once_and_leaves_nobody_behind(installed: Path) -> None:
    news = installed / "news"
    news.mkdir()
    for number in range(3):
        (news / f"{number}.txt").write_text("wait for it", encoding="utf-8")
    command = [sys.executable, "-m", "claimgraph.app", "extract", str(news), "--extractor", "fragile"]
    process = subprocess.Popen(
        [*command, "--workers", "2"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            workers = _until_workers_run(process.pid, 2)
            os.killpg(process.pid, signal.SIGINT)
            printed, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, printed, said) == (130, "", "Interrupted; what was finished before stays.\n")
    assert [child for child in workers if child.is_running()] == []


@pytest.mark.parametrize("threads", [0, 1])
def test_an_interruption_while_a_process_starts_is_answered_right_afterwards(
    monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    over = threading.Event()
    for _ in range(threads):
        threading.Thread(target=over.wait, daemon=True).start()
    started: list[multiprocessing.Process] = []
    start = SpawnProcess.start

    def start_and_interrupt(process: SpawnProcess) -> None:
        start(process)
        started.append(process)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(SpawnProcess, "start", start_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(read_articles(articles(["rain"]), "fragile", 2))
    over.set()
    assert [len(started), multiprocessing.active_children()] == [2, []]


def _until_workers_run(parent: int, count: int) -> list[psutil.Process]:
    for _ in range(600):
        children = psutil.Process(parent).children()
        workers = [child for child in children if "spawn_main" in " ".join(child.cmdline())]
        if len(workers) >= count:
            return workers
        time.sleep(0.1)
    pytest.fail("the workers did not start")
