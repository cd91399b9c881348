"""Add, change and remove sites; report readiness and calls for help."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

import msgspec
from sqlalchemy import func, select

from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.sites.events import SiteLinkChanged, SiteReported, SitesChanged
from kiosk.sites.models import Site
from kiosk.sites.queries import lost_sites, sites_of
from kiosk.sites.rules import (
    LONGEST_HELP_TEXT,
    SiteKind,
    check_expected,
    check_name,
    check_parent,
)
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


class SiteDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A site's details as entered by the secretary."""

    name: Annotated[str, msgspec.Meta(max_length=2000)]
    kind: SiteKind
    # At most what a database's integer holds.
    parent_id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)] | None
    expected: int


def add_site(
    work: UnitOfWork,
    *,
    actor: Actor,
    name: str,
    kind: SiteKind = SiteKind.REMOTE,
    expected: int = 0,
) -> Site:
    """Append a site to the meeting's list."""
    last = select(func.max(Site.ordinal)).where(Site.meeting_id == actor.meeting_id)
    site = Site(
        meeting_id=actor.meeting_id,
        name=nfc(name),
        kind=kind,
        expected=expected,
        ordinal=(work.session.execute(last).scalar_one() or 0) + 1,
    )
    work.session.add(site)
    work.session.flush()
    return site


def save_site(
    work: UnitOfWork, *, actor: Actor, site_id: int | None, details: SiteDetails
) -> int:
    """Save a site of the actor's meeting, a new one without `site_id`; return its id.

    :raises NotFound: the meeting has no such site.
    :raises Invalid: name, number or parent is not allowed.
    """
    sites = sites_of(work.session, actor.meeting_id)
    name = nfc(details.name)
    check_name(name, {site.name for site in sites if site.id != site_id})
    check_expected(details.expected)
    parents = {site.id: site.parent_id for site in sites}
    check_parent(site_id, details.parent_id, parents)
    if site_id is None:
        site = add_site(work, actor=actor, name=name)
    else:
        site = get_site(work, actor.meeting_id, site_id)
    site.name, site.kind = name, details.kind
    site.parent_id, site.expected = details.parent_id, details.expected
    work.record(SitesChanged(meeting_id=actor.meeting_id))
    return site.id


def get_site(work: UnitOfWork, meeting_id: int, site_id: int) -> Site:
    """Return a site of the meeting.

    :raises NotFound: it has no such site.
    """
    site = work.session.get(Site, site_id)
    if site is None or site.meeting_id != meeting_id:
        raise NotFound(N_("Hội nghị không có điểm cầu này. Xin tải lại trang."))
    return site


def remove_site(work: UnitOfWork, *, actor: Actor, site_id: int, people: int) -> None:
    """Remove a site; `people` is the number of its members.

    :raises NotFound: the meeting has no such site.
    :raises Conflict: it has members.
    """
    site = get_site(work, actor.meeting_id, site_id)
    if people:
        raise Conflict(
            N_(
                "Điểm cầu này còn {count} người trong danh sách. Xin chuyển họ sang"
                " điểm cầu khác trước."
            ),
            code="site_has_people",
            count=people,
        )
    work.session.delete(site)
    work.record(SitesChanged(meeting_id=actor.meeting_id))


def say_ready(work: UnitOfWork, *, site: Site, is_ready: bool) -> None:
    """Set whether a site is ready; idempotent."""
    if (site.ready_at is not None) == is_ready:
        return
    site.ready_at = work.now if is_ready else None
    work.record(SiteReported(meeting_id=site.meeting_id, site_id=site.id))


def call_for_help(work: UnitOfWork, *, site: Site, text: str) -> None:
    """Record a site's call for help; an open call keeps its time."""
    site.help_at = site.help_at or work.now
    site.help_words = nfc(text)[:LONGEST_HELP_TEXT]
    work.record(SiteReported(meeting_id=site.meeting_id, site_id=site.id))


def end_help(work: UnitOfWork, *, site: Site) -> None:
    """End a site's call for help; idempotent."""
    if site.help_at is None:
        return
    site.help_at, site.help_words = None, ""
    work.record(SiteReported(meeting_id=site.meeting_id, site_id=site.id))


def copy_sites(work: UnitOfWork, *, source_id: int, target_id: int) -> dict[int, int]:
    """Copy a meeting's sites to another; return new ids by old ids."""
    copied: dict[int, int] = {}
    twins: list[tuple[Site, Site]] = []
    for site in sites_of(work.session, source_id):
        twin = Site(
            meeting_id=target_id,
            name=site.name,
            kind=site.kind,
            expected=site.expected,
            ordinal=site.ordinal,
        )
        work.session.add(twin)
        work.session.flush()
        copied[site.id] = twin.id
        twins.append((site, twin))
    for site, twin in twins:
        twin.parent_id = copied.get(site.parent_id or 0)
    return copied


def record_links(
    work: UnitOfWork,
    *,
    meeting_id: int,
    lost: Mapping[int, dt.datetime],
    restored: Mapping[int, dt.datetime],
) -> None:
    """Record which sites are cut off or back, since when; idempotent.

    Every server process watches all sites, and the first of them records.
    """
    known = lost_sites(work.session, meeting_id)
    changes = [(one, True, since) for one, since in lost.items() if one not in known]
    changes += [(one, False, since) for one, since in restored.items() if one in known]
    for site_id, is_lost, since in sorted(changes):
        work.record(
            SiteLinkChanged(
                meeting_id=meeting_id, site_id=site_id, is_lost=is_lost, since=since
            )
        )
