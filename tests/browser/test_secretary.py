"""The secretary's screen: order, concurrent edits, uploads, transitions."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.agenda.queries import agenda
from kiosk.documents.rules import Publication
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import PHONE, faults, resize
from tests.browser.navigation import arrives

ITEMS = ("Khai mạc", "Báo cáo kết quả", "Thảo luận", "Bế mạc")


@pytest.fixture
def meeting(real_scene) -> int:
    meeting_id = real_scene.make_meeting()
    for ordinal, title in enumerate(ITEMS, 1):
        real_scene.make_item(meeting_id, title, ordinal=ordinal)
    return meeting_id


@pytest.fixture
def secretary(real_scene, open_tablet, meeting) -> Page:
    return _open(real_scene, open_tablet, meeting, "Lê Thị Thu Hà")


@pytest.fixture
def colleague(real_scene, open_tablet, meeting) -> Page:
    return _open(real_scene, open_tablet, meeting, "Trần Quốc Bảo")


def _open(real_scene, open_tablet, meeting, name) -> Page:
    member_id = real_scene.make_member(meeting, Role.SECRETARY, name)
    page = open_tablet(f"/m/{meeting}/secretary", member_id)
    expect(page.locator(".item-head")).to_have_count(len(ITEMS))
    return page


def shows(page: Page, *lines: str) -> None:
    expect(page.locator(".item-number")).to_have_text([x.split()[0] for x in lines])
    expect(page.locator(".item-title")).to_have_text(
        [x.split(" ", 1)[1] for x in lines]
    )


def head(page: Page, title: str):
    return page.locator(".item-head").filter(has_text=title)


def test_the_head_leads_to_all_screens_of_the_meeting(
    real_scene, open_tablet, secretary, meeting
):
    links = secretary.locator(".page-links a:not([hidden])")
    addresses = links.evaluate_all("all => all.map(({ href }) => href)")
    for name in ("votes", "floor", "screens", "service-calls", "chair", "wall"):
        assert any(f"/m/{meeting}/{name}" in one for one in addresses), name
    for address in addresses:
        assert secretary.request.get(address).ok, address
    expect(links.last).to_be_visible()
    assert faults(secretary) == []
    assert complaints(secretary) == []

    # On a phone the agenda comes first: the links are unfolded when they are needed.
    resize(secretary, PHONE)
    secretary.reload()
    expect(secretary.locator(".item-head")).to_have_count(len(ITEMS))
    votes = secretary.get_by_role("link", name="Biểu quyết")
    expect(votes).to_be_hidden()
    secretary.get_by_text("Trong hội nghị", exact=True).click()
    votes.click()
    arrives(secretary, "/votes")


def test_an_item_is_moved_by_keyboard_alone_and_the_other_secretary_sees_it(
    secretary, colleague
):
    head(secretary, "Khai mạc").locator(".grip").focus()
    said = secretary.locator("[data-target=said][aria-live=assertive]")
    secretary.keyboard.press("Enter")
    expect(said).to_contain_text("Đã nhấc nội dung 1")
    secretary.keyboard.press("ArrowDown")
    expect(said).to_have_text("Tới vị trí 2.")
    secretary.keyboard.press("Enter")
    expect(said).to_have_text("Đã chuyển tới vị trí 2.")
    moved = ("1 Báo cáo kết quả", "2 Khai mạc", "3 Thảo luận", "4 Bế mạc")
    shows(secretary, *moved)
    shows(colleague, *moved)
    # The focus is still on what was moved: Alt with an arrow moves it on at once.
    secretary.keyboard.press("Alt+ArrowRight")
    below = ("1 Báo cáo kết quả", "1.1 Khai mạc", "2 Thảo luận", "3 Bế mạc")
    shows(colleague, *below)
    secretary.keyboard.press("Space")
    secretary.keyboard.press("ArrowLeft")
    secretary.keyboard.press("Escape")
    expect(said).to_have_text("Đã để lại chỗ cũ.")
    shows(secretary, *below)


def test_an_item_is_dragged_while_the_other_secretary_moves_another(
    secretary, colleague
):
    head(secretary, "Bế mạc").scroll_into_view_if_needed()
    grip = head(secretary, "Bế mạc").locator(".grip").bounding_box()
    secretary.mouse.move(grip["x"] + 20, grip["y"] + 20)
    secretary.mouse.down()
    secretary.mouse.move(grip["x"] + 20, grip["y"] - 20, steps=4)
    # Asked for only now: near the screen's edge the list rolls under the hand.
    target = head(secretary, "Báo cáo kết quả").bounding_box()
    secretary.mouse.move(target["x"] + 200, target["y"] + 4, steps=6)
    expect(head(secretary, "Báo cáo kết quả")).to_have_attribute("data-side", "before")
    head(colleague, "Khai mạc").locator(".grip").focus()
    colleague.keyboard.press("Alt+ArrowDown")
    shows(colleague, "1 Báo cáo kết quả", "2 Khai mạc", "3 Thảo luận", "4 Bế mạc")
    secretary.mouse.up()
    both = ("1 Báo cáo kết quả", "2 Khai mạc", "3 Bế mạc", "4 Thảo luận")
    shows(secretary, *both)
    shows(colleague, *both)


def test_two_secretaries_edit_the_same_item_the_second_sees_a_conflict(
    secretary, colleague
):
    for page in (secretary, colleague):
        page.get_by_role("button", name="Thảo luận", exact=True).click()
    title, minutes = "Tên nội dung", "Thời gian dự kiến (phút)"
    secretary.get_by_label(title).fill("Thảo luận tại hội trường")
    secretary.get_by_label(minutes).fill("45")
    colleague.get_by_label(title).fill("Thảo luận tổ")
    secretary.get_by_role("button", name="Lưu").click()
    notice = colleague.locator(".conflict")
    expect(notice).to_contain_text("Thảo luận tại hội trường")
    expect(colleague.get_by_label(title)).to_have_value("Thảo luận tổ")
    colleague.get_by_role("button", name="Giữ bản của tôi").click()
    # What the colleague had not touched is the secretary's.
    expect(colleague.get_by_label(minutes)).to_have_value("45")
    colleague.get_by_role("button", name="Lưu").click()
    expect(secretary.get_by_label(title)).to_have_value("Thảo luận tổ")
    expect(head(secretary, "Thảo luận tổ")).to_contain_text("45 phút")


def test_leaving_an_edited_form_asks_first(secretary):
    secretary.get_by_role("button", name="Khai mạc", exact=True).click()
    secretary.get_by_label("Tên nội dung").fill("Khai mạc hội nghị")
    secretary.get_by_role("button", name="Bế mạc", exact=True).click()
    secretary.get_by_role("button", name="Không", exact=True).click()
    expect(secretary.get_by_label("Tên nội dung")).to_have_value("Khai mạc hội nghị")
    secretary.get_by_role("button", name="Đóng", exact=True).click()
    secretary.get_by_role("button", name="Bỏ, không lưu").click()
    expect(secretary.locator("#panel")).to_be_hidden()


def test_files_are_dropped_on_an_item_and_a_bad_one_shows_its_error(secretary):
    secretary.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["%PDF-1.4 a"], "Báo cáo quý III.pdf"));
          data.items.add(new File(["xin chào"], "ghi chú.exe"));
          const item = document.querySelectorAll(".item")[1];
          for (const type of ["dragover", "drop"]) {
            const options = { bubbles: true, cancelable: true, dataTransfer: data };
            item.dispatchEvent(new DragEvent(type, options));
          }
        }"""
    )
    item = secretary.locator(".item").nth(1)
    expect(item.get_by_role("button", name="Báo cáo quý III")).to_be_visible()
    refused = item.get_by_role("alert").filter(has_text="EXE")
    expect(refused).to_contain_text("Xin tìm tệp gốc")
    item.get_by_role("button", name="Bỏ", exact=True).click()
    expect(item.locator(".paper--upload")).to_have_count(0)


