"""What the driver and the server complain of, as one line that a person can act on."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
    WriteServiceUnavailable,
)

from claimgraph.graph.errors import ClaimgraphError, PanickedError, RefusedError, StoreError, UnreachableError
from claimgraph.graph.limits import cut

_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
_LONGEST_HOST, _LONGEST_LABEL = 253, 63
_NOT_IN_HOST = frozenset(" %")
_SHOWN = 100
_MORE = re.compile("[?#].", re.DOTALL)
_ELLIPSIS = "…"

_PANIC = "Neo.DatabaseError.Transaction."
"""How the errors begin by which Neo4j tells that it cannot write its transaction log, and from then on refuses all."""

_WAITED = "another program was changing the same part of the graph, and this waited too long for it"
_OUR_WORDS = {
    "DeadlockDetected": "another program was changing the same part of the graph at the same moment",
    "LockClientStopped": _WAITED,
    "LockAcquisitionTimeout": _WAITED,
}
"""What to say of errors whose messages consist of the server's own names of nodes and locks."""
_OWN_NAMES = re.compile(r"\b(node|relationship)\s*\(\d+\)", re.IGNORECASE)


def check_address(uri: str) -> None:
    """Raise StoreError for what cannot be the address of a Neo4j; no password or token in it is repeated."""
    if "@" in uri:
        raise StoreError(
            "the address of a Neo4j holds no user name and no password: give them in NEO4J_USERNAME and NEO4J_PASSWORD,"
            " and the address as bolt://HOST:7687"
        )
    if uri.partition("://")[0] not in _SCHEMES or not _has_host(uri):
        told = repr(cut(shown_address(uri), _SHOWN))
        raise StoreError(f"{told} is no address of a Neo4j; it would be like bolt://HOST:7687 or neo4j+s://HOST")


def shown_address(uri: str) -> str:
    """An address for messages: without what follows a `?` or `#`, since people put tokens and passwords there.

    >>> shown_address("neo4j://db.example.org?token=secret"), shown_address("bolt://localhost:7687")
    ('neo4j://db.example.org?…', 'bolt://localhost:7687')
    """
    more = _MORE.search(uri)
    return f"{uri[: more.start() + 1]}{_ELLIPSIS}" if more else uri


def _has_host(uri: str) -> bool:
    """Whether a host that can be stands in an address, and a port that can be, if any; and no more in one of bolt."""
    try:
        parts = urlsplit(uri)
        more = parts.path.strip("/") or parts.query or parts.fragment
        return (
            uri.isprintable()
            and _is_host(parts.hostname or "")
            and parts.port != 0
            and not (more and parts.scheme.startswith("bolt"))
        )
    except ValueError:
        return False


@contextmanager
def meeting(uri: str) -> Iterator[None]:
    """While a server is met for the first time: what the driver makes of messages that no Neo4j sends, as one line.

    It can be any error, for the driver believes whatever has the right form.
    """
    try:
        yield
    except (ClaimgraphError, Neo4jError, DriverError, OSError, UnicodeError):
        raise
    except Exception as error:
        what = _line(error)
        raise StoreError(
            f"Neo4j at {shown_address(uri)} does not answer as a Neo4j does ({type(error).__name__}: {what})"
        ) from error


def _is_host(name: str) -> bool:
    """Whether a name or number can be a host's; what a resolver knows is not asked."""
    if ":" in name:
        return _is_number(name)
    labels = name.removesuffix(".").split(".")
    return len(name) <= _LONGEST_HOST and all(
        0 < len(label) <= _LONGEST_LABEL and not _NOT_IN_HOST & set(label) for label in labels
    )


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def trusts_any(uri: str) -> bool:
    """Whether what is sent to an address is encrypted for whoever answers there.

    >>> [trusts_any(uri) for uri in ("bolt+ssc://db.example.org", "bolt+s://db.example.org")]
    [True, False]
    """
    return urlsplit(uri).scheme.endswith("+ssc")


def is_open_to_others(uri: str) -> bool:
    """Whether what is sent to an address leaves this machine unencrypted.

    >>> [is_open_to_others(uri) for uri in ("bolt://127.example.org", "bolt://localhost:7687", "neo4j+s://example.org")]
    [True, False, False]
    """
    parts = urlsplit(uri)
    host = parts.hostname or ""
    return parts.scheme in ("bolt", "neo4j") and host != "localhost" and not _is_loopback(host)


