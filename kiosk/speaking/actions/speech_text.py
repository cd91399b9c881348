"""Show the text of a prepared speech when its speaker gets the floor."""

from kiosk.agenda.queries import roles_that_see
from kiosk.documents.access_rules import may_read
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.identity import Actor
from kiosk.pagesync.actions import show_document
from kiosk.pagesync.queries import live_page
from kiosk.roles import Role
from kiosk.speaking.models import FloorRequest, Speech
from kiosk.speaking.queries.requests import settings_of
from kiosk.speaking.rules import SpeechKind
from kiosk.storage.unit_of_work import UnitOfWork

# Whoever sees the hall's screens: the delegates, not all guests.
_HALL = Role.WALL


def show_text(
    work: UnitOfWork, *, actor: Actor, request: FloorRequest, speech: Speech
) -> None:
    """Turn the shown page to the text of a prepared speech that begins.

    What was shown before is kept with the speech. Nothing is turned if the meeting does
    not want it, if the hall may not read the text, or while somebody else leads.
    """
    document = _text_for_the_hall(work, request)
    if document is None or not settings_of(work.session, actor.meeting_id).shows_texts:
        return
    live = live_page(work.session, actor.meeting_id)
    is_led = live.leader_id not in {None, actor.member_id, request.member_id}
    if is_led or live.document_id == document.id:
        return
    speech.text_document_id = document.id
    speech.back_document_id, speech.back_page = live.document_id, live.page
    show_document(work, actor=actor, document=document)


def _text_for_the_hall(work: UnitOfWork, request: FloorRequest) -> Document | None:
    """Return the text if it can be shown in the hall now."""
    if request.kind != SpeechKind.PREPARED_SPEECH or request.document_id is None:
        return None
    document = work.session.get(Document, request.document_id)
    if document is None or document.item_id is None or not document.page_count:
        return None
    if document.publication != Publication.PUBLISHED:
        return None
    sees_item = _HALL in roles_that_see(work.session, document.item_id)
    is_readable = may_read(_HALL, document, sees_item=sees_item, now=work.now)
    return document if is_readable else None
