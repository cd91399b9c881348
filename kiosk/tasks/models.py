"""Tables of tasks, their history and files, and who follows them.

Tasks outlive their meeting: what they say of it is copied.
"""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base
from kiosk.tasks.rules import TaskState


class Task(Base):
    """A task of one lead unit, with its source and deadline."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_state_due", "state", "due_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Names it in calendars, on whichever server it is.
    uid: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    folded_text: Mapped[str]
    # None: still to be chosen.
    lead_unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("units.id", ondelete="RESTRICT"), index=True
    )
    due_date: Mapped[dt.date | None]
    # As it was at first, and as the unit asks for.
    first_due_date: Mapped[dt.date | None]
    asked_due_date: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(default=TaskState.ASSIGNED)
    state_at: Mapped[dt.datetime]
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="SET NULL"), index=True
    )
    meeting_title: Mapped[str] = mapped_column(default="")
    body_name: Mapped[str] = mapped_column(default="")
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    item_title: Mapped[str] = mapped_column(default="")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL")
    )
    page: Mapped[int | None]
    # One task of each conclusion: nothing is made twice.
    conclusion_id: Mapped[int | None] = mapped_column(
        ForeignKey("conclusions.id", ondelete="SET NULL"), unique=True
    )
    conclusion_number: Mapped[int | None]
    # Digest of the conclusion as the task was made from it.
    conclusion_digest: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]


class TaskUnit(Base):
    """A unit that cooperates in a task."""

    __tablename__ = "task_units"

    task_id: Mapped[int] = mapped_column(
        ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("units.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    ordinal: Mapped[int]


class TaskEntry(Base):
    """One act of a task's history; never changed."""

    __tablename__ = "task_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(
        ForeignKey("tasks.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[dt.datetime]
    # `rules.TaskAct`, and what the person is to the task (`rules.TaskPart`).
    act: Mapped[str]
    part: Mapped[str]
    made_by: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("units.id", ondelete="RESTRICT")
    )
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    # The deadline after it, and the one asked for.
    due_date: Mapped[dt.date | None]
    asked_due_date: Mapped[dt.date | None]


class TaskFile(Base):
    """A file of evidence; uploaded first, then attached to an entry."""

    __tablename__ = "task_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(
        ForeignKey("tasks.id", ondelete="CASCADE"), index=True
    )
    entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("task_entries.id", ondelete="CASCADE"), index=True
    )
    sha256: Mapped[str] = mapped_column(index=True)
    file_name: Mapped[str]
    byte_count: Mapped[int]
    added_at: Mapped[dt.datetime]
    # Who may attach it: `access.TaskViewer.label`.
    added_by: Mapped[str]


class TaskSupervisor(Base):
    """An account that assigns and follows all tasks, besides the administrators."""

    __tablename__ = "task_supervisors"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    named_by: Mapped[str]
    named_at: Mapped[dt.datetime]


class TaskFeed(Base):
    """The calendar of a unit or of an account, read with a key of its own."""

    __tablename__ = "task_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("units.id", ondelete="CASCADE"), unique=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), unique=True
    )
    key_hash: Mapped[str]
    made_at: Mapped[dt.datetime]


class TaskDigest(Base):
    """A weekly digest that was queued, so that none is queued twice."""

    __tablename__ = "task_digests"

    # Its Monday.
    week: Mapped[dt.date] = mapped_column(primary_key=True)
    recipients: Mapped[int]
    queued_at: Mapped[dt.datetime]


class TaskReport(Base):
    """What became of earlier conclusions, as an item and a document of a meeting."""

    __tablename__ = "task_reports"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    # The newest version.
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL")
    )
    # `official_papers.rules.PaperFamily`.
    family: Mapped[str]
    # `carrying.ReportState`.
    state: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[dt.datetime]