def check_stays_here(uri: str, host: str) -> None:
    """Refuse a host that a server of this machine names, where the password would leave the machine unencrypted.

    A server at `neo4j://` tells the driver which hosts to go on with; behind a tunnel that can be any.

    Parameters:
        uri: the address that the user gave.
        host: the one to connect to.

    Raises:
        StoreError: it is another machine, and what is sent to it is not encrypted.

    >>> check_stays_here("neo4j://127.0.0.1:7687", "localhost")
    >>> check_stays_here("neo4j+s://localhost:7687", "graph.example.org")
    """
    encrypted = urlsplit(uri).scheme not in ("bolt", "neo4j")
    if encrypted or is_open_to_others(uri) or host == "localhost" or _is_loopback(host):
        return
    raise StoreError(
        f"the server at {shown_address(uri)} names {host!r:.80} to go on with, and the password would go there"
        " unencrypted: use bolt:// to stay with the server itself, or neo4j+s://"
    )


def _is_loopback(host: str) -> bool:
    return _is_number(host) and ip_address(host).is_loopback


@contextmanager
def store_errors(
    uri: str, username: str, database: str | None, *, opening: bool = False, password_file: Path | None = None
) -> Iterator[None]:
    """Errors of the driver and the server as StoreErrors of one line.

    Parameters:
        opening: whether the address itself is tried out, so that what is wrong with it shows here.
        password_file: where the password of a local store stands; None where the user gives the password.
    """
    server = f"Neo4j at {shown_address(uri)}" if uri else "Neo4j"
    try:
        yield
    except AuthError as error:
        raise StoreError(f"{server} {_refused_login(username, password_file)}") from error
    except Forbidden as error:
        raise StoreError(f"{server} does not permit this to the user: {_line(error)}") from error
    except WriteServiceUnavailable as error:
        raise StoreError(f"{server} takes no changes: it is read-only, or a follower that neo4j:// avoids") from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        cause = _cause(error)
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise StoreError(f"{server} has a certificate that {_distrust(cause)}") from error
        raise UnreachableError(f"{server} does not answer; does it run there? ({_words(cause)})") from error
    except UnsupportedServerProduct as error:
        raise StoreError(f"{server} is older than claimgraph needs (Neo4j 5.7), or is no Neo4j") from error
    except UnicodeEncodeError as error:
        raise RefusedError(f"{server} keeps no half characters (lone surrogates): {_line(error)}") from error
    except (ConfigurationError, ValueError) as error:
        if not opening:
            raise
        told = shown_address(uri)  # where that leaves something out, the driver's words may repeat it
        why = _line(error) if told == uri else "after the ? it may hold NAME=VALUE, joined by &, each name once"
        raise StoreError(f"{told!r} is no address of a Neo4j: {why}") from error
    except Neo4jError as error:
        raise _refusal(server, database, error) from error
    except DriverError as error:
        raise StoreError(f"{server}: {_line(error)}") from error


def _refused_login(username: str, password_file: Path | None) -> str:
    if password_file is None:
        return f"refuses the user name {username!r} with this password; set NEO4J_USERNAME and NEO4J_PASSWORD"
    return (
        f"refuses the password in {password_file}: put back the file that belongs to this store, or restore a dump of"
        " the store into a new one"
    )


def _refusal(server: str, database: str | None, error: Neo4jError) -> StoreError:
    """What the server answered; whether the same may go well later. What needs too much memory now needs it later."""
    code, line = error.code or "", _in_our_words(error)
    if code.endswith("DatabaseNotFound"):
        return StoreError(f"{server} has no database {database!r}")
    if code.startswith(_PANIC):
        return PanickedError(
            f"{server} takes no more transactions until it is started anew; is its disk full? ({line})"
        )
    if error.is_retryable() and "OutOfMemory" not in code:
        return UnreachableError(f"{server}: {line}")
    return RefusedError(f"{server}: {line}")


def _in_our_words(error: Neo4jError) -> str:
    """What the server complains of, without its own names of nodes, relationships and locks."""
    kind = (error.code or "").rpartition(".")[2]
    return _OUR_WORDS.get(kind) or _OWN_NAMES.sub(r"a \1", _line(error))


def _cause(error: BaseException) -> BaseException:
    """What is at the bottom of an error of the driver; of several that went wrong side by side, the first."""
    while True:
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        elif error.__cause__ is not None:
            error = error.__cause__
        else:
            return error


def _words(cause: BaseException) -> str:
    """The system's own words where it has any: "Connection refused"."""
    return cause.strerror if isinstance(cause, OSError) and cause.strerror else _line(cause)


def _distrust(cause: ssl.SSLCertVerificationError) -> str:
    return (
        f"this machine does not trust ({cause.verify_message}): let SSL_CERT_FILE name the authority's. bolt+ssc:// and"
        " neo4j+ssc:// trust any certificate, and so protect against nobody who stands between you and the server"
    )


def _line(error: BaseException) -> str:
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())
