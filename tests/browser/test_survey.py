"""A survey from its builder to its report: phones, a crowd, scripts off, no network."""

import csv
import io
from collections import Counter
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import PHONE, faults, resized
from tests.browser.survey_crowd import (
    GRADES,
    OPINIONS,
    SIDES,
    SITES,
    WORKS,
    Phones,
    SurveyAnswers,
    counts,
    expect_thanks,
    fill_in,
    send,
    send_crowd,
)
from tests.unit.handouts.pdf_text import read

PHONES, CROWD = 30, 300
# Every sixth phone has its scripts off.
EVERY_SIXTH = 6
TITLE = "Khảo sát chất lượng hội nghị quán triệt Nghị quyết"


def add_question(desk: Page, text: str, kind: str, section: str = "") -> None:
    """Add a question in the builder, and leave its editor open."""
    desk.get_by_role("button", name="Thêm câu hỏi").click()
    editor = desk.locator(".survey-editor")
    editor.get_by_label("Cách trả lời").select_option(label=kind)
    editor.get_by_label("Câu hỏi", exact=True).fill(text)
    editor.get_by_label("Mở đầu phần mới").fill(section)


def build(desk: Page) -> None:
    """Enter a survey with a question of each kind, one of them asked of some only."""
    desk.get_by_label("Tên phiếu").fill(TITLE)
    desk.get_by_label("Ai trả lời").select_option(label="Ai có đường dẫn, mã QR")
    desk.get_by_text("Hỏi thêm để so sánh giữa các nhóm").click()
    desk.get_by_label("Điểm cầu", exact=True).check()
    desk.locator("#choices-site").fill("\n".join(SITES))
    add_questions(desk)
    desk.get_by_role("button", name="Lưu phiếu").click()
    expect(desk.locator("[data-target=state]")).to_have_text("Đã lưu.")
    assert complaints(desk) == []
    assert faults(desk) == []


def add_questions(desk: Page) -> None:
    """Add one of each kind."""
    editor = desk.locator(".survey-editor")
    lines = editor.get_by_label("Phương án", exact=True)
    add_question(desk, "Hội nghị tổ chức thế nào?", "Chọn một", "Phần I. Chung")
    lines.fill("\n".join(OPINIONS))
    editor.get_by_label("Bắt buộc trả lời").check()
    add_question(desk, "Vì sao chưa tốt?", "Ý kiến viết")
    when = editor.get_by_label("Khi nào hỏi câu này")
    when.select_option(label="Theo câu 1: Hội nghị tổ chức thế nào?")
    editor.get_by_label(OPINIONS[2], exact=True).check()
    add_question(desk, "Việc nào cần làm?", "Chọn nhiều")
    lines.fill("\n".join(WORKS))
    add_question(desk, "Chấm điểm nội dung", "Thang điểm", "Phần II. Cụ thể")
    add_question(desk, "Hài lòng về từng mặt", "Bảng chọn")
    editor.get_by_label("Các dòng").fill("\n".join(SIDES))
    editor.get_by_label("Các cột").fill("\n".join(GRADES))
    add_question(desk, "Việc nào trước?", "Xếp thứ tự")
    lines.fill("\n".join(WORKS))
    add_question(desk, "Số năm công tác", "Số")
    add_question(desk, "Ngày dự hội nghị", "Ngày")


def look_as_on_a_phone(desk: Page) -> None:
    """Open the preview: the same form, which sends nothing."""
    desk.get_by_role("link", name="Xem trước như trên điện thoại").click()
    expect(desk.get_by_text("Xem trước: không gửi được.")).to_be_visible()
    with resized(desk, PHONE):
        expect(desk.get_by_role("button", name="Gửi phiếu")).to_be_disabled()
        expect(desk.get_by_role("group")).to_have_count(8 + len(SIDES))
        assert faults(desk) == []
        assert complaints(desk) == []
    desk.get_by_role("link", name="Trở lại").click()


def print_code(desk: Page) -> str:
    """Open the sheet with the QR code, print it, and return what a camera reads."""
    desk.get_by_role("link", name="Mã QR để in, chiếu").click()
    assert faults(desk) == []
    (address,) = read(desk.pdf(format="A4"))
    expect(desk.locator(".survey-address")).to_have_text(address)
    desk.get_by_role("link", name="Trở lại").click()
    return address


def answer_by_phones(phones: Phones) -> None:
    """Answer on all phones at a time; one has no network when it sends."""
    opened = [phones.open(has_scripts=n % EVERY_SIXTH > 0) for n in range(PHONES)]
    cut_off, hasty = opened[1], opened[2]
    assert complaints(hasty) == []
    send(hasty)
    expect(hasty.locator(".survey-question--fault")).to_have_count(1)
    for number, phone in enumerate(opened):
        fill_in(phone, SurveyAnswers.by(number))
    expect(hasty.get_by_text("Đã trả lời 8 trong 8 câu.")).to_be_visible()
    cut_off.context.set_offline(True)
    for phone in opened:
        send(phone)
    expect(cut_off.get_by_text("Phiếu đã lưu trên máy này")).to_be_visible()
    for phone in opened:
        if phone is not cut_off:
            expect_thanks(phone)
    cut_off.context.set_offline(False)
    expect_thanks(cut_off)
    # The same phone is not asked again.
    hasty.goto(phones.address)
    expect_thanks(hasty)


def press_and_confirm(desk: Page, name: str) -> None:
    desk.get_by_role("button", name=name).click()
    desk.get_by_role("dialog").get_by_role("button", name=name).click()


