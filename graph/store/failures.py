"""What the driver and the server complain of, as one line that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from claimgraph.graph.errors import PanickedError, StoreError, UnreachableError

_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})

_PANIC = "Neo.DatabaseError.Transaction."
"""How the errors begin by which Neo4j tells that it cannot write its transaction log, and from then on refuses all."""


def check_address(uri: str) -> None:
    """Raise StoreError for what cannot be the address of a Neo4j."""
    if uri.partition("://")[0] not in _SCHEMES:
        raise StoreError(f"{uri!r} is no address of a Neo4j; it would be like bolt://HOST:7687 or neo4j+s://HOST")


def is_open_to_others(uri: str) -> bool:
    """Whether what is sent to an address leaves this machine unencrypted.

    >>> [is_open_to_others(uri) for uri in ("bolt://db.example.org", "bolt://localhost:7687", "neo4j+s://example.org")]
    [True, False, False]
    """
    parts = urlsplit(uri)
    host = parts.hostname or ""
    return parts.scheme in ("bolt", "neo4j") and host not in ("localhost", "::1") and not host.startswith("127.")


@contextmanager
def store_errors(uri: str, username: str, database: str | None) -> Iterator[None]:
    """Errors of the driver and the server as StoreErrors of one line."""
    server = f"Neo4j at {uri}" if uri else "Neo4j"
    try:
        yield
    except AuthError as error:
        line = f"{server} refuses the user name {username!r} with this password; set NEO4J_USERNAME and NEO4J_PASSWORD"
        raise StoreError(line) from error
    except Forbidden as error:
        raise StoreError(f"{server} does not permit this to the user: {_line(error)}") from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        raise UnreachableError(f"{server} does not answer; does it run there? ({_reason(error)})") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{server} keeps no half characters (lone surrogates): {_line(error)}") from error
    except (ConfigurationError, ValueError) as error:
        if not uri:
            raise
        raise StoreError(f"{uri!r} is no address of a Neo4j: {_line(error)}") from error
    except Neo4jError as error:
        if (error.code or "").endswith("DatabaseNotFound"):
            raise StoreError(f"{server} has no database {database!r}") from error
        if (error.code or "").startswith(_PANIC):
            raise PanickedError(
                f"{server} takes no more transactions until it is started anew; is its disk full? ({_line(error)})"
            ) from error
        kind = UnreachableError if _passes(error) else StoreError
        raise kind(f"{server}: {_line(error)}") from error
    except DriverError as error:
        raise StoreError(f"{server}: {_line(error)}") from error


def _passes(error: Neo4jError) -> bool:
    """Whether the same may go well later; what needs too much memory now needs it later, too."""
    return error.is_retryable() and "OutOfMemory" not in (error.code or "")


def _reason(error: BaseException) -> str:
    """The system's own words where they are at the bottom of the driver's: "Connection refused"."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error.strerror if isinstance(error, OSError) and error.strerror else _line(error)


def _line(error: BaseException) -> str:
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())
