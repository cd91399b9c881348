"""Table of control tokens."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class ControlToken(Base):
    """The token of a device that controls one meeting from outside."""

    __tablename__ = "control_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    # HMAC of the token, which is shown once.
    token_hash: Mapped[str] = mapped_column(unique=True)
    # Names of `rules.ControlScope`, separated by spaces.
    scopes: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
    revoked_by: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[dt.datetime | None]
    # Written once a minute at most.
    last_used_at: Mapped[dt.datetime | None]
