"""The timers in the snapshot."""

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from kiosk.roles import Role
from kiosk.timers.queries import body_of, items_run, present_timers
from kiosk.timers.rules import TimerKind

# It needs no other part of the snapshot.
IS_FETCHED_ALONE = True


def snapshot_part(
    session: Session, meeting_id: int, _role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the timers, and the items that have run and are over."""
    timers = present_timers(session, meeting_id)
    current = timers.get(TimerKind.ITEM)
    ran = items_run(session, meeting_id)
    shown = {
        str(kind): msgspec.to_builtins(body_of(timers[kind]))
        if kind in timers
        else None
        for kind in TimerKind
    }
    over = [item for item in ran if current is None or item != current.ref_id]
    return {"timers": {**shown, "ran": over}}
