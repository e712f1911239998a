"""What a database has to be before articles go in: a Neo4j that we know, empty or with this claimgraph's schema."""

from __future__ import annotations

import re
from typing import LiteralString

from neo4j import ServerInfo

from claimgraph.graph.counting import counted
from claimgraph.graph.errors import StoreError
from claimgraph.graph.limits import cut
from claimgraph.graph.store.months import Ledger
from claimgraph.graph.store.schema import MIGRATIONS, SCHEMA, VERSION
from claimgraph.graph.store.transactions import Transactions

_OLDEST = (5, 7)
_VERSION = re.compile(r"\D*(\d{1,9})(?!\d)(?:\D+(\d{1,9})(?!\d))?")
"""The first two numbers of a version; Python makes no number of thousands of digits."""
_SHOWN = 60

# Somebody else's dump can bring two of them.
_SCHEMA = "MATCH (meta:Meta {id: 'claimgraph'}) RETURN meta.schema AS schema ORDER BY schema DESC LIMIT 1"
_META = "MERGE (meta:Meta {id: 'claimgraph'}) ON CREATE SET meta = $properties"
_UPGRADED = "MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = $schema"
_ANYTHING = "MATCH (n) WHERE NOT n:Meta RETURN 1 LIMIT 1"
_LABELS: LiteralString = "|".join(label for node in SCHEMA.nodes for label in (node.label, *node.sublabels))
_FOREIGN: LiteralString = f"MATCH (n:{_LABELS}) RETURN labels(n) AS labels LIMIT 1"
_HELD = """
RETURN COUNT { (:Article) } AS articles, EXISTS { MATCH (decided:Merge|Parting|Review|Decision|Scene) } AS decided
"""
_AWAIT_INDEXES = "CALL db.awaitIndexes(86400)"  # of a million claims they take minutes


def check_server(server: ServerInfo, uri: str) -> None:
    """Raise StoreError where the server is too old. It says its version when it is met, so that no query has to ask."""
    version = server.agent.partition("/")[2]
    found = _VERSION.match(version)
    if found is None or tuple(map(int, found.groups("0"))) < _OLDEST:
        told = cut(version, _SHOWN) or "of no version"
        raise StoreError(f"the server at {uri} is Neo4j {told}; claimgraph needs Neo4j 5.7 or newer")


def schema_version(transactions: Transactions) -> int | None:
    """Which schema the graph has; None where there is no graph of claimgraph.

    Raises:
        StoreError: it says something that is no version.
    """
    record = transactions.read_once(lambda transaction: transaction.run(_SCHEMA).single())
    if record is None:
        return None
    version = record["schema"]
    if type(version) is not int:
        raise StoreError(
            f"the graph has the schema {version!r:.60}, which is no number: somebody changed it by hand, and nobody can"
            " tell which claimgraph wrote it; restore a dump of it, or load the articles into another store"
            " (--store NAME)"
        )
    return version


def check_schema(transactions: Transactions, *, or_older: bool = False) -> int | None:
    """Raise StoreError unless the graph has the schema of this claimgraph, or none; returns which it has."""
    version = schema_version(transactions)
    if version is not None and version > VERSION:
        raise StoreError(
            f"the graph has schema {version} of a newer claimgraph, this one knows schema {VERSION}; update claimgraph"
        )
    if version is not None and version < VERSION and not or_older:
        raise StoreError(
            f"the graph has schema {version} of an older claimgraph; `claimgraph db upgrade` brings it to {VERSION}"
        )
    return version


def check_prepared(transactions: Transactions) -> None:
    """Raise StoreError unless the database holds a graph of claimgraph, however empty."""
    if schema_version(transactions) is None:
        raise StoreError("this database holds no graph of claimgraph yet; `claimgraph load PATH` makes one")


def is_empty(transactions: Transactions) -> bool:
    """Whether the database holds nothing but claimgraph's own mark, if that."""
    return transactions.read_once(lambda transaction: transaction.run(_ANYTHING).single()) is None


def check_empty(transactions: Transactions) -> None:
    """Raise StoreError unless nothing was loaded here yet, by claimgraph or by others under the same labels."""
    if schema_version(transactions) is None:
        check_free(transactions)
    found = transactions.read_once(lambda transaction: transaction.run(_HELD).single(strict=True).data())
    held = found["articles"]
    if found["decided"] and not held:
        raise StoreError(
            "the store holds decisions or views already (`claimgraph decisions`, `claimgraph scenes list`), and --bulk "
            "fills an empty one: "
            "load without it, or take another store (--store NAME)"
        )
    if held:
        raise StoreError(
            f"the store holds {counted(held, 'article')} already, and --bulk fills an empty one: "
            "load without it, or take another store (--store NAME)"
        )


def check_free(transactions: Transactions) -> None:
    """Raise StoreError where a database without a graph of claimgraph holds nodes with labels that claimgraph uses.

    Nodes with other labels only are left alone: no query and no write of claimgraph looks at them.
    """
    record = transactions.read_once(lambda transaction: transaction.run(_FOREIGN).single())
    if record is not None:
        known = set(_LABELS.split("|"))
        label = next(label for label in record["labels"] if label in known)
        raise StoreError(
            f"this database holds nodes labelled {label} that claimgraph did not write, and claimgraph uses that label "
            "itself; use another database (--database NAME or NEO4J_DATABASE) or another store (--store NAME)"
        )


def prepare(transactions: Transactions) -> None:
    """Make the schema of an empty graph; where it is there only full-text indexes that a later version declares.

    The server builds these beside other work; until they are there, what asks them finds nothing.

    Raises:
        StoreError: the database holds nodes of somebody else with labels that claimgraph uses; nothing is changed.
    """
    if check_schema(transactions) is None:
        check_free(transactions)
        make_schema(transactions)
        fresh = {"id": "claimgraph", "schema": VERSION, "writes": 0, **Ledger().row()}
        transactions.write(lambda transaction: transaction.run(_META, properties=fresh).consume())
    else:
        transactions.run_apart([index.create() for index in SCHEMA.full_text])


def make_schema(transactions: Transactions) -> None:
    """Make the constraints and indexes, and wait until they can be used."""
    transactions.run_apart((*SCHEMA.constraints(), *SCHEMA.indexes(), _AWAIT_INDEXES))


def migrate(transactions: Transactions, version: int) -> None:
    """Take the steps from an older schema to this one; what is counted is not right before it is counted again."""
    make_schema(transactions)
    for step in range(version, VERSION):
        transactions.run_apart(MIGRATIONS[step])


def note_upgraded(transactions: Transactions) -> None:
    """Note that the graph has the schema of this claimgraph, now that all of it is right."""
    transactions.write(lambda transaction: transaction.run(_UPGRADED, schema=VERSION).consume())
