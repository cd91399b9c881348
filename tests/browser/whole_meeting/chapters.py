"""The chapters of a whole meeting without its votes."""

import re

from playwright.sync_api import expect

from kiosk.roles import Role
from tests.browser.keyboard_scanner import type_as_scanner
from tests.browser.test_entrance import choose_gate
from tests.browser.whole_meeting.hands import (
    MOST_APART_MS,
    ask_for_the_floor,
    confirm,
    origins,
    shows,
    take_step,
)
from tests.browser.whole_meeting.people import (
    CHAIR,
    DELEGATES,
    ITEMS,
    ON_THE_PHONE,
    SPEECH,
    Hall,
)

ANNOUNCED = "Mời đại biểu giải lao tại sảnh tầng một, 14 giờ họp tiếp."


def check_in(hall: Hall) -> None:
    """Let everybody come: the hall through its gate, the others at their site."""
    names = [name for name, _ in DELEGATES]
    at_hall = [CHAIR, ON_THE_PHONE, *names[:3]]
    places = (
        (Role.ENTRANCE, at_hall, {}),
        (Role.SITE_LEAD, names[3:], {"site_id": hall.site}),
    )
    for role, people, where in places:
        member = hall.scene.make_member(hall.meeting, role, "Người đón", **where)
        desk = hall.open("entrance", member)
        choose_gate(desk, f"Cửa của {role}")
        for name in people:
            type_as_scanner(desk, f"{hall.server.url}/q#{hall.badges[name]}")
            expect(desk.locator(".outcome-title")).to_have_text("Mời vào")
            expect(desk.locator(".gate-outcome")).to_contain_text(name)
        desk.close()


def open_with_quorum(hall: Hall) -> None:
    """Open the meeting and call its first item."""
    for wall in hall.walls:
        shows(wall, "welcome")
    check_in(hall)
    note = hall.chair.locator(".next-step-note")
    expect(note).to_have_text("Đủ túc số: có mặt 8/9, cần 6")
    hall.take_pictures("1-before")
    take_step(hall.chair, "Khai mạc")
    confirm(hall.chair, "Khai mạc", "Đủ túc số")
    take_step(hall.chair, f"Bắt đầu: 1. {ITEMS[0][0]}")
    hall.chair.locator(".paper").first.click()
    for screen in (*hall.walls, *hall.delegates):
        expect(screen.locator(".reader")).to_have_attribute("data-page", "1")
    for wall in hall.walls:
        shows(wall, "page")
    hall.take_pictures("2-open")


def hear_a_prepared_speech(hall: Hall) -> None:
    """Give the floor for a prepared speech, whose text all see."""
    take_step(hall.chair, f"Chuyển sang: 2. {ITEMS[1][0]}")
    speaker, name = hall.tablets[0], DELEGATES[0][0]
    ask_for_the_floor(speaker, "Tham luận", SPEECH)
    take_step(hall.chair, f"Mời đồng chí {name} phát biểu")
    strip = speaker.locator(".floor-strip")
    expect(strip).to_contain_text("Mời đồng chí phát biểu")
    for screen in (*hall.tablets[1:], hall.phone):
        expect(screen.locator(".floor-strip")).to_contain_text(name)
    # The text comes with the floor, on all screens.
    for wall in hall.walls:
        shows(wall, "page")
        expect(wall.locator(".wall-speaker")).to_contain_text(name)
    for screen in hall.delegates:
        expect(screen.locator(".page-line")).to_contain_text(SPEECH)
    expect(hall.chair.get_by_text("Đang chiếu bài tham luận.")).to_be_visible()
    hall.take_pictures("3-speech")
    take_step(hall.chair, f"Kết thúc phát biểu của đồng chí {name}")
    expect(strip).to_be_hidden()


def hear_two_speakers(hall: Hall) -> None:
    """Let two discuss, the second interrupted by a point of order."""
    first, second, third = hall.tablets[1], hall.tablets[3], hall.tablets[5]
    names = [DELEGATES[at][0] for at in (1, 3, 5)]
    for tablet in (first, second):
        ask_for_the_floor(tablet, "Thảo luận")
    take_step(hall.chair, f"Mời đồng chí {names[0]} phát biểu")
    expect(first.locator(".floor-strip")).to_contain_text("Mời đồng chí phát biểu")
    hall.chair.get_by_role("tab", name="Phát biểu").click()
    all_clocks_agree(hall)
    hall.take_pictures("4-speaker")

    take_step(hall.chair, f"Mời đồng chí {names[1]} phát biểu")
    expect(second.locator(".floor-strip")).to_contain_text("Mời đồng chí phát biểu")
    ask_for_the_floor(third, "Ý kiến về thủ tục")
    panel = hall.chair.locator(".floor")
    panel.get_by_role("button", name="Mời nói xen").click()
    expect(third.locator(".floor-strip")).to_contain_text("Mời đồng chí phát biểu")
    for wall in hall.walls:
        expect(wall.locator(".hall-layer[data-front]")).to_contain_text(names[2])
    hall.take_pictures("5-point-of-order")
    take_step(hall.chair, f"Mời đồng chí {names[1]} phát biểu tiếp")
    expect(second.locator(".floor-strip")).to_contain_text("Mời đồng chí phát biểu")
    take_step(hall.chair, f"Kết thúc phát biểu của đồng chí {names[1]}")
    for wall in hall.walls:
        shows(wall, "page")


def all_clocks_agree(hall: Hall) -> None:
    """Measure that the speaker's clock is the same on all screens."""
    clocks = [screen.locator(".floor-strip-time") for screen in hall.delegates]
    clocks += [wall.locator("[data-front] .scene-clock-time") for wall in hall.walls]
    clocks.append(hall.chair.locator(".floor .clock-time"))
    found = origins(clocks)
    assert max(found) - min(found) < MOST_APART_MS


def announce(hall: Hall) -> None:
    """Tell all something that the hall sees until it is withdrawn."""
    chair = hall.chair
    chair.get_by_role("button", name="Thông báo").first.click()
    form = chair.get_by_role("dialog", name="Gửi thông báo")
    form.get_by_role("textbox").fill(ANNOUNCED)
    form.get_by_label("Khẩn:").check()
    form.get_by_role("button", name="Gửi thông báo").click()
    for screen in hall.delegates:
        notice = screen.locator(".announcements")
        expect(notice.get_by_role("alert").filter(has_text=ANNOUNCED)).to_be_visible()
    for wall in hall.walls:
        shows(wall, "announcement")
    hall.take_pictures("12-announcement")
    line = form.get_by_role("listitem").filter(has_text=ANNOUNCED)
    line.get_by_role("button", name="Thu hồi").click()
    expect(hall.phone.get_by_text(ANNOUNCED)).to_have_count(0)
    form.get_by_role("button", name="Đóng").click()


def adjourn_and_end(hall: Hall) -> None:
    """Adjourn, go on, and end the meeting."""
    chair = hall.chair
    chair.get_by_role("button", name="Tạm nghỉ", exact=True).click()
    confirm(chair, "Tạm nghỉ")
    for wall in hall.walls:
        shows(wall, "pause")
    hall.take_pictures("13-adjourned")
    take_step(chair, "Họp tiếp")
    take_step(chair, "Kết thúc hội nghị")
    confirm(chair, "Kết thúc hội nghị")
    for tablet in hall.delegates:
        expect(tablet).to_have_url(re.compile(r"reason="))
    for wall in hall.walls:
        shows(wall, "pause")
        front = wall.locator(".hall-layer[data-front]")
        expect(front).to_have_text("Hội nghị đã kết thúc")
    hall.take_pictures("14-ended")
