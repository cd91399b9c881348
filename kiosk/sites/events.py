"""Events of the sites of a meeting."""

import datetime as dt

from kiosk.events import Event
from kiosk.roles import OPERATORS, PERMISSIONS, Permission, Role


class SitesChanged(Event, frozen=True):
    """A site was added, changed or removed."""

    def audience(self) -> frozenset[Role]:
        """Inform those who watch sites and those who operate one."""
        return PERMISSIONS[Permission.WATCH_SITES] | OPERATORS


class SiteReported(Event, frozen=True):
    """A site's readiness or call for help has changed."""

    site_id: int

    def audience(self) -> frozenset[Role]:
        """Inform those who watch sites; an operator sees only their own site."""
        return PERMISSIONS[Permission.WATCH_SITES]


class SiteLinkChanged(Event, frozen=True):
    """A site has lost its connection, or has it again, since this moment.

    The journal is the only place where outages are stored.
    """

    site_id: int
    is_lost: bool
    since: dt.datetime

    def audience(self) -> frozenset[Role]:
        """Inform those who watch sites."""
        return PERMISSIONS[Permission.WATCH_SITES]
