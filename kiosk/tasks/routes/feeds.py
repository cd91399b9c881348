"""Calendars for readers like Thunderbird, Outlook and phones.

Their key is the password of HTTP Basic: calendar readers ask for it, and a header gets
into no log, unlike an address (docs/decisions/0046-tasks.md).
"""

import hashlib

import msgspec
from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access, log_action_of
from kiosk.errors import N_, Forbidden
from kiosk.identity import Requester
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.actions.feeds import feed_key_hash, renew_feed_key
from kiosk.tasks.calendar import CALENDAR_TYPE, tasks_calendar
from kiosk.tasks.queries.feeds import FeedContent, feed_content
from kiosk.tasks.routes.viewer import task_viewer, task_work, today
from kiosk.units.requester import unit_requester
from kiosk.web import device_cookies
from kiosk.web import request as web

_USER = "lich-"


class FeedForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the calendar of the unit is wanted, or one's own."""

    of_unit: bool


def show_feeds() -> ResponseReturnValue:
    """Show how to put the deadlines into a calendar."""
    viewer, who = task_viewer(), web.identity()
    return render_template(
        "tasks/feeds.html",
        viewer=viewer,
        unit=unit_requester(),
        has_own=who is not None and who.account_id is not None,
    )


def renew_feed() -> ResponseReturnValue:
    """Return the address of a calendar with a new key, which is shown once.

    :raises Forbidden: the requester has no unit, or no account.
    """
    viewer, who, form = task_viewer(), web.identity(), web.body(FeedForm)
    account_id = who.account_id if who is not None else None
    owner = viewer.unit_id if form.of_unit else account_id
    if owner is None:
        raise Forbidden(N_("Lịch chỉ dành cho đơn vị hoặc tài khoản cán bộ."))
    with task_work(viewer) as work:
        feed_id, feed_key = renew_feed_key(
            work,
            device_cookies.server_key(),
            unit_id=owner if form.of_unit else None,
            account_id=None if form.of_unit else owner,
        )
        _log(work, feed_id)
    base = web.store().config.public_url or request.host_url.rstrip("/")
    return jsonify(
        url=f"{base}/tasks/feeds/{feed_id}.ics",
        user=f"{_USER}{feed_id}",
        password=feed_key,
    ), 201


def _log(work: UnitOfWork, feed_id: int) -> None:
    who, endpoint = web.identity(), device_cookies.client_endpoint()
    detail = f"feed:{feed_id}"
    if who is not None:
        log_action_of(
            work, AccessAction.FEED_KEY_MADE, Requester(who, endpoint), detail
        )
        return
    unit = unit_requester()
    name = f"unit:{unit.unit_id}" if unit else ""
    log_access(work, AccessAction.FEED_KEY_MADE, name, endpoint, detail)


def feed(feed_id: int) -> Response:
    """Return the calendar to a reader that knows its key."""
    content = _content(feed_id)
    if content is None:
        reply = Response(gettext("Sai tên hoặc mật khẩu của lịch."), status=401)
        reply.headers["WWW-Authenticate"] = 'Basic realm="Kiosk", charset="UTF-8"'
        reply.headers["Cache-Control"] = "no-store"
        return reply
    name = gettext("Nhiệm vụ – %(name)s", name=content.name)
    base = web.store().config.public_url or request.host_url.rstrip("/")
    made = tasks_calendar(content.lines, name, base, gettext)
    reply = Response(made, content_type=f"{CALENDAR_TYPE}; charset=utf-8")
    reply.set_etag(hashlib.sha256(made).hexdigest()[:32])
    reply.headers["Cache-Control"] = "private, no-cache"
    reply.vary.add("Accept-Language")
    reply.make_conditional(request)
    return reply


def _content(feed_id: int) -> FeedContent | None:
    sent = request.authorization
    if sent is None or sent.type != "basic" or sent.username != f"{_USER}{feed_id}":
        return None
    hashed = feed_key_hash(device_cookies.server_key(), sent.password or "")
    with web.store().read_session() as session:
        return feed_content(session, feed_id, hashed, today())


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/tasks/calendar")(show_feeds)
    blueprint.post("/tasks/calendar")(renew_feed)
    blueprint.get("/tasks/feeds/<int:feed_id>.ics")(feed)
