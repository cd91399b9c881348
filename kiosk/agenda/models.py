"""Table of agenda items."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.agenda.rules import ItemKind
from kiosk.roles import Visibility
from kiosk.storage.base import Base


class AgendaItem(Base):
    """An agenda item, or a sub-item if it has a parent."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        Index("ix_agenda_items_order", "meeting_id", "parent_id", "ordinal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="CASCADE")
    )
    ordinal: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default=ItemKind.REPORT)
    presenter_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
    presenter_text: Mapped[str] = mapped_column(default="")
    planned_minutes: Mapped[int] = mapped_column(default=0)
    visibility: Mapped[str] = mapped_column(default=Visibility.EVERYONE)
    # Its documents are handed out on paper and never stored digitally.
    is_on_paper: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]
