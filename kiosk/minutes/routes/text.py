"""Routes of the shared text: editors exchange changes, readers fetch the whole."""

import base64
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk import clock
from kiosk.annotations.routes.responses import private_json
from kiosk.errors import N_, Invalid
from kiosk.identity import Actor
from kiosk.minutes.actions.drafts import request_facts
from kiosk.minutes.actions.text import exchange, needs_exchange
from kiosk.minutes.forms import SyncForm
from kiosk.minutes.job_names import COMPACT_JOB, DRAFT_JOB
from kiosk.minutes.queries.review import readable_minutes
from kiosk.minutes.queries.status import facts_of
from kiosk.minutes.queries.text import (
    editor_row,
    editors_of,
    get_minutes,
    last_update_id,
    stored_updates,
)
from kiosk.minutes.routes.access import reader, writer
from kiosk.minutes.rules import COMPACTED_UPDATES, MAX_UPDATE_BYTES
from kiosk.minutes.shared_text import check_update, merge_updates
from kiosk.web import request as web

blueprint = Blueprint("text", __name__, url_prefix="/<int:minutes_id>")


@blueprint.post("/sync")
def sync(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Store what an editor typed, and return what others did."""
    actor = writer(meeting_id)
    form = web.body(SyncForm)
    _check(form.updates)
    own = _store(actor, minutes_id, form)
    with web.store().read_session() as session:
        minutes = get_minutes(session, meeting_id, minutes_id)
        rows = stored_updates(session, minutes_id, form.after)
        answer = {
            "last": max([form.after, *(row.id for row in rows)]),
            "updates": [_base64(row.data) for row in rows if row.id not in own],
            "revision": minutes.revision,
            "state": minutes.state,
            "editors": [
                {"client": one.client, "name": one.name, "cursor": one.cursor}
                for one in editors_of(session, minutes, clock.now())
                if one.client != form.client
            ],
        }
    return private_json(answer)


def _check(updates: list[bytes]) -> None:
    if sum(map(len, updates)) > MAX_UPDATE_BYTES:
        raise Invalid(
            N_("Đoạn vừa dán quá lớn. Xin chia nhỏ rồi dán lại."), code="large_update"
        )
    for data in updates:
        check_update(data)


def _store(actor: Actor, minutes_id: int, form: SyncForm) -> list[int]:
    store = web.store()
    with store.read_session() as session:
        get_minutes(session, actor.meeting_id, minutes_id)
        editor = editor_row(session, minutes_id, form.client)
        is_news = needs_exchange(editor, form, clock.now())
    if not is_news:
        return []
    with store.unit_of_work(actor.label) as work:
        own = exchange(work, actor=actor, minutes_id=minutes_id, form=form)
        count = len(stored_updates(work.session, minutes_id)) if own else 0
    if count > COMPACTED_UPDATES:
        store.bulk_jobs.enqueue(COMPACT_JOB, minutes_id=minutes_id)
    return own


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@blueprint.get("/document")
def document(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Return the whole text as one update if it is newer than `?after=`.

    What was deleted is not in it: readers get no history.
    """
    actor = reader(meeting_id)
    after = request.args.get("after", "0")
    with web.store().read_session() as session:
        minutes = readable_minutes(session, actor, minutes_id)
        last = last_update_id(session, minutes_id)
        answer: dict[str, Any] = {
            "last": last,
            "revision": minutes.revision,
            "state": minutes.state,
        }
        is_known = after.isdecimal() and after == str(last)
        rows = [] if is_known else stored_updates(session, minutes_id)
    answer["updates"] = [
        _base64(merge_updates(row.data for row in rows)) for _ in rows[:1]
    ]
    return private_json(answer)


@blueprint.get("/facts")
def facts(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Return the blocks of facts that the worker gathered last."""
    writer(meeting_id)
    with web.store().read_session() as session:
        answer = facts_of(get_minutes(session, meeting_id, minutes_id))
    for block in answer["blocks"]:
        label = block["label"]
        block["label"] = gettext(label)
    return private_json(answer)


@blueprint.post("/facts")
def refresh_facts(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Let the worker gather the facts anew."""
    actor = writer(meeting_id)
    web.body(web.EmptyBody)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        request_facts(work, actor=actor, minutes_id=minutes_id)
    store.bulk_jobs.enqueue(DRAFT_JOB, minutes_id=minutes_id)
    return "", 204
