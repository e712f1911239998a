"""Serving the live page on the loopback address until somebody stops it."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import uvicorn

from claimgraph.app.explore.ahead import reading_ahead
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.gate import Pass
from claimgraph.app.explore.patience import Patience, patient_protocol, within_open_files
from claimgraph.app.explore.redirect import redirecting
from claimgraph.app.explore.site import build_site
from claimgraph.graph.errors import ClaimgraphError

ADDRESS = "127.0.0.1"
# How long open requests may take to end once the server is told to stop, in seconds.
GRACE = 2
BACKLOG = 32
"""Connections that are accepted before any of them is looked at."""
PATIENCE = Patience()


def serve(explorer: Explorer, port: int, tell: Callable[[str], None], *, open_browser: bool, at: str = "") -> None:
    """Serve the live page until SIGINT or SIGTERM.

    Parameters:
        port: the port to listen on; 0 for any that is free.
        at: what the page opens with, in the words of its address.
        tell: takes the address with its token, once the server answers there.
        open_browser: whether to open that address in the user's browser, by way of a private file.

    Raises:
        ClaimgraphError: the port is taken or may not be used, or the file for the browser cannot be written.
    """
    with ExitStack() as ending:
        listening = ending.enter_context(listen(port))
        port = listening.getsockname()[1]
        key = Pass()
        address = f"http://{ADDRESS}:{port}/?token={key.token}{at and '#'}{at}"
        opened: str | None = None
        if open_browser:
            file = ending.enter_context(redirecting(address))
            key.when_used = file.remove
            opened = file.path.as_uri()
        config = configuration(explorer, key, port, within_open_files(PATIENCE))
        server = _Telling(config, lambda: _tell_and_open(address, tell, opened))
        ending.enter_context(_stopping_quietly())
        ending.enter_context(reading_ahead(explorer))
        server.run(sockets=[listening])


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


def _tell_and_open(address: str, tell: Callable[[str], None], opened: str | None) -> None:
    """Tell the address; open another one, which leads to it, in the user's browser."""
    tell(address)
    if opened is not None:
        # A text browser would keep the server from answering it.
        threading.Thread(target=webbrowser.open, args=(opened,), daemon=True).start()


def listen(port: int) -> socket.socket:
    """A socket that listens on a port of the loopback address; 0 for any port that is free.

    Raises:
        ClaimgraphError: the port is taken, or may not be used.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        # There, SO_REUSEADDR would let another process take over a port that is in use.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
        listening.listen()  # at once: another process can take a port that is only bound
    except OSError as error:
        listening.close()
        raise ClaimgraphError(f"--port {port}: cannot be used ({error.strerror}); choose another, or none") from error
    return listening
