"""Two secretaries write minutes together, one without network for a while.

Then the chair comments, those asked agree, the minutes are approved, locked, printed.
With MINUTES_OFFLINE_SECONDS=60 both type at a person's pace for a whole minute.
"""

import os
import time
from itertools import count, cycle
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from kiosk.minutes.queries import current_document
from kiosk.minutes.shared_text import text_lines
from kiosk.official_papers.rules import PaperFamily
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import SIZES, resized
from tests.waiting import wait_until

ONE = "Đồng chí Bí thư phát biểu khai mạc hội nghị"
TWO = "Hội nghị thảo luận về chuyển đổi số"
WORDS = ["thống nhất", "chỉ đạo", "quyết liệt", "nghiêm túc", "kịp thời", "hiệu quả"]
OFFLINE_SECONDS = float(os.environ.get("MINUTES_OFFLINE_SECONDS", "0"))
# Between two keys, in ms: some 60 words a minute in each of the two browsers.
KEY_DELAY = 40 if OFFLINE_SECONDS else 0


def picture(page: Page, name: str) -> None:
    """Photograph the screen in all sizes where pictures are wanted."""
    folder = os.environ.get("STORY_PICTURES")
    if not folder:
        return
    for device, size in SIZES.items():
        with resized(page, size):
            page.screenshot(path=Path(folder) / f"minutes-{name}-{device}.png")


def text_of(page: Page):
    return page.locator(".minutes-text")


def write_paragraph(page: Page, text: str) -> None:
    """Write a paragraph of one's own at the end of the text."""
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    expect(page.get_by_text("Đã lưu trên máy chủ")).to_be_visible()


def type_in_turn(one: Page, two: Page) -> list[str]:
    """Type in both for the time set, each word at least once; return what each typed.

    The words are numbered, so that one that is lost, moved or doubled is noticed.
    """
    typed = ["", ""]
    until = time.monotonic() + OFFLINE_SECONDS
    for number, word in zip(count(1), cycle(WORDS)):
        if number > len(WORDS) and time.monotonic() > until:
            return typed
        for index, page in enumerate((one, two)):
            words = f", {word} {number} {'một' if index == 0 else 'hai'}"
            page.keyboard.type(words, delay=KEY_DELAY)
            typed[index] += words
    raise AssertionError


def printed_text(file: Path) -> str:
    """Return the text of a PDF without the numbers of its pages."""
    pages = []
    for number, sheet in enumerate(pdfium.PdfDocument(file), 1):
        lines = sheet.get_textpage().get_text_bounded().split("\r\n")
        pages += [line for line in lines if line.strip() != str(number)]
    return " ".join(" ".join(pages).split())


@pytest.fixture
def people(real_scene):
    meeting = real_scene.make_meeting()
    return meeting, {
        name: real_scene.make_member(meeting, role, name)
        for name, role in {
            "Trần Thị Thư": Role.SECRETARY,
            "Lý Văn Hai": Role.SECRETARY,
            "Phạm Văn Chủ": Role.CHAIR,
            "Nguyễn Minh Khai": Role.OFFICIAL_DELEGATE,
        }.items()
    }


def both_open(real_server, open_tablet, people) -> tuple[Page, Page]:
    """Begin minutes; two secretaries see the draft."""
    real_server.start_worker()
    meeting, members = people
    one = open_tablet(f"/m/{meeting}/minutes", members["Trần Thị Thư"])
    picture(one, "empty")
    assert complaints(one) == []
    one.get_by_role("button", name="thể thức văn bản của Đảng").click()
    expect(text_of(one)).to_contain_text("Diễn biến hội nghị", timeout=60_000)
    picture(one, "drafted")
    two = open_tablet(one.url.removeprefix(real_server.url), members["Lý Văn Hai"])
    expect(text_of(two)).to_contain_text("Diễn biến hội nghị")
    return one, two


