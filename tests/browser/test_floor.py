"""The floor in real browsers: asking for it, speaking against the clock, giving way."""

import statistics
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import faults
from tests.browser.test_reader import turn

LONG_NAME = "Nguyễn Phạm Hoàng Phương Thảo Nguyên"
POSITION = "Phó Trưởng ban Thường trực Ban Tuyên giáo và Dân vận Tỉnh ủy"
# On a device whose clock is a day and some seconds behind.
WRONG_CLOCK = """Object.defineProperty(performance, "timeOrigin",
  {value: performance.timeOrigin - 86_412_345})"""
# The moments at which a clock shows its next seconds; browsers of one machine agree on
# them.
TICKS = """(clock, count) => new Promise((done) => {
  const ticks = {};
  const watch = new MutationObserver(() => {
    ticks[clock.textContent] ??= Date.now();
    if (Object.keys(ticks).length < count) return;
    watch.disconnect();
    done(ticks);
  });
  watch.observe(clock, {childList: true, characterData: true, subtree: true});
})"""
MOST_APART_MS = 200


@pytest.fixture
def meeting(real_scene, webp_pages):
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    real_scene.make_document(meeting, item, webp_pages(2))
    return meeting


def open_chair(open_tablet: Callable[..., Page], meeting: int, chair_id: int) -> Page:
    """Open the chair's screen with the list of speakers."""
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    chair.get_by_role("tab", name="Phát biểu").click()
    return chair


def ask(tablet: Page, kind: str, topic: str = "") -> None:
    """Ask for the floor from a tablet."""
    tablet.get_by_role("button", name="Đăng ký phát biểu").click()
    dialog = tablet.get_by_role("dialog")
    dialog.get_by_role("radio", name=kind).check()
    dialog.get_by_label("Nội dung muốn nói").fill(topic)
    dialog.get_by_role("button", name="Gửi đăng ký").click()
    expect(dialog.locator(".floor-place")).to_be_visible()
    assert faults(tablet) == []
    dialog.get_by_role("button", name="Đóng").click()


def apart(clocks: list[Locator]) -> float:
    """Return by how many milliseconds two clocks show the same second apart."""
    for clock in clocks:
        clock.evaluate(f"(clock) => {{ window.ticks = ({TICKS})(clock, 5); }}")
    seen = [clock.evaluate("() => window.ticks") for clock in clocks]
    both = seen[0].keys() & seen[1].keys()
    assert len(both) > 1
    return statistics.median(abs(seen[0][text] - seen[1][text]) for text in both)


def interrupt_and_return(panel: Locator, strip: Locator, elsewhere: Locator) -> None:
    """Let the one of `elsewhere` speak to a point of order, then the first go on."""
    panel.get_by_role("button", name="Mời nói xen").click()
    expect(elsewhere).to_contain_text("Mời đồng chí phát biểu")
    expect(panel).to_contain_text(f"{LONG_NAME} đang tạm nhường lời")
    panel.get_by_role("button", name="Mời nói tiếp").click()
    expect(strip).to_contain_text("Mời đồng chí phát biểu")


def test_a_delegate_asks_speaks_gives_way_and_goes_on(real_scene, open_tablet, meeting):
    speaker = real_scene.make_member(
        meeting, name=LONG_NAME, position=POSITION, seat="B12"
    )
    other = real_scene.make_member(meeting, name="Lò Văn Pánh")
    chair_id = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    tablet = open_tablet(f"/m/{meeting}/tablet", speaker)
    second = open_tablet("/healthz", other)
    second.add_init_script(WRONG_CLOCK)
    second.goto(tablet.url)
    chair = open_chair(open_tablet, meeting, chair_id)
    panel = chair.locator(".floor")

    ask(tablet, "Thảo luận", "Giải pháp phát triển du lịch cộng đồng")
    tablet.reload()
    button = tablet.locator(".tablet-floor")
    expect(button).to_have_text("Chờ: thứ 1")
    expect(panel.locator(".floor-entry")).to_contain_text(LONG_NAME)
    panel.get_by_role("button", name="Mời phát biểu").click()

    strip = tablet.locator(".floor-strip")
    expect(strip).to_contain_text("Mời đồng chí phát biểu")
    elsewhere = second.locator(".floor-strip")
    expect(elsewhere).to_contain_text(f"Đang phát biểu: {LONG_NAME}")
    clocks = [strip.get_by_role("timer"), elsewhere.get_by_role("timer")]
    assert apart(clocks) < MOST_APART_MS
    assert apart([clocks[1], panel.locator(".clock-time")]) < MOST_APART_MS

    ask(second, "Ý kiến về thủ tục")
    interrupt_and_return(panel, strip, elsewhere)
    panel.get_by_role("button", name="Kết thúc lượt").click()
    expect(strip).to_be_hidden()
    expect(button).to_have_text("Phát biểu")
    expect(panel).to_contain_text("Chưa có ai phát biểu")


