"""Actions recorded in the access log, with their labels; and how it is signed."""

import datetime as dt
from enum import StrEnum

from kiosk.errors import N_
from kiosk.record.rules import ChainEnd
from kiosk.storage.chain import chain_moment

# Unknown names are stored as typed, cut to the length of a user name.
LONGEST_LOGGED_NAME = 40
# User name of the commands of the server's operator.
OPERATOR_NAME = "operator"


class AccessAction(StrEnum):
    """What was done."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    # Refused without being looked at: too many tries.
    SIGN_IN_DELAYED = "sign_in_delayed"
    TAKEN_OVER = "taken_over"
    CODE_ASKED = "code_asked"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    IDLE_ENDED = "idle_ended"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CLOSED = "account_closed"
    LINK_RENEWED = "link_renewed"
    PASSWORD_SET = "password_set"  # noqa: S105 no password
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    ACCOUNT_LINKED = "account_linked"
    ROLE_CHANGED = "role_changed"
    BADGE_SIGN_INS_ENDED = "badge_sign_ins_ended"
    BADGE_ISSUED = "badge_issued"
    BADGE_REVOKED = "badge_revoked"
    PIN_RENEWED = "pin_renewed"
    EXPORT_BEGUN = "export_begun"
    LIST_IMPORTED = "list_imported"
    AGENDA_IMPORTED = "agenda_imported"
    ARCHIVE_IMPORTED = "archive_imported"
    MEETING_SET = "meeting_set"
    CONTROL_TOKEN_MADE = "control_token_made"  # noqa: S105 no token
    CONTROL_TOKEN_REVOKED = "control_token_revoked"  # noqa: S105 no token
    API_TOKEN_MADE = "api_token_made"  # noqa: S105 no token
    API_TOKEN_REVOKED = "api_token_revoked"  # noqa: S105 no token
    API_CALL_REFUSED = "api_call_refused"
    PERSON_EXPORTED = "person_exported"
    PERSON_ERASED = "person_erased"
    RETENTION_SET = "retention_set"
    RETENTION_APPLIED = "retention_applied"
    NUMBER_RESERVED = "number_reserved"
    NUMBER_GIVEN_UP = "number_given_up"
    DOCUMENT_ISSUED = "document_issued"
    DOCUMENT_SENT = "document_sent"
    DOCUMENT_OPENED = "document_opened"
    DOCUMENT_RECALLED = "document_recalled"
    PUBLIC_SHOWN = "public_shown"
    PUBLIC_WITHDRAWN = "public_withdrawn"
    UNIT_LINK_MADE = "unit_link_made"
    UNIT_SESSIONS_ENDED = "unit_sessions_ended"
    FEED_KEY_MADE = "feed_key_made"
    CONSULTATION_LINK_SHOWN = "consultation_link_shown"
    CONSULTATION_LINK_USED = "consultation_link_used"
    UNITS_IMPORTED = "units_imported"
    TASKS_IMPORTED = "tasks_imported"
    MAIL_TESTED = "mail_tested"
    WEBHOOK_ADDED = "webhook_added"
    WEBHOOK_CHANGED = "webhook_changed"
    WEBHOOK_REMOVED = "webhook_removed"
    SURVEY_SET = "survey_set"


class AccessDetail(StrEnum):
    """The credential that signed in, or why it was refused."""

    PASSWORD = "password"  # noqa: S105 no password
    CODE = "code"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"
    # Its counter went back: there are two of it.
    COPIED_PASSKEY = "copied_passkey"
    OIDC = "oidc"
    LDAP = "ldap"
    # Signed in elsewhere, but without an account or a group here.
    NO_ACCOUNT = "no_account"
    NO_GROUP = "no_group"
    UNAVAILABLE = "unavailable"
    ADMINISTRATOR = "administrator"
    STAFF = "staff"
    LINK = "link"
    BADGE = "badge"
    BADGE_CODE = "badge_code"
    REPLACED = "replaced"
    # As `badges.rules.RefusalReason`.
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    WRONG_MEETING = "wrong_meeting"
    NOT_YET = "not_yet"
    TOO_MANY_TRIES = "too_many_tries"
    TOO_OFTEN = "too_often"
    WRONG_PIN = "wrong_pin"
    PIN_LOCKED = "pin_locked"


ACCESS_ACTION_LABELS: dict[str, str] = {
    AccessAction.SIGNED_IN: N_("Đăng nhập"),
    AccessAction.SIGN_IN_REFUSED: N_("Đăng nhập bị từ chối"),
    AccessAction.CODE_ASKED: N_("Mật khẩu đúng, chờ mã xác thực"),
    AccessAction.SIGN_IN_DELAYED: N_("Phải chờ vì thử sai quá nhiều lần"),
    AccessAction.TAKEN_OVER: N_("Chuyển sang máy khác"),
    AccessAction.SIGNED_OUT: N_("Đăng xuất"),
    AccessAction.SESSION_ENDED: N_("Kết thúc phiên đăng nhập từ xa"),
    AccessAction.IDLE_ENDED: N_("Tự đăng xuất vì lâu không dùng"),
    AccessAction.ACCOUNT_ADDED: N_("Thêm tài khoản"),
    AccessAction.ACCOUNT_CLOSED: N_("Đóng tài khoản"),
    AccessAction.LINK_RENEWED: N_("Cấp liên kết đặt mật khẩu"),
    AccessAction.PASSWORD_SET: N_("Đặt mật khẩu"),
    AccessAction.SECOND_FACTOR_ON: N_("Bật xác thực hai lớp"),
    AccessAction.SECOND_FACTOR_OFF: N_("Tắt xác thực hai lớp"),
    AccessAction.RECOVERY_CODE_USED: N_("Dùng mã dự phòng"),
    AccessAction.RECOVERY_CODES_RENEWED: N_("Tạo lại mã dự phòng"),
    AccessAction.PASSKEY_ADDED: N_("Thêm khoá truy cập"),
    AccessAction.PASSKEY_REMOVED: N_("Gỡ khoá truy cập"),
    AccessAction.ACCOUNT_LINKED: N_("Gắn tài khoản với danh bạ cơ quan"),
    AccessAction.ROLE_CHANGED: N_("Đổi quyền theo nhóm"),
    AccessAction.BADGE_SIGN_INS_ENDED: N_("Kết thúc các phiên dùng thẻ của hội nghị"),
    AccessAction.BADGE_ISSUED: N_("Cấp lại thẻ"),
    AccessAction.BADGE_REVOKED: N_("Thu hồi thẻ"),
    AccessAction.PIN_RENEWED: N_("Cấp lại mã PIN"),
    AccessAction.EXPORT_BEGUN: N_("Xuất dữ liệu"),
    AccessAction.LIST_IMPORTED: N_("Nhập danh sách đại biểu"),
    AccessAction.AGENDA_IMPORTED: N_("Nhập chương trình"),
    AccessAction.ARCHIVE_IMPORTED: N_("Nhập hồ sơ cuộc họp"),
    AccessAction.MEETING_SET: N_("Đổi thông tin hội nghị"),
    AccessAction.CONTROL_TOKEN_MADE: N_("Tạo mã điều khiển"),
    AccessAction.CONTROL_TOKEN_REVOKED: N_("Thu hồi mã điều khiển"),
    AccessAction.API_TOKEN_MADE: N_("Tạo mã truy cập cho hệ thống khác"),
    AccessAction.API_TOKEN_REVOKED: N_("Thu hồi mã truy cập của hệ thống khác"),
    AccessAction.API_CALL_REFUSED: N_("Hệ thống khác gọi bằng mã không hợp lệ"),
    AccessAction.PERSON_EXPORTED: N_("Xuất dữ liệu của một người"),
    AccessAction.PERSON_ERASED: N_("Xoá dữ liệu của một người"),
    AccessAction.RETENTION_SET: N_("Đặt thời hạn lưu"),
    AccessAction.RETENTION_APPLIED: N_("Xoá dữ liệu hết hạn lưu"),
    AccessAction.NUMBER_RESERVED: N_("Giữ số văn bản"),
    AccessAction.NUMBER_GIVEN_UP: N_("Bỏ số văn bản"),
    AccessAction.DOCUMENT_ISSUED: N_("Phát hành văn bản"),
    AccessAction.DOCUMENT_SENT: N_("Gửi văn bản tới đơn vị"),
    AccessAction.DOCUMENT_OPENED: N_("Đơn vị mở văn bản"),
    AccessAction.DOCUMENT_RECALLED: N_("Thu hồi văn bản"),
    AccessAction.PUBLIC_SHOWN: N_("Đưa lên trang công khai"),
    AccessAction.PUBLIC_WITHDRAWN: N_("Gỡ khỏi trang công khai"),
    AccessAction.UNIT_LINK_MADE: N_("Cấp liên kết cho đơn vị"),
    AccessAction.UNIT_SESSIONS_ENDED: N_("Kết thúc mọi phiên của đơn vị"),
    AccessAction.FEED_KEY_MADE: N_("Cấp mật khẩu của lịch"),
    AccessAction.CONSULTATION_LINK_SHOWN: N_(
        "Xem đường dẫn riêng của phiếu lấy ý kiến"
    ),
    AccessAction.CONSULTATION_LINK_USED: N_("Trả lời lấy ý kiến qua đường dẫn riêng"),
    AccessAction.UNITS_IMPORTED: N_("Nhập danh sách đơn vị"),
    AccessAction.TASKS_IMPORTED: N_("Nhập danh sách nhiệm vụ"),
    AccessAction.MAIL_TESTED: N_("Gửi thư thử"),
    AccessAction.WEBHOOK_ADDED: N_("Thêm webhook"),
    AccessAction.WEBHOOK_CHANGED: N_("Dừng hoặc chạy tiếp webhook"),
    AccessAction.WEBHOOK_REMOVED: N_("Xoá webhook"),
    AccessAction.SURVEY_SET: N_("Mở, đóng hoặc xoá phiếu khảo sát"),
}

ACCESS_DETAIL_LABELS: dict[str, str] = {
    AccessDetail.PASSWORD: N_("mật khẩu"),
    AccessDetail.CODE: N_("mã xác thực"),
    AccessDetail.RECOVERY_CODE: N_("mã dự phòng"),
    AccessDetail.PASSKEY: N_("khoá truy cập"),
    AccessDetail.COPIED_PASSKEY: N_("khoá truy cập bị sao chép"),
    AccessDetail.OIDC: N_("tài khoản cơ quan"),
    AccessDetail.LDAP: N_("mật khẩu danh bạ cơ quan"),
    AccessDetail.NO_ACCOUNT: N_("chưa có tài khoản ở đây"),
    AccessDetail.NO_GROUP: N_("không thuộc nhóm được phép"),
    AccessDetail.UNAVAILABLE: N_("danh bạ cơ quan không trả lời"),
    AccessDetail.ADMINISTRATOR: N_("thành quản trị viên"),
    AccessDetail.STAFF: N_("thành cán bộ"),
    AccessDetail.LINK: N_("liên kết một lần"),
    AccessDetail.BADGE: N_("thẻ"),
    AccessDetail.BADGE_CODE: N_("mã in trên thẻ"),
    AccessDetail.REPLACED: N_("người khác đăng nhập trên máy này"),
    AccessDetail.MALFORMED: N_("không phải thẻ"),
    AccessDetail.UNKNOWN: N_("thẻ lạ"),
    AccessDetail.REVOKED: N_("thẻ đã thu hồi"),
    AccessDetail.EXPIRED: N_("thẻ hết hạn"),
    AccessDetail.WRONG_MEETING: N_("thẻ của hội nghị khác"),
    AccessDetail.NOT_YET: N_("hội nghị chưa mở"),
    AccessDetail.TOO_MANY_TRIES: N_("thử quá nhiều lần"),
    AccessDetail.TOO_OFTEN: N_("đăng nhập quá nhiều lần"),
    AccessDetail.WRONG_PIN: N_("sai mã PIN"),
    AccessDetail.PIN_LOCKED: N_("mã PIN tạm khoá"),
}

# Words of a detail like `meeting:1 sign-ins:388`; `notes` has no value.
DETAIL_WORDS: dict[str, str] = {
    "meeting": N_("hội nghị số"),
    "member": N_("người số"),
    "unit": N_("đơn vị số"),
    "issued": N_("văn bản số"),
    "delivery": N_("lượt gửi số"),
    "agenda": N_("chương trình của hội nghị số"),
    "document": N_("tài liệu số"),
    "vote": N_("biểu quyết số"),
    "token": N_("mã số"),
    "sign-ins": N_("số phiên"),
    "documents": N_("số tài liệu"),
    "rows": N_("số dòng"),
    "months": N_("số tháng"),
    "notes": N_("kèm ghi chú riêng"),
}

# What the administrator can filter by first.
REFUSED_ACTIONS = frozenset(
    {
        AccessAction.SIGN_IN_REFUSED,
        AccessAction.SIGN_IN_DELAYED,
        AccessAction.API_CALL_REFUSED,
    }
)


def access_message(end: ChainEnd, at: dt.datetime, before: dt.datetime | None) -> str:
    """Return what a signature of the access log is over.

    :param before: of a cut: entries up to `end` are older than this and were removed.
    """
    state = (str(end.number), end.hash, chain_moment(at))
    if before is None:
        return "\n".join(("kiosk-access-checkpoint", *state))
    return "\n".join(("kiosk-access-cut", *state, chain_moment(before)))
