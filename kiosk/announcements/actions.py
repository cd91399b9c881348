"""Make and withdraw announcements."""

from sqlalchemy import func, select

from kiosk.announcements.events import AnnouncementMade, AnnouncementWithdrawn
from kiosk.announcements.models import Announcement
from kiosk.announcements.queries import is_shown_at
from kiosk.announcements.rules import (
    AnnouncementForm,
    AudienceKind,
    announcement_text,
    check_audience,
    check_count,
    end_of,
)
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.roles import EVERYONE, PERMISSIONS, Permission, Role
from kiosk.sites.queries import chosen_site
from kiosk.storage.unit_of_work import UnitOfWork


def make_announcement(work: UnitOfWork, *, actor: Actor, form: AnnouncementForm) -> int:
    """Store an announcement and return its id.

    :raises Invalid: text, audience or duration are not allowed.
    :raises Conflict: the meeting is closed, or too many are shown.
    """
    session = work.session
    check_not_closed(
        MeetingState(session.get_one(Meeting, actor.meeting_id).state),
    )
    check_audience(form.audience)
    made = Announcement(
        meeting_id=actor.meeting_id,
        text=announcement_text(form),
        is_urgent=form.urgent,
        audience=form.audience.kind,
        site_id=chosen_site(session, actor.meeting_id, form.audience.site_id),
        role=form.audience.role or "",
        made_at=work.now,
        made_by=actor.name,
        ends_at=end_of(form, work.now),
    )
    shown = select(func.count()).where(
        Announcement.meeting_id == actor.meeting_id, is_shown_at(work.now)
    )
    check_count(session.scalar(shown) or 0)
    session.add(made)
    session.flush()
    work.record(
        AnnouncementMade(
            meeting_id=actor.meeting_id,
            announcement_id=made.id,
            site_id=made.site_id,
            seen_by=_roles_of(made),
        )
    )
    return made.id


def withdraw_announcement(
    work: UnitOfWork, *, actor: Actor, announcement_id: int
) -> None:
    """Withdraw an announcement; idempotent.

    :raises NotFound: the meeting has no such announcement.
    """
    made = work.session.get(Announcement, announcement_id)
    if made is None or made.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có thông báo này. Xin tải lại trang."))
    if made.withdrawn_at is not None:
        return
    made.withdrawn_at, made.withdrawn_by = work.now, actor.name
    work.record(
        AnnouncementWithdrawn(
            meeting_id=actor.meeting_id,
            announcement_id=made.id,
            site_id=made.site_id,
            seen_by=_roles_of(made),
        )
    )


def _roles_of(made: Announcement) -> frozenset[Role]:
    """Return the roles that learn of it; of a site all do, and the site decides."""
    if made.audience != AudienceKind.ROLE:
        return EVERYONE
    return PERMISSIONS[Permission.ANNOUNCE] | {Role(made.role)}
