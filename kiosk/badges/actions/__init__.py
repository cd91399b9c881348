"""What changes badges, people and the desk's lines, one kind of deed a file."""

from kiosk.badges.actions.answers import (
    PinWanted,
    Proof,
    Refused,
    Shown,
    Welcome,
)
from kiosk.badges.actions.desk import lift_wait, note_desk
from kiosk.badges.actions.issuing import (
    issue_badge,
    issue_missing_badges,
    mark_printed,
    reissue_badge,
    reissue_old_badges,
    revoke_badge,
)
from kiosk.badges.actions.people import Person, add_member
from kiosk.badges.actions.presenting import present_badge
from kiosk.badges.actions.renewing import renew_pin

__all__ = [
    "Person",
    "PinWanted",
    "Proof",
    "Refused",
    "Shown",
    "Welcome",
    "add_member",
    "issue_badge",
    "issue_missing_badges",
    "lift_wait",
    "mark_printed",
    "note_desk",
    "present_badge",
    "reissue_badge",
    "reissue_old_badges",
    "renew_pin",
    "revoke_badge",
]
