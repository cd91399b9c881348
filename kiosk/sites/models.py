"""Table of sites (điểm cầu)."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.sites.rules import SiteKind
from kiosk.storage.base import Base


class Site(Base):
    """A connected venue of one meeting."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default=SiteKind.REMOTE)
    # The site it is connected through, or that is responsible for it.
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("sites.id", ondelete="SET NULL")
    )
    # How many people are expected; 0: as many as it has members.
    expected: Mapped[int] = mapped_column(default=0)
    # Reported by its operator: ready since, calling for help since.
    ready_at: Mapped[dt.datetime | None]
    help_at: Mapped[dt.datetime | None]
    help_words: Mapped[str] = mapped_column(default="")
    ordinal: Mapped[int] = mapped_column(default=0)
