"""Rules of names, passwords and waits after failed attempts; pure."""

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

# Failures without a wait. Many people may share one address (a proxy, a router), so it
# has more of them than one name or one tablet.
FREE_TRIES = 5
FREE_TRIES_PER_ADDRESS = 20
# Per name from all addresses: bounds distributed attempts, but high enough that
# strangers do not easily lock out the owner.
FREE_TRIES_PER_NAME = 50
FIRST_WAIT_SECONDS = 15
LONGEST_WAIT_SECONDS = 15 * 60
# Failures are forgotten after this time without a further one.
FAILURES_EXPIRE_AFTER = dt.timedelta(hours=6)
LINK_LIFETIME = dt.timedelta(days=7)
# The law asks for twelve months of the access log at least.
FEWEST_LOG_MONTHS = 12
# The one-time code must follow the password within this time.
SECOND_STEP_LIFETIME = dt.timedelta(minutes=5)
# Without a password here a change of the second factor needs so fresh a sign-in.
FRESH_SIGN_IN = dt.timedelta(minutes=10)
# Last uses are collected in memory and written at this interval. An idle sign-in may
# end later by the tolerance, never sooner, whichever process it was used in.
LAST_USE_WRITE_INTERVAL = dt.timedelta(minutes=5)
IDLE_TOLERANCE = LAST_USE_WRITE_INTERVAL + dt.timedelta(minutes=1)

# Messages for the user by the reason of the sign-out; other reasons show none.
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
    "role_changed": N_("Quyền của tài khoản vừa đổi. Xin đăng nhập lại."),
    "ended_remotely": N_(
        "Phiên đăng nhập trên máy này đã được kết thúc từ máy khác. Xin đăng nhập lại."
    ),
    "idle": N_("Máy này lâu không dùng nên đã tự đăng xuất. Xin đăng nhập lại."),
}


@dataclass(frozen=True)
class FailureCount:
    """Failures so far, the time of the last one, and the end of the wait."""

    failures: int
    last_at: dt.datetime
    wait_until: dt.datetime | None


def entry_retention(months: int) -> dt.timedelta:
    """Return how long an entry of the access log is kept: never under twelve months."""
    # No month is longer, so the result is never too short.
    return dt.timedelta(days=31 * max(months, FEWEST_LOG_MONTHS))


def wait_seconds_after(failures: int, free: int) -> int:
    """Return the seconds to wait after `failures`: 15, 30, 60 … 900."""
    over = failures - free
    if over < 0:
        return 0
    # Beyond 2**6 the cap holds anyway.
    doubled: int = FIRST_WAIT_SECONDS * 2 ** min(over, 6)
    return min(doubled, LONGEST_WAIT_SECONDS)


def after_failure(
    tries: FailureCount | None, now: dt.datetime, free: int
) -> FailureCount:
    """Return the count after one more failure at `now`."""
    stale = tries is None or now - tries.last_at > FAILURES_EXPIRE_AFTER
    failures = 1 if tries is None or stale else tries.failures + 1
    wait = wait_seconds_after(failures, free)
    until = now + dt.timedelta(seconds=wait) if wait else None
    return FailureCount(failures, now, until)


def seconds_left(wait_until: dt.datetime | None, now: dt.datetime) -> int:
    """Return the seconds from `now` until the wait is over, rounded up."""
    if wait_until is None or wait_until <= now:
        return 0
    return int((wait_until - now).total_seconds()) + 1


def check_wait(seconds: int) -> None:
    """Check that no wait is left.

    :raises TooManyAttempts: `seconds` are left.
    """
    if seconds:
        raise TooManyAttempts(
            N_("Đã thử sai quá nhiều lần. Xin đợi {wait_seconds} giây rồi thử lại."),
            wait_seconds=seconds,
        )


def normalise_username(text: str) -> str:
    """Return the name as stored: lower case, stripped."""
    return text.strip().lower()


def is_username(text: str) -> bool:
    """Return whether an account may have this user name."""
    return bool(_USERNAME.fullmatch(text))


def check_username(username: str) -> None:
    """Check a user name's characters and length.

    :raises Invalid: they are not allowed.
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
    """Check a person's name.

    :raises Invalid: it is empty or too long.
    """
    if not name or len(name) > LONGEST_FULL_NAME:
        raise Invalid(
            N_("Xin nhập họ và tên, không quá {limit} chữ."),
            code="bad_name",
            limit=LONGEST_FULL_NAME,
        )


def is_long_enough(password: str, *, has_second_factor: bool) -> bool:
    """Return whether a password has the length that NIST requires."""
    shortest = SHORTEST_WITH_CODE if has_second_factor else SHORTEST_ALONE
    return len(nfc(password)) >= shortest


def check_password(password: str, username: str, *, has_second_factor: bool) -> None:
    """Check a password's length and content; no character classes are required.

    Common passwords are found by `passwords.is_guessable`, which is slow.

    :raises Invalid: it is too short, too long, repetitive, or contains the user name.
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
    """Check the result of `passwords.is_guessable`.

    :raises Invalid: the password can be guessed.
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
    """Check that a password is long enough without a second factor.

    :raises Invalid: it is too short.
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
    """Check that the identity may manage staff accounts.

    :raises Forbidden: it is no administrator.
    """
    role = Role.ADMINISTRATOR if identity.is_administrator else Role.GUEST
    if not may(role, Permission.MANAGE_ACCOUNTS):
        raise Forbidden(N_("Chỉ quản trị viên được quản lý tài khoản."))
