"""Tables of where an imported meeting comes from, and of its former access log."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class ImportedArchive(Base):
    """The archive that a meeting was imported from."""

    __tablename__ = "imported_archives"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    imported_at: Mapped[dt.datetime]
    imported_by: Mapped[str]
    made_at: Mapped[str]
    # SHA-256 of its manifest, and the key that signed it, in hexadecimal digits.
    manifest_sha256: Mapped[str]
    public_key: Mapped[str]
    # The journal at the import; later entries were made here.
    journal_number: Mapped[int]
    # The signed states of the access log, JSON as in the archive.
    access_checkpoints: Mapped[str]


class ImportedAccessLine(Base):
    """A line of the access log in the imported archive, as it stood there.

    The access log of another server cannot be part of this one's chain.
    """

    __tablename__ = "imported_access_lines"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[str]
