"""Define the reports and states of tablets."""

from enum import StrEnum
from typing import Annotated

import msgspec

# The largest id of a 64-bit database column.
LARGEST_ID = 2**63 - 1
# More pages than any document has; larger values are invalid.
_MAX_PAGES = 100_000
# The number of a tablet that has joined and not reported yet.
NOT_REPORTED = -1


class FollowMode(StrEnum):
    """Why a tablet shows its page."""

    FOLLOWING = "following"
    ALONE = "alone"
    LEADING = "leading"
    ASLEEP = "asleep"


class PresenceReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What a tablet shows; the only message content from clients."""

    # The number of the newest state that the screen has painted.
    n: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_ID)]
    document: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_ID)] | None
    # 0 where no page is shown; pages count from 1.
    page: Annotated[int, msgspec.Meta(ge=0, le=_MAX_PAGES)]
    mode: FollowMode


class TabletState(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """One sign-in in one meeting, as last reported.

    Times are seconds of this process's monotonic clock.
    """

    meeting_id: int
    sign_in_id: int
    # Whether its holder belongs to the audience.
    is_counted: bool
    # When it entered this mode.
    since: float
    n: int = NOT_REPORTED
    document: int | None = None
    page: int = 0
    mode: FollowMode = FollowMode.FOLLOWING
    # When anything was last received, after its last connection closed; None:
    # connected.
    gone_at: float | None = None

    @property
    def key(self) -> tuple[int, int]:
        """Return the tablet's key."""
        return (self.meeting_id, self.sign_in_id)

    def with_report(self, report: PresenceReport, now: float) -> "TabletState":
        """Return the tablet's state after `report`."""
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
    """The page shown to everybody, and the meeting's last number."""

    number: int
    document: int | None
    page: int

    @property
    def place(self) -> tuple[int | None, int]:
        """Return the page as tablets report it."""
        return (self.document, self.page if self.document is not None else 0)


class PresenceStatus(StrEnum):
    """The status of a tablet relative to the shown page."""

    FOLLOWING = "following"  # shows it
    LEADING = "leading"  # shows it and turns the pages
    ARRIVING = "arriving"  # still has time to show it
    COVERED = "covered"  # follows, but its role may not see this page
    ALONE = "alone"
    BEHIND = "behind"
    ASLEEP = "asleep"
    LOST = "lost"


class PresenceCounts(msgspec.Struct, frozen=True):
    """The number of tablets by status: the message `presence`."""

    document: int | None
    page: int
    following: int  # including the leader
    arriving: int
    covered: int
    alone: int
    behind: int
    asleep: int
    lost: int
    total: int
