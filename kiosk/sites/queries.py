"""Queries on sites."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.errors import N_, Invalid
from kiosk.sites.events import SiteLinkChanged
from kiosk.sites.models import Site
from kiosk.storage.journal_search import journalled_events


@dataclass(frozen=True)
class Outage:
    """When a site was cut off; `back_at` None: it is not back."""

    site_id: int
    lost_at: dt.datetime
    back_at: dt.datetime | None


def sites_of(session: Session, meeting_id: int) -> list[Site]:
    """Return the meeting's sites in order."""
    return list(
        session.scalars(
            select(Site)
            .where(Site.meeting_id == meeting_id)
            .order_by(Site.ordinal, Site.id)
        )
    )


def chosen_site(session: Session, meeting_id: int, site_id: int | None) -> int | None:
    """Return `site_id` after checking that it belongs to the meeting.

    :raises Invalid: the meeting has no such site.
    """
    if site_id is None:
        return None
    site = session.get(Site, site_id)
    if site is None or site.meeting_id != meeting_id:
        raise Invalid(N_("Hội nghị không có điểm cầu này. Xin chọn lại."))
    return site.id


def outages_of(session: Session, meeting_id: int) -> list[Outage]:
    """Return the outages of a meeting's sites, by their beginning."""
    lost: dict[int, dt.datetime] = {}
    found: list[Outage] = []
    for event in journalled_events(session, meeting_id, [SiteLinkChanged]):
        site_id = event.body["site_id"]
        since = dt.datetime.fromisoformat(event.body["since"])
        if event.body["is_lost"]:
            lost.setdefault(site_id, since)
        elif site_id in lost:
            found.append(Outage(site_id, lost.pop(site_id), since))
    found += [Outage(site_id, since, None) for site_id, since in lost.items()]
    return sorted(found, key=lambda one: (one.lost_at, one.site_id))


def lost_sites(session: Session, meeting_id: int) -> set[int]:
    """Return the ids of the sites that are cut off."""
    outages = outages_of(session, meeting_id)
    return {one.site_id for one in outages if one.back_at is None}
