"""List what of a meeting can be marked public, for its secretary."""

from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.public_pages.content import (
    is_showable_document,
    is_showable_vote,
    public_meeting,
)
from kiosk.public_pages.models import Publicity
from kiosk.public_pages.rules import PublicKind
from kiosk.voting.queries.votes import votes_of


class ShowableThing(msgspec.Struct, frozen=True):
    """A thing of a meeting, its address if marked, and whether it can be shown now."""

    kind: PublicKind
    id: int
    title: str
    token: str
    is_showable: bool


def showable_things(
    session: Session, meeting_id: int, title: str
) -> list[ShowableThing]:
    """Return the agenda, the documents and the votes of a meeting."""
    is_there = public_meeting(session, meeting_id) is not None
    documents = session.scalars(
        select(Document)
        .where(
            Document.meeting_id == meeting_id,
            Document.publication != Publication.REPLACED,
        )
        .order_by(Document.ordinal, Document.id)
    )
    return [
        _thing(session, PublicKind.AGENDA, meeting_id, title, is_there),
        *(
            _thing(
                session,
                PublicKind.DOCUMENT,
                one.id,
                one.title,
                is_there and is_showable_document(session, one),
            )
            for one in documents.all()
        ),
        *(
            _thing(
                session,
                PublicKind.VOTE,
                one.id,
                one.title,
                is_there and is_showable_vote(session, one),
            )
            for one in votes_of(session, meeting_id, all_states=False)
            if not one.is_rehearsal
        ),
    ]


def _thing(
    session: Session,
    kind: PublicKind,
    thing_id: int,
    title: str,
    is_showable: bool,  # noqa: FBT001 passed on
) -> ShowableThing:
    token = session.scalar(select(Publicity.token).where(REFERENCES[kind] == thing_id))
    return ShowableThing(kind, thing_id, title, token or "", is_showable)


REFERENCES: dict[PublicKind, Any] = {
    PublicKind.AGENDA: Publicity.meeting_id,
    PublicKind.DOCUMENT: Publicity.document_id,
    PublicKind.VOTE: Publicity.vote_id,
    PublicKind.ISSUED_DOCUMENT: Publicity.issued_id,
}
