"""The login of a server that is checked first: the password goes only to the server that is meant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from neo4j import Address, Auth, basic_auth
from neo4j.auth_management import AuthManager
from neo4j.exceptions import Neo4jError

from claimgraph.graph.store.metering import untested

Check = Callable[[], None]
"""Raises an error where the password must not be sent."""


def login(username: str, password: str, verify: Callable[[], Check] | None) -> dict[str, Any]:
    """The settings of the driver for a login; without `verify` no connection is checked."""
    if verify is None:
        return {"auth": (username, password)}
    verified = VerifiedLogin(username, password, verify)
    return {"auth": verified, "resolver": verified.resolve}


@dataclass(frozen=True)
class VerifiedLogin(AuthManager):
    """User name and password, handed to the driver only after a check of each connection that they are sent on.

    The driver calls `resolve` before it opens a connection, and `get_auth` in the same thread once it is open, before
    it sends anything of them; and `get_auth` alone where it takes up a connection again, to see whether the login has
    changed. That is so for the connections that it makes by itself after a server went away, too.

    Parameters:
        verify: called before a connection is opened; gives the check of that connection.
    """

    username: str
    password: str = field(repr=False)
    verify: Callable[[], Check]
    _opening: threading.local = field(default_factory=threading.local, init=False, repr=False, compare=False)
    _opened: threading.Event = field(default_factory=threading.Event, init=False, repr=False, compare=False)

    def resolve(self, address: Address) -> Iterator[Address]:
        """The same address; for the driver's setting `resolver`, which it asks where to connect."""
        self._opening.check = self.verify()
        yield address
        self._opening.check = None  # it asks for another address: nobody answers there

    def get_auth(self) -> Auth:
        """The login, once a new connection has passed its check.

        Raises:
            StoreError: this version of the driver does not say when it opens one.
        """
        check: Check | None = getattr(self._opening, "check", None)
        if check is not None:
            self._opening.check = None
            check()
            self._opened.set()
        elif not self._opened.is_set():
            raise untested("the server cannot be checked before it gets the password")
        return basic_auth(self.username, self.password)

    def handle_security_exception(self, auth: tuple[str, str] | Auth | None, error: Neo4jError) -> bool:  # noqa: ARG002
        """Whether a refused login can be tried again: never."""
        return False
