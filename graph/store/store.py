"""The store: readings go into Neo4j, networks and rows come out.

Every write is one transaction that leaves statuses right; every read that takes several steps sees one state of the
graph. Errors of the server come as one-line StoreErrors.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction

from claimgraph.graph.decision import Decision, Signature
from claimgraph.graph.errors import DamagedError, QueryError
from claimgraph.graph.model import Article, Entity, EntityType, Reading, text_hash
from claimgraph.graph.network import Network
from claimgraph.graph.store import bulk, decisions, inforce, preparing, takingin
from claimgraph.graph.store import read as reading
from claimgraph.graph.store import write as writing
from claimgraph.graph.store.audit import miscounted, misheard
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.check import differences
from claimgraph.graph.store.claims import TornReadError
from claimgraph.graph.store.cypher_guard import CypherGuard
from claimgraph.graph.store.cypher_size import check_size
from claimgraph.graph.store.deciding import Deciding
from claimgraph.graph.store.declared import Declared
from claimgraph.graph.store.difference import Difference, Rebuilt
from claimgraph.graph.store.drafting import Batch
from claimgraph.graph.store.failures import (
    check_address,
    check_stays_here,
    is_open_to_others,
    meeting,
    shown_address,
    store_errors,
    trusts_any,
)
from claimgraph.graph.store.identity import Merge, Namesakes, Part
from claimgraph.graph.store.incomplete import lost
from claimgraph.graph.store.loading import Loading
from claimgraph.graph.store.loading import begin as begin_loading
from claimgraph.graph.store.loading import end as end_loading
from claimgraph.graph.store.login import Check, login
from claimgraph.graph.store.memory import Memory
from claimgraph.graph.store.mending import mend
from claimgraph.graph.store.metering import Allowance
from claimgraph.graph.store.outages import Outages
from claimgraph.graph.store.query import LateError, LostError, Rows, read_rows
from claimgraph.graph.store.read import Stats
from claimgraph.graph.store.rebuild import renew_digests
from claimgraph.graph.store.record import record
from claimgraph.graph.store.scenes import Scenes
from claimgraph.graph.store.schema import VERSION
from claimgraph.graph.store.settling import note_readings, settle
from claimgraph.graph.store.shapes import misshapen
from claimgraph.graph.store.sharednames import SharedName, shared_names
from claimgraph.graph.store.silence import limit_waiting
from claimgraph.graph.store.stopping import metadata, stop
from claimgraph.graph.store.telling import Telling
from claimgraph.graph.store.transactions import UNREADABLE, Bounds, Transactions
from claimgraph.graph.store.trial import Trying
from claimgraph.graph.store.worth import WorthChecking
from claimgraph.graph.store.writer import Writer

if TYPE_CHECKING:
    from claimgraph.graph.server.values import Connection

_log = logging.getLogger("claimgraph")
T = TypeVar("T")

_DAMAGE = (DamagedError, TornReadError, *UNREADABLE)
"""What work raises that reads what claimgraph never wrote."""
_ROUNDS = 5
"""What could not be counted before something else was set right is counted in the next round; two are enough."""
_WITH_LEGAL_FORM = (EntityType.FIRM, EntityType.ORGANIZATION)
_CONNECTION_TIMEOUT = 15.0
_RETRIES, _PATIENT_RETRIES = 30.0, 2.0
"""Seconds in which the driver itself tries a transaction again; where we outlast outages ourselves, it is told soon."""
_SILENCE = 120.0
"""Seconds for which a server may say nothing: Neo4j's own value. It says something once a minute while it works."""
_READS = Allowance(rows=0, seconds=1_800.0, bytes=2_000_000_000)
_CHECKS = Allowance(rows=0, seconds=86_400.0, bytes=500_000_000, each=True)
"""What claimgraph's own reads may take on a server that is not ours: the whole of a large graph, but no end of it."""
_DEFAULT_TIMEOUT = 30.0
_DEFAULT_LIMIT = 10_000
DEFAULT_BYTES = 50_000_000
"""What one query may answer, in bytes that are sent."""


