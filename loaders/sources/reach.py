"""From how far away an IP address can be reached: what keeps redirects from leading further inside than they began."""

from __future__ import annotations

import ipaddress
from enum import IntEnum

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses that a network of IPv6 alone has for those of IPv4 (RFC 6052)."""
_COMPATIBLE = ipaddress.IPv6Network("::/96")
"""Addresses that once held those of IPv4 (RFC 4291); no machine of the internet has one."""
_BITS = 0xFFFF_FFFF


class Reach(IntEnum):
    """Who can reach an address, the fewest first."""

    MACHINE = 0
    LINK = 1
    NETWORK = 2
    INTERNET = 3


def reach_of(address: str) -> Reach:
    """Who can reach an IP address; one that holds another one, as its own.

    >>> reach_of("127.0.0.1").name, reach_of("10.1.2.3").name, reach_of("93.184.215.14").name
    ('MACHINE', 'NETWORK', 'INTERNET')
    >>> reach_of("64:ff9b::169.254.169.254").name
    'LINK'
    """
    found = _meant(ipaddress.ip_address(address.partition("%")[0]))
    if found.is_loopback or found.is_unspecified:
        return Reach.MACHINE
    if found.is_link_local:
        return Reach.LINK
    return Reach.INTERNET if found.is_global and not found.is_multicast else Reach.NETWORK


def leads_inside(first: str, peer: str) -> bool:
    """Whether redirects led to a machine that fewer can reach than the one which answered first. From this very machine
    they may lead anywhere.

    Parameters:
        first: the IP address of the machine that answered first.
        peer: the IP address of the machine that answers now, or would.

    >>> leads_inside("93.184.215.14", "10.1.2.3"), leads_inside("10.1.2.3", "127.0.0.1")
    (True, True)
    >>> leads_inside("127.0.0.1", "10.1.2.3"), leads_inside("10.1.2.3", "10.1.2.4")
    (False, False)
    """
    return reach_of(peer) < reach_of(first)


def _meant(address: _Address) -> _Address:
    """The address of IPv4 that one of IPv6 holds, where it does."""
    if isinstance(address, ipaddress.IPv4Address) or address.is_loopback or address.is_unspecified:
        return address
    if address in _TRANSLATED or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & _BITS)
    return address.ipv4_mapped or address.sixtofour or address
