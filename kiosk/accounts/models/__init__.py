"""Tables of staff accounts, sign-ins and the access log."""

from kiosk.accounts.models.accounts import (
    AccessEntry,
    AccessLogCheckpoint,
    AccessLogHead,
    Account,
    PendingSignIn,
    RecoveryCode,
    RefusalGroup,
    SecondFactor,
    SetupLink,
    SignIn,
    Throttle,
)
from kiosk.accounts.models.others import LinkedPerson, Passkey, PasskeyOffer

__all__ = [
    "AccessEntry",
    "AccessLogCheckpoint",
    "AccessLogHead",
    "Account",
    "LinkedPerson",
    "Passkey",
    "PasskeyOffer",
    "PendingSignIn",
    "RecoveryCode",
    "RefusalGroup",
    "SecondFactor",
    "SetupLink",
    "SignIn",
    "Throttle",
]
