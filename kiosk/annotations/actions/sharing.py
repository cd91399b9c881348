"""Share own notes with other members, and withdraw shares.

No event is recorded; the devices of the members concerned are notified.
"""

from sqlalchemy import delete, func, select

from kiosk.annotations import queries
from kiosk.annotations.models import Annotation, AnnotationShare
from kiosk.annotations.rules import READERS_PER_NOTE
from kiosk.annotations.shared_notes import roles_to_share_with
from kiosk.documents.queries import readable_document
from kiosk.errors import N_, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.storage.unit_of_work import UnitOfWork


def share_notes(
    work: UnitOfWork, *, actor: Actor, keys: list[str], reader_id: int
) -> set[int]:
    """Share these of the actor's notes with a member; return the members concerned.

    :raises NotFound: there is no such note, or the member may not read its document.
    :raises Invalid: it is shared with `READERS_PER_NOTE` members already.
    """
    notes = _own_notes(work, actor, keys)
    reader = work.session.get(Member, reader_id)
    if reader is None or reader.meeting_id != actor.meeting_id:
        raise _no_reader()
    for document_id in {note.document_id for note in notes}:
        document = readable_document(work.session, actor, document_id)
        if Role(reader.role) not in roles_to_share_with(work.session, document):
            raise _no_reader()
    if reader_id == actor.member_id:
        raise _no_reader()
    for note in notes:
        _share(work, note, reader_id)
    return {reader_id}


def _share(work: UnitOfWork, note: Annotation, reader_id: int) -> None:
    session = work.session
    if session.get(AnnotationShare, (note.id, reader_id)) is not None:
        return
    readers = session.scalar(
        select(func.count()).where(AnnotationShare.annotation_id == note.id)
    )
    if (readers or 0) >= READERS_PER_NOTE:
        raise Invalid(
            N_("Ghi chú này đã chia sẻ cho {most} người, không thêm được nữa."),
            code="too_many_readers",
            most=READERS_PER_NOTE,
        )
    session.add(
        AnnotationShare(annotation_id=note.id, member_id=reader_id, shared_at=work.now)
    )


def unshare_notes(
    work: UnitOfWork, *, actor: Actor, keys: list[str], reader_id: int
) -> set[int]:
    """Withdraw these of the actor's notes from a member; return the members concerned.

    :raises NotFound: the actor has no such note.
    """
    readers: set[int] = set()
    ids = [note.id for note in _own_notes(work, actor, keys)]
    for note_id in ids:
        share = work.session.get(AnnotationShare, (note_id, reader_id))
        if share is not None:
            work.session.delete(share)
            readers.add(reader_id)
    return readers


def withdraw_shares(work: UnitOfWork, note: Annotation) -> None:
    """Remove all shares of a note."""
    if note.id is not None:
        work.session.execute(
            delete(AnnotationShare).where(AnnotationShare.annotation_id == note.id)
        )


def _own_notes(work: UnitOfWork, actor: Actor, keys: list[str]) -> list[Annotation]:
    member_id = queries.owner_of(actor)
    notes = work.session.scalars(
        select(Annotation).where(
            Annotation.member_id == member_id,
            Annotation.key.in_(keys),
            Annotation.is_deleted.is_(False),
        )
    ).all()
    if len(notes) != len(set(keys)):
        raise NotFound(N_("Ghi chú này chưa gửi được lên máy chủ, hoặc đã xoá."))
    return list(notes)


def _no_reader() -> NotFound:
    return NotFound(N_("Người này không đọc được tài liệu, nên không chia sẻ được."))
