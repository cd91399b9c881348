"""When a tablet needs somebody, what it may be told, who sits in whose place; pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import N_, Conflict, Invalid
from kiosk.vietnamese import fold

LONGEST_NAME, LONGEST_SEAT = 60, 20
MOST_TABLETS = 20_000
# An invitation on the screen is renewed while somebody looks at it.
ENROLMENT_LIFE = dt.timedelta(minutes=10)

# Each tablet speaks this often, or less often where they are many: all of them
# together speak some twenty times a second. Seconds.
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 20.0, 120.0
REPORTS_A_SECOND = 20.0
# So many hear a call at once without answering in one breath; in milliseconds each.
CALL_SPREAD_MS_PER_TABLET = 5

# Silent for longer than this, or than three words that did not come.
SILENT_SECONDS = 60.0
LOW_BATTERY = 30
LARGEST_CLOCK_DIFFERENCE = 30.0
LEAST_FREE_BYTES = 200 * 1024 * 1024

# A tablet that has been told and says nothing is told again so often, so much later.
MOST_TRIES = 3
RETRY_AFTER = dt.timedelta(seconds=12)


class CommandKind(StrEnum):
    """What a tablet may be told to do."""

    RELOAD = "reload"
    LOCK = "lock"
    UNLOCK = "unlock"
    SIGN_OUT = "sign_out"
    IDENTIFY = "identify"
    OPEN = "open"


# Who is away for longer than this does not do it any more when he comes back.
_LIFE = dt.timedelta(minutes=2)
LIVES = {CommandKind.IDENTIFY: dt.timedelta(seconds=30)}


def life_of(kind: CommandKind) -> dt.timedelta:
    """Return how long a command waits for its tablet."""
    return LIVES.get(kind, _LIFE)


class Outcome(StrEnum):
    """What became of a command."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Holder:
    """Who is signed in on a tablet; no meeting: a member of staff."""

    sign_in_id: int
    meeting_id: int | None


def may_take(
    kind: str, *, scope: int | None, target: int | None, holder: Holder | None
) -> bool:
    """Tell whether a command is for a tablet in these hands.

    A meeting's secretariat commands the tablets of that meeting and those nobody
    holds; no meeting is opened over another one.
    """
    if holder is None:
        return True
    if scope is not None and holder.meeting_id != scope:
        return False
    return kind != CommandKind.OPEN or holder.meeting_id == target


class Attention(StrEnum):
    """Why somebody should look at a tablet, the most pressing first."""

    SILENT = "silent"
    SEAT = "seat"
    BATTERY = "battery"
    VERSION = "version"
    PAPERS = "papers"
    CLOCK = "clock"
    STORAGE = "storage"


@dataclass(frozen=True)
class Condition:
    """What is known of a tablet; None: it cannot tell, or there is nothing to tell."""

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
    is_misseated: bool = False


def attentions(tablet: Condition, pause: float = PAUSE_SECONDS) -> list[Attention]:
    """Return why somebody should look at it; `pause` between two of its words."""
    found = {
        Attention.SILENT: is_silent(tablet.seconds, pause),
        Attention.SEAT: tablet.is_misseated,
        Attention.BATTERY: (
            tablet.battery is not None
            and tablet.battery < LOW_BATTERY
            and not tablet.is_charging
        ),
        Attention.VERSION: tablet.is_old,
        Attention.PAPERS: (
            tablet.papers is not None and tablet.papers < tablet.papers_wanted
        ),
        Attention.CLOCK: abs(tablet.clock or 0.0) > LARGEST_CLOCK_DIFFERENCE,
        Attention.STORAGE: (
            tablet.free_bytes is not None and tablet.free_bytes < LEAST_FREE_BYTES
        ),
    }
    return [reason for reason, is_so in found.items() if is_so]


def is_silent(seconds: float | None, pause: float) -> bool:
    """Tell whether a tablet has not been heard for too long."""
    return seconds is None or seconds > max(SILENT_SECONDS, 3 * pause)


def pause_seconds(tablets: int) -> float:
    """Return the seconds between two words of each of so many tablets."""
    wanted = tablets / REPORTS_A_SECOND
    return min(LONGEST_PAUSE_SECONDS, max(PAUSE_SECONDS, wanted))


def call_spread_ms(tablets: int) -> int:
    """Return within how many milliseconds so many called tablets answer."""
    return 0 if tablets == 1 else CALL_SPREAD_MS_PER_TABLET * tablets


def is_wrong_seat(sits: str, own: str) -> bool:
    """Tell whether a seat is somebody else's; where either is unknown it is not."""

    def plain(seat: str) -> str:
        return "".join(c for c in fold(seat) if c.isalnum())

    return bool(plain(sits) and plain(own)) and plain(sits) != plain(own)


def check_words(name: str, seat: str) -> None:
    """Let a name and a seat be short enough to be read from afar.

    :raises Invalid: they are not.
    """
    if len(name) > LONGEST_NAME or len(seat) > LONGEST_SEAT:
        raise Invalid(
            N_("Tên máy dài nhất {name} chữ, số ghế dài nhất {seat} chữ."),
            code="long_name",
            name=LONGEST_NAME,
            seat=LONGEST_SEAT,
        )


def check_room(tablets: int) -> None:
    """Let no house have endlessly many tablets.

    :raises Conflict: it has as many as it may.
    """
    if tablets >= MOST_TABLETS:
        raise Conflict(
            N_("Đã có {limit} máy. Xin thu hồi máy không còn dùng."),
            code="too_many_tablets",
            limit=MOST_TABLETS,
        )


def check_target(kind: CommandKind, target: int | None) -> None:
    """Let only the opening of a meeting name one, and it must.

    :raises Invalid: otherwise.
    """
    if (kind is CommandKind.OPEN) != (target is not None):
        raise Invalid(N_("Xin chọn hội nghị cần mở."), code="no_meeting")
