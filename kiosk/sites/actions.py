"""What changes the list of sites."""

from sqlalchemy import func, select

from kiosk.identity import Actor
from kiosk.sites.models import Site, SiteKind
from kiosk.sites.queries import sites_of
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def add_site(
    work: UnitOfWork,
    *,
    actor: Actor,
    name: str,
    kind: SiteKind = SiteKind.REMOTE,
    expected: int = 0,
) -> Site:
    """Put a site at the end of the meeting's list."""
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


def copy_sites(work: UnitOfWork, *, source_id: int, target_id: int) -> dict[int, int]:
    """Copy a meeting's sites to another; return old ids → new ids."""
    copied = {}
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
    return copied
