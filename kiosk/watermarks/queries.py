"""Content of a reader's watermark, and which images and documents need one."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.accounts.models import SignIn
from kiosk.clock import VIETNAM
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import THUMBNAIL_WIDTH, Publication
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role
from kiosk.vietnamese import clock_time, short_date
from kiosk.watermarks.rules import Watermark


def watermark_for(session: Session, actor: Actor) -> Watermark:
    """Return the watermark on pages that the actor sees."""
    started_at = session.execute(
        select(SignIn.started_at).where(SignIn.id == actor.sign_in_id)
    ).scalar_one()
    name, unit = actor.name, ""
    member = session.get(Member, actor.member_id) if actor.member_id else None
    if member is not None:
        name, unit = member.full_name, member.unit or member.position
    if actor.role is Role.WALL or not unit:
        # A wall screen is marked with the name of the organising body.
        unit = session.get_one(Meeting, actor.meeting_id).body_name
    moment = started_at.astimezone(VIETNAM)
    return Watermark(name, unit, f"{clock_time(moment)} {short_date(moment)}")


def is_thumbnail(session: Session, document_id: int, sha256: str) -> bool:
    """Tell whether an image is only used as a thumbnail, too small to be read."""
    widest = session.execute(
        select(func.max(PageImage.width))
        .join(Page, PageImage.page_id == Page.id)
        .where(Page.document_id == document_id, PageImage.sha256 == sha256)
    ).scalar_one()
    return widest == THUMBNAIL_WIDTH


def watermarked_documents(session: Session) -> set[int]:
    """Return the documents whose drawn pages may be requested again."""
    return set(
        session.scalars(
            select(Document.id).where(
                Document.is_marked, Document.publication != Publication.WITHDRAWN
            )
        )
    )
