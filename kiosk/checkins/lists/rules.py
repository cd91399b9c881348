"""What stands in an attendance list, and how far it has come; pure."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from kiosk.checkins.rules import Attendance, Method
from kiosk.vietnamese import fold

# A paper of the house: always in Vietnamese.
METHODS = {Method.QR: "QR", Method.MANUAL: "Thủ công", Method.BULK: "Tại quầy"}
STATES = {
    Attendance.PRESENT_IN_PERSON: "Có mặt trực tiếp",
    Attendance.PRESENT_ONLINE: "Có mặt trực tuyến",
    Attendance.ABSENT: "Vắng mặt",
    Attendance.UNCONFIRMED: "Chưa điểm danh",
}
HEADS = (
    "STT",
    "Họ và tên",
    "Chức vụ",
    "Đơn vị công tác",
    "Thành phần",
    "Điểm cầu – Ghế",
    "Giờ điểm danh",
    "Hình thức",
    "Trạng thái",
    "Ký tên/Ghi chú",
)


class ListLine(msgspec.Struct, frozen=True):
    """Somebody on the list."""

    name: str
    position: str
    unit: str
    role: str
    place: str
    came: str
    method: str
    state: Attendance
    reason: str

    @property
    def said(self) -> str:
        """Return his state in words, with the reason of an absence."""
        words = STATES[self.state]
        return f"{words}: {self.reason}" if self.reason else words


class ListPlan(msgspec.Struct, frozen=True):
    """A whole list."""

    body_name: str
    title: str
    site: str
    place: str
    day: str
    lines: tuple[ListLine, ...]

    @property
    def is_of_the_party(self) -> bool:
        """Tell which of the two headings of Vietnamese papers is the body's."""
        name = f"{fold(self.body_name)} "
        return (" uy " in name and "uy ban" not in name) or name.startswith("dang ")

    def foot(self) -> list[str]:
        """Return the sums below the list, one sentence each."""
        whole = len(self.lines)
        present = _count(
            self.lines, Attendance.PRESENT_IN_PERSON, Attendance.PRESENT_ONLINE
        )
        online = _count(self.lines, Attendance.PRESENT_ONLINE)
        share = f"{100 * present / whole:.1f}".replace(".", ",") if whole else "0"
        excused = _count(self.lines, Attendance.ABSENT)
        missing = _count(self.lines, Attendance.UNCONFIRMED)
        return [
            f"Tổng số triệu tập: {whole}",
            f"Có mặt: {present} ({share}%), trong đó trực tuyến: {online}",
            f"Vắng có lý do: {excused}",
            f"Vắng không lý do (chưa điểm danh): {missing}",
        ]


def _count(lines: Sequence[ListLine], *states: Attendance) -> int:
    return sum(line.state in states for line in lines)


class ListState(StrEnum):
    """How far a list is."""

    NONE = "none"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
