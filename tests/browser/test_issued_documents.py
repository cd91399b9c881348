"""An issued document: its number, its file, who has received it, its recall."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from kiosk.issued_documents.models import IssuedDelivery
from kiosk.notices.models import StoredNotice
from tests.browser.accessibility import complaints
from tests.browser.layout import faults
from tests.conference_documents import PAGES, signed_pdf

SUMMARY = "về đẩy mạnh chuyển đổi số trong các cơ quan đảng ở vùng dưỡng lão"
OTHER = "về quy hoạch đường bộ"
FINANCE, COMMUNE = "Sở Tài chính", "Xã Nậm Cắn"
NUMBER = "07-KL/TU"
REASON = "Sai thẩm quyền ký, thay bằng văn bản khác"


def reserve(page: Page, number: int, summary: str) -> None:
    page.get_by_role("link", name="Giữ số văn bản mới").click()
    page.get_by_label("Tên loại").select_option(label="Kết luận")
    page.get_by_label("Số (đánh bằng tay)").fill(str(number))
    page.get_by_label("Trích yếu nội dung").fill(summary)
    page.get_by_label("Người ký").fill("Trần Văn Hải")
    page.get_by_role("button", name="Giữ số", exact=True).click()
    expect(page.get_by_role("heading", name="1. Tệp PDF đã ký")).to_be_visible()


def issue(page: Page) -> None:
    """Put the signed file in and issue it to both units."""
    file = {"name": "ký số.pdf", "mimeType": "application/pdf", "buffer": signed_pdf()}
    page.get_by_label("Tệp PDF đã ký", exact=True).set_input_files(file)
    expect(page.get_by_text(f"{PAGES} trang")).to_be_visible()
    page.get_by_label("Tìm đơn vị").fill("tai chinh")
    expect(page.get_by_label(COMMUNE)).to_be_hidden()
    page.get_by_label("Tìm đơn vị").fill("")
    page.get_by_role("button", name="Chọn tất cả đơn vị").click()
    assert faults(page) == []
    assert complaints(page) == []
    page.get_by_role("button", name="Phát hành", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Phát hành").click()
    expect(page.get_by_text("Đã nhận: 0/2 đơn vị")).to_be_visible()


def receive(unit: Page) -> None:
    """Open the document from the inbox: that is the receipt."""
    assert faults(unit) == []
    assert complaints(unit) == []
    unit.get_by_role("link", name=NUMBER).click()
    expect(unit.get_by_text("đơn vị đã nhận", exact=False)).to_be_visible()
    assert faults(unit) == []
    assert complaints(unit) == []
    reply = unit.request.get(
        unit.get_by_role("link", name="Mở văn bản").evaluate("(link) => link.href")
    )
    assert reply.body() == signed_pdf()


def line_of(page: Page, unit: str):
    return page.get_by_role("listitem").filter(has_text=unit)


def remind(page: Page, real_scene) -> None:
    """Remind the unit that has not opened it, an hour after it was sent."""
    expect(page.get_by_role("button", name="Nhắc đơn vị chưa mở")).to_have_count(0)
    with real_scene.store.unit_of_work("test") as work:
        sent_at = work.now - dt.timedelta(hours=2)
        work.session.execute(update(IssuedDelivery).values(sent_at=sent_at))
    page.reload()
    assert faults(page) == []
    assert complaints(page) == []
    page.get_by_role("button", name="Nhắc đơn vị chưa mở").click()
    expect(line_of(page, COMMUNE)).to_contain_text("đã nhắc 1 lần")
    kinds = select(StoredNotice.kind, StoredNotice.name).order_by(StoredNotice.id)
    with real_scene.store.read_session() as session:
        sent = [tuple(row) for row in session.execute(kinds)]
    assert sent[2:] == [("issued_document_reminder", COMMUNE)]


def recall(page: Page) -> None:
    """Recall it; without a reason nothing happens."""
    page.get_by_role("button", name="Thu hồi văn bản").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Thu hồi").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Xin ghi lý do")
    dialog.get_by_label("Lý do").fill(REASON)
    dialog.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_text(f"Lý do: {REASON}")).to_be_visible()


def search(page: Page, words: str) -> list[str]:
    """Return the summaries that are found, in their order."""
    page.get_by_label("Tìm trong sổ").fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Tìm", exact=True).click()
    found = page.locator(".issued-words").all_inner_texts()
    return [OTHER if OTHER in text else SUMMARY for text in found]


@pytest.mark.own_server
def test_from_number_to_recall(real_server, real_scene, open_tablet):
    real_server.start_worker()
    office_account = real_scene.make_account(is_administrator=True)
    units = [real_scene.make_unit(name) for name in (FINANCE, COMMUNE)]
    staff = real_scene.make_account()
    real_scene.place_account(staff, units[0])

    office = open_tablet("/issued", account_id=office_account)
    reserve(office, 6, OTHER)
    office.get_by_role("link", name="Trở lại sổ").click()
    reserve(office, 7, SUMMARY)
    issue(office)

    finance = open_tablet("/inbox", account_id=staff)
    receive(finance)
    office.reload()
    expect(line_of(office, FINANCE)).to_contain_text("đã nhận lúc")
    expect(line_of(office, COMMUNE)).to_contain_text("chưa mở")
    remind(office, real_scene)
    recall(office)
    finance.reload()
    expect(finance.get_by_text("đã được thu hồi")).to_contain_text(REASON)
    expect(finance.get_by_role("link", name="Mở văn bản")).to_have_count(0)
    assert faults(finance) == []

    office.get_by_role("link", name="Trở lại sổ").click()
    assert search(office, "duong") == [SUMMARY, OTHER]
    # As typed first, whatever the order of numbers.
    assert search(office, "đường") == [OTHER, SUMMARY]
    assert search(office, NUMBER) == [SUMMARY]
    assert search(office, "tran van hai 6") == [OTHER]
    assert faults(office) == []
    assert complaints(office) == []
