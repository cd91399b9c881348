"""Dashboard of all sites, cached for all requests of this process."""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from kiosk.checkins.attendance_counts import AttendanceCounts
from kiosk.checkins.queries.counts import counts_by_site
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import PresenceStatus
from kiosk.offline.queries import cacheable_documents
from kiosk.roles import Role
from kiosk.site_overview import queries
from kiosk.site_overview.tablet_counts import NO_TABLETS, TabletStatus, tablets_by_site
from kiosk.sites.models import Site
from kiosk.sites.queries import sites_of

# Maximum age of the data, in seconds.
DASHBOARD_CACHE_SECONDS = 2.0
# How long the site of a sign-in's holder is cached, in seconds.
SITE_CACHE_SECONDS = 60.0
# People listed per site; more than any site has.
SITE_PEOPLE_SHOWN = 500

SiteLine = dict[str, Any]


class SiteDashboard:
    """Status of each site of each meeting, as known to this server process."""

    def __init__(
        self, presence: Presence, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take tablets from `presence`; `clock` returns monotonic seconds."""
        self._presence, self._clock = presence, clock
        self._lines: dict[int, tuple[float, list[SiteLine]]] = {}
        # By meeting: time of loading, and site ids by sign-in id.
        self._site_caches: dict[int, tuple[float, dict[int, int | None]]] = {}
        self._lock = threading.Lock()

    def lines(self, session: Session, meeting_id: int) -> list[SiteLine]:
        """Return a row per site in order, and one for people without a site."""
        with self._lock:
            made_at, lines = self._lines.get(meeting_id, (float("-inf"), []))
            if self._clock() - made_at > DASHBOARD_CACHE_SECONDS:
                lines = self._make(session, meeting_id)
                self._lines[meeting_id] = (self._clock(), lines)
        return lines

    def line(self, session: Session, site: Site) -> SiteLine:
        """Return the row of one site."""
        lines = self.lines(session, site.meeting_id)
        return next(line for line in lines if line["id"] == site.id)

    def people(
        self, session: Session, meeting_id: int, site_id: int
    ) -> tuple[list[SiteLine], int]:
        """Return a site's people with their tablets, and the number not listed."""
        audience = queries.site_audience(session, meeting_id, site_id)
        tablets = self._presence.tablets(meeting_id)
        judge = self._presence.evaluator(meeting_id)

        def standing(sign_in_id: int | None) -> str:
            if sign_in_id is None:
                return ""
            tablet = tablets.get(sign_in_id)
            return judge.status_of(tablet) if tablet else PresenceStatus.LOST

        rows = [
            {
                "name": person.name,
                "position": person.position,
                "seat": person.seat,
                "tablet": standing(person.sign_in_id),
            }
            for person in audience[:SITE_PEOPLE_SHOWN]
        ]
        return rows, len(audience) - len(rows)

    def invalidate(self, meeting_id: int) -> None:
        """Discard the cached rows of the meeting."""
        self._lines.pop(meeting_id, None)

    def _make(self, session: Session, meeting_id: int) -> list[SiteLine]:
        signed_in = queries.signed_in_by_site(session, meeting_id)
        tablets = tablets_by_site(self._tablet_statuses(session, meeting_id), signed_in)
        # The same count as in the attendance roll, so that they never differ.
        counted = counts_by_site(session, meeting_id, None)
        roll = {site.id or 0: site.count for site in counted}
        # Documents that every tablet may keep; some roles may keep more.
        to_keep = cacheable_documents(session, meeting_id, Role.GUEST)
        documents = {document.id for document in to_keep}
        keeping = queries.devices_with_all_documents(session, meeting_id, documents)
        sites = sites_of(session, meeting_id)
        lines = [_site_json(site) for site in sites]
        if 0 in roll:
            lines.append(_site_json(Site(id=0, name="", kind="", expected=0)))
        for line in lines:
            line.update(asdict(tablets.get(line["id"], NO_TABLETS)))
            count = roll.get(line["id"], AttendanceCounts())
            line["roll"], line["present"] = count.summoned, count.present
            line["expected"] = line["expected"] or line["roll"]
            line["keeping"] = keeping.get(line["id"], 0) if documents else None
        return lines

    def _tablet_statuses(self, session: Session, meeting_id: int) -> list[TabletStatus]:
        tablets = {
            tablet.sign_in_id: tablet
            for tablet in self._presence.tablets(meeting_id).values()
            if tablet.is_counted
        }
        judge = self._presence.evaluator(meeting_id)
        sites = self._sites_of_tablets(session, meeting_id, set(tablets))
        return [
            TabletStatus(
                sites[sign_in_id],
                judge.status_of(tablet),
                judge.seconds_since_heard(tablet),
            )
            for sign_in_id, tablet in tablets.items()
            if sign_in_id in sites
        ]

    def _sites_of_tablets(
        self, session: Session, meeting_id: int, sign_in_ids: set[int]
    ) -> dict[int, int | None]:
        since, known = self._site_caches.get(meeting_id, (float("-inf"), {}))
        if self._clock() - since > SITE_CACHE_SECONDS:
            since, known = self._clock(), {}
        missing = sign_in_ids - known.keys()
        if missing:
            known |= queries.sites_of_sign_ins(session, missing)
        self._site_caches[meeting_id] = (since, known)
        return known


def _site_json(site: Site) -> SiteLine:
    return {
        "id": site.id,
        "name": site.name,
        "kind": site.kind,
        "parent_id": site.parent_id,
        "expected": site.expected,
        "ready_at": site.ready_at.isoformat() if site.ready_at else None,
        "help_at": site.help_at.isoformat() if site.help_at else None,
        "help_words": site.help_words or "",
    }
