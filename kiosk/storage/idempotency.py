"""Do once what is requested twice: keys of requests, kept with the change they made.

The key is written in the transaction of the change itself, so that it exists if and
only if the change does, in whichever process the request arrives again. The answer is
written after it, because only the route knows it.
"""

import datetime as dt
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ForeignKey, Index, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.errors import N_, Invalid
from kiosk.storage.base import Base

# A retry comes within seconds; a tablet that slept may come later.
KEPT = dt.timedelta(minutes=10)
MAX_KEYS_PER_SENDER = 100
# An answer after a change is a few numbers; larger ones are not kept.
MAX_ANSWER_LENGTH = 4096
NO_CONTENT = 204


class IdempotencyKey(Base):
    """A request that was carried out, and its answer."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        Index("ix_idempotency_keys_sign_in_id_key", "sign_in_id", "key", unique=True),
        Index(
            "ix_idempotency_keys_api_token_id_key", "api_token_id", "key", unique=True
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Who sent it: a device that is signed in, or another system.
    sign_in_id: Mapped[int | None] = mapped_column(
        ForeignKey("sign_ins.id", ondelete="CASCADE")
    )
    api_token_id: Mapped[int | None] = mapped_column(
        ForeignKey("api_tokens.id", ondelete="CASCADE")
    )
    # Hash of the address and the key sent by the browser, and of the body.
    key: Mapped[str]
    body: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(index=True)
    # As of most changes, until the route has answered.
    status: Mapped[int] = mapped_column(default=NO_CONTENT)
    answer: Mapped[str] = mapped_column(default="")


@dataclass
class KeyedRequest:
    """The request being carried out, with its key."""

    sign_in_id: int | None
    key: str
    body: str
    is_kept: bool = False
    # Instead of the sign-in.
    api_token_id: int | None = None

    @property
    def is_its_owners(self) -> ColumnElement[bool]:
        """Return the condition that a key was sent by the same device or system."""
        if self.api_token_id is not None:
            return IdempotencyKey.api_token_id == self.api_token_id
        return IdempotencyKey.sign_in_id == self.sign_in_id


@dataclass(frozen=True)
class KeptAnswer:
    """The answer to the first of several requests with one key."""

    status: int
    answer: str
    body: str
    at: dt.datetime


class AlreadyDoneError(Exception):
    """The request was carried out before; nothing is done again."""

    def __init__(self, first: KeptAnswer) -> None:
        super().__init__("carried out before")
        self.first = first


# Set at the HTTP edge; None: requests without a key, and all other work.
keyed_request: ContextVar[KeyedRequest | None] = ContextVar(
    "keyed_request", default=None
)


def find_answer(session: Session, request: KeyedRequest) -> KeptAnswer | None:
    """Return the answer to an earlier request with this key, None: there was none."""
    row = session.execute(
        select(
            IdempotencyKey.status,
            IdempotencyKey.answer,
            IdempotencyKey.body,
            IdempotencyKey.at,
        ).where(
            request.is_its_owners,
            IdempotencyKey.key == request.key,
        )
    ).first()
    return KeptAnswer(*row) if row else None


def keep_key(session: Session, request: KeyedRequest, now: dt.datetime) -> None:
    """Write the key of the request whose change is about to be committed.

    Old keys are removed, and the oldest of a sender who has too many.

    :raises AlreadyDoneError: it was carried out before.
    :raises Invalid: another request had this key.
    """
    _remove_old(session, request, now)
    first = find_answer(session, request)
    if first is not None and first.body != request.body:
        raise Invalid(
            N_("Máy chủ không hiểu dữ liệu vừa gửi. Xin tải lại trang rồi thử lại."),
            code="key_reused",
        )
    if first is not None:
        raise AlreadyDoneError(first)
    session.add(
        IdempotencyKey(
            sign_in_id=request.sign_in_id,
            api_token_id=request.api_token_id,
            key=request.key,
            body=request.body,
            at=now,
        )
    )


def _remove_old(session: Session, request: KeyedRequest, now: dt.datetime) -> None:
    newest = (
        select(IdempotencyKey.id)
        .where(request.is_its_owners)
        .order_by(IdempotencyKey.id.desc())
        .limit(MAX_KEYS_PER_SENDER - 1)
    )
    too_many = request.is_its_owners & IdempotencyKey.id.not_in(newest)
    session.execute(
        delete(IdempotencyKey).where(or_(IdempotencyKey.at < now - KEPT, too_many)),
        execution_options={"synchronize_session": False},
    )


def keep_answer(
    session: Session, request: KeyedRequest, status: int, answer: str
) -> None:
    """Write the answer beside the key of a request that was carried out."""
    kept = session.scalar(
        select(IdempotencyKey).where(
            request.is_its_owners,
            IdempotencyKey.key == request.key,
        )
    )
    if kept is not None:
        kept.status, kept.answer = status, answer
