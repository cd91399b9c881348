"""Tables of staff accounts and sign-ins."""

import datetime as dt

from sqlalchemy import ColumnElement, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText


class Account(Base):
    """An account of a member of staff, with user name and password."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(BytewiseText, unique=True)
    full_name: Mapped[str]
    password_hash: Mapped[str]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_closed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]


class SignIn(Base):
    """A sign-in of an account or a badge on one device."""

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
    # The address of the device.
    device: Mapped[str] = mapped_column(default="")
    # Browser and system, human-readable; of staff only.
    browser: Mapped[str] = mapped_column(default="")
    # Updated at intervals, of staff only; None: not used since it began.
    last_used_at: Mapped[dt.datetime | None]
    started_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    end_reason: Mapped[str] = mapped_column(default="")

    @classmethod
    def is_open_at(cls, now: dt.datetime) -> ColumnElement[bool]:
        """Return the condition that a sign-in is open at `now`."""
        return cls.ended_at.is_(None) & (cls.expires_at > now)


class Throttle(Base):
    """A rate limit's counter: failures under one key, and the end of the wait."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[dt.datetime]
    wait_until: Mapped[dt.datetime | None]


class SetupLink(Base):
    """A one-time link to create an administrator or to set a password."""

    __tablename__ = "setup_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    # None: the link creates an administrator.
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE")
    )


class PendingSignIn(Base):
    """A sign-in whose password was right and whose one-time code is still due."""

    __tablename__ = "pending_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Hash of the step's token and the device's name.
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    started_at: Mapped[dt.datetime]


class SecondFactor(Base):
    """An account's TOTP; the secret is derived from the seed and the server key."""

    __tablename__ = "second_factors"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    seed: Mapped[str]
    # None: not confirmed yet, so no code is required.
    confirmed_at: Mapped[dt.datetime | None]
    # The time step of the last accepted code: none is accepted twice.
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A single-use replacement for a one-time code, stored as a hash."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(unique=True)


class AccessEntry(Base):
    """An entry of the access log: who did what, when and from where."""

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_account_id_id", "account_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    # None: no account has the typed name.
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL")
    )
    username: Mapped[str]
    address: Mapped[str]
    port: Mapped[int | None]
    act: Mapped[str]
    # The account concerned, or the credential (`AccessDetail`), depending on `act`.
    detail: Mapped[str] = mapped_column(default="")
