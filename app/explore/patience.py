"""How long the server waits for a browser: connections that send nothing, or half a request, are closed."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
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
        connections: how many there may be; a further one ends the one that has waited longest for a head.
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


class _PatientProtocol(H11Protocol):
    """uvicorn's protocol with a deadline wherever it waits for the other side.

    `h11` tells what is awaited: a head while the other side's state is IDLE, a body while it is SEND_BODY; in all other
    states the server itself has the word.
    """

    limits: Patience

    def __init__(self, *parameters: Any, **named: Any) -> None:
        super().__init__(*parameters, **named)
        self._awaited: object = None
        self._deadline: asyncio.TimerHandle | None = None
        self._read_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._make_room()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline = _ended(self._deadline)
        self._read_deadline = _ended(self._read_deadline)
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
        self._read_deadline = self.loop.call_later(self.limits.reading, self.transport.abort)

    def resume_writing(self) -> None:
        self._read_deadline = _ended(self._read_deadline)
        super().resume_writing()

    @property
    def waits_since(self) -> float | None:
        """When the wait for the head of a request began, by its deadline; None where no head is awaited."""
        return self._deadline.when() if self._deadline and self._awaited is h11.IDLE else None

    def _watch(self) -> None:
        """Set the deadline anew where something else is awaited than before."""
        awaited = self.conn.their_state
        if awaited is self._awaited:
            return
        self._awaited = awaited
        self._deadline = _ended(self._deadline)
        seconds = {h11.IDLE: self.limits.head, h11.SEND_BODY: self.limits.body}.get(awaited)
        if seconds is not None and not self.transport.is_closing():
            self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _make_room(self) -> None:
        if len(self.connections) <= self.limits.connections:
            return
        waiting = [one for one in self.connections if isinstance(one, _PatientProtocol) and one.waits_since is not None]
        oldest = min(waiting, key=lambda one: one.waits_since or 0.0, default=self)
        oldest.transport.abort()
        self.connections.discard(oldest)  # it is lost only in the loop's next round, and counts until then


def _ended(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """End a timer; no timer is left."""
    if timer is not None:
        timer.cancel()
    return None
