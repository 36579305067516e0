"""Headers of every answer: nothing from elsewhere, nothing kept, nothing told on; and which hosts are meant."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_OFF = ("camera", "geolocation", "microphone", "payment", "usb")
STRICT = {
    "Content-Security-Policy": _CSP,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
    "Cache-Control": "no-store",
}
_A_YEAR = 31_536_000


def strict_headers(*, tls: bool) -> tuple[tuple[bytes, bytes], ...]:
    """What every answer carries, as ASGI wants it.

    Args:
        tls: the page is reached by https alone, so browsers are told never to try anything else.
    """
    headers = dict(STRICT)
    if tls:
        headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
    return tuple((name.lower().encode(), value.encode()) for name, value in headers.items())


def hosts_of(url: str) -> frozenset[str]:
    """The hosts that requests may name: that of the address informants are given, and on loopback all its names."""
    host = (urlsplit(url).hostname or "").lower()
    names = {host}
    if is_loopback(host):
        names |= {"127.0.0.1", "localhost", "::1"}
    return frozenset(names)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names_host(header: str, hosts: Collection[str]) -> bool:
    """Whether a `Host` header names one of the hosts. Another name for this machine is how other pages would get in."""
    try:
        parts = urlsplit(f"//{header}")
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.netloc == header and "@" not in header and host is not None and host.lower() in hosts
