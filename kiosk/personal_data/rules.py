"""How personal data is erased, and the forms of the administrator; pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Conflict, Invalid, NotFound
from kiosk.meetings.rules import MeetingState
from kiosk.vietnamese import nfc

# Rows found by a name.
MOST_FOUND = 200
# Rows of one person: one in each meeting.
MOST_MEMBERS = 100
SHORTEST_NAME = 2
TIDY_JOB = "tidy_after_erasure"
# Names of the export's files.
PERSON_JSON, PERSON_HTML = "du-lieu.json", "index.html"


class Disposal(StrEnum):
    """What an erasure does with the rows of a table."""

    DELETED = "deleted"
    # Rows stay, names and free text are replaced.
    PSEUDONYMISED = "pseudonymised"
    KEPT = "kept"
    # Holds no data about a member.
    NONE = "none"


DISPOSAL_LABELS: dict[Disposal, str] = {
    Disposal.DELETED: N_("Xoá"),
    Disposal.PSEUDONYMISED: N_("Bỏ tên"),
    Disposal.KEPT: N_("Giữ lại"),
}


class Replacement(StrEnum):
    """What replaces a column of a row that stays."""

    PSEUDONYM = "pseudonym"
    SORT_KEY = "sort_key"
    FOLDED = "folded"
    EMPTY = "empty"
    NULL = "null"


@dataclass(frozen=True)
class TableRule:
    """What is done with the rows of one table that concern a member."""

    disposal: Disposal
    # Untranslated: what the rows are, and why they stay.
    label: str = ""
    reason: str = ""
    # Columns with a member's id.
    members: tuple[str, ...] = ()
    # Columns with `member:<id>` or a label that begins so.
    member_labels: tuple[str, ...] = ()
    is_exported: bool = True
    # Only with the person's wish in writing.
    is_private: bool = False
    replaced: dict[str, Replacement] = field(default_factory=dict)
    # Columns with the name of whoever acted, without an id.
    actors: tuple[str, ...] = ()
    # Hashes, seeds, sealed data: never exported.
    secrets: tuple[str, ...] = ()

    @property
    def is_personal(self) -> bool:
        """Return whether rows can concern a member."""
        return bool(self.members or self.member_labels)


def pseudonym(member_id: int) -> str:
    """Return the name that replaces a person's."""
    return f"Người đã xoá {member_id}"


MemberIds = Annotated[
    list[Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]],
    msgspec.Meta(min_length=1, max_length=MOST_MEMBERS),
]


class PersonForm(msgspec.Struct, forbid_unknown_fields=True):
    """The rows of one person in several meetings, as the administrator chose them."""

    members: MemberIds
    # With private notes.
    notes: bool = False


class ErasureForm(msgspec.Struct, forbid_unknown_fields=True):
    """The rows to erase, and the name typed as confirmation."""

    members: MemberIds
    name: Annotated[str, msgspec.Meta(max_length=200)]


def check_members_found(found: int, wanted: int) -> None:
    """Check that every chosen row exists.

    :raises NotFound: one does not.
    """
    if found != wanted:
        raise NotFound(N_("Người này không còn trong danh sách. Xin tìm lại."))


def check_typed_name(typed: str, names: set[str]) -> None:
    """Check the name typed as confirmation.

    :raises Invalid: no row has it.
    """
    if nfc(typed) not in names:
        raise Invalid(
            N_("Tên gõ lại không khớp. Xin gõ đúng họ và tên đang hiện."),
            code="wrong_name",
        )


def check_erasable(state: MeetingState, title: str) -> None:
    """Check that a meeting's members may be erased.

    :raises Conflict: it is not closed yet.
    """
    if state is not MeetingState.CLOSED:
        raise Conflict(
            N_("Hội nghị “{title}” chưa kết thúc. Xin kết thúc rồi mới xoá dữ liệu."),
            code="not_closed",
            title=title,
        )
