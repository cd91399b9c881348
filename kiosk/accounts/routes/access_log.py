"""The access log, for administrators: search, and export as CSV."""

import msgspec
from flask import Blueprint, Flask, Response, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.accounts import rules
from kiosk.accounts.access_actions import ACCESS_ACTION_LABELS, AccessAction
from kiosk.accounts.access_export import ACCESS_LOG_EXPORT
from kiosk.accounts.access_filter import AccessFilter, PageKey
from kiosk.accounts.actions.access_log import log_act
from kiosk.accounts.queries import access_log
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.identity import Identity
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web


def _asked_for() -> AccessFilter:
    """Return the filter in the address; words that are too long find nothing."""
    fields = AccessFilter.__struct_fields__
    words = {name: request.args.get(name, "")[:200] for name in fields}
    return AccessFilter(**words)


def show_access_log() -> str:
    """Show a page of the log that the filter lets through; `?before=` continues."""
    rules.check_manages_accounts(web.signed_in())
    wanted, before = _asked_for(), PageKey.parse(request.args.get("before", ""))
    with web.store().read_session() as session:
        page = access_log.access_page(session, wanted, before)
    return render_template(
        "screens/access_log.html",
        page=page,
        wanted=wanted,
        actions=ACCESS_ACTION_LABELS,
        months=web.store().config.access_log_months,
        is_newest=before is None,
    )


def _export() -> Export:
    who = web.signed_in()
    rules.check_manages_accounts(who)
    return exports_of(ACCESS_LOG_EXPORT).read(str(who.account_id))


def begin_access_export() -> ResponseReturnValue:
    """Have the entries that the filter lets through written into a file."""
    key, wanted = _export().key, web.body(AccessFilter)
    options = msgspec.json.encode(wanted).decode()
    return begin_export(ACCESS_LOG_EXPORT, key, options=options)


def access_export_state() -> Response:
    """Return the progress of the requester's file."""
    return export_state(_export())


def take_access_export() -> Response:
    """Return the requester's file.

    :raises NotFound: there is none.
    """
    return send_export(ACCESS_LOG_EXPORT, _export(), "Nhật ký truy cập", "csv")


def _log(work: UnitOfWork, action: str, who: Identity, detail: str) -> None:
    endpoint = device_cookies.client_endpoint()
    log_act(work, AccessAction(action), who, endpoint, detail)


def install_log(app: Flask) -> None:
    """Let modules below this one log what a requester does."""
    app.extensions["kiosk.log_act"] = _log


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/accounts/log")(show_access_log)
    blueprint.post("/accounts/log/export")(begin_access_export)
    blueprint.get("/accounts/log/export")(access_export_state)
    blueprint.get("/accounts/log/export/file")(take_access_export)
