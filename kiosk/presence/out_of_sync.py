"""Join the live channel's tablet states with sign-ins."""

from kiosk.live.presence.presence import Presence
from kiosk.live.presence.types import PresenceStatus
from kiosk.presence.rules import AudienceSignIn, OutOfSyncTablet

# Reported statuses, most serious first; tablets that still have time are omitted.
_REPORTED = (
    PresenceStatus.LOST,
    PresenceStatus.BEHIND,
    PresenceStatus.ASLEEP,
    PresenceStatus.ALONE,
)


def list_out_of_sync(
    presence: Presence, meeting_id: int, everyone: list[AudienceSignIn]
) -> list[OutOfSyncTablet]:
    """Return the tablets of `everyone` that do not show the page, by status."""
    tablets, evaluator = presence.tablets(meeting_id), presence.evaluator(meeting_id)
    found: dict[PresenceStatus, list[OutOfSyncTablet]] = {
        status: [] for status in _REPORTED
    }
    for sign_in_id, site_id in everyone:
        tablet = tablets.get(sign_in_id)
        if tablet is None:
            # Signed in, but not connected since this server started.
            out_of_sync = OutOfSyncTablet(
                PresenceStatus.LOST, sign_in_id, site_id, None
            )
            found[PresenceStatus.LOST].append(out_of_sync)
            continue
        status = evaluator.status_of(tablet)
        if status in found:
            seconds = evaluator.seconds(tablet, status)
            page = (
                (tablet.document, tablet.page)
                if status is PresenceStatus.ALONE
                else (None, 0)
            )
            found[status].append(
                OutOfSyncTablet(status, sign_in_id, site_id, seconds, *page)
            )
    return [out_of_sync for some in found.values() for out_of_sync in some]
