"""Tables of units, of the accounts in them, and of their links."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText


class Unit(Base):
    """A unit of the organisation; a closed one receives nothing new."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    # `rules.name_key`: equal for the same name however its tones are typed.
    name_key: Mapped[str] = mapped_column(BytewiseText, unique=True)
    folded_name: Mapped[str] = mapped_column(index=True)
    symbol: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("units.id", ondelete="SET NULL"), index=True
    )
    is_closed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str]
    changed_at: Mapped[dt.datetime]


class UnitAccount(Base):
    """A staff account belongs to a unit; to one at most."""

    __tablename__ = "unit_accounts"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("units.id", ondelete="CASCADE"), index=True
    )


class UnitLink(Base):
    """A link to sign in as a unit; opened once, on one device."""

    __tablename__ = "unit_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("units.id", ondelete="CASCADE"), index=True
    )
    # What it was made for, as `rules.LinkPurpose`.
    purpose: Mapped[str]
    # The page that it opens; of this server.
    go: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[dt.datetime]
    # Until when it may be opened; when opened, until when the device is signed in.
    expires_at: Mapped[dt.datetime]
    opened_at: Mapped[dt.datetime | None]
    # Hash of the cookie of the device that opened it.
    cookie_hash: Mapped[str | None] = mapped_column(unique=True)
    ended_at: Mapped[dt.datetime | None]
