"""The chair runs a meeting from one screen, by touch and by keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.agenda.models import AgendaItem
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import PHONE, SIZES, faults, resize
from tests.browser.test_press import by_finger

TITLES = (
    "Khai mạc, thông qua chương trình làm việc của hội nghị",
    "Báo cáo kết quả chuyển đổi số năm 2026, phương hướng và nhiệm vụ năm 2027",
    "Thảo luận tại hội trường và các điểm cầu",
    "Kết luận, bế mạc hội nghị",
)
NOTE = "Thưa các đồng chí,\nxin kính mời đồng chí Phạm Thị Thuỳ Dương báo cáo."

# What lies over the page: points of the sheet where something else is hit.
COVERED = """() => {
  const reader = document.querySelector(".reader");
  const { left, top, width, height } = reader.getBoundingClientRect();
  const found = [];
  for (let x = 0.05; x < 1; x += 0.1) for (let y = 0.05; y < 1; y += 0.1) {
    const hit = document.elementFromPoint(left + x * width, top + y * height);
    if (hit && !reader.contains(hit)) found.push(hit.className);
  }
  return found;
}"""
# Columns without a scroll bar of their own that hold more than they show.
CLIPPED = """() => [".chair-head", ".chair-agenda", ".chair-turning", ".chair-side",
  ".next-step", ".chair-tabs"].filter((one) => {
    const box = document.querySelector(one);
    return box.scrollHeight > box.clientHeight + 1 ||
      box.scrollWidth > box.clientWidth + 1;
  })"""


# Asked at once: what is written here is overwritten by the next count.
CROWDED_HEAD = """() => {
  const [text, amiss, apart] = ["text", "note-amiss", "note-apart"].map((name) =>
    document.querySelector(`.chair-head [data-target=${name}]`));
  const before = document.querySelector(".chair-head").offsetHeight;
  text.textContent = "398/406 đang ở trang 12";
  amiss.textContent = "12 mất kết nối";
  apart.textContent = "8 đọc riêng";
  return document.querySelector(".chair-head").offsetHeight - before;
}"""


def press(screen: Page, button: Locator) -> None:
    """Press with a finger."""
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    by_finger(screen, x, y, lambda: None)


def is_at(screen: Page, item: int) -> None:
    """Wait until this item is current, and the next step may be pressed."""
    expect(screen.locator(".item.is-now")).to_have_attribute("data-item", str(item))
    is_ready(screen)


def is_ready(screen: Page) -> None:
    busy = screen.locator(".next-step-button:is(.is-new, [aria-busy])")
    expect(busy).to_have_count(0)


@pytest.fixture
def meeting(real_scene):
    return real_scene.make_meeting(state=MeetingState.PUBLISHED)


@pytest.fixture
def items(real_scene, meeting, webp_pages):
    items = [
        real_scene.make_item(meeting, title, ordinal=at)
        for at, title in enumerate(TITLES)
    ]
    real_scene.make_document(meeting, items[0], webp_pages(2))
    return items


@pytest.fixture
def planned_item(real_scene, items):
    """The first item, with a time: it has a clock."""
    with real_scene.store.unit_of_work("test") as work:
        item = work.session.get(AgendaItem, items[0])
        assert item
        item.planned_minutes = 25
    return items[0]


@pytest.fixture
def chair(real_scene, open_tablet, meeting, items):
    for name in ("Lê Văn An", "Trần Thị Bình"):
        real_scene.make_member(meeting, name=name)
    member = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    return open_tablet(f"/m/{meeting}/chair", member)


def open_meeting(chair: Page) -> None:
    step, note = chair.locator(".next-step-button"), chair.locator(".next-step-note")
    expect(step).to_have_text("Khai mạc")
    expect(note).to_have_text("Chưa đủ túc số: có mặt 0/3, cần 2")
    press(chair, step)
    question = chair.get_by_role("dialog")
    expect(question).to_contain_text("Chưa đủ túc số")
    press(chair, question.get_by_role("button", name="Khai mạc"))
    expect(chair.locator(".chair-head")).to_contain_text("Đang họp")
    expect(step).to_have_text(f"Bắt đầu: 1. {TITLES[0]}")
    is_ready(chair)


def go_through_items(chair: Page, items: list[int]) -> None:
    step = chair.locator(".next-step-button")
    # The second of two quick presses is not taken for the step that follows.
    step.dblclick()
    is_at(chair, items[0])
    expect(step).to_have_text(f"Chuyển sang: 2. {TITLES[1]}")
    chair.locator(".paper").click()
    expect(chair.locator(".reader")).to_have_attribute("data-page", "1")
    chair.keyboard.press("ArrowRight")
    expect(chair.locator(".reader")).to_have_attribute("data-page", "2")
    is_at(chair, items[0])

    chair.keyboard.press("n")
    is_at(chair, items[1])
    expect(chair.locator(".items-past-button")).to_have_text("1 nội dung đã qua")
    press(chair, chair.get_by_role("button", name="Quay lại nội dung 1"))
    is_at(chair, items[0])
    expect(chair.locator(".items-past-button")).to_have_count(0)
    chair.keyboard.press("n")
    is_at(chair, items[1])


def adjourn_and_resume(chair: Page) -> None:
    step = chair.locator(".next-step-button")
    press(chair, chair.get_by_role("button", name="Tạm nghỉ", exact=True))
    question = chair.get_by_role("dialog")
    press(chair, question.get_by_role("button", name="Tạm nghỉ"))
    expect(step).to_have_text("Họp tiếp")
    is_ready(chair)
    press(chair, step)
    expect(step).to_have_text(f"Chuyển sang: 3. {TITLES[2]}")


def test_a_meeting_is_run_by_the_one_next_step(chair, items):
    open_meeting(chair)
    go_through_items(chair, items)
    adjourn_and_resume(chair)
    is_at(chair, items[1])


def test_nothing_is_clipped_or_lies_over_the_page_at_any_size(chair, items):
    chair.locator(".paper").click()
    expect(chair.locator(".reader")).to_have_attribute("data-page", "1")
    for name in ("tablet", "wall", "portrait"):
        resize(chair, SIZES[name])
        assert chair.evaluate(CLIPPED) == [], name
        assert chair.evaluate(COVERED) == [], name
    assert faults(chair) == []
    assert complaints(chair) == []
    # Missing devices neither make the head higher nor move the page.
    resize(chair, SIZES["tablet"])
    assert chair.evaluate(CROWDED_HEAD) == 0


def test_on_a_phone_the_next_step_stands_whole_below_the_page(chair):
    # The hardest case: with a warning above it.
    expect(chair.locator(".next-step-note.is-warning")).to_be_visible()
    resize(chair, PHONE)
    expect(chair.locator(".next-step-button")).to_be_in_viewport(ratio=1)
    expect(chair.get_by_role("button", name="Trang sau")).to_be_in_viewport(ratio=1)
    expect(chair.get_by_role("button", name="Khác")).to_be_in_viewport(ratio=1)


def test_the_clock_of_an_item_fits_beside_the_agenda(planned_item, chair):
    open_meeting(chair)
    press(chair, chair.locator(".next-step-button"))
    is_at(chair, planned_item)
    clock = chair.locator(".chair-agenda .clock")
    expect(clock.get_by_role("button")).to_have_count(4)
    expect(clock.get_by_role("button", name="Tạm dừng")).to_be_visible()
    # One line each, with room on both sides.
    crowded = """buttons => buttons.filter((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const [text, box] = [range, one].map((part) => part.getBoundingClientRect());
      return text.height > 32 || text.left < box.left + 4 || text.right > box.right - 4;
    }).map((one) => one.textContent)"""
    assert clock.get_by_role("button").evaluate_all(crowded) == []
    assert faults(chair) == []


def test_the_later_of_two_presidium_members_sees_what_the_other_did(
    chair, meeting, items, real_scene, open_tablet
):
    path = f"/m/{meeting}"
    secretary = open_tablet(
        f"{path}/chair",
        real_scene.make_member(meeting, Role.SECRETARY, "Lê Thị Thu Hà"),
    )
    step = chair.locator(".next-step-button")
    open_meeting(chair)
    # The chair's screen has not heard of it yet when the chair presses.
    chair.context.set_offline(offline=True)
    send = """async ([path, body]) => (await fetch(path, {method: "POST",
        headers: {"Content-Type": "application/json"},
        body: JSON.stringify(body)})).status"""
    call = {"item": items[2], "instead_of": None}
    assert secretary.evaluate(send, [f"{path}/current-item", call]) == 204
    step.click()
    chair.context.set_offline(offline=False)
    said = "Đồng chí Lê Thị Thu Hà vừa chuyển sang nội dung"
    expect(chair.locator(".toast").first).to_contain_text(said)
    is_at(chair, items[2])


def test_the_script_note_is_written_in_place_and_seen_at_its_item(
    chair, meeting, items, real_scene, open_tablet
):
    secretary = open_tablet(
        f"/m/{meeting}/chair",
        real_scene.make_member(meeting, Role.SECRETARY, "Lê Thị Thu Hà"),
    )
    first = f"[data-item='{items[0]}']"
    secretary.locator(f"{first} .script-write").click()
    secretary.locator(".script textarea").fill(NOTE)
    secretary.get_by_role("button", name="Lưu").click()
    expect(chair.locator(f"{first} .script-text")).to_have_text(NOTE)
    # Both change it: the later one is asked, and nothing is lost.
    for screen in (chair, secretary):
        screen.locator(f"{first} .script-write").click()
    chair.locator(".script textarea").fill(f"{NOTE} (chủ toạ)")
    secretary.locator(".script textarea").fill(f"{NOTE} (thư ký)")
    chair.get_by_role("button", name="Lưu").click()
    expect(secretary.get_by_role("alert")).to_contain_text("Chưa có gì bị ghi đè")
    secretary.get_by_role("button", name="Giữ bản của tôi").click()
    secretary.get_by_role("button", name="Lưu").click()
    expect(chair.locator(f"{first} .script-text")).to_have_text(f"{NOTE} (thư ký)")


def test_tabs_and_keys_are_found_and_may_be_switched_off(chair):
    page = chair.get_by_role("tab", name="Trang")
    expect(page).to_have_attribute("aria-selected", "true")
    chair.keyboard.press("1")
    expect(chair.locator("#panel-speaking")).to_be_visible()
    chair.keyboard.press("ArrowRight")
    expect(chair.get_by_role("tab", name="Biểu quyết")).to_be_focused()
    expect(chair.locator("#panel-voting")).to_be_visible()
    chair.keyboard.press("?")
    keys = chair.get_by_role("dialog", name="Phím tắt")
    expect(keys).to_be_visible()
    assert complaints(chair) == []
    keys.get_by_role("checkbox").uncheck()
    chair.keyboard.press("Escape")
    chair.keyboard.press("3")
    expect(chair.locator("#panel-voting")).to_be_visible()
    chair.reload()
    expect(page).to_have_attribute("aria-selected", "true")
    chair.keyboard.press("1")
    chair.keyboard.press("?")
    expect(keys.get_by_role("checkbox")).not_to_be_checked()
    expect(page).to_have_attribute("aria-selected", re.compile("true"))
