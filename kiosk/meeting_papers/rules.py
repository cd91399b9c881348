"""Which papers a meeting has, how one is named, and what may be chosen for it; pure."""

import datetime as dt
from typing import Annotated

import msgspec

from kiosk.errors import N_, NotFound
from kiosk.official_papers.rules import PaperFamily, PaperKind
from kiosk.official_papers.urgency import Urgency

# In the order of a meeting; minutes are `kiosk.minutes`.
LISTED_KINDS = (
    PaperKind.INVITATION,
    PaperKind.ATTENDANCE_LIST,
    PaperKind.CREDENTIALS_REPORT,
    PaperKind.CONCLUSION_NOTICE,
    PaperKind.SAVINGS_REPORT,
)
# What may follow each on pages of its own.
APPENDIX_LABELS = {
    PaperKind.INVITATION: N_("Kèm phụ lục: chương trình"),
    PaperKind.CONCLUSION_NOTICE: N_("Kèm phụ lục: bảng phân công nhiệm vụ"),
}
# One for each counted vote.
VOTE_KINDS = frozenset({PaperKind.VOTE_RECORD, PaperKind.BALLOT_COUNT_RECORD})
# Dated on the day of the meeting; others on the day when they are signed.
RECORD_KINDS = VOTE_KINDS | {PaperKind.ATTENDANCE_LIST}
# What stands for the kind in the name of a vote's paper.
VOTE_NAME = "vote"
FILE_NAMES = {
    PaperKind.INVITATION: "Giấy mời",
    PaperKind.ATTENDANCE_LIST: "Danh sách điểm danh",
    PaperKind.CREDENTIALS_REPORT: "Báo cáo thẩm tra tư cách đại biểu",
    PaperKind.CONCLUSION_NOTICE: "Thông báo kết luận",
    PaperKind.SAVINGS_REPORT: "Báo cáo tiết kiệm giấy",
}
VOTE_FILE_NAME = "Biên bản biểu quyết"
MOST_PRINTED_SETS = 100_000


class PaperOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the secretary enters for a paper; without number, room is left for it."""

    number: Annotated[str, msgspec.Meta(max_length=30)] = ""
    # Without: room for the date, or the day of the meeting on its records.
    date: dt.date | None = None
    # Copies that were printed on paper, for the report of pages saved.
    printed_sets: Annotated[int, msgspec.Meta(ge=0, le=MOST_PRINTED_SETS)] = 0
    # Stamped below the number.
    urgency: Urgency = Urgency.NORMAL
    # For the kinds of `APPENDIX_LABELS`.
    has_appendix: bool = False


class PaperName(msgspec.Struct, frozen=True):
    """Which paper of a meeting: of a kind, or the record of a vote."""

    meeting_id: int
    family: PaperFamily
    kind: PaperKind | None = None
    vote_id: int = 0

    @property
    def key(self) -> str:
        """Return the key of its export."""
        name = self.kind or f"{VOTE_NAME}-{self.vote_id}"
        return f"{self.meeting_id}-{self.family}-{name}"

    @property
    def file_name(self) -> str:
        """Return the name of its file, without suffix."""
        if self.kind:
            return FILE_NAMES[self.kind]
        return f"{VOTE_FILE_NAME} {self.vote_id}"


def paper_name(meeting_id: int, family: str, name: str) -> PaperName:
    """Return the paper of an address: a kind, or `vote-7`.

    :raises NotFound: there is no such family or kind.
    """
    try:
        chosen = PaperFamily(family)
        prefix, _, vote = name.partition("-")
        is_number = vote.isdecimal() and vote.isascii()
        if prefix == VOTE_NAME and is_number and int(vote):
            return PaperName(meeting_id, chosen, vote_id=int(vote))
        kind = PaperKind(name)
    except ValueError:
        raise _no_paper() from None
    if kind not in LISTED_KINDS:
        raise _no_paper()
    return PaperName(meeting_id, chosen, kind)


def paper_of_key(key: str) -> PaperName:
    """Return the paper of an export's key.

    :raises NotFound, ValueError: the key names none.
    """
    meeting, family, name = key.split("-", 2)
    return paper_name(int(meeting), family, name)


def _no_paper() -> NotFound:
    return NotFound(N_("Không có loại văn bản này."), code="no_paper")
