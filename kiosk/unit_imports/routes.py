"""Routes of the import of units: upload, preview, apply."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.accounts.routes.admin import administrator
from kiosk.errors import KioskError
from kiosk.identity import Requester
from kiosk.table_files.rules import plan_signature
from kiosk.table_files.uploads import (
    lists_of,
    private_answer,
    reading_state,
    receive_list,
    rows_of_list,
)
from kiosk.unit_imports.actions import apply_unit_list
from kiosk.unit_imports.queries import known_units
from kiosk.unit_imports.rules import PlannedUnit, plan_units
from kiosk.web import request as web
from kiosk.web.errors import sentence_of

blueprint = Blueprint("unit_imports", __name__, url_prefix="/units/import")


class ApplyListForm(msgspec.Struct, forbid_unknown_fields=True):
    """The list that was previewed, and the signature of the preview."""

    draft: Annotated[str, msgspec.Meta(max_length=64)]
    seen: Annotated[str, msgspec.Meta(max_length=64)]


def _owner(requester: Requester) -> str:
    return f"units-{requester.identity.account_id}"


@blueprint.get("")
def show() -> str:
    """Show the page of the import."""
    administrator()
    return render_template("units/import.html")


@blueprint.post("/file")
def upload() -> ResponseReturnValue:
    """Store a list and queue its reading."""
    return receive_list(_owner(administrator()))


@blueprint.get("/file")
def preview() -> ResponseReturnValue:
    """Return the progress of the list `?draft=`, and what it would change."""
    owner = _owner(administrator())
    state, answer = reading_state(owner, request.args.get("draft", ""))
    if state.phase != "read":
        return private_answer(answer)
    with web.store().read_session() as session:
        known = known_units(session)
    try:
        planned = plan_units(state.rows, known)
    except KioskError as refusal:
        refused = {"phase": "refused", "message": sentence_of(refusal)}
        return private_answer(refused)
    rows = [_row(one) for one in planned]
    signature = plan_signature(planned)
    return private_answer(answer | {"rows": rows, "signature": signature})


def _row(one: PlannedUnit) -> dict[str, object]:
    problem = gettext(one.problem).format(**one.details) if one.problem else ""
    about = " · ".join(part for part in (one.symbol, one.email, one.parent) if part)
    return {
        "row": one.row,
        "text": one.name,
        "about": about,
        "change": one.change,
        "problem": problem,
    }


@blueprint.post("/apply")
def apply() -> ResponseReturnValue:
    """Add and change the units of the previewed list."""
    requester, form = administrator(), web.body(ApplyListForm)
    owner = _owner(requester)
    rows = rows_of_list(owner, form.draft)
    with web.store().unit_of_work(f"account:{requester.identity.account_id}") as work:
        added, changed = apply_unit_list(
            work, identity=requester.identity, rows=rows, seen=form.seen
        )
        log_action_of(
            work, AccessAction.UNITS_IMPORTED, requester, f"rows:{added + changed}"
        )
    lists_of(owner).discard(form.draft)
    return jsonify(added=added, changed=changed)
