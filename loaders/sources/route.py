"""The way of one fetch from address to address: a redirect does not lead further inside than the fetch began."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.reach import Interface, Reach, reach_of

if TYPE_CHECKING:
    import httpx

_PORTS = {"http": 80, "https": 443}
_CONNECTING, _CONNECTED = "connect_tcp.started", "connect_tcp.complete"
"""How the events end that the client tells; they begin with what it uses, such as a proxy."""


class Route:
    """Watches whom a fetch connects to, and refuses a machine that fewer can reach than the first one.

    What counts is the address that the connection has, so it plays no part what names are said to have. A proxy
    connects in our place: what it answers for is taken as of the internet, and it looks the names up.
    """

    def __init__(self, own: Sequence[Interface]) -> None:
        """A way that begins nowhere yet.

        Parameters:
            own: the addresses of this machine.
        """
        self._own = own
        self._first: Reach | None = None

    def watched(self, request: httpx.Request) -> httpx.Request:
        """The request, which will send nothing to a machine that may not be led to."""
        request.extensions["trace"] = self._watch(request.url)
        return request

    def _watch(self, url: httpx.URL) -> Callable[[str, Mapping[str, Any]], Awaitable[None]]:
        proxied = False

        async def watch(event: str, told: Mapping[str, Any]) -> None:
            nonlocal proxied
            if event.endswith(_CONNECTING):
                proxied = (told["host"], told["port"]) != (url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme])
            elif event.endswith(_CONNECTED):
                await self._connected(url, told["return_value"], proxied=proxied)

        return watch

    async def _connected(self, url: httpx.URL, stream: Any, *, proxied: bool) -> None:
        try:
            reach = Reach.INTERNET if proxied else self._reach(stream.get_extra_info("server_addr"))
            if self._first is None:
                self._first = reach
            elif reach < self._first and not proxied:
                raise LoadError(
                    f"redirects to {url.host}, a machine of your own network; if you mean that one, name its address"
                )
        except LoadError:
            await stream.aclose()
            raise

    def _reach(self, peer: tuple[str, int] | None) -> Reach:
        """Who can reach a machine that we have a connection to.

        Raises:
            LoadError: there is no connection any more.
        """
        if peer is None:
            raise LoadError("the connection broke (it was ended as soon as it was made); try again later")
        return reach_of(peer[0], self._own)


def own_interfaces() -> tuple[Interface, ...]:
    """The addresses that this machine has, with the networks that they are in."""
    import psutil  # slow to import, and only addresses need it

    families = psutil.net_if_addrs().values()
    return tuple(filter(None, (_interface(one.address, one.netmask) for family in families for one in family)))


def _interface(address: str, netmask: str | None) -> Interface | None:
    """What psutil tells of an address of a network card; None for one that is no IP address.

    >>> _interface("10.1.2.3", "255.255.255.0"), _interface("2606:2800:21f::5", "ffff:ffff:ffff:ffff::")
    (IPv4Interface('10.1.2.3/24'), IPv6Interface('2606:2800:21f::5/64'))
    >>> _interface("fe80::1%eth0", None), _interface("0a:1b:2c:3d:4e:5f", None)
    (IPv6Interface('fe80::1/128'), None)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
        bits = int(ipaddress.ip_address(netmask)).bit_count() if netmask else found.max_prefixlen
        return ipaddress.ip_interface(f"{found}/{bits}")
    except ValueError:
        return None
