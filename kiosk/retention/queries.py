"""Query the keeping times of meetings, and what would go of those that are due."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.unrestricted_queries import files_of
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.personal_data.meeting_rows import rows_of_meetings, table_of
from kiosk.retention.models import MeetingRetention
from kiosk.retention.rules import (
    MOST_MEETINGS,
    STATE_LABELS,
    MeetingRemoval,
    RemovableFile,
    RemovableRows,
    RetainedMeeting,
    RetentionPlan,
    RetentionState,
    due_at,
    retention_state,
)
from kiosk.retention.tables import GOING_TABLES
from kiosk.vietnamese import short_date

FILES_AT_ONCE = 500


@dataclass(frozen=True)
class RetentionLine:
    """A meeting in the administrator's list."""

    id: int
    title: str
    starts_at: dt.datetime
    # None: as the server's setting says.
    months: int | None
    due_at: dt.datetime | None
    state: RetentionState
    removed_at: dt.datetime | None

    @property
    def state_label(self) -> str:
        """Return the state's label, untranslated."""
        return STATE_LABELS[self.state]


def retention_lines(
    session: Session, default_months: int, now: dt.datetime
) -> list[RetentionLine]:
    """Return the newest meetings, the latest first; without load tests and demos."""
    wanted = (
        select(Meeting, MeetingRetention)
        .outerjoin(MeetingRetention, MeetingRetention.meeting_id == Meeting.id)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(MOST_MEETINGS)
    )
    return [
        _line(meeting, kept, default_months, now)
        for meeting, kept in session.execute(wanted)
    ]


def _line(
    meeting: Meeting,
    kept: MeetingRetention | None,
    default_months: int,
    now: dt.datetime,
) -> RetentionLine:
    own = kept.months if kept else None
    due = due_at(meeting.starts_at, default_months if own is None else own)
    facts = RetainedMeeting(
        MeetingState(meeting.state),
        due,
        is_confirmed=kept is not None and kept.confirmed_at is not None,
        is_removed=kept is not None and kept.removed_at is not None,
    )
    return RetentionLine(
        id=meeting.id,
        title=meeting.title,
        starts_at=meeting.starts_at,
        months=own,
        due_at=due,
        state=retention_state(facts, now),
        removed_at=kept.removed_at if kept else None,
    )


def due_meetings(session: Session, default_months: int, now: dt.datetime) -> list[int]:
    """Return the meetings whose data is due, the oldest first."""
    lines = retention_lines(session, default_months, now)
    return [line.id for line in reversed(lines) if line.state is RetentionState.DUE]


def confirmed_meetings(session: Session) -> list[int]:
    """Return the meetings whose removal was confirmed and is not finished."""
    unfinished = select(MeetingRetention.meeting_id).where(
        MeetingRetention.confirmed_at.is_not(None),
        MeetingRetention.removed_at.is_(None),
    )
    return list(session.scalars(unfinished.order_by(MeetingRetention.meeting_id)))


def plan_removal(
    session: Session, meeting_ids: Collection[int], path_of: Callable[[str], Path]
) -> RetentionPlan:
    """Return what would go of these meetings; looks at every file, so for the worker.

    :param path_of: of a file by its SHA-256.
    """
    meetings = session.scalars(
        select(Meeting).where(Meeting.id.in_(meeting_ids)).order_by(Meeting.id)
    ).all()
    return RetentionPlan(
        [_removal(session, one, set(meeting_ids), path_of) for one in meetings]
    )


def _used_elsewhere(
    session: Session, files: set[str], meeting_ids: Collection[int]
) -> set[str]:
    """Return those of the files that other meetings have too: they stay."""
    elsewhere = Document.meeting_id.not_in(meeting_ids)
    pages = select(Page.words_sha256).join(Document, Page.document_id == Document.id)
    images = select(PageImage.sha256).join(Page, PageImage.page_id == Page.id)
    wanted: list[tuple[Any, Any]] = [
        (select(Document.original_sha256), Document.original_sha256),
        (select(Document.pdf_sha256), Document.pdf_sha256),
        (pages, Page.words_sha256),
        (images.join(Document, Page.document_id == Document.id), PageImage.sha256),
    ]
    names, used = sorted(files), set()
    for start in range(0, len(names), FILES_AT_ONCE):
        some = names[start : start + FILES_AT_ONCE]
        for statement, column in wanted:
            found = session.scalars(statement.where(elsewhere, column.in_(some)))
            used |= set(found)
    return used


def _removal(
    session: Session,
    meeting: Meeting,
    due: set[int],
    path_of: Callable[[str], Path],
) -> MeetingRemoval:
    own = select(Document).where(Document.meeting_id == meeting.id)
    documents, counted = [], set[str]()
    for document in session.scalars(own.order_by(Document.id)):
        files = files_of(session, document) - counted
        counted |= files
        files -= _used_elsewhere(session, files, due)
        sizes = [_size(path_of(name)) for name in files]
        documents.append(
            RemovableFile(document.title, document.file_name, len(sizes), sum(sizes))
        )
    return MeetingRemoval(
        meeting_id=meeting.id,
        title=meeting.title,
        starts_at=short_date(meeting.starts_at),
        documents=documents,
        rows=_removable_rows(session, meeting.id),
    )


def _removable_rows(session: Session, meeting_id: int) -> list[RemovableRows]:
    removable = []
    for name, label in GOING_TABLES.items():
        of_meeting = rows_of_meetings(name, [meeting_id])
        counted = select(func.count()).select_from(table_of(name)).where(of_meeting)
        if count := session.scalar(counted):
            removable.append(RemovableRows(name, label, count))
    return removable


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
