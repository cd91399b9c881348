"""Errors of writes: the precondition of `If-Match` (RFC 6585, RFC 9110)."""

from kiosk.errors import N_, KioskError


class PreconditionMissing(KioskError):  # noqa: N818
    """The write does not say which version it has seen."""

    status = 428
    code = "if_match_missing"


class PreconditionFailed(KioskError):  # noqa: N818
    """The thing was changed since it was read."""

    status = 412
    code = "changed_meanwhile"


def precondition_missing() -> PreconditionMissing:
    """Return the error of a change without `If-Match`."""
    return PreconditionMissing(N_("Thiếu If-Match: xin gửi ETag của bản vừa đọc."))


def precondition_failed() -> PreconditionFailed:
    """Return the error of a change of something that is not as it was read."""
    return PreconditionFailed(N_("Vừa có thay đổi khác. Xin đọc lại rồi sửa tiếp."))
