"""E-mails and webhooks as the administrator sees and tests them."""

import msgspec
from flask import Blueprint, Response, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.accounts.routes.admin import administrator
from kiosk.errors import N_, NotFound
from kiosk.identity import Requester
from kiosk.languages import LANGUAGES
from kiosk.notices import actions, queries, showing
from kiosk.notices.rules import MailState, Notice, Recipient, TestForm
from kiosk.notices.templates import BrokenNoticeTemplate
from kiosk.notices.webhooks import actions as webhook_actions
from kiosk.notices.webhooks import queries as webhook_queries
from kiosk.notices.webhooks.rules import WebhookForm, WebhookState
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("admin", __name__, url_prefix="/notices/admin")

# Nothing in a template can load or run anything, or be styled by more than itself.
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
)


class PauseForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether a webhook pauses."""

    is_paused: bool


def _work(requester: Requester) -> UnitOfWork:
    return web.store().unit_of_work(f"account:{requester.identity.account_id}")


@blueprint.get("")
def show() -> str:
    """Show settings, e-mails, templates and webhooks."""
    administrator()
    store = web.store()
    with store.read_session() as session:
        counts = queries.mail_counts(session)
        failed = queries.mail_lines(session, [MailState.FAILED])
        waiting = queries.mail_lines(session, queries.UNFINISHED)
        hooks = webhook_queries.webhook_lines(session)
        calls = webhook_queries.call_lines(session)
    return render_template(
        "notices/admin.html",
        config=store.config,
        sender=store.config.mail_from,
        counts=counts,
        failed=failed,
        waiting=waiting,
        templates=showing.template_lines(store.config),
        hooks=hooks,
        calls=calls,
        kinds=sorted(webhook_queries.known_kinds()),
        MailState=MailState,
        WebhookState=WebhookState,
    )


@blueprint.get("/templates/<kind>.<language>")
def preview(kind: str, language: str) -> Response:
    """Show a template filled with a sample, as its HTML part looks."""
    administrator()
    if language not in LANGUAGES:
        raise NotFound(N_("Không có mẫu này."))
    try:
        filled = showing.sample_notice(web.store().config, kind, language)
    except BrokenNoticeTemplate as error:
        raise NotFound(N_("Không có mẫu này.")) from error
    response = make_response(filled.html)
    response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
    return response


@blueprint.post("/test")
def send_test() -> ResponseReturnValue:
    """Queue a test e-mail."""
    requester, form = administrator(), web.body(TestForm)
    who = requester.identity
    with _work(requester) as work:
        notice = Notice(
            kind=form.kind,
            recipient=Recipient(
                name=who.name, email=form.address, account_id=who.account_id
            ),
            parameters=showing.sample_parameters(),
            language=form.language,
        )
        actions.queue_notice(work, notice)
        log_action_of(work, AccessAction.MAIL_TESTED, requester)
    return "", 204


@blueprint.post("/mails/<int:mail_id>/retry")
def retry(mail_id: int) -> ResponseReturnValue:
    """Queue an e-mail again that was given up."""
    requester, _ = administrator(), web.body(web.EmptyBody)
    with _work(requester) as work:
        actions.retry_mail(work, delivery_id=mail_id)
    return "", 204


@blueprint.post("/webhooks")
def add_webhook() -> ResponseReturnValue:
    """Add a webhook; no other answer contains its secret."""
    requester, form = administrator(), web.body(WebhookForm)
    with _work(requester) as work:
        webhook_id, secret = webhook_actions.add_webhook(
            work,
            key=device_cookies.server_key(),
            form=form,
            by=requester.identity.name,
        )
        _log(work, AccessAction.WEBHOOK_ADDED, requester, webhook_id)
    return jsonify(id=webhook_id, secret=secret), 201


def _log(
    work: UnitOfWork, action: AccessAction, requester: Requester, webhook_id: int
) -> None:
    log_action_of(work, action, requester, f"webhook:{webhook_id}")


@blueprint.post("/webhooks/<int:webhook_id>/pause")
def pause(webhook_id: int) -> ResponseReturnValue:
    """Pause a webhook or let it go on."""
    requester, form = administrator(), web.body(PauseForm)
    with _work(requester) as work:
        webhook_actions.pause_webhook(
            work, webhook_id=webhook_id, is_paused=form.is_paused
        )
        _log(work, AccessAction.WEBHOOK_CHANGED, requester, webhook_id)
    return "", 204


@blueprint.post("/webhooks/<int:webhook_id>/remove")
def remove(webhook_id: int) -> ResponseReturnValue:
    """Remove a webhook and its calls."""
    requester, _ = administrator(), web.body(web.EmptyBody)
    with _work(requester) as work:
        webhook_actions.remove_webhook(work, webhook_id=webhook_id)
        _log(work, AccessAction.WEBHOOK_REMOVED, requester, webhook_id)
    return "", 204


@blueprint.post("/webhooks/calls/<int:webhook_call_id>/replay")
def replay(webhook_call_id: int) -> ResponseReturnValue:
    """Make a call again."""
    requester, _ = administrator(), web.body(web.EmptyBody)
    with _work(requester) as work:
        webhook_actions.replay_call(work, call_id=webhook_call_id)
    return "", 204
