"""Names, passwords and how long to wait after wrong ones; pure."""

import datetime as dt
import re
from dataclasses import dataclass

from kiosk.errors import N_, Forbidden, Invalid, TooManyAttempts
from kiosk.identity import Identity
from kiosk.roles import Permission, Role, may
from kiosk.vietnamese import fold, nfc

# NIST SP 800-63B rev. 4, 3.1.1.2: a password alone, and one beside a second factor.
SHORTEST_ALONE = 15
SHORTEST_WITH_CODE = 8
LONGEST_PASSWORD = 200
_FEWEST_DISTINCT = 5
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST_FULL_NAME = 120

# FailureCount that cost nothing. Many honest people may share one address (a proxy, a
# router), so it has more of them than one name or one tablet.
FREE_TRIES = 5
FREE_TRIES_PER_ADDRESS = 20
# Of one name from everywhere, so that many addresses are no way around; strangers must
# not make its owner wait so easily.
FREE_TRIES_PER_NAME = 50
FIRST_WAIT_SECONDS = 15
LONGEST_WAIT_SECONDS = 15 * 60
# After this quiet time the wrong tries are forgotten.
FAILURES_EXPIRE_AFTER = dt.timedelta(hours=6)
# A one-time link lives this long if nobody uses it.
LINK_LIFETIME = dt.timedelta(days=7)
# The one-time code must follow the password within this time.
SECOND_STEP_LIFETIME = dt.timedelta(minutes=5)
# Last uses are kept in memory and written down so seldom; an idle sign-in ends by so
# much later, never sooner, whichever server process it was used in.
LAST_USE_WRITE_INTERVAL = dt.timedelta(minutes=5)
IDLE_TOLERANCE = LAST_USE_WRITE_INTERVAL + dt.timedelta(minutes=1)

# Why a device is signed in no more, as its holder reads it; other words say nothing.
SIGNED_OUT_MESSAGES: dict[str, str] = {
    "taken_over": N_(
        "Thẻ vừa được dùng trên một máy khác nên máy này đã đăng xuất. Nếu không phải"
        " đồng chí đổi máy, xin báo ngay bàn tiếp đón."
    ),
    "revoked": N_("Thẻ đã được thu hồi hoặc cấp lại. Xin đưa thẻ mới."),
    "signed_out": N_("Máy này đã đăng xuất. Xin đưa thẻ để vào lại."),
    "meeting_over": N_("Hội nghị đã kết thúc hoặc chưa mở. Xin cảm ơn đồng chí."),
    "account_closed": N_("Tài khoản đã đóng. Xin hỏi quản trị viên."),
    "password_changed": N_("Mật khẩu vừa được đổi. Xin đăng nhập lại."),
    "ended_remotely": N_(
        "Phiên đăng nhập trên máy này đã được kết thúc từ máy khác. Xin đăng nhập lại."
    ),
    "idle": N_("Máy này lâu không dùng nên đã tự đăng xuất. Xin đăng nhập lại."),
}


@dataclass(frozen=True)
class FailureCount:
    """How often something was tried in vain, when last, and until when it waits."""

    failures: int
    last_at: dt.datetime
    wait_until: dt.datetime | None


def wait_seconds_after(failures: int, free: int) -> int:
    """Return the seconds to wait after so many failures: 15, 30, 60 … 900."""
    over = failures - free
    if over < 0:
        return 0
    # Beyond 2**6 the cap holds anyway.
    doubled: int = FIRST_WAIT_SECONDS * 2 ** min(over, 6)
    return min(doubled, LONGEST_WAIT_SECONDS)


def after_failure(
    tries: FailureCount | None, now: dt.datetime, free: int
) -> FailureCount:
    """Return the tries after one more failure at `now`."""
    stale = tries is None or now - tries.last_at > FAILURES_EXPIRE_AFTER
    failures = 1 if tries is None or stale else tries.failures + 1
    wait = wait_seconds_after(failures, free)
    until = now + dt.timedelta(seconds=wait) if wait else None
    return FailureCount(failures, now, until)


def seconds_left(wait_until: dt.datetime | None, now: dt.datetime) -> int:
    """Return the whole seconds from `now` until the wait is over, 0 if it is."""
    if wait_until is None or wait_until <= now:
        return 0
    return int((wait_until - now).total_seconds()) + 1


