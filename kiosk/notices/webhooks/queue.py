"""Queue committed events for webhooks, and store what became of the calls."""

import datetime as dt
import random
import uuid
from collections.abc import Collection

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kiosk.notices.models import Webhook, WebhookCall
from kiosk.notices.rules import wait_after
from kiosk.notices.webhooks.calling import CallResult, SignedCall
from kiosk.notices.webhooks.queries import webhook_secret
from kiosk.notices.webhooks.rules import (
    CALLS_KEPT,
    RETRY_WAITS,
    CallProblem,
    WebhookState,
    wants,
)
from kiosk.storage.journal import JournalEntry
from kiosk.storage.unit_of_work import UnitOfWork

# Entries considered in one transaction.
BATCH = 500
_RANDOM = random.SystemRandom()


def collect_events(work: UnitOfWork) -> int:
    """Queue the events committed since the last time; return how many were considered.

    Where a webhook stands is committed with its calls: none is left out or comes twice.
    """
    considered = 0
    for webhook in work.session.scalars(select(Webhook).order_by(Webhook.id)):
        entries = work.session.scalars(
            select(JournalEntry)
            .where(JournalEntry.id > webhook.last_entry)
            .order_by(JournalEntry.id)
            .limit(BATCH)
        ).all()
        for entry in entries:
            _queue(work, webhook, entry)
            webhook.last_entry = entry.id
        considered += len(entries)
    return considered


def _queue(work: UnitOfWork, webhook: Webhook, entry: JournalEntry) -> None:
    event = msgspec.json.decode(entry.body)
    if not wants(webhook.kinds, event["kind"]):
        return
    event_id = uuid.uuid4().hex
    body = {
        "id": event_id,
        "kind": event["kind"],
        "meeting_id": entry.meeting_id,
        "number": entry.number,
        "at": entry.at.isoformat(),
        "event": event,
    }
    work.session.add(
        WebhookCall(
            webhook_id=webhook.id,
            event_id=event_id,
            kind=event["kind"],
            body=msgspec.json.encode(body).decode(),
            queued_at=work.now,
            next_at=work.now,
        )
    )


def has_new_events(session: Session) -> bool:
    """Return whether a webhook has events to consider."""
    newer = select(JournalEntry.id).where(JournalEntry.id > Webhook.last_entry).exists()
    return session.scalar(select(Webhook.id).where(newer).limit(1)) is not None


def next_call(
    session: Session, now: dt.datetime, without: Collection[int]
) -> int | None:
    """Return the call that is due first, of webhooks that are not in `without`."""
    return session.scalar(
        select(WebhookCall.id)
        .join(Webhook, Webhook.id == WebhookCall.webhook_id)
        .where(
            WebhookCall.state == WebhookState.QUEUED,
            WebhookCall.next_at <= now,
            Webhook.paused_at.is_(None),
            Webhook.id.not_in(without),
        )
        .order_by(WebhookCall.next_at, WebhookCall.id)
        .limit(1)
    )


def claim_call(
    work: UnitOfWork, key: bytes, call_id: int
) -> tuple[int, SignedCall] | None:
    """Mark a call as being made; return its webhook and what is posted."""
    call = work.session.get(WebhookCall, call_id)
    if call is None or call.state != WebhookState.QUEUED:
        return None
    webhook = work.session.get_one(Webhook, call.webhook_id)
    call.state, call.attempts = WebhookState.SENDING, call.attempts + 1
    secret = webhook_secret(key, webhook.seed)
    return webhook.id, SignedCall(
        webhook.url, secret, call.event_id, call.kind, call.body.encode()
    )


def requeue_calls(work: UnitOfWork) -> None:
    """Queue calls again that a killed worker was making; they keep their ids."""
    work.session.execute(
        update(WebhookCall)
        .where(WebhookCall.state == WebhookState.SENDING)
        .values(state=WebhookState.QUEUED, next_at=work.now),
        execution_options={"synchronize_session": False},
    )


def store_result(work: UnitOfWork, call_id: int, result: CallResult) -> None:
    """Store what came of a call: delivered, to be tried again, or given up."""
    call = work.session.get(WebhookCall, call_id)
    if call is None:
        # Its webhook was removed meanwhile.
        return
    call.problem, call.status = result.problem, result.status
    if result.problem is CallProblem.NONE:
        call.state, call.delivered_at = WebhookState.DELIVERED, work.now
    elif result.problem is CallProblem.REDIRECT or call.attempts > len(RETRY_WAITS):
        call.state = WebhookState.FAILED
    else:
        call.state = WebhookState.QUEUED
        luck = _RANDOM.random()
        call.next_at = work.now + wait_after(call.attempts, RETRY_WAITS, luck)


def remove_old_calls(work: UnitOfWork) -> None:
    """Remove finished calls that are older than they are listed."""
    work.session.execute(
        delete(WebhookCall).where(
            WebhookCall.state.in_([WebhookState.DELIVERED, WebhookState.FAILED]),
            WebhookCall.queued_at < work.now - CALLS_KEPT,
        ),
        execution_options={"synchronize_session": False},
    )
