"""Actions on accounts and sign-ins; exports those that other packages use."""

from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.actions.rate_limit import (
    AttemptKey,
    AttemptKind,
    clear_waits,
    count_failure,
    seconds_to_wait,
    uncount_failure,
)
from kiosk.accounts.actions.sign_ins import (
    begin_sign_in,
    end_sign_in,
    end_sign_ins_of_member,
    expiry,
)
from kiosk.accounts.devices import Device

__all__ = [
    "AttemptKey",
    "AttemptKind",
    "Device",
    "begin_sign_in",
    "clear_waits",
    "count_failure",
    "end_sign_in",
    "end_sign_ins_of_member",
    "expiry",
    "make_setup_link",
    "seconds_to_wait",
    "uncount_failure",
]
