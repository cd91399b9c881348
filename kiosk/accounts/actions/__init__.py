"""What changes accounts and sign-ins, one kind of deed a file."""

from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.actions.setup import SetupWords, set_up_account
from kiosk.accounts.actions.sign_ins import (
    begin_sign_in,
    end_sign_in,
    end_sign_ins_of_account,
    end_sign_ins_of_member,
    expiry,
)
from kiosk.accounts.actions.staff import (
    Attempt,
    add_account,
    attempt_staff_sign_in,
    close_account,
    new_account,
    renew_account_link,
    sign_in_account,
    sign_in_staff,
)
from kiosk.accounts.actions.tries import (
    Guess,
    Guessed,
    count_guess,
    lift_waits,
    seconds_to_wait,
    uncount_guess,
)
from kiosk.accounts.devices import Device

__all__ = [
    "Attempt",
    "Device",
    "Guess",
    "Guessed",
    "SetupWords",
    "add_account",
    "attempt_staff_sign_in",
    "begin_sign_in",
    "close_account",
    "count_guess",
    "end_sign_in",
    "end_sign_ins_of_account",
    "end_sign_ins_of_member",
    "expiry",
    "lift_waits",
    "make_setup_link",
    "new_account",
    "renew_account_link",
    "seconds_to_wait",
    "set_up_account",
    "sign_in_account",
    "sign_in_staff",
    "uncount_guess",
]
