"""The shipped queries are complete, alike where they say the same, and described in docs/queries.md."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from claimgraph.queries import Catalog, Query
from claimgraph.queries.entities import no_entities
from claimgraph.queries.reference import renewed

PAGE = Path(__file__).parents[2] / "docs/queries.md"
QUERIES = list(Catalog.load())
NEEDED = {
    "affiliations", "amounts", "annotations", "arms-to", "articles-behind", "by-good", "connection", "contested",
    "corroborated", "denials", "goods-overview", "hedged-only", "neighbourhood", "new-claims", "outlets",
    "planned-or-blocked", "said-by", "shared-suppliers", "single-origin", "speakers", "statements-between",
    "suppliers-of", "supplies-of", "supply-chain", "supply-pairs", "timeline", "trade-of", "transit",
    "unanswered-allegations", "who-denies", "who-says",
}  # fmt: skip
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def test_the_library_holds_what_was_promised() -> None:
    assert {query.name for query in QUERIES} == NEEDED


@each_query
def test_a_query_is_described_in_whole_sentences(query: Query) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert not query.title.endswith(".")
    assert query.columns
    texts = [query.description, *(p.description for p in query.parameters), *(c.description for c in query.columns)]
    assert [text for text in texts if not text.endswith(".")] == []


@each_query
def test_a_query_draws_exactly_if_its_rows_hold_claims_by_id(query: Query) -> None:
    assert query.draws == bool(re.search(r"\.id AS claim\b", query.cypher))


@each_query
def test_the_columns_stand_in_the_cypher(query: Query) -> None:
    names = [column.name for column in query.columns]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.search(rf"\b{name}\b", query.cypher)


@each_query
def test_rows_come_in_an_order_that_means_something_and_are_bounded(query: Query) -> None:
    assert "ORDER BY" in query.cypher
    bounded = "LIMIT $limit" in query.cypher or "LIMIT $per_step" in query.cypher
    assert bounded or query.name in {"who-says", "timeline"}, "their rows are bounded by the claim, or by the months"


@each_query
def test_optional_parameters_bind_without_being_given(query: Query) -> None:
    required = [parameter.name for parameter in query.parameters if parameter.required]
    optional = [parameter for parameter in query.parameters if not parameter.required]
    assert all(parameter.read(parameter.default, no_entities) == parameter.default for parameter in optional)
    assert len(required) <= 2


def test_who_says_so_is_written_alike_in_all_queries() -> None:
    blocks = {
        re.sub(r"\s+", " ", block)
        for query in QUERIES
        for block in re.findall(r"COLLECT \{\s+UNWIND COLLECT \{\s+MATCH \(speaker.*?\} AS said_by", query.cypher, re.S)
    }
    assert len(blocks) == 1


def test_who_denies_it_is_written_alike_in_all_queries() -> None:
    blocks = {
        re.sub(r"\s+", " ", block)
        for query in QUERIES
        for block in re.findall(
            r"COLLECT \{\s+UNWIND CASE WHEN claim\.denying > 0.*?\} AS denied_by", query.cypher, re.S
        )
    }
    assert len(blocks) == 1


@each_query
def test_the_strongest_claims_come_in_the_order_of_an_index(query: Query) -> None:
    """Neo4j walks an index in its order only where ORDER BY names all of its properties; else it sorts a whole hub."""
    walks = re.findall(
        r"WHERE claim\.(\w+) = [^{}]*?claim\.(?:rank|echo) (?:>|STARTS WITH) .*?ORDER BY (.*?) LIMIT",
        query.cypher,
        re.S,
    )
    assert [order for first, order in walks if not order.startswith(f"claim.{first} DESC, claim.")] == []


@each_query
def test_what_nobody_affirms_is_found_by_its_rank(query: Query) -> None:
    """Supplies that were stopped are `negated`, too, and often affirmed: all of them would be walked before denials."""
    walks = re.findall(
        r"claim\.status = '(?:denied|negated)' AND claim\.rank ([^{}]*?claim\.modality = 'actual')", query.cypher
    )
    assert [walk for walk in walks if not walk.startswith("STARTS WITH '000000 '")] == []


def test_denials_are_looked_for_among_what_nobody_affirms() -> None:
    denials = next(query for query in QUERIES if query.name == "denials")
    walks = re.findall(r"MATCH [^\n]*\(claim:Claim\) WHERE [^{}]*?LIMIT", denials.cypher)
    assert (len(walks), [walk for walk in walks if "claim.rank STARTS WITH '000000 '" not in walk]) == (6, [])


def test_the_page_of_saved_queries_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    fresh = renewed(page, QUERIES)
    if os.environ.get("CLAIMGRAPH_RENEW"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert page == fresh, "renew it with python -m claimgraph.queries.reference docs/queries.md"


@each_query
def test_every_query_has_a_section_on_the_page(query: Query) -> None:
    assert f"#### `{query.name}`" in PAGE.read_text(encoding="utf-8")
