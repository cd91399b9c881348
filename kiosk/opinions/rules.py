"""The law of opinions: what one is, and how many there may be."""

from typing import Annotated

import msgspec

from kiosk.annotations.rules import LONGEST_QUOTE, LONGEST_TEXT, UUID_PATTERN
from kiosk.errors import N_, Invalid
from kiosk.vietnamese import nfc

# So many one delegate may send in a meeting.
OPINIONS_PER_MEMBER = 100

Key = Annotated[str, msgspec.Meta(pattern=UUID_PATTERN)]


class OpinionForm(msgspec.Struct, forbid_unknown_fields=True):
    """An opinion as its author sends it, in the words that he saw when he said yes."""

    key: Key
    note: Key
    document: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    quote: Annotated[str, msgspec.Meta(max_length=LONGEST_QUOTE)] = ""


def opinion_text(opinion: OpinionForm) -> str:
    """Return what it says.

    :raises Invalid: it says nothing.
    """
    text = nfc(opinion.text)
    if not text:
        raise Invalid(N_("Ý kiến chưa có nội dung. Xin viết rồi gửi."), code="empty")
    return text


def check_count(of_member: int) -> None:
    """Let nobody fill the server with opinions.

    :raises Invalid: he has sent as many as there may be.
    """
    if of_member >= OPINIONS_PER_MEMBER:
        raise Invalid(
            N_("Đồng chí đã gửi {most} ý kiến. Xin liên hệ trực tiếp với thư ký."),
            code="too_many",
            most=OPINIONS_PER_MEMBER,
        )
