"""From how far away an IP address can be reached: what keeps redirects from leading further inside than they began."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from enum import IntEnum

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Interface = ipaddress.IPv4Interface | ipaddress.IPv6Interface
"""An address of this machine with the network that it is in."""

_HOLDING = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "64:ff9b::/96",  # what a network of IPv6 alone has for addresses of IPv4 (RFC 6052)
        "::/96",  # what once was for those of IPv4 (RFC 4291); no machine of the internet has one
        "::ffff:0:0/96",  # what sockets have for them (RFC 4291)
        "::ffff:0:0:0/96",  # what machines of IPv6 alone have for them (RFC 7915)
    )
)
"""Networks whose last 32 bits are the address of IPv4 that is meant."""
_OWN_TRANSLATED = ipaddress.IPv6Network("64:ff9b:1::/48")
"""Addresses that a network translates for itself (RFC 8215), in ways of its own."""
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""What stands before an address of IPv4 in one of IPv6 that a router of the own network packs up (RFC 5214)."""
_BITS = 0xFFFF_FFFF


class Reach(IntEnum):
    """Who can reach an address, the fewest first."""

    MACHINE = 0
    LINK = 1
    NETWORK = 2
    INTERNET = 3


def reach_of(address: str, own: Iterable[Interface] = ()) -> Reach:
    """Who can reach an IP address; one that holds another one, as its own.

    Parameters:
        own: the addresses of this machine. They and their neighbours may be of the internet, behind a firewall.

    >>> reach_of("127.0.0.1").name, reach_of("10.1.2.3").name, reach_of("93.184.215.14").name
    ('MACHINE', 'NETWORK', 'INTERNET')
    >>> reach_of("64:ff9b::169.254.169.254").name
    'LINK'
    >>> own = ipaddress.ip_interface("2606:2800:21f::5/64")
    >>> [reach_of(address, [own]).name for address in ("2606:2800:21f::5", "2606:2800:21f::6", "2606:2800:220::6")]
    ['MACHINE', 'NETWORK', 'INTERNET']
    """
    own = tuple(own)
    return min(_reach(one, own) for one in _meant(ipaddress.ip_address(address.partition("%")[0])))


def _reach(address: _Address, own: Iterable[Interface]) -> Reach:
    if address.is_loopback or address.is_unspecified or any(address == one.ip for one in own):
        return Reach.MACHINE
    if address.is_link_local:
        return Reach.LINK
    near = address in _OWN_TRANSLATED or getattr(address, "is_site_local", False)
    if near or address.is_multicast or not address.is_global or any(address in one.network for one in own):
        return Reach.NETWORK
    return Reach.INTERNET


def _meant(address: _Address) -> tuple[_Address, ...]:
    """The address itself, or that of IPv4 which it holds; both where it takes both to get there."""
    if isinstance(address, ipaddress.IPv4Address) or address.is_loopback or address.is_unspecified:
        return (address,)
    last = ipaddress.IPv4Address(int(address) & _BITS)
    if any(address in network for network in _HOLDING):
        return (last,)
    if int(address) >> 32 & _BITS in _ISATAP:
        return (address, last)
    return (address.sixtofour or address,)
