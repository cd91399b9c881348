"""Write script notes, and copy them with their items."""

from sqlalchemy import select

from kiosk.agenda.actions import get_item
from kiosk.errors import ChangedMeanwhile
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.script_notes.events import ScriptNoteChanged
from kiosk.script_notes.models import ScriptNote
from kiosk.script_notes.rules import check_note
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def write_note(
    work: UnitOfWork, *, actor: Actor, item_id: int, text: str, revision: int
) -> int:
    """Replace an item's note (revision 0: there is none) and return its new revision.

    :raises ChangedMeanwhile: it was changed since `revision`.
    :raises NotFound: there is no such item.
    :raises Invalid: the note is too long.
    :raises Conflict: the meeting is closed.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    get_item(work, actor, item_id)
    text = nfc(text)
    check_note(text)
    note = work.session.get(ScriptNote, item_id)
    if note is None:
        note = ScriptNote(item_id=item_id, text="", revision=0, changed_at=work.now)
        work.session.add(note)
    if note.text == text:
        return note.revision
    if note.revision != revision:
        raise ChangedMeanwhile(
            theirs={"text": note.text},
            changed_by=note.changed_by,
            changed_at=note.changed_at,
            revision=note.revision,
        )
    note.text = text
    note.revision += 1
    note.changed_by, note.changed_at = actor.name, work.now
    work.record(ScriptNoteChanged(meeting_id=actor.meeting_id, item_id=item_id))
    return note.revision


def copy_notes(work: UnitOfWork, *, items: dict[int, int]) -> None:
    """Copy the notes of items to their copies; `items`: new ids by old ids."""
    wanted = select(ScriptNote).where(ScriptNote.item_id.in_(items))
    for note in work.session.scalars(wanted).all():
        work.session.add(
            ScriptNote(
                item_id=items[note.item_id],
                text=note.text,
                revision=1,
                changed_by=note.changed_by,
                changed_at=work.now,
            )
        )
    work.session.flush()