def test_two_secretaries_write_until_the_minutes_are_locked(
    real_server, open_tablet, people, tmp_path
):
    meeting, members = people
    one, two = both_open(real_server, open_tablet, people)
    write_paragraph(one, ONE)
    expect(text_of(two)).to_contain_text(ONE)
    expect(two.get_by_text("Cùng soạn: Trần Thị Thư")).to_be_visible()
    write_paragraph(two, TWO)
    expect(text_of(one)).to_contain_text(TWO)

    # Both go on, each in their paragraph, and one of them has no network.
    two.context.set_offline(True)
    by_one, by_two = type_in_turn(one, two)
    expect(two.get_by_text("Mất mạng. Đồng chí cứ viết tiếp")).to_be_visible()
    picture(two, "offline")
    saved(one)
    assert by_two not in text_of(one).inner_text()
    assert by_one not in text_of(two).inner_text()
    two.context.set_offline(False)
    saved(two)
    texts = [ONE + by_one, TWO + by_two]
    for page in (one, two):
        for text in texts:
            expect(text_of(page)).to_contain_text(text)
            assert text_of(page).inner_text().count(text) == 1
    picture(one, "writing")
    assert complaints(one) == []
    review(open_tablet, one, meeting, members)
    lock(real_server, one, meeting, texts, tmp_path)


def review(open_tablet, one, meeting, members) -> None:
    """The chair comments; the chair and a delegate are asked and agree."""
    path = f"/m/{meeting}/minutes"
    chair = open_tablet(path, members["Phạm Văn Chủ"])
    expect(text_of(chair)).to_contain_text(TWO)
    assert text_of(chair).get_attribute("contenteditable") == "false"
    chair.get_by_role("tab", name="Góp ý").click()
    chair.get_by_role("textbox", name="Góp ý").fill("Ghi rõ tên người phát biểu.")
    chair.get_by_role("button", name="Gửi góp ý").click()
    one.get_by_role("tab", name="Góp ý").click()
    expect(one.get_by_text("Ghi rõ tên người phát biểu.")).to_be_visible()
    one.get_by_role("tab", name="Duyệt").click()
    one.get_by_role("button", name="Gửi lấy ý kiến").click()
    one.get_by_label("Nguyễn Minh Khai").check()
    picture(one, "sending")
    assert complaints(one) == []
    one.get_by_role("button", name="Gửi", exact=True).click()
    expect(one.get_by_text("Đang lấy ý kiến").first).to_be_visible()
    delegate = open_tablet(path, members["Nguyễn Minh Khai"])
    agree(one, chair, delegate)


def agree(one, chair, delegate) -> None:
    """Both agree; then the chair approves, by the button that stood there before."""
    chair.get_by_role("tab", name="Duyệt").click()
    approve = chair.get_by_role("button", name="Duyệt biên bản")
    expect(chair.get_by_text("Đang lấy ý kiến")).to_be_visible()
    expect(chair.get_by_role("button", name="Đồng ý với biên bản")).to_be_visible()
    approve.evaluate("button => { button.dataset.seen = 'before'; }")
    for page in (chair, delegate):
        page.get_by_role("tab", name="Duyệt").click()
        page.get_by_role("button", name="Đồng ý với biên bản").click()
        expect(page.get_by_text("Trả lời của đồng chí: Đồng ý")).to_be_visible()
    picture(delegate, "reading")
    assert complaints(delegate) == []
    for page in (one, chair):
        expect(page.locator(".review-row .tag--good")).to_have_count(2)
    # Answers of others do not replace a button that may be pressed right now.
    expect(approve).to_have_attribute("data-seen", "before")
    approve.click()
    expect(one.get_by_text("Biên bản đã duyệt, chờ khoá")).to_be_visible()
    assert text_of(one).get_attribute("contenteditable") == "false"


