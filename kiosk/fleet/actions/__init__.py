"""Actions on tablets: enrolment, commands and seat mismatches."""

from kiosk.fleet.actions.commands import (
    CommandIssuer,
    acknowledge_commands,
    command_tablets,
)
from kiosk.fleet.actions.enrolment import (
    change_tablet,
    end_enrolments,
    enrol_tablet,
    invite_tablets,
    revoke_tablet,
)
from kiosk.fleet.actions.seat_mismatch import alert_wrong_seat

__all__ = [
    "CommandIssuer",
    "acknowledge_commands",
    "alert_wrong_seat",
    "change_tablet",
    "command_tablets",
    "end_enrolments",
    "enrol_tablet",
    "invite_tablets",
    "revoke_tablet",
]
