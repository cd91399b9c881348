"""Import of people in real Chromium: preview and apply."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.bad.lists import legacy_bytes
from tests.browser.layout import faults
from tests.people_lists import as_text, as_xlsx, people

READ_MS = 60_000


def choose(page: Page, name: str, data: bytes) -> None:
    chooser = page.get_by_label("Chọn tệp danh sách")
    expect(chooser).to_be_visible()
    kind = "application/octet-stream"
    chooser.set_input_files({"name": name, "mimeType": kind, "buffer": data})


def bring(page: Page, name: str, data: bytes) -> None:
    choose(page, name, data)
    expect(page.get_by_role("heading", name=f"Xem trước: {name}")).to_be_visible(
        timeout=READ_MS
    )


def expect_counts(page: Page, **counts: int) -> None:
    for kind, count in counts.items():
        expect(page.locator(f'[data-count="{kind}"] dd')).to_have_text(
            str(count), timeout=READ_MS
        )


@pytest.fixture
def page(real_server, real_scene, open_tablet) -> Page:
    meeting = real_scene.make_meeting()
    real_server.start_worker()
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Thị Phương Quyên")
    page = open_tablet(f"/m/{meeting}/badges", secretary)
    page.get_by_role("link", name="Nhập danh sách").click()
    return page


def test_a_workbook_is_previewed_applied_and_found_in_the_list(page):
    rows = people(60)
    rows[4][1], rows[9][4] = "", "Người lạ"
    rows[20][1] = f"Ông {rows[20][1]}"
    bring(page, "Đại biểu.xlsx", as_xlsx([*rows, rows[0]]))
    expect_counts(page, new=0, wrong=61)
    page.get_by_label("Tạo các điểm cầu này").check()
    expect_counts(page, new=57, wrong=3, duplicate=1)
    page.get_by_label("Bỏ Ông, Bà, Đ/c").check()
    expect_counts(page, new=58, wrong=2, duplicate=1)
    expect(page.get_by_text("Dòng phía trên tiêu đề bảng.")).to_be_visible()
    expect(page.get_by_text("Số thứ tự, không cần.")).to_be_visible()
    expect(page.get_by_role("row", name="8 Thiếu họ và tên.")).to_be_visible()
    expect(page.get_by_role("row", name="13")).to_contain_text("Người lạ")
    assert faults(page) == []
    # Nothing is lost by a reload.
    page.reload()
    expect_counts(page, new=58)
    page.get_by_role("button", name="Ghi 58 người, bỏ 2 dòng lỗi").click()
    page.get_by_role("dialog").get_by_role("button", name="Ghi các dòng đúng").click()
    expect(page.get_by_text("Đã ghi xong: 58 người mới")).to_be_visible(timeout=READ_MS)
    page.get_by_role("button", name="Nhập tệp khác").click()
    bring(page, "Lần hai.xlsx", as_xlsx(rows))
    expect_counts(page, new=0, changed=0, same=58)
    expect(page.get_by_role("button", name="Ghi 0 người")).to_be_disabled()
    page.get_by_role("button", name="Bỏ, không ghi gì").click()
    page.get_by_role("link", name="Về danh sách đại biểu").click()
    expect(page.locator(".person-name", has_text=rows[0][1]).first).to_be_visible()
    expect_list_to_take(page, rows[0][1])


def expect_list_to_take(page: Page, name: str) -> None:
    page.get_by_role("button", name="Xuất danh sách").click()
    take = page.get_by_role("link", name="Tải CSV")
    expect(take).to_be_visible(timeout=READ_MS)
    with page.expect_download() as download:
        take.click()
    assert download.value.suggested_filename == "Danh sách đại biểu.csv"
    text = download.value.path().read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert name in text.decode("utf-8-sig")


def test_an_old_encoding_is_chosen_by_sample_names(page):
    rows = [[words.replace("–", "-") for words in row[:4]] for row in people(20)]
    text = as_text(rows, heading=("STT", "Họ và tên", "Chức vụ", "Đơn vị"))
    bring(page, "Cũ.csv", legacy_bytes(text, "tcvn3"))
    write = page.get_by_role("button", name="Ghi 20 người")
    expect(write).to_be_disabled()
    page.get_by_role("radio", name=rows[0][1]).check()
    expect(write).to_be_enabled(timeout=READ_MS)
    seat = page.get_by_role("combobox", name="Chức vụ")
    seat.select_option("Không dùng")
    expect(page.get_by_role("combobox", name="Chức vụ")).to_have_value("unused")
    expect(write).to_be_enabled(timeout=READ_MS)
    write.click()
    expect(page.get_by_text("Đã ghi xong: 20 người mới")).to_be_visible(timeout=READ_MS)


def test_a_file_without_a_list_is_refused_with_a_message(page):
    choose(page, "a.csv", b"MZ\0\1\2")
    expect(page.get_by_role("alert")).to_contain_text(
        "Đây không phải danh sách", timeout=READ_MS
    )
    expect(page.get_by_label("Chọn tệp danh sách")).to_be_visible()
