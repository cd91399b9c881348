"""Queries on accounts and sign-ins; exports those that other packages use."""

from kiosk.accounts.queries.identity import (
    actor_in,
    devices_of_member,
    ended_among,
    roles_by_meeting,
)

__all__ = [
    "actor_in",
    "devices_of_member",
    "ended_among",
    "roles_by_meeting",
]
