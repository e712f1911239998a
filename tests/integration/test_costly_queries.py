"""A query that costs too much ends with one line, and nothing else ends with it: the next query is answered.

The client that asks runs by itself, so that its memory can be measured; it opens the store as every command does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import costly
import pytest
from tried import Tried

from claimgraph.graph.server.places import default_cache

pytestmark = pytest.mark.integration

MOST_MEGABYTES = 500
"""The most memory that the client may take for one query; 85 before the first, and up to 425 after it were measured."""
STOPPED = "the query took longer than 1 s and was stopped; narrow it, or allow it more time"
ENDED = "the query took longer than 1 s and could not be stopped, so the local Neo4j was ended; it starts again"
TOO_LARGE = "the query gives more than 50 MB or 2,000,000 values; narrow it"
OUT_OF_MEMORY = "Neo4j ended while it worked on the query, most likely because that takes more memory than it has"
TOO_DEEP = "the query gives lists or maps that are nested more than 100 deep"
EXPECTED = {
    "endless rows": (STOPPED,),
    "a text doubled 40 times": (OUT_OF_MEMORY,),
    "a regular expression": (ENDED,),
    "lists of a hundred thousand": (TOO_LARGE, OUT_OF_MEMORY),
    "lists of empty lists": (TOO_LARGE,),
    "lists of maps": (TOO_LARGE,),
    "texts of a megabyte": (TOO_LARGE, OUT_OF_MEMORY),
    "a result 500 deep": (TOO_DEEP,),
    "a result 5,000 deep": (TOO_DEEP, STOPPED, ENDED),
    "a thousand parentheses": ("the query has brackets nested more than 100 deep",),
    "a thousand lists": ("the query has brackets nested more than 100 deep",),
    "a thousand unions": ("the query has more than 100 UNIONs",),
    "five thousand negations": (STOPPED, ENDED),
    "a megabyte of Cypher": ("the query has 1,000,009 characters, 100,000 are the most",),
}
EXPECTED_LONG = {
    "lists of times": (TOO_LARGE, "the query took longer than 60 s and was stopped"),
    "a text split into letters": (OUT_OF_MEMORY, ENDED),
    "lists of a million empty lists": (TOO_LARGE, OUT_OF_MEMORY),
}
IS_LINUX = sys.platform == "linux"


@pytest.fixture(scope="module")
def expected(is_long: bool) -> dict[str, tuple[str, ...]]:
    """The beginnings of what may be told of each query."""
    return EXPECTED | EXPECTED_LONG if is_long else EXPECTED


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, is_long: bool) -> dict[str, dict[str, Any]]:
    """What came of each query, by name; the server has little memory, so that it runs out of it soon."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J", "CLAIMGRAPH"))}
    form = ["--long"] if is_long else []
    asked = subprocess.run(
        [sys.executable, costly.__file__, str(tmp_path_factory.mktemp("home")), str(default_cache()), *form],
        env=ours | {"CLAIMGRAPH_MEMORY": "512m"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {line["name"]: line for line in map(json.loads, asked.stdout.splitlines())}


@pytest.mark.parametrize("name", [*costly.QUERIES, *costly.LONG_QUERIES])
def test_a_costly_query_is_one_line_and_the_live_page_and_the_next_query_are_answered(
    told: dict[str, dict[str, Any]], expected: dict[str, tuple[str, ...]], name: str, tried: Tried
) -> None:
    if name not in expected:
        pytest.skip("the long form alone asks it: `bash tests/run torture --rounds 20`")
    with tried.holding("query that costs too much"):
        assert told[name]["told"].startswith(expected[name])
        assert "\n" not in told[name]["told"]
        assert told[name]["page"]["merges"] == []
        assert told[name]["goes_on"]


@pytest.mark.skipif("sys.platform == 'win32'")
def test_no_costly_query_takes_the_memory_of_the_client(told: dict[str, dict[str, Any]]) -> None:
    assert {name: line["peak"] for name, line in told.items() if line["peak"] >= MOST_MEGABYTES} == {}


@pytest.mark.skipif("not IS_LINUX")
def test_the_memory_of_the_process_that_asks_for_a_measurement_is_not_counted() -> None:
    held = bytearray(MOST_MEGABYTES * 1_000_000)  # getrusage would tell these as the child's
    measured = subprocess.run(
        [sys.executable, "-c", "import costly; print(costly.peak())"],
        cwd=Path(costly.__file__).parent,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert int(measured.stdout) < len(held) // 2_000_000
