"""Joins what the live channel knows of tablets with the people before them."""

from kiosk import clock
from kiosk.live.presence.presence import Presence
from kiosk.live.presence.values import Standing
from kiosk.presence.queries import SignedIn
from kiosk.presence.rules import Apart

# Those whom the chair asks about; who has still time to arrive is not among them.
_APART = (Standing.ALONE, Standing.BEHIND, Standing.ASLEEP, Standing.LOST)


def stand_apart(
    presence: Presence, meeting_id: int, everyone: list[SignedIn]
) -> list[Apart]:
    """Return those of `everyone` whom the page has not reached, by kind."""
    standings = presence.standings(meeting_id)
    now = clock.now()
    found = []
    for one in everyone:
        known = standings.get(one.sign_in_id)
        if known is None:
            # Signed in and never heard of since this server started.
            seconds = (now - one.started_at).total_seconds()
            found.append(_apart(one, Standing.LOST, seconds))
            continue
        tablet, standing, seconds = known
        if standing is Standing.ALONE:
            found.append(_apart(one, standing, seconds, tablet.document, tablet.page))
        elif standing in _APART:
            found.append(_apart(one, standing, seconds))
    found.sort(key=lambda one: _APART.index(Standing(one.kind)))
    return found


def _apart(
    one: SignedIn,
    standing: Standing,
    seconds: float,
    document: int | None = None,
    page: int = 0,
) -> Apart:
    return Apart(
        kind=standing,
        member_id=one.member_id,
        site_id=one.site_id,
        seconds=max(0, round(seconds)),
        document=document,
        page=page,
    )
