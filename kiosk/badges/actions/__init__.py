"""What changes badges, people and the desk's lines, one kind of deed a file."""

from kiosk.badges.actions.desk_alerts import alert_desk, lift_wait
from kiosk.badges.actions.issuing import (
    issue_badge,
    issue_missing_badges,
    mark_printed,
    reissue_badge,
    reissue_seedless_badges,
    revoke_badge,
)
from kiosk.badges.actions.people import NewPerson, add_member
from kiosk.badges.actions.pin_renewal import renew_pin
from kiosk.badges.actions.results import (
    BadgeScan,
    PinRequired,
    PinResult,
    SignInGranted,
    SignInRefused,
)
from kiosk.badges.actions.sign_in import sign_in_with_badge

__all__ = [
    "BadgeScan",
    "NewPerson",
    "PinRequired",
    "PinResult",
    "SignInGranted",
    "SignInRefused",
    "add_member",
    "alert_desk",
    "issue_badge",
    "issue_missing_badges",
    "lift_wait",
    "mark_printed",
    "reissue_badge",
    "reissue_seedless_badges",
    "renew_pin",
    "revoke_badge",
    "sign_in_with_badge",
]
