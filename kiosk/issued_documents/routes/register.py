"""Routes of the register: search, one line, reserving and giving up numbers."""

import datetime as dt

import msgspec
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import pgettext

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.clock import VIETNAM
from kiosk.issued_documents.actions import register as actions
from kiosk.issued_documents.document_types import TYPE_LABELS
from kiosk.issued_documents.queries import inbox, register
from kiosk.issued_documents.queries.choices import (
    meeting_choices,
    next_numbers,
    preset_of,
)
from kiosk.issued_documents.routes.access import (
    log_issued,
    register_staff,
    staff_work,
)
from kiosk.issued_documents.rules import (
    STATE_CONTEXT,
    STATE_LABELS,
    ChangeForm,
    IssuedState,
    ReasonForm,
    ReserveForm,
)
from kiosk.official_papers.routes import FAMILY_LABELS
from kiosk.official_papers.urgency import URGENCY_LABELS
from kiosk.units.queries import open_units
from kiosk.web import request as web

blueprint = Blueprint("register", __name__, url_prefix="/issued")
LABELS = {
    "types": TYPE_LABELS,
    "urgencies": URGENCY_LABELS,
    "families": FAMILY_LABELS,
}


def _today() -> dt.date:
    return clock.now().astimezone(VIETNAM).date()


def _state_labels() -> dict[IssuedState, str]:
    return {
        state: pgettext(STATE_CONTEXT, label) for state, label in STATE_LABELS.items()
    }


def asked_for() -> register.RegisterFilter:
    """Return the filter in the address; words that are too long find nothing."""
    fields = register.RegisterFilter.__struct_fields__
    return register.RegisterFilter(
        **{name: request.args.get(name, "")[:200] for name in fields}
    )


@blueprint.get("")
def show() -> str:
    """Show a page of the register, `?page=` from 1, that the filter lets through."""
    register_staff()
    wanted, number = asked_for(), request.args.get("page", 1, type=int)
    with web.store().read_session() as session:
        page = register.register_page(session, wanted, min(max(number, 1), 10**6))
        years = register.years_of_register(session)
        missing = register.missing_numbers(session, _today())
    return render_template(
        "issued_documents/register.html",
        page=page,
        wanted=wanted,
        years=years,
        missing=missing,
        shown_number=register.shown_number,
        **LABELS,
        states=_state_labels(),
    )


@blueprint.get("/new")
def show_form() -> str:
    """Show the form for a new number; `?meeting=` and `?type=` fill it."""
    register_staff()
    meeting_id = request.args.get("meeting", type=int)
    with web.store().read_session() as session:
        meetings = meeting_choices(session)
        preset = preset_of(session, meeting_id, request.args.get("type", ""))
        numbers = next_numbers(session, _today())
    return render_template(
        "issued_documents/new.html",
        meetings=meetings,
        preset=preset,
        numbers=msgspec.to_builtins(numbers),
        today=_today(),
        **LABELS,
        states=_state_labels(),
    )


@blueprint.post("")
def reserve() -> ResponseReturnValue:
    """Reserve a number."""
    requester, form = register_staff(), web.body(ReserveForm)
    with staff_work(requester) as work:
        by = requester.identity.name
        issued_id = actions.reserve_number(work, by=by, form=form).id
        log_issued(work, AccessAction.NUMBER_RESERVED, requester, issued_id)
    return jsonify(id=issued_id), 201


@blueprint.get("/<int:issued_id>")
def show_document(issued_id: int) -> str:
    """Show one line of the register, its file and its receipts."""
    register_staff()
    with web.store().read_session() as session:
        document = register.get_issued(session, issued_id)
        lines = inbox.delivery_lines(session, issued_id)
        received = inbox.received_by(session, issued_id)
        units = [one for one in open_units(session) if one.id not in received]
    return render_template(
        "issued_documents/document.html",
        document=document,
        number=register.shown_number(document),
        lines=lines,
        units=units,
        can_remind=inbox.can_remind(lines, clock.now()),
        **LABELS,
        states=_state_labels(),
    )


@blueprint.post("/<int:issued_id>")
def change(issued_id: int) -> ResponseReturnValue:
    """Change what the book says of a reserved number."""
    requester, form = register_staff(), web.body(ChangeForm)
    with staff_work(requester) as work:
        revision = actions.change_issued(work, issued_id=issued_id, form=form)
    return jsonify(revision=revision)


@blueprint.post("/<int:issued_id>/give-up")
def give_up(issued_id: int) -> ResponseReturnValue:
    """Leave a reserved number unused, with a reason."""
    requester, form = register_staff(), web.body(ReasonForm)
    with staff_work(requester) as work:
        by = requester.identity.name
        actions.give_up_number(work, by=by, issued_id=issued_id, reason=form.reason)
        log_issued(work, AccessAction.NUMBER_GIVEN_UP, requester, issued_id)
    return "", 204
