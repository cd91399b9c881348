"""Request, follow and download attendance lists."""

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.checkins.lists.job import ATTENDANCE_LIST_JOB
from kiosk.checkins.lists.rules import AttendanceListState
from kiosk.checkins.lists.store import ALL_SITES, LIST_MEDIA_TYPES, AttendanceListStore
from kiosk.checkins.queries.gates import permitted_sites
from kiosk.checkins.queries.scope import permitted_site
from kiosk.errors import N_, Conflict, Forbidden, NotFound
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import x_accel


class ListForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whose list; 0: of those who belong to no site; "all": of the whole meeting."""

    site: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | Literal["all"]


def _list_store() -> AttendanceListStore:
    return AttendanceListStore(web.store().files.root)


def _wanted_site(site: int | str) -> int | None:
    return None if site == ALL_SITES else int(site)


def _site_argument() -> int | None:
    """Return the site that the address names; None: it asks for all of them."""
    if request.args.get("site") == ALL_SITES:
        return None
    return request.args.get("site", 0, int)


def _check_site(meeting_id: int, site_id: int | None) -> None:
    """Let a list be asked for by those who may read that roll.

    :raises Forbidden: all sites are asked for by somebody who belongs to one.
    :raises NotFound: the meeting has no such site, or it is not the requester's.
    """
    actor = web.actor(meeting_id, Permission.READ_ROLL)
    with web.store().read_session() as session:
        known: set[int | None] = {site for site, _ in permitted_sites(session, actor)}
        is_bound = permitted_site(session, actor) is not None
    if not is_bound:
        known |= {0, None}
    if site_id is None and is_bound:
        raise Forbidden(
            N_("Danh sách toàn hội nghị chỉ dành cho ban thư ký, chủ toạ và bàn chung.")
        )
    if site_id not in known:
        raise NotFound(N_("Hội nghị không có điểm cầu này. Xin chọn lại."))


def begin(meeting_id: int) -> ResponseReturnValue:
    """Have a list written as it is now.

    :raises Conflict: it is being written.
    """
    web.actor(meeting_id, Permission.READ_ROLL)
    site_id = _wanted_site(web.body(ListForm).site)
    _check_site(meeting_id, site_id)
    list_store = _list_store()
    if list_store.read(meeting_id, site_id) is AttendanceListState.RUNNING:
        raise Conflict(N_("Danh sách đang được tạo. Xin chờ giây lát."))
    list_store.write(meeting_id, site_id, AttendanceListState.RUNNING)
    wanted = {} if site_id is None else {"site_id": site_id}
    web.store().bulk_jobs.enqueue(
        ATTENDANCE_LIST_JOB, priority=20, meeting_id=meeting_id, **wanted
    )
    return "", 204


def state(meeting_id: int) -> ResponseReturnValue:
    """Say how far a list is, `?site=` a number or `all`."""
    site_id = _site_argument()
    _check_site(meeting_id, site_id)
    list_store = _list_store()
    done, total = list_store.progress(meeting_id, site_id)
    return jsonify(state=list_store.read(meeting_id, site_id), done=done, total=total)


def take(meeting_id: int) -> Response:
    """Give a list as a file, `?kind=pdf` or `xlsx`.

    :raises NotFound: there is none.
    """
    site_id, kind = _site_argument(), request.args.get("kind", "")
    _check_site(meeting_id, site_id)
    list_store = _list_store()
    is_ready = list_store.read(meeting_id, site_id) is AttendanceListState.READY
    if kind not in LIST_MEDIA_TYPES or not is_ready:
        raise NotFound(N_("Chưa có danh sách. Xin bấm “Tạo danh sách”."))
    root, place = web.store().files.root, list_store.place(meeting_id, site_id, kind)
    whole = " toàn hội nghị" if site_id is None else ""
    return x_accel.send_download(
        root, place, f"Danh sách điểm danh{whole}.{kind}", LIST_MEDIA_TYPES[kind]
    )


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>/roll/list"
    blueprint.post(base)(begin)
    blueprint.get(f"{base}/state")(state)
    blueprint.get(base)(take)
