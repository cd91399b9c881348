"""The body of an answer sent by the script."""

from typing import Annotated

import msgspec

from kiosk.surveys.rules.questions import MAX_OPTIONS

RetryKey = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
Values = Annotated[list[str], msgspec.Meta(max_length=MAX_OPTIONS)]


class SurveyAnswerForm(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The fields of the form, the key of this one answer, and the proof of work."""

    fields: Annotated[dict[str, Values], msgspec.Meta(max_length=1000)]
    retry_key: RetryKey
    proof: str = ""
