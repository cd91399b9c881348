"""Describe the requester: a signed-in device and its holder's role in a meeting."""

import ipaddress
from dataclasses import dataclass

from kiosk.roles import Permission, Role, may

_IPV6 = 6


@dataclass(frozen=True)
class Identity:
    """A signed-in device: a member's badge or a staff account, never both."""

    sign_in_id: int
    name: str
    account_id: int | None = None
    member_id: int | None = None
    is_administrator: bool = False


@dataclass(frozen=True)
class Endpoint:
    """The origin of a request: the client's address, and its port if known."""

    address: str = ""
    port: int | None = None


# For actions of the server itself.
NO_ENDPOINT = Endpoint()


@dataclass(frozen=True)
class Requester:
    """An identity and its endpoint, as written to the access log."""

    identity: Identity
    endpoint: Endpoint = NO_ENDPOINT


@dataclass(frozen=True)
class Actor:
    """An identity in one meeting, with its role there."""

    meeting_id: int
    role: Role
    name: str
    sign_in_id: int
    # None for an administrator who is not a member of this meeting.
    member_id: int | None = None

    @property
    def label(self) -> str:
        """Return the short name for the journal: ids, never names."""
        who = member_label(self.member_id) if self.member_id else "administrator"
        return f"{who} sign-in:{self.sign_in_id}"

    def may(self, permission: Permission) -> bool:
        """Tell whether the actor's role has `permission`."""
        return may(self.role, permission)


def member_label(member_id: int) -> str:
    """Return what stands for a badge's holder in logs: the id, never the name."""
    return f"member:{member_id}"


def network_of(address: str) -> str:
    """Return the key by which an address is counted; `?` if it is invalid.

    IPv6 addresses are counted by their /64: one machine owns all of it and could use a
    fresh address each time.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "?"
    if parsed.version == _IPV6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
