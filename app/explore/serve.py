"""Serving the live page on the loopback addresses until somebody stops it."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvicorn

from claimgraph.app.explore.ahead import reading_ahead
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.gate import Pass
from claimgraph.app.explore.patience import Patience, patient_protocol, within_open_files
from claimgraph.app.explore.redirect import redirecting
from claimgraph.app.explore.site import build_site
from claimgraph.graph.errors import ClaimgraphError

ADDRESS = "127.0.0.1"
ADDRESS_6 = "::1"
# What a machine without the loopback address of IPv6 says; nobody can listen there, then.
_NO_IPV6 = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT})
# A free port of one loopback address may be taken on the other one; so many others are tried.
TRIES = 20
# How long open requests may take to end once the server is told to stop, in seconds.
GRACE = 2
BACKLOG = 32
"""Connections that are accepted before any of them is looked at."""
PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the live page is opened.

    Parameters:
        named: under the name of this run, which is an origin that no other server had.
        plain: under the number of the loopback address, for programs that do not find such a name.
    """

    named: str
    plain: str

    @classmethod
    def of(cls, key: Pass, port: int, at: str = "") -> Addresses:
        """Both addresses on a port; each holds the token, which opens one of them."""
        named, plain = (f"http://{host}:{port}/?token={key.token}{at and '#'}{at}" for host in (key.host, ADDRESS))
        return cls(named, plain)

    def for_browser(self) -> str:
        """The address that the user's browser finds.

        Browsers know all names under localhost by themselves, but for Safari, which asks the system.
        """
        return self.named if sys.platform != "darwin" or _is_found(urlsplit(self.named).hostname) else self.plain


def serve(
    explorer: Explorer, port: int, tell: Callable[[Addresses], None], *, open_browser: bool, at: str = ""
) -> None:
    """Serve the live page until SIGINT or SIGTERM.

    Parameters:
        port: the port to listen on; 0 for any that is free.
        at: what the page opens with, in the words of its address.
        tell: takes the addresses with their token, once the server answers there.
        open_browser: whether to open one in the user's browser, by way of a private file.

    Raises:
        ClaimgraphError: the port is taken or may not be used, or the file for the browser cannot be written.
    """
    with ExitStack() as ending:
        sockets = [ending.enter_context(one) for one in listen_on_both(port)]
        port = sockets[0].getsockname()[1]
        key = Pass()
        addresses = Addresses.of(key, port, at)
        opened: str | None = None
        if open_browser:
            file = ending.enter_context(redirecting(addresses.for_browser()))
            key.when_used = file.remove
            opened = file.path.as_uri()
        config = configuration(explorer, key, port, within_open_files(PATIENCE))
        server = _Telling(config, lambda: _tell_and_open(addresses, tell, opened))
        ending.enter_context(_stopping_quietly())
        ending.enter_context(reading_ahead(explorer))
        server.run(sockets=sockets)


def configuration(explorer: Explorer, key: Pass, port: int, patience: Patience = PATIENCE) -> uvicorn.Config:
    """How uvicorn serves the live page on a port of the loopback address.

    Parameters:
        key: the pass that lets one browser in.
        patience: how long to wait for what a browser sends.
    """
    return uvicorn.Config(
        build_site(explorer, key, port),
        log_config=None,
        access_log=False,
        server_header=False,
        log_level="error",  # who sends what is no HTTP is answered, not told of on the terminal
        lifespan="off",
        http=patient_protocol(patience),
        ws="none",
        timeout_graceful_shutdown=GRACE,
        backlog=BACKLOG,
    )


class _Telling(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


@contextmanager
def _stopping_quietly() -> Iterator[None]:
    """Ignore the signal that uvicorn raises once more after it stopped on it: to be told to stop is no failure."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_found(name: str | None) -> bool:
    """Whether this machine leads a name to itself."""
    try:
        socket.getaddrinfo(name, None, socket.AF_INET)
    except OSError:
        return False
    return True


def _tell_and_open(addresses: Addresses, tell: Callable[[Addresses], None], opened: str | None) -> None:
    """Tell the addresses; open another one, which leads to them, in the user's browser."""
    tell(addresses)
    if opened is not None:
        # A text browser would keep the server from answering it.
        threading.Thread(target=webbrowser.open, args=(opened,), daemon=True).start()


def listen_on_both(port: int) -> list[socket.socket]:
    """Sockets that listen on a port of both loopback addresses, as far as the machine has both; 0 for any free port.

    Browsers lead names under localhost to either address, so who held the other one would be sent the token.

    Raises:
        ClaimgraphError: the port is taken on one of them, or may not be used.
    """
    for tries_left in reversed(range(1 if port else TRIES)):
        first = listen(port)
        try:
            return [first, *_listen_beside(first)]
        except ClaimgraphError:
            first.close()
            if not tries_left:
                raise
    raise AssertionError  # the last try returns or raises


def _listen_beside(first: socket.socket) -> list[socket.socket]:
    """The socket on the same port of the loopback address of IPv6; none where the machine has no such address."""
    try:
        return [_listening(socket.AF_INET6, (ADDRESS_6, first.getsockname()[1]))]
    except OSError as error:
        if error.errno in _NO_IPV6:
            return []
        raise _unusable(first.getsockname()[1], error) from error


def listen(port: int) -> socket.socket:
    """A socket that listens on a port of the loopback address of IPv4; 0 for any port that is free.

    Raises:
        ClaimgraphError: the port is taken, or may not be used.
    """
    try:
        return _listening(socket.AF_INET, (ADDRESS, port))
    except OSError as error:
        raise _unusable(port, error) from error


def _unusable(port: int, error: OSError) -> ClaimgraphError:
    return ClaimgraphError(f"--port {port}: cannot be used ({error.strerror}); choose another, or none")


def _listening(family: socket.AddressFamily, address: tuple[str, int]) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There, SO_REUSEADDR would let another process take over a port that is in use.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()  # at once: another process can take a port that is only bound
    except OSError:
        listening.close()
        raise
    return listening
