"""Store the shown page, one row per meeting."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class LivePage(Base):
    """The item, document and page that are shown to everybody, and who leads."""

    __tablename__ = "live_pages"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    item_started_at: Mapped[dt.datetime | None]
    # The name of the member who called it.
    item_called_by: Mapped[str] = mapped_column(default="")
    # The item before, for going back: its clock then goes on.
    previous_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    previous_started_at: Mapped[dt.datetime | None]
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL")
    )
    page: Mapped[int] = mapped_column(default=1)
    # None: the chair leads.
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
