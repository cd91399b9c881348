"""What `index.html` of an archive shows; the page itself is `index.html` here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import agenda
from kiosk.archive_files.archive_part import searchable_stem
from kiosk.checkins.archive_part import ROLL_CSV, ROLL_JSON
from kiosk.checkins.queries.attendance_list import attendance_list_content
from kiosk.documents.archive_part import original_path, text_path
from kiosk.documents.models import Document
from kiosk.documents.rules import DocumentState, Publication
from kiosk.meeting_archive.gather import ListedFile
from kiosk.meeting_archive.rules import (
    ACCESS_CHECKPOINTS,
    ACCESS_LOG,
    CHECKPOINTS,
    JOURNAL,
    JournalEnd,
)
from kiosk.meeting_archive.staging import Staging
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import STATE_LABELS, MeetingState
from kiosk.printing.rules import is_party_body
from kiosk.roles import Role
from kiosk.speaking.models import Speech
from kiosk.vietnamese import clock_time, long_date, number
from kiosk.voting.archive_part import result_stem
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import result_of_vote
from kiosk.voting.rules.kinds import VoteState

TEMPLATE = Path(__file__).with_name("index.html")
PUBLICATION_LABELS = {
    Publication.DRAFT: "Chưa phát hành",
    Publication.PUBLISHED: "Đã phát hành",
    Publication.REPLACED: "Đã có bản thay thế",
    Publication.WITHDRAWN: "Đã thu hồi",
}
_VOTE_LABELS = {
    VoteState.DRAFT: "Chưa mở",
    VoteState.CLOSED: "Đã đóng, chưa công bố",
    VoteState.ANNOUNCED: "Đã công bố",
    VoteState.CANCELLED: "Đã huỷ",
}
_PASSED_LABELS = {True: "Thông qua", False: "Không thông qua", None: ""}
Content = dict[str, Any]
_MEGABYTE = 1_000_000
_ROLL_LINKS = (("Mở bằng Excel (CSV)", ROLL_CSV), ("Cho phần mềm (JSON)", ROLL_JSON))
_JOURNAL_LINKS = (("Nhật ký cuộc họp", JOURNAL), ("Các mốc đã ký", CHECKPOINTS))
_ACCESS_LINKS = (
    ("Nhật ký truy cập", ACCESS_LOG),
    ("Các mốc đã ký của nhật ký truy cập", ACCESS_CHECKPOINTS),
)


def _moment(moment: dt.datetime | None) -> str:
    return f"{clock_time(moment)}, {long_date(moment)}" if moment else ""


def _links(staging: Staging, wanted: Sequence[tuple[str, str]]) -> list[Content]:
    """Return the links whose file is in the archive."""
    return [
        {"label": label, "path": path, "size": _size(staging.files[path].file.bytes)}
        for label, path in wanted
        if path in staging.files
    ]


def _document(document: Document, staging: Staging) -> Content:
    is_refused = document.state == DocumentState.REFUSED
    words = PUBLICATION_LABELS[Publication(document.publication)]
    original = original_path(document)
    suffix = original.rpartition(".")[2].upper()
    return {
        "title": document.title,
        "state": "Không được nhận" if is_refused else words,
        "version": document.version,
        "pages": document.page_count,
        "links": _links(
            staging,
            (
                (f"Bản gốc ({suffix})", original),
                ("Bản tìm được chữ (PDF)", f"{searchable_stem(document.id)}.pdf"),
                ("Chữ của các trang", text_path(document.id)),
            ),
        ),
        "is_missing": original not in staging.files,
    }


def _agenda(session: Session, meeting_id: int, staging: Staging) -> Content:
    documents = session.scalars(
        select(Document)
        .where(Document.meeting_id == meeting_id)
        .order_by(Document.ordinal, Document.id)
    )
    by_item: dict[int | None, list[Content]] = defaultdict(list)
    for document in documents:
        by_item[document.item_id].append(_document(document, staging))
    items = [
        {
            "number": line.number,
            "title": line.item.title,
            "presenter": line.presenter,
            "documents": by_item.pop(line.item.id, []),
        }
        for line in agenda(session, meeting_id, Role.ADMINISTRATOR)
    ]
    loose = [one for found in by_item.values() for one in found]
    return {"items": items, "loose": loose}


def _vote(vote: Vote, staging: Staging) -> Content:
    result, stem = result_of_vote(vote), result_stem(vote.id)
    rows = result.rows if result else []
    rehearsal = "Biểu quyết thử" if vote.is_rehearsal else ""
    passed = _PASSED_LABELS[result.passed] if result else ""
    return {
        "title": vote.title,
        "question": vote.question,
        "form": "Bỏ phiếu kín" if vote.is_secret else "Biểu quyết công khai",
        "state": _VOTE_LABELS.get(VoteState(vote.state), ""),
        "closed": _moment(vote.closed_at),
        "rows": [{"label": row.label, "count": number(row.count)} for row in rows],
        "notes": [note for note in (rehearsal, passed, vote.cancel_reason) if note],
        "links": _links(
            staging,
            (
                ("Biên bản (PDF)", f"{stem}-record.pdf"),
                ("Kết quả đầy đủ (JSON)", f"{stem}.json"),
            ),
        ),
    }


def _votes(session: Session, meeting_id: int, staging: Staging) -> list[Content]:
    votes = session.scalars(
        select(Vote).where(Vote.meeting_id == meeting_id).order_by(Vote.id)
    )
    return [_vote(vote, staging) for vote in votes]


def _speeches(session: Session, meeting_id: int) -> list[Content]:
    speeches = session.scalars(
        select(Speech)
        .where(Speech.meeting_id == meeting_id)
        .order_by(Speech.started_at, Speech.id)
    )
    return [
        {
            "time": clock_time(speech.started_at),
            "name": speech.name,
            "about": ", ".join(filter(None, (speech.position, speech.unit))),
            "item": speech.item_title,
            "minutes": number(speech.elapsed_ms / 60_000, 1),
        }
        for speech in speeches
    ]


def _listed(listed: Sequence[ListedFile], staging: Staging) -> list[Content]:
    by_heading: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in listed:
        suffix = one.path.rpartition(".")[2].upper()
        by_heading[one.heading].append((f"{one.label} ({suffix})", one.path))
    return [
        {"heading": heading, "links": _links(staging, wanted)}
        for heading, wanted in by_heading.items()
    ]


@dataclass(frozen=True)
class ShownRecord:
    """What the page says of the record."""

    made: str
    journal: JournalEnd
    fingerprint: str


def write_index(
    session: Session,
    meeting: Meeting,
    staging: Staging,
    listed: Sequence[ListedFile],
    record: ShownRecord,
) -> bytes:
    """Return the page of what is staged."""
    page = _template().render(
        meeting=meeting,
        is_of_the_party=is_party_body(meeting.body_name),
        when=_moment(meeting.starts_at),
        state=STATE_LABELS[MeetingState(meeting.state)],
        agenda=_agenda(session, meeting.id, staging),
        attendance=attendance_list_content(session, meeting.id, None).foot(),
        roll=_links(staging, _ROLL_LINKS),
        votes=_votes(session, meeting.id, staging),
        speeches=_speeches(session, meeting.id),
        papers=_listed(listed, staging),
        missing=sorted(staging.missing),
        made=record.made,
        journal=record.journal,
        fingerprint=record.fingerprint,
        journal_links=_links(staging, _JOURNAL_LINKS),
        access_links=_links(staging, _ACCESS_LINKS),
    )
    return page.encode()


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE.parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE.name)


def _size(count: int) -> str:
    """Return a number of bytes for people."""
    if count < _MEGABYTE:
        return f"{number(max(1, count / 1000))} KB"
    return f"{number(count / _MEGABYTE, 1)} MB"
