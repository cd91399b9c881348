"""Store tablet states, and count the connected ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kiosk.live.presence.types import TabletState

# Disconnected tablets are dropped after this, in seconds; they still count as lost,
# because the database knows the sign-in.
KEEP_DISCONNECTED_SECONDS = 3600

_NOBODY: Mapping[int, TabletState] = MappingProxyType({})


class TabletTable:
    """The latest state of each tablet, by meeting and sign-in."""

    def __init__(self) -> None:
        self._meetings: dict[int, dict[int, TabletState]] = defaultdict(dict)
        self._connected: Counter[int] = Counter()

    def put(self, tablet: TabletState) -> None:
        """Store the tablet's latest state."""
        here = self._meetings[tablet.meeting_id]
        before = here.get(tablet.sign_in_id)
        here[tablet.sign_in_id] = tablet
        was_connected = before is not None and before.gone_at is None
        is_connected = tablet.gone_at is None
        self._connected[tablet.meeting_id] += is_connected - was_connected

    def get(self, key: tuple[int, int]) -> TabletState | None:
        """Return the tablet of this meeting and sign-in."""
        meeting_id, sign_in_id = key
        return self.of(meeting_id).get(sign_in_id)

    def of(self, meeting_id: int) -> Mapping[int, TabletState]:
        """Return the meeting's tablets by sign-in."""
        return self._meetings.get(meeting_id, _NOBODY)

    def connected(self, meeting_id: int) -> int:
        """Return how many of the meeting's tablets are connected."""
        return self._connected[meeting_id]

    def meetings(self) -> set[int]:
        """Return the meetings that have a tablet connected."""
        return {meeting for meeting, some in self._connected.items() if some > 0}

    def all(self) -> list[TabletState]:
        """Return every tablet."""
        return [tablet for here in self._meetings.values() for tablet in here.values()]

    def forget(self, now: float) -> None:
        """Drop tablets that have been disconnected for long."""
        for tablet in self.all():
            if (
                tablet.gone_at is not None
                and now - tablet.gone_at > KEEP_DISCONNECTED_SECONDS
            ):
                del self._meetings[tablet.meeting_id][tablet.sign_in_id]
        for meeting_id in [key for key, here in self._meetings.items() if not here]:
            del self._meetings[meeting_id]
            del self._connected[meeting_id]


def merged(tables: Iterable[Mapping[int, TabletState]]) -> dict[int, TabletState]:
    """Return the tablets of several processes as one mapping.

    A tablet that has moved is gone in one process and connected in another.
    """
    every: dict[int, TabletState] = {}
    for table in tables:
        if not every:
            every = dict(table)
            continue
        for sign_in_id, tablet in table.items():
            known = every.get(sign_in_id)
            if known is None or _is_later(tablet, known):
                every[sign_in_id] = tablet
    return every


def _is_later(tablet: TabletState, known: TabletState) -> bool:
    if known.gone_at is None or tablet.gone_at is None:
        is_back = known.gone_at is not None
        return is_back or (tablet.gone_at is None and tablet.n >= known.n)
    return tablet.gone_at > known.gone_at
