"""An empty store for every test that asks for one."""

from __future__ import annotations

import pytest
from emptying import emptied

from claimgraph.graph.store import Store


@pytest.fixture
def store(shared_store: Store) -> Store:
    """A store that is prepared and holds nothing."""
    return emptied(shared_store)


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How much a random test draws: twice as many sequences."""
    return int(request.config.getoption("--rounds"))
