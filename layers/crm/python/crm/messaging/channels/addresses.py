"""Where webhooks may go: to public addresses of other systems, and nowhere inside."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from crm.core import environment

HTTPS = 443
HTTP = 80
_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal")
_TRANSLATED = (
    ip_network("64:ff9b::/96"),
    ip_network("64:ff9b:1::/48"),
    ip_network("2002::/16"),
    ip_network("2001::/32"),
)
"""IPv6 addresses that stand for IPv4 ones (NAT64, 6to4, Teredo), which would get around the check."""


class UnacceptableUrlError(ValueError):
    """A URL that no webhook may be sent to."""


class NameNotResolvedError(OSError):
    """A host whose address is not to be found now; it may be later."""


def loopback_allowed() -> bool:
    """Say whether this stage may send webhooks to its own machine, as the twin does."""
    return environment.find("ALLOW_LOOPBACK_WEBHOOKS", "") == "1"


def check(url: str) -> SplitResult:
    """Return a URL taken apart; raise `UnacceptableUrlError` where its form alone rules it out."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UnacceptableUrlError("it is not a URL") from None
    if not host or port == 0:
        raise UnacceptableUrlError("it names no host")
    if parts.username is not None or parts.fragment:
        raise UnacceptableUrlError("it has a user name or a fragment")
    if loopback_allowed() and host in {"localhost", "127.0.0.1"}:
        return parts
    if parts.scheme != "https":
        raise UnacceptableUrlError("it is not https")
    if host.endswith(_LOCAL_NAMES[1:]) or host == _LOCAL_NAMES[0]:
        raise UnacceptableUrlError("it names a host inside")
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise UnacceptableUrlError("it names an address inside")
    return parts


def resolve(parts: SplitResult) -> str:
    """Return the address to connect to, of a URL that `check` has passed.

    Every address of the name must be public. The caller connects to the very address returned, so that a name
    whose answer changes in between leads nowhere else. Raises `UnacceptableUrlError` or `NameNotResolvedError`.
    """
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or HTTPS, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NameNotResolvedError(host) from None
    addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if loopback_allowed() and all(address.is_loopback for address in addresses):
        return str(addresses[0])
    if not all(is_public(address) for address in addresses):
        raise UnacceptableUrlError("its name leads inside")
    return str(addresses[0])


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say whether an address is one of the open internet's, and no IPv4 address in disguise."""
    if isinstance(address, IPv6Address) and (
        address.ipv4_mapped is not None or any(address in network for network in _TRANSLATED)
    ):
        return False
    return address.is_global and not address.is_multicast


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
