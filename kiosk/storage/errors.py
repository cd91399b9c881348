"""The refusals of whoever keeps things: the database is held, away, or broke off."""

from kiosk.errors import N_, KioskError


class DatabaseUnavailable(KioskError):  # noqa: N818
    """The database is held by somebody else, or away; nothing was changed."""

    status = 503
    code = "busy"
    # What the database said, in one line for the log.
    why: str = ""


class CommitOutcomeUnknown(KioskError):  # noqa: N818
    """The database broke off during the commit: the change is kept, or it is not."""

    status = 503
    code = "unsure"


def database_unavailable(why: BaseException | None = None) -> DatabaseUnavailable:
    """Return the refusal of a change or a question that may be tried again."""
    refusal = DatabaseUnavailable(
        N_("Máy chủ đang bận. Chưa có gì thay đổi, xin thử lại.")
    )
    if why is not None:
        lines = str(getattr(why, "orig", why)).splitlines()
        refusal.why = lines[0] if lines else type(why).__name__
    return refusal


def commit_outcome_unknown() -> CommitOutcomeUnknown:
    """Return the refusal that does not claim to know what became of the change."""
    return CommitOutcomeUnknown(
        N_(
            "Máy chủ vừa mất kết nối với cơ sở dữ liệu. Xin xem lại thay đổi đã được"
            " ghi chưa rồi hãy thử lại."
        )
    )
