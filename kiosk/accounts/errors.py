"""Errors raised by both actions and routes."""

from kiosk.errors import N_, Conflict, Forbidden, Invalid, NotFound


def unusable_link() -> NotFound:
    """Return the error for a one-time link that cannot be used."""
    return NotFound(
        N_("Liên kết này đã dùng rồi hoặc đã hết hạn. Xin nhờ quản trị viên cấp lại."),
        code="dead_link",
    )


def account_not_found() -> NotFound:
    """Return the error for an unknown or closed account."""
    return NotFound(N_("Không có tài khoản này, hoặc đã đóng."))


def wrong_sign_in() -> Forbidden:
    """Return the error for an unknown name or a wrong password: one for both."""
    return Forbidden(
        N_(
            "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ tiếng Việt"
            " và phím Caps Lock rồi thử lại."
        ),
        code="wrong_password",
    )


def wrong_password() -> Invalid:
    """Return the error for a wrong password of an account already signed in."""
    return Invalid(
        N_(
            "Mật khẩu không đúng. Xin kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi"
            " thử lại."
        ),
        code="wrong_password",
    )


def wrong_code() -> Invalid:
    """Return the error for a one-time code that is wrong, expired or used."""
    return Invalid(
        N_(
            "Mã không đúng hoặc đã dùng rồi. Xin đợi ứng dụng hiện mã mới rồi nhập lại."
        ),
        code="wrong_code",
    )


def second_step_expired() -> Forbidden:
    """Return the error for a code that follows the password too late."""
    return Forbidden(
        N_("Đã quá 5 phút kể từ khi nhập mật khẩu. Xin đăng nhập lại từ đầu."),
        code="step_over",
    )


def wrong_passkey() -> Invalid:
    """Return the error for a passkey's answer that is wrong, late or used."""
    return Invalid(
        N_("Khoá truy cập này không dùng được ở đây. Xin thử lại, hoặc nhập mã."),
        code="wrong_passkey",
    )


def no_passkeys_here() -> Conflict:
    """Return the error for an address at which browsers offer no passkeys."""
    return Conflict(
        N_(
            "Khoá truy cập chỉ dùng được khi mở trang qua https và bằng tên máy chủ,"
            " không phải bằng số địa chỉ."
        ),
        code="no_passkeys_here",
    )


def not_signed_in_lately() -> Forbidden:
    """Return the error for a change that needs a password or a fresh sign-in."""
    return Forbidden(
        N_(
            "Để chắc chắn là chính đồng chí, xin đăng xuất, đăng nhập lại rồi làm việc"
            " này trong vòng 10 phút."
        ),
        code="stale_sign_in",
    )
