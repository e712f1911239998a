"""Articles are read on a Dask cluster of real processes as they are here, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import fragile
import made_news
import pytest
from distributed import Client

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders import cluster as reading_cluster
from claimgraph.loaders.articles import read_articles
from claimgraph.loaders.cluster import read_on_cluster, read_there
from claimgraph.loaders.sources import SourceFailure, read_sources

pytestmark = pytest.mark.integration

WORKERS = 2


class Cluster:
    """A scheduler and its workers, each a process of its own, as `dask scheduler` and `dask worker` start them."""

    def __init__(self, folder: Path, extractors: Path | None) -> None:
        self._folder, self._processes = folder, []
        self._environment = {**os.environ, "PYTHONPATH": str(extractors or "")}
        told = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", str(told))
        _until(told.exists)
        with Client(scheduler_file=str(told), set_as_default=False) as client:
            self.address = str(client.scheduler.address)

    def add_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1")
        return self._start("worker", self.address, *options, **environment)

    def _start(self, what: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *options],
            cwd=self._folder,
            env=self._environment | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait(30)


def _until(moment) -> None:
    for _ in range(1200):
        if moment():
            return
        time.sleep(0.05)
    pytest.fail("it does not come")


@pytest.fixture(scope="module")
def extractors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extractors")
    fragile.install(folder)
    made_news.install(folder)
    return folder


@pytest.fixture
def cluster(tmp_path: Path, extractors: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path, extractors)
    yield cluster
    cluster.stop()


def articles(texts: Iterable[str]) -> Iterator[Document]:
    for number, text in enumerate(texts):
        yield Document(Article(f"a{number}", f"a{number}", text_hash(text)), text)


def told(results: Iterable[Reading | SourceFailure]) -> list[str]:
    return [one.document.article.name if isinstance(one, Reading) else str(one) for one in results]


def test_readings_equal_the_local_ones_in_order_though_a_worker_is_killed(
    cluster: Cluster, extractors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(extractors)
    doomed, _ = [cluster.add_worker() for _ in range(WORKERS)]
    file = made_news.write_articles(tmp_path / "news.jsonl", 600)
    results = read_on_cluster(read_sources([file]), "made", cluster.address)
    first = list(islice(results, 100))
    doomed.kill()
    assert [*first, *results] == list(read_articles(read_sources([file]), "made", 1))


def test_failures_stay_in_their_places_and_an_article_that_ends_workers_costs_only_itself(cluster: Cluster) -> None:
    texts = ["rain"] * 40
    texts[3], texts[20] = "raise", "end"
    items: list[Document | SourceFailure] = list(articles(texts))
    items.insert(1, SourceFailure("news.csv, row 2", "is empty"))
    for _ in range(10):  # each attempt costs one: four for the batch, four for the article
        cluster.add_worker()
    results = told(read_on_cluster(items, "fragile", cluster.address))
    assert results[1] == "news.csv, row 2: is empty"
    assert results[4].startswith("a3: the extractor failed on it (ValueError: no such word)")
    assert results[21] == "a20: every worker that read it was lost; it is left out, please report it"
    rest = [name for number, name in enumerate(results) if number not in (1, 4, 21)]
    assert rest == [f"a{number}" for number in range(40) if number not in (3, 20)]


def test_few_articles_are_taken_ahead_of_the_results(cluster: Cluster) -> None:
    cluster.add_worker()
    taken = 0

    def counted() -> Iterator[Document]:
        nonlocal taken
        for article in articles("rain" for _ in range(5000)):
            taken += 1
            yield article

    results = read_on_cluster(counted(), "fragile", cluster.address)
    first = list(islice(results, 3))
    results.close()
    assert (len(first), taken <= 200) == (3, True)


def test_what_is_not_wanted_any_more_is_given_up(cluster: Cluster) -> None:
    cluster.add_worker()
    results = read_on_cluster(articles(["rain"] * 17 + ["wait"] * 500), "fragile", cluster.address)
    next(results)
    results.close()
    with Client(cluster.address, set_as_default=False) as client:
        _until(lambda: not client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)))


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_cluster, "_ANSWER_SECONDS", 1)
    with pytest.raises(LoadError, match=r"^--dask tcp://127\.0\.0\.1:9: no Dask scheduler answers there \(.*\)$"):
        next(read_on_cluster(articles(["rain"]), "fragile", "tcp://127.0.0.1:9"))


def test_what_is_no_address_is_told_in_one_line() -> None:
    with pytest.raises(LoadError, match="no Dask scheduler answers there"):
        next(read_on_cluster(articles(["rain"]), "fragile", "gopher://somewhere"))


def test_a_cluster_without_workers_is_told(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_cluster, "_WORKERS_SECONDS", 1)
    with pytest.raises(LoadError, match=r"has no worker; start some with: dask worker tcp://\S+ --nthreads 1"):
        next(read_on_cluster(articles(["rain"]), "fragile", cluster.address))


def test_a_cluster_that_loses_all_its_workers_is_told(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_cluster, "_WORKERS_SECONDS", 30)
    worker = cluster.add_worker()
    results = read_on_cluster(articles(["rain"] * 16 + ["wait"]), "fragile", cluster.address)
    assert len(list(islice(results, 16))) == 16
    monkeypatch.setattr(reading_cluster, "_WORKERS_SECONDS", 1)
    worker.kill()
    with pytest.raises(LoadError, match="no worker is left"):
        next(results)


def _pretending(folder: Path, answer: str) -> str:
    """A folder for PYTHONPATH, with which Python takes claimgraph to be of another version, or not there."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import importlib.metadata as metadata\n"
        "really = metadata.version\n"
        f"def version(name):\n    if name == 'claimgraph':\n        {answer}\n    return really(name)\n"
        "metadata.version = version\n",
        encoding="utf-8",
    )
    return str(folder)


