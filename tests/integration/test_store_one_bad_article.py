"""Whatever is wrong with one article, the others of its load land, and the failure names file and row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from building import LATHES, NORLAND, claim, document, reading, says
from click.testing import CliRunner
from whole_graph import run

from claimgraph.app.cli import main
from claimgraph.graph.model import Article, Document, Reading
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.bulk import BulkGraph
from claimgraph.loaders.load import Loaded, load, take_in
from claimgraph.loaders.sources import SourceFailure

pytestmark = pytest.mark.integration

MANY, BAD = 40, 17
LONG = "x" * 9_000


def _article(one: Reading, **changes: Any) -> Reading:
    """The reading of an article of which one thing is told otherwise."""
    told = replace(one.document.article, **changes)
    source = replace(one.document, article=told)
    return replace(reading(source, says(source, claim()), claims=(claim(),)))


def _entity(one: Reading, **changes: Any) -> Reading:
    return replace(one, entities=tuple(replace(e, **changes) if e is LATHES else e for e in one.entities))


def _statement(one: Reading, **changes: Any) -> Reading:
    return replace(one, statements=tuple(replace(statement, **changes) for statement in one.statements))


SPOILED: dict[str, Callable[[Reading], Reading]] = {
    "nothing": lambda one: one,
    "a long id": lambda one: _article(one, id=LONG),
    "a long address": lambda one: _article(one, url=f"https://example.org/{LONG}"),
    "a long title": lambda one: _article(one, title=LONG),
    "a long name": lambda one: _article(one, name=LONG),
    "half a character in a title": lambda one: _article(one, title="\ud800"),
    "half a character in an outlet": lambda one: _article(one, outlet="\udfff"),
    "a number for a title": lambda one: _article(one, title=cast(str, 7)),
    "something for an outlet": lambda one: _article(one, outlet=cast(str, object())),
    "a text for a date": lambda one: _article(one, published=cast(Any, "yesterday")),
    "a long name of an entity": lambda one: _entity(one, name=LONG),
    "a long id of an entity": lambda one: replace(one, entities=(*one.entities, replace(NORLAND, id=LONG))),
    "half a character in an alias": lambda one: _entity(one, aliases=("\ud800",)),
    "a number for a name": lambda one: _entity(one, name=cast(str, 7)),
    "an entity of no type": lambda one: _entity(one, type=cast(Any, "Vessel")),
    "a quantity that is a huge number": lambda one: _statement(one, quantity=cast(str, 2**70)),
    "a quantity that is a set": lambda one: _statement(one, quantity=cast(str, {1})),
    "a day that is a long text": lambda one: _statement(one, said_on=LONG),
    "a speaker who is not declared": lambda one: _statement(one, speaker="official:nobody"),
    "an id that is no text": lambda one: _statement(one, id=cast(str, 7)),
    "no statement but a claim of another id": lambda one: replace(
        one, claims=(replace(claim(), id="claim:0"),), statements=()
    ),
}  # fmt: skip

WRONG = sorted(SPOILED.keys() - {"nothing"})


def _documents() -> list[Document]:
    texts = (f"Ana Sol said Norland sold lathes to Veridia, report {n}." for n in range(MANY))
    return [replace(document(f"a{n}", text), where=f"news.jsonl, row {n + 1}") for n, text in enumerate(texts)]


def _readings(items: Iterator[Any], spoiled: str) -> Iterator[Any]:
    for one in items:
        good = reading(one, says(one, claim()), claims=(claim(),))
        yield SPOILED[spoiled](good) if one.article.id == f"a{BAD}" else good


@pytest.mark.parametrize("spoiled", WRONG)
def test_one_bad_article_costs_no_other(store: Store, spoiled: str) -> None:
    with store.loading(spoiled) as loading:
        results = list(load(_documents(), lambda items: _readings(items, spoiled), loading))
    failures = [one for one in results if isinstance(one, SourceFailure)]
    assert [one.where for one in failures] == [f"news.jsonl, row {BAD + 1}"]
    assert len(str(failures[0])) < 400
    landed = sum(len(one.articles) for one in results if isinstance(one, Loaded))
    assert landed == len(store.articles()) == MANY - 1
    assert list(store.check()) == []


@pytest.mark.parametrize("spoiled", WRONG)
def test_one_bad_article_costs_no_other_in_bulk(tmp_path: Path, spoiled: str) -> None:
    with closing(BulkGraph(tmp_path)) as graph:
        results = list(take_in(_readings(iter(_documents()), spoiled), graph.add))
        failures = [one for one in results if isinstance(one, SourceFailure)]
        assert [one.where for one in failures] == [f"news.jsonl, row {BAD + 1}"]
        assert sum(isinstance(one, Article) for one in results) == graph.articles == MANY - 1
        _, change = graph.write()
        assert change.articles_added == MANY - 1


GOOD_ROWS = {
    "plain": {},
    "a long title": {"title": LONG},
    "a long address": {"url": f"https://example.org/{LONG}"},
    "half a character in a title": {"title": "a\ud800b"},
    "a number for a title": {"title": 7},
    "a list for a title": {"title": ["x"]},
    "a mark between items in a title": {"title": "a\x1fb"},
}
BAD_ROWS: dict[str, dict[str, object]] = {
    "half a character in the text": {"text": "Norland said so \ud800."},
    "a number for the text": {"text": 8},
    "a list for the text": {"text": ["a"]},
    "no text": {"text": " "},
    "a NUL character": {"text": "x\x00y"},
    "the id of another row": {"id": "plain"},
}


def test_bad_rows_of_a_corpus_cost_no_good_one_in_bulk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def row(name: str, fields: dict[str, object], number: int) -> str:
        text = f"Norland sold {number} lathes to Veridia, the harbour office said."
        return json.dumps({"text": text, "id": name, **fields})

    rows = {**GOOD_ROWS, **BAD_ROWS}
    lines = [row(name, dict(fields), number) for number, (name, fields) in enumerate(rows.items())]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join([*lines, '{"text": "broken', row("last", {}, len(rows))]))
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    try:
        result = CliRunner().invoke(main, ["load", "--bulk", str(corpus)])
        assert result.exit_code == 2, result.output
        errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
        numbers = range(len(GOOD_ROWS) + 1, len(rows) + 2)
        assert [line.split(": ")[1] for line in errors] == [f"{corpus}, row {number}" for number in numbers]
        stats = CliRunner().invoke(main, ["stats", "--json"])
        assert json.loads(stats.stdout)["articles"] == len(GOOD_ROWS) + 1
        assert CliRunner().invoke(main, ["db", "check"]).exit_code == 0
    finally:
        CliRunner().invoke(main, ["db", "stop"])


def test_what_only_neo4j_refuses_costs_no_other(store: Store, store_connection: Connection) -> None:
    run(store_connection, "CREATE CONSTRAINT one_outlet FOR (a:Article) REQUIRE a.outlet IS UNIQUE")
    try:
        documents = [replace(one, article=replace(one.article, outlet=one.article.id)) for one in _documents()]
        documents[BAD] = replace(documents[BAD], article=replace(documents[BAD].article, outlet="a0"))
        with store.loading("constrained") as loading:
            results = list(load(documents, lambda items: _readings(items, "nothing"), loading))
    finally:
        run(store_connection, "DROP CONSTRAINT one_outlet")
    (failure,) = [one for one in results if isinstance(one, SourceFailure)]
    assert failure.where == f"news.jsonl, row {BAD + 1}"
    assert "already exists with label `Article` and property `outlet`" in failure.problem
    assert sorted(article.id for article in store.articles()) == sorted(f"a{n}" for n in range(MANY) if n != BAD)
    assert list(store.check()) == []


def test_an_entity_may_have_any_number_of_names(store: Store) -> None:
    one = _documents()[0]
    names = tuple(f"lathes of the make {n:06d}" for n in range(3_000))
    store.put([_entity(reading(one, says(one, claim()), claims=(claim(),)), aliases=names)])
    assert [entity.id for entity in store.find(names[-1])] == [LATHES.id]
    assert list(store.check()) == []


def test_long_titles_addresses_ids_and_names_are_shortened(
    store: Store, store_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    text = "China has supplied Iran with drone engines."
    lengthening = f"Bolt{'ﷺ' * 260} GmbH shipped machine tools to Turkey last year, officials in Norway said."
    rows = [
        {"text": text, "title": LONG},
        {"text": text, "url": f"https://example.org/{LONG}"},
        {"text": text, "id": LONG},
        {"text": text, "outlet": LONG},
        {"text": lengthening},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    result = CliRunner().invoke(main, ["load", str(file)])
    assert result.exit_code == 0, result.output
    assert len(store.articles()) == len(rows)
    assert list(store.check()) == []
