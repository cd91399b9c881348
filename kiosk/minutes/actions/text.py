"""Begin minutes, and store what editors type."""

import datetime as dt

from sqlalchemy import delete, func, select

from kiosk.errors import N_, Invalid
from kiosk.identity import Actor
from kiosk.minutes.actions.versions import (
    add_update,
    keep_timed_version,
    keep_version,
    record_change,
    text_before_replacement,
)
from kiosk.minutes.forms import SyncForm
from kiosk.minutes.models import Minutes, MinutesEditor, MinutesUpdate
from kiosk.minutes.queries.text import editor_row, get_minutes, stored_updates
from kiosk.minutes.rules import (
    COMPACTED_UPDATES,
    EDITOR_LEASE,
    EDITOR_RENEWAL,
    MAX_DOCUMENT_BYTES,
    MAX_EDITORS,
    DraftState,
    MinutesState,
    VersionReason,
    check_editable,
)
from kiosk.minutes.shared_text import merge_updates
from kiosk.official_papers.rules import PaperFamily
from kiosk.storage.unit_of_work import UnitOfWork


def begin_minutes(work: UnitOfWork, *, actor: Actor, family: PaperFamily) -> int:
    """Return the id of the meeting's minutes of this family; make them if needed."""
    known = work.session.scalar(
        select(Minutes.id).where(
            Minutes.meeting_id == actor.meeting_id, Minutes.family == family
        )
    )
    if known is not None:
        return known
    made = Minutes(
        meeting_id=actor.meeting_id,
        family=family,
        state=MinutesState.DRAFT,
        revision=0,
        made_by=actor.name,
        made_at=work.now,
        draft_state=DraftState.WAITING,
    )
    work.session.add(made)
    work.session.flush()
    record_change(work, made)
    return made.id


def exchange(
    work: UnitOfWork, *, actor: Actor, minutes_id: int, form: SyncForm
) -> list[int]:
    """Store what an editor typed, and that it is open; return the changes' numbers.

    :raises NotFound: the meeting has no such minutes.
    :raises Conflict: the text may not be changed any more.
    :raises Invalid: the text has grown too large.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    stored = _store(work, actor, minutes, form) if form.updates else []
    _renew(work, actor, minutes, form)
    return stored


def _store(
    work: UnitOfWork, actor: Actor, minutes: Minutes, form: SyncForm
) -> list[int]:
    check_editable(MinutesState(minutes.state))
    _check_size(work, minutes, sum(map(len, form.updates)))
    if 0 < form.after < minutes.replaced_by:
        _keep_offline_text(work, actor, minutes, form)
    else:
        keep_timed_version(work, minutes)
    return [add_update(work, minutes, data, actor.name) for data in form.updates]


def _keep_offline_text(
    work: UnitOfWork, actor: Actor, minutes: Minutes, form: SyncForm
) -> None:
    """Keep what somebody typed into a text that was replaced meanwhile.

    Merged into the new text, words in a removed paragraph would not be seen.
    """
    before = text_before_replacement(work, minutes)
    if before is not None:
        keep_version(
            work,
            minutes,
            made_by=actor.name,
            reason=VersionReason.OFFLINE,
            data=merge_updates([before, *form.updates]),
        )


def _check_size(work: UnitOfWork, minutes: Minutes, added: int) -> None:
    size = work.session.scalar(
        select(func.sum(func.length(MinutesUpdate.data))).where(
            MinutesUpdate.minutes_id == minutes.id
        )
    )
    if (size or 0) + added > MAX_DOCUMENT_BYTES:
        raise Invalid(
            N_("Biên bản quá dài, không lưu thêm được. Xin xoá bớt."),
            code="large_minutes",
        )


def compact_updates(work: UnitOfWork, *, minutes_id: int) -> None:
    """Put one row in the place of many; it has the number of the last one."""
    rows = stored_updates(work.session, minutes_id)
    if len(rows) <= COMPACTED_UPDATES:
        return
    last = rows[-1]
    merged = merge_updates(row.data for row in rows)
    work.session.execute(
        delete(MinutesUpdate).where(
            MinutesUpdate.minutes_id == minutes_id, MinutesUpdate.id < last.id
        )
    )
    last.data = merged
    work.session.flush()


def _renew(work: UnitOfWork, actor: Actor, minutes: Minutes, form: SyncForm) -> None:
    session = work.session
    of_minutes = MinutesEditor.minutes_id == minutes.id
    session.execute(
        delete(MinutesEditor).where(
            of_minutes, MinutesEditor.seen_at < work.now - EDITOR_LEASE
        )
    )
    known = editor_row(session, minutes.id, form.client)
    if form.is_leaving:
        if known is not None and known.name == actor.name:
            session.delete(known)
        return
    if known is None:
        count = session.scalar(select(func.count()).where(of_minutes)) or 0
        if count >= MAX_EDITORS:
            return
        known = MinutesEditor(minutes_id=minutes.id, client=form.client)
        session.add(known)
    known.name, known.cursor, known.seen_at = actor.name, form.cursor, work.now


def needs_exchange(
    editor: MinutesEditor | None, form: SyncForm, now: dt.datetime
) -> bool:
    """Tell whether an editor's message changes anything; most only ask for news."""
    if form.updates or form.is_leaving or editor is None:
        return True
    return editor.cursor != form.cursor or now - editor.seen_at > EDITOR_RENEWAL
