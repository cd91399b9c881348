"""The access log, for administrators."""

from flask import Blueprint, render_template, request

from kiosk.accounts import rules
from kiosk.accounts.queries import access_log
from kiosk.web import request as web


def show_access_log() -> str:
    """Show a page of the log; `?account=` filters, `?before=` continues."""
    rules.check_manages_accounts(web.signed_in())
    account_id = request.args.get("account", type=int)
    before = request.args.get("before", type=int)
    with web.store().read_session() as session:
        page = access_log.access_page(session, account_id=account_id, before=before)
        accounts = access_log.account_choices(session)
    return render_template(
        "screens/access_log.html",
        page=page,
        accounts=accounts,
        account_id=account_id,
        is_newest=before is None,
    )


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/accounts/log")(show_access_log)