def test_the_text_of_a_prepared_speech_is_chosen_while_waiting(
    real_scene, open_tablet, meeting, webp_pages
):
    paper = "Tham luận: Phát triển du lịch cộng đồng gắn với giữ gìn bản sắc văn hoá"
    item = real_scene.make_item(meeting, "Tham luận tại hội trường")
    text = real_scene.make_document(meeting, item, webp_pages(1), title=paper)
    speaker = real_scene.make_member(meeting, name=LONG_NAME)
    chair_id = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    tablet = open_tablet(f"/m/{meeting}/tablet", speaker)
    chair = open_chair(open_tablet, meeting, chair_id)
    ask(tablet, "Tham luận")
    button = tablet.locator(".tablet-floor[data-state=waiting]")
    button.click()
    dialog = tablet.get_by_role("dialog")
    chosen = dialog.get_by_label("Bài tham luận")
    chosen.select_option(label=paper)
    expect(dialog).to_contain_text("Đã gắn bài")
    expect(chosen).to_be_focused()
    assert complaints(tablet) == faults(tablet) == []

    tablet.reload()
    button.click()
    expect(chosen).to_have_value(str(text))
    chosen.select_option(label="Không kèm bài")
    expect(dialog).not_to_contain_text("Đã gắn bài")
    chosen.select_option(label=paper)
    expect(dialog).to_contain_text("Đã gắn bài")

    # Its speaker is invited while the dialog is open: no other text from then on.
    chair.locator(".floor").get_by_role("button", name="Mời phát biểu").click()
    expect(dialog).to_contain_text("Mời đồng chí phát biểu")
    expect(chosen).to_have_count(0)


def test_the_chair_changes_the_order_by_keyboard_and_by_hand(
    real_scene, open_tablet, meeting
):
    names = ["Lò Văn Pánh", "Giàng A Pháo", LONG_NAME]
    tablets = [
        open_tablet(f"/m/{meeting}/tablet", real_scene.make_member(meeting, name=name))
        for name in names
    ]
    for tablet in tablets:
        ask(tablet, "Thảo luận")
    chair = open_chair(
        open_tablet, meeting, real_scene.make_member(meeting, Role.CHAIR)
    )
    shown = chair.locator(".floor-name")
    expect(shown).to_have_text(names)
    chair.get_by_role("button", name=f"Chuyển chỗ {LONG_NAME}").focus()
    chair.keyboard.press("Alt+ArrowUp")
    expect(shown).to_have_text([names[0], names[2], names[1]])
    expect(tablets[1].locator(".tablet-floor")).to_have_text("Chờ: thứ 3")

    grip = chair.get_by_role("button", name=f"Chuyển chỗ {names[1]}")
    grip.scroll_into_view_if_needed()
    source, target = grip.bounding_box(), shown.first.bounding_box()
    assert source
    assert target
    chair.mouse.move(source["x"] + 20, source["y"] + 20)
    chair.mouse.down()
    chair.mouse.move(source["x"] + 20, target["y"] + 20, steps=5)
    chair.mouse.move(source["x"] + 20, target["y"], steps=3)
    chair.mouse.up()
    expect(shown).to_have_text([names[1], names[0], names[2]])
    assert faults(chair) == []


def choose(form: Locator, label: str, words: str, name: str) -> None:
    """Find a member by part of the name, and choose that one."""
    form.get_by_label(label).fill(words)
    form.get_by_role("button", name=name).click()


def test_an_operator_asks_for_a_person_of_the_own_site_only(
    real_scene, open_tablet, meeting
):
    mine, other = (real_scene.make_site(meeting, name) for name in ("Mường", "Nậm"))
    real_scene.make_member(meeting, name="Lò Văn Pánh", site_id=mine)
    real_scene.make_member(meeting, name="Lò Thị Mai", site_id=other)
    operator = real_scene.make_member(meeting, Role.SITE_LEAD, "Vàng", site_id=mine)
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    desk = open_tablet(f"/m/{meeting}/floor", secretary)
    screen = open_tablet(f"/m/{meeting}/floor", operator)
    form = screen.locator("[data-controller=on-behalf]")
    form.get_by_label("Người phát biểu").fill("lo")
    expect(form.locator(".candidate")).to_have_count(1)
    form.get_by_role("button", name="Lò Văn Pánh").click()
    form.get_by_role("button", name="Ghi vào danh sách").click()
    expect(screen.locator(".floor-request")).to_contain_text("Vị trí 1")
    expect(desk.locator(".floor-name")).to_have_text(["Lò Văn Pánh"])
    assert faults(screen) == []
    screen.get_by_role("button", name="Rút", exact=True).click()
    screen.get_by_role("button", name="Rút đăng ký").click()
    expect(desk.locator(".floor-name")).to_have_count(0)


