"""Printed badges, and the replacement of a lost one, in real Chromium."""

import time

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, Route, expect

from kiosk.roles import Role
from tests.browser.layout import faults
from tests.unit.handouts.pdf_text import read, texts

LONG_NAME = "Nguyễn Hoàng Thị Phương Mường Thảo Khánh"


@pytest.fixture
def meeting(real_scene) -> int:
    meeting = real_scene.make_meeting()
    for name in (LONG_NAME, "Đặng Thị Hồng Phượng", "Lê An"):
        real_scene.make_member(
            meeting, name=name, position="Phó Chủ tịch", unit="Uỷ ban nhân dân xã"
        )
    return meeting


@pytest.fixture
def secretary(real_scene, meeting) -> int:
    account = real_scene.make_account()
    return real_scene.make_member(
        meeting, Role.SECRETARY, "Lê Văn Thư", account_id=account
    )


@pytest.mark.own_server
def test_the_secretary_prints_badges_and_cancels_and_takes_them(
    real_server, open_tablet, meeting, secretary, tmp_path
):
    page = open_tablet(f"/m/{meeting}/badges", secretary)
    page.get_by_role("link", name="In thẻ và giấy mời").click()
    card = page.locator(".handout[data-kind=badges]")
    # No worker yet: it waits, and is given up.
    card.get_by_role("button", name="Tạo tệp thẻ").click()
    expect(card.get_by_text("Đang chờ bộ xử lý")).to_be_visible()
    card.get_by_role("button", name="Huỷ").click()
    expect(card.get_by_text("Đã huỷ.")).to_be_visible()
    real_server.start_worker()
    card.get_by_label("Khổ giấy").select_option("cr80")
    card.get_by_role("button", name="Tạo tệp thẻ").click()
    expect(card.get_by_text("Xong: 3 người.")).to_be_visible(timeout=90_000)
    with page.expect_download() as download:
        card.get_by_role("link", name="Tải về (PDF)").click()
    file = tmp_path / "badges.pdf"
    download.value.save_as(file)
    assert download.value.suggested_filename == "Thẻ đại biểu.pdf"
    found = read(file.read_bytes())
    assert len(set(found)) == 3
    assert LONG_NAME in " ".join(" ".join(texts(file.read_bytes())).split())
    # What is printed opens the meeting on a delegate's phone.
    phone = open_tablet(found[0].removeprefix(real_server.url))
    expect(phone).to_have_url(f"{real_server.url}/m/{meeting}/tablet")


def held(page: Page, address: str) -> list[Route]:
    """Hold the first question for this address until the story answers it."""
    first: list[Route] = []

    def hold(route: Route) -> None:
        if first:
            route.continue_()
        else:
            first.append(route)

    page.route(address, hold)
    return first


@pytest.mark.own_server
def test_a_press_while_the_page_loads_its_status_counts(
    open_tablet, meeting, secretary
):
    page = open_tablet(f"/m/{meeting}/badges", secretary)
    look = held(page, "**/handouts/badges/state")
    page.get_by_role("link", name="In thẻ và giấy mời").click()
    card = page.locator(".handout[data-kind=badges]")
    make = card.get_by_role("button", name="Tạo tệp thẻ")
    expect(make).to_be_visible()
    with page.expect_response("**/handouts/badges"):
        make.click()
    # The answer to the first look was given before anything was asked for.
    look[0].fulfill(json={"state": "none", "done": 0, "total": 0, "left_out": 0})
    expect(card.get_by_text("Đang chờ bộ xử lý")).to_be_visible()


def test_invitations_keep_their_values(real_server, open_tablet, meeting, secretary):
    real_server.start_worker()
    page = open_tablet(f"/m/{meeting}/handouts", secretary)
    card = page.locator(".handout[data-kind=invitations]")
    card.get_by_label("Số, ký hiệu").fill("05-GM/TU")
    card.get_by_label("Ghi chú").fill("Trang phục: com-lê")
    card.get_by_role("button", name="Tạo giấy mời").click()
    expect(card.get_by_text("Xong: 3 người.")).to_be_visible(timeout=90_000)
    page.reload()
    expect(card.get_by_label("Số, ký hiệu")).to_have_value("05-GM/TU")
    expect(card.get_by_label("Ghi chú")).to_have_value("Trang phục: com-lê")
    expect(card.get_by_role("link", name="Tải về (PDF)")).to_be_visible()


def test_a_name_typed_before_the_script_loads_is_searched(
    open_tablet, meeting, secretary
):
    page = open_tablet("/", secretary)
    script = held(page, "**/bundles/badges-*.js")
    page.goto(page.url + f"m/{meeting}/badges", wait_until="commit")
    page.get_by_label("Tìm theo tên").fill("hong phuong")
    expect(page.locator(".person")).to_have_count(4)
    script[0].continue_()
    expect(page.locator(".person")).to_have_count(1)


def test_a_lost_badge_is_replaced_at_the_desk_in_a_few_clicks(
    real_server, real_scene, open_tablet, meeting, tmp_path
):
    member = real_scene.make_member(
        meeting,
        name="Công Tằng Tôn Nữ Thị Mỷ Hoàng Hồng Phượng",
        position="Phó Trưởng ban Thường trực Ban Tuyên giáo và Dân vận Tỉnh uỷ",
        unit="Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Sơn Lâm",
    )
    lost = real_scene.make_badge(member)
    desk = open_tablet(
        f"/m/{meeting}/entrance",
        real_scene.make_member(meeting, Role.ENTRANCE, "Bàn 1"),
    )
    began = time.monotonic()
    desk.get_by_role("link", name="Tìm người, cấp lại thẻ").click()
    desk.get_by_label("Tìm theo tên").fill("phuong my")
    line = desk.locator(".person")
    expect(line).to_have_count(1)
    line.get_by_role("button", name="Cấp lại thẻ").click()
    desk.get_by_role("dialog").get_by_role("button", name="Cấp lại thẻ").click()
    code = desk.locator(".badge-qr")
    expect(code).to_be_visible()
    # Ten seconds on a quiet machine.
    assert time.monotonic() - began < 60
    # However long the name: the code whole, and what ends it in sight.
    expect(code).to_be_in_viewport(ratio=1)
    expect(desk.get_by_role("button", name="Xong")).to_be_in_viewport(ratio=1)
    assert faults(desk) == []
    # The phone sees it on the desk's screen.
    shot = tmp_path / "desk.png"
    desk.screenshot(path=shot)
    (seen,) = zxingcpp.read_barcodes(Image.open(shot))
    phone = open_tablet(seen.text.removeprefix(real_server.url))
    expect(phone).to_have_url(f"{real_server.url}/m/{meeting}/tablet")
    old = open_tablet(f"/q#{lost}")
    expect(old.get_by_text("đã bị thu hồi hoặc thay")).to_be_visible()
    # On paper the badge stands alone.
    desk.emulate_media(media="print")
    expect(desk.get_by_role("button", name="Xong")).to_be_hidden()
    expect(code).to_be_visible()