def shown_bars(desk: Page, question: str) -> dict[str, int]:
    """Return the figures that the results show of a question with one row."""
    card = desk.locator(".survey-result", has_text=question)
    rows = card.locator("tr[data-count]")
    return {
        row.locator("th").inner_text(): int(row.get_attribute("data-count") or -1)
        for row in rows.all()
    }


def check_figures(desk: Page, expected: dict[str, Counter[str]]) -> None:
    """Compare what the results show with what was answered."""
    assert shown_bars(desk, "Hội nghị tổ chức thế nào?") == expected["opinion"]
    assert shown_bars(desk, "Việc nào cần làm?") == expected["works"]
    assert shown_bars(desk, "Chấm điểm nội dung") == expected["points"]
    assert shown_bars(desk, "Số năm công tác") == expected["years"]
    assert faults(desk) == []
    assert complaints(desk) == []


def take(desk: Page, link: str, path: Path) -> Path:
    """Wait until a file is made, and store it."""
    expect(desk.get_by_role("link", name=link, exact=True)).to_be_visible()
    with desk.expect_download() as download:
        desk.get_by_role("link", name=link, exact=True).click()
    download.value.save_as(path)
    return path


def check_report(desk: Page, folder: Path, expected: dict[str, Counter[str]]) -> None:
    """Make the report, and read the figures from its PDF."""
    desk.get_by_role("button", name="Tạo báo cáo").click()
    path = take(desk, "Tải PDF", folder / "report.pdf")
    pages = [one.get_textpage().get_text_bounded() for one in pdfium.PdfDocument(path)]
    printed = " ".join(" ".join(pages).split())
    assert f"Số phiếu được tính trong báo cáo: {PHONES + CROWD}" in printed
    for opinion in OPINIONS:
        assert f"{opinion} {expected['opinion'][opinion]} " in printed


def check_data(desk: Page, folder: Path, everybody: list[SurveyAnswers]) -> None:
    """Export the data, and compare every answer in CSV and the figures in XLSX."""
    desk.get_by_role("button", name="Xuất dữ liệu").click()
    words = take(desk, "Tải CSV", folder / "data.csv").read_text("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(words))
    found = Counter((row[0], row[1], row[5]) for row in rows)
    expected = Counter((one.opinion, one.reason, str(one.points)) for one in everybody)
    assert found == expected
    # No row of an anonymous survey says from where it is.
    assert SITES[1] not in words
    take(desk, "Tải XLSX", folder / "data.xlsx")
    book = openpyxl.load_workbook(folder / "data.xlsx", read_only=True)
    cells = [tuple(row[:3]) for row in book["Kết quả"].iter_rows(values_only=True)]
    assert ("Số phiếu", len(everybody)) in cells
    for work, number in counts(everybody)["works"].items():
        assert (None, work, number) in cells


def check_groups(desk: Page, expected: dict[str, Counter[str]]) -> None:
    """Compare the sites, and read what was written."""
    desk.get_by_role("link", name="So sánh theo nhóm: câu 1", exact=True).click()
    for site in SITES:
        row = desk.get_by_role("row", name=site)
        expect(row.get_by_role("cell").first).to_have_text(str(expected["site"][site]))
    assert faults(desk) == []
    desk.get_by_role("link", name="Trở lại").click()
    desk.get_by_role("link", name="Đọc, tìm và xếp nhóm ý kiến").click()
    desk.get_by_label("Tìm trong ý kiến").fill("am thanh")
    desk.get_by_role("button", name="Tìm", exact=True).click()
    number = expected["opinion"][OPINIONS[2]]
    expect(desk.get_by_text(f"{number} người", exact=True)).to_be_visible()
    assert complaints(desk) == []


@pytest.mark.own_server
def test_built_answered_by_phones_and_a_crowd_closed_and_reported(
    chromium, real_server, real_scene, open_tablet, tmp_path
):
    real_server.start_worker()
    meeting = real_scene.make_meeting()
    secretary = real_scene.make_member(meeting, Role.SECRETARY)
    desk = open_tablet(f"/m/{meeting}/surveys", secretary)
    desk.get_by_role("button", name="Phiếu trống").click()
    build(desk)
    look_as_on_a_phone(desk)
    address = print_code(desk)
    press_and_confirm(desk, "Mở khảo sát")
    expect(desk.get_by_text("Đang mở")).to_be_visible()

    phones = Phones(chromium, address)
    answer_by_phones(phones)
    crowd = range(PHONES, PHONES + CROWD)
    assert send_crowd(address, list(crowd)) == {303: CROWD}
    everybody = [SurveyAnswers.by(number) for number in range(PHONES + CROWD)]
    expected = counts(everybody)

    desk.reload()
    expect(desk.get_by_text(f"{len(everybody)} phiếu đã gửi")).to_be_visible()
    press_and_confirm(desk, "Đóng khảo sát")
    expect(desk.get_by_text("Đã đóng")).to_be_visible()
    expect(phones.open().get_by_text("Phiếu này đã đóng.")).to_be_visible()
    phones.close()

    desk.get_by_role("link", name="Kết quả").click()
    expect(desk.get_by_text(f"{len(everybody)} phiếu đã tính")).to_be_visible()
    check_figures(desk, expected)
    check_report(desk, tmp_path, expected)
    check_data(desk, tmp_path, everybody)
    check_groups(desk, expected)
