"""Errors of persistence: the database is locked, unavailable, or was lost."""

from kiosk.errors import N_, KioskError


class DatabaseUnavailable(KioskError):  # noqa: N818
    """The database is locked or unavailable; nothing was changed."""

    status = 503
    code = "busy"
    # The database's message, one line for the log.
    why: str = ""


class CommitOutcomeUnknown(KioskError):  # noqa: N818
    """The database was lost during the commit; whether it succeeded is unknown."""

    status = 503
    code = "unsure"


def database_unavailable(why: BaseException | None = None) -> DatabaseUnavailable:
    """Return the error of a change or query that may be retried."""
    refusal = DatabaseUnavailable(
        N_("Máy chủ đang bận. Chưa có gì thay đổi, xin thử lại.")
    )
    if why is not None:
        lines = str(getattr(why, "orig", why)).splitlines()
        refusal.why = lines[0] if lines else type(why).__name__
    return refusal


def commit_outcome_unknown() -> CommitOutcomeUnknown:
    """Return the error of a commit with an unknown outcome."""
    return CommitOutcomeUnknown(
        N_(
            "Máy chủ vừa mất kết nối với cơ sở dữ liệu. Xin xem lại thay đổi đã được"
            " ghi chưa rồi hãy thử lại."
        )
    )


class DatabaseCopyError(Exception):
    """A copy of the database cannot be made or loaded; the message says why."""


class SchemaUpdateError(Exception):
    """The database was not updated and not changed; the message says what to do."""
