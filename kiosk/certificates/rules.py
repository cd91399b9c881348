"""Host names, validity and renewal of certificates; pure."""

import datetime as dt
import ipaddress
import re
from dataclasses import dataclass

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

ROOT_DAYS = 3650
# Apple rejects server certificates of more than 825 days, also from installed roots.
SERVER_DAYS = 800
# A certificate with fewer days left is renewed.
RENEW_DAYS = 30
# Validity starts earlier, for tablets whose clock is slow.
BACKDATE = dt.timedelta(days=1)
# Names of this machine for itself.
LOOPBACK = ("localhost", "127.0.0.1")
# Networks a root may certify besides its names. They are not routed in the Internet, so
# a stolen root key is of no use for public sites.
PRIVATE_NETWORKS: tuple[IPNetwork, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8"),
        *("169.254.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10", "::1/128"),
    )
)

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DNS_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")


class CertificateError(Exception):
    """A certificate cannot be issued or used; the message says why and what to do."""


@dataclass(frozen=True)
class HostNames:
    """The DNS names and IP addresses of a certificate."""

    dns: tuple[str, ...]
    addresses: tuple[IPAddress, ...]

    def __str__(self) -> str:
        """Return the names separated by commas."""
        return ", ".join([*self.dns, *map(str, self.addresses)])


def as_address(text: str) -> IPAddress | None:
    """Return `text` as an IP address, None if it is none."""
    try:
        return ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None


def read_names(texts: list[str] | tuple[str, ...]) -> HostNames:
    """Parse typed DNS names and IP addresses, without duplicates.

    :raises CertificateError: one of them is neither.
    """
    dns: dict[str, None] = {}
    addresses: dict[IPAddress, None] = {}
    for text in texts:
        name = text.strip().rstrip(".").lower()
        if address := as_address(name):
            addresses[address] = None
        elif _DNS_NAME.fullmatch(name) and not name.replace(".", "").isdigit():
            dns[name] = None
        else:
            raise CertificateError(
                f"{text!r} không phải tên máy hay địa chỉ IP. Ví dụ: hop.tinh.vn,"
                " 192.168.1.10."
            )
    return HostNames(tuple(dns), tuple(addresses))


def days_left(until: dt.datetime, now: dt.datetime) -> int:
    """Return the whole days from `now` until `until`; negative if it has passed."""
    return (until - now) // dt.timedelta(days=1)


def _is_below(name: str, above: str) -> bool:
    return name == above or name.endswith("." + above)


def outside(
    names: HostNames, permitted: HostNames, networks: tuple[IPNetwork, ...]
) -> str:
    """Return the first of `names` that these name constraints exclude, or empty."""
    for name in names.dns:
        if not any(_is_below(name, above) for above in permitted.dns):
            return name
    for address in names.addresses:
        if not any(address in network for network in networks):
            return str(address)
    return ""


def is_covered(wanted: str, names: HostNames) -> bool:
    """Return whether a browser accepts a certificate of `names` for `wanted`."""
    if address := as_address(wanted):
        return address in names.addresses
    wanted = wanted.rstrip(".").lower()
    _, _, domain = wanted.partition(".")
    # A wildcard matches exactly one label, the first.
    return wanted in names.dns or (bool(domain) and f"*.{domain}" in names.dns)
