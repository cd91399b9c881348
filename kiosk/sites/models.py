"""What is stored of a site (điểm cầu)."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class SiteKind(StrEnum):
    """The main site, where the presidium sits, or one connected to it."""

    MAIN = "main_site"
    REMOTE = "remote_site"


class Site(Base):
    """A connected place of one meeting."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default=SiteKind.REMOTE)
    expected: Mapped[int] = mapped_column(default=0)
    ordinal: Mapped[int] = mapped_column(default=0)
