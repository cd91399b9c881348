"""What changes the tablets of the house: enrolling them, telling them what to do."""

from kiosk.fleet.actions.commanding import (
    Commander,
    command_tablets,
    take_answers,
)
from kiosk.fleet.actions.enrolling import (
    change_tablet,
    end_enrolments,
    enrol_tablet,
    invite_tablets,
    revoke_tablet,
)
from kiosk.fleet.actions.seating import tell_wrong_seat

__all__ = [
    "Commander",
    "change_tablet",
    "command_tablets",
    "end_enrolments",
    "enrol_tablet",
    "invite_tablets",
    "revoke_tablet",
    "take_answers",
    "tell_wrong_seat",
]