def test_a_question_is_answered_and_counted(real_scene, open_tablet, meeting):
    for name in ("Lò Thị Mai", LONG_NAME):
        real_scene.make_member(meeting, name=name, unit="Đảng ủy xã Sín Thầu")
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    desk = open_tablet(f"/m/{meeting}/floor", secretary)
    form = desk.locator("[data-controller=questioning]")
    choose(form, "Người chất vấn", "mai", "Lò Thị Mai")
    choose(form, "Người trả lời", "thao", LONG_NAME)
    form.get_by_role("button", name="Bắt đầu chất vấn").click()
    panel = desk.locator(".floor")
    expect(panel.locator(".floor-speaker")).to_have_text("Lò Thị Mai")
    panel.get_by_role("button", name="Mời trả lời").click()
    expect(panel.locator(".floor-speaker")).to_have_text(LONG_NAME)
    assert faults(desk) == []
    panel.get_by_role("button", name="Kết thúc câu hỏi này").click()
    expect(panel).to_contain_text("Chưa có ai phát biểu")
    expect(desk.locator("[data-target=people] tr")).to_have_count(2)
    unit = desk.locator("[data-target=units] tr", has_text="Sín Thầu")
    expect(unit).to_contain_text("2 / 2")


def test_the_text_of_a_prepared_speech_is_shown_and_the_chair_goes_back(
    real_scene, open_tablet, meeting, webp_pages
):
    item = real_scene.make_item(meeting)
    report = real_scene.make_document(meeting, item, webp_pages(2), title="Báo cáo")
    real_scene.make_document(meeting, item, webp_pages(2), title="Tham luận của sở")
    chair = open_chair(
        open_tablet, meeting, real_scene.make_member(meeting, Role.CHAIR)
    )
    delegate = real_scene.make_member(meeting, name=LONG_NAME)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    reader, seen = chair.locator(".reader"), tablet.locator(".reader")
    turn(chair, meeting, report, 2)
    expect(reader).to_have_attribute("data-page", "2")
    tablet.get_by_role("button", name="Đăng ký phát biểu").click()
    dialog = tablet.get_by_role("dialog")
    dialog.get_by_role("radio", name="Tham luận").check()
    dialog.get_by_label("Bài tham luận").select_option(label="Tham luận của sở")
    dialog.get_by_role("button", name="Gửi đăng ký").click()
    expect(dialog.locator(".floor-place")).to_be_visible()
    dialog.get_by_role("button", name="Đóng").click()

    panel = chair.get_by_role("region", name="Danh sách phát biểu")
    panel.get_by_role("button", name="Mời phát biểu").click()
    back = panel.get_by_role("button", name="Trở lại “")
    expect(back).to_be_visible()
    for screen in (reader, seen):
        expect(screen).not_to_have_attribute("data-document", str(report))
        expect(screen).to_have_attribute("data-page", "1")
    assert faults(chair) == complaints(chair) == []
    back.click()
    for screen in (reader, seen):
        expect(screen).to_have_attribute("data-document", str(report))
        expect(screen).to_have_attribute("data-page", "2")
    expect(back).to_have_count(0)


def test_a_press_before_the_answer_to_the_last_one_is_not_lost(
    real_scene, open_tablet, meeting
):
    chair = open_chair(
        open_tablet, meeting, real_scene.make_member(meeting, Role.CHAIR)
    )
    delegate = real_scene.make_member(meeting, name=LONG_NAME)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    ask(tablet, "Thảo luận")
    panel = chair.locator(".floor")
    held = []
    chair.route("**/floor/list", lambda route: held.append((route, route.fetch())))
    panel.get_by_role("button", name="Đóng danh sách").click()
    # The live channel is quicker than the answer.
    expect(panel.get_by_role("button", name="Mở danh sách")).to_be_visible()
    panel.get_by_role("button", name="Mời phát biểu").click()
    ((route, answer),) = held
    route.fulfill(response=answer)
    expect(panel.get_by_role("button", name="Kết thúc lượt")).to_be_visible()
