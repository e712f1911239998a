"""Articles that a load meets again in its store: under ids of older versions, or with other texts, which is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from building import claim, document, reading, says

from claimgraph.graph.model import Document, FormerId, Reading
from claimgraph.graph.store import LoadChange, Store
from claimgraph.loaders.load import Loaded, load
from claimgraph.loaders.standing import REPLACED_SHOWN

pytestmark = pytest.mark.integration

READER = "these"


def _read(items: Iterator[Any]) -> Iterator[Any]:
    return (_reading(one) if isinstance(one, Document) else one for one in items)


def _reading(source: Document) -> Reading:
    return reading(source, says(source, claim()), claims=(claim(),))


def _load(store: Store, *documents: Document) -> tuple[LoadChange, list[str]]:
    """What loading does to the store, and what is told of it."""
    notices: list[str] = []
    change = LoadChange()
    with store.loading("load these", READER) as loading:
        for one in load(documents, _read, loading, notices.append):
            assert isinstance(one, Loaded)
            change += one.change
    return change, notices


def _ids(store: Store) -> list[str]:
    return sorted(article.id for article in store.articles())


def _now(id: str, former: Document, told_by: Any = "name", text: str = "", name: str = "") -> Document:
    """An article of another id that had the one of `former`, in some place."""
    made = document(former.article.name, text or former.text)
    article = replace(made.article, id=id, name=name or former.article.name, url=former.article.url)
    return Document(article, made.text, f"{id}.txt", FormerId(former.article.id, told_by))


def test_an_article_keeps_the_id_of_an_older_version(store: Store) -> None:
    before = document("index-01234567", "Norland sold lathes to Veridia.")
    _load(store, before)
    now = _now("index-0123456789abcdef", before)
    assert _load(store, now) == (LoadChange(articles_unchanged=1), [])
    change, notices = _load(store, _now("index-0123456789abcdef", before, text="Norland sold forty lathes to Veridia."))
    assert (change.articles_replaced, _ids(store)) == (1, ["index-01234567"])
    assert "index-0123456789abcdef.txt: takes the place of 'index-01234567'" in notices[0]


def test_two_articles_that_shared_an_id_both_stand(store: Store) -> None:
    before = document("index-01234567", "Norland sold lathes to Veridia.")
    _load(store, before)
    one, two = (
        _now("index-0123456789abcdef", before),
        _now("index-0123456776543210", before, text="Norland sold rockets."),
    )
    for _ in range(2):
        _load(store, one, two)
        assert _ids(store) == ["index-01234567", "index-0123456776543210"]
        assert store.text("index-0123456776543210") == two.text


@pytest.mark.parametrize("told_by", ["name", "url", "sha256"])
def test_an_id_of_before_is_not_taken_from_another_article(store: Store, told_by: str) -> None:
    before = document("rows-01234567#3", "Norland sold lathes to Veridia.")
    before = replace(before, article=replace(before.article, name="rows#3", url="https://wire.example/a"))
    _load(store, before)
    now = _now("rows-0123456789abcdef#3", before, told_by, text="Norland sold rockets.", name="3")
    now = replace(now, article=replace(now.article, url="https://wire.example/b"))
    assert _load(store, now)[1] == []
    assert store.text(before.article.id) == before.text
    assert store.text(now.article.id) == now.text


def test_what_takes_the_place_of_another_text_is_told_with_both(store: Store) -> None:
    before = document("news#3", "Norland sold lathes to Veridia.")
    _load(store, replace(before, article=replace(before.article, title="Lathes")))
    change, notices = _load(store, replace(document("news#3", "Kestrel denied it."), where="news.csv, row 3"))
    assert change.articles_replaced == 1
    assert notices == [
        "news.csv, row 3: takes the place of 'news#3' ('Lathes'), "
        "which the graph held with another text under this id: news#3"
    ]


def test_of_many_that_take_others_places_some_are_told_and_all_are_counted(store: Store) -> None:
    many = range(REPLACED_SHOWN + 3)
    _load(store, *(document(f"a{n}", f"Norland sold {n} lathes.") for n in many))
    _, notices = _load(store, *(document(f"a{n}", f"Norland sold {n} rockets.") for n in many))
    assert len(notices) == REPLACED_SHOWN + 1
    assert notices[-1] == "3 more articles took the places of others, each with another text"


def test_the_same_texts_read_anew_are_not_told(store: Store) -> None:
    one = document("a", "Norland sold lathes to Veridia.")
    _load(store, one)
    assert _load(store, replace(one, article=replace(one.article, title="Lathes")))[1] == []
