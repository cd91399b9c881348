"""Joins what the live channel knows of tablets with the people before them."""

from kiosk.live.presence.presence import Presence
from kiosk.live.presence.values import Standing
from kiosk.presence.rules import Apart, SignedIn

# Those whom the chair asks about, the gravest first; who has still time to arrive is
# not among them.
_APART = (Standing.LOST, Standing.BEHIND, Standing.ASLEEP, Standing.ALONE)


def stand_apart(
    presence: Presence, meeting_id: int, everyone: list[SignedIn]
) -> list[Apart]:
    """Return those of `everyone` whom the page has not reached, by kind."""
    tablets, judge = presence.tablets(meeting_id), presence.judge(meeting_id)
    found: dict[Standing, list[Apart]] = {standing: [] for standing in _APART}
    for sign_in_id, site_id in everyone:
        tablet = tablets.get(sign_in_id)
        if tablet is None:
            # Signed in and never heard of since this server started.
            apart = Apart(Standing.LOST, sign_in_id, site_id, None)
            found[Standing.LOST].append(apart)
            continue
        standing = judge.standing(tablet)
        if standing in found:
            seconds = judge.seconds(tablet, standing)
            place = (
                (tablet.document, tablet.page)
                if standing is Standing.ALONE
                else (None, 0)
            )
            found[standing].append(
                Apart(standing, sign_in_id, site_id, seconds, *place)
            )
    return [apart for some in found.values() for apart in some]
