"""Who may talk to the live page: the one browser that opened the address with the token, and no page but its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 4_000_000
# Carries the secret of the pass.
HEADER = "Claimgraph-Secret"
_READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered: an HTTP status and a line that says what would be right."""

    status: int
    line: str

    async def answer(self, receive: Receive, send: Send) -> None:
        """Say so, and end the connection: who is refused gets one answer for each time that he connects.

        The body is let through first, unread: to close while it still comes would reset the connection, and the
        sender might lose the answer.
        """
        text = f"{self.line}\n".encode()
        headers = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(text)), "connection": "close"}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        await send({"type": "http.response.body", "body": text, "more_body": True})
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.body"})


@dataclass
class Pass:
    """The token that opens the page once, and what the browser gets for it: a cookie and a secret.

    A browser sends a cookie to every port of its host, so any server on this machine that the user visits learns it.
    The secret stands in the page, which keeps it for its own port and sends it as a header with each question.
    The name is new with each run: what a server of before left in the browser (a service worker reads each request)
    belongs to another origin.

    Parameters:
        host: the name under which the page is opened; browsers lead all names under localhost to this machine.
        when_used: what is done as soon as the token is used.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    host: str = field(default_factory=lambda: f"{secrets.token_hex(16)}.localhost")
    used: bool = False
    when_used: Callable[[], None] = field(default=lambda: None, repr=False)

    def redeem(self, token: str) -> bool:
        """Whether the token opens the page now; it never does so again."""
        if self.used or not secrets.compare_digest(token.encode(), self.token.encode()):
            return False
        self.used = True
        self.when_used()
        return True


class Gate:
    """ASGI middleware that refuses every request but those of the page itself, before anything is read.

    The site finds in `scope["entered"]` whether the request used the token: only the answer to it may hold the secret.

    Parameters:
        app: the site behind the gate.
        key: the pass of this run.
        port: the port that the server listens on; it is part of the only right hosts.
        policy: the Content-Security-Policy of all answers.
    """

    def __init__(self, app: ASGIApp, key: Pass, port: int, policy: str) -> None:
        self.app = app
        self.key = key
        self.hosts = frozenset(f"{name}:{port}" for name in (key.host, "127.0.0.1", "localhost"))
        # Cookies know no ports, so the name keeps two explorers on one machine apart.
        self.cookie_name = f"claimgraph-{port}"
        self.headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the site answer it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refusal = self._wrong_sender(headers) or self._wrong_form(scope, headers)
        enters = False
        if refusal is None and not self._has_cookie(headers):
            enters = self._enters(scope)
            refusal = None if enters else self._not_let_in(scope)
        if refusal is None and scope["method"] not in _READING and not self._has_secret(headers):
            refusal = Refusal(403, "This page was not opened by the address that `claimgraph explore` printed.")
        answered = self._with_headers(send, enters=enters)
        if refusal is None:
            await self.app({**scope, "entered": enters}, receive, answered)
        else:
            await refusal.answer(receive, answered)

    def _wrong_sender(self, headers: Headers) -> Refusal | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self.hosts:
            return Refusal(403, "This page answers only under the address that `claimgraph explore` printed last.")
        if origin is not None and origin != f"http://{host}":
            return Refusal(403, "Another page may not ask here.")
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
            return Refusal(403, "Another page may not ask here.")
        return None

    def _wrong_form(self, scope: Scope, headers: Headers) -> Refusal | None:
        method = scope["method"]
        if method in _READING:
            return None
        if method != "POST":
            return Refusal(405, "Use GET or POST.")
        if headers.get("origin") is None:
            return Refusal(403, "A question needs an Origin.")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Refusal(415, "Send JSON as application/json.")
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > MOST_BYTES:
            return Refusal(413, f"At most {MOST_BYTES:,} bytes can be sent.")
        return None

    def _has_cookie(self, headers: Headers) -> bool:
        # Split by the name: anybody may send thousands of other cookies.
        _, *after = headers.get("cookie", "").split(f"{self.cookie_name}=")
        right = self.key.cookie.encode()
        return any(secrets.compare_digest(one.partition(";")[0].strip().encode(), right) for one in after)

    def _has_secret(self, headers: Headers) -> bool:
        return secrets.compare_digest(headers.get(HEADER, "").encode(), self.key.secret.encode())

    def _enters(self, scope: Scope) -> bool:
        token = _token(scope)
        return scope["method"] == "GET" and scope["path"] == "/" and token is not None and self.key.redeem(token)

    def _not_let_in(self, scope: Scope) -> Refusal:
        if self.key.used and _token(scope) is not None:
            return Refusal(403, "This address was used already. Start `claimgraph explore` again for a new one.")
        return Refusal(401, "Open the address that `claimgraph explore` printed.")

    def _with_headers(self, send: Send, *, enters: bool) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                if enters:
                    cookie = f"{self.cookie_name}={self.key.cookie}; Path=/; HttpOnly; SameSite=Strict"
                    headers.append("Set-Cookie", cookie)
            await send(message)

        return sending


def _token(scope: Scope) -> str | None:
    """What a request gives as the token; anybody may ask, so nothing else is read of the query."""
    name, _, given = scope["query_string"].decode("latin-1").partition("=")
    return given if name == "token" else None