def test_a_document_is_published_and_withdrawn_after_confirmation(
    real_server, real_scene, open_tablet, meeting, webp_pages
):
    with real_server.store.read_session() as session:
        item = agenda(session, meeting, Role.SECRETARY)[0].item.id
    real_scene.make_document(meeting, item, webp_pages(1), Publication.DRAFT)
    secretary = _open(real_scene, open_tablet, meeting, "Lê Thị Thu Hà")
    colleague = _open(real_scene, open_tablet, meeting, "Trần Quốc Bảo")
    paper = secretary.locator(".paper")
    paper.get_by_role("button", name="Phát hành").click()
    expect(paper).to_contain_text("Đã phát hành")
    expect(colleague.locator(".paper")).to_contain_text("Đã phát hành")
    paper.get_by_role("button", name="Thu hồi").click()
    secretary.get_by_role("dialog").get_by_role("button", name="Thu hồi").click()
    expect(colleague.locator(".paper")).to_contain_text("Đã thu hồi")


def test_a_document_that_changes_during_a_press_is_opened(
    real_server, real_scene, open_tablet, meeting, webp_pages
):
    title = "Báo cáo kết quả chuyển đổi số"
    with real_server.store.read_session() as session:
        item = agenda(session, meeting, Role.SECRETARY)[0].item.id
    real_scene.make_document(meeting, item, webp_pages(1), Publication.DRAFT, title)
    secretary = _open(real_scene, open_tablet, meeting, "Lê Thị Thu Hà")
    colleague = _open(real_scene, open_tablet, meeting, "Trần Quốc Bảo")
    secretary.get_by_role("button", name=title).hover()
    secretary.mouse.down()
    with secretary.expect_response("**/snapshot"):
        colleague.get_by_role("button", name="Phát hành", exact=True).click()
    # Longer than a drawing takes, shorter than a slow finger's press.
    secretary.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    secretary.mouse.up()
    expect(secretary.get_by_label("Tên tài liệu")).to_have_value(title)
    expect(secretary.locator(".paper")).to_contain_text("Đã phát hành")


