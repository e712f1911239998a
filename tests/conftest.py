"""Fixtures that several folders of tests share."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import environment_of
from costs import costs_in, longest_first
from emptying import emptied
from hostile_site import opened
from hypothesis import settings
from quick_java import quick_java
from tried import Tried, table

from claimgraph.graph.server.choices import Choices
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.loaders.extract.extractor import DEFAULT, Extractor, load_extractor

# The first example may load a model, and a busy machine is no failure: no test fails for the time it takes.
settings.register_profile("claimgraph", deadline=None)
settings.load_profile("claimgraph")


LONG_FORM = 20
"""From so many rounds on, larger and slower things are tried."""

SHIPPED = frozenset({DEFAULT})
"""The extractor that every installation has."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the tests of faults, of damage and the torture go on, and what they draw."""
    parser.addoption("--rounds", type=int, default=6, help="how much is tried: kills, damaged files and stores")
    parser.addoption("--seed", type=int, default=1, help="what moments, files and commands are drawn from")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: two workers that take file after file then end at about the same time."""
    places = {path: place for place, path in enumerate(longest_first({item.path: 0 for item in items}, costs_in()))}
    items.sort(key=lambda item: places[item.path])


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was tried, and how often it did no harm."""
    reports = [one for some in terminalreporter.stats.values() for one in some if getattr(one, "when", "") == "call"]
    told = [counts for one in reports for name, counts in one.user_properties if name == "tried"]
    if told:
        terminalreporter.section("what was tried, and what held")
        for line in table(told):
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether this is the long form of the torture."""
    return bool(request.config.getoption("--rounds") >= LONG_FORM)


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """Counts what a test tries and what holds, for the table at the end."""
    tried = Tried()
    request.node.user_properties.append(("tried", tried.counts))
    return tried


@pytest.fixture(scope="session", autouse=True)
def _extractors_loaded_once() -> Iterator[None]:
    """Commands that run in this process share the extractors that ship with claimgraph, as articles of one load do."""
    loaded_once = functools.cache(load_extractor)

    def load(name: str = DEFAULT) -> Extractor:
        return (loaded_once if name in SHIPPED else load_extractor)(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claimgraph.loaders.articles.load_extractor", load)
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A local Neo4j of this test process alone (Community has one database), fetched into the user's own cache.

    It is not started yet, and stopped at the end by whatever test started it.
    """
    local = LocalServer(tmp_path_factory.mktemp("store"), default_cache(), Choices(java=quick_java()))
    yield local
    local.stop()
    shutil.rmtree(local.home, ignore_errors=True)


@pytest.fixture(scope="session")
def store_connection(request: pytest.FixtureRequest) -> Connection:
    """An empty-handed way into a real Neo4j: the one that NEO4J_URI names, else a local one of our own."""
    uri = os.environ.get("NEO4J_URI")
    if uri:
        username, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        return Connection(uri, username, password, os.environ.get("NEO4J_DATABASE", "neo4j"))
    local: LocalServer = request.getfixturevalue("server")
    return local.ensure_running()


@pytest.fixture(scope="session")
def shared_store(store_connection: Connection) -> Iterator[Store]:
    """The one store of this test process, prepared; whoever takes it empties it first. It is empty at the end."""
    one = store_connection
    with Store.connect(one.uri, one.username, one.password, one.database) as store:
        if not store.is_empty():
            pytest.exit(f"the database at {one.uri} is not empty, and the tests would empty it", 2)
        store.prepare()
        yield store
        emptied(store)


@pytest.fixture
def store_environment(store_connection: Connection, tmp_path: Path) -> dict[str, str]:
    """The environment in which claimgraph's commands use the test's own server and a home of their own."""
    return environment_of(store_connection, tmp_path / "home")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the hostile web site, asked without a proxy in between."""
    for proxy in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
        monkeypatch.delenv(proxy.upper(), raising=False)
    with opened() as address:
        yield address
