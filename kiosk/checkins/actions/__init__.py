"""Actions on gates, scans, attendance and quorum."""

from kiosk.checkins.actions.conflicts import resolve_conflict
from kiosk.checkins.actions.gates import add_gate
from kiosk.checkins.actions.manual_attendance import mark_members
from kiosk.checkins.actions.roll_call import record_roll_call, set_quorum
from kiosk.checkins.actions.scans import Scan, ScanOutcome, record_scan
from kiosk.checkins.actions.undo import undo_scan

__all__ = [
    "Scan",
    "ScanOutcome",
    "add_gate",
    "mark_members",
    "record_roll_call",
    "record_scan",
    "resolve_conflict",
    "set_quorum",
    "undo_scan",
]
