"""Rules of opinions: their content and their number."""

from typing import Annotated

import msgspec

from kiosk.annotations.rules import LONGEST_QUOTE, LONGEST_TEXT, UUID_PATTERN
from kiosk.errors import N_, Invalid
from kiosk.vietnamese import nfc

# Limit per delegate and meeting.
OPINIONS_PER_MEMBER = 100

Key = Annotated[str, msgspec.Meta(pattern=UUID_PATTERN)]


class OpinionForm(msgspec.Struct, forbid_unknown_fields=True):
    """An opinion as its author confirmed it."""

    key: Key
    note: Key
    document: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    quote: Annotated[str, msgspec.Meta(max_length=LONGEST_QUOTE)] = ""


def opinion_text(opinion: OpinionForm) -> str:
    """Return the opinion's text.

    :raises Invalid: it is empty.
    """
    text = nfc(opinion.text)
    if not text:
        raise Invalid(N_("Ý kiến chưa có nội dung. Xin viết rồi gửi."), code="empty")
    return text


def check_count(of_member: int) -> None:
    """Check the number of opinions a member has sent.

    :raises Invalid: the limit is reached.
    """
    if of_member >= OPINIONS_PER_MEMBER:
        raise Invalid(
            N_("Đồng chí đã gửi {most} ý kiến. Xin liên hệ trực tiếp với thư ký."),
            code="too_many",
            most=OPINIONS_PER_MEMBER,
        )
