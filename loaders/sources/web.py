"""Fetching an address, within limits of size, time and redirects."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.addresses import public_address
from claimgraph.loaders.sources.outcome import Limits, size

if TYPE_CHECKING:
    import httpx

_AGENT = "claimgraph (reads articles that its user names; one request an article)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address: the body, the address after redirects, the media type and charset it was sent with."""

    body: bytes
    address: str
    media_type: str
    charset: str | None


def fetch(address: str, limits: Limits) -> Fetched:
    """The content of an http or https address. Compressed answers count with their decompressed size.

    Raises:
        LoadError: no such address, no answer, an error status, or a limit exceeded.
    """
    import httpx  # slow to import, and only addresses need it

    public_address(address)
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": "text/html, text/*;q=0.8, */*;q=0.1"}
    deadline = time.monotonic() + limits.seconds
    options = httpx.Client(
        headers=headers, follow_redirects=True, max_redirects=limits.redirects, timeout=limits.seconds
    )
    try:
        with options as client, client.stream("GET", address.strip()) as answer:
            if answer.status_code != httpx.codes.OK:
                raise LoadError(_status_problem(answer))
            body = _body(answer, limits, deadline)
            media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Fetched(body, public_address(str(answer.url)), media_type, answer.charset_encoding)
    except httpx.TooManyRedirects:
        raise LoadError(
            f"redirects more than {limits.redirects} times; open it in a browser and give its last address"
        ) from None
    except httpx.TimeoutException:
        raise _too_slow(limits) from None
    except httpx.ConnectError as error:
        raise LoadError(_connection_problem(str(error))) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise LoadError(f"leads to something that is no web address ({error})") from None
    except httpx.HTTPError as error:
        raise LoadError(f"the connection broke ({str(error) or type(error).__name__}); try again later") from None


def _body(answer: httpx.Response, limits: Limits, deadline: float) -> bytes:
    declared = answer.headers.get("content-length", "")
    too_large = LoadError(f"is larger than {size(limits.page_bytes)}, the limit for one download")
    if declared.isdigit() and int(declared) > limits.page_bytes:
        raise too_large
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > limits.page_bytes:
            raise too_large
        if time.monotonic() > deadline:
            raise _too_slow(limits)
    return bytes(body)


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
