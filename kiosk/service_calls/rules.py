"""Rules of service calls: kinds, states and the limit of each person; pure."""

import datetime as dt
from enum import StrEnum

import msgspec

from kiosk.errors import N_, Conflict, TooManyAttempts

# Calls of one person within CALL_SECONDS.
MOST_CALLS = 6
CALL_SECONDS = 600


class CallKind(StrEnum):
    """What is called for."""

    HELP = "help"
    TECHNICIAN = "technician"
    WATER = "water"


class CallState(StrEnum):
    """The state of a service call."""

    OPEN = "open"
    # Somebody is on the way.
    TAKEN = "taken"
    DONE = "done"
    CANCELLED = "cancelled"


# Calls that somebody waits for.
WAITING_STATES = (CallState.OPEN, CallState.TAKEN)


class CallForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A call from a seat."""

    kind: CallKind


def check_rate(recent: list[dt.datetime], now: dt.datetime) -> None:
    """Check the moments of one person's calls within the last CALL_SECONDS.

    :raises TooManyAttempts: there are too many.
    """
    if len(recent) < MOST_CALLS:
        return
    first = sorted(recent)[-MOST_CALLS]
    wait = first + dt.timedelta(seconds=CALL_SECONDS) - now
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    raise TooManyAttempts(
        N_(
            "Đồng chí đã gọi nhiều lần. Xin chờ {minutes} phút rồi gọi lại, hoặc nói"
            " với cán bộ phục vụ gần nhất."
        ),
        minutes=minutes,
        wait_seconds=max(1, int(wait.total_seconds())),
    )


def check_takeable(state: CallState, taken_by: str) -> None:
    """Check that nobody else has taken the call, and that it is still waiting.

    :raises Conflict: another has taken it, or it is over.
    """
    if state == CallState.TAKEN:
        raise Conflict(
            N_("{name} vừa nhận yêu cầu này và đang tới."), code="taken", name=taken_by
        )
    check_waiting(state)


def check_waiting(state: CallState) -> None:
    """Check that somebody waits for the call.

    :raises Conflict: it is over.
    """
    if state == CallState.CANCELLED:
        raise Conflict(N_("Người gọi vừa huỷ yêu cầu này."), code="cancelled")
    if state == CallState.DONE:
        raise Conflict(N_("Yêu cầu này vừa được báo là đã xong."), code="done")
