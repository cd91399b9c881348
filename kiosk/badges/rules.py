"""Rules of badge sign-ins and the messages of refusals; pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import N_
from kiosk.meetings.rules import MeetingState
from kiosk.roles import AUDIENCE, Permission, Role, may

# Limits of one member's sign-ins within SIGN_IN_SECONDS, as each sends an event to all
# screens with the attendance. A delegate changes devices a few times; the badge of a
# desk or of wall screens signs in many devices in the morning.
SIGN_IN_SECONDS = 60
MOST_SIGN_INS = 12
MOST_SIGN_INS_OF_MANY_DEVICES = 40


def sign_in_limit(role: Role) -> int:
    """Return the limit of sign-ins within SIGN_IN_SECONDS for `role`."""
    return (
        MOST_SIGN_INS if role in SINGLE_DEVICE_ROLES else MOST_SIGN_INS_OF_MANY_DEVICES
    )


class RefusalReason(StrEnum):
    """Why a badge was refused, or (the last two) the desk is alerted of a sign-in."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    WRONG_MEETING = "wrong_meeting"
    NOT_YET = "not_yet"
    TOO_MANY_TRIES = "too_many_tries"
    # Valid, but above the limit of sign-ins.
    TOO_OFTEN = "too_often"
    WRONG_PIN = "wrong_pin"
    PIN_LOCKED = "pin_locked"
    # Signed in; the sign-in on another device has ended.
    TAKEN_OVER = "taken_over"
    # Signed in on a tablet that belongs to another seat.
    WRONG_SEAT = "wrong_seat"


# For the delegate.
REFUSAL_MESSAGES: dict[RefusalReason, str] = {
    RefusalReason.MALFORMED: N_(
        "Đây không phải thẻ của hội nghị. Xin đưa mã QR trên thẻ đại biểu hoặc giấy"
        " mời, hay nhập mã 8 ký tự in dưới mã QR."
    ),
    RefusalReason.UNKNOWN: N_(
        "Máy chủ không nhận ra thẻ này. Xin thử lại một lần, nếu vẫn vậy xin tới bàn"
        " tiếp đón."
    ),
    RefusalReason.REVOKED: N_(
        "Thẻ này đã bị thu hồi hoặc thay bằng thẻ mới. Xin dùng thẻ mới, hoặc tới bàn"
        " tiếp đón để được cấp lại."
    ),
    RefusalReason.EXPIRED: N_(
        "Hội nghị của thẻ này đã kết thúc nên thẻ không còn dùng được. Cần hỏi thêm"
        " xin tới bàn tiếp đón."
    ),
    RefusalReason.WRONG_MEETING: N_(
        "Thẻ này thuộc một hội nghị khác. Xin đưa đúng thẻ của hội nghị này, hoặc tới"
        " bàn tiếp đón."
    ),
    RefusalReason.NOT_YET: N_(
        "Hội nghị của thẻ này chưa mở cho đại biểu. Xin quay lại sau, hoặc hỏi bàn"
        " tiếp đón."
    ),
    RefusalReason.TOO_MANY_TRIES: N_(
        "Đã thử sai quá nhiều lần. Xin đợi {wait_seconds} giây rồi thử lại, hoặc đưa"
        " mã QR trên thẻ cho máy ảnh, hoặc tới bàn tiếp đón."
    ),
    RefusalReason.TOO_OFTEN: N_(
        "Thẻ này vừa đăng nhập quá nhiều lần. Xin đợi {wait_seconds} giây rồi thử lại,"
        " hoặc tới bàn tiếp đón."
    ),
    RefusalReason.WRONG_PIN: N_("Mã PIN chưa đúng. Còn {tries_left} lần thử."),
    RefusalReason.PIN_LOCKED: N_(
        "Mã PIN đã nhập sai 5 lần nên tạm khoá. Xin tới bàn tiếp đón để được cấp mã"
        " mới."
    ),
    RefusalReason.TAKEN_OVER: N_(
        "Thẻ này đang dùng ở máy khác; máy đó vừa được đăng xuất."
    ),
    RefusalReason.WRONG_SEAT: N_("Đồng chí đang ngồi ở ghế của đại biểu khác."),
}


@dataclass(frozen=True)
class DeskAlertText:
    """Text of a desk alert: what happened, and what to do."""

    happened: str
    advice: str


