"""One `claimgraph load` that can be interrupted: what it has done is marked in the transactions that did it.

The marker is a node (:Load) that stands from the first article to the end of the load, and the load's `run` on every
article, written in the article's own transaction. A command that finds its own marker was interrupted; it need not
read again what carries the mark.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field

from claimgraph.graph.model import Article, Reading
from claimgraph.graph.store.drafting import Written
from claimgraph.graph.store.rows import article_of
from claimgraph.graph.store.transactions import Transactions
from claimgraph.graph.store.writer import Writer

_BEGIN = """
MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema
MERGE (load:Load {id: $command}) ON CREATE SET load.run = $run
RETURN load.run AS run
"""
_END = "MATCH (load:Load {id: $command}) DELETE load"
_DONE = """
MATCH (a:Article {id: $id}) WHERE a.run = $run
RETURN properties(a) AS article, [(c)-[:REPORTED_IN]->(a) | c.id] AS claims
"""

_COUNT = "MATCH (a:Article) WHERE a.run = $run RETURN count(a) AS n"


@dataclass(frozen=True, slots=True)
class Loading:
    """A load under way; made by `Store.loading`.

    `resumed` tells that the same command was interrupted before; `give_up` ends the wait for a server that went away,
    in whatever thread it is.
    """

    resumed: bool
    give_up: Callable[[], None] = field(repr=False)
    _run: str = field(repr=False)
    _transactions: Transactions = field(repr=False)
    _writer: Writer = field(repr=False)

    def done(self, article: Article) -> frozenset[str] | None:
        """Ids of the claims of an article that this load has put in already, as it is now; None where it has not."""
        if not self.resumed:
            return None
        record = self._transactions.read_once(
            lambda transaction: transaction.run(_DONE, id=article.id, run=self._run).single()
        )
        if record is None or article_of(record["article"]) != article:
            return None
        return frozenset(record["claims"])

    def count(self) -> int:
        """How many articles this load has put in, before an interruption and since."""
        number: int = self._transactions.read_once(
            lambda transaction: transaction.run(_COUNT, run=self._run).single(strict=True)["n"]
        )
        return number

    def put(self, readings: Iterable[Reading]) -> Future[Written]:
        """Hand over readings as to `Writer.put`; in the same transaction their articles are marked as done."""
        return self._writer.put(readings, self._run)

    def settle(self) -> None:
        """Finish what the writer has begun, and forget the rest; then nothing more can be put."""
        self._writer.close()


def begin(command: str, transactions: Transactions, writer: Writer, give_up: Callable[[], None]) -> Loading:
    """Set the marker of a command, or find it."""
    fresh = secrets.token_hex(8)
    run = transactions.write(
        lambda transaction: transaction.run(_BEGIN, command=command, run=fresh).single(strict=True)["run"]
    )
    return Loading(run != fresh, give_up, run, transactions, writer)


def end(command: str, transactions: Transactions) -> None:
    """Take the marker away: the next load of this command reads everything anew."""
    transactions.write(lambda transaction: transaction.run(_END, command=command).consume())
