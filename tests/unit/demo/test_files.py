"""Generated files of the demo."""

from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document
from PIL import Image
from pptx import Presentation

from kiosk.demo import agenda
from kiosk.demo.files import FILE_WRITERS


def make(paper: agenda.DemoDocument, folder: Path) -> Path:
    path = folder / paper.file_name
    FILE_WRITERS[paper.file_name](path)
    return path


def test_the_report_is_a_born_digital_pdf_of_more_than_40_pages(tmp_path: Path):
    report = pypdfium2.PdfDocument(make(agenda.REPORT, tmp_path))
    try:
        assert len(report) >= 40
        for index in (0, 20, len(report) - 1):
            assert "DỮ LIỆU DEMO" in report[index].get_textpage().get_text_bounded()
        assert len(list(report.get_toc())) > 20
        assert report[0].get_size() == pytest.approx((595.3, 841.9), abs=0.5)
    finally:
        report.close()


def test_the_scan_holds_images_and_not_one_letter(tmp_path: Path):
    scan = pypdfium2.PdfDocument(make(agenda.RESOLUTION, tmp_path))
    try:
        assert len(scan) >= 2
        for page in scan:
            assert page.get_textpage().get_text_bounded() == ""
            width, _ = page.get_size()
            (image,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            assert image.get_px_size()[0] / (width / 72) >= 199
    finally:
        scan.close()


def test_the_slides_are_landscape(tmp_path: Path):
    deck = Presentation(make(agenda.SLIDES, tmp_path))
    assert deck.slide_width > deck.slide_height
    assert len(deck.slides) >= 12


def test_the_table_has_145_sites_and_is_wide(tmp_path: Path):
    sheet = openpyxl.load_workbook(make(agenda.SITES, tmp_path)).active
    assert sheet is not None
    assert sheet.max_row == 4 + 145
    assert sheet.max_column >= 15
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize("paper", [agenda.PROGRAMME, agenda.PLAN])
def test_the_word_papers_say_that_they_are_a_demo(paper, tmp_path: Path):
    document = Document(make(paper, tmp_path))
    assert "DỮ LIỆU DEMO" in document.sections[0].header.paragraphs[0].text
    assert len(document.paragraphs) > 8


def test_the_photo_is_large_enough_to_zoom_into(tmp_path: Path):
    with Image.open(make(agenda.PHOTO, tmp_path)) as photo:
        assert photo.size == (2400, 1600)
        assert photo.format == "JPEG"
