"""What the live page is asked with."""

from __future__ import annotations

import json

import pytest

from claimgraph.app.explore.asked import Asked
from claimgraph.graph.errors import QueryError


def test_a_question_that_nests_lists_too_deep_is_refused() -> None:
    value = json.loads('{"parameters": {"p": ' + "[" * 500 + "]" * 500 + "}}")
    with pytest.raises(QueryError, match="more than 100 deep"):
        Asked.of(value)
