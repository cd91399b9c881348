"""The board of all sites: put together once in a while, whoever asks for it."""

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

# Nothing on it is older than this, in seconds.
DASHBOARD_CACHE_SECONDS = 2.0
# A holder who changes his site is counted at the new one by then, in seconds.
SITE_CACHE_SECONDS = 60.0
# More than any site has on its roll.
SITE_PEOPLE_SHOWN = 500

SiteLine = dict[str, Any]


class SiteDashboard:
    """How each site of each meeting stands, as this server process knows it."""

    def __init__(
        self, presence: Presence, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Ask `presence` for the tablets; `clock` gives monotonic seconds."""
        self._presence, self._clock = presence, clock
        self._lines: dict[int, tuple[float, list[SiteLine]]] = {}
        # Where the holders of sign-ins belong, since when that is known.
        self._site_caches: dict[int, tuple[float, dict[int, int | None]]] = {}
        self._making = threading.Lock()

    def lines(self, session: Session, meeting_id: int) -> list[SiteLine]:
        """Return a line for each site in order, and one for people of no site."""
        with self._making:
            made_at, lines = self._lines.get(meeting_id, (float("-inf"), []))
            if self._clock() - made_at > DASHBOARD_CACHE_SECONDS:
                lines = self._make(session, meeting_id)
                self._lines[meeting_id] = (self._clock(), lines)
        return lines

    def line(self, session: Session, site: Site) -> SiteLine:
        """Return the line of one site."""
        lines = self.lines(session, site.meeting_id)
        return next(line for line in lines if line["id"] == site.id)

    def people(
        self, session: Session, meeting_id: int, site_id: int
    ) -> tuple[list[SiteLine], int]:
        """Return a site's people with their tablets, and how many more there are."""
        roll = queries.site_audience(session, meeting_id, site_id)
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
            for person in roll[:SITE_PEOPLE_SHOWN]
        ]
        return rows, len(roll) - len(rows)

    def changed(self, meeting_id: int) -> None:
        """Make the meeting's board anew at the next asking."""
        self._lines.pop(meeting_id, None)

    def _make(self, session: Session, meeting_id: int) -> list[SiteLine]:
        signed_in = queries.signed_in_by_site(session, meeting_id)
        tablets = tablets_by_site(self._tablet_statuses(session, meeting_id), signed_in)
        # As the roll counts them, so that the two never differ.
        counted = counts_by_site(session, meeting_id, None)
        roll = {site.id or 0: site.count for site in counted}
        # Those that every tablet may keep; some hold more.
        papers = {
            paper.id for paper in cacheable_documents(session, meeting_id, Role.GUEST)
        }
        keeping = queries.devices_with_all_documents(session, meeting_id, papers)
        sites = sites_of(session, meeting_id)
        lines = [_site_json(site) for site in sites]
        if 0 in roll:
            lines.append(_site_json(Site(id=0, name="", kind="", expected=0)))
        for line in lines:
            line.update(asdict(tablets.get(line["id"], NO_TABLETS)))
            count = roll.get(line["id"], AttendanceCounts())
            line["roll"], line["present"] = count.summoned, count.present
            line["expected"] = line["expected"] or line["roll"]
            line["keeping"] = keeping.get(line["id"], 0) if papers else None
        return lines

    def _tablet_statuses(self, session: Session, meeting_id: int) -> list[TabletStatus]:
        tablets = {
            tablet.sign_in_id: tablet
            for tablet in self._presence.tablets(meeting_id).values()
            if tablet.is_counted
        }
        judge = self._presence.evaluator(meeting_id)
        places = self._sites_of_tablets(session, meeting_id, set(tablets))
        return [
            TabletStatus(
                places[sign_in_id],
                judge.status_of(tablet),
                judge.seconds_since_heard(tablet),
            )
            for sign_in_id, tablet in tablets.items()
            if sign_in_id in places
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
