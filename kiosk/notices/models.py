"""Tables of notices, their e-mails, and webhooks."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.notices.rules import MailState
from kiosk.notices.webhooks.rules import WebhookState
from kiosk.storage.base import Base


class StoredNotice(Base):
    """A notice to one recipient, as it is shown in the app."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_account", "account_id", "read_at"),
        Index("ix_notices_member", "member_id", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    # "": the screen's in the app, the office's in the e-mail.
    language: Mapped[str]
    name: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL")
    )
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
    # Of `kiosk.units`, which is above.
    unit_id: Mapped[int | None] = mapped_column(index=True)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    # JSON; the templates are filled when it is shown or sent.
    parameters: Mapped[str]
    # JSON list of `rules.Attachment`.
    attachments: Mapped[str] = mapped_column(default="[]")
    calendar: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    refers_to: Mapped[str] = mapped_column(default="", index=True)
    queued_at: Mapped[dt.datetime]
    read_at: Mapped[dt.datetime | None]


class MailDelivery(Base):
    """The e-mail of a notice: its state and what was answered last."""

    __tablename__ = "mail_deliveries"
    __table_args__ = (Index("ix_mail_deliveries_due", "state", "next_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(
        ForeignKey("notices.id", ondelete="CASCADE"), unique=True
    )
    address: Mapped[str]
    # The same at each attempt, so that mail systems drop a second copy.
    message_id: Mapped[str]
    state: Mapped[str] = mapped_column(default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    problem: Mapped[str] = mapped_column(default="")
    code: Mapped[int] = mapped_column(default=0)
    # The reply of the mail server, shortened.
    answer: Mapped[str] = mapped_column(default="")
    # An attempt ended without an answer, so that a second copy may have arrived.
    may_be_double: Mapped[bool] = mapped_column(default=False)


class MemberContact(Base):
    """Where a member of a meeting receives e-mail."""

    __tablename__ = "member_contacts"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    email: Mapped[str]
    # Of their e-mails; "": the office's.
    language: Mapped[str] = mapped_column(default="")


class Unsubscription(Base):
    """An address that does not want surveys and digests any more."""

    __tablename__ = "unsubscriptions"

    # In lower case.
    address: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]


class Webhook(Base):
    """An address of another system that receives events."""

    __tablename__ = "webhooks"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    url: Mapped[str]
    # The secret is derived from it and the server's key.
    seed: Mapped[str]
    # Kinds of events, separated by spaces.
    kinds: Mapped[str]
    # The last journal entry (`journal.id`) that was considered.
    last_entry: Mapped[int]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
    paused_at: Mapped[dt.datetime | None]


class WebhookCall(Base):
    """One event for one webhook: its state and the last answer."""

    __tablename__ = "webhook_calls"
    __table_args__ = (Index("ix_webhook_calls_due", "state", "next_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(
        ForeignKey("webhooks.id", ondelete="CASCADE"), index=True
    )
    # The same at each attempt and at a replay, so that the receiver drops a second one.
    event_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    body: Mapped[str]
    state: Mapped[str] = mapped_column(default=WebhookState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[dt.datetime]
    next_at: Mapped[dt.datetime]
    delivered_at: Mapped[dt.datetime | None]
    problem: Mapped[str] = mapped_column(default="")
    # Status of the last answer; 0: none.
    status: Mapped[int] = mapped_column(default=0)
