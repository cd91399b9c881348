"""Define what may be shown on the public page; pure."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_

ENTRIES_PER_PAGE = 50
FEED_ENTRIES = 50
# 128 random bits as base64.
TOKEN_LENGTH = 22

RowId = Annotated[int, msgspec.Meta(ge=1, lt=2**31)]


class PublicKind(StrEnum):
    """What is shown."""

    AGENDA = "agenda"
    DOCUMENT = "document"
    VOTE = "vote"
    ISSUED_DOCUMENT = "issued_document"


PUBLIC_KIND_LABELS = {
    PublicKind.AGENDA: N_("Chương trình"),
    PublicKind.DOCUMENT: N_("Tài liệu"),
    PublicKind.VOTE: N_("Kết quả biểu quyết"),
    PublicKind.ISSUED_DOCUMENT: N_("Văn bản phát hành"),
}


class PublicForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Show something of a meeting on the public page, or no longer.

    `id` is that of the document or vote; of an agenda, that of the meeting.
    """

    kind: PublicKind
    id: RowId
    is_public: bool


class PublicSwitchForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Show an issued document on the public page, or no longer."""

    is_public: bool


class PublicRow(msgspec.Struct, frozen=True):
    """A line of a table: a label and a figure, or a number and a title."""

    first: str
    second: str
    is_strong: bool = False


class VoteFigures(msgspec.Struct, frozen=True):
    """How many ballots a vote had."""

    cast: int
    valid: int
    invalid: int
    blank: int


class PublicEntry(msgspec.Struct, frozen=True):
    """What anybody may see of one thing.

    `file_sha256` is empty where there is no file.
    """

    token: str
    kind: PublicKind
    title: str
    body: str
    shown_at: dt.datetime
    lines: list[str] = []
    signer: str = ""
    figures: VoteFigures | None = None
    rows: list[PublicRow] = []
    file_sha256: str = ""
    file_size: int = 0
    file_name: str = ""
