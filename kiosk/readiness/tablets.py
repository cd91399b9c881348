"""The tablets of the house: can they be heard, charged, in time, up to date, loaded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kiosk.errors import N_
from kiosk.fleet.rules import Attention
from kiosk.readiness.house import House, TabletNow
from kiosk.readiness.room import SERVER_SILENT, START_SERVER
from kiosk.readiness.rules import Detail, Level, Said, bad, good, some_of, warn

# Told one by one: whoever walks through the hall takes the sheet along.
MOST_TOLD = 100
# It will not last until the break, in per cent.
EMPTY_BATTERY = 15


@dataclass(frozen=True)
class Matter:
    """One thing that may be amiss with a tablet, and how it is said."""

    need: Attention
    well: str
    amiss: str
    advice: str
    # Whether a tablet that was heard tells of it; None: it is not asked.
    tells: Callable[[TabletNow], bool | None] = lambda _: True
    # What stands behind its number.
    figure: Callable[[TabletNow], str] = lambda _: ""
    is_grave: Callable[[TabletNow], bool] = lambda _: False
    # Said of those that cannot tell.
    blind: tuple[str, str] | None = None


def _papers_told(tablet: TabletNow) -> bool | None:
    if not tablet.is_held or not tablet.papers_wanted:
        return None
    return tablet.papers is not None


LINK = Matter(
    Attention.SILENT,
    N_("Nghe được cả {count} máy."),
    N_("{amiss} máy im lặng, số: {names}."),
    N_("Bật máy, xem pin và Wi-Fi của máy; máy không còn dùng thì thu hồi."),
    figure=lambda one: "" if one.seconds is None else f"{round(one.seconds / 60)}′",
    # It is in somebody's hands: he waits for a page.
    is_grave=lambda one: one.is_held,
)
BATTERY = Matter(
    Attention.BATTERY,
    N_("{count} máy đủ pin hoặc đang sạc."),
    N_("{amiss} máy sắp hết pin mà không cắm sạc, số: {names}."),
    N_("Cắm sạc các máy ấy ngay, hoặc đổi máy khác."),
    tells=lambda one: one.battery is not None,
    figure=lambda one: f"{one.battery}%",
    is_grave=lambda one: (one.battery or 0) < EMPTY_BATTERY,
    blind=(
        N_("{count} máy không báo được pin."),
        N_("Xem pin bằng mắt: chỉ Chromium trên https mới báo."),
    ),
)
CLOCK = Matter(
    Attention.CLOCK,
    N_("{count} máy chạy đúng giờ."),
    N_("{amiss} máy lệch giờ, số: {names}."),
    N_("Bật “giờ tự động” trong cài đặt của máy: lệch giờ làm tài liệu hết hạn sai."),
    figure=lambda one: f"{one.clock or 0:+.0f} s",
)
VERSION = Matter(
    Attention.VERSION,
    N_("{count} máy chạy đúng phiên bản."),
    N_("{amiss} máy chạy phiên bản cũ, số: {names}."),
    N_("Chọn các máy ấy ở màn hình máy tính bảng rồi bấm “Tải lại”."),
)
PAPERS = Matter(
    Attention.PAPERS,
    N_("{count} máy đã giữ đủ tài liệu (từng tệp đúng SHA-256)."),
    N_("{amiss} máy chưa tải đủ tài liệu, số: {names}."),
    N_("Để máy mở màn hình đại biểu gần Wi-Fi ít phút; máy tự tải."),
    tells=_papers_told,
    figure=lambda one: f"{one.papers}/{one.papers_wanted}",
    blind=(
        N_("{count} máy không báo được đã giữ tài liệu nào."),
        N_("Máy chỉ giữ được tài liệu qua https: xem dòng “Chứng thư (https)”."),
    ),
)
STORAGE = Matter(
    Attention.STORAGE,
    N_("{count} máy còn đủ bộ nhớ."),
    N_("{amiss} máy sắp đầy bộ nhớ, số: {names}."),
    N_("Xoá bớt ứng dụng và ảnh trên máy, hoặc đổi máy khác."),
    tells=lambda one: one.tells_storage or None,
)
SEAT = Matter(
    Attention.SEAT,
    N_("{count} máy ở đúng ghế của người cầm."),
    N_("{amiss} máy ở nhầm ghế, số: {names}."),
    N_("Mời đại biểu về ghế của mình, hoặc đổi ghế của máy."),
    tells=lambda one: one.is_held or None,
)


def look_at_link(house: House, meeting_id: int) -> Iterator[Said]:
    """Look whether there are tablets of the house, and whether each was heard."""
    room = house.room(meeting_id)
    if room is None:
        yield bad(SERVER_SILENT, START_SERVER)
    elif not room.tablets:
        yield good(N_("Nhà chưa ghi danh máy nào của mình."))
    else:
        yield from look_for(LINK, room.tablets)


def looking_for(matter: Matter) -> Callable[[House, int], Iterator[Said]]:
    """Return a check that looks for one matter in every tablet of the house."""

    def look(house: House, meeting_id: int) -> Iterator[Said]:
        room = house.room(meeting_id)
        # That the server is silent stands in the line of the link.
        yield from look_for(matter, room.tablets if room else [])

    return look


def look_for(matter: Matter, tablets: list[TabletNow]) -> Iterator[Said]:
    """Say of which tablets it is amiss, and of how many nothing is known."""
    amiss = [one for one in tablets if matter.need in one.needs]
    alive = [one for one in tablets if Attention.SILENT not in one.needs]
    heard = [matter.tells(one) for one in alive]
    if amiss:
        told: dict[str, Detail] = {
            "amiss": len(amiss),
            "names": some_of((_label(matter, one) for one in amiss), MOST_TOLD),
        }
        is_grave = any(map(matter.is_grave, amiss))
        level = Level.BAD if is_grave else Level.WARN
        yield Said(level, matter.amiss, matter.advice, told)
    elif True in heard:
        yield good(matter.well, count=heard.count(True))
    if matter.blind and False in heard:
        sentence, advice = matter.blind
        yield warn(sentence, advice, count=heard.count(False))


def _label(matter: Matter, tablet: TabletNow) -> str:
    """Return its number, its seat or name, and the figure that matters."""
    where = tablet.seat or tablet.name
    parts = (str(tablet.number), where and f"({where})", matter.figure(tablet))
    return " ".join(filter(None, parts))