DESK_ALERT_TEXTS: dict[RefusalReason, DeskAlertText] = {
    RefusalReason.MALFORMED: DeskAlertText(
        N_("Mã đưa ra không phải thẻ của hội nghị"),
        N_("Chỉ cho đại biểu mã QR trên thẻ hoặc giấy mời."),
    ),
    RefusalReason.UNKNOWN: DeskAlertText(
        N_("Thẻ không có trong danh sách"),
        N_("Hỏi tên đại biểu, tìm trong danh sách rồi cấp lại thẻ."),
    ),
    RefusalReason.REVOKED: DeskAlertText(
        N_("Thẻ đã thu hồi hoặc đã thay"),
        N_("Hỏi lấy thẻ mới; nếu mất thì cấp lại thẻ."),
    ),
    RefusalReason.EXPIRED: DeskAlertText(
        N_("Thẻ của hội nghị đã kết thúc"),
        N_("Báo đại biểu: thẻ chỉ dùng trong thời gian hội nghị."),
    ),
    RefusalReason.WRONG_MEETING: DeskAlertText(
        N_("Thẻ của hội nghị khác"),
        N_("Hỏi giấy mời, chỉ đúng phòng họp hoặc cấp thẻ của hội nghị này."),
    ),
    RefusalReason.NOT_YET: DeskAlertText(
        N_("Hội nghị chưa phát hành nên thẻ chưa dùng được"),
        N_("Đề nghị thư ký phát hành hội nghị."),
    ),
    RefusalReason.TOO_MANY_TRIES: DeskAlertText(
        N_("Một máy thử sai quá nhiều lần và phải đợi"),
        N_("Tới tận nơi xem: có thể đại biểu gõ nhầm, hoặc có người dò mã."),
    ),
    RefusalReason.TOO_OFTEN: DeskAlertText(
        N_("Một thẻ đăng nhập liên tục"),
        N_("Hỏi người giữ thẻ; nếu thẻ bị chụp lại thì cấp lại thẻ ngay."),
    ),
    # Complete by type only: the desk is not alerted of a single wrong PIN.
    RefusalReason.WRONG_PIN: DeskAlertText(
        N_("Nhập sai mã PIN"), N_("Đại biểu nhập lại; không cần làm gì.")
    ),
    RefusalReason.PIN_LOCKED: DeskAlertText(
        N_("Nhập sai mã PIN 5 lần, thẻ tạm khoá"),
        N_("Hỏi giấy tờ tuỳ thân, tìm tên trong danh sách rồi cấp mã PIN mới."),
    ),
    RefusalReason.TAKEN_OVER: DeskAlertText(
        N_("Thẻ được dùng trên máy khác, máy cũ đã đăng xuất"),
        N_("Nếu đại biểu không tự đổi máy, cấp lại thẻ ngay."),
    ),
    RefusalReason.WRONG_SEAT: DeskAlertText(
        N_("Đại biểu ngồi nhầm ghế"),
        N_("Mời đại biểu sang đúng ghế: số trước mũi tên là ghế đang ngồi."),
    ),
}

# Delegates use one device; members who serve the meeting may need several.
SINGLE_DEVICE_ROLES = frozenset(
    {Role.PRESENTER, Role.OFFICIAL_DELEGATE, Role.INVITED_DELEGATE, Role.GUEST}
)

_START_SCREENS: dict[Role, str] = {
    Role.CHAIR: "chair",
    Role.SECRETARY: "secretary",
    Role.ADMINISTRATOR: "secretary",
    Role.ENTRANCE: "entrance",
    Role.WALL: "wall",
    Role.SITE_LEAD: "site",
    Role.SITE_TECHNICIAN: "site",
}

# Roles that a member may be given; administrators need an account.
ASSIGNABLE_ROLES = tuple(role for role in Role if role != Role.ADMINISTRATOR)

ROLE_LABELS: dict[Role, str] = {
    Role.ADMINISTRATOR: N_("Quản trị viên"),
    Role.SECRETARY: N_("Thư ký"),
    Role.CHAIR: N_("Chủ toạ"),
    Role.PRESENTER: N_("Báo cáo viên"),
    Role.OFFICIAL_DELEGATE: N_("Đại biểu chính thức"),
    Role.INVITED_DELEGATE: N_("Đại biểu mời"),
    Role.GUEST: N_("Khách mời"),
    Role.ENTRANCE: N_("Bàn tiếp đón"),
    Role.SITE_LEAD: N_("Trưởng điểm cầu"),
    Role.SITE_TECHNICIAN: N_("Kỹ thuật điểm cầu"),
    Role.WALL: N_("Màn hình hội trường"),
}


@dataclass(frozen=True)
class BadgeStatus:
    """The data that decides whether a known badge may sign in."""

    meeting_id: int
    role: Role
    state: MeetingState
    revoked: bool
    expires_at: dt.datetime | None


def refusal_reason(
    badge: BadgeStatus, now: dt.datetime, asked_meeting: int | None
) -> RefusalReason | None:
    """Return why the badge is refused on a screen of `asked_meeting`, or None."""
    if badge.revoked:
        return RefusalReason.REVOKED
    if asked_meeting is not None and asked_meeting != badge.meeting_id:
        return RefusalReason.WRONG_MEETING
    if badge.state == MeetingState.CLOSED or (
        badge.expires_at is not None and badge.expires_at <= now
    ):
        return RefusalReason.EXPIRED
    if badge.state == MeetingState.DRAFT and not may(
        badge.role, Permission.READ_DRAFTS
    ):
        return RefusalReason.NOT_YET
    return None


def may_issue_to(actor: Role, member: Role) -> bool:
    """Return whether the role `actor` may issue a badge to the role `member`.

    The desk could sign in with a badge it issues, so it may issue none to the chair.
    """
    if may(actor, Permission.MANAGE_BADGES):
        return True
    return may(actor, Permission.REISSUE_BADGES) and member in AUDIENCE


def start_screen_of(role: Role, meeting_id: int) -> str:
    """Return the path of the first screen for `role`."""
    return f"/m/{meeting_id}/{_START_SCREENS.get(role, 'tablet')}"
