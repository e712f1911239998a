"""What articles say of claims, in portions on disk that are counted one by one; several processes share many portions.

A portion holds everything that is said between any two parties in it, so that what is denied or supplied between them
is known from it alone. Each process writes files of its own, and holds one portion at a time.
"""

from __future__ import annotations

import signal
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from claimgraph.graph.cores import usable_cores
from claimgraph.graph.model import Claim, Modality, Stance
from claimgraph.graph.ownpython import started_safely
from claimgraph.graph.store.blobs import Blobs
from claimgraph.graph.store.counters import ROLES
from claimgraph.graph.store.cycles import no_search_for_cycles
from claimgraph.graph.store.importable import ImportFiles, Line, link, node
from claimgraph.graph.store.months import Ledgers
from claimgraph.graph.store.plan import Kinds
from claimgraph.graph.store.rows import Row, claim_row, is_supply, pair_counts, pair_id, supplies_row
from claimgraph.graph.store.tally import Fact, Tally

PORTIONS: Final = 64
_MANY, _MOST = 20_000, 4
"""From how many articles on several processes count, and how many they are at most."""

Said = tuple[tuple[str, ...], tuple[Any, ...]]
"""A claim and what a statement adds to it, as plain values."""
KindsOf = Mapping[str, tuple[str, ...]]
"""Of which goods each good is a kind."""


def said(claim: Claim, fact: Fact) -> Said:
    """What a statement says, as plain values."""
    return (
        (claim.id, claim.supplier, claim.recipient, claim.good, claim.modality.value),
        (fact.stance.value, fact.article, fact.speaker, fact.hedged, fact.day, fact.via, fact.keys, fact.confidence),
    )


def portion_of(one: Said) -> int:
    """The number of the portion that holds what is said between these parties."""
    _, supplier, recipient, *_ = one[0]
    return hash((supplier, recipient)) % PORTIONS


def portion(folder: Path, number: int) -> Blobs:
    """A portion, to be closed; what is in it stays."""
    return Blobs((folder / f"claims-{number}").open("a+b", buffering=1 << 16))


@dataclass(frozen=True, slots=True)
class Counted:
    """What some portions add up to: claims, and for each entity how many claims have it in which part, and months."""

    claims: int
    counters: Mapping[str, Counter[str]]
    ledgers: Ledgers


def counted(folder: Path, files: ImportFiles, kinds: KindsOf, processes: int) -> Iterator[Counted]:
    """Count all portions of a folder and write their claims, this process a share of them and others the rest; a share
    whose process is killed is counted here.

    Parameters:
        folder: of the portions; each process writes its files there, too.
        files: those of this process.
    """
    own, *others = [range(first, PORTIONS, processes) for first in range(processes)]
    with ExitStack() as running:
        shares = [
            (part, share, running.enter_context(_counting_apart(folder, part, kinds, share)))
            for part, share in enumerate(others, 1)
        ]
        yield _count(folder, files, kinds, own)
        for part, share, answers in shares:
            try:
                yield answers.recv()
            except (EOFError, OSError):
                yield _count_apart(folder, part, kinds, share)


def processes_for(articles: int) -> int:
    """How many processes count so many articles: one where it takes but seconds."""
    return min(usable_cores(), _MOST) if articles >= _MANY and not current_process().daemon else 1


@contextmanager
def _counting_apart(folder: Path, part: int, kinds: KindsOf, numbers: range) -> Iterator[Connection]:
    """A process that counts portions, and where its answer comes from; it ends with this one."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, folder, part, kinds, numbers), daemon=True)
    with started_safely():
        process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.terminate()
        process.join()


def _answer(asked: Connection, folder: Path, part: int, kinds: KindsOf, numbers: range) -> None:
    """Count and say what came of it. Whoever asked counts himself where no answer comes, and fails as this did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with asked, suppress(OSError):
        asked.send(_count_apart(folder, part, kinds, numbers))


def _count_apart(folder: Path, part: int, kinds: KindsOf, numbers: range) -> Counted:
    with ImportFiles(folder, part) as files, no_search_for_cycles():
        return _count(folder, files, kinds, numbers)


def _count(folder: Path, files: ImportFiles, kinds: KindsOf, numbers: range) -> Counted:
    counting = _Counting(files, Kinds(kinds, {}))
    for number in numbers:
        with closing(portion(folder, number)) as one:
            counting.count(one.all())
    return Counted(counting.claims, counting.counters, counting.ledgers)


class _Counting:
    """A run over portions that writes their claims and counts them."""

    def __init__(self, files: ImportFiles, kinds: Kinds) -> None:
        self._files, self._kinds = files, kinds
        self.claims = 0
        self.counters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.ledgers = Ledgers()

    def count(self, told: Iterable[Said]) -> None:
        """Count one portion."""
        claims: dict[str, Claim] = {}
        facts: defaultdict[str, list[Fact]] = defaultdict(list)
        for parts, fact in told:
            id = parts[0]
            if id not in claims:
                claims[id] = _claim(parts)
            facts[id].append(_fact(id, fact))
        tallies = {id: Tally().changed([], about) for id, about in facts.items()}
        denied = {id for id, tally in tallies.items() if tally.stances.denying}
        pairs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for id, claim in claims.items():
            tally = tallies[id]
            row = claim_row(claim, tally, denied.intersection(self._kinds.broader(claim)))
            self._files.write(self._lines(claim, tally, row))
            for about in facts[id]:
                self.ledgers.add_statement(claim, about, 1)
            self.ledgers.add_claim(claim, tally.months, 1)
            if is_supply(row):
                self._files.write([link("SUPPLIES", claim.supplier, claim.recipient, supplies_row(row))])
                pairs[claim.supplier, claim.recipient].update(pair_counts(row))
        for (supplier, recipient), counts in pairs.items():
            id = pair_id(supplier, recipient)
            self._files.write([node("Pair", {"id": id, "supplier": supplier, "recipient": recipient, **counts})])
        self.claims += len(claims)

    def _lines(self, claim: Claim, tally: Tally, row: Row) -> Iterator[Line]:
        yield node("Claim", row)
        for name, part in ROLES.items():
            yield link(part.upper(), claim.id, row[part])
            self.counters[row[part]][name] += 1
        for place, count in tally.via.items():
            yield link("VIA", claim.id, place, {"statements": count})


def _claim(plain: tuple[str, ...]) -> Claim:
    id, supplier, recipient, good, modality = plain
    return Claim(id, supplier, recipient, good, Modality(modality))


def _fact(claim: str, plain: tuple[Any, ...]) -> Fact:
    stance, *rest = plain
    return Fact(claim, Stance(stance), *rest)
