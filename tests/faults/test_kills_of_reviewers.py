"""kill -9 of a reviewer's process and of the server while decision after decision is taken: what was told as decided is
there, nothing is there by half, and the next reviewer goes on."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from building import LATHES, claim, document, reading, says
from faulty import Site, Tally

from claimgraph.graph.store import Store

ARTICLES = 40
REVIEWER = """
import sys
from claimgraph.graph.review import Reason
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

uri, username, password, number = sys.argv[1:]
with Store.connect(uri, username, password) as store:
    seen = {one.seen for one in store.reviews()}
    told = sorted(one.id for record in store.network().records.values() for one in record.statements)
    for at, id in enumerate(one for one in told if one not in seen):
        decide = store.confirm if at % 2 else lambda id, by: store.reject(id, Reason.GOOD, by=by)
        print(decide(id, by="Ada").review.id, flush=True)
"""


def test_no_decision_is_lost_to_kills(
    site: Site, chance: random.Random, rounds: int, tally: Tally, tmp_path: Path
) -> None:
    script = tmp_path / "reviewer.py"
    script.write_text(REVIEWER, encoding="utf-8")
    site.empty()
    with site.store() as store:
        texts = [f"Norland sold lathes to Veridia, no. {number}." for number in range(ARTICLES)]
        sources = [document(f"r{number}", text) for number, text in enumerate(texts)]
        store.put(reading(one, says(one, claim(LATHES)), claims=(claim(LATHES),)) for one in sources)
    decided: set[str] = set()
    for number in range(rounds):
        target = "server" if number % 3 == 2 else "reviewer"
        decided |= _decide_until_killed(site, script, target, chance.randint(0, 4), number)
        tally.inject(f"kill -9 of the {target} while decisions are taken")
        with site.store() as store:
            _nothing_is_lost(store, decided)
    tally.all_is_right()


def _decide_until_killed(site: Site, script: Path, target: str, after: int, number: int) -> set[str]:
    """Let a reviewer decide until he or the server is killed; the decisions that he was told are taken."""
    at = site.server.ensure_running()
    arguments = [sys.executable, str(script), at.uri, at.username, at.password, str(number)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        told = [line for line, _ in zip(process.stdout, range(after + 1), strict=False)]
        if target == "server":
            site.kill_server()
        process.kill()
        rest = process.stdout.read().splitlines()
    return {one.strip() for one in (*told, *rest) if len(one.strip()) == len("decision:") + 16}


def _nothing_is_lost(store: Store, decided: set[str]) -> None:
    with store.loading("witness"):
        pass  # it waits for the transaction that a killed client left behind
    assert decided <= {one.review.id for one in store.reviews()}
    assert list(store.check()) == []
