"""kill -9 of the client, of a reading worker and of the server, at random moments, many times in a row.

A load is killed again and again until it has come through; then the graph is compared with that of an undisturbed
load, the database is emptied, and the next load begins. What a load has told as loaded is there after every kill.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from faulty import Load, Site, Tally, Witness

pytestmark = pytest.mark.faults

TARGETS = ("client", "reading worker", "server", "client", "reading worker")
"""A server that was killed is slow at first, so that it is killed less often."""
IN_A_ROW = 10
AT_THE_START = 0.2
"""The share of kills that come before anything is loaded."""


def test_loads_come_through_kills_at_random_moments(
    site: Site, news: Path, witness: Witness, chance: random.Random, rounds: int, tally: Tally
) -> None:
    killer = Killer(site, news, witness, chance, tally)
    while killer.kills < rounds:
        site.empty()
        killer.kill_until_it_is_done(at_most=min(rounds - killer.kills, IN_A_ROW))
        with site.store() as store:
            witness.check_same(store)
        tally.all_is_right()


@dataclass
class Killer:
    """Kills what works for a load."""

    site: Site
    news: Path
    witness: Witness
    chance: random.Random
    tally: Tally
    kills: int = 0

    def kill_until_it_is_done(self, at_most: int) -> None:
        """Kill up to so many times; the client that was killed is started again, all others see to that themselves."""
        last = self.kills + at_most
        load = self._start()
        while self.kills < last and load.wait_for(self._moment(load)):
            target = TARGETS[self.kills % len(TARGETS)]
            if not self._kill(target, load):
                break
            self.kills += 1
            self.tally.inject(f"kill -9 of the {target}")
            if target == "client":
                load = self._start()
        assert (load.wait(), load.shown.count("Error:")) == (0, 0), load.shown

    def _start(self) -> Load:
        return self.site.load(self.news, "--workers", "2")

    def _moment(self, load: Load) -> Callable[[], bool]:
        """When to kill next: after so many articles more and a moment, or a moment after the start."""
        delay = self.chance.uniform(0, 0.3)
        wanted = load.acknowledged + self.chance.randint(0, (len(self.witness.order) - load.acknowledged) // 2)
        if load.acknowledged == 0 and self.chance.random() < AT_THE_START:
            wanted, delay = 0, self.chance.uniform(0, 3)
        begin: list[float] = []

        def has_come() -> bool:
            if load.acknowledged < wanted:
                return False
            begin.append(time.monotonic())
            return time.monotonic() - begin[0] >= delay

        return has_come

    def _kill(self, target: str, load: Load) -> bool:
        """Kill one of them; whether there was one before the load ended."""
        if target == "client":
            orphans = load.kill()
            _, alive = psutil.wait_procs(orphans, timeout=60)
            assert alive == []
            with self.site.store() as store:
                self.witness.check_acknowledged(store, load.acknowledged)
                self.witness.check_whole(store)
            return True
        if target == "server":
            if not load.wait_for(lambda: self.site.server_process() is not None):
                return False
            acknowledged = load.acknowledged
            self.site.kill_server()
            with self.site.store() as store:
                self.witness.check_acknowledged(store, acknowledged)
            return True
        if not load.wait_for(lambda: bool(load.workers())):
            return False
        self.chance.choice(load.workers()).kill()
        return True
