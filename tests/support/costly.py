"""Queries that cost too much, run one after the other by one client, as its commands do; run as a program.

`python costly.py HOME CACHE` prints a line of JSON for each query of `QUERIES` (`--long`: of `LONG_QUERIES` too): its
name, what was told, what the live page answered next, whether the query after that was answered, and the most memory
that the client took meanwhile, in MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.session import local_server, open_store
from claimgraph.app.settings import Settings
from claimgraph.graph.errors import QueryError
from claimgraph.graph.store import Store

SHORT, AMPLE = 1.0, 60.0
_STATUS, _RESETS = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_PEAK_KEY = "VmHWM:"
_RESET_PEAK = "5"


@dataclass(frozen=True, slots=True)
class Costly:
    """A query that costs too much.

    Parameters:
        cypher: the query.
        seconds: its time limit: short where the limit is what should stop it, ample where something else should.
    """

    cypher: str
    seconds: float = AMPLE


def _doubled(times: int, text: str = "aaaaaaaaaaaaaaaa") -> str:
    return f"reduce(s = '{text}', i IN range(1, {times}) | s + s)"


QUERIES = {
    "endless rows": Costly("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b % 7)", SHORT),
    "a text doubled 40 times": Costly(f"RETURN size({_doubled(40)})"),
    "a regular expression": Costly(f"RETURN '{'a' * 60}' =~ '(.*a){{20}}b'", SHORT),
    "lists of a hundred thousand": Costly("UNWIND range(1, 10000) AS i RETURN range(1, 100000)"),
    "lists of empty lists": Costly("UNWIND range(1, 100) AS i RETURN [x IN range(1, 100000) | []]"),
    "lists of maps": Costly("UNWIND range(1, 100) AS i RETURN [x IN range(1, 100000) | {a: x}]"),
    "texts of a megabyte": Costly(f"WITH {_doubled(20, 'ж')} AS s UNWIND range(1, 10000) AS i RETURN s"),
    "a result 500 deep": Costly("RETURN reduce(m = [], i IN range(1, 500) | [m])"),
    "a result 5,000 deep": Costly("RETURN reduce(m = [], i IN range(1, 5000) | [m])", SHORT),
    "a thousand parentheses": Costly("RETURN " + "(" * 1_000 + "1" + ")" * 1_000),
    "a thousand lists": Costly("RETURN " + "[" * 1_000 + "]" * 1_000),
    "a thousand unions": Costly("RETURN 1 AS a" + " UNION ALL RETURN 1 AS a" * 1_000),
    "five thousand negations": Costly("RETURN " + "NOT " * 5_000 + "true", SHORT),
    "a megabyte of Cypher": Costly(f"RETURN '{'x' * 1_000_000}'"),
}
LONG_QUERIES = {
    "lists of times": Costly("WITH datetime() AS t UNWIND range(1, 100) AS i RETURN [x IN range(1, 100000) | t]"),
    "a text split into letters": Costly(f"WITH {_doubled(22)} AS s RETURN size(split(s, ''))", SHORT),
    "lists of a million empty lists": Costly("UNWIND range(1, 100) AS i RETURN [x IN range(1, 1000000) | []]"),
}


def told(store: Store, query: Costly) -> str:
    """The line with which a query is refused."""
    try:
        store.read(query.cypher, timeout=query.seconds)
    except QueryError as refusal:
        return str(refusal)
    return "(answered)"


def peak() -> int:
    """The most memory that this process took since `forget_peak`, in MB.

    Where Linux tells, it is what this program took itself: getrusage begins with the peak of the process that started
    this one.
    """
    if _STATUS.exists():
        (line,) = (line for line in _STATUS.read_text().splitlines() if line.startswith(_PEAK_KEY))
        return int(line.split()[1]) // 1_000
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // (1_000_000 if sys.platform == "darwin" else 1_000)


def forget_peak() -> None:
    """Begin to look for the peak anew, where the system can."""
    with suppress(OSError):
        _RESETS.write_text(_RESET_PEAK)


def run(settings: Settings, queries: dict[str, Costly]) -> None:
    """Run queries, and print what came of each."""
    with open_store(settings) as store:
        for name, query in queries.items():
            forget_peak()
            line, most = told(store, query), peak()
            page = Explorer(store).answer("merges", Asked({}))
            goes_on = store.read("RETURN 1").rows == ((1,),)
            print(json.dumps({"name": name, "told": line, "page": page, "goes_on": goes_on, "peak": most}), flush=True)


def main() -> None:
    """Read the command line, and run what it names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--long", action="store_true")
    words = parser.parse_args()
    chosen = Settings(words.home, words.cache)
    try:
        run(chosen, QUERIES | LONG_QUERIES if words.long else QUERIES)
    finally:
        local_server(chosen).stop()


if __name__ == "__main__":
    main()
