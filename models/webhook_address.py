"""The addresses that webhooks may be sent to: the public internet, and networks that an operator has opened."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NEVER = tuple(
    map(
        ipaddress.ip_network,
        (
            "168.63.129.16/32",  # a large cloud serves data for its machines at this public address
            "192.0.0.0/24",  # for protocols; another cloud serves data for its machines there
            "192.88.99.0/24",  # relays of 6to4
            "2002::/16",  # 6to4: an IPv4 address in an IPv6 one
            "2001::/32",  # Teredo, the same
            "fec0::/10",  # site-local addresses, which are out of use
        ),
    )
)
MOST_URL = 2048


def why_not_address(address: Address, allowed: tuple[Network, ...]) -> str | None:
    """Why nothing may be sent to an address; None if it is allowed. `allowed` are networks that an operator opened."""
    meant = _inner(address)
    if any(one in network for one in {address, meant} for network in allowed if network.version == one.version):
        return None
    for kind in ("multicast", "loopback", "link_local"):
        if getattr(meant, f"is_{kind}"):
            return f"is a {kind.replace('_', '-')} address"
    never = any(meant in network for network in _NEVER if network.version == meant.version)
    if never or not meant.is_global or meant.is_reserved:
        return "is not a public internet address"
    return None


def _inner(address: Address) -> Address:
    """The IPv4 address inside an IPv6 address (mapped or NAT64); otherwise the address itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def why_not_url(url: str, allowed: tuple[Network, ...]) -> tuple[str, str] | None:
    """Why a webhook cannot have this address, and how to fix it; None if it can. Host names are not resolved here."""
    if len(url) > MOST_URL or not url.isascii() or any(char <= " " or char in '\\"<>^`{|}\x7f' for char in url):
        return (
            "is not a URL",
            f"send at most {MOST_URL:,} ASCII characters, percent-encoded, a host name in its xn-- form",
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is not a URL", "send a URL such as https://example.org/hooks"
    if parts.scheme not in ("https", "http") or not host or port == 0:
        return "is not the address of a web server", "send a URL such as https://example.org/hooks"
    if "@" in parts.netloc:
        return "contains a user or a password", "remove them: the receiver checks the signature instead"
    if "#" in url:
        return "contains a fragment, which no server receives", "remove # and everything after it"
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None  # a name: its address is checked before each attempt
    why = why_not_address(address, allowed)
    return (
        (f"has the address {address}, which {why}", "send a public address, or ask an operator to allow this one")
        if why
        else None
    )


def networks_of(text: str) -> tuple[Network, ...]:
    """The networks of a list, separated by commas. Raises ValueError with a sentence for people."""
    networks: list[Network] = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        try:
            networks.append(ipaddress.ip_network(part))
        except ValueError as error:
            raise ValueError(f"{part!r} is not a network: {error}; write it as 10.1.0.0/16 or fd12::/16") from None
    return tuple(networks)
