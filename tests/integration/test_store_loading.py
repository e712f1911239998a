"""A load that was interrupted goes on where it was, and reads nothing twice; one that ended begins anew."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from building import claim, document, reading, says

from claimgraph.graph.model import Document, Reading
from claimgraph.graph.network import Network
from claimgraph.graph.store import Store
from claimgraph.loaders.extract.batches import ARTICLES
from claimgraph.loaders.load import AT_ONCE, Loaded, load
from claimgraph.loaders.reading import read_here
from claimgraph.loaders.sources import SourceFailure

pytestmark = pytest.mark.integration

DOCUMENTS = [
    document(f"a{n}", f"Ana Sol said Norland sold lathes to Veridia, report {n}.") for n in range(AT_ONCE + 50)
]


class Reader:
    """An extractor that remembers what it was given, and is interrupted at one article, when a store holds so many."""

    def __init__(self, interrupted_at: str = "", store: Store | None = None, holds: int = 0) -> None:
        self.read_ids: list[str] = []
        self._interrupted_at, self._store, self._holds = interrupted_at, store, holds

    def read(self, source: Document) -> Reading:
        if source.article.id == self._interrupted_at:
            while self._store is not None and self._store.stats().articles < self._holds:
                time.sleep(0.01)
            raise KeyboardInterrupt
        self.read_ids.append(source.article.id)
        return reading(source, says(source, claim()), claims=(claim(),))

    def read_many(self, sources: Iterable[Document]) -> Iterator[Reading]:
        return map(self.read, sources)

    def put_readings(self, items: Iterator[Any]) -> Iterator[Any]:
        return read_here(items, self)


def _load(store: Store, reader: Reader, documents: list[Document]) -> list[Loaded]:
    with store.loading("load these") as loading:
        return [one for one in load(documents, reader.put_readings, loading) if isinstance(one, Loaded)]


@pytest.fixture
def interrupted(store: Store) -> Iterator[Store]:
    with pytest.raises(KeyboardInterrupt):
        _load(store, Reader(f"a{AT_ONCE + ARTICLES}", store, AT_ONCE), DOCUMENTS)
    yield store
    _load(store, Reader(), [])


def test_what_was_put_is_not_read_again_after_an_interruption(interrupted: Store) -> None:
    assert len(interrupted.articles()) == AT_ONCE
    reader = Reader()
    loaded = _load(interrupted, reader, DOCUMENTS)
    assert reader.read_ids == [one.article.id for one in DOCUMENTS[AT_ONCE:]]
    assert sum(len(one.articles) for one in loaded) == len(DOCUMENTS)
    assert {id for one in loaded for id in one.claims} == {claim().id}
    assert interrupted.network() == Network.of_readings(Reader().read(one) for one in DOCUMENTS)


def test_an_article_edited_since_the_interruption_is_read_again(interrupted: Store) -> None:
    edited = document("a0", "Ana Sol said Norland sold many lathes to Veridia.")
    reader = Reader()
    _load(interrupted, reader, [edited, *DOCUMENTS[1:AT_ONCE]])
    assert reader.read_ids == ["a0"]
    assert interrupted.text("a0") == edited.text


def test_another_command_reads_everything(interrupted: Store) -> None:
    reader = Reader()
    with interrupted.loading("load others") as loading:
        list(load(DOCUMENTS[:2], reader.put_readings, loading))
    assert reader.read_ids == ["a0", "a1"]


def test_a_load_that_ended_begins_anew(store: Store) -> None:
    _load(store, Reader(), DOCUMENTS[:3])
    reader = Reader()
    (loaded,) = _load(store, reader, DOCUMENTS[:3])
    assert len(reader.read_ids) == loaded.change.articles_unchanged == 3


def test_a_reading_that_is_wrong_is_handed_on_and_the_rest_lands(store: Store) -> None:
    class Wrong(Reader):
        def read(self, source: Document) -> Reading:
            right = super().read(source)
            return right if source.article.id != "a1" else Reading(source, (), right.claims, right.statements)

    with store.loading("load these") as loading:
        results = list(load(DOCUMENTS[:3], Wrong().put_readings, loading))
    assert [str(one) for one in results if isinstance(one, SourceFailure)] != []
    assert sorted(article.id for article in store.articles()) == ["a0", "a2"]
