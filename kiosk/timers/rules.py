"""Rules of timers: elapsed and remaining time, pausing, extending, thresholds; pure.

A running timer stores since when it runs, not how far it is: nothing ticks on the
server, and a timer survives a restart and a move to another process.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from kiosk.errors import N_, Conflict, Invalid

# Of one press, and of a timer as a whole, in seconds.
LONGEST_EXTENSION = 3600
LONGEST_LIMIT = 24 * 3600
DEFAULT_WARN_SECONDS = (60, 30)
MOST_WARNINGS = 4
# An item that was called for less was called by mistake, and has not run.
SHORTEST_RUN_MS = 60_000


class TimerKind(StrEnum):
    """What a timer measures; a meeting has at most one of each."""

    ITEM = "item"
    SPEAKER = "speaker"


class TimerLevel(StrEnum):
    """How urgent the remaining time is."""

    NORMAL = "normal"
    WARN = "warn"
    OVER = "over"


class TimerBody(msgspec.Struct, frozen=True):
    """A timer as screens receive it, in the snapshot and in events."""

    id: int
    kind: TimerKind
    # The agenda item, or the request to speak.
    ref_id: int
    # None: paused.
    running_since: dt.datetime | None
    # Before `running_since`.
    elapsed_ms: int
    # 0: no limit.
    limit_seconds: int
    # Remaining seconds at which screens warn, the first first.
    warn_seconds: tuple[int, ...]
    sound: bool


class TimerStart(msgspec.Struct, frozen=True):
    """How a timer starts."""

    # 0: no limit.
    limit_seconds: int
    # What has run before, of a speaker who returns.
    elapsed_ms: int = 0
    # When it began to run, of an item that is returned to; None: now.
    since: dt.datetime | None = None


def elapsed_ms(timer: TimerBody, now: dt.datetime) -> int:
    """Return how long a timer has run, in milliseconds."""
    if timer.running_since is None:
        return timer.elapsed_ms
    # A server's clock that was set back must not shorten what has run.
    running = (now - timer.running_since) // dt.timedelta(milliseconds=1)
    return timer.elapsed_ms + max(0, running)


def remaining_ms(timer: TimerBody, now: dt.datetime) -> int | None:
    """Return the time left in milliseconds, negative if over; None: no limit."""
    if not timer.limit_seconds:
        return None
    return timer.limit_seconds * 1000 - elapsed_ms(timer, now)


def level(timer: TimerBody, now: dt.datetime) -> TimerLevel:
    """Return how urgent the remaining time is."""
    left = remaining_ms(timer, now)
    if left is None:
        return TimerLevel.NORMAL
    if left <= 0:
        return TimerLevel.OVER
    is_near = left <= 1000 * max(timer.warn_seconds, default=0)
    return TimerLevel.WARN if is_near else TimerLevel.NORMAL


def paused(timer: TimerBody, now: dt.datetime) -> TimerBody:
    """Return the timer paused; a paused one is unchanged."""
    return replace(timer, elapsed_ms=elapsed_ms(timer, now), running_since=None)


def resumed(timer: TimerBody, now: dt.datetime) -> TimerBody:
    """Return the timer running; a running one is unchanged."""
    return timer if timer.running_since else replace(timer, running_since=now)


def extended(timer: TimerBody, seconds: int, now: dt.datetime) -> TimerBody:
    """Return the timer with `seconds` more; counted from now if it is over its limit.

    :raises Invalid: it is nothing to add, or too much.
    """
    if not 1 <= seconds <= LONGEST_EXTENSION:
        raise Invalid(
            N_("Mỗi lần chỉ thêm được từ 1 giây đến {limit} phút."),
            code="bad_extension",
            limit=LONGEST_EXTENSION // 60,
        )
    # Rounded up, so that no second of what is given is lost.
    used = -(-elapsed_ms(timer, now) // 1000)
    limit = max(timer.limit_seconds, used) + seconds
    if limit > LONGEST_LIMIT:
        raise Invalid(N_("Đồng hồ đã đến giới hạn, không thêm giờ được nữa."))
    return replace(timer, limit_seconds=limit)


def check_seen_limit(timer: TimerBody, seen: int | None, changed_by: str) -> None:
    """Check that the limit is still the one that the presser saw; None: not said.

    :raises Conflict: somebody has changed it in the meantime.
    """
    if seen is not None and seen != timer.limit_seconds:
        raise Conflict(
            N_("Đồng chí {name} vừa thêm giờ. Xin xem đồng hồ rồi bấm lại nếu cần."),
            code="changed_meanwhile",
            name=changed_by,
        )


def checked_warnings(seconds: Iterable[int]) -> tuple[int, ...]:
    """Return the thresholds of a warning, the longest first.

    :raises Invalid: there are too many, or one is out of bounds.
    """
    thresholds = tuple(sorted(set(seconds), reverse=True))
    is_bounded = all(1 <= one <= LONGEST_EXTENSION for one in thresholds)
    if len(thresholds) > MOST_WARNINGS or not is_bounded:
        raise Invalid(
            N_("Xin đặt nhiều nhất {most} mốc nhắc giờ, mỗi mốc từ 1 đến 3.600 giây."),
            code="bad_warnings",
            most=MOST_WARNINGS,
        )
    return thresholds
