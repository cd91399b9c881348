"""What changes badges, people and the desk's lines, one kind of deed a file."""

from kiosk.badges.actions.desk import note_desk
from kiosk.badges.actions.issuing import (
    issue_badge,
    issue_missing_badges,
    mark_printed,
    reissue_badge,
    revoke_badge,
)
from kiosk.badges.actions.people import Person, add_member
from kiosk.badges.actions.presenting import Refused, Shown, Welcome, present_badge

__all__ = [
    "Person",
    "Refused",
    "Shown",
    "Welcome",
    "add_member",
    "issue_badge",
    "issue_missing_badges",
    "mark_printed",
    "note_desk",
    "present_badge",
    "reissue_badge",
    "revoke_badge",
]
