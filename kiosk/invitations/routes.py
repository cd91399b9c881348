"""The secretariat's screen of invitations, and the page of the personal link."""

from dataclasses import dataclass

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.accounts.link_rates import counted_link
from kiosk.config import Config
from kiosk.errors import N_, Conflict
from kiosk.invitations import actions, queries
from kiosk.invitations.rules import (
    ANSWER_LABELS,
    INVITE_JOB,
    RSVP_PATH,
    Answer,
    ContactForm,
    InvitationLink,
    InvitationReply,
    PastedContactsForm,
)
from kiosk.invitations.tokens import stored_hash
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.language import screen_long_date

blueprint = Blueprint("invitations", __name__)
MEETING_LINKS = (
    MeetingLink("invitations.show", N_("Giấy mời qua thư"), Permission.PREPARE_MEETING),
)
_OF_MEETING = "/m/<int:meeting_id>/invitations"


@dataclass(frozen=True)
class _Missing:
    """Settings without which no invitation can be sent."""

    mail_server: bool
    address: bool

    @property
    def is_any(self) -> bool:
        """Return whether something is missing."""
        return self.mail_server or self.address


def _missing(config: Config) -> _Missing:
    return _Missing(not config.smtp_host, not config.public_url)


@blueprint.get(_OF_MEETING)
def show(meeting_id: int) -> str:
    """Show the invited members with their answers."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    store = web.store()
    with store.read_session() as session:
        meeting = get_meeting(session, meeting_id)
        lines = queries.invitation_lines(session, meeting_id)
    return render_template(
        "invitations/invitations.html",
        actor=actor,
        meeting=meeting,
        lines=lines[: queries.LISTED],
        counts=queries.count_lines(lines),
        missing=_missing(store.config),
        labels=ANSWER_LABELS,
        Answer=Answer,
    )


def _check_settings() -> None:
    if _missing(web.store().config).is_any:
        raise Conflict(N_("Người quản trị chưa đặt máy chủ thư và địa chỉ máy chủ."))


@blueprint.post(f"{_OF_MEETING}/send")
def send(meeting_id: int) -> ResponseReturnValue:
    """Order the invitations that were not sent yet; the worker makes them."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    _check_settings()
    store, key = web.store(), device_cookies.server_key()
    with store.unit_of_work(actor.label) as work:
        count = actions.order_invitations(work, actor=actor, key=key)
        endpoint = device_cookies.client_endpoint()
        log_act(work, AccessAction.EXPORT_BEGUN, actor, endpoint, "invitations")
        work.after_commit(
            lambda: store.bulk_jobs.enqueue(INVITE_JOB, meeting_id=meeting_id)
        )
    return jsonify(count=count)


@blueprint.post(f"{_OF_MEETING}/remind")
def remind(meeting_id: int) -> ResponseReturnValue:
    """Remind those who have not answered."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    _check_settings()
    with web.store().unit_of_work(actor.label) as work:
        key = device_cookies.server_key()
        count = actions.remind(work, actor=actor, key=key)
    return jsonify(count=count)


@blueprint.post(f"{_OF_MEETING}/contacts")
def paste(meeting_id: int) -> ResponseReturnValue:
    """Take a pasted list of names and addresses."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(PastedContactsForm)
    with web.store().unit_of_work(actor.label) as work:
        taken = actions.paste_contacts(work, actor=actor, text=form.text)
    return jsonify(
        taken=taken.taken,
        unknown=taken.unknown,
        ambiguous=taken.ambiguous,
        wrong=taken.wrong,
    )


@blueprint.post(f"{_OF_MEETING}/contacts/<int:member_id>")
def set_contact(meeting_id: int, member_id: int) -> ResponseReturnValue:
    """Set where, and in which language, a member receives e-mail."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ContactForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.set_member_contact(work, actor=actor, member_id=member_id, form=form)
    return "", 204


@blueprint.get(RSVP_PATH)
def show_personal() -> str:
    """Show the page of the personal link; its script reads the fragment."""
    return render_template("invitations/rsvp.html", Answer=Answer)


def _valid_page(token: str) -> queries.InvitationPage:
    """Return what a personal link shows, before anything is written.

    :raises NotFound: the token belongs to no invitation.
    :raises TooManyAttempts: the link or the address has sent too many requests.
    """
    key = device_cookies.server_key()
    with (
        counted_link(stored_hash(key, token)),
        web.store().read_session() as session,
    ):
        return queries.invitation_page(session, key, token)


@blueprint.post(f"{RSVP_PATH}/open")
def open_personal() -> ResponseReturnValue:
    """Return the invitation of a personal link."""
    page = _valid_page(web.body(InvitationLink).token)
    shown = {name: getattr(page, name) for name in page.__struct_fields__}
    shown["day"] = screen_long_date(shown.pop("starts_at"))
    return jsonify(shown)


@blueprint.post(f"{RSVP_PATH}/answer")
def answer() -> ResponseReturnValue:
    """Take the answer of the holder of a personal link."""
    form = web.body(InvitationReply)
    _valid_page(form.token)
    with web.store().unit_of_work("invitation") as work:
        actions.answer_invitation(work, key=device_cookies.server_key(), form=form)
    return "", 204
