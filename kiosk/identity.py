"""Who is asking: a signed-in device, and the part its holder has in a meeting."""

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
    """Where a request comes from: the client's address, and its port if known."""

    address: str = ""
    port: int | None = None


# Of what the server does by itself.
NO_ENDPOINT = Endpoint()


@dataclass(frozen=True)
class Requester:
    """An identity and where it acts from, as the access log keeps it."""

    identity: Identity
    endpoint: Endpoint = NO_ENDPOINT


@dataclass(frozen=True)
class Actor:
    """An identity inside one meeting, with the role it has there."""

    meeting_id: int
    role: Role
    name: str
    sign_in_id: int
    # None for an administrator who is no member of this meeting.
    member_id: int | None = None

    @property
    def label(self) -> str:
        """Return the short name that the journal keeps: ids, never names."""
        who = f"member:{self.member_id}" if self.member_id else "administrator"
        return f"{who} sign-in:{self.sign_in_id}"

    def may(self, permission: Permission) -> bool:
        """Tell whether the actor's role has `permission`."""
        return may(self.role, permission)


def network_of(address: str) -> str:
    """Return what an address is counted by; `?` if it is none.

    One machine owns a whole /64 of IPv6 and could count from a fresh address each time.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "?"
    if parsed.version == _IPV6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
