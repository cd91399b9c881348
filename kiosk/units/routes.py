"""Routes of units: the administrator's list, and signing in by a unit's link."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.accounts.routes.admin import administrator
from kiosk.accounts.routes.staff_sign_in import requesting_device
from kiosk.errors import N_, NotFound
from kiosk.identity import Requester
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units import actions, links, queries
from kiosk.units.requester import unit_requester
from kiosk.units.rules import SIGN_IN_LIFETIME, UnitDetails
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("units", __name__)


class ChangeUnitForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a changed unit, and the revision it was opened upon."""

    details: UnitDetails
    revision: int


class CloseUnitForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the unit is to be closed, or opened again."""

    is_closed: bool


class PlaceForm(msgspec.Struct, forbid_unknown_fields=True):
    """The unit of an account; null: none."""

    unit_id: int | None


class UnitToken(msgspec.Struct, forbid_unknown_fields=True):
    """The token of a unit's link."""

    token: Annotated[str, msgspec.Meta(max_length=200)]


def _work(requester: Requester) -> UnitOfWork:
    return web.store().unit_of_work(f"account:{requester.identity.account_id}")


@blueprint.get("/units")
def show() -> str:
    """Show the units."""
    administrator()
    with web.store().read_session() as session:
        lines = queries.unit_lines(session, clock.now())
        free_accounts = queries.accounts_without_unit(session)
    return render_template(
        "units/units.html",
        lines=msgspec.to_builtins(lines),
        names={line.id: line.name for line in lines},
        free_accounts=msgspec.to_builtins(free_accounts),
    )


@blueprint.post("/units")
def add() -> ResponseReturnValue:
    """Add a unit."""
    requester, details = administrator(), web.body(UnitDetails)
    with _work(requester) as work:
        unit = actions.add_unit(work, by=requester.identity.name, details=details)
        answer = {"id": unit.id, "revision": unit.revision}
    return jsonify(answer), 201


@blueprint.post("/units/<int:unit_id>")
def change(unit_id: int) -> ResponseReturnValue:
    """Replace a unit's details."""
    requester, form = administrator(), web.body(ChangeUnitForm)
    with _work(requester) as work:
        revision = actions.change_unit(
            work,
            identity=requester.identity,
            unit_id=unit_id,
            revision=form.revision,
            details=form.details,
        )
    return jsonify(revision=revision)


@blueprint.post("/units/<int:unit_id>/close")
def close(unit_id: int) -> ResponseReturnValue:
    """Close a unit, or open it again."""
    requester, form = administrator(), web.body(CloseUnitForm)
    with _work(requester) as work:
        actions.set_closed(
            work,
            identity=requester.identity,
            unit_id=unit_id,
            is_closed=form.is_closed,
        )
    return "", 204


@blueprint.post("/units/<int:unit_id>/link")
def make_link(unit_id: int) -> ResponseReturnValue:
    """Make a link of a unit; it is shown once."""
    requester = administrator()
    web.body(web.EmptyBody)
    with _work(requester) as work:
        token = links.make_link(work, device_cookies.server_key(), unit_id)
        log_action_of(work, AccessAction.UNIT_LINK_MADE, requester, f"unit:{unit_id}")
    base = web.store().config.public_url or request.host_url.rstrip("/")
    return jsonify(url=f"{base}{links.LINK_PATH}#{token}")


@blueprint.post("/units/<int:unit_id>/end-sessions")
def end_sessions(unit_id: int) -> ResponseReturnValue:
    """Sign a unit out on all its devices, and end its unopened links."""
    requester = administrator()
    web.body(web.EmptyBody)
    with _work(requester) as work:
        queries.get_unit(work.session, unit_id)
        links.end_unit_sign_ins(work, unit_id)
        log_action_of(
            work, AccessAction.UNIT_SESSIONS_ENDED, requester, f"unit:{unit_id}"
        )
    return "", 204


@blueprint.post("/units/accounts/<int:account_id>")
def place_account(account_id: int) -> ResponseReturnValue:
    """Make an account belong to a unit, or to none."""
    requester, form = administrator(), web.body(PlaceForm)
    with _work(requester) as work:
        actions.place_account(
            work,
            identity=requester.identity,
            account_id=account_id,
            unit_id=form.unit_id,
        )
    return "", 204


@blueprint.get(links.LINK_PATH)
def show_link() -> str:
    """Show the page that a unit's link opens; the token is in the fragment."""
    return render_template("units/link.html", unit=unit_requester())


@blueprint.post(links.LINK_PATH)
def open_link() -> ResponseReturnValue:
    """Use a unit's link and sign the device in.

    :raises NotFound: it is opened already, expired or unknown.
    """
    form = web.body(UnitToken)
    with web.store().unit_of_work("unit link") as work:
        opened = links.open_link(
            work,
            device_cookies.server_key(),
            token=form.token,
            device=requesting_device(),
        )
    if opened is None:
        raise NotFound(
            N_(
                "Liên kết này đã được mở trên một máy, hoặc đã hết hạn. Xin mở liên kết"
                " trong thư mới nhất, hoặc hỏi văn phòng."
            ),
            code="unusable_link",
        )
    cookie, go = opened
    reply = jsonify(go=go)
    device_cookies.set_unit_cookie(reply, cookie, SIGN_IN_LIFETIME)
    return reply


@blueprint.post(f"{links.LINK_PATH}/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the sign-in of this device as a unit."""
    web.body(web.EmptyBody)
    who = unit_requester()
    if who is not None and who.link_id is not None:
        with web.store().unit_of_work(f"unit:{who.unit_id}") as work:
            links.sign_unit_out(
                work, link_id=who.link_id, endpoint=device_cookies.client_endpoint()
            )
    reply = jsonify(go=links.LINK_PATH)
    device_cookies.set_unit_cookie(reply, "", SIGN_IN_LIFETIME)
    return reply
