"""The one error tree of claimgraph.

::

    ClaimgraphError           a person can mend it; its text is one clear line
    ├── LoadError             a file, row or address cannot be read as an article
    ├── EvidenceError         a quote does not stand where its offsets say
    ├── StoreError            Neo4j refuses
    │   ├── UnreachableError  Neo4j does not answer now; the same may be asked again
    │   │   └── PanickedError it takes no transaction any more until it is started anew
    │   ├── DamagedError      the graph holds what claimgraph never wrote
    │   ├── RefusedError      Neo4j refuses one transaction for what it holds; others go on
    │   └── ServerError       the local Neo4j cannot be installed, started or stopped
    ├── QueryError            a saved query, a parameter or Cypher is not usable
    └── ReviewError           a decision of a reviewer cannot be read, or fits nothing

Every message names the file, row, parameter or setting and says what would be right. The command line prints
it as one line and exits with 2; any other exception is a defect of claimgraph.
"""

from __future__ import annotations

from typing import Final


class ClaimgraphError(Exception):
    """Base of every error that claimgraph raises on purpose."""


class LoadError(ClaimgraphError):
    """A file, row or address cannot be read as an article."""


class EvidenceError(ClaimgraphError):
    """A quote does not stand where its offsets say."""


class StoreError(ClaimgraphError):
    """Neo4j does not answer, or refuses what was asked."""


class UnreachableError(StoreError):
    """Neo4j does not answer now, or cannot do this now; the same may be asked again later."""


class PanickedError(UnreachableError):
    """Neo4j runs, but takes no transaction any more until it is started anew; most often its disk is or was full."""


class RefusedError(StoreError):
    """Neo4j refuses a transaction for what it holds or needs; another transaction may be taken."""


class DamagedError(StoreError):
    """The graph holds something that claimgraph never wrote so: it was changed by hand."""


class ServerError(StoreError):
    """The local Neo4j cannot be installed, started or stopped."""


class QueryError(ClaimgraphError):
    """A saved query, one of its parameters, or Cypher text cannot be used."""


class ReviewError(ClaimgraphError):
    """A decision of a reviewer cannot be read, says what cannot be, or is about nothing that there is."""


_HINTS: Final = {
    "article": "; `claimgraph articles` lists them",
    "statement": "; it may have been rejected or read anew meanwhile",
}


def unknown_id(kind: str, id: str) -> QueryError:
    """The error that nothing of a kind has an id.

    Parameters:
        kind: "article", "entity", "claim" or "statement".

    >>> str(unknown_id("article", "a1"))
    "no article has the id 'a1'; `claimgraph articles` lists them"
    """
    return QueryError(f"no {kind} has the id {id!r}{_HINTS.get(kind, '')}")
