"""Record in the journal when a site loses its connection during a meeting.

A site is cut off when none of its tablets is connected any more. Presence itself is in
memory; the minutes need what it says of whole sites.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable

from kiosk import clock
from kiosk.live.presence.presence import Presence
from kiosk.meetings.queries import running_meetings
from kiosk.site_overview.link_rules import LinkChanges, SiteLinks, SiteTablet
from kiosk.site_overview.queries import sites_of_sign_ins
from kiosk.sites.actions import record_links
from kiosk.sites.queries import lost_sites
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

WATCH_INTERVAL_SECONDS = 5.0
# A restarted access point takes half a minute; that is no outage of a site.
OUTAGE_GRACE_SECONDS = 30.0
# Tablets whose site is looked up in one step, so that the server is not held up.
MAX_LOOKUPS = 500


class SiteLinkWatch:
    """Watches the sites of all running meetings in one server process."""

    def __init__(
        self,
        store: Store,
        presence: Presence,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take tablets from `presence`."""
        self._store, self._presence, self._monotonic = store, presence, monotonic
        self._links: dict[int, SiteLinks] = {}
        # By meeting: site ids by sign-in id, None: without a site.
        self._sites: dict[int, dict[int, int | None]] = {}

    def run(self, sleep: Callable[[float], object]) -> None:
        """Watch as long as the server runs."""
        while True:
            sleep(WATCH_INTERVAL_SECONDS)
            try:
                self.step()
            except (DatabaseUnavailable, CommitOutcomeUnknown):
                # All is read again: what was missed is seen with the next step.
                self._links.clear()
            except Exception:  # the watch must outlive a meeting that was just deleted
                log.exception("the connections of sites were not recorded")
                self._links.clear()

    def step(self) -> None:
        """Record what has changed."""
        meetings = self._presence.meetings() | set(self._links)
        if not meetings:
            return
        with self._store.read_session() as session:
            running = set(running_meetings(session))
        for meeting_id in meetings - running:
            # After a pause a site must be connected once before it can be cut off.
            if meeting_id in self._links:
                self._links[meeting_id].rest()
            if meeting_id not in self._presence.meetings():
                self._links.pop(meeting_id, None)
                self._sites.pop(meeting_id, None)
        for meeting_id in meetings & running:
            self._watch(meeting_id)

    def _watch(self, meeting_id: int) -> None:
        links = self._links.get(meeting_id)
        if links is None:
            with self._store.read_session() as session:
                links = SiteLinks(lost_sites(session, meeting_id), OUTAGE_GRACE_SECONDS)
            self._links[meeting_id] = links
        now = self._monotonic()
        changes = links.observe(self._site_tablets(meeting_id), now)
        if changes.lost or changes.restored:
            self._record(meeting_id, changes, now)

    def _record(self, meeting_id: int, changes: LinkChanges, now: float) -> None:
        moment = clock.now()

        def moments(seconds: dict[int, float]) -> dict[int, dt.datetime]:
            return {
                site: moment - dt.timedelta(seconds=now - at)
                for site, at in seconds.items()
            }

        with self._store.unit_of_work("sites") as work:
            record_links(
                work,
                meeting_id=meeting_id,
                lost=moments(changes.lost),
                restored=moments(changes.restored),
            )

    def _site_tablets(self, meeting_id: int) -> list[SiteTablet]:
        tablets = self._presence.tablets(meeting_id)
        known = self._sites.setdefault(meeting_id, {})
        unknown = sorted(set(tablets) - set(known))[:MAX_LOOKUPS]
        if unknown:
            with self._store.read_session() as session:
                found = sites_of_sign_ins(session, set(unknown))
            known.update({one: found.get(one) for one in unknown})
        placed = ((known.get(one), tablet.gone_at) for one, tablet in tablets.items())
        return [
            SiteTablet(site, gone_at) for site, gone_at in placed if site is not None
        ]
