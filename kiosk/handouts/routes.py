"""Routes of the secretary to request, follow, cancel and download handouts."""

import ipaddress
import secrets
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.errors import N_, Conflict, Invalid, NotFound
from kiosk.handouts import queries
from kiosk.handouts.job import HANDOUT_JOB
from kiosk.handouts.rules import (
    KINDS_WITH_BADGE,
    SHEET_LABELS,
    UNFINISHED_STATES,
    BadgeSheet,
    Handout,
    HandoutKind,
    HandoutSpec,
    HandoutState,
    InvitationText,
)
from kiosk.handouts.store import HandoutStore
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import PinMode
from kiosk.roles import Permission
from kiosk.vietnamese import nfc
from kiosk.web import request as web
from kiosk.web import x_accel

blueprint = Blueprint("handouts", __name__, url_prefix="/m/<int:meeting_id>/handouts")

# From so many people on a file for each site is proposed.
SPLIT_BY_SITE_FROM = 1000
MAX_LOGO_BYTES = 500_000
LOGO_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
FILE_NAMES = {
    HandoutKind.BADGES: "Thẻ đại biểu",
    HandoutKind.INVITATIONS: "Giấy mời",
    HandoutKind.DESK_LISTS: "Danh sách bàn tiếp đón",
    HandoutKind.PINS: "Phiếu mã PIN",
}

Line = Annotated[str, msgspec.Meta(max_length=300)]
Lines = Annotated[str, msgspec.Meta(max_length=2000)]


class HandoutForm(msgspec.Struct, forbid_unknown_fields=True):
    """What to print; the fields of the letter are for invitations only."""

    sheet: BadgeSheet = BadgeSheet.A4_2X4
    by_site: bool = False
    only_new: bool = False
    renew_old: bool = False
    number: Line = ""
    superior: Line = ""
    written_at: Line = ""
    summary: Line = ""
    chair: Line = ""
    notes: Lines = ""
    authority: Line = ""
    position: Line = ""
    signer: Line = ""
    recipients: Lines = ""

    def spec(self, kind: HandoutKind) -> HandoutSpec:
        """Return it as the worker takes it."""
        letter = {
            name: nfc(getattr(self, name)) for name in InvitationText.__struct_fields__
        }
        return HandoutSpec(
            kind,
            self.sheet,
            by_site=self.by_site,
            only_new=self.only_new and kind is HandoutKind.BADGES,
            renew_old=self.renew_old and kind in KINDS_WITH_BADGE,
            letter=InvitationText(**letter),
        )


def _handout_store() -> HandoutStore:
    return HandoutStore(web.store().files.root)


def _kind(word: str) -> HandoutKind:
    try:
        return HandoutKind(word)
    except ValueError:
        raise NotFound(N_("Không có loại bản in này.")) from None


def _base() -> str:
    return web.store().config.public_url or request.host_url


def _is_loopback(base: str) -> bool:
    host = urlsplit(base).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _handout_json(handout: Handout) -> dict[str, object]:
    return {
        "state": handout.state,
        "done": handout.done,
        "total": handout.total,
        "left_out": handout.left_out,
        "refusal": gettext(handout.refusal) if handout.refusal else "",
        "is_archive": handout.file.endswith(".zip"),
    }


@blueprint.get("")
def show(meeting_id: int) -> str:
    """Show what can be printed."""
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    with web.store().read_session() as session:
        counts = queries.recipient_counts(session, meeting_id)
        meeting = get_meeting(session, meeting_id)
        title, prints_pins = meeting.title, meeting.pin_mode == PinMode.PRINTED
    handout_store, base = _handout_store(), _base()
    known = {kind: handout_store.read(meeting_id, kind) for kind in HandoutKind}
    specs = {kind: handout.spec or HandoutSpec(kind) for kind, handout in known.items()}
    return render_template(
        "handouts/page.html",
        actor=actor,
        title=title,
        prints_pins=prints_pins,
        counts=counts,
        specs=specs,
        sheets=SHEET_LABELS,
        many=SPLIT_BY_SITE_FROM,
        base=base,
        is_loopback=_is_loopback(base),
        has_logo=handout_store.logo(meeting_id).is_file(),
        HandoutKind=HandoutKind,
    )


@blueprint.post("/<kind>")
def begin(meeting_id: int, kind: str) -> ResponseReturnValue:
    """Have a handout made of the meeting as it is now.

    :raises Conflict: it is being made.
    """
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    wanted, handout_store = _kind(kind), _handout_store()
    spec = web.body(HandoutForm).spec(wanted)
    if handout_store.read(meeting_id, wanted).state in UNFINISHED_STATES:
        raise Conflict(N_("Bản in đang được tạo. Xin chờ giây lát, hoặc bấm Huỷ."))
    ticket = secrets.token_hex(8)
    handout = Handout(HandoutState.WAITING, ticket, spec, _base(), actor.label)
    handout_store.write(meeting_id, wanted, handout)
    web.store().bulk_jobs.enqueue(
        HANDOUT_JOB, priority=20, meeting_id=meeting_id, kind=str(wanted), ticket=ticket
    )
    return "", 204


@blueprint.get("/<kind>/state")
def state(meeting_id: int, kind: str) -> ResponseReturnValue:
    """Say how far a handout is."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    return jsonify(_handout_json(_handout_store().read(meeting_id, _kind(kind))))


@blueprint.post("/<kind>/cancel")
def cancel(meeting_id: int, kind: str) -> ResponseReturnValue:
    """End a handout in the making; one that is not being made is no error."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    handout_store = _handout_store()
    known = handout_store.read(meeting_id, _kind(kind))
    if known.state in UNFINISHED_STATES:
        handout_store.cancel(meeting_id, known.ticket)
    return "", 204


@blueprint.get("/<kind>")
def take(meeting_id: int, kind: str) -> Response:
    """Give a handout as a file.

    :raises NotFound: there is none, or none any more.
    """
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    handout_store, wanted = _handout_store(), _kind(kind)
    known = handout_store.read(meeting_id, wanted)
    path = handout_store.path(meeting_id, known.file)
    if known.state is not HandoutState.READY or not path.is_file():
        raise NotFound(N_("Chưa có bản in, hoặc bản in đã được xoá. Xin tạo lại."))
    media_type = "application/zip" if path.suffix == ".zip" else "application/pdf"
    root, place = web.store().files.root, handout_store.place(meeting_id, known)
    name = FILE_NAMES[wanted] + path.suffix
    return x_accel.send_download(root, place, name, media_type)


@blueprint.post("/logo")
def keep_logo(meeting_id: int) -> ResponseReturnValue:
    """Keep the picture that stands on the meeting's badges.

    :raises Invalid: it is no PNG or JPEG, or too large.
    """
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    picture = request.get_data()
    if len(picture) > MAX_LOGO_BYTES:
        raise Invalid(N_("Biểu trưng lớn hơn 500 KB. Xin chọn ảnh nhỏ hơn."))
    if not picture.startswith(LOGO_SIGNATURES):
        raise Invalid(N_("Biểu trưng phải là ảnh PNG hoặc JPEG."))
    _handout_store().keep_logo(meeting_id, picture)
    return "", 204


@blueprint.post("/logo/remove")
def remove_logo(meeting_id: int) -> ResponseReturnValue:
    """Print badges without a logo again."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    _handout_store().logo(meeting_id).unlink(missing_ok=True)
    return "", 204