def check_wait(seconds: int) -> None:
    """Let nobody try before the wait is over.

    :raises TooManyAttempts: there are `seconds` to go.
    """
    if seconds:
        raise TooManyAttempts(
            N_("Đã thử sai quá nhiều lần. Xin đợi {wait_seconds} giây rồi thử lại."),
            wait_seconds=seconds,
        )


def normalise_username(text: str) -> str:
    """Return the name as it is stored: lower case, no spaces around it."""
    return text.strip().lower()


def check_username(username: str) -> None:
    """Let only plain names be used.

    :raises Invalid: it has other letters, or is too short or too long.
    """
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            N_(
                "Tên đăng nhập chỉ gồm chữ thường không dấu, số, dấu chấm, gạch nối,"
                " từ 2 đến 40 ký tự."
            ),
            code="bad_username",
        )


def check_full_name(name: str) -> None:
    """Let a person have a name.

    :raises Invalid: it is empty or endless.
    """
    if not name or len(name) > LONGEST_FULL_NAME:
        raise Invalid(
            N_("Xin nhập họ và tên, không quá {limit} chữ."),
            code="bad_name",
            limit=LONGEST_FULL_NAME,
        )


def is_long_enough(password: str, *, has_second_factor: bool) -> bool:
    """Tell whether a password is as long as NIST asks for."""
    shortest = SHORTEST_WITH_CODE if has_second_factor else SHORTEST_ALONE
    return len(nfc(password)) >= shortest


def check_password(password: str, username: str, *, has_second_factor: bool) -> None:
    """Let a password be long enough and not to be guessed at once.

    No letters of certain kinds are asked for. What is common is looked up elsewhere
    (`passwords.is_guessable`), for that takes time.

    :raises Invalid: it is too short, too long, too plain, or holds the user's name.
    """
    is_long = is_long_enough(password, has_second_factor=has_second_factor)
    if not is_long or len(password) > LONGEST_PASSWORD:
        raise Invalid(
            N_("Mật khẩu cần ít nhất {shortest} ký tự. Nên dùng một câu ngắn dễ nhớ."),
            code="short_password",
            shortest=SHORTEST_WITH_CODE if has_second_factor else SHORTEST_ALONE,
        )
    if len(set(fold(password))) < _FEWEST_DISTINCT:
        raise Invalid(
            N_("Mật khẩu lặp lại quá ít ký tự khác nhau. Xin chọn mật khẩu khác."),
            code="plain_password",
        )
    if fold(username) in fold(password):
        raise Invalid(
            N_("Mật khẩu không được chứa tên đăng nhập. Xin chọn mật khẩu khác."),
            code="named_password",
        )


def check_not_guessable(*, is_guessable: bool) -> None:
    """Refuse a password that is common, or made of what is.

    :raises Invalid: it can be guessed.
    """
    if is_guessable:
        raise Invalid(
            N_(
                "Mật khẩu này quá phổ biến hoặc dễ đoán. Xin chọn một câu khác, chỉ"
                " đồng chí nghĩ ra."
            ),
            code="common_password",
        )


def check_long_enough_alone(password: str) -> None:
    """Let nobody keep a password that is too short without a second factor.

    :raises Invalid: it must be lengthened first.
    """
    if not is_long_enough(password, has_second_factor=False):
        raise Invalid(
            N_(
                "Mật khẩu ngắn hơn {shortest} ký tự chỉ đủ an toàn khi có xác thực hai"
                " lớp. Trước khi tắt, xin nhờ quản trị viên cấp liên kết để đặt mật"
                " khẩu dài hơn."
            ),
            code="short_password",
            shortest=SHORTEST_ALONE,
        )


def check_manages_accounts(identity: Identity) -> None:
    """Let only administrators manage the staff's accounts.

    :raises Forbidden: the requester is none.
    """
    role = Role.ADMINISTRATOR if identity.is_administrator else Role.GUEST
    if not may(role, Permission.MANAGE_ACCOUNTS):
        raise Forbidden(N_("Chỉ quản trị viên được quản lý tài khoản."))
