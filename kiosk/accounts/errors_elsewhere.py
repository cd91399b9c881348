"""Errors of signing in by the organisation's provider or directory."""

from typing import ClassVar

from kiosk.accounts.access_actions import AccessDetail
from kiosk.errors import N_, Forbidden, KioskError


class ProviderUnavailable(KioskError):  # noqa: N818
    """The organisation's server does not answer, or not as it should."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "provider_unavailable"


def provider_unavailable() -> ProviderUnavailable:
    """Return the error for a provider that does not answer."""
    return ProviderUnavailable(
        N_(
            "Máy chủ đăng nhập của cơ quan không trả lời. Xin thử lại sau ít phút, hoặc"
            " đăng nhập bằng mật khẩu của Kiosk."
        )
    )


def directory_unavailable() -> ProviderUnavailable:
    """Return the error for a directory that does not answer."""
    return ProviderUnavailable(
        N_(
            "Chưa đăng nhập được: máy chủ danh bạ của cơ quan không trả lời. Tài khoản"
            " có mật khẩu riêng của Kiosk vẫn đăng nhập được; xin kiểm tra mật khẩu."
        )
    )


def step_lost() -> Forbidden:
    """Return the error for an answer that belongs to no sign-in of this browser."""
    return Forbidden(
        N_(
            "Lần đăng nhập này đã quá hạn hoặc không bắt đầu từ máy này. Xin bấm đăng"
            " nhập lại."
        ),
        code="step_lost",
    )


def provider_refused() -> Forbidden:
    """Return the error for a sign-in that the provider refused or somebody left."""
    return Forbidden(
        N_("Máy chủ của cơ quan không cho đăng nhập, hoặc đã bấm huỷ. Xin thử lại."),
        code="provider_refused",
    )


def refused_person(why: AccessDetail) -> Forbidden:
    """Return the error for somebody known elsewhere who may not sign in here."""
    if why is AccessDetail.NO_GROUP:
        return Forbidden(
            N_(
                "Tài khoản cơ quan đúng, nhưng không thuộc nhóm nào được dùng Kiosk."
                " Xin hỏi quản trị viên."
            ),
            code="no_group",
        )
    return Forbidden(
        N_(
            "Tài khoản cơ quan đúng, nhưng chưa có tài khoản Kiosk. Xin nhờ quản trị"
            " viên thêm."
        ),
        code="no_account",
    )
