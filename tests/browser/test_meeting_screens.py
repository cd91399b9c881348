"""Screens around a meeting in progress fit and are accessible, in both languages."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.rules import AttendanceState
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.control_scripts import SPILL
from tests.browser.layout import NARROWEST, faults, resized

LONG_NAME = "Nguyễn Phước Tôn Nữ Công Huyền Trang Đài"
POSITION = "Phó Trưởng ban Thường trực Ban Tuyên giáo và Dân vận Tỉnh ủy"
TITLE = "Thông qua Nghị quyết về phát triển kinh tế - xã hội giai đoạn 2026 – 2030"
TEXT = "Xin mời các đồng chí đại biểu vào phòng họp để tiếp tục làm việc."
OPTIONS = ["Tán thành", "Không tán thành", "Ý kiến khác"]
RULE = {"base": "present", "quorum_numerator": 0, "quorum_denominator": 1}

# Who sees which screen, and what stands there once it is drawn.
SCREENS = {
    "votes": (Role.SECRETARY, "votes", ".vote-card"),
    "floor": (Role.SECRETARY, "floor", ".floor-entry"),
    "floor of a site": (Role.SITE_LEAD, "floor", ".floor-request"),
    "service calls": (Role.ENTRANCE, "service-calls", "main li"),
    "screens": (Role.SECRETARY, "screens", ".scene-tile"),
    "control": (Role.SECRETARY, "control", ".token-list li"),
    "strip": (Role.WALL, "lower-third", ".strip-name"),
    "wall": (Role.WALL, "wall", ".hall-layer[data-front] .scene"),
}


class MeetingInProgress:
    """A meeting whose lists all have something in them; `open` shows it to a role."""

    def __init__(self, scene, open_tablet):
        self.open_tablet = open_tablet
        self.meeting = scene.make_meeting(f"Hội nghị {TITLE.lower()}")
        scene.make_item(self.meeting, f"Thảo luận và {TITLE.lower()}")
        site = scene.make_site(self.meeting, "Đảng ủy xã Nậm Cắn, huyện Kỳ Sơn")
        where = {"site_id": site, "unit": "Đảng ủy xã Nậm Cắn", "position": POSITION}
        self.delegate = scene.make_member(self.meeting, name=LONG_NAME, **where)
        self.members = {Role.OFFICIAL_DELEGATE: self.delegate}
        for role in {role for role, *_ in SCREENS.values()} | {Role.CHAIR}:
            self.members[role] = scene.make_member(
                self.meeting, role, f"Lê Thị {role}", site_id=site
            )
        with scene.store.unit_of_work("test") as work:
            work.session.add(
                AttendanceRecord(
                    member_id=self.delegate,
                    meeting_id=self.meeting,
                    number=1,
                    state=AttendanceState.PRESENT_IN_PERSON,
                    is_inside=True,
                    came_at=work.now,
                )
            )

    def open(self, role: Role, path: str = "snapshot", language: str = "vi") -> Page:
        page = self.open_tablet("/healthz", self.members[role])
        url = page.url.removesuffix("/healthz")
        page.context.add_cookies([{"name": "language", "value": language, "url": url}])
        page.goto(f"{url}/m/{self.meeting}/{path}")
        return page

    def post(self, role: Role, path: str, **body: object) -> dict:
        page = self.open(role)
        url = page.url.replace("/snapshot", f"/{path}")
        reply = page.request.post(url, data=body)
        assert reply.ok, reply.text()
        return reply.json() if reply.body() else {}

    def fill(self) -> None:
        """Let somebody speak, others wait, a vote be open and others be prepared."""
        own, run = Role.OFFICIAL_DELEGATE, Role.SECRETARY
        for kind in ("discussion", "question"):
            asked = self.post(own, "floor/requests", kind=kind, topic=TITLE)
        give = f"floor/requests/{asked['id']}/give"
        self.post(Role.CHAIR, give, instead_of=None)
        self.post(own, "service-calls", kind="technician")
        form = {"question": f"{TITLE}?", "rule": RULE, "title": TITLE}
        labels = [{"label": label} for label in OPTIONS]
        for kind in ("open", "hands", "secret", "paper"):
            fields = {"kind": kind, "is_secret": kind == "secret", "options": labels}
            vote = self.post(run, "votes", **form, **fields)
            if kind == "hands":
                self.post(Role.CHAIR, f"votes/{vote['id']}/open")
        self.post(run, "screens", name="Sảnh tầng một, cửa chính phía quảng trường")
        self.post(run, "control/tokens", name="Bàn phím lệnh", scopes=["floor"])
        self.post(run, "announcements", text=TEXT, audience={"kind": "all"}, minutes=60)


@pytest.fixture
def in_progress(real_scene, open_tablet) -> MeetingInProgress:
    made = MeetingInProgress(real_scene, open_tablet)
    made.fill()
    return made


def spill_when_narrow(screen: Page) -> list[str]:
    with resized(screen, NARROWEST):
        found: list[str] = screen.evaluate(SPILL)
    return found


def test_every_screen_fits_and_is_accessible_in_both_languages(in_progress):
    found = []
    for name, (role, path, drawn) in SCREENS.items():
        for language in ("vi", "en"):
            screen = in_progress.open(role, path, language)
            expect(screen.locator(drawn).first).to_be_visible()
            wrong = [*complaints(screen), *faults(screen), *spill_when_narrow(screen)]
            found += [f"{name} ({language}): {fault}" for fault in wrong]
            screen.context.close()
    assert not found, "\n".join(found)
