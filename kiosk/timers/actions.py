"""Start, pause, resume, extend and stop timers."""

from collections.abc import Callable, Iterable

from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.timers import rules
from kiosk.timers.events import TimerChanged
from kiosk.timers.models import Timer
from kiosk.timers.queries import body_of, present_timer, present_timers, settings_of
from kiosk.timers.rules import TimerBody, TimerKind, TimerStart


def start_timer(
    work: UnitOfWork,
    *,
    actor: Actor,
    kind: TimerKind,
    ref_id: int,
    start: TimerStart,
) -> None:
    """Start the meeting's timer of this kind; one that is there is stopped."""
    before = present_timer(work.session, actor.meeting_id, kind)
    if before is not None:
        _close(work, actor, before)
    settings = settings_of(work.session, actor.meeting_id)
    timer = Timer(
        meeting_id=actor.meeting_id,
        kind=kind,
        ref_id=ref_id,
        started_at=work.now,
        running_since=start.since or work.now,
        elapsed_ms=start.elapsed_ms,
        limit_seconds=min(start.limit_seconds, rules.LONGEST_LIMIT),
        warn_seconds=settings.warn_seconds,
        sound=settings.sound,
        changed_by=actor.name,
    )
    work.session.add(timer)
    work.session.flush()
    _record(work, timer)


def stop_timer_of(
    work: UnitOfWork, *, actor: Actor, kind: TimerKind
) -> TimerBody | None:
    """Stop the meeting's timer of this kind; return how it ended, None: none was."""
    timer = present_timer(work.session, actor.meeting_id, kind)
    if timer is None:
        return None
    _close(work, actor, timer)
    work.record(TimerChanged(meeting_id=actor.meeting_id, which=kind, timer=None))
    return body_of(timer)


def pause_timer(work: UnitOfWork, *, actor: Actor, timer_id: int) -> None:
    """Pause a timer; one that is paused stays so.

    :raises NotFound: it is not of this meeting.
    :raises Conflict: it has been stopped.
    """
    _change(work, actor, timer_id, lambda timer: rules.paused(timer, work.now))


def resume_timer(work: UnitOfWork, *, actor: Actor, timer_id: int) -> None:
    """Let a paused timer run on.

    :raises NotFound: it is not of this meeting.
    :raises Conflict: it has been stopped.
    """
    _change(work, actor, timer_id, lambda timer: rules.resumed(timer, work.now))


def extend_timer(
    work: UnitOfWork,
    *,
    actor: Actor,
    timer_id: int,
    seconds: int,
    seen_limit: int | None = None,
) -> None:
    """Give a timer more time; `seen_limit` is the limit that the presser saw.

    :raises NotFound: it is not of this meeting.
    :raises Conflict: it has been stopped, or somebody else has just extended it.
    :raises Invalid: the seconds are out of bounds.
    """

    def extend(timer: TimerBody) -> TimerBody:
        changed_by = _timer(work, actor, timer_id).changed_by
        rules.check_seen_limit(timer, seen_limit, changed_by)
        return rules.extended(timer, seconds, work.now)

    _change(work, actor, timer_id, extend)


def stop_timer(work: UnitOfWork, *, actor: Actor, timer_id: int) -> None:
    """Stop a timer; one that is stopped stays so.

    :raises NotFound: it is not of this meeting.
    """
    timer = _timer(work, actor, timer_id)
    if timer.stopped_at is None:
        stop_timer_of(work, actor=actor, kind=TimerKind(timer.kind))


def set_timer_settings(
    work: UnitOfWork, *, actor: Actor, warn_seconds: Iterable[int], sound: bool
) -> None:
    """Set when timers warn and whether with a sound; running ones follow.

    :raises Invalid: the thresholds are not allowed.
    :raises Conflict: the meeting is closed.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    thresholds = ",".join(map(str, rules.checked_warnings(warn_seconds)))
    settings = settings_of(work.session, actor.meeting_id)
    settings.warn_seconds, settings.sound = thresholds, sound
    work.session.add(settings)
    for timer in present_timers(work.session, actor.meeting_id).values():
        timer.warn_seconds, timer.sound = thresholds, sound
        _record(work, timer)


def follow_state(work: UnitOfWork, *, actor: Actor, state: MeetingState) -> None:
    """Pause the timers of an adjourned meeting, stop those of a closed one.

    A meeting that goes on continues its item; the speaker waits for the chair.
    """
    for kind, timer in present_timers(work.session, actor.meeting_id).items():
        if state == MeetingState.CLOSED:
            stop_timer_of(work, actor=actor, kind=kind)
        elif state == MeetingState.ADJOURNED:
            pause_timer(work, actor=actor, timer_id=timer.id)
        elif state == MeetingState.OPEN and kind == TimerKind.ITEM:
            resume_timer(work, actor=actor, timer_id=timer.id)


def _change(
    work: UnitOfWork,
    actor: Actor,
    timer_id: int,
    change: Callable[[TimerBody], TimerBody],
) -> None:
    timer = _timer(work, actor, timer_id)
    if timer.stopped_at is not None:
        raise Conflict(
            N_("Đồng chí {name} vừa dừng đồng hồ này. Xin xem lại màn hình."),
            code="timer_stopped",
            name=timer.changed_by,
        )
    before = body_of(timer)
    after = change(before)
    if after == before:
        return
    timer.running_since, timer.elapsed_ms = after.running_since, after.elapsed_ms
    timer.limit_seconds, timer.changed_by = after.limit_seconds, actor.name
    _record(work, timer)


def _close(work: UnitOfWork, actor: Actor, timer: Timer) -> None:
    """Mark a timer as stopped, before another of its kind is stored."""
    timer.elapsed_ms = rules.elapsed_ms(body_of(timer), work.now)
    timer.running_since, timer.stopped_at = None, work.now
    timer.changed_by = actor.name
    work.session.flush()


def _timer(work: UnitOfWork, actor: Actor, timer_id: int) -> Timer:
    timer = work.session.get(Timer, timer_id)
    if timer is None or timer.meeting_id != actor.meeting_id:
        raise NotFound(N_("Hội nghị không có đồng hồ này. Xin tải lại trang."))
    return timer


def _record(work: UnitOfWork, timer: Timer) -> None:
    body = body_of(timer)
    work.record(TimerChanged(meeting_id=timer.meeting_id, which=body.kind, timer=body))
