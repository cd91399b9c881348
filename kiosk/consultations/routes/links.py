"""Answering by personal link, without signing in.

The page is the same for everybody; its script sends the secret, which stands in the
fragment of the address, in the body of each request.
"""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.link_rates import counted_link
from kiosk.consultations import queries
from kiosk.consultations.actions.answering import answer_by_link
from kiosk.consultations.links import LINK_PAGE, link_hash_of
from kiosk.consultations.routes.answering import send_document, sheet_reply
from kiosk.consultations.rules import ANSWER_LABELS, ConsultationAnswerForm
from kiosk.identity import member_label
from kiosk.web import request as web
from kiosk.web.device_cookies import client_endpoint, server_key

Secret = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{22}$")]


class LinkHolderForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a request by personal link."""

    secret: Secret


class LinkAnswerForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of an answer by personal link."""

    secret: Secret
    answer: ConsultationAnswerForm


def show_link() -> ResponseReturnValue:
    """Show the page of personal links; who opens it is not known yet."""
    return render_template("consultations/answer.html", answers=ANSWER_LABELS)


def _valid_link(secret: str) -> str:
    """Return the hash of a link that is valid now.

    It is looked up before anything is written, so that guesses never hold the lock of
    the one writer.

    :raises NotFound: it is not valid any more.
    :raises TooManyAttempts: the link or the address has sent too many requests.
    """
    link_hash = link_hash_of(server_key(), secret)
    with counted_link(link_hash), web.store().read_session() as session:
        queries.recipient_of_link(session, link_hash)
    return link_hash


def sheet_of_link() -> Response:
    """Return what is asked, and the answer so far."""
    link_hash = _valid_link(web.body(LinkHolderForm).secret)
    with web.store().read_session() as session:
        found = queries.recipient_of_link(session, link_hash)
        return sheet_reply(queries.answer_sheet(session, *found, clock.now()))


def answer_of_link() -> ResponseReturnValue:
    """Store the answer of the link's holder."""
    form = web.body(LinkAnswerForm)
    link_hash = _valid_link(form.secret)
    with web.store().unit_of_work("consultation-link") as work:
        stored = answer_by_link(work, link_hash=link_hash, form=form.answer)
        holder = member_label(stored.member_id) if stored.member_id else ""
        used, detail = AccessAction.CONSULTATION_LINK_USED, str(stored.id)
        log_access(work, used, holder, client_endpoint(), detail)
        revision = stored.revision
    return jsonify(revision=revision)


def document_of_link(document_id: int) -> Response:
    """Return a document that goes with the consultation."""
    link_hash = _valid_link(web.body(LinkHolderForm).secret)
    with web.store().read_session() as session:
        consultation, _ = queries.recipient_of_link(session, link_hash)
        document = queries.sent_document(
            session, consultation, document_id, clock.now()
        )
        return send_document(document.original_sha256, document.file_name)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get(LINK_PAGE)(show_link)
    blueprint.post(f"{LINK_PAGE}/sheet")(sheet_of_link)
    blueprint.post(f"{LINK_PAGE}/answer")(answer_of_link)
    blueprint.post(f"{LINK_PAGE}/documents/<int:document_id>")(document_of_link)
