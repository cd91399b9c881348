"""Check the tablets: heartbeat, battery, clock, version, documents, storage, seat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kiosk.errors import N_
from kiosk.fleet.rules import TabletAlert
from kiosk.readiness.context import CheckContext, TabletSnapshot
from kiosk.readiness.room import SERVER_SILENT, START_SERVER
from kiosk.readiness.rules import (
    CheckResult,
    Detail,
    Level,
    bad,
    good,
    list_names,
    warn,
)

# Tablets named: the printed report is used to find them in the hall.
MAX_TABLETS_LISTED = 100
# Per cent; does not last until the break.
EMPTY_BATTERY = 15


@dataclass(frozen=True)
class TabletCheck:
    """A check of all tablets, with its sentences."""

    need: TabletAlert
    well: str
    amiss: str
    advice: str
    # Whether a live tablet reports the value; None: not applicable.
    is_reported_by: Callable[[TabletSnapshot], bool | None] = lambda _: True
    # Shown behind the tablet's number.
    figure: Callable[[TabletSnapshot], str] = lambda _: ""
    is_grave: Callable[[TabletSnapshot], bool] = lambda _: False
    # Sentence and advice for tablets that cannot report it.
    blind: tuple[str, str] | None = None


def _reports_documents(tablet: TabletSnapshot) -> bool | None:
    if not tablet.is_held or not tablet.papers_wanted:
        return None
    return tablet.papers is not None


LINK = TabletCheck(
    TabletAlert.SILENT,
    N_("Nghe được cả {count} máy."),
    N_("{amiss} máy im lặng, số: {names}."),
    N_("Bật máy, xem pin và Wi-Fi của máy; máy không còn dùng thì thu hồi."),
    figure=lambda one: "" if one.seconds is None else f"{round(one.seconds / 60)}′",
    # A member who uses it waits for a page.
    is_grave=lambda one: one.is_held,
)
BATTERY = TabletCheck(
    TabletAlert.BATTERY,
    N_("{count} máy đủ pin hoặc đang sạc."),
    N_("{amiss} máy sắp hết pin mà không cắm sạc, số: {names}."),
    N_("Cắm sạc các máy ấy ngay, hoặc đổi máy khác."),
    is_reported_by=lambda one: one.battery is not None,
    figure=lambda one: f"{one.battery}%",
    is_grave=lambda one: (one.battery or 0) < EMPTY_BATTERY,
    blind=(
        N_("{count} máy không báo được pin."),
        N_("Xem pin bằng mắt: chỉ Chromium trên https mới báo."),
    ),
)
CLOCK = TabletCheck(
    TabletAlert.CLOCK,
    N_("{count} máy chạy đúng giờ."),
    N_("{amiss} máy lệch giờ, số: {names}."),
    N_("Bật “giờ tự động” trong cài đặt của máy: lệch giờ làm tài liệu hết hạn sai."),
    figure=lambda one: f"{one.clock or 0:+.0f} s",
)
VERSION = TabletCheck(
    TabletAlert.VERSION,
    N_("{count} máy chạy đúng phiên bản."),
    N_("{amiss} máy chạy phiên bản cũ, số: {names}."),
    N_("Chọn các máy ấy ở màn hình máy tính bảng rồi bấm “Tải lại”."),
)
OFFLINE_DOCUMENTS = TabletCheck(
    TabletAlert.PAPERS,
    N_("{count} máy đã giữ đủ tài liệu (từng tệp đúng SHA-256)."),
    N_("{amiss} máy chưa tải đủ tài liệu, số: {names}."),
    N_("Để máy mở màn hình đại biểu gần Wi-Fi ít phút; máy tự tải."),
    is_reported_by=_reports_documents,
    figure=lambda one: f"{one.papers}/{one.papers_wanted}",
    blind=(
        N_("{count} máy không báo được đã giữ tài liệu nào."),
        N_("Máy chỉ giữ được tài liệu qua https: xem dòng “Chứng thư (https)”."),
    ),
)
STORAGE = TabletCheck(
    TabletAlert.STORAGE,
    N_("{count} máy còn đủ bộ nhớ."),
    N_("{amiss} máy sắp đầy bộ nhớ, số: {names}."),
    N_("Xoá bớt ứng dụng và ảnh trên máy, hoặc đổi máy khác."),
    is_reported_by=lambda one: one.reports_storage or None,
)
SEAT = TabletCheck(
    TabletAlert.SEAT,
    N_("{count} máy ở đúng ghế của người cầm."),
    N_("{amiss} máy ở nhầm ghế, số: {names}."),
    N_("Mời đại biểu về ghế của mình, hoặc đổi ghế của máy."),
    is_reported_by=lambda one: one.is_held or None,
)


def check_tablet_link(context: CheckContext, meeting_id: int) -> Iterator[CheckResult]:
    """Check that tablets are enrolled and send heartbeats."""
    room = context.room(meeting_id)
    if room is None:
        yield bad(SERVER_SILENT, START_SERVER)
    elif not room.tablets:
        yield good(N_("Nhà chưa ghi danh máy nào của mình."))
    else:
        yield from evaluate_tablets(LINK, room.tablets)


def tablet_check(
    matter: TabletCheck,
) -> Callable[[CheckContext, int], Iterator[CheckResult]]:
    """Return a meeting check that applies `matter` to all tablets."""

    def look(context: CheckContext, meeting_id: int) -> Iterator[CheckResult]:
        room = context.room(meeting_id)
        # A silent server is reported by the check of the link.
        yield from evaluate_tablets(matter, room.tablets if room else [])

    return look


def evaluate_tablets(
    matter: TabletCheck, tablets: list[TabletSnapshot]
) -> Iterator[CheckResult]:
    """Return the tablets with the problem, and how many cannot report it."""
    amiss = [one for one in tablets if matter.need in one.needs]
    alive = [one for one in tablets if TabletAlert.SILENT not in one.needs]
    heard = [matter.is_reported_by(one) for one in alive]
    if amiss:
        details: dict[str, Detail] = {
            "amiss": len(amiss),
            "names": list_names(
                (_label(matter, one) for one in amiss), MAX_TABLETS_LISTED
            ),
        }
        is_grave = any(map(matter.is_grave, amiss))
        level = Level.BAD if is_grave else Level.WARN
        yield CheckResult(level, matter.amiss, matter.advice, details)
    elif True in heard:
        yield good(matter.well, count=heard.count(True))
    if matter.blind and False in heard:
        sentence, advice = matter.blind
        yield warn(sentence, advice, count=heard.count(False))


def _label(matter: TabletCheck, tablet: TabletSnapshot) -> str:
    """Return number, seat or name, and the relevant value of a tablet."""
    where = tablet.seat or tablet.name
    parts = (str(tablet.number), where and f"({where})", matter.figure(tablet))
    return " ".join(filter(None, parts))