def test_a_worker_without_claimgraph_is_told(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_worker(PYTHONPATH=_pretending(tmp_path / "bare", "raise metadata.PackageNotFoundError(name)"))
    with pytest.raises(LoadError, match=r"worker tcp://\S+ has no claimgraph; install \S+ there"):
        next(read_on_cluster(articles(["rain"]), "fragile", cluster.address))


def test_a_worker_with_another_claimgraph_is_told(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_worker(PYTHONPATH=_pretending(tmp_path / "new", "return '9.9'"))
    with pytest.raises(LoadError, match=r"worker tcp://\S+ has claimgraph 9\.9, here it is \S+"):
        next(read_on_cluster(articles(["rain"]), "fragile", cluster.address))


def test_a_worker_that_comes_later_with_another_claimgraph_reads_nothing() -> None:
    with pytest.raises(LoadError, match=r"a worker of the Dask cluster has claimgraph \S+, here it is 9\.9"):
        read_there("9.9", "fragile", [])


def test_an_unknown_extractor_is_told_as_here(cluster: Cluster) -> None:
    cluster.add_worker()
    with pytest.raises(LoadError, match="no extractor is called 'nobody'"):
        list(read_on_cluster(articles(["rain"]), "nobody", cluster.address))


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(LoadError, match=r"--dask needs the package distributed: pip install 'claimgraph\[dask\]'"):
        next(read_on_cluster(articles(["rain"]), "fragile", "tcp://127.0.0.1:9"))


def test_ctrl_c_ends_a_load_and_gives_its_work_up(cluster: Cluster, extractors: Path, tmp_path: Path) -> None:
    cluster.add_worker()
    code = (
        "import sys\nfrom claimgraph.loaders.cluster import read_on_cluster\n"
        "from claimgraph.graph.model import Article, Document, text_hash\n"
        "text = 'wait'\nitems = [Document(Article(str(n), str(n), text_hash(text)), text) for n in range(99)]\n"
        "list(read_on_cluster(items, 'fragile', sys.argv[1]))\n"
    )
    reader = subprocess.Popen([sys.executable, "-c", code, cluster.address], stderr=subprocess.DEVNULL)
    with Client(cluster.address, set_as_default=False) as client:
        _until(lambda: client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)))
        os.kill(reader.pid, signal.SIGINT)
        assert reader.wait(60) != 0
        _until(lambda: not client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)))
