"""Events about the sites of a meeting."""

from kiosk.events import Event
from kiosk.roles import OPERATORS, PERMISSIONS, Permission, Role


class SitesChanged(Event, frozen=True):
    """A site was added, changed or taken away."""

    def audience(self) -> frozenset[Role]:
        """Tell those who watch the sites, and those who operate one."""
        return PERMISSIONS[Permission.WATCH_SITES] | OPERATORS


class SiteReported(Event, frozen=True):
    """A site is ready or no more, calls for help or has been helped."""

    site_id: int

    def audience(self) -> frozenset[Role]:
        """Tell those who watch the sites; an operator knows of his own site only."""
        return PERMISSIONS[Permission.WATCH_SITES]
