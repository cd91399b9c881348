"""Make and revoke control tokens, and do what their devices ask for."""

import datetime as dt

from sqlalchemy import func, select

from kiosk.agenda.queries import agenda
from kiosk.control.models import ControlToken
from kiosk.control.queries import get_token
from kiosk.control.rules import (
    MAX_TOKENS,
    ControlScope,
    check_token,
    item_after,
    step_page,
)
from kiosk.documents.models import Document
from kiosk.errors import N_, Conflict, Invalid
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.pagesync.actions import call_item, turn_page
from kiosk.pagesync.queries import live_page
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc

USE_WRITTEN_EVERY = dt.timedelta(minutes=1)


def make_token(
    work: UnitOfWork,
    *,
    actor: Actor,
    key: bytes,
    name: str,
    scopes: frozenset[ControlScope],
) -> tuple[int, str]:
    """Make a token; return its id and the token itself, which is not stored.

    :raises Invalid: it has no name or no scope, or there are too many.
    :raises Conflict: the meeting is closed.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    clean = " ".join(nfc(name).split())
    check_token(clean, scopes)
    count = work.session.scalar(
        select(func.count(ControlToken.id)).where(
            ControlToken.meeting_id == actor.meeting_id,
            ControlToken.revoked_at.is_(None),
        )
    )
    if (count or 0) >= MAX_TOKENS:
        raise Invalid(
            N_("Đã có {limit} thiết bị điều khiển. Xin thu hồi bớt."), limit=MAX_TOKENS
        )
    secret = new_secret()
    token = ControlToken(
        meeting_id=actor.meeting_id,
        name=clean,
        token_hash=hash_secret(key, "control", secret),
        scopes=" ".join(sorted(scopes)),
        made_by=actor.name,
        made_at=work.now,
    )
    work.session.add(token)
    work.session.flush()
    return token.id, secret


def revoke_token(work: UnitOfWork, *, actor: Actor, token_id: int) -> None:
    """Revoke a token; one that is revoked stays as it is.

    :raises NotFound: the meeting has no such token.
    """
    token = get_token(work.session, actor.meeting_id, token_id)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = work.now, actor.name


def note_use(work: UnitOfWork, *, token_id: int) -> None:
    """Store that a token was used now."""
    work.session.get_one(ControlToken, token_id).last_used_at = work.now


def turn_by(work: UnitOfWork, *, actor: Actor, step: int) -> None:
    """Show the page `step` after the one shown.

    :raises Conflict: no page is shown.
    :raises Invalid: the document ends there.
    :raises Forbidden: a member has the lead.
    """
    live = live_page(work.session, actor.meeting_id)
    document = (
        work.session.get(Document, live.document_id) if live.document_id else None
    )
    if document is None:
        raise Conflict(N_("Chưa chiếu tài liệu nào."), code="nothing_shown")
    page = step_page(live.page, document.page_count, step)
    turn_page(work, actor=actor, document_id=document.id, page=page)


def call_next_item(work: UnitOfWork, *, actor: Actor) -> None:
    """Make the item after the current one the current one.

    :raises Invalid: there is none.
    """
    lines = agenda(work.session, actor.meeting_id, Role.CHAIR)
    current = live_page(work.session, actor.meeting_id).item_id
    item_id = item_after([line.item.id for line in lines], current)
    call_item(work, actor=actor, item_id=item_id)
