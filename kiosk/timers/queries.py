"""Query the present timers of a meeting, and the items that have run."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.timers.models import Timer, TimerSettings
from kiosk.timers.rules import (
    DEFAULT_WARN_SECONDS,
    SHORTEST_RUN_MS,
    TimerBody,
    TimerKind,
)


def body_of(timer: Timer) -> TimerBody:
    """Return a timer as screens receive it."""
    return TimerBody(
        id=timer.id,
        kind=TimerKind(timer.kind),
        ref_id=timer.ref_id,
        running_since=timer.running_since,
        elapsed_ms=timer.elapsed_ms,
        limit_seconds=timer.limit_seconds,
        warn_seconds=_seconds(timer.warn_seconds),
        sound=timer.sound,
    )


def _seconds(stored: str) -> tuple[int, ...]:
    return tuple(map(int, filter(None, stored.split(","))))


def present_timer(session: Session, meeting_id: int, kind: TimerKind) -> Timer | None:
    """Return the meeting's timer of this kind that has not been stopped."""
    return session.scalars(
        select(Timer).where(
            Timer.meeting_id == meeting_id,
            Timer.kind == kind,
            Timer.stopped_at.is_(None),
        )
    ).one_or_none()


def last_timer(
    session: Session, meeting_id: int, kind: TimerKind, ref_id: int
) -> Timer | None:
    """Return the newest timer of an item or request, also a stopped one."""
    return session.scalars(
        select(Timer)
        .where(
            Timer.meeting_id == meeting_id, Timer.kind == kind, Timer.ref_id == ref_id
        )
        .order_by(Timer.id.desc())
        .limit(1)
    ).one_or_none()


def present_timers(session: Session, meeting_id: int) -> dict[TimerKind, Timer]:
    """Return the meeting's timers that have not been stopped, by kind."""
    found = session.scalars(
        select(Timer).where(Timer.meeting_id == meeting_id, Timer.stopped_at.is_(None))
    )
    return {TimerKind(timer.kind): timer for timer in found}


def items_run(session: Session, meeting_id: int) -> list[int]:
    """Return the items that have run for a while and were left, by id."""
    return list(
        session.scalars(
            select(Timer.ref_id)
            .where(
                Timer.meeting_id == meeting_id,
                Timer.kind == TimerKind.ITEM,
                Timer.stopped_at.is_not(None),
                Timer.elapsed_ms >= SHORTEST_RUN_MS,
            )
            .distinct()
            .order_by(Timer.ref_id)
        )
    )


def settings_of(session: Session, meeting_id: int) -> TimerSettings:
    """Return when the meeting's timers warn, an unsaved default if never set."""
    return session.get(TimerSettings, meeting_id) or TimerSettings(
        meeting_id=meeting_id,
        warn_seconds=",".join(map(str, DEFAULT_WARN_SECONDS)),
        sound=False,
    )


def warnings_of(session: Session, meeting_id: int) -> dict[str, Any]:
    """Return when the meeting's timers warn, and whether with a sound."""
    settings = settings_of(session, meeting_id)
    return {
        "warn_seconds": _seconds(settings.warn_seconds),
        "sound": settings.sound,
    }
