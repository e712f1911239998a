"""Fetching an address, within limits of size, time and redirects."""

from __future__ import annotations

import asyncio
import re
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, Any, TypeVar

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.addresses import public_address
from claimgraph.loaders.sources.outcome import Limits, size
from claimgraph.loaders.sources.route import Route, own_interfaces

if TYPE_CHECKING:
    import httpx

_AGENT = "claimgraph (reads articles that its user names; one request an article)"
_GZIP = 16 + zlib.MAX_WBITS  # tells zlib to expect the header of gzip
_UNZIPPED_AT_ONCE = 65_536
_TYPE_LETTERS = 1_000
"""So much of the header with the media type is looked at; Python's own parser takes the square of its length."""
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([^\s"';,]+)""", re.I)
_COOKIE_LETTERS = 4_096
_LONG_NUMBER = re.compile(r"\d{100}")
"""So long a cookie may be, as in browsers."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address: the body, the address after redirects, the media type and charset it was sent with."""

    body: bytes
    address: str
    media_type: str
    charset: str | None


def fetch(address: str, limits: Limits) -> Fetched:
    """The content of an http or https address. Compressed answers count with their decompressed size.

    One deadline holds for all of it: name lookup, connection, redirects, headers, body and trailers. A redirect that
    leads from the internet into the own network, or from there to this machine, is refused: what answers there is not
    the article that the user named.

    Raises:
        LoadError: no such address, no answer, an error status, or a limit exceeded.
    """
    import httpx  # slow to import, and only addresses need it
    from anyio.from_thread import start_blocking_portal

    public_address(address)
    try:
        # A thread with an event loop of its own: only there can one deadline cut off whatever the server does.
        with start_blocking_portal() as portal:
            return portal.call(_fetch_in_time, address.strip(), limits)
    except TimeoutError:
        raise _too_slow(limits) from None
    except httpx.TooManyRedirects:
        raise LoadError(
            f"redirects more than {limits.redirects} times; open it in a browser and give its last address"
        ) from None
    except httpx.TimeoutException:
        raise _too_slow(limits) from None
    except httpx.ConnectError as error:
        raise LoadError(_connection_problem(str(error))) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:  # UnicodeError: of a host like xn--a
        raise _no_address(error) from None
    except httpx.HTTPError as error:
        raise LoadError(f"the connection broke ({str(error) or type(error).__name__}); try again later") from None


async def _fetch_in_time(address: str, limits: Limits) -> Fetched:
    import anyio

    asyncio.get_running_loop().set_default_executor(_Lookups())
    with anyio.fail_after(limits.seconds):
        return await _fetch(address, limits)


async def _fetch(address: str, limits: Limits) -> Fetched:
    import httpx

    route = Route(own_interfaces())
    async with _client(limits) as client:
        request = client.build_request("GET", address)
        for _ in range(limits.redirects + 1):
            answer = await client.send(route.watched(request), stream=True)
            try:
                if answer.next_request is None:
                    return await _content(answer, limits)
                request = _checked(answer.next_request)
            finally:
                await answer.aclose()
        raise httpx.TooManyRedirects("", request=request)


def _client(limits: Limits) -> httpx.AsyncClient:
    """What asks the sites, by the proxies and certificates that the environment names.

    Raises:
        LoadError: those cannot be used.
    """
    import httpx

    headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": "text/html, text/*;q=0.8, */*;q=0.1"}
    try:
        return httpx.AsyncClient(headers=headers, cookies=_ShortCookies(), timeout=limits.seconds)
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        names = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSLKEYLOGFILE"
        raise LoadError(f"is not fetched, since the environment cannot be used ({error}); check {names}") from None


class _ShortCookies(CookieJar):
    """What sites want to be told after a redirect; an answer with a cookie too long for browsers, or with a number that
    is longer than any, sets none.

    Python warns with a traceback of what it cannot read: a year of 5,000 digits, an age that no float can hold.
    """

    def extract_cookies(self, response: Any, request: Any) -> None:
        told = response.info()
        cookies = (cookie for name in ("Set-Cookie", "Set-Cookie2") for cookie in told.get_all(name, ()))
        if not any(len(cookie) > _COOKIE_LETTERS or _LONG_NUMBER.search(cookie) for cookie in cookies):
            super().extract_cookies(response, request)


class _Lookups(ThreadPoolExecutor):
    """Looks names up in threads that nobody waits for: the system's look-up cannot be given up, and whoever answers it
    may take his time."""

    def submit(self, asked: Callable[..., _T], /, *parts: Any, **named: Any) -> Future[_T]:
        found = Future[_T]()

        def ask() -> None:
            try:
                answer = asked(*parts, **named)
            except BaseException as error:
                _unless_given_up(partial(found.set_exception, error))
            else:
                _unless_given_up(partial(found.set_result, answer))

        threading.Thread(target=ask, name="looks a name up", daemon=True).start()
        return found


def _unless_given_up(say: Callable[[], None]) -> None:
    """Say what came of a look-up, where somebody still waits for it."""
    with suppress(InvalidStateError):
        say()


def _checked(request: httpx.Request) -> httpx.Request:
    """The request that a redirect leads to.

    Raises:
        LoadError: it leads to no complete web address, like one with a port above 65535.
    """
    try:
        public_address(str(request.url))
    except LoadError:
        raise _no_address(request.url) from None
    return request


async def _content(answer: httpx.Response, limits: Limits) -> Fetched:
    import httpx

    if answer.status_code != httpx.codes.OK:
        raise LoadError(_status_problem(answer))
    body = await _body(answer, limits)
    told = answer.headers.get("content-type", "")[:_TYPE_LETTERS]
    charset = _CHARSET.search(told)
    media_type = told.partition(";")[0].strip().lower()
    return Fetched(body, public_address(str(answer.url)), media_type, charset[1] if charset else None)


async def _body(answer: httpx.Response, limits: Limits) -> bytes:
    """The body, unpacked piece by piece so that a small answer cannot become a large one in memory."""
    declared = answer.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.download_bytes:
        raise _too_large(limits)
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "identity", ""):
        raise LoadError(f"is sent as '{encoding}', which claimgraph does not unpack; save the page and name the file")
    unpacked = _Unpacked(limits, gzipped=encoding == "gzip")
    async for chunk in answer.aiter_raw():
        unpacked.add(chunk)
    return unpacked.whole()


