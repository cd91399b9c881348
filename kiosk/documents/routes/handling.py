"""How readers may handle a paper: their names on it, kept or not, and how long."""

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
    """Whether each reader's name stands on it, and whether readers may keep it."""

    is_marked: bool
    is_kept: bool


class ReadUntilForm(msgspec.Struct, forbid_unknown_fields=True):
    """When it is taken back by itself: a moment (empty: none), at the end."""

    readable_until: str
    until_close: bool

    def moment(self) -> dt.datetime | None:
        """Return the moment; without a zone of its own it is Vietnamese time.

        :raises Invalid: it is none.
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
    """Say when it is taken back by itself."""
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
    """Say how readers may handle it."""
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
