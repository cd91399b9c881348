"""What is read of accounts and sign-ins, one kind of question a file."""

from kiosk.accounts.queries.access_log import (
    AccessLine,
    AccessPage,
    access_page,
    account_choices,
)
from kiosk.accounts.queries.accounts import (
    AccountLine,
    OpenLink,
    account_lines,
    open_link,
)
from kiosk.accounts.queries.identity import (
    IdleLimit,
    actor_in,
    devices_of_member,
    ended_among,
    identify,
    roles_in,
    why_ended,
)
from kiosk.accounts.queries.own_account import (
    OwnAccount,
    SessionLine,
    idle_sign_ins,
    own_account,
    pending_sign_in,
    step_hash,
)

__all__ = [
    "AccessLine",
    "AccessPage",
    "AccountLine",
    "IdleLimit",
    "OpenLink",
    "OwnAccount",
    "SessionLine",
    "access_page",
    "account_choices",
    "account_lines",
    "actor_in",
    "devices_of_member",
    "ended_among",
    "identify",
    "idle_sign_ins",
    "open_link",
    "own_account",
    "pending_sign_in",
    "roles_in",
    "step_hash",
    "why_ended",
]
