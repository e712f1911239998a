"""Queries that cost too much, run one after the other by one client, as its commands do; run as a program.

`python costly.py HOME CACHE` prints a line of JSON for each query of `QUERIES`: its name, what was told, whether the
next query was answered, and the most memory that the client has taken so far, in MB. A last line tells whether the live
page is answered after the server was killed.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.session import local_server, open_store
from claimgraph.app.settings import Settings
from claimgraph.graph.errors import QueryError
from claimgraph.graph.store import Store

SECONDS = 5.0
_DOUBLED = "reduce(s = 'aaaaaaaaaaaaaaaa', i IN range(1, {}) | s + s)"

QUERIES = {
    "endless rows": "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b % 7)",
    "a text doubled 40 times": f"RETURN size({_DOUBLED.format(40)})",
    "a text split into letters": f"WITH {_DOUBLED.format(22)} AS s RETURN size(split(s, ''))",
    "a regular expression": f"RETURN '{'a' * 60}' =~ '(.*a){{20}}b'",
    "lists of a hundred thousand": "UNWIND range(1, 10000) AS i RETURN range(1, 100000)",
    "lists of empty lists": "UNWIND range(1, 100) AS i RETURN [x IN range(1, 1000000) | []]",
    "texts of a megabyte": "UNWIND range(1, 10000) AS i RETURN reduce(s = 'ж', j IN range(1, 20) | s + s)",
    "a result 500 deep": "RETURN reduce(m = [], i IN range(1, 500) | [m])",
    "a result 5,000 deep": "RETURN reduce(m = [], i IN range(1, 5000) | [m])",
    "a thousand parentheses": "RETURN " + "(" * 1_000 + "1" + ")" * 1_000,
    "a thousand lists": "RETURN " + "[" * 1_000 + "]" * 1_000,
    "a thousand unions": "RETURN 1 AS a" + " UNION ALL RETURN 1 AS a" * 1_000,
    "five thousand negations": "RETURN " + "NOT " * 5_000 + "true",
    "a megabyte of Cypher": f"RETURN '{'x' * 1_000_000}'",
}


def told(store: Store, cypher: str) -> str:
    """The line with which a query is refused."""
    try:
        store.read(cypher, timeout=SECONDS)
    except QueryError as refusal:
        return str(refusal)
    return "(answered)"


def run(settings: Settings) -> None:
    """Run all, and print what came of each."""
    with open_store(settings) as store:
        for name, cypher in QUERIES.items():
            line = told(store, cypher)
            goes_on = store.read("RETURN 1").rows == ((1,),)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
            print(json.dumps({"name": name, "told": line, "goes_on": goes_on, "peak": peak}), flush=True)
        local_server(settings).halt()
        opened = Explorer(store).answer("merges", Asked({}))
        print(json.dumps({"name": "the live page", "opened": opened}), flush=True)


if __name__ == "__main__":
    chosen = Settings(Path(sys.argv[1]), Path(sys.argv[2]))
    try:
        run(chosen)
    finally:
        local_server(chosen).stop()
