"""What is stored of staff accounts and of sign-ins."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText


class Account(Base):
    """A member of staff who signs in with a name and a password."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(BytewiseText, unique=True)
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
    # The address it began from.
    device: Mapped[str] = mapped_column(default="")
    # The browser and system, in words; of staff only.
    browser: Mapped[str] = mapped_column(default="")
    # Kept coarsely, of staff only; none: it has not been used since it began.
    last_used_at: Mapped[dt.datetime | None]
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


class PendingSignIn(Base):
    """A password that was right on a device, while the one-time code is still due."""

    __tablename__ = "pending_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Of the step's token and the device's name together.
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    started_at: Mapped[dt.datetime]


class SecondFactor(Base):
    """An account's one-time codes: the secret is made of seed and server key."""

    __tablename__ = "second_factors"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    seed: Mapped[str]
    # None: not confirmed by a code yet, so none is asked for.
    confirmed_at: Mapped[dt.datetime | None]
    # The time step of the last code that was taken: no code is taken twice.
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A code that stands once for a one-time code; only its hash is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(unique=True)


class AccessEntry(Base):
    """One line of the access log: who did what, when and from where."""

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_account_id_id", "account_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    # None: nobody's account has the name that was typed.
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL")
    )
    username: Mapped[str]
    address: Mapped[str]
    port: Mapped[int | None]
    act: Mapped[str]
    # Whose account it was done to, or by what; by act.
    detail: Mapped[str] = mapped_column(default="")
