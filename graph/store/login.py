"""The login of a server that is checked first: the password goes only to the server that is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from neo4j import Auth, basic_auth
from neo4j.auth_management import AuthManager
from neo4j.exceptions import Neo4jError


@dataclass(frozen=True)
class VerifiedLogin(AuthManager):
    """User name and password, handed to the driver only after a check.

    The driver asks for them once it has a connection and before it sends them, with every new connection: also with
    those that it makes by itself after a server went away.

    Parameters:
        verify: raises an error where the password must not be sent.
    """

    username: str
    password: str = field(repr=False)
    verify: Callable[[], None]

    def get_auth(self) -> Auth:
        """The login, once `verify` has passed."""
        self.verify()
        return basic_auth(self.username, self.password)

    def handle_security_exception(self, auth: tuple[str, str] | Auth | None, error: Neo4jError) -> bool:  # noqa: ARG002
        """Whether a refused login can be tried again: never."""
        return False
