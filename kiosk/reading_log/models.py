"""What is stored of reading."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class ReadRecord(Base):
    """A member has opened a paper. It goes with the paper, the person, the meeting."""

    __tablename__ = "readings"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    first_at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime]
    # Which pages were on the glass: `1-12,15`.
    pages: Mapped[str]
