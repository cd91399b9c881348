"""The board of all sites: put together once in a while, whoever asks for it."""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from kiosk.checkins.counting import Count
from kiosk.checkins.queries.figures import counts_by_site
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.values import Standing
from kiosk.offline.queries import papers_to_keep
from kiosk.overview import queries
from kiosk.overview.counting import NOBODY, Heard, tablets_by_site
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.sites.queries import sites_of

# Nothing on it is older than this, in seconds.
FRESH_SECONDS = 2.0
# A holder who changes his site is counted at the new one by then, in seconds.
REMEMBERED_SECONDS = 60.0
# More than any site has on its roll.
MOST_PEOPLE = 500

Line = dict[str, Any]


class Board:
    """How each site of each meeting stands, as this server process knows it."""

    def __init__(
        self, presence: Presence, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Ask `presence` for the tablets; `clock` gives monotonic seconds."""
        self._presence, self._clock = presence, clock
        self._lines: dict[int, tuple[float, list[Line]]] = {}
        # Where the holders of sign-ins belong, since when that is known.
        self._places: dict[int, tuple[float, dict[int, int | None]]] = {}
        self._making = threading.Lock()

    def lines(self, session: Session, meeting_id: int) -> list[Line]:
        """Return a line for each site in order, and one for people of no site."""
        with self._making:
            made_at, lines = self._lines.get(meeting_id, (float("-inf"), []))
            if self._clock() - made_at > FRESH_SECONDS:
                lines = self._make(session, meeting_id)
                self._lines[meeting_id] = (self._clock(), lines)
        return lines

    def line(self, session: Session, site: Site) -> Line:
        """Return the line of one site."""
        lines = self.lines(session, site.meeting_id)
        return next(line for line in lines if line["id"] == site.id)

    def people(
        self, session: Session, meeting_id: int, site_id: int
    ) -> tuple[list[Line], int]:
        """Return a site's people with their tablets, and how many more there are."""
        roll = queries.people_on_roll(session, meeting_id, site_id)
        tablets = self._presence.tablets(meeting_id)
        judge = self._presence.judge(meeting_id)

        def standing(sign_in_id: int | None) -> str:
            if sign_in_id is None:
                return ""
            tablet = tablets.get(sign_in_id)
            return judge.standing(tablet) if tablet else Standing.LOST

        rows = [
            {
                "name": person.name,
                "position": person.position,
                "seat": person.seat,
                "tablet": standing(person.sign_in_id),
            }
            for person in roll[:MOST_PEOPLE]
        ]
        return rows, len(roll) - len(rows)

    def changed(self, meeting_id: int) -> None:
        """Make the meeting's board anew at the next asking."""
        self._lines.pop(meeting_id, None)

    def _make(self, session: Session, meeting_id: int) -> list[Line]:
        signed_in = queries.signed_in_by_site(session, meeting_id)
        tablets = tablets_by_site(self._heard(session, meeting_id), signed_in)
        # As the roll counts them, so that the two never differ.
        counted = counts_by_site(session, meeting_id, None)
        roll = {site.id or 0: site.count for site in counted}
        # Those that every tablet may keep; some hold more.
        papers = {paper.id for paper in papers_to_keep(session, meeting_id, Role.GUEST)}
        keeping = queries.keeping_by_site(session, meeting_id, papers)
        sites = sites_of(session, meeting_id)
        lines = [_told(site) for site in sites]
        if 0 in roll:
            lines.append(_told(Site(id=0, name="", kind="", expected=0)))
        for line in lines:
            line.update(asdict(tablets.get(line["id"], NOBODY)))
            count = roll.get(line["id"], Count())
            line["roll"], line["present"] = count.summoned, count.present
            line["expected"] = line["expected"] or line["roll"]
            line["keeping"] = keeping.get(line["id"], 0) if papers else None
        return lines

    def _heard(self, session: Session, meeting_id: int) -> list[Heard]:
        tablets = {
            tablet.sign_in_id: tablet
            for tablet in self._presence.tablets(meeting_id).values()
            if tablet.is_counted
        }
        judge = self._presence.judge(meeting_id)
        places = self._places_of(session, meeting_id, set(tablets))
        return [
            Heard(
                places[sign_in_id],
                judge.standing(tablet),
                judge.seconds_away(tablet),
            )
            for sign_in_id, tablet in tablets.items()
            if sign_in_id in places
        ]

    def _places_of(
        self, session: Session, meeting_id: int, sign_in_ids: set[int]
    ) -> dict[int, int | None]:
        since, known = self._places.get(meeting_id, (float("-inf"), {}))
        if self._clock() - since > REMEMBERED_SECONDS:
            since, known = self._clock(), {}
        missing = sign_in_ids - known.keys()
        if missing:
            known |= queries.sites_of_sign_ins(session, missing)
        self._places[meeting_id] = (since, known)
        return known


def _told(site: Site) -> Line:
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
