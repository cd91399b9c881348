"""What a tablet says of itself, and what is remembered of it."""

from enum import StrEnum
from typing import Annotated

import msgspec

# The largest number that names anything in the database.
_LARGEST_ID = 2**63 - 1
# More pages than any paper has; a report beyond it is garbage.
_MOST_PAGES = 100_000
# The number of a tablet that has joined and not yet said what it shows.
NOT_REPORTED = -1


class FollowMode(StrEnum):
    """How a tablet comes to the page it shows."""

    FOLLOWING = "following"
    ALONE = "alone"
    LEADING = "leading"
    ASLEEP = "asleep"


class PresenceReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What a tablet says it shows: the one tick that comes in by socket."""

    # The number of the newest state that is really on its screen.
    n: Annotated[int, msgspec.Meta(ge=0, le=_LARGEST_ID)]
    document: Annotated[int, msgspec.Meta(ge=1, le=_LARGEST_ID)] | None
    # 0 where no page is shown; pages count from 1.
    page: Annotated[int, msgspec.Meta(ge=0, le=_MOST_PAGES)]
    mode: FollowMode


class TabletState(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """One sign-in in one meeting, as it was last heard of.

    Moments are seconds of this process's monotonic clock.
    """

    meeting_id: int
    sign_in_id: int
    # Whether its holder is one of those whom the page is meant to reach.
    is_counted: bool
    # When it came to this mode.
    since: float
    n: int = NOT_REPORTED
    document: int | None = None
    page: int = 0
    mode: FollowMode = FollowMode.FOLLOWING
    # When it was last heard, once its last connection is gone; None: connected.
    gone_at: float | None = None

    @property
    def key(self) -> tuple[int, int]:
        """Return what tells it from every other tablet."""
        return (self.meeting_id, self.sign_in_id)

    def saying(self, report: PresenceReport, now: float) -> "TabletState":
        """Return the tablet as `report` describes it."""
        return TabletState(
            meeting_id=self.meeting_id,
            sign_in_id=self.sign_in_id,
            is_counted=self.is_counted,
            since=self.since if report.mode is self.mode else now,
            n=report.n,
            document=report.document,
            page=report.page,
            mode=report.mode,
        )


class SharedPage(msgspec.Struct, frozen=True):
    """What everybody is shown, and the meeting's last number."""

    number: int
    document: int | None
    page: int

    @property
    def place(self) -> tuple[int | None, int]:
        """Return the page as a tablet reports it."""
        return (self.document, self.page if self.document is not None else 0)


class PresenceStatus(StrEnum):
    """Where a tablet stands towards the page that everybody is shown."""

    FOLLOWING = "following"  # shows it
    LEADING = "leading"  # shows it and turns it
    ARRIVING = "arriving"  # has still time to show it
    COVERED = "covered"  # follows, and may not see this page
    ALONE = "alone"
    BEHIND = "behind"
    ASLEEP = "asleep"
    LOST = "lost"


class PresenceCounts(msgspec.Struct, frozen=True):
    """How many tablets stand where: the tick `presence`."""

    document: int | None
    page: int
    following: int  # whoever leads among them
    arriving: int
    covered: int
    alone: int
    behind: int
    asleep: int
    lost: int
    total: int
