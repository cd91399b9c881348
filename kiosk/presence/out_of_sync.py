"""Joins what the live channel knows of tablets with the people before them."""

from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import PresenceStatus
from kiosk.presence.rules import AudienceSignIn, OutOfSyncTablet

# Those whom the chair asks about, the gravest first; who has still time to arrive is
# not among them.
_APART = (
    PresenceStatus.LOST,
    PresenceStatus.BEHIND,
    PresenceStatus.ASLEEP,
    PresenceStatus.ALONE,
)


def list_out_of_sync(
    presence: Presence, meeting_id: int, everyone: list[AudienceSignIn]
) -> list[OutOfSyncTablet]:
    """Return those of `everyone` whom the page has not reached, by kind."""
    tablets, evaluator = presence.tablets(meeting_id), presence.evaluator(meeting_id)
    found: dict[PresenceStatus, list[OutOfSyncTablet]] = {
        standing: [] for standing in _APART
    }
    for sign_in_id, site_id in everyone:
        tablet = tablets.get(sign_in_id)
        if tablet is None:
            # Signed in and never heard of since this server started.
            out_of_sync = OutOfSyncTablet(
                PresenceStatus.LOST, sign_in_id, site_id, None
            )
            found[PresenceStatus.LOST].append(out_of_sync)
            continue
        standing = evaluator.status_of(tablet)
        if standing in found:
            seconds = evaluator.seconds(tablet, standing)
            place = (
                (tablet.document, tablet.page)
                if standing is PresenceStatus.ALONE
                else (None, 0)
            )
            found[standing].append(
                OutOfSyncTablet(standing, sign_in_id, site_id, seconds, *place)
            )
    return [out_of_sync for some in found.values() for out_of_sync in some]
