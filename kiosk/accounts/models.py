"""What is stored of staff accounts and of sign-ins."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, SortedText


class Account(Base):
    """A member of staff who signs in with a name and a password."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(SortedText, unique=True)
    full_name: Mapped[str]
    password_hash: Mapped[str]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_closed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]


class SignIn(Base):
    """One device on which somebody is signed in; only the token's hash is kept."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        Index("ix_sign_ins_member_open", "member_id", "ended_at"),
        Index("ix_sign_ins_account_open", "account_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE")
    )
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE")
    )
    badge_id: Mapped[int | None] = mapped_column(
        ForeignKey("badges.id", ondelete="SET NULL")
    )
    device: Mapped[str] = mapped_column(default="")
    started_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    end_reason: Mapped[str] = mapped_column(default="")


class Throttle(Base):
    """How often something was tried in vain, and until when it must wait."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[dt.datetime]
    wait_until: Mapped[dt.datetime | None]


class SetupLink(Base):
    """A one-time link: to make the first administrator, or to set a password."""

    __tablename__ = "setup_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    # None: whoever holds the link becomes administrator.
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE")
    )
