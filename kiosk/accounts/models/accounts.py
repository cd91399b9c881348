"""Tables of staff accounts and sign-ins."""

import datetime as dt
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText
from kiosk.storage.chain import chain_moment


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
    # How the first step was passed (`AccessDetail`), of staff since migration 0053.
    passed_by: Mapped[str] = mapped_column(default="", server_default="")

    @classmethod
    def is_open_at(
        cls, now: dt.datetime | BindParameter[dt.datetime]
    ) -> ColumnElement[bool]:
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
    # What a passkey has to sign, base64url; empty: none was asked for.
    challenge: Mapped[str] = mapped_column(default="", server_default="")
    # How the first step was passed (`AccessDetail`).
    passed_by: Mapped[str] = mapped_column(default="", server_default="")


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
    """An entry of the access log: who did what, when and from where.

    Triggers refuse to change or delete one (migration 0032).
    """

    __tablename__ = "access_log"
    __table_args__ = (
        # Each filter reads its own entries newest first: among a million rows as fast.
        Index("ix_access_log_at_id", "at", "id"),
        Index("ix_access_log_username_at_id", "username", "at", "id"),
        Index("ix_access_log_address_at_id", "address", "at", "id"),
        Index("ix_access_log_act_at_id", "act", "at", "id"),
        Index("uq_access_log_number", "number", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    # As it was at the time; the account may be gone. None: a badge, the operator, or no
    # account has the typed name.
    account_id: Mapped[int | None]
    # Of an account; `member:<id>` of a badge, whose name may be erased later; as typed.
    username: Mapped[str] = mapped_column(BytewiseText)
    address: Mapped[str] = mapped_column(BytewiseText)
    port: Mapped[int | None]
    act: Mapped[str]
    # The account concerned, or the credential (`AccessDetail`), depending on `act`.
    detail: Mapped[str] = mapped_column(default="")
    # How many refusals it stands for.
    times: Mapped[int] = mapped_column(default=1, server_default="1")
    # Counted from 1 without gaps, unlike `id`.
    number: Mapped[int]
    # `kiosk.storage.chain.link_hash` of `content` after the entry before.
    hash: Mapped[str]

    def content(self) -> dict[str, Any]:
        """Return the entry as it is hashed and exported."""
        content = {
            "n": self.number,
            "at": chain_moment(self.at),
            "account": self.account_id,
            "username": self.username,
            "address": self.address,
            "port": self.port,
            "act": self.act,
            "detail": self.detail,
        }
        # Older entries have none.
        return content | {"times": self.times} if self.times > 1 else content


class AccessLogHead(Base):
    """The number and hash of the last entry of the access log; the one row has id 1."""

    __tablename__ = "access_log_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]


class AccessLogCheckpoint(Base):
    """A signed state of the access log, or a signed cut."""

    __tablename__ = "access_log_checkpoints"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str]
    at: Mapped[dt.datetime]
    # Of a cut: entries up to `number` are older than this and were removed.
    before: Mapped[dt.datetime | None]
    signature: Mapped[str]
    public_key: Mapped[str]


class RefusalGroup(Base):
    """Like refusals of some minutes: after the first ones they are only counted."""

    __tablename__ = "refusal_groups"

    # Action, detail, user name and network.
    key: Mapped[str] = mapped_column(primary_key=True)
    opened_at: Mapped[dt.datetime]
    # Entries written one by one, and refusals counted since.
    written: Mapped[int]
    counted: Mapped[int] = mapped_column(default=0)
    # Of the last one.
    account_id: Mapped[int | None]
    username: Mapped[str]
    address: Mapped[str]
    port: Mapped[int | None]
    act: Mapped[str]
    detail: Mapped[str]
