"""Define the errors of the domain.

An error carries a Vietnamese sentence that says what to do; `kiosk.web.errors`
translates it and answers with `status`. The sentence may hold named fields (`{name}`),
filled from `details`.
"""

import datetime as dt
from typing import ClassVar


def N_(sentence: str) -> str:  # noqa: N802 gettext's customary name for "translate later"
    """Mark a sentence for translation and return it unchanged."""
    return sentence


def NP_(_context: str, sentence: str) -> str:  # noqa: N802
    """Mark a sentence whose English depends on a context, as gettext's `pgettext`."""
    return sentence


class KioskError(Exception):
    """An error with a sentence for the person who sent the request."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"

    def __init__(
        self, sentence: str, *, code: str | None = None, **details: object
    ) -> None:
        super().__init__(sentence)
        # A field without a value fails where the error is raised, not in the answer.
        sentence.format(**details)
        self.sentence = sentence
        self.reason = code or self.code
        self.details = details


class SignedOut(KioskError):  # noqa: N818 named as the delegate would say it
    """Nobody is signed in, or the sign-in has ended."""

    status = 401
    code = "signed_out"


class Forbidden(KioskError):  # noqa: N818
    """The requester may not do or see this."""

    status = 403
    code = "forbidden"


class NotFound(KioskError):  # noqa: N818
    """The resource does not exist, or the requester may not know of it."""

    status = 404
    code = "not_found"


class Conflict(KioskError):  # noqa: N818
    """The resource was changed concurrently, or is in the wrong state."""

    status = 409
    code = "conflict"


class ChangedMeanwhile(Conflict):
    """A concurrent edit; carries the other version, so that nothing is lost."""

    code = "changed_meanwhile"

    def __init__(
        self,
        *,
        theirs: dict[str, object],
        changed_by: str,
        changed_at: dt.datetime,
        revision: int,
    ) -> None:
        """Store the current values, who wrote them and when."""
        super().__init__(
            N_("{changed_by} vừa sửa mục này. Chưa có gì bị ghi đè, xin chọn một bản."),
            theirs=theirs,
            changed_by=changed_by,
            changed_at=changed_at.isoformat(),
            revision=revision,
        )


class Invalid(KioskError):  # noqa: N818
    """Invalid input."""

    status = 422
    code = "invalid"


class TooManyAttempts(KioskError):  # noqa: N818
    """Too many failed attempts; `wait_seconds` in `details` is the time to wait."""

    status = 429
    code = "too_many_tries"
