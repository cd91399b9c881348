"""Routes that set how a document may be read: watermarks, keeping, end."""

import datetime as dt

import msgspec
from flask import Blueprint
from flask.typing import ResponseReturnValue

from kiosk.clock import VIETNAM
from kiosk.documents.actions import publication, reading_policy
from kiosk.errors import N_, Invalid
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("handling", __name__)


class ReadingPolicyForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether pages carry watermarks, and whether readers may keep the document."""

    is_marked: bool
    is_kept: bool


class ReadUntilForm(msgspec.Struct, forbid_unknown_fields=True):
    """When it is withdrawn automatically: time (empty: none), end of meeting."""

    readable_until: str
    until_close: bool

    def moment(self) -> dt.datetime | None:
        """Return the time; without an offset it is Vietnamese time.

        :raises Invalid: it is not a valid time.
        """
        if not self.readable_until:
            return None
        try:
            at = dt.datetime.fromisoformat(self.readable_until)
        except ValueError as error:
            raise Invalid(
                N_("Xin chọn ngày giờ thôi đọc, hoặc để trống."), code="no_until"
            ) from error
        return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


@blueprint.post("/<int:document_id>/limits")
def limit(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Set when a document is withdrawn automatically."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ReadUntilForm)
    with web.store().unit_of_work(actor.label) as work:
        publication.set_read_until(
            work,
            actor=actor,
            document_id=document_id,
            readable_until=form.moment(),
            until_close=form.until_close,
        )
    return "", 204


@blueprint.post("/<int:document_id>/handling")
def handle(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Set how a document may be read."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ReadingPolicyForm)
    with web.store().unit_of_work(actor.label) as work:
        reading_policy.set_reading_policy(
            work,
            actor=actor,
            document_id=document_id,
            is_marked=form.is_marked,
            is_kept=form.is_kept,
        )
    return "", 204
