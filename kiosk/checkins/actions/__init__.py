"""What changes gates, scans, attendance and quorum, one kind of deed a file."""

from kiosk.checkins.actions.conflicts import resolve_conflict
from kiosk.checkins.actions.gates import add_gate
from kiosk.checkins.actions.marking import mark_members
from kiosk.checkins.actions.opening import call_roll, set_quorum
from kiosk.checkins.actions.scanning import Outcome, Scan, record_scan
from kiosk.checkins.actions.undoing import undo_scan

__all__ = [
    "Outcome",
    "Scan",
    "add_gate",
    "call_roll",
    "mark_members",
    "record_scan",
    "resolve_conflict",
    "set_quorum",
    "undo_scan",
]
