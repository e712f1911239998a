"""How long the server waits for a browser: connections that send nothing, or half a request, are closed."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True, slots=True)
class Patience:
    """What the server puts up with from those who connect to it. How long an answer takes to be found is not limited.

    Parameters:
        head: seconds for a request's head to arrive in full, from the connection or the last answer on.
        body: seconds for its body to arrive in full, from the head on.
        reading: seconds in which the other side must take some of an answer that waits to be sent.
        connections: how many there may be; a further one ends one of those that keep the server waiting.
    """

    head: float = 10.0
    body: float = 20.0
    reading: float = 60.0
    connections: int = 400


OTHER_FILES = 140
"""So many files may be open besides connections: the program's own, the store's connections, and those connections that
were accepted, or aborted, but not yet looked at in this round of the loop."""
FEWEST_CONNECTIONS = 16
"""A browser opens six; fewer would end those of the page that is asked."""


READING = "that the other side reads"
"""What is awaited while some of an answer could not be sent yet; it stands beside h11's states of the other side."""


def within_open_files(patience: Patience) -> Patience:
    """The same with no more connections than this process may have files open, where that limit cannot be raised.

    Without it a flood of connections would leave none for the page: the oldest gives way only once a further one was
    accepted.
    """
    if sys.platform == "win32":
        return patience  # no such limit is in the way there
    import resource

    wanted = patience.connections + OTHER_FILES
    most, highest = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY or most >= wanted:
        return patience
    raised = wanted if highest == resource.RLIM_INFINITY else min(wanted, highest)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (raised, highest))
    except (OSError, ValueError):  # macOS has a lower limit of its own
        raised = most
    return replace(patience, connections=max(FEWEST_CONNECTIONS, raised - OTHER_FILES))


def patient_protocol(patience: Patience) -> type[asyncio.Protocol]:
    """The protocol for `uvicorn.Config(http=…)` that holds these limits; uvicorn has only one between requests."""

    class Held(_PatientProtocol):
        limits = patience

    return Held


class _OnePiece(h11.Connection):
    """h11's connection, to which a body in chunks is no request: no browser sends one.

    Each chunk is an event, so a neighbour could send 40,000 of one byte each in one go, and all others would wait a
    second or two until they are looked at.
    """

    def next_event(self) -> Any:
        event = super().next_event()
        if isinstance(event, h11.Request) and any(name == b"transfer-encoding" for name, _ in event.headers):
            raise h11.RemoteProtocolError("a body in chunks; send its length", error_status_hint=411)
        return event


class _PatientProtocol(H11Protocol):
    """uvicorn's protocol with a deadline wherever it waits for the other side.

    An answer that waits to be read is awaited first. Otherwise `h11` tells what is awaited: a head while the other
    side's state is IDLE, a body while it is SEND_BODY; in all other states the server itself has the word.
    """

    limits: Patience

    def __init__(self, *parameters: Any, **named: Any) -> None:
        super().__init__(*parameters, **named)
        self.conn = _OnePiece(h11.SERVER)
        self._awaited: object = None
        self._unread = 0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._make_room()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline = _ended(self._deadline)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        try:
            super().data_received(data)
        except h11.LocalProtocolError:
            # What is no HTTP came after an answer was given: there is no place left to say so.
            self.transport.abort()
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._watch()

    def _watch(self) -> None:
        """Set the deadline anew where something else is awaited than before, or where some of an answer was read."""
        before, self._unread = self._unread, self.transport.get_write_buffer_size()
        awaited = READING if self._unread else self.conn.their_state
        if awaited is self._awaited and self._unread >= before:
            return
        self._awaited = awaited
        self._deadline = _ended(self._deadline)
        limits = {h11.IDLE: self.limits.head, h11.SEND_BODY: self.limits.body, READING: self.limits.reading}
        if (seconds := limits.get(awaited)) is not None:
            self._deadline = self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        """End the connection, unless it was read from meanwhile, which nothing else tells."""
        passed = self._deadline
        self._watch()
        if self._deadline is passed:
            self.transport.abort()

    def _make_room(self) -> None:
        """End a connection where there are too many: the oldest of those that keep the server waiting.

        It is taken from those that keep it waiting for the same thing as most do. So a flood ends its own, and
        whoever just connected, or reads slowly, is spared.
        """
        if len(self.connections) <= self.limits.connections:
            return
        waiting: defaultdict[object, list[tuple[float, _PatientProtocol]]] = defaultdict(list)
        for one in self.connections:
            if isinstance(one, _PatientProtocol) and one is not self:
                one._watch()
                if one._deadline is not None:
                    waiting[one._awaited].append((one._deadline.when(), one))
        flood = max(waiting.values(), key=len, default=[(0.0, self)])
        _, oldest = min(flood, key=itemgetter(0))
        oldest.transport.abort()
        self.connections.discard(oldest)  # it is lost only in the loop's next round, and counts until then


def _ended(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """End a timer; no timer is left."""
    if timer is not None:
        timer.cancel()
    return None
