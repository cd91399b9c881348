"""The hall's screens: held by an operator, automatic, after a restart of the server."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import NARROWEST, SIZES, Size, faults, resize

TITLE = "Hội nghị Ban Chấp hành Đảng bộ tỉnh"
# What the hall must never read.
ERRORS = re.compile("Mất liên lạc|lỗi|Error|tải lại", re.IGNORECASE)


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (320, 180), "#306090").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def meeting(real_scene):
    meeting = real_scene.make_meeting(TITLE)
    for ordinal, title in enumerate(["Khai mạc", "Thảo luận", "Bế mạc"]):
        real_scene.make_item(meeting, title, ordinal=ordinal)
    return meeting


@pytest.fixture
def desk(meeting, real_scene, open_tablet):
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Thu Hà")
    return open_tablet(f"/m/{meeting}/screens", secretary)


@pytest.fixture
def open_wall(meeting, real_scene, open_tablet):
    def open_screen(screen: int, size: Size = SIZES["wall"]) -> Page:
        member = real_scene.make_member(meeting, Role.WALL, f"Màn hình {screen}")
        wall = open_tablet(f"/m/{meeting}/wall?screen={screen}", member)
        resize(wall, size)
        return wall

    return open_screen


def shows(wall: Page, scene: str) -> None:
    expect(wall.locator("body")).to_have_attribute("data-scene", scene)
    front = wall.locator(".hall-layer[data-front]")
    expect(front).to_have_count(0 if scene == "page" else 1)
    if scene != "page":
        expect(front.locator(f".scene-{scene}")).to_be_visible()


def prepare(desk: Page, kind: str) -> None:
    desk.locator(f"[data-kind={kind}]").click()
    expect(desk.locator(f"[data-target=queued] .scene-{kind}")).to_be_attached()


def take(desk: Page) -> None:
    desk.get_by_role("button", name="Đưa lên màn hình").click()


@pytest.mark.own_server
def test_an_operator_holds_a_scene_and_the_screen_is_automatic_again(
    real_server, desk, open_wall
):
    wall = open_wall(1)
    shows(wall, "page")
    # It is seen in the preview first, and by nobody else.
    prepare(desk, "agenda")
    shows(wall, "page")
    take(desk)
    shows(wall, "agenda")
    expect(wall.locator(".scene-agenda li")).to_have_count(3)
    expect(desk.locator("[data-target=mode]")).to_contain_text("Đang giữ")
    assert complaints(desk) == []
    # Without cursor and scroll bars.
    style = "() => [getComputedStyle(document.body).cursor, document.body.scrollHeight]"
    assert wall.evaluate(style) == ["none", 1080]

    # The server is killed and comes back; the hall sees neither.
    real_server.kill()
    expect(wall.locator(".wall-link")).to_be_visible()
    shows(wall, "agenda")
    assert not ERRORS.search(wall.locator("body").inner_text())
    real_server.start()
    expect(wall.locator(".wall-link")).to_be_hidden()
    shows(wall, "agenda")
    expect(desk.locator(".link-state")).to_be_hidden()

    desk.get_by_role("button", name="Về tự động").click()
    shows(wall, "page")
    expect(desk.locator("[data-target=mode]")).to_have_text("Tự động theo diễn biến")
    history = desk.locator(".screen-history li")
    expect(history.first).to_contain_text("Tự động")
    expect(history.nth(1)).to_contain_text("Lê Thu Hà")


def test_a_second_screen_shows_a_picture_while_the_first_goes_on(desk, open_wall):
    desk.get_by_label("Tên màn hình thêm").fill("Sảnh tầng một")
    desk.get_by_role("button", name="Thêm màn hình").click()
    chosen = desk.locator(".screen-choice[aria-pressed=true]")
    expect(chosen).to_contain_text("Sảnh tầng một")
    expect(desk.locator("[data-target=address]")).to_have_attribute(
        "href", re.compile(r"screen=2$")
    )
    desk.locator("input[type=file]").set_input_files(
        {"name": "Lẵng hoa.png", "mimeType": "image/png", "buffer": picture()}
    )
    desk.get_by_role("button", name="Lẵng hoa.png").first.click()
    expect(desk.locator("[data-target=queued] img")).to_be_attached()
    hall, lobby = open_wall(1), open_wall(2, (1024, 768))
    take(desk)
    shows(lobby, "media")
    drawn = "() => document.querySelector('.scene-media img').naturalWidth"
    assert lobby.evaluate(drawn) == 320
    shows(hall, "page")
    desk.get_by_role("button", name="Bỏ màn hình này").click()
    desk.get_by_role("button", name="Bỏ màn hình", exact=True).click()
    shows(lobby, "page")


def test_a_scene_may_be_prepared_before_there_is_anything_to_show(desk):
    errors: list[str] = []
    desk.on("pageerror", lambda error: errors.append(str(error)))
    for kind in ("vote", "announcement"):
        desk.locator(f"[data-kind={kind}]").click()
        label = desk.locator(f"[data-kind={kind}] b").inner_text()
        expect(desk.locator("[data-target=queued-label]")).to_have_text(
            f"{label}: chưa có gì để chiếu"
        )
        expect(desk.locator("[data-target=queued]")).to_be_empty()
    assert errors == []


def test_the_desk_fits_the_narrowest_phone(desk):
    expect(desk.locator(".screen-choice")).to_have_count(1)
    assert faults(desk) == []
    resize(desk, NARROWEST)
    expect(desk.locator("[data-target=address]")).not_to_be_empty()
    beyond = """() => [...document.querySelectorAll("main *")].filter((one) =>
      one.getBoundingClientRect().right > innerWidth).map((one) => one.className)"""
    assert desk.evaluate(beyond) == []
