"""Add and remove the pictures and films of a meeting's screens."""

from dataclasses import dataclass

from sqlalchemy import func, select

from kiosk.errors import N_, Conflict, Invalid
from kiosk.hall_screens.events import HallScreensChanged
from kiosk.hall_screens.models import HallMedia
from kiosk.hall_screens.queries import get_media, scene_of, screens_of
from kiosk.hall_screens.rules import MAX_MEDIA_FILES
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ReceivedMedia:
    """A picture or film whose file is stored; the size is in bytes."""

    sha256: str
    media_type: str
    name: str
    size: int


def add_media(work: UnitOfWork, *, actor: Actor, media: ReceivedMedia) -> None:
    """Add a picture or film; the same file again changes nothing.

    :raises Invalid: the meeting has enough of them.
    """
    _check_open(work, actor)
    of_meeting = HallMedia.meeting_id == actor.meeting_id
    is_known = select(HallMedia.id).where(of_meeting, HallMedia.sha256 == media.sha256)
    if work.session.scalar(is_known) is not None:
        return
    count = work.session.scalar(select(func.count(HallMedia.id)).where(of_meeting))
    if (count or 0) >= MAX_MEDIA_FILES:
        raise Invalid(
            N_("Đã có {limit} ảnh và phim. Xin bỏ bớt rồi tải lại."),
            limit=MAX_MEDIA_FILES,
        )
    work.session.add(
        HallMedia(
            meeting_id=actor.meeting_id,
            sha256=media.sha256,
            media_type=media.media_type,
            name=media.name,
            size=media.size,
            added_by=actor.name,
            added_at=work.now,
        )
    )
    work.record(HallScreensChanged(meeting_id=actor.meeting_id))


def remove_media(work: UnitOfWork, *, actor: Actor, sha256: str) -> None:
    """Remove a picture or film; the worker deletes its file later.

    :raises NotFound: there is none of that hash.
    :raises Conflict: a screen shows it, or is about to.
    """
    _check_open(work, actor)
    media = get_media(work.session, actor.meeting_id, sha256)
    for screen in screens_of(work.session, actor.meeting_id, work.now):
        stored = [screen.scene, *([screen.queued] if screen.queued else [])]
        if any(scene_of(one).file == sha256 for one in stored):
            raise Conflict(
                N_("Màn hình “{screen}” đang dùng tệp này. Xin đổi màn hình trước."),
                code="in_use",
                screen=screen.name,
            )
    work.session.delete(media)
    work.record(HallScreensChanged(meeting_id=actor.meeting_id))


def _check_open(work: UnitOfWork, actor: Actor) -> None:
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
