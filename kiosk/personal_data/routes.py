"""Find a person, look at what is held, export it, erase it: for administrators."""

import msgspec
from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.accounts.routes.admin import administrator
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.identity import Requester
from kiosk.personal_data import actions, queries
from kiosk.personal_data.export import PERSON_EXPORT
from kiosk.personal_data.rules import (
    MOST_FOUND,
    MOST_MEMBERS,
    TIDY_JOB,
    ErasureForm,
    PersonForm,
)
from kiosk.web import request as web

blueprint = Blueprint("personal_data", __name__, url_prefix="/personal-data")


def _label(requester: Requester) -> str:
    return f"account:{requester.identity.account_id}"


@blueprint.get("")
def show() -> str:
    """Show the search, `?q=` a name and `?unit=` a unit, and what it finds."""
    administrator()
    words, unit = (request.args.get(name, "")[:200] for name in ("q", "unit"))
    with web.store().read_session() as session:
        found, is_cut = queries.find_people(session, words, unit)
    return render_template(
        "personal_data/search.html",
        found=found,
        is_cut=is_cut,
        most=MOST_FOUND,
        words=words,
        unit=unit,
    )


@blueprint.get("/person")
def show_person() -> str:
    """Show what is held about the person of the rows `?member=`, and what may go.

    :raises NotFound: a row does not exist.
    """
    administrator()
    wanted = request.args.getlist("member", type=int)[:MOST_MEMBERS]
    with web.store().read_session() as session:
        people = queries.get_people(
            session, [n for n in wanted if 0 < n < 2**31] or [0]
        )
        held = queries.held_rows(session, people)
    return render_template("personal_data/person.html", people=people, held=held)


def _export() -> Export:
    account_id = administrator().identity.account_id
    return exports_of(PERSON_EXPORT).read(str(account_id))


@blueprint.post("/export")
def begin() -> ResponseReturnValue:
    """Have a person's data written into a file.

    :raises NotFound: a row does not exist.
    """
    requester, form, export = administrator(), web.body(PersonForm), _export()
    with web.store().unit_of_work(_label(requester)) as work:
        for person in queries.get_people(work.session, form.members):
            notes = " notes" if form.notes else ""
            detail = f"meeting:{person.meeting_id} member:{person.id}{notes}"
            action = AccessAction.PERSON_EXPORTED
            log_act(work, action, requester.identity, requester.endpoint, detail)
    options = msgspec.json.encode(form).decode()
    return begin_export(PERSON_EXPORT, export.key, options=options)


@blueprint.get("/export")
def state() -> Response:
    """Return the progress of the requester's file."""
    return export_state(_export())


@blueprint.get("/export/file")
def take() -> Response:
    """Return the requester's file.

    :raises NotFound: there is none.
    """
    return send_export(PERSON_EXPORT, _export(), "Dữ liệu cá nhân", "zip")


@blueprint.post("/erase")
def erase() -> ResponseReturnValue:
    """Erase a person's data in closed meetings; copies on disk follow."""
    requester, form = administrator(), web.body(ErasureForm)
    store = web.store()
    with store.unit_of_work(_label(requester)) as work:
        people = actions.erase_person(
            work,
            requester=requester,
            member_ids=form.members,
            typed_name=form.name,
        )
        meetings, members = (
            " ".join(map(str, sorted(ids)))
            for ids in (
                {person.meeting_id for person in people},
                {person.id for person in people},
            )
        )
        work.after_commit(
            lambda: store.prompt_jobs.enqueue(
                TIDY_JOB, meetings=meetings, members=members
            )
        )
    exports_of(PERSON_EXPORT).discard(_export().key)
    return jsonify(erased=len(people))