def lock(real_server, one, meeting, texts, tmp_path) -> None:
    """Not while a comment is open; then for ever, with its PDF."""
    one.get_by_role("button", name="Khoá biên bản").click()
    dialog = one.get_by_role("dialog")
    dialog.get_by_role("button", name="Khoá biên bản").click()
    expect(one.get_by_text("Còn 1 góp ý chưa xử lý")).to_be_visible()
    one.get_by_role("tab", name="Góp ý").click()
    one.get_by_role("button", name="Đã xử lý", exact=True).click()
    one.get_by_role("tab", name="Duyệt").click()
    one.get_by_role("button", name="Khoá biên bản").click()
    dialog.get_by_role("button", name="Khoá biên bản").click()
    expect(one.get_by_text("Biên bản đã khoá. Không ai sửa được nữa.")).to_be_visible()
    link = one.get_by_role("link", name="Tải bản PDF để ký")
    expect(link).to_be_visible(timeout=60_000)
    picture(one, "locked")
    assert complaints(one) == []
    with one.expect_download() as download:
        link.click()
    file = tmp_path / "minutes.pdf"
    download.value.save_as(file)
    printed = printed_text(file)
    with real_server.store.read_session() as session:
        document = current_document(session, meeting, PaperFamily.PARTY)
    for text in texts:
        assert text in printed
        assert text in text_lines(document)
    # Brought back: the same file stands for the signed one.
    one.locator('input[type="file"]').set_input_files(file)
    expect(one.get_by_text("Khớp với bản đã khoá")).to_be_visible(timeout=60_000)
    picture(one, "signed")


def test_telex_tables_and_undo_beside_what_others_write(
    real_server, open_tablet, people
):
    """A syllable under composition stays whole while another's words arrive."""
    one, two = both_open(real_server, open_tablet, people)
    write_paragraph(one, "Mở đầu ")
    expect(text_of(two)).to_contain_text("Mở đầu")
    client = one.context.new_cdp_session(one)
    for part in ("n", "ng", "ngh", "nghi", "nghị"):
        client.send(
            "Input.imeSetComposition",
            {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
        )
        if part == "ngh":
            write_paragraph(two, "Chữ của người khác")
            saved(two)
            one.wait_for_timeout(1500)
            assert "Chữ của người khác" not in text_of(one).inner_text()
    client.send("Input.insertText", {"text": "nghị"})
    expect(text_of(one)).to_contain_text("Mở đầu nghị")
    expect(text_of(one)).to_contain_text("Chữ của người khác")
    expect(text_of(two)).to_contain_text("Mở đầu nghị")
    saved(one)
    wait_until(lambda: "Mở đầu nghị" in text_of(two).inner_text())
    tables_and_undo(one, two)


def tables_and_undo(one: Page, two: Page) -> None:
    """A heading and a table reach the other; undoing takes back one's own only."""
    write_paragraph(one, "Kết quả biểu quyết")
    one.get_by_role("button", name="Tiêu đề mục nhỏ").click()
    expect(text_of(two).locator("h3", has_text="Kết quả biểu quyết")).to_be_visible()
    one.keyboard.press("End")
    one.keyboard.press("Enter")
    one.get_by_text("Bảng", exact=True).click()
    one.get_by_role("button", name="Chèn bảng").click()
    one.keyboard.type("Tán thành")
    cell = text_of(two).locator("td", has_text="Tán thành")
    expect(cell).to_be_visible()
    write_paragraph(two, "Câu của người khác")
    expect(text_of(one)).to_contain_text("Câu của người khác")
    undo = one.get_by_role("button", name="Hoàn tác")
    for _ in range(20):
        if not text_of(one).locator("table").count():
            break
        undo.click()
    expect(text_of(two).locator("table")).to_have_count(0)
    expect(text_of(two)).to_contain_text("Câu của người khác")
    redo = one.get_by_role("button", name="Làm lại")
    while redo.is_enabled():
        redo.click()
    expect(cell).to_be_visible()
