"""Request, follow and download attendance lists."""

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kiosk.checkins.lists.export import ALL_SITES, ATTENDANCE_LIST
from kiosk.checkins.queries.gates import permitted_sites
from kiosk.checkins.queries.scope import permitted_site
from kiosk.errors import N_, Forbidden, NotFound
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.roles import Permission
from kiosk.web import request as web


class ListForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whose list; 0: of those who belong to no site; "all": of the whole meeting."""

    site: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | Literal["all"]


def _wanted_site(site: int | str) -> int | None:
    return None if site == ALL_SITES else int(site)


def _site_argument() -> int | None:
    """Return the site that the address names; None: it asks for all of them."""
    if request.args.get("site") == ALL_SITES:
        return None
    return request.args.get("site", 0, int)


def _key(meeting_id: int, site_id: int | None) -> str:
    return f"{meeting_id}-{ALL_SITES if site_id is None else site_id}"


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
    return begin_export(ATTENDANCE_LIST, _key(meeting_id, site_id))


def state(meeting_id: int) -> Response:
    """Say how far a list is, `?site=` a number or `all`."""
    site_id = _site_argument()
    _check_site(meeting_id, site_id)
    return export_state(exports_of(ATTENDANCE_LIST).read(_key(meeting_id, site_id)))


def take(meeting_id: int) -> Response:
    """Give a list as a file, `?kind=pdf` or `xlsx`.

    :raises NotFound: there is none.
    """
    site_id, suffix = _site_argument(), request.args.get("kind", "")
    _check_site(meeting_id, site_id)
    export = exports_of(ATTENDANCE_LIST).read(_key(meeting_id, site_id))
    whole = " toàn hội nghị" if site_id is None else ""
    return send_export(ATTENDANCE_LIST, export, f"Danh sách điểm danh{whole}", suffix)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>/roll/list"
    blueprint.post(base)(begin)
    blueprint.get(f"{base}/state")(state)
    blueprint.get(base)(take)
