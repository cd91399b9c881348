"""Tables of the hall's screens, their history, their pictures and the welcome."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base

AUTOMATIC_JSON = '{"kind":"auto"}'


class HallScreen(Base):
    """A named screen; the main one has no row until it is first changed."""

    __tablename__ = "hall_screens"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    # Its id outside the database: 1 is the main screen.
    number: Mapped[int]
    name: Mapped[str]
    # `rules.Scene` as JSON.
    scene: Mapped[str] = mapped_column(default=AUTOMATIC_JSON)
    queued: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]


class HallSceneChange(Base):
    """A scene that a screen was given; the newest of a meeting are kept."""

    __tablename__ = "hall_scene_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    screen_name: Mapped[str]
    scene: Mapped[str]
    changed_by: Mapped[str]
    changed_at: Mapped[dt.datetime]


class HallMedia(Base):
    """A picture or film for the screens of a meeting."""

    __tablename__ = "hall_media"
    __table_args__ = (UniqueConstraint("meeting_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    sha256: Mapped[str] = mapped_column(index=True)
    media_type: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    added_by: Mapped[str]
    added_at: Mapped[dt.datetime]


class HallWelcome(Base):
    """What the welcome says besides the meeting: the Wi-Fi."""

    __tablename__ = "hall_welcomes"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    wifi_name: Mapped[str] = mapped_column(default="")
    # Shown to the whole hall, so no secret.
    wifi_password: Mapped[str] = mapped_column(default="")
