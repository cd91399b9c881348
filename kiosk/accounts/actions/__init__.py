"""What changes accounts and sign-ins, one kind of deed a file."""

from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.actions.rate_limit import (
    AttemptKey,
    AttemptKind,
    clear_waits,
    count_failure,
    seconds_to_wait,
    uncount_failure,
)
from kiosk.accounts.actions.second_factor import (
    UnconfirmedFactor,
    begin_second_factor,
    confirm_second_factor,
    has_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    turn_off_second_factor,
)
from kiosk.accounts.actions.sessions import (
    end_idle_sessions,
    end_other_sessions,
    end_own_session,
    end_sessions_of,
    record_last_uses,
    sign_out,
)
from kiosk.accounts.actions.setup import SetupDetails, set_up_account
from kiosk.accounts.actions.sign_ins import (
    begin_sign_in,
    end_sign_in,
    end_sign_ins_of_account,
    end_sign_ins_of_member,
    expiry,
)
from kiosk.accounts.actions.staff import (
    add_account,
    close_account,
    get_open_account,
    new_account,
    renew_account_link,
)
from kiosk.accounts.actions.staff_sign_in import (
    REFUSED,
    PasswordAttempt,
    SignInResult,
    accept_password,
    attempt_staff_sign_in,
    pass_second_step,
    sign_in_account,
    sign_in_staff,
)
from kiosk.accounts.devices import Device

__all__ = [
    "REFUSED",
    "AttemptKey",
    "AttemptKind",
    "Device",
    "PasswordAttempt",
    "SetupDetails",
    "SignInResult",
    "UnconfirmedFactor",
    "accept_password",
    "add_account",
    "attempt_staff_sign_in",
    "begin_second_factor",
    "begin_sign_in",
    "clear_waits",
    "close_account",
    "confirm_second_factor",
    "count_failure",
    "end_idle_sessions",
    "end_other_sessions",
    "end_own_session",
    "end_sessions_of",
    "end_sign_in",
    "end_sign_ins_of_account",
    "end_sign_ins_of_member",
    "expiry",
    "get_open_account",
    "has_second_factor",
    "log_access",
    "make_setup_link",
    "new_account",
    "pass_second_step",
    "record_last_uses",
    "remove_second_factor",
    "renew_account_link",
    "renew_recovery_codes",
    "seconds_to_wait",
    "set_up_account",
    "sign_in_account",
    "sign_in_staff",
    "sign_out",
    "turn_off_second_factor",
    "uncount_failure",
]
