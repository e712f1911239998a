"""The shipped queries on an empty graph: no error, no row, the columns they document."""

from __future__ import annotations

import pytest

from claimgraph.graph.store import Store
from claimgraph.queries import Catalog, Query, run

pytestmark = pytest.mark.integration


def value_for(name: str) -> str:
    return "2024-01-01" if name == "since" else f"none:{name}"


@pytest.mark.parametrize("query", list(Catalog.load()), ids=lambda query: query.name)
def test_a_query_gives_the_columns_it_documents_and_no_row(store: Store, query: Query) -> None:
    values = {each.name: value_for(each.name) if each.required else each.default for each in query.parameters}
    rows = run(store, query, values)
    assert rows.columns == tuple(column.name for column in query.columns)
    assert rows.rows == ()
