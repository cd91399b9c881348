"""Routes of the secretary to request, follow, cancel and download handouts."""

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, Invalid, NotFound
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.handouts import queries
from kiosk.handouts.export import HANDOUT, last_spec
from kiosk.handouts.logos import logo_path, store_logo
from kiosk.handouts.rules import (
    KINDS_WITH_BADGE,
    SHEET_LABELS,
    BadgeSheet,
    HandoutKind,
    HandoutOrder,
    HandoutSpec,
    InvitationText,
)
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import PinMode
from kiosk.roles import Permission
from kiosk.vietnamese import nfc
from kiosk.web import request as web

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


def _export(meeting_id: int, kind: HandoutKind) -> Export:
    return exports_of(HANDOUT).read(f"{meeting_id}-{kind}")


def _permitted(meeting_id: int, kind: str) -> Export:
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    return _export(meeting_id, _kind(kind))


@blueprint.get("")
def show(meeting_id: int) -> str:
    """Show what can be printed."""
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    with web.store().read_session() as session:
        counts = queries.recipient_counts(session, meeting_id)
        meeting = get_meeting(session, meeting_id)
        title, prints_pins = meeting.title, meeting.pin_mode == PinMode.PRINTED
    base, files = _base(), web.store().files.root
    return render_template(
        "handouts/page.html",
        actor=actor,
        title=title,
        prints_pins=prints_pins,
        counts=counts,
        specs={kind: last_spec(files, meeting_id, kind) for kind in HandoutKind},
        sheets=SHEET_LABELS,
        many=SPLIT_BY_SITE_FROM,
        base=base,
        is_loopback=_is_loopback(base),
        has_logo=logo_path(files, meeting_id).is_file(),
        HandoutKind=HandoutKind,
    )


@blueprint.post("/<kind>")
def begin(meeting_id: int, kind: str) -> ResponseReturnValue:
    """Have a handout made of the meeting as it is now.

    :raises Conflict: it is being made.
    """
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    wanted = _kind(kind)
    spec = web.body(HandoutForm).spec(wanted)
    order = msgspec.json.encode(HandoutOrder(spec, _base(), actor.label)).decode()
    return begin_export(HANDOUT, f"{meeting_id}-{wanted}", options=order)


@blueprint.get("/<kind>/state")
def state(meeting_id: int, kind: str) -> Response:
    """Say how far a handout is."""
    return export_state(_permitted(meeting_id, kind))


@blueprint.post("/<kind>/cancel")
def cancel(meeting_id: int, kind: str) -> ResponseReturnValue:
    """End a handout in the making; one that is not being made is no error."""
    exports_of(HANDOUT).cancel(_permitted(meeting_id, kind).key)
    return "", 204


@blueprint.get("/<kind>")
def take(meeting_id: int, kind: str) -> Response:
    """Give a handout as a file.

    :raises NotFound: there is none, or none any more.
    """
    export = _permitted(meeting_id, kind)
    suffix = export.suffixes[0] if export.suffixes else ""
    return send_export(HANDOUT, export, FILE_NAMES[HandoutKind(kind)], suffix)


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
    store_logo(web.store().files.root, meeting_id, picture)
    return "", 204


@blueprint.post("/logo/remove")
def remove_logo(meeting_id: int) -> ResponseReturnValue:
    """Print badges without a logo again."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    logo_path(web.store().files.root, meeting_id).unlink(missing_ok=True)
    return "", 204
