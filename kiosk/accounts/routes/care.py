"""The administrator's list of staff accounts."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.accounts import actions, queries, rules
from kiosk.identity import Identity
from kiosk.web import device
from kiosk.web import request as web

Text = Annotated[str, msgspec.Meta(max_length=rules.LONGEST_PASSWORD)]


class NewAccount(msgspec.Struct, forbid_unknown_fields=True):
    """Who gets an account."""

    username: Text
    full_name: Text
    is_administrator: bool = False


def _administrator() -> Identity:
    who = web.signed_in()
    rules.check_manages_accounts(who)
    return who


def _link(path: str) -> ResponseReturnValue:
    base = web.store().config.public_url or request.host_url.rstrip("/")
    return jsonify(url=f"{base}{path}")


def show_accounts() -> str:
    """Show the accounts."""
    who = _administrator()
    with web.store().reading() as session:
        lines = queries.account_lines(session)
    return render_template("screens/accounts.html", lines=lines, who=who)


def add_account() -> ResponseReturnValue:
    """Make an account; the answer holds its one-time link."""
    who, form = _administrator(), web.body(NewAccount)
    with web.store().work(f"account:{who.account_id}") as work:
        path = actions.add_account(
            work,
            device.server_key(),
            identity=who,
            username=form.username,
            full_name=form.full_name,
            is_administrator=form.is_administrator,
        )
    return _link(path)


def renew_link(account_id: int) -> ResponseReturnValue:
    """Give a new one-time link for a lost password."""
    who = _administrator()
    with web.store().work(f"account:{who.account_id}") as work:
        path = actions.renew_account_link(
            work, device.server_key(), identity=who, account_id=account_id
        )
    return _link(path)


def close_account(account_id: int) -> ResponseReturnValue:
    """Close an account."""
    who = _administrator()
    with web.store().work(f"account:{who.account_id}") as work:
        actions.close_account(work, identity=who, account_id=account_id)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/accounts")(show_accounts)
    blueprint.post("/accounts")(add_account)
    blueprint.post("/accounts/<int:account_id>/link")(renew_link)
    blueprint.post("/accounts/<int:account_id>/close")(close_account)
