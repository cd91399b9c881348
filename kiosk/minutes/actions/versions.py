"""Keep versions of the text, and restore one as a new one."""

from sqlalchemy import func, select

from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.minutes.events import MinutesChanged
from kiosk.minutes.models import Minutes, MinutesUpdate, MinutesVersion
from kiosk.minutes.queries.text import (
    get_minutes,
    get_version,
    last_update_id,
    stored_updates,
)
from kiosk.minutes.rules import (
    MAX_VERSIONS,
    VERSION_INTERVAL,
    MinutesState,
    VersionReason,
    check_editable,
    check_room,
)
from kiosk.minutes.shared_text import (
    Node,
    merge_updates,
    read_document,
    replace_document,
)
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def record_change(work: UnitOfWork, minutes: Minutes) -> None:
    """Let editors read the status anew, and record the state."""
    minutes.revision += 1
    work.record(
        MinutesChanged(
            meeting_id=minutes.meeting_id,
            minutes_id=minutes.id,
            state=MinutesState(minutes.state),
        )
    )


def add_update(work: UnitOfWork, minutes: Minutes, data: bytes, made_by: str) -> int:
    """Store a change of the text and return its number."""
    row = MinutesUpdate(
        minutes_id=minutes.id, data=data, made_by=made_by, made_at=work.now
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def keep_version(
    work: UnitOfWork,
    minutes: Minutes,
    *,
    made_by: str,
    reason: VersionReason,
    name: str = "",
    data: bytes | None = None,
) -> MinutesVersion:
    """Keep the text as it is now, or `data`, as the next version."""
    session = work.session
    of_minutes = MinutesVersion.minutes_id == minutes.id
    newest = session.scalar(select(func.max(MinutesVersion.number)).where(of_minutes))
    if data is None:
        rows = stored_updates(session, minutes.id)
        data = merge_updates(row.data for row in rows)
    version = MinutesVersion(
        minutes_id=minutes.id,
        number=(newest or 0) + 1,
        name=nfc(name),
        reason=reason,
        made_by=made_by,
        made_at=work.now,
        data=data,
        last_update=last_update_id(session, minutes.id),
    )
    session.add(version)
    session.flush()
    minutes.revision += 1
    return version


def keep_timed_version(work: UnitOfWork, minutes: Minutes) -> None:
    """Keep a version if the newest is old and something was written since."""
    newest = work.session.scalar(
        select(MinutesVersion)
        .where(MinutesVersion.minutes_id == minutes.id)
        .order_by(MinutesVersion.number.desc())
        .limit(1)
    )
    since = newest.made_at if newest else minutes.made_at
    last = last_update_id(work.session, minutes.id)
    is_written = last > (newest.last_update if newest else 0)
    has_room = newest is None or newest.number < MAX_VERSIONS // 2
    if is_written and has_room and work.now - since > VERSION_INTERVAL:
        keep_version(work, minutes, made_by="", reason=VersionReason.TIMED)


def name_version(work: UnitOfWork, *, actor: Actor, minutes_id: int, name: str) -> int:
    """Keep the text as it is now under a name; return the version's number.

    :raises NotFound: the meeting has no such minutes.
    :raises Conflict: nothing was written yet.
    :raises Invalid: there are too many versions.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    check_editable(MinutesState(minutes.state))
    if not last_update_id(work.session, minutes.id):
        raise Conflict(N_("Biên bản chưa có chữ nào."), code="empty_minutes")
    _check_versions(work, minutes)
    return keep_version(
        work, minutes, made_by=actor.name, reason=VersionReason.NAMED, name=name
    ).number


def _check_versions(work: UnitOfWork, minutes: Minutes) -> None:
    of_minutes = MinutesVersion.minutes_id == minutes.id
    count = work.session.scalar(select(func.count()).where(of_minutes)) or 0
    check_room(count, MAX_VERSIONS)


def restore_version(
    work: UnitOfWork, *, actor: Actor, minutes_id: int, version_id: int
) -> None:
    """Make the text that of a version again; the present one is kept as a version.

    :raises NotFound: there are no such minutes, or no such version.
    :raises Conflict: the text may not be changed any more.
    :raises Invalid: there are too many versions.
    """
    session = work.session
    minutes = get_minutes(session, actor.meeting_id, minutes_id)
    check_editable(MinutesState(minutes.state))
    _check_versions(work, minutes)
    version = get_version(session, minutes, version_id)
    put_document(
        work, minutes, read_document([version.data]), by=actor.name, of=version.number
    )


def put_document(
    work: UnitOfWork, minutes: Minutes, document: Node, *, by: str, of: int
) -> None:
    """Put another text in place of the whole, between two versions."""
    session = work.session
    keep_version(work, minutes, made_by=by, reason=VersionReason.BEFORE_RESTORE)
    rows = stored_updates(session, minutes.id)
    change = replace_document((row.data for row in rows), document)
    minutes.replaced_by = add_update(work, minutes, change, by)
    keep_version(work, minutes, made_by=by, reason=VersionReason.RESTORED, name=str(of))
    record_change(work, minutes)


def text_before_replacement(work: UnitOfWork, minutes: Minutes) -> bytes | None:
    """Return the text as it was before the whole was replaced last."""
    return work.session.scalar(
        select(MinutesVersion.data)
        .where(
            MinutesVersion.minutes_id == minutes.id,
            MinutesVersion.reason == VersionReason.BEFORE_RESTORE,
        )
        .order_by(MinutesVersion.number.desc())
        .limit(1)
    )
