"""Alerts, commands and seats of tablets; pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import N_, Conflict, Invalid
from kiosk.vietnamese import fold

MAX_TABLET_NAME_LENGTH, MAX_SEAT_LENGTH = 60, 20
MAX_TABLETS = 20_000
# The screen renews its invitation while it is open.
ENROLMENT_LIFETIME = dt.timedelta(minutes=10)

# Each tablet speaks this often, or less often where they are many: all of them
# together speak some twenty times a second. Seconds.
REPORT_INTERVAL_SECONDS, MAX_REPORT_INTERVAL_SECONDS = 20.0, 120.0
MAX_REPORTS_PER_SECOND = 20.0
# Tablets called together spread their answers over this many milliseconds each.
CALL_SPREAD_MS_PER_TABLET = 5

# A tablet is silent after this time, or after three missing heartbeats.
TABLET_SILENT_SECONDS = 60.0
LOW_BATTERY = 30
MAX_CLOCK_DIFFERENCE_SECONDS = 30.0
MIN_FREE_BYTES = 200 * 1024 * 1024

# A command without an answer is sent again this often, after this time.
MAX_COMMAND_ATTEMPTS = 3
RETRY_AFTER = dt.timedelta(seconds=12)


class CommandKind(StrEnum):
    """What a tablet can be told to do."""

    RELOAD = "reload"
    LOCK = "lock"
    UNLOCK = "unlock"
    SIGN_OUT = "sign_out"
    IDENTIFY = "identify"
    OPEN = "open"


# A tablet that reconnects later does not execute the command.
_DEFAULT_LIFETIME = dt.timedelta(minutes=2)
LIFETIMES = {CommandKind.IDENTIFY: dt.timedelta(seconds=30)}


def command_lifetime(kind: CommandKind) -> dt.timedelta:
    """Return how long a command waits for its tablet."""
    return LIFETIMES.get(kind, _DEFAULT_LIFETIME)


class CommandOutcome(StrEnum):
    """Outcome of a command."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class TabletHolder:
    """Who is signed in on a tablet; without a meeting: a member of staff."""

    sign_in_id: int
    meeting_id: int | None


def may_execute(
    kind: str, *, scope: int | None, target: int | None, holder: TabletHolder | None
) -> bool:
    """Return whether a tablet with this holder may execute a command.

    A meeting's secretariat commands the tablets of that meeting and those nobody
    holds; no meeting is opened over another one.
    """
    if holder is None:
        return True
    if scope is not None and holder.meeting_id != scope:
        return False
    return kind != CommandKind.OPEN or holder.meeting_id == target


class TabletAlert(StrEnum):
    """Why somebody should look at a tablet, most urgent first."""

    SILENT = "silent"
    SEAT = "seat"
    BATTERY = "battery"
    VERSION = "version"
    PAPERS = "papers"
    CLOCK = "clock"
    STORAGE = "storage"


@dataclass(frozen=True)
class TabletCondition:
    """State of a tablet; None: not reported or not applicable."""

    # Since it was last heard; None: never, or too long ago to be remembered.
    seconds: float | None = None
    battery: int | None = None
    is_charging: bool | None = None
    # By how much its clock is ahead, in seconds.
    clock: float | None = None
    is_old: bool = False
    papers: int | None = None
    papers_wanted: int = 0
    free_bytes: int | None = None
    has_wrong_seat: bool = False


def tablet_alerts(
    tablet: TabletCondition, pause: float = REPORT_INTERVAL_SECONDS
) -> list[TabletAlert]:
    """Return the alerts; `pause` is the interval of its heartbeats in seconds."""
    found = {
        TabletAlert.SILENT: is_silent(tablet.seconds, pause),
        TabletAlert.SEAT: tablet.has_wrong_seat,
        TabletAlert.BATTERY: (
            tablet.battery is not None
            and tablet.battery < LOW_BATTERY
            and not tablet.is_charging
        ),
        TabletAlert.VERSION: tablet.is_old,
        TabletAlert.PAPERS: (
            tablet.papers is not None and tablet.papers < tablet.papers_wanted
        ),
        TabletAlert.CLOCK: abs(tablet.clock or 0.0) > MAX_CLOCK_DIFFERENCE_SECONDS,
        TabletAlert.STORAGE: (
            tablet.free_bytes is not None and tablet.free_bytes < MIN_FREE_BYTES
        ),
    }
    return [reason for reason, is_so in found.items() if is_so]


def is_silent(seconds: float | None, pause: float) -> bool:
    """Return whether heartbeats have been missing for too long."""
    return seconds is None or seconds > max(TABLET_SILENT_SECONDS, 3 * pause)


def report_interval_seconds(tablets: int) -> float:
    """Return the interval between heartbeats of each of so many tablets."""
    wanted = tablets / MAX_REPORTS_PER_SECOND
    return min(MAX_REPORT_INTERVAL_SECONDS, max(REPORT_INTERVAL_SECONDS, wanted))


def call_spread_ms(tablets: int) -> int:
    """Return over how many milliseconds so many called tablets spread answers."""
    return 0 if tablets == 1 else CALL_SPREAD_MS_PER_TABLET * tablets


def is_seat_mismatch(sits: str, own: str) -> bool:
    """Return whether the seats differ; an unknown seat never does."""

    def plain(seat: str) -> str:
        return "".join(c for c in fold(seat) if c.isalnum())

    return bool(plain(sits) and plain(own)) and plain(sits) != plain(own)


def check_tablet_labels(name: str, seat: str) -> None:
    """Check that name and seat are short enough.

    :raises Invalid: they are not.
    """
    if len(name) > MAX_TABLET_NAME_LENGTH or len(seat) > MAX_SEAT_LENGTH:
        raise Invalid(
            N_("Tên máy dài nhất {name} chữ, số ghế dài nhất {seat} chữ."),
            code="long_name",
            name=MAX_TABLET_NAME_LENGTH,
            seat=MAX_SEAT_LENGTH,
        )


def check_tablet_count(tablets: int) -> None:
    """Check that another tablet may be enrolled.

    :raises Conflict: the limit is reached.
    """
    if tablets >= MAX_TABLETS:
        raise Conflict(
            N_("Đã có {limit} máy. Xin thu hồi máy không còn dùng."),
            code="too_many_tablets",
            limit=MAX_TABLETS,
        )


def check_command_target(kind: CommandKind, target: int | None) -> None:
    """Check that exactly the opening of a meeting names a meeting.

    :raises Invalid: otherwise.
    """
    if (kind is CommandKind.OPEN) != (target is not None):
        raise Invalid(N_("Xin chọn hội nghị cần mở."), code="no_meeting")
