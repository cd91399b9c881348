"""The people of a whole meeting, each at a screen of their own."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.rules import ItemKind
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.browser.layout import PHONE, SIZES, resize, resized
from tests.scene import Scene
from tests.servers import RealServer

TITLE = "Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 15 (mở rộng), nhiệm kỳ 2025 – 2030"
SITE = "Xã Nậm Cắn"
ITEMS = (
    ("Khai mạc, thông qua chương trình làm việc của hội nghị", ItemKind.OPENING),
    (
        "Thảo luận kết quả chuyển đổi số năm 2026, nhiệm vụ năm 2027",
        ItemKind.DISCUSSION,
    ),
    ("Biểu quyết Nghị quyết, bầu bổ sung Ban Thường vụ, bế mạc", ItemKind.VOTE),
)
SPEECH = "Tham luận: Chuyển đổi số ở cơ sở vùng cao"
# The first three sit in the hall, the others at the site.
DELEGATES = (
    ("Nguyễn Phạm Hoàng Phương Thảo Nguyên", "Phó Trưởng ban Thường trực Ban Tổ chức"),
    ("Lò Văn Pánh", "Bí thư Đảng uỷ xã Sín Thầu"),
    ("Công Tằng Tôn Nữ Thuỳ Dương", "Giám đốc Sở Khoa học và Công nghệ"),
    ("Y Krông Niê Kdăm", "Bí thư Đảng uỷ xã Đăk Sơ Rông"),
    ("Giàng A Pháo", "Chủ tịch Uỷ ban nhân dân xã Nậm Cắn"),
    ("Vi Thị Hoa", "Chủ tịch Uỷ ban Mặt trận Tổ quốc xã Nậm Cắn"),
)
CHAIR = "Trần Đức An"
ON_THE_PHONE = "Lê Thị Bích Ngọc"
WALL_4_3 = (1024, 768)
# A folder for pictures of every screen at each chapter; without it none are taken.
PICTURES = os.environ.get("STORY_PICTURES")


@dataclass
class Hall:
    """A meeting that is about to begin, its people seated."""

    server: RealServer
    scene: Scene
    open_tablet: Callable[..., Page]
    pages: list[bytes]
    badges: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.meeting = self.scene.make_meeting(TITLE, MeetingState.PUBLISHED)
        self.site = self.scene.make_site(self.meeting, SITE)
        self.items = [self._item(at, *item) for at, item in enumerate(ITEMS)]
        self.scene.make_document(
            self.meeting, self.items[0], self.pages, title="Chương trình làm việc"
        )
        self.scene.make_document(self.meeting, self.items[1], self.pages, title=SPEECH)
        account = self.scene.make_account()
        self.secretary = self._seat("votes", Role.SECRETARY, "Lê Thị Thu Hà", account)
        self.chair = self._seat("chair", Role.CHAIR, CHAIR)
        self.tablets = [self._delegate(at, *who) for at, who in enumerate(DELEGATES)]
        self.phone = self._seat("tablet", Role.OFFICIAL_DELEGATE, ON_THE_PHONE)
        resize(self.phone, PHONE)
        self.walls = [
            self._wall(number, size)
            for number, size in enumerate((SIZES["wall"], WALL_4_3))
        ]
        # Summoned, and never comes.
        self.scene.make_member(self.meeting, name="Hoàng Văn Vắng")

    def _item(self, ordinal: int, title: str, kind: ItemKind) -> int:
        item_id = self.scene.make_item(self.meeting, title, ordinal=ordinal)
        with self.scene.store.unit_of_work("test") as work:
            work.session.get_one(AgendaItem, item_id).kind = kind
        return item_id

    def _delegate(self, number: int, name: str, position: str) -> Page:
        place = {"site_id": self.site} if number > 2 else {"seat": f"A{number + 1}"}
        role = Role.OFFICIAL_DELEGATE
        return self._seat("tablet", role, name, position=position, **place)

    def _seat(
        self,
        screen: str,
        role: Role,
        name: str,
        account: int | None = None,
        **fields: str | int,
    ) -> Page:
        if account:
            fields["account_id"] = account
        member = self.scene.make_member(self.meeting, role, name, **fields)
        if screen != "votes":
            self.badges[name] = self.scene.make_badge(member)
        return self.open(screen, member)

    def _wall(self, number: int, size: tuple[int, int]) -> Page:
        name = f"Màn hình {number + 1}"
        member = self.scene.make_member(self.meeting, Role.WALL, name)
        wall = self.open("wall?screen=1", member)
        resize(wall, size)
        return wall

    def open(self, screen: str, member: int) -> Page:
        """Open a screen of the meeting for a member."""
        return self.open_tablet(f"/m/{self.meeting}/{screen}", member)

    @property
    def delegates(self) -> list[Page]:
        """The screens of the delegates."""
        return [*self.tablets, self.phone]

    @property
    def voters(self) -> list[Page]:
        """The screens with a ballot."""
        return [self.chair, *self.delegates]

    def take_pictures(self, chapter: str) -> None:
        """Keep pictures of the screens, if a folder is named."""
        if not PICTURES:
            return
        screens = {
            "chair": self.chair,
            "secretary": self.secretary,
            "wall": self.walls[0],
            "wall-4-3": self.walls[1],
            "tablet": self.tablets[0],
            "tablet-site": self.tablets[3],
            "phone": self.phone,
        }
        for name, screen in screens.items():
            screen.screenshot(path=Path(PICTURES) / f"{chapter}-{name}.png")
        # In need, the chair has only a phone.
        with resized(self.chair, PHONE):
            self.chair.screenshot(path=Path(PICTURES) / f"{chapter}-chair-phone.png")
