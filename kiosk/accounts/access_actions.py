"""Actions recorded in the access log, with their labels."""

import datetime as dt
from enum import StrEnum

from kiosk.errors import N_

# Twelve months, as the law requires; 366 days cover a leap year.
ENTRY_RETENTION = dt.timedelta(days=366)
# Unknown names are stored as typed, cut to the length of a user name.
LONGEST_LOGGED_NAME = 40


class AccessAction(StrEnum):
    """What was done."""

    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
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


class AccessDetail(StrEnum):
    """The credential that signed in, or that was refused."""

    PASSWORD = "password"  # noqa: S105 no password
    CODE = "code"
    RECOVERY_CODE = "recovery_code"
    LINK = "link"


ACCESS_ACTION_LABELS: dict[str, str] = {
    AccessAction.SIGNED_IN: N_("Đăng nhập"),
    AccessAction.SIGN_IN_REFUSED: N_("Đăng nhập bị từ chối"),
    AccessAction.CODE_ASKED: N_("Mật khẩu đúng, chờ mã xác thực"),
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
}

ACCESS_DETAIL_LABELS: dict[str, str] = {
    AccessDetail.PASSWORD: N_("mật khẩu"),
    AccessDetail.CODE: N_("mã xác thực"),
    AccessDetail.RECOVERY_CODE: N_("mã dự phòng"),
    AccessDetail.LINK: N_("liên kết một lần"),
}
