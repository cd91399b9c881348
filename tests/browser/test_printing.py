"""PDF of a whole meeting, in real Chromium."""

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from kiosk.roles import Role


@pytest.fixture
def meeting(real_server, real_scene, webp_pages) -> int:
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting, "Báo cáo kết quả", ordinal=1)
    real_scene.make_document(meeting, item, webp_pages(3), title="Báo cáo quý III")
    real_server.start_worker()
    return meeting


def test_the_secretary_prints_the_meeting_with_one_click(
    real_scene, open_tablet, meeting, tmp_path
):
    page = open_tablet(
        f"/m/{meeting}/secretary", real_scene.make_member(meeting, Role.SECRETARY)
    )
    page.get_by_role("button", name="In cả hội nghị").click()
    take = page.get_by_role("link", name="Tải bản in (5 trang)")
    expect(take).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        take.click()
    file = tmp_path / "printed.pdf"
    download.value.save_as(file)
    book = pdfium.PdfDocument(file)
    texts = [sheet.get_textpage().get_text_bounded() for sheet in book]
    assert len(texts) == 5
    assert "Hội nghị trực tuyến toàn tỉnh" in texts[0]
    assert "Báo cáo quý III" in texts[1]
    assert [f"{number}/5" in text for number, text in enumerate(texts, 1)] == [True] * 5
    assert "trang 3/3" in texts[4]
    # A paper that is taken back takes what was made with it along.
    page.locator(".paper").get_by_role("button", name="Thu hồi").click()
    page.get_by_role("dialog").get_by_role("button", name="Thu hồi").click()
    expect(take).to_have_count(0)
    expect(page.get_by_role("button", name="In cả hội nghị")).to_be_visible()
