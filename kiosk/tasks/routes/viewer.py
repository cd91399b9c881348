"""Who asks about tasks: from the sign-in of a person, or of a unit."""

import datetime as dt

from flask import g

from kiosk import clock
from kiosk.clock import VIETNAM
from kiosk.errors import N_, Forbidden
from kiosk.identity import Identity
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.queries.viewers import meetings_run_by, sees_all_tasks
from kiosk.units.requester import UnitRequester, unit_requester
from kiosk.web import request as web


def task_viewer() -> TaskViewer:
    """Return who asks; queried once per request.

    :raises SignedOut: nobody is signed in, neither a person nor a unit.
    :raises Forbidden: a badge whose holder runs no meeting.
    """
    if "task_viewer" not in g:
        unit = unit_requester()
        who = web.identity() if unit is not None else web.signed_in()
        g.task_viewer = _viewer(who, unit)
    viewer: TaskViewer = g.task_viewer
    return viewer


def _viewer(who: Identity | None, unit: UnitRequester | None) -> TaskViewer:
    if who is None:
        if unit is None:
            raise Forbidden(N_("Đồng chí không có quyền xem nhiệm vụ."))
        return TaskViewer(unit.name, _unit_label(unit), unit_id=unit.unit_id)
    with web.store().read_session() as session:
        sees_all = sees_all_tasks(session, who)
        meeting_ids = meetings_run_by(session, who)
    if who.member_id is not None and not meeting_ids and unit is None:
        raise Forbidden(N_("Đồng chí không có quyền xem nhiệm vụ."))
    return TaskViewer(
        name=who.name,
        label=f"sign-in:{who.sign_in_id}",
        sees_all=sees_all,
        unit_id=unit.unit_id if unit else None,
        meeting_ids=meeting_ids,
    )


def _unit_label(unit: UnitRequester) -> str:
    return f"unit:{unit.unit_id} link:{unit.link_id}"


def task_work(viewer: TaskViewer) -> UnitOfWork:
    """Return a unit of work for who asks."""
    return web.store().unit_of_work(viewer.label)


def today() -> dt.date:
    """Return the day in Vietnam."""
    return clock.now().astimezone(VIETNAM).date()
