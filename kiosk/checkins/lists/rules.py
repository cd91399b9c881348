"""Content of an attendance list; pure."""

from collections.abc import Iterable, Iterator

import msgspec

from kiosk.checkins.attendance_counts import AttendanceCounts
from kiosk.checkins.rules import AttendanceState, CheckInMethod
from kiosk.printing.rules import is_party_body
from kiosk.vietnamese import number as figure

# Printed documents are always in Vietnamese.
METHOD_LABELS = {
    CheckInMethod.QR: "QR",
    CheckInMethod.MANUAL: "Thủ công",
    CheckInMethod.BULK: "Tại quầy",
}
ATTENDANCE_LABELS = {
    AttendanceState.PRESENT_IN_PERSON: "Có mặt trực tiếp",
    AttendanceState.PRESENT_ONLINE: "Có mặt trực tuyến",
    AttendanceState.ABSENT: "Vắng mặt",
    AttendanceState.UNCONFIRMED: "Chưa điểm danh",
}
NO_SITE_LABEL = "Không thuộc điểm cầu"


class AttendanceListRow(msgspec.Struct, frozen=True):
    """One person on the list."""

    name: str
    position: str
    unit: str
    role: str
    site: str
    seat: str
    came: str
    method: str
    state: AttendanceState
    reason: str
    is_inside: bool = False
    # Against the roll as it was called at the opening.
    is_late: bool = False
    # Time of an early departure, or empty.
    left: str = ""

    @property
    def said(self) -> str:
        """Return the state in words, with the reason of an absence."""
        words = ATTENDANCE_LABELS[self.state]
        if self.state is AttendanceState.PRESENT_IN_PERSON and not self.is_inside:
            words = f"{words}, đã ra"
        return f"{words}: {self.reason}" if self.reason else words

    @property
    def place(self) -> str:
        """Return site and seat."""
        seat = f"Ghế {self.seat}" if self.seat else ""
        return " – ".join(filter(None, (self.site, seat)))

    @property
    def note(self) -> str:
        """Return what differs from the roll as it was called at the opening."""
        late = "Đến sau khai mạc" if self.is_late else ""
        left = f"Ra về sớm {self.left}" if self.left else ""
        return "; ".join(filter(None, (late, left)))


class AttendanceTotals(msgspec.Struct, frozen=True):
    """Totals of some rows, in the order of `TOTAL_HEADINGS`."""

    summoned: int
    present: int
    in_person: int
    online: int
    left: int
    absent: int
    unconfirmed: int
    # Those who came after, or left after, the roll was called.
    late: int
    left_early: int

    @property
    def said(self) -> str:
        """Return them as one sentence."""
        totals = zip(TOTAL_HEADINGS, msgspec.structs.astuple(self), strict=True)
        return "; ".join(f"{head.lower()}: {figure}" for head, figure in totals)


TOTAL_HEADINGS = (
    *("Triệu tập", "Có mặt", "Trực tiếp", "Trực tuyến", "Đã ra"),
    *("Vắng có lý do", "Chưa điểm danh", "Đến sau khai mạc", "Ra về sớm"),
)


def totals_of(lines: Iterable[AttendanceListRow]) -> AttendanceTotals:
    """Return the totals of these rows."""
    count, late, left_early = AttendanceCounts(), 0, 0
    for line in lines:
        count.add(line.state, is_inside=line.is_inside, people=1)
        late += line.is_late
        left_early += bool(line.left)
    return AttendanceTotals(
        count.summoned,
        count.present,
        count.in_person,
        count.online,
        count.left,
        count.absent,
        count.unconfirmed,
        late,
        left_early,
    )


class SiteSection(msgspec.Struct, frozen=True):
    """The people of one site; an empty name: people without a site."""

    site: str
    lines: tuple[AttendanceListRow, ...]

    @property
    def sums(self) -> AttendanceTotals:
        """Return the totals of its people."""
        return totals_of(self.lines)


class AttendanceListContent(msgspec.Struct, frozen=True):
    """A whole list: of one site, or of all sites."""

    body_name: str
    title: str
    place: str
    day: str
    parts: tuple[SiteSection, ...]
    is_whole: bool = False
    # What the roll said when it was called, a sentence; empty: it has not been.
    opening: str = ""

    @property
    def site(self) -> str:
        """Return the name of the only site; empty in a list of all sites."""
        return "" if self.is_whole else self.parts[0].site

    @property
    def lines(self) -> tuple[AttendanceListRow, ...]:
        """Return all rows, site after site."""
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def sums(self) -> AttendanceTotals:
        """Return the totals of all rows."""
        return totals_of(self.lines)

    @property
    def is_of_the_party(self) -> bool:
        """Return whether the Party's heading is used instead of the State's."""
        return is_party_body(self.body_name)

    def foot(self) -> list[str]:
        """Return the sentences below the list."""
        sums = self.sums
        if self.is_whole:
            return [f"Toàn hội nghị: {sums.said}"]
        # Printed lists count those who came, also if they left since.
        came = sums.present + sums.left
        share = figure(100 * came / sums.summoned, 1) if sums.summoned else "0"
        gone = f", đã ra: {sums.left}" if sums.left else ""
        return [
            f"Tổng số triệu tập: {sums.summoned}",
            f"Có mặt: {came} ({share}%), trong đó trực tuyến: {sums.online}{gone}",
            f"Vắng có lý do: {sums.absent}",
            f"Vắng không lý do (chưa điểm danh): {sums.unconfirmed}",
        ]


class SectionSlice(msgspec.Struct, frozen=True):
    """Some rows of a section and the running number of the first."""

    part: SiteSection
    first: int
    lines: tuple[AttendanceListRow, ...]
    is_start: bool


def split_into_batches(
    plan: AttendanceListContent, at_once: int
) -> Iterator[list[SectionSlice]]:
    """Yield the list in batches of at most `at_once` rows, in order."""
    helping: list[SectionSlice] = []
    room, number = at_once, 1
    for part in plan.parts:
        start = 0
        while start < len(part.lines):
            lines = part.lines[start : start + room]
            helping.append(SectionSlice(part, number, lines, is_start=start == 0))
            start += len(lines)
            number += len(lines)
            room -= len(lines)
            if not room:
                yield helping
                helping, room = [], at_once
    if helping or number == 1:
        yield helping
