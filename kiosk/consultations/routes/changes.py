"""Changes of consultations by the secretariat."""

import datetime as dt
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.badges.qr import qr_outline
from kiosk.consultations.actions import answering, preparing, running
from kiosk.consultations.links import LINK_PAGE
from kiosk.consultations.rules import ConsultationAnswerForm, ConsultationDetails
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web.device_cookies import client_endpoint, server_key


class ChangeConsultationForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a changed draft, and the revision it was opened upon."""

    details: ConsultationDetails
    revision: int


class OpenConsultationForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form that sends a draft: the revision that was read."""

    revision: int


class DeadlineForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a new deadline, with a time zone."""

    deadline: Annotated[dt.datetime, msgspec.Meta(tz=True)]


class LinkForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form that asks for a personal link; a new one ends the one before."""

    is_new: bool = False


def add(meeting_id: int) -> ResponseReturnValue:
    """Add a draft."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ConsultationDetails)
    with web.store().unit_of_work(actor.label) as work:
        added = preparing.add_consultation(work, actor=actor, details=form)
        answer = {"id": added.id, "revision": added.revision}
    return jsonify(answer), 201


def change(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Replace a draft."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ChangeConsultationForm)
    with web.store().unit_of_work(actor.label) as work:
        revision = preparing.change_consultation(
            work,
            actor=actor,
            consultation_id=consultation_id,
            revision=form.revision,
            details=form.details,
        )
    return jsonify(revision=revision)


def remove(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Remove a draft."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().unit_of_work(actor.label) as work:
        preparing.remove_consultation(
            work, actor=actor, consultation_id=consultation_id
        )
    return "", 204


def send(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Send a draft to all who are asked."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(OpenConsultationForm)
    with web.store().unit_of_work(actor.label) as work:
        running.open_consultation(
            work,
            server_key(),
            actor=actor,
            consultation_id=consultation_id,
            revision=form.revision,
        )
    return "", 204


def move_deadline(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Set another deadline."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(DeadlineForm)
    with web.store().unit_of_work(actor.label) as work:
        running.move_deadline(
            work,
            actor=actor,
            consultation_id=consultation_id,
            deadline=form.deadline,
        )
    return "", 204


def remind(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Remind all who have not answered."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().unit_of_work(actor.label) as work:
        count = running.remind_now(
            work, server_key(), actor=actor, consultation_id=consultation_id
        )
    return jsonify(count=count)


def close(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Close a consultation."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().unit_of_work(actor.label) as work:
        running.close_consultation(work, actor=actor, consultation_id=consultation_id)
    return "", 204


def link(
    meeting_id: int, consultation_id: int, recipient_id: int
) -> ResponseReturnValue:
    """Return a personal link, and its QR code as the path of an SVG."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(LinkForm)
    with web.store().unit_of_work(actor.label) as work:
        shown, detail = AccessAction.CONSULTATION_LINK_SHOWN, str(recipient_id)
        log_act(work, shown, actor, client_endpoint(), detail)
        secret = running.personal_link(
            work,
            server_key(),
            actor=actor,
            place=(consultation_id, recipient_id),
            is_new=form.is_new,
        )
    base = web.store().config.public_url or request.host_url
    address = f"{base.rstrip('/')}{LINK_PAGE}#{secret}"
    width, path = qr_outline(address)
    reply = jsonify(address=address, width=width, path=path)
    reply.headers["Cache-Control"] = "no-store"
    return reply


def enter_answer(
    meeting_id: int, consultation_id: int, recipient_id: int
) -> ResponseReturnValue:
    """Enter an answer that came on paper."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ConsultationAnswerForm)
    with web.store().unit_of_work(actor.label) as work:
        stored = answering.enter_paper_answer(
            work,
            actor=actor,
            consultation_id=consultation_id,
            recipient_id=recipient_id,
            form=form,
        )
        revision = stored.revision
    return jsonify(revision=revision)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>/consultations"
    one = f"{base}/<int:consultation_id>"
    recipient = f"{one}/recipients/<int:recipient_id>"
    blueprint.post(base)(add)
    blueprint.post(one)(change)
    blueprint.post(f"{one}/remove")(remove)
    blueprint.post(f"{one}/send")(send)
    blueprint.post(f"{one}/deadline")(move_deadline)
    blueprint.post(f"{one}/remind")(remind)
    blueprint.post(f"{one}/close")(close)
    blueprint.post(f"{recipient}/link")(link)
    blueprint.post(f"{recipient}/answer")(enter_answer)
