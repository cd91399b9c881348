"""Table of invitations by e-mail."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Invitation(Base):
    """The invitation of one member, and the answer."""

    __tablename__ = "invitations"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    # The link's token is derived from it and the server's key.
    seed: Mapped[str]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    ordered_by: Mapped[str]
    ordered_at: Mapped[dt.datetime]
    # When the notice was queued; None: the worker has still to make the file.
    sent_at: Mapped[dt.datetime | None]
    # Why it could not be made.
    problem: Mapped[str] = mapped_column(default="")
    reminded_at: Mapped[dt.datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    substitute_name: Mapped[str] = mapped_column(default="")
    substitute_position: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
