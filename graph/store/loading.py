"""One `claimgraph load` that can be interrupted: what it has done is marked in the transactions that did it.

The marker is a node (:Load) that stands from the first article to the end of the load, and the load's `run` on every
article, written in the article's own transaction. A command that finds its own marker was interrupted; it need not
read again what carries the mark.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import LiteralString

from claimgraph.graph.model import Article, Reading
from claimgraph.graph.store.drafting import Written
from claimgraph.graph.store.kept import KEPT, Condition, Kept
from claimgraph.graph.store.transactions import Transactions
from claimgraph.graph.store.writer import Writer

_BEGIN = """
MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema
MERGE (load:Load {id: $command}) ON CREATE SET load.run = $run
RETURN load.run AS run
"""
_END = "MATCH (load:Load {id: $command}) DELETE load"
_KNOWN: LiteralString = f"""
UNWIND $ids AS id MATCH (a:Article {{id: id}}) WHERE a.run = $run OR a.reader = $reader
RETURN id, {KEPT}
"""

_STANDING: LiteralString = """
UNWIND $ids AS id MATCH (a:Article {id: id})
RETURN id, coalesce(a.name, '') AS name, coalesce(a.title, '') AS title, coalesce(a.url, '') AS url, a.sha256 AS sha256
"""

_COUNT = "MATCH (a:Article) WHERE a.run = $run RETURN count(a) AS n"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a store says of an article that it holds; not checked."""

    name: str
    title: str
    url: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Loading:
    """A load under way; made by `Store.loading`.

    `resumed` tells that the same command was interrupted before; `give_up` ends the wait for a server that went away,
    in whatever thread it is.
    """

    resumed: bool
    give_up: Callable[[], None] = field(repr=False)
    _run: str = field(repr=False)
    _reader: str | None = field(repr=False)
    _passed: Counter[str] = field(repr=False)
    _transactions: Transactions = field(repr=False)
    _writer: Writer = field(repr=False)

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """Those articles that the store holds, by id."""
        wanted = sorted(ids)
        query = self._transactions.read_once
        found = query(lambda transaction: transaction.run(_STANDING, ids=wanted).data()) if wanted else []
        return {row.pop("id"): Standing(**row) for row in found}

    def done(self, articles: Iterable[Article]) -> dict[str, frozenset[str]]:
        """Those articles that need not be read again, by id, each with the ids of its claims.

        The store holds each as it is now, text and evidence undamaged, and it was put in by this load before an
        interruption, or read by the same extractor.
        """
        wanted = {article.id: article for article in articles}
        rows = {"ids": list(wanted), "run": self._run if self.resumed else None, "reader": self._reader}
        found = self._transactions.read_once(lambda transaction: transaction.run(_KNOWN, rows).data()) if wanted else []
        done = {}
        for row in found:
            kept = Kept.of(row["article"], row["texts"], row["mentions"], row["said"])
            if kept.condition is Condition.SOUND and kept.as_read and kept.as_read.article == wanted[row["id"]]:
                done[row["id"]] = frozenset(claim["id"] for claim, _ in row["said"])
                self._passed["articles"] += kept.row.get("run") != self._run
        return done

    def count(self) -> int:
        """How many articles this load has put in, before an interruption and since, or found there unchanged."""
        number: int = self._transactions.read_once(
            lambda transaction: transaction.run(_COUNT, run=self._run).single(strict=True)["n"]
        )
        return number + self._passed["articles"]

    def put(self, readings: Iterable[Reading]) -> Future[Written]:
        """Hand over readings as to `Writer.put`; in the same transaction their articles are marked as done."""
        return self._writer.put(readings, self._run, self._reader)

    def settle(self) -> None:
        """Finish what the writer has begun, and forget the rest; then nothing more can be put."""
        self._writer.close()


def begin(
    command: str, reader: str | None, transactions: Transactions, writer: Writer, give_up: Callable[[], None]
) -> Loading:
    """Set the marker of a command, or find it."""
    fresh = secrets.token_hex(8)
    run = transactions.write(
        lambda transaction: transaction.run(_BEGIN, command=command, run=fresh).single(strict=True)["run"]
    )
    return Loading(run != fresh, give_up, run, reader, Counter(), transactions, writer)


def end(command: str, transactions: Transactions) -> None:
    """Take the marker away: the next load of this command reads everything anew."""
    transactions.write(lambda transaction: transaction.run(_END, command=command).consume())
