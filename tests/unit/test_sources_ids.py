"""Ids of articles: two sources never get one, and where they do all the same, both are told."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from building import document
from writing import Write

from claimgraph.graph.model import Document, FormerId, text_hash
from claimgraph.loaders.sources import SourceFailure, read_sources
from claimgraph.loaders.sources.ids import Origin, ids_of
from claimgraph.loaders.sources.seen import COPIES_TOLD, OTHERS_TOLD, SeenArticles

ALIKE = [Path(f"/news/d{number}/index.txt") for number in (55792, 59417)]
"""Two paths whose hashes begin with the same eight digits."""
KOI8, CP1251 = "https://old.example/n?t=%E0%E1", "https://old.example/n?t=%E2%E3"


def read(*paths: Path, stdin: bytes = b"", notices: list[str] | None = None) -> list[Document]:
    notice = pytest.fail if notices is None else notices.append
    results = list(read_sources(list(paths) or ["-"], notice=notice, stdin=io.BytesIO(stdin)))
    assert not [str(one) for one in results if isinstance(one, SourceFailure)]
    return [one for one in results if isinstance(one, Document)]


def rows(*told: Mapping[str, object]) -> str:
    return "".join(json.dumps(row) + "\n" for row in told)


def ids(documents: list[Document]) -> list[str]:
    return [one.article.id for one in documents]


@pytest.mark.parametrize("named", ["3", " 3", "# 3", "#3", "rows#3"])
def test_no_name_of_a_row_is_the_number_of_another(write: Write, named: str) -> None:
    told = {"id": named, "text": "Rifles."}, {"text": "Boats."}, {"text": "Copper."}
    documents = read(write("rows.jsonl", rows(*told)))
    assert len(set(ids(documents))) == 3


def test_the_number_of_a_row_is_told_apart_from_names_in_every_order(write: Write) -> None:
    told = {"text": "Boats."}, {"text": "Copper."}, {"id": 2, "text": "Rifles."}
    assert len(set(ids(read(write("rows.jsonl", rows(*told)))))) == 3


def test_paths_with_alike_hashes_are_two_origins() -> None:
    one, two = (Origin.of_file(path, str(path), "index") for path in ALIKE)
    assert one.former_base == two.former_base
    assert one.base != two.base


def test_queries_in_other_encodings_than_utf_8_are_told_apart(write: Write) -> None:
    told = ({"url": url, "text": url} for url in (KOI8, CP1251))
    assert ids(read(write("old.jsonl", rows(*told)))) == [KOI8, CP1251]


def test_rows_of_one_text_on_standard_input_are_told_apart_by_their_names() -> None:
    documents = read(stdin=rows({"id": "a", "text": "Rifles."}, {"id": "b", "text": "Rifles."}).encode())
    assert [one.article.name for one in documents] == ["a", "b"]
    assert len(set(ids(documents))) == 2


def test_a_copy_on_standard_input_is_told() -> None:
    notices: list[str] = []
    told = {"outlet": "Wire", "text": "Rifles."}, {"outlet": "Post", "text": "Rifles."}
    assert len(read(stdin=rows(*told).encode(), notices=notices)) == 1
    assert notices[0].startswith("standard input, row 2: 'stdin#2' was read before (standard input, row 1, id stdin-")


def test_the_id_of_before_is_told_where_it_was_another() -> None:
    file = Origin("news.csv", "news", "news-0123456789abcdef", former_base="news-01234567")
    site = Origin.of_address("feed", "https://wire.example/feed.jsonl")
    stdin = Origin("standard input", "stdin")
    digest = text_hash("One.")
    assert ids_of(file, "", digest, "", None) == ("news-0123456789abcdef", FormerId("news-01234567", "name"))
    assert ids_of(file, "", digest, "a", 2)[1] == FormerId("news-01234567#a", "name")
    assert ids_of(file, "", digest, "", 2)[1] == FormerId("news-01234567#2", "name")
    assert ids_of(site, "", digest, "a", 2) == ("https://wire.example/feed.jsonl#a", None)
    assert ids_of(site, "", digest, "", 2)[1] == FormerId("https://wire.example/feed.jsonl#2", "name")
    assert ids_of(stdin, "", digest, "", None)[1] == FormerId(f"stdin-{digest[:8]}", "sha256")
    assert ids_of(file, KOI8, digest, "", None) == (
        KOI8,
        FormerId("https://old.example/n?t=%EF%BF%BD%EF%BF%BD", "url"),
    )
    assert ids_of(file, "https://old.example/n?t=%C3%A9", digest, "", None)[1] is None


def test_whatever_shares_an_id_both_are_named() -> None:
    notices: list[str] = []
    seen = SeenArticles(notices.append)
    first, other = document("index", "Rifles."), document("index", "Tanks.")
    one, two = Document(first.article, first.text, "a/index.txt"), Document(other.article, other.text, "b/index.txt")
    assert seen.check(one) is one
    failure = seen.check(two)
    assert str(failure) == (
        "b/index.txt: 'index' has the id of an article read before (a/index.txt, id index), but another text; "
        "give each its own"
    )
    assert seen.check(Document(first.article, first.text, "c/index.txt")) is None
    assert notices == ["c/index.txt: 'index' was read before (a/index.txt, id index), the copy is passed over"]


def test_a_table_to_which_two_addresses_lead_is_read_once_and_told(site: str) -> None:
    notices: list[str] = []
    addresses = [f"{site}/hop-to-rows", f"{site}/other-hop-to-rows"]
    results = list(read_sources(addresses, notice=notices.append))
    assert [one.text for one in results if isinstance(one, Document)] == ["One.", "Two."]
    assert notices == [f"{addresses[1]}: leads to {site}/rows.jsonl, which was read before; passed over"]


def test_of_many_copies_and_many_other_texts_some_are_told_and_all_are_counted(write: Write) -> None:
    notices: list[str] = []
    first = {"id": "a", "text": "Rifles."}
    others = ({"id": "a", "text": f"Rifles {number}."} for number in range(OTHERS_TOLD + 3))
    path = write("rows.jsonl", rows(first, *[first] * (COPIES_TOLD + 2), *others))
    results = list(read_sources([path], notice=notices.append))
    failures = [one for one in results if isinstance(one, SourceFailure)]
    assert (len(results) - len(failures), sum(one.count for one in failures)) == (1, OTHERS_TOLD + 3)
    assert str(failures[-1]) == (
        "3 more articles: with the ids of articles read before, but other texts; give each its own"
    )
    assert len(notices) == COPIES_TOLD + 1
    assert notices[-1] == "2 more articles read before, the copies are passed over"
