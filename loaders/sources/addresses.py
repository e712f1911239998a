"""Web addresses: which ones we take, and the one form under which an article is known."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from claimgraph.graph.errors import LoadError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|ref_src|cmpid", re.I)
_NO_PART = re.compile(r"[\s\ud800-\udfff]")  # white space, and half characters, which nothing can encode
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_address(named: str) -> bool:
    """Whether a word on the command line is meant as an address (`scheme://…`), not as a path."""
    return _SCHEME.match(named) is not None


def public_address(address: str) -> str:
    """The address without spaces around it, user name, password and fragment: safe to store, show and link.

    Raises:
        LoadError: it is no complete http or https address.
    """
    parts = _split(address)
    return urlunsplit((parts.scheme, _host_and_port(parts), parts.path, parts.query, ""))


def canonical_address(address: str) -> str:
    """The one form of an address by which an article is known: without tracking parameters, query in order.

    Bytes that are no UTF-8 stay as they are: queries of old sites are written in other encodings.

    >>> canonical_address("HTTPS://Example.org:443?b=2&utm_source=x&a=1#top")
    'https://example.org/?a=1&b=2'

    Raises:
        LoadError: it is no complete http or https address.
    """
    return _canonical(address, "surrogateescape")


def former_canonical_address(address: str) -> str:
    """The form in which older versions knew it: all bytes of a query that are no UTF-8 were one character.

    Raises:
        LoadError: it is no complete http or https address.
    """
    return _canonical(address, "replace")


def _canonical(address: str, errors: str) -> str:
    parts = _split(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors=errors)
    query = urlencode(sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair[0])), errors=errors)
    return urlunsplit((parts.scheme, _host_and_port(parts), parts.path or "/", query, ""))


def host(address: str) -> str:
    """The host of an address without a leading `www.`; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def short_name(address: str) -> str:
    """What people call the page: the last part of its path without suffix, else its host.

    >>> short_name("https://example.org/2024/04/lathes-for-veridia.html?x=1")
    'lathes-for-veridia'
    """
    return PurePosixPath(unquote(urlsplit(address).path)).stem or host(address)


def _split(address: str) -> SplitResult:
    """The parts of an http(s) address; reading its port is what checks that."""
    refused = LoadError(f"'{address}' is no web address; it should look like https://example.org/article")
    try:
        parts = urlsplit(address.strip())
        usable = parts.hostname and parts.port != 0
    except ValueError:
        raise refused from None
    if not usable or parts.scheme not in _DEFAULT_PORTS or _NO_PART.search(address.strip()):
        raise refused
    return parts


def _host_and_port(parts: SplitResult) -> str:
    name = parts.hostname or ""
    bracketed = f"[{name}]" if ":" in name else name
    port = parts.port
    return bracketed if port is None or port == _DEFAULT_PORTS[parts.scheme] else f"{bracketed}:{port}"
