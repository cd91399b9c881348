"""The refusals a meeting can give.

An error carries a Vietnamese sentence that says what to do; the web edge
translates it and answers with `status`. The sentence may hold named fields
(`{name}`), filled from `details`.
"""

import datetime as dt
from typing import ClassVar


def N_(sentence: str) -> str:  # noqa: N802 gettext's customary name for "translate later"
    """Mark a sentence for translation and return it unchanged."""
    return sentence


class KioskError(Exception):
    """Refuse something, with a sentence for the person who asked."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"

    def __init__(
        self, sentence: str, *, code: str | None = None, **details: object
    ) -> None:
        """Keep the untranslated `sentence`, a machine-readable code and its fields."""
        super().__init__(sentence)
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
    """There is no such thing, or none that the requester may know of."""

    status = 404
    code = "not_found"


class Conflict(KioskError):  # noqa: N818
    """Somebody else changed it meanwhile, or it is not in the right state."""

    status = 409
    code = "conflict"


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same thing; carries theirs, so that nothing is lost."""

    code = "changed_meanwhile"

    def __init__(
        self,
        *,
        theirs: dict[str, object],
        changed_by: str,
        changed_at: dt.datetime,
        revision: int,
    ) -> None:
        """Carry what stands there now, who wrote it and when."""
        super().__init__(
            N_("{changed_by} vừa sửa mục này. Chưa có gì bị ghi đè, xin chọn một bản."),
            theirs=theirs,
            changed_by=changed_by,
            changed_at=changed_at.isoformat(),
            revision=revision,
        )


class Invalid(KioskError):  # noqa: N818
    """What was typed or sent cannot be used."""

    status = 422
    code = "invalid"


class TooManyAttempts(KioskError):  # noqa: N818
    """Too many wrong tries; `wait_seconds` in `details` says how long to wait."""

    status = 429
    code = "too_many_tries"
