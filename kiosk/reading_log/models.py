"""Table of the reading log."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class ReadRecord(Base):
    """A member has opened a document. Deleted with either, or with the meeting."""

    __tablename__ = "readings"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    first_at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime]
    # Pages shown: `1-12,15`.
    pages: Mapped[str]