def test_closing_signs_a_delegates_tablet_out(
    real_server, real_scene, open_tablet, meeting
):
    account = real_scene.make_account()
    real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư", account_id=account)
    desk = open_tablet(f"/m/{meeting}/secretary", account_id=account)
    delegate = open_tablet(f"/m/{meeting}/tablet", real_scene.make_member(meeting))
    expect(delegate.get_by_text("Khai mạc").first).to_be_visible()
    # What comes by the live channel shows that the tablet hears it.
    desk.get_by_role("button", name="Thêm nội dung").click()
    desk.get_by_label("Tên nội dung").fill("Giải lao giữa giờ")
    desk.get_by_role("button", name="Lưu").click()
    expect(delegate.get_by_text("Giải lao giữa giờ").first).to_be_attached()
    desk.get_by_role("button", name="Kết thúc hội nghị").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Không thể mở lại hội nghị")
    dialog.get_by_role("button", name="Kết thúc hội nghị").click()
    expect(desk.locator("[data-target=state]")).to_have_text("Đã kết thúc")
    arrives(delegate, "/?reason=meeting_over")


def test_a_meeting_is_made_and_copied_from_the_list(real_scene, open_tablet):
    account = real_scene.make_account()
    page = open_tablet("/meetings", account_id=account)
    page.get_by_role("button", name="Tạo hội nghị mới").click()
    page.get_by_label("Tên hội nghị").fill("Hội nghị tổng kết năm 2026")
    begins = page.get_by_label("Bắt đầu")
    create = page.get_by_role("button", name="Tạo hội nghị", exact=True)
    # What is wrong is said in the page's language, whatever the browser's.
    create.click()
    reported = "field => field.validationMessage"
    assert begins.evaluate(reported) == "Xin điền ô này."
    begins.fill("12/31/2026 7:30")
    create.click()
    assert "ngày/tháng/năm" in begins.evaluate(reported)
    begins.fill("1/12/2026 7:30")
    create.click()
    arrives(page, "/secretary")
    expect(page.locator("[data-target=facts]")).to_contain_text("07:30, 01/12/2026")
    page.get_by_role("button", name="Thêm nội dung").click()
    page.get_by_label("Tên nội dung").fill("Khai mạc")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".item-title")).to_have_text(["Khai mạc"])
    page.goto(page.url.rsplit("/m/")[0] + "/meetings")
    page.get_by_role("button", name="Sao chép").click()
    page.get_by_role("dialog").get_by_role("button", name="Sao chép").click()
    arrives(page, "/secretary")
    expect(page.locator("h1")).to_have_text("Hội nghị tổng kết năm 2026 (bản sao)")
    expect(page.locator(".item-title")).to_have_text(["Khai mạc"])
