"""A server that stands still, connections that are cut, two loaders in each other's way, a clock that jumps."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cutting_proxy import CuttingProxy
from faulty import Load, Site, Tally, Witness
from jumping_clock import JumpingClock, compiler
from neo4j import GraphDatabase
from neo4j.exceptions import Neo4jError

pytestmark = pytest.mark.faults

STOPPED = 20.0


def test_a_server_that_stands_still_for_20_seconds_only_costs_time(
    site: Site, news: Path, witness: Witness, chance: random.Random, tally: Tally
) -> None:
    site.empty()
    load = site.load(news)
    wanted = chance.randint(0, len(witness.order) // 2)
    assert load.wait_for(lambda: load.acknowledged >= wanted)
    process = site.server_process()
    assert process is not None
    process.suspend()
    tally.inject(f"server stopped for {STOPPED:.0f} s")
    time.sleep(STOPPED)
    assert load.runs
    process.resume()
    assert load.wait() == 0, load.shown
    with site.store() as store:
        witness.check_same(store)
    tally.all_is_right()


def test_a_connection_that_is_cut_in_a_transaction_or_its_commit_is_made_anew(
    site: Site, news: Path, witness: Witness, chance: random.Random, rounds: int, tally: Tally
) -> None:
    reached = site.server.ensure_running()
    remote = {"NEO4J_URI": "", "NEO4J_PASSWORD": reached.password}
    cuts = 0
    while cuts < rounds:
        site.empty()
        with CuttingProxy(int(reached.uri.rpartition(":")[2])) as proxy:
            remote["NEO4J_URI"] = f"bolt://127.0.0.1:{proxy.port}"
            load = Load.start(news, site.environment | remote)
            while cuts < rounds and load.runs:
                if cuts % 2:
                    proxy.cut_at_commit()
                else:
                    proxy.cut_after(chance.randint(1, 60_000))
                load.wait_for(lambda: not proxy.waits)
                if not proxy.waits:
                    tally.inject("connection cut " + ("at the commit" if cuts % 2 else "in a transaction"))
                    cuts += 1
            assert load.wait() == 0, load.shown
        with site.store() as store:
            witness.check_same(store)
        tally.all_is_right()


@pytest.mark.parametrize("same", [True, False], ids=["same articles", "different articles"])
def test_two_loaders_at_once_make_what_one_makes(
    site: Site, news: Path, tmp_path: Path, same: bool, tally: Tally
) -> None:
    files = [news, news] if same else [tmp_path / "first.jsonl", tmp_path / "second.jsonl"]
    if not same:
        lines = news.read_text("utf-8").splitlines(keepends=True)
        for part, file in enumerate(files):
            file.write_text("".join(lines[part::2]), "utf-8")
    witness = site.witness(*dict.fromkeys(files))
    site.empty()
    loads = [site.load(file) for file in files]
    tally.inject("two loaders at once, " + ("same articles" if same else "same entities"))
    assert [(load.wait(), load.shown.count("Error:")) for load in loads] == [(0, 0)] * 2
    with site.store() as store:
        witness.check_same(store)
    tally.all_is_right()


def test_a_deadlock_with_another_program_is_overcome(site: Site, news: Path, witness: Witness, tally: Tally) -> None:
    """Another program locks an entity first and then what a load locks first: one of the two must give way."""
    site.empty()
    load = site.load(news)
    assert load.wait_for(lambda: load.acknowledged > 0)
    reached, over = site.server.ensure_running(), threading.Event()

    def get_in_the_way() -> None:
        with GraphDatabase.driver(reached.uri, auth=(reached.username, reached.password)) as driver:
            while not over.is_set():
                try:
                    with driver.session() as session, session.begin_transaction() as transaction:
                        transaction.run("MATCH (e:Entity) SET e.id = e.id").consume()
                        time.sleep(0.2)
                        transaction.run("MATCH (m:Meta) SET m.schema = m.schema").consume()
                except Neo4jError as error:
                    assert "Deadlock" in (error.code or ""), error
                    tally.inject("deadlock with another program")

    other = threading.Thread(target=get_in_the_way)
    other.start()
    status = load.wait()
    over.set()
    other.join()
    assert status == 0, load.shown
    with site.store() as store:
        witness.check_same(store)
    tally.all_is_right()


JUMPS = [timedelta(days=days) for days in (-2, 400, -3650)] + [timedelta(hours=hours) for hours in (1, -1, 0)]


@pytest.mark.skipif(sys.platform != "linux" or not compiler(), reason="the clock is for Linux, and needs a C compiler")
def test_a_clock_that_jumps_back_and_forth_changes_nothing(
    tmp_path: Path, extractors: Path, news: Path, witness: Witness, chance: random.Random, tally: Tally
) -> None:
    clock, jumps = JumpingClock.made(tmp_path), list(JUMPS)
    with Site.at(tmp_path / "home", extractors, **clock.environment) as site:
        while jumps:
            load = site.load(news)
            while jumps and load.wait_for(after(chance.uniform(0, 1))):
                clock.jump(jumps.pop(0))
                tally.inject("clock jumped, for client and server")
            assert load.wait() == 0, load.shown
            with site.store() as store:
                witness.check_same(store)
            tally.all_is_right()
            site.empty()


def after(seconds: float) -> Callable[[], bool]:
    """The moment in so many seconds."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end