class Store(Deciding, Declared, Telling, Trying, WorthChecking):
    """Claims in a Neo4j database.

    Parameters:
        driver: an open driver; whoever opened it closes it.
        database: the name of the database; None for the user's home database.
        outages: what to do while the server is away.
        uri, username: for what is told when something fails.
        bounds: what own reads may take; None for a server that is trusted.

    >>> with Store.connect("bolt://localhost:7687", "neo4j", "secret") as store:  # doctest: +SKIP
    ...     store.prepare()
    ...     store.put(readings)
    LoadChange(articles_added=3, articles_replaced=0, ...)
    """

    def __init__(
        self,
        driver: Driver,
        database: str | None = None,
        outages: Outages | None = None,
        *,
        uri: str = "",
        username: str = "",
        bounds: Bounds | None = None,
    ) -> None:
        self._outages = outages or Outages()
        self._transactions = Transactions(driver, database, self._outages, uri, username, bounds)
        self._guard = CypherGuard.standard()
        self._memories: list[Memory] = []
        self._bare: Callable[[str], str] | None = None

    @classmethod
    @contextmanager
    def connect(
        cls,
        uri: str,
        username: str,
        password: str,
        database: str | None = None,
        *,
        to_upgrade: bool = False,
        outages: Outages | None = None,
        verify: Callable[[], Check] | None = None,
        password_file: Path | None = None,
    ) -> Iterator[Self]:
        """A store on the server at an address; closed at the end of the `with`.

        Parameters:
            to_upgrade: whether a graph of an older claimgraph is welcome.
            outages: what to do while the server is away, once it has answered.
            verify: called before each new connection is opened; gives what is called once it is open and before the
                password is sent, which raises StoreError where it must not be sent there.
            password_file: where the password stands, for what is told when the server refuses it; None where the user
                gives it.

        Raises:
            StoreError: the server does not answer, refuses the credentials or the database, is no Neo4j of version
                5.7 or newer, or the graph was written by another claimgraph.
        """
        check_address(uri)
        shown = shown_address(uri)
        if is_open_to_others(uri):
            _log.warning(
                "the password goes to %s unencrypted, as all else does; bolt+s:// or neo4j+s:// encrypts it", shown
            )
        if trusts_any(uri):
            _log.warning("the certificate of %s is not checked: who stands in between can read the password", shown)
        with store_errors(uri, username, database, opening=True):
            driver = GraphDatabase.driver(
                uri,
                **login(username, password, verify),
                connection_timeout=_CONNECTION_TIMEOUT,
                max_transaction_retry_time=_PATIENT_RETRIES if outages and outages.patience else _RETRIES,
                connection_acquisition_timeout=2 * _CONNECTION_TIMEOUT,
                notifications_min_severity="OFF",
            )
        with driver:
            limit_waiting(driver, _SILENCE, opening=_CONNECTION_TIMEOUT, check=partial(check_stays_here, uri))
            is_ours = outages is not None and outages.revive is not None
            bounds = None if is_ours else Bounds(_READS, _CHECKS)
            store = cls(driver, database, outages, uri=uri, username=username, bounds=bounds)

            def meet() -> None:
                with store_errors(uri, username, database, opening=True, password_file=password_file), meeting(uri):
                    preparing.check_server(driver.get_server_info(), uri)
                    preparing.check_schema(store._transactions, or_older=to_upgrade)

            if outages and outages.revive:
                outages.outlast(meet)
            else:
                meet()
            yield store

    @classmethod
    def at(
        cls, connection: Connection, *, to_upgrade: bool = False, outages: Outages | None = None
    ) -> AbstractContextManager[Self]:
        """A store on the server of a connection; see `connect`."""
        one = connection
        return cls.connect(
            one.uri,
            one.username,
            one.password,
            one.database,
            to_upgrade=to_upgrade,
            outages=outages,
            verify=one.verify,
            password_file=one.password_file,
        )

    def marked(self, mark: str) -> Self:
        """The same store, whose reads carry a mark, so that `stop` can end them from elsewhere."""
        twin = copy(self)
        twin._transactions = self._transactions.marked(mark)
        return twin

    def forgiving(self, bare: Callable[[str], str]) -> Self:
        """The same store, whose `find` also finds a firm or an organization by its name without legal forms.

        Parameters:
            bare: a name without legal forms, as entities are named.
        """
        twin = copy(self)
        twin._bare = bare
        return twin

    def stop(self, mark: str) -> int:
        """End the reads that carry this mark, at the server; how many there were. Whoever waits for them is told."""
        with self._transactions.session(write=False) as session:
            return stop(session, mark)

    def prepare(self) -> None:
        """Make the constraints and indexes of an empty graph, and wait until they can be used; once for a database.

        Raises:
            StoreError: the user may not change the schema, the graph has another schema than this claimgraph, or the
                database holds nodes of somebody else with labels that claimgraph uses.
        """
        preparing.prepare(self._transactions)

    def upgrade(self) -> int | None:
        """Bring a graph of an older claimgraph to the schema of this one, in place; safe to repeat after a crash.

        Returns the version that it had, None where it holds no graph.

        Raises:
            StoreError: as `prepare`; or somebody wrote meanwhile.
        """
        version = preparing.check_schema(self._transactions, or_older=True)
        if version is not None and version < VERSION:
            preparing.migrate(self._transactions, version)
            try:
                note_readings(self._transactions)
            except _DAMAGE:  # decisions that nobody can read: `db rebuild` would refuse a graph that is not upgraded
                mend(self._transactions, misshapen(self._transactions.read_once))
                note_readings(self._transactions)
            self.rebuild(articles=False)
            renew_digests(self._transactions)
            preparing.note_upgraded(self._transactions)
        return version

    def check_prepared(self) -> None:
        """Raise StoreError unless `prepare` was called for this database once; changes nothing.

        Raises:
            StoreError: it holds no graph of claimgraph.
        """
        preparing.check_prepared(self._transactions)

    def is_empty(self) -> bool:
        """Whether the database holds nothing but claimgraph's own mark, if that."""
        return preparing.is_empty(self._transactions)

    def check_empty(self) -> None:
        """Raise StoreError unless nothing was loaded here yet."""
        preparing.check_empty(self._transactions)

    def complete_import(self) -> None:
        """Make a graph whole that came from the files of a `BulkGraph`: what the importer cannot keep, and indexes."""
        with self._transactions.session(write=True) as session:
            bulk.complete(session)
        preparing.make_schema(self._transactions)
        settle(self._transactions)

    def put(self, readings: Iterable[Reading]) -> LoadChange:
        """Write readings in one transaction; what their articles said before is retired.

        A reading that is already there, exactly so, counts as unchanged. Of several readings of one article the last
        one counts. Status, hedging and origins of all claims that this touches are right afterwards.

        Raises:
            EvidenceError: a quote does not stand where it says, or an id is used that the reading does not declare.
            StoreError: Neo4j went away or refuses; nothing of these readings was written.
        """
        batch = Batch.of(readings)
        if not batch.readings:
            return LoadChange()
        memory = self._memories.pop() if self._memories else Memory()  # another thread that writes takes another one
        try:
            written = self._transactions.write(lambda transaction: writing.put(transaction, batch, memory))
        except _DAMAGE:
            self._heal()
            forgiving = replace(batch, verified=False)
            written = self._transactions.write(lambda transaction: writing.put(transaction, forgiving, Memory()))
            self._heal()
            return written.change
        self._memories.append(memory)
        return written.change

    def _write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do work that writes, in one transaction; what it cannot read in a damaged graph is set right before."""
        try:
            return self._transactions.write(work)
        except _DAMAGE:
            if not self._heal():
                raise
            return self._transactions.write(work)

    def _heal(self) -> bool:
        """Set right what was changed by hand in the graph, so that articles can be written; whether anything was."""
        return self._rebuild_sums().found > 0

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """What writes batch after batch, each as `put` does; while Neo4j works on one, the next is worked out.

        At the end of the `with` all that was handed over is written or has failed, which its futures tell, unless an
        exception ends it: then the transaction under way is finished, and the rest forgotten.
        """
        writer = Writer(self._transactions, self._heal)
        try:
            yield writer
            writer.finish()
        finally:
            writer.close()

    @contextmanager
    def loading(self, command: str, reader: str | None = None) -> Iterator[Loading]:
        """A load of many readings that the same command can go on with after an interruption, whatever ended it.

        Parameters:
            command: what the load is known by; any text.
            reader: the extractor that reads, by name and fingerprint; what it has read already is not read again.
                None reads everything.
        """
        key = text_hash(command)
        with self.writer() as writer:
            yield begin_loading(key, reader, self._transactions, writer, self._outages.give_up)
        end_loading(key, self._transactions)

    def forget(self, *article_ids: str, by: str | None = None) -> LoadChange:
        """Remove articles and what only they supported, in one transaction.

        Raises:
            QueryError: the store has no such article; nothing is removed.
        """
        if not article_ids:
            return LoadChange()
        return self._write(lambda transaction: writing.forget(transaction, article_ids, Signature(by)))

    def merge(self, kept: str, other: str, *, by: str | None = None) -> LoadChange:
        """Decide that the entity of one id is one with another: its articles, claims and words are the other's.

        One transaction. The decision stays until `split` takes it back, whatever is loaded and forgotten meanwhile;
        what was read is kept. Statements by which one and the same would supply itself are set aside until then.

        Parameters:
            kept, other: ids; of entities that are one with another, that other is meant.
            by: who decides it, for the record; None leaves none.

        Raises:
            QueryError: there is no such entity, both are one already, or their types do not go together.
        """
        signature = Signature(by)
        return self._write(lambda transaction: decisions.merge(transaction, kept, other, signature))

    def split(self, other: str, *, by: str | None = None) -> LoadChange:
        """Take back that the entity of this id is one with another; the graph is what it would have been without.

        Raises:
            QueryError: nothing was decided about this id.
        """
        return self._write(lambda transaction: takingin.make_two(transaction, other, Signature(by)))

    def part(self, entity: str, *article_ids: str, by: str | None = None) -> LoadChange:
        """Decide that an entity is another one in some articles than elsewhere; one transaction.

        The decision stays until `rejoin` (or `merge` of both) takes it back, whatever is loaded and forgotten.

        Parameters:
            entity: its id.
            article_ids: ids of the articles that mean another one, the same one in all of them.
            by: who decides it, for the record; None leaves none.

        Raises:
            QueryError: there is no such entity or article, one of the articles does not name it, or no other does.
        """
        signature = Signature(by)
        return self._write(lambda transaction: decisions.part(transaction, entity, article_ids, signature))

    def rejoin(self, part: str, *, by: str | None = None) -> LoadChange:
        """Take back that readings were parted from an entity; the graph is what it would have been without.

        Parameters:
            part: the id of what was parted.

        Raises:
            QueryError: nothing was decided about this id.
        """
        return self._write(lambda transaction: takingin.make_whole(transaction, part, Signature(by)))

    def merges(self) -> list[Merge]:
        """The decisions in force that entities are one, the oldest first."""
        return self._transactions.read(inforce.merges)

    def parts(self) -> list[Part]:
        """The decisions in force that readings were parted from entities, the oldest first."""
        return self._transactions.read(inforce.parts)

    def namesakes(self) -> list[Namesakes]:
        """What is kept of names that stand for several entities, since articles assign them to different states."""
        return self._transactions.read(inforce.namesakes)

    def decisions(self) -> list[Decision]:
        """Who decided what about this graph and when, the oldest first; what was taken back since stays."""
        return self._transactions.read(record)

    @property
    def scenes(self) -> Scenes:
        """The named views that are kept with the graph."""
        return Scenes(self._transactions)

    def shared_names(self) -> list[SharedName]:
        """The names that stand for several entities, with these entities; by name."""
        return self._transactions.read(shared_names)

    def check(self) -> Iterator[Difference]:
        """Count everything again from the statements; what the store holds otherwise. Nothing, unless it was damaged.

        Constraints and indexes that are not as declared are told, too.

        Raises:
            StoreError: somebody wrote meanwhile, so that nothing can be said.
        """
        yield from self.schema_differences()
        with self._transactions.taken_back() as transaction:
            yield from differences(transaction)

    def rebuild(self, *, articles: bool = True) -> Rebuilt:
        """Set right what `check` finds; returns how many differences there were, and how many are left.

        What is left can only be mended by loading the articles again. Nodes of somebody else are counted apart, and
        left alone.

        Parameters:
            articles: whether each article is compared with what was read from it, too.

        Raises:
            StoreError: somebody wrote meanwhile; what was set right before stays. Or something that is declared to be
                unique is there twice.
        """
        renewed = self.renew_schema() if self.schema_differences() else 0
        rebuilt = self._rebuild_sums(articles=articles)
        return rebuilt._replace(found=rebuilt.found + renewed)

    def _rebuild_sums(self, *, articles: bool = True) -> Rebuilt:
        """As `rebuild`, without a look at constraints and indexes."""
        once = self._rebuild_once(articles=articles)
        mended = once.found - once.left
        for _ in range(1, _ROUNDS):
            if once.found == once.left:
                break
            once = self._rebuild_once(articles=articles)
            mended += once.found - once.left
        return Rebuilt(mended + once.left, once.left, once.foreign)

    def _rebuild_once(self, *, articles: bool) -> Rebuilt:
        """One round: what was found, and what of it cannot be set right.

        What the rest is counted from comes first; the rest is looked at in the next round.
        """
        read = self._transactions.read_once
        shapes = mend(self._transactions, misshapen(read))
        if shapes.found:
            return shapes
        hidden: Exception | None = None
        try:
            settle(self._transactions)
        except _DAMAGE as error:  # both read sums, too; these are set right first, and names in the next round
            hidden = error
        if (voices := mend(self._transactions, misheard(read))).found:
            return voices
        sums = mend(self._transactions, miscounted(read, articles=articles))
        if hidden is not None and sums.found == sums.left:
            raise hidden
        return Rebuilt(sums.found, sums.left, shapes.foreign)

    def network(self, claim_ids: Collection[str] | None = None, entity_ids: Collection[str] = ()) -> Network:
        """Claims with all that was said about them; status and origins are those of the whole store.

        Parameters:
            claim_ids: ids of claims (ids that do not exist are left out); None for everything in the store.
            entity_ids: entities that stand in the network even where none of the claims names them.

        A statement whose quote does not stand in the text of its article, as the store has it, is marked so
        (`Evidence.matches`). Claims that lost parts or statements since the database was changed by hand are left out,
        or have what is left of them; `Network.left_out` names them.
        """
        read = self._transactions.read
        try:
            return read(lambda transaction: reading.network(transaction, claim_ids, entity_ids))
        except DamagedError:
            return read(lambda transaction: reading.network(transaction, claim_ids, entity_ids, set()))

    def lost(self) -> str:
        """One line on the claims that queries do not find, since the database was changed by hand; "" for none."""
        return self._transactions.read_once(lost)

    def stats(self) -> Stats:
        """How many articles, entities, claims and statements there are."""
        return self._transactions.read(reading.stats)

    def articles(self) -> list[Article]:
        """All articles, the newest first; those without a date last."""
        return self._transactions.read(reading.articles)

    def find_article(self, key: str) -> Article:
        """The one article with this id, address, name or title (an exact id or address comes first).

        Raises:
            QueryError: there is none, or there are several; then their ids are told.
        """
        return self._transactions.read(lambda transaction: reading.find_article(transaction, key))

    def text(self, article_id: str) -> str:
        """The text of an article.

        Raises:
            QueryError: the store has no such article.
        """
        return self._transactions.read(lambda transaction: reading.text(transaction, article_id))

    def find(self, name: str, type: EntityType | None = None) -> list[Entity]:
        """Entities with this id, name or alias; case and accents do not count. An id comes first, then names.

        The id of an entity that is one with another finds that other.
        """
        found = self._transactions.read(lambda transaction: reading.find(transaction, name, type))
        bare = self._bare(name) if self._bare else name
        if found or bare == name:
            return found
        called = self._transactions.read(lambda transaction: reading.find(transaction, bare, type))
        return [entity for entity in called if entity.type in _WITH_LEGAL_FORM]

    def suggest(self, name: str, type: EntityType | None = None, limit: int = 5) -> list[Entity]:
        """Entities whose names are near to this one, the nearest first; none where none is near.

        The name itself comes before a beginning, that before a part of a name, that before a typing error
        (`graph.names.Tier`).
        """
        return self._transactions.read(lambda transaction: reading.suggest(transaction, name, type, limit))

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = _DEFAULT_TIMEOUT,
        limit: int = _DEFAULT_LIMIT,
        most_bytes: int = DEFAULT_BYTES,
    ) -> Rows:
        """Run one Cypher query that only reads.

        Parameters:
            parameters: values of the query's parameters; never spliced into its text.
            timeout: seconds after which the server stops the query. One that it does not stop is given up some seconds
                later; a local server that works on nevertheless is ended, and starts again with the next read.
            limit: the most rows to fetch; the rest is left at the server.
            most_bytes: the most bytes to receive; for each 25 of them one value may come.

        Raises:
            QueryError: the query is wrong, would do more than read the graph, took too long, gave too much, or was more
                than the server could bear.
        """
        check_size(cypher)
        way = self._transactions if self._transactions.mark else self._transactions.marked(secrets.token_hex(8))
        allowance = Allowance(limit, timeout, most_bytes)

        def once() -> Rows:
            with way.session(write=False) as session:
                return read_rows(session, self._guard, cypher, parameters or {}, allowance, metadata(way.mark))

        try:
            return self._outages.outlast(once)
        except LateError as error:
            raise QueryError(way.give_up(timeout)) from error
        except LostError as error:
            raise way.lost() from error
