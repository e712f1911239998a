"""A graph that comes through Neo4j's importer is the one that loading article by article gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from building import document, reading
from everything import everything
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_readings import readings

from claimgraph.app.bulk import check_empty, complete
from claimgraph.graph.errors import ServerError, StoreError
from claimgraph.graph.model import Reading
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import LoadChange, Store
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.bulk import BulkGraph

pytestmark = pytest.mark.integration

ODD = 'He said "a, b";\n\ttwo\\lines \'and\' 🚢 é\r\n""quoted""'


@pytest.fixture
def other(tmp_path: Path) -> Iterator[LocalServer]:
    """A second store, which nobody has started yet."""
    server = LocalServer(tmp_path / "other", default_cache())
    yield server
    server.stop()


def _many() -> list[Reading]:
    """Random readings of many articles, some of them several times, and one of odd letters."""
    made: list[Reading] = [reading(document("odd", ODD), claims=())]

    @settings(max_examples=6, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=HealthCheck)
    @given(st.lists(readings([f"a{n}" for n in range(80)]), min_size=20, max_size=25))
    def collect(some: list[Reading]) -> None:
        made.extend(some)

    collect()
    return made


def _import(server: LocalServer, folder: Path, readings: Iterable[Reading]) -> LoadChange:
    folder.mkdir()
    with closing(BulkGraph(folder)) as graph:
        for one in readings:
            graph.add(one)
        files, change = graph.write(processes=2)
    server.import_graph(files, complete, check_empty)
    return change


def test_bulk_and_ordinary_way_give_the_same_graph(other: LocalServer, tmp_path: Path) -> None:
    said = _many()
    change = _import(other, tmp_path / "files", said)
    connection = other.connection()
    imported = everything(connection)
    with Store.connect(connection.uri, connection.username, connection.password) as store:
        assert list(store.check()) == []
        assert change.articles_added == len(store.articles())
        assert store.put(said).articles_unchanged == change.articles_added
        _fails_to_import_twice(other, tmp_path / "more")
        store.forget(*(article.id for article in store.articles()))
        assert list(store.check()) == []
        for some in batched(said, 40):
            store.put(some)
    nodes, links = everything(connection)
    assert imported[0] == nodes
    assert imported[1] == links


def _fails_to_import_twice(server: LocalServer, folder: Path) -> None:
    """A store that is not empty stays as it is, and one that something is put into meanwhile."""
    before = everything(server.connection())
    with pytest.raises(StoreError, match=r"the store holds \d+ articles already, and --bulk fills an empty one"):
        check_empty(server.connection())
    with pytest.raises(StoreError, match="the store holds"):
        _import(server, folder, [reading(document("late", "Late."), claims=())])
    assert everything(server.connection()) == before


def test_an_import_that_fails_leaves_the_empty_store(other: LocalServer) -> None:
    other.ensure_running()
    with pytest.raises(ServerError):
        other.import_graph(["--nodes=no-such-file.csv"], complete, check_empty)
    check_empty(other.ensure_running())
    assert not (other.home / "restoring").exists()


def test_what_was_put_into_a_store_that_stopped_meanwhile_is_not_replaced(other: LocalServer, tmp_path: Path) -> None:
    with Store.at(other.ensure_running()) as store:
        store.prepare()
        store.put([reading(document("first", "First."), claims=())])
    other.stop()
    with pytest.raises(StoreError, match="the store holds 1 article already"):
        _import(other, tmp_path / "files", [reading(document("late", "Late."), claims=())])
    with Store.at(other.ensure_running()) as store:
        assert [article.id for article in store.articles()] == ["first"]


def test_what_is_put_into_a_store_until_it_stops_is_not_replaced(other: LocalServer, tmp_path: Path) -> None:
    with Store.at(other.ensure_running()) as store:
        store.prepare()

    def check_too_early(connection: Connection) -> None:
        check_empty(connection)
        with Store.at(connection) as store:
            store.put([reading(document("first", "First."), claims=())])

    (tmp_path / "files").mkdir()
    with closing(BulkGraph(tmp_path / "files")) as graph:
        graph.add(reading(document("late", "Late."), claims=()))
        files, _ = graph.write(processes=1)
    with pytest.raises(StoreError, match="the store holds 1 article already"):
        other.import_graph(files, complete, check_too_early)
    with Store.at(other.ensure_running()) as store:
        assert [article.id for article in store.articles()] == ["first"]
