"""What is read of accounts and sign-ins, one kind of question a file."""

from kiosk.accounts.queries.access_log import (
    AccessLogLine,
    AccessLogPage,
    access_page,
    account_choices,
)
from kiosk.accounts.queries.accounts import (
    AccountSummary,
    UsableLink,
    account_lines,
    usable_link,
)
from kiosk.accounts.queries.identity import (
    IdleLimit,
    actor_in,
    devices_of_member,
    ended_among,
    identify,
    roles_by_meeting,
    why_ended,
)
from kiosk.accounts.queries.own_account import (
    OwnAccount,
    SessionSummary,
    idle_sign_ins,
    own_account,
    pending_sign_in,
    pending_token_hash,
)

__all__ = [
    "AccessLogLine",
    "AccessLogPage",
    "AccountSummary",
    "IdleLimit",
    "OwnAccount",
    "SessionSummary",
    "UsableLink",
    "access_page",
    "account_choices",
    "account_lines",
    "actor_in",
    "devices_of_member",
    "ended_among",
    "identify",
    "idle_sign_ins",
    "own_account",
    "pending_sign_in",
    "pending_token_hash",
    "roles_by_meeting",
    "usable_link",
    "why_ended",
]