class _Unpacked:
    """Collects the chunks of a body, unpacked, and stops at the limit."""

    def __init__(self, limits: Limits, *, gzipped: bool) -> None:
        self._limits = limits
        self._unzip = zlib.decompressobj(_GZIP) if gzipped else None
        self._body = bytearray()

    def add(self, chunk: bytes) -> None:
        """Take the next chunk as it came over the network.

        Raises:
            LoadError: the body is larger than the limit, or no gzip data although it was sent as such.
        """
        if self._unzip is None:
            self._keep(chunk)
            return
        try:
            while chunk and not self._unzip.eof:
                self._keep(self._unzip.decompress(chunk, _UNZIPPED_AT_ONCE))
                chunk = self._unzip.unconsumed_tail
            if self._unzip.eof and (chunk or self._unzip.unused_data):
                raise LoadError("sent more after the end of its gzip data; save the page and name the file")
        except zlib.error:
            raise LoadError("sent broken gzip data; try again later, or save the page and name the file") from None

    def whole(self) -> bytes:
        """The body.

        Raises:
            LoadError: its gzip data ended too early.
        """
        if self._unzip is not None and self._body and not self._unzip.eof:
            raise LoadError("its gzip data ends too early; try again later, or save the page and name the file")
        return bytes(self._body)

    def _keep(self, piece: bytes) -> None:
        self._body += piece
        if len(self._body) > self._limits.download_bytes:
            raise _too_large(self._limits)


def _no_address(told: object) -> LoadError:
    return LoadError(f"leads to something that is no web address ({told})")


def _too_large(limits: Limits) -> LoadError:
    return LoadError(f"is larger than {size(limits.download_bytes)}, the limit for one download")


def _too_slow(limits: Limits) -> LoadError:
    return LoadError(
        f"did not answer in full within {limits.seconds:g} s; try again later, or save the page and name the file"
    )


def _status_problem(answer: httpx.Response) -> str:
    status = f"answered {answer.status_code} {answer.reason_phrase}".rstrip()
    if answer.status_code in (401, 402, 403, 429):
        return f"{status}: it does not let programs read this page; save it in a browser and name the file"
    if answer.status_code in (404, 410):
        return f"{status}: there is no such page; check the address"
    return f"{status}; try again later, or save the page and name the file"


def _connection_problem(reason: str) -> str:
    if "CERTIFICATE" in reason.upper() or "SSL" in reason.upper():
        return f"its TLS certificate or encryption is not to be trusted ({reason}); save the page and name the file"
    if any(sign in reason for sign in ("Name or service", "nodename", "getaddrinfo", "name resolution", "No address")):
        return "there is no such host, or no network; check the address and the connection"
    return f"no connection ({reason}); check the address and the connection"
