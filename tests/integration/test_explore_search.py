"""What the search of the live page finds beyond names: the claims of a question, and words of quotes."""

from __future__ import annotations

from typing import Any

import pytest
from emptying import emptied
from queries_corpus import readings

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def explorer(shared_store: Store) -> Explorer:
    emptied(shared_store).put(readings())
    return Explorer(shared_store)


def found(explorer: Explorer, typed: str) -> dict[str, Any]:
    return explorer.answer("search-claims", Asked({"text": typed}))


def told(explorer: Explorer, typed: str) -> set[str]:
    """The claims of a question, "supplier > recipient: good"."""
    question = found(explorer, typed)["question"]
    return (
        {f"{one['supplier']} > {one['recipient']}: {one['good']}" for one in question["claims"]} if question else set()
    )


@pytest.mark.parametrize(
    "typed", ["Iran missiles", "missile Iran", "iranian ballistic missiles", "Tehran missiles Russia"]
)
def test_names_of_parties_and_goods_in_any_order_find_claims_with_all_of_them(explorer: Explorer, typed: str) -> None:
    expected = {
        "Iran > Houthis: ballistic missiles",
        "Iran > Russia: ballistic missiles",
    }
    if typed.startswith("iranian"):
        assert told(explorer, typed) == set()  # a word that no name has: only its quotes are looked for
    else:
        assert told(explorer, typed) == (
            {one for one in expected if "Russia" in one} if "Russia" in typed else expected
        )


def test_a_good_stands_for_all_that_is_a_kind_of_it(explorer: Explorer) -> None:
    assert told(explorer, "who arms the Houthis") == {"Iran > Houthis: ballistic missiles", "Iran > Houthis: weapons"}
    assert found(explorer, "who arms the Houthis")["question"]["words"] == "weapons, to Houthis"


def test_who_stands_before_the_verb_supplies_and_who_stands_after_it_receives(explorer: Explorer) -> None:
    assert told(explorer, "what does Iran supply") == {
        "Iran > Houthis: ballistic missiles",
        "Iran > Houthis: weapons",
        "Iran > Russia: ballistic missiles",
    }
    assert told(explorer, "who supplies Iran") == {"China > Iran: microelectronics"}
    assert told(explorer, "Iran sells microelectronics") == set()
    assert told(explorer, "microelectronics to Iran") == {"China > Iran: microelectronics"}


def test_a_date_leaves_out_what_was_said_before(explorer: Explorer) -> None:
    assert "Iran > Russia: ballistic missiles" in told(explorer, "missiles from Iran since 2024-05")
    assert told(explorer, "missiles from Iran since 2025") == set()


@pytest.mark.parametrize("typed", ["Iran", "weapons", "zeppelin Iran", "who", "?", "since 2024"])
def test_a_single_name_and_unknown_words_are_no_question(explorer: Explorer, typed: str) -> None:
    assert found(explorer, typed)["question"] is None


def test_words_of_quotes_are_found_with_their_article_each_quote_once(explorer: Explorer) -> None:
    quotes = found(explorer, "engines sentence nitrocell")["quotes"]
    assert [one["quote"] for one in quotes] == [
        "In engines, sentence 8 says: firm:chinese-businesses > RU: nitrocellulose."
    ]
    assert (quotes[0]["article"], quotes[0]["outlet"], quotes[0]["date"]) == (
        "On engines",
        "The Kyiv Independent",
        "2024-04-13",
    )
    assert found(explorer, "zeppelin")["quotes"] == []


def test_a_graph_of_an_older_claimgraph_gets_the_index_of_quotes_with_its_next_load(explorer: Explorer) -> None:
    store = explorer.store
    store._transactions.run_apart(["DROP INDEX claimgraph_quotes"])
    assert found(explorer, "nitrocellulose")["quotes"] == []
    store.prepare()
    store._transactions.run_apart(["CALL db.awaitIndexes(300)"])
    assert len(found(explorer, "nitrocellulose")["quotes"]) == 1
