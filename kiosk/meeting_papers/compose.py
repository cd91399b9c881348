"""Compose a paper of a meeting as it is now."""

from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.checkins.queries.attendance_list import attendance_list_content
from kiosk.conclusions.queries import issue_of
from kiosk.errors import N_, Conflict
from kiosk.handouts.export import last_letter
from kiosk.handouts.rules import InvitationText
from kiosk.meeting_papers import queries
from kiosk.meeting_papers.content.appendices import (
    programme_appendix,
    with_task_table,
)
from kiosk.meeting_papers.content.attendance_list import attendance_list, is_one_paper
from kiosk.meeting_papers.content.conclusion_notice import conclusion_notice
from kiosk.meeting_papers.content.credentials_report import credentials_report
from kiosk.meeting_papers.content.invitation import invitation
from kiosk.meeting_papers.content.savings_report import savings_report
from kiosk.meeting_papers.paper_order import PaperOrder
from kiosk.meeting_papers.rules import RECORD_KINDS, PaperName, PaperOptions
from kiosk.official_papers.queries import new_paper, office
from kiosk.official_papers.rules import OfficialPaper, PaperKind
from kiosk.voting.record.export import record_content
from kiosk.voting.record.paper import record_paper


def compose(
    session: Session, files: Path, name: PaperName, options: PaperOptions
) -> PaperOrder:
    """Return the paper with number and date as chosen.

    :param files: the folder of the store's files.
    :raises NotFound: there is no such meeting or vote.
    :raises Conflict: something is missing before it can be made.
    """
    if name.kind is PaperKind.ATTENDANCE_LIST:
        return _attendance(session, name, options)
    if name.kind is None:
        content = record_content(
            session, name.meeting_id, name.vote_id, family=name.family
        )
        form = _chosen(content.form, options)
        return PaperOrder(record_paper(msgspec.structs.replace(content, form=form)))
    form = _form(session, name, name.kind, options)
    return PaperOrder(_of_kind(session, files, name, form, options))


def _form(
    session: Session, name: PaperName, kind: PaperKind, options: PaperOptions
) -> OfficialPaper:
    form = new_paper(session, name.family, kind, name.meeting_id)
    if kind not in RECORD_KINDS:
        form = msgspec.structs.replace(form, date=None)
    return _chosen(form, options)


def _chosen(form: OfficialPaper, options: PaperOptions) -> OfficialPaper:
    date = options.date or form.date
    return msgspec.structs.replace(
        form, number=options.number, date=date, urgency=options.urgency
    )


def _of_kind(
    session: Session,
    files: Path,
    name: PaperName,
    form: OfficialPaper,
    options: PaperOptions,
) -> OfficialPaper:
    meeting = queries.paper_meeting(session, name.meeting_id)
    if name.kind is PaperKind.INVITATION:
        letter = last_letter(files, name.meeting_id)
        return _invitation(session, name, form, letter, options)
    if name.kind is PaperKind.CONCLUSION_NOTICE:
        return _notice(session, name, form, options)
    if name.kind is PaperKind.CREDENTIALS_REPORT:
        facts = queries.credentials_facts(session, name.meeting_id)
        if not facts.summoned:
            raise Conflict(N_("Danh sách chưa có đại biểu chính thức nào."))
        return credentials_report(form, meeting, facts)
    documents = queries.saved_documents(session, name.meeting_id)
    if not documents:
        raise Conflict(N_("Chưa có tài liệu nào được phát hành để tính số trang."))
    return savings_report(form, meeting, documents, options.printed_sets)


def _invitation(
    session: Session,
    name: PaperName,
    form: OfficialPaper,
    letter: InvitationText,
    options: PaperOptions,
) -> OfficialPaper:
    meeting = queries.paper_meeting(session, name.meeting_id)
    if not letter.chair and meeting.chair:
        own = office(session, name.family)
        letter = msgspec.structs.replace(letter, chair=meeting.chair.words(own))
    if not options.has_appendix:
        return invitation(form, meeting, letter)
    lines = queries.programme(session, name.meeting_id)
    if not lines:
        raise Conflict(N_("Chương trình chưa có nội dung nào để làm phụ lục."))
    paper = invitation(form, meeting, letter, has_programme=True)
    appendix = programme_appendix(meeting.title, lines)
    return msgspec.structs.replace(paper, appendices=[appendix])


def _notice(
    session: Session, name: PaperName, form: OfficialPaper, options: PaperOptions
) -> OfficialPaper:
    conclusions = queries.paper_conclusions(session, name.meeting_id)
    if not conclusions:
        raise Conflict(N_("Chưa có kết luận nào. Xin ghi ở trang Kết luận trước."))
    paper = conclusion_notice(
        form,
        office(session, name.family),
        queries.paper_meeting(session, name.meeting_id),
        conclusions,
        reporting_units=queries.reporting_units(session, name.meeting_id),
        is_issued=issue_of(session, name.meeting_id) is not None,
    )
    return with_task_table(paper, conclusions) if options.has_appendix else paper


def _attendance(session: Session, name: PaperName, options: PaperOptions) -> PaperOrder:
    form = _form(session, name, PaperKind.ATTENDANCE_LIST, options)
    content = attendance_list_content(session, name.meeting_id, None)
    if not content.lines:
        raise Conflict(N_("Danh sách chưa có ai được triệu tập."))
    if is_one_paper(content):
        return PaperOrder(attendance_list(form, content))
    return PaperOrder(form, content)
