"""The administrator's list of staff accounts."""

import msgspec
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.accounts import rules
from kiosk.accounts.actions import second_factor, sessions, staff
from kiosk.accounts.queries import accounts
from kiosk.accounts.routes.staff_sign_in import FormText
from kiosk.identity import Requester
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web


class NewAccount(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a new account."""

    username: FormText
    full_name: FormText
    is_administrator: bool = False


def administrator() -> Requester:
    """Return the requester.

    :raises Forbidden: they are no administrator.
    """
    who = web.signed_in()
    rules.check_manages_accounts(who)
    return Requester(who, device_cookies.client_endpoint())


def _work(requester: Requester) -> UnitOfWork:
    return web.store().unit_of_work(f"account:{requester.identity.account_id}")


def _link(path: str) -> ResponseReturnValue:
    base = web.store().config.public_url or request.host_url.rstrip("/")
    return jsonify(url=f"{base}{path}")


def show_accounts() -> str:
    """Show the accounts."""
    who = administrator().identity
    with web.store().read_session() as session:
        lines = accounts.account_lines(session)
    return render_template("screens/accounts.html", lines=lines, who=who)


def add_account() -> ResponseReturnValue:
    """Add an account; the response holds its one-time link."""
    requester, form = administrator(), web.body(NewAccount)
    with _work(requester) as work:
        path = staff.add_account(
            work,
            device_cookies.server_key(),
            requester=requester,
            username=form.username,
            full_name=form.full_name,
            is_administrator=form.is_administrator,
        )
    return _link(path)


def renew_link(account_id: int) -> ResponseReturnValue:
    """Return a new one-time link for a lost password."""
    requester = administrator()
    with _work(requester) as work:
        path = staff.renew_account_link(
            work,
            device_cookies.server_key(),
            requester=requester,
            account_id=account_id,
        )
    return _link(path)


def close_account(account_id: int) -> ResponseReturnValue:
    """Close an account."""
    requester = administrator()
    with _work(requester) as work:
        staff.close_account(work, requester=requester, account_id=account_id)
    return "", 204


def end_sessions(account_id: int) -> ResponseReturnValue:
    """Sign an account out on all its devices."""
    requester = administrator()
    with _work(requester) as work:
        sessions.end_sessions_of(work, requester=requester, account_id=account_id)
    return "", 204


def remove_second_factor(account_id: int) -> ResponseReturnValue:
    """Remove the lost second factor of another account."""
    requester = administrator()
    with _work(requester) as work:
        second_factor.remove_second_factor(
            work, requester=requester, account_id=account_id
        )
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/accounts")(show_accounts)
    blueprint.post("/accounts")(add_account)
    blueprint.post("/accounts/<int:account_id>/link")(renew_link)
    blueprint.post("/accounts/<int:account_id>/close")(close_account)
    blueprint.post("/accounts/<int:account_id>/end-sessions")(end_sessions)
    blueprint.post("/accounts/<int:account_id>/second-factor/off")(remove_second_factor)
