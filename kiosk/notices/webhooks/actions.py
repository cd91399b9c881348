"""Make, pause and remove webhooks, and call them again."""

import secrets

from sqlalchemy import func, select

from kiosk.errors import N_, Conflict, NotFound
from kiosk.notices.models import Webhook, WebhookCall
from kiosk.notices.webhooks.queries import known_kinds, last_entry_id, webhook_secret
from kiosk.notices.webhooks.rules import (
    MAX_WEBHOOKS,
    WebhookForm,
    WebhookState,
    checked_kinds,
    checked_url,
)
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def add_webhook(
    work: UnitOfWork, *, key: bytes, form: WebhookForm, by: str
) -> tuple[int, str]:
    """Add a webhook; return its id and its secret, which no other answer contains.

    It receives the events from now on.

    :raises Invalid: the address or a kind of event cannot be one.
    :raises Conflict: there are too many.
    """
    count = work.session.scalar(select(func.count(Webhook.id))) or 0
    if count >= MAX_WEBHOOKS:
        raise Conflict(N_("Đã có {limit} webhook. Xin xoá bớt."), limit=MAX_WEBHOOKS)
    webhook = Webhook(
        name=" ".join(nfc(form.name).split()),
        url=checked_url(form.url),
        seed=secrets.token_hex(16),
        kinds=checked_kinds(form.kinds, known_kinds()),
        last_entry=last_entry_id(work.session),
        made_by=by,
        made_at=work.now,
    )
    work.session.add(webhook)
    work.session.flush()
    return webhook.id, webhook_secret(key, webhook.seed)


def _webhook(work: UnitOfWork, webhook_id: int) -> Webhook:
    webhook = work.session.get(Webhook, webhook_id)
    if webhook is None:
        raise NotFound(N_("Không có webhook này."))
    return webhook


def pause_webhook(work: UnitOfWork, *, webhook_id: int, is_paused: bool) -> None:
    """Pause a webhook or let it go on; a pause keeps its calls waiting.

    :raises NotFound: there is none.
    """
    webhook = _webhook(work, webhook_id)
    webhook.paused_at = work.now if is_paused else None


def remove_webhook(work: UnitOfWork, *, webhook_id: int) -> None:
    """Remove a webhook and its calls.

    :raises NotFound: there is none.
    """
    work.session.delete(_webhook(work, webhook_id))


def replay_call(work: UnitOfWork, *, call_id: int) -> None:
    """Make a call again, delivered or not, with the same id.

    :raises NotFound: there is none.
    """
    call = work.session.get(WebhookCall, call_id)
    if call is None:
        raise NotFound(N_("Không có lần gọi này."))
    if call.state in {WebhookState.DELIVERED, WebhookState.FAILED}:
        call.state, call.attempts, call.next_at = WebhookState.QUEUED, 0, work.now
