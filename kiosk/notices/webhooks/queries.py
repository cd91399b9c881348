"""Query webhooks and their calls."""

import datetime as dt

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.events import event_classes
from kiosk.notices.models import Webhook, WebhookCall
from kiosk.notices.webhooks.rules import CALL_PROBLEM_TEXTS, CallProblem, WebhookState
from kiosk.storage.journal import JournalEntry
from kiosk.storage.secrets import hash_secret

# Calls listed at once, newest first.
LISTED = 100


class WebhookLine(msgspec.Struct, frozen=True):
    """A webhook as the administrator sees it."""

    id: int
    name: str
    url: str
    kinds: str
    made_by: str
    made_at: dt.datetime
    is_paused: bool
    waiting: int


class CallLine(msgspec.Struct, frozen=True):
    """A call as the administrator sees it."""

    id: int
    webhook: str
    kind: str
    event_id: str
    state: WebhookState
    attempts: int
    queued_at: dt.datetime
    next_at: dt.datetime
    why: str
    status: int


def webhook_secret(key: bytes, seed: str) -> str:
    """Return the secret that signs a webhook's calls."""
    return hash_secret(key, "webhook", seed)


def known_kinds() -> frozenset[str]:
    """Return the kinds of all events; all subjects must be imported."""
    return frozenset(one.kind() for one in event_classes())


def last_entry_id(session: Session) -> int:
    """Return the id of the newest entry of all journals, 0 before the first."""
    return session.scalar(select(func.max(JournalEntry.id))) or 0


def webhook_lines(session: Session) -> list[WebhookLine]:
    """Return the webhooks in the order of their making."""
    counts = session.execute(
        select(WebhookCall.webhook_id, func.count(WebhookCall.id).label("calls"))
        .where(WebhookCall.state.in_([WebhookState.QUEUED, WebhookState.SENDING]))
        .group_by(WebhookCall.webhook_id)
    )
    waiting = {one.webhook_id: one.calls for one in counts}
    return [
        WebhookLine(
            id=one.id,
            name=one.name,
            url=one.url,
            kinds=one.kinds,
            made_by=one.made_by,
            made_at=one.made_at,
            is_paused=one.paused_at is not None,
            waiting=waiting.get(one.id, 0),
        )
        for one in session.scalars(select(Webhook).order_by(Webhook.id))
    ]


def call_lines(session: Session) -> list[CallLine]:
    """Return the newest calls, those that failed first."""
    found = session.execute(
        select(WebhookCall, Webhook.name)
        .join(Webhook, Webhook.id == WebhookCall.webhook_id)
        .order_by(
            (WebhookCall.state == WebhookState.FAILED).desc(), WebhookCall.id.desc()
        )
        .limit(LISTED)
    )
    return [
        CallLine(
            id=call.id,
            webhook=name,
            kind=call.kind,
            event_id=call.event_id,
            state=WebhookState(call.state),
            attempts=call.attempts,
            queued_at=call.queued_at,
            next_at=call.next_at,
            why=CALL_PROBLEM_TEXTS.get(CallProblem(call.problem), ""),
            status=call.status,
        )
        for call, name in found
    ]
