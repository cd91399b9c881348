"""The readiness page before a meeting."""

import json
import os
import subprocess
import sys

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.roles import Role
from tests.browser.test_entrance import Desk
from tests.servers import ROOT
from tests.unit.fleet.many_tablets import make_tablets

pytestmark = pytest.mark.own_server


def doctor(server, *words: str) -> tuple[int, dict]:
    """Call the doctor as the operator does."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "doctor", *words, "--json"],
        cwd=ROOT,
        env={**os.environ, **server.settings},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout or "{}")


def line(page: Page, topic: str) -> Locator:
    """The line of one check."""
    heading = page.get_by_role("heading", name=topic, exact=True)
    return page.locator(".finding").filter(has=heading)


@pytest.fixture
def meeting(real_scene, webp_pages) -> int:
    """A meeting with a paper."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    real_scene.make_document(meeting, item, webp_pages(2))
    return meeting


@pytest.fixture
def page(meeting, real_scene, open_tablet) -> Page:
    """The secretary's look at it."""
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    page = open_tablet(f"/m/{meeting}/secretary", secretary)
    page.get_by_role("link", name="Sẵn sàng?").click()
    return page


def test_missing_parts_are_red_with_advice(real_server, meeting, page):
    # Asked by another process, while this server waits for it and answers it.
    expect(line(page, "Máy chủ")).to_contain_text("Tốt")
    expect(line(page, "Tệp trên đĩa")).to_contain_text("nguyên vẹn")
    expect(line(page, "Bộ xử lý tài liệu")).to_contain_text("systemctl start")
    expect(line(page, "Máy tính bảng")).to_contain_text("Chưa có máy tính bảng")
    expect(page.locator(".readiness-verdict")).to_contain_text("Chưa sẵn sàng")
    status, report = doctor(real_server, str(meeting))
    assert (status, report["ready"]) == (1, False)
    # On paper there are no buttons.
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Kiểm tra lại")).to_be_hidden()
    expect(line(page, "Các điểm cầu")).to_be_visible()


def test_red_lines_turn_green_when_fixed(
    real_server, real_scene, open_tablet, meeting, page
):
    wall = real_scene.make_member(meeting, Role.WALL, "Màn hình hội trường lớn")
    delegate = real_scene.make_member(meeting)
    page.reload()
    expect(line(page, "Màn hình hội trường")).to_contain_text("chưa nối")
    real_server.start_worker()
    open_tablet(f"/m/{meeting}/wall", wall)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    expect(tablet.locator("body")).to_have_attribute("data-meeting", str(meeting))
    # One look may come before the worker or the live channel is up.
    for _ in range(20):
        page.get_by_role("link", name="Kiểm tra lại").click()
        if "finding--bad" not in page.content():
            break
    expect(line(page, "Bộ xử lý tài liệu")).to_contain_text("Đang chạy")
    expect(line(page, "Màn hình hội trường")).to_contain_text("1 màn hình đang nối")
    expect(line(page, "Máy tính bảng")).to_contain_text(
        "1 máy đã đăng nhập: 1 theo chủ toạ"
    )
    expect(page.locator(".readiness-verdict")).to_contain_text("Họp được")
    status, report = doctor(real_server)
    assert (status, report["ready"]) == (0, True)
    assert [part["meeting"] for part in report["parts"]] == [None, meeting]


def test_gates_and_managed_tablets_have_own_lines(
    real_server, real_scene, open_tablet, meeting, page
):
    delegate = real_scene.make_member(meeting, seat="A-12")
    (secret,) = make_tablets(real_scene, 1)
    # The tablet at seat A1 is in the hands of A-12, and has never spoken.
    expect(line(page, "Các cửa")).to_have_count(0)
    page.get_by_role("link", name="Kiểm tra lại").click()
    expect(line(page, "Các cửa")).to_contain_text("Chưa có cửa điểm danh nào")
    expect(line(page, "Máy của nhà: liên lạc")).to_contain_text("số: 1 (A1)")
    expect(line(page, "Máy của nhà: pin")).to_have_count(0)

    gate = Desk(real_scene, real_server, open_tablet)
    gate.meeting = meeting
    gate.open_gate("Cửa A")
    tablet = open_tablet("/healthz", delegate)
    cookie = {"name": "kiosk-tablet", "value": secret, "url": real_server.url}
    tablet.context.add_cookies([cookie])
    tablet.goto(f"{real_server.url}/m/{meeting}/tablet")
    for _ in range(20):
        page.get_by_role("link", name="Kiểm tra lại").click()
        if "Nghe được cả 1 máy" in page.content():
            break
    expect(line(page, "Máy của nhà: liên lạc")).to_contain_text("Tốt")
    expect(line(page, "Máy của nhà: đồng hồ")).to_contain_text("1 máy chạy đúng giờ")
    expect(line(page, "Máy của nhà: phiên bản")).to_contain_text("Tốt")
    expect(line(page, "Máy của nhà: chỗ ngồi")).to_contain_text("nhầm ghế, số: 1 (A1)")
    expect(line(page, "Các cửa")).to_contain_text("1 cửa sẵn sàng: Cửa A")
    # The operator's command has the same result as the page.
    _, report = doctor(real_server, str(meeting))
    said = {one["topic"]: one for part in report["parts"] for one in part["lines"]}
    assert said["Các cửa"]["level"] == "good"
    assert said["Máy của nhà: chỗ ngồi"]["todo"].startswith("Mời đại biểu")


def test_a_missing_meeting_is_refused_with_a_message(real_server):
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "doctor", "99"],
        cwd=ROOT,
        env={**os.environ, **real_server.settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Không có hội nghị này" in done.stderr


def test_a_delegate_sees_nothing_of_it(real_scene, open_tablet):
    meeting = real_scene.make_meeting()
    page = open_tablet(f"/m/{meeting}/readiness", real_scene.make_member(meeting))
    expect(page.get_by_text("không có quyền")).to_be_visible()
