"""Export of own notes as PDF, with a real worker."""

import pypdfium2 as pdfium
from playwright.sync_api import expect

from tests.browser.test_notes import WORDS, drag, read, room, take, write, writer

__all__ = ["room", "writer"]


def test_a_member_exports_notes_as_pdf(
    real_server, open_tablet, room, writer, tmp_path
):
    real_server.start_worker()
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    drag(tablet, "Bút")
    write(tablet, WORDS)
    take(tablet, "Danh sách")
    # What waits to be sent is sent first, so that nothing is left out.
    tablet.get_by_role("button", name="Xuất PDF").click()
    link = tablet.get_by_role("link", name="Tải PDF (2 trang)")
    expect(link).to_be_visible(timeout=60_000)
    with tablet.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".pdf")
    file = tmp_path / "notes.pdf"
    download.value.save_as(file)
    texts = [
        sheet.get_textpage().get_text_bounded() for sheet in pdfium.PdfDocument(file)
    ]
    assert WORDS in texts[0]
    assert "trang 1" in texts[1]
    tablet.get_by_role("dialog").get_by_role("button", name="Đóng").click()
    drag(tablet, "Bút", (0.2, 0.6), (0.6, 0.7))
    take(tablet, "Danh sách")
    expect(tablet.get_by_role("button", name="Xuất lại PDF")).to_be_visible()
