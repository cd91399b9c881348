"""What each paper of a meeting still lacks, and what to know before it is made."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kiosk.conclusions.queries import conclusions_of, issue_of
from kiosk.errors import N_
from kiosk.meeting_papers import queries
from kiosk.meeting_papers.content.attendance_list import MOST_ROWS
from kiosk.meeting_papers.content.meeting import PaperMeeting
from kiosk.meeting_papers.rules import LISTED_KINDS, VOTE_NAME
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import PaperFamily, PaperKind
from kiosk.voting.record.rules import paper_kind
from kiosk.voting.rules.kinds import VoteKind, VoteState


@dataclass(frozen=True)
class PaperReadiness:
    """A paper on the list of a meeting; sentences are untranslated.

    `missing`: it cannot be made before. `remarks`: it can, but not as usual.
    """

    name: str
    kind: PaperKind
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    # Of a vote: its own title.
    title: str = ""


def meeting_papers(session: Session, meeting_id: int) -> list[PaperReadiness]:
    """Return the papers of a meeting, those of votes last.

    :raises NotFound: there is no such meeting.
    """
    meeting = queries.paper_meeting(session, meeting_id)
    found = [_of_kind(session, meeting_id, meeting, kind) for kind in LISTED_KINDS]
    for vote in queries.counted_votes(session, meeting_id):
        kind = paper_kind(VoteKind(vote.kind), is_secret=vote.is_secret)
        remarks = [
            *(
                [N_("Biểu quyết thử: mỗi trang ghi rõ là không có giá trị.")]
                if vote.is_rehearsal
                else []
            ),
            *(
                [N_("Kết quả chưa công bố: mỗi trang ghi rõ như vậy.")]
                if vote.state != VoteState.ANNOUNCED
                else []
            ),
        ]
        name = f"{VOTE_NAME}-{vote.id}"
        found.append(PaperReadiness(name, kind, (), tuple(remarks), vote.title))
    return found


def bare_families(session: Session) -> list[PaperFamily]:
    """Return the families in which the office has set no issuing body."""
    return [each for each in PaperFamily if not office(session, each).issuing_body]


def _of_kind(
    session: Session, meeting_id: int, meeting: PaperMeeting, kind: PaperKind
) -> PaperReadiness:
    missing, remarks = _CHECKS[kind](session, meeting_id, meeting)
    return PaperReadiness(kind.value, kind, tuple(missing), tuple(remarks))


_Found = tuple[list[str], list[str]]


def _invitation(_session: Session, _meeting_id: int, meeting: PaperMeeting) -> _Found:
    remarks = []
    if not meeting.place:
        remarks.append(N_("Hội nghị chưa ghi địa điểm, giấy mời không có dòng này."))
    remarks.append(
        N_(
            "Chủ trì, ghi chú, trích yếu lấy ở trang “In thẻ và giấy mời”; giấy mời"
            " riêng từng người, có mã QR, cũng in ở đó."
        )
    )
    return [], remarks


def _attendance(session: Session, meeting_id: int, _meeting: PaperMeeting) -> _Found:
    people = queries.count_summoned(session, meeting_id)
    if not people:
        return [N_("Danh sách chưa có ai được triệu tập.")], []
    if people > MOST_ROWS:
        return [], [
            N_(
                "Danh sách dài: tạo tệp ZIP gồm bản tổng hợp và mỗi điểm cầu một tệp"
                " PDF, không có DOCX."
            )
        ]
    return [], []


def _credentials(session: Session, meeting_id: int, _meeting: PaperMeeting) -> _Found:
    facts = queries.credentials_facts(session, meeting_id)
    if not facts.summoned:
        return [N_("Danh sách chưa có đại biểu chính thức nào.")], []
    by_hand = N_(
        "Giới tính, dân tộc, tuổi, trình độ không lưu trong hệ thống: ghi tay."
    )
    uncalled = N_("Chưa điểm danh khai mạc: số có mặt là số lúc tạo văn bản.")
    return [], [by_hand] if facts.opening else [by_hand, uncalled]


def _notice(session: Session, meeting_id: int, meeting: PaperMeeting) -> _Found:
    if not conclusions_of(session, meeting_id):
        return [N_("Chưa có kết luận nào. Xin ghi ở trang Kết luận trước.")], []
    remarks = []
    if issue_of(session, meeting_id) is None:
        remarks.append(N_("Kết luận chưa ban hành: mỗi trang ghi rõ là dự thảo."))
    if meeting.chair is None:
        remarks.append(N_("Danh sách chưa có chủ toạ, thông báo không ghi tên."))
    return [], remarks


def _savings(session: Session, meeting_id: int, _meeting: PaperMeeting) -> _Found:
    if not queries.saved_documents(session, meeting_id):
        return [N_("Chưa có tài liệu nào được phát hành để tính số trang.")], []
    return [], []


_CHECKS = {
    PaperKind.INVITATION: _invitation,
    PaperKind.ATTENDANCE_LIST: _attendance,
    PaperKind.CREDENTIALS_REPORT: _credentials,
    PaperKind.CONCLUSION_NOTICE: _notice,
    PaperKind.SAVINGS_REPORT: _savings,
}
