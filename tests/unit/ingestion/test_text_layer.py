"""The text layer: positions of words on rotated and cropped pages."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from kiosk.ingestion.rendering.text_layer import read_text_layer
from tests.unit.ingestion import sample_files


def read(data: bytes):
    document = pdfium.PdfDocument(data)
    page = document[0]
    try:
        return read_text_layer(page)
    finally:
        page.close()
        document.close()


def changed(data: bytes, **entries) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for name, value in entries.items():
            document.pages[0].obj[f"/{name}"] = value
        document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def paper() -> bytes:
    return sample_files.pdf(text="Đổi mới phương thức")


def test_words_come_in_reading_order_and_composed(paper):
    words, text = read(paper)
    assert text == "Đổi mới phương thức trang 1"
    assert [word[4] for word in words] == text.split()
    assert [word[0] for word in words] == sorted(word[0] for word in words)


def test_the_dots_that_lead_to_a_page_number_are_no_part_of_the_words():
    words, _ = read(
        sample_files.pdf(text="Hạ tầng số..............4 v.v... Ký: ______")
    )
    assert [word[4] for word in words][:5] == ["Hạ", "tầng", "số", "." * 14, "4"]
    assert [word[4] for word in words][5:8] == ["v.v...", "Ký:", "______"]
    number = words[2]
    leader = words[3]
    assert number[0] + number[2] <= leader[0] + 0.001


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_follow_the_page_as_it_is_shown(paper, turn):
    straight, _ = read(paper)
    turned, _ = read(changed(paper, Rotate=turn))
    x, y, w, h, _ = straight[0]
    expected = {
        90: (1 - y - h, x, h, w),
        180: (1 - x - w, 1 - y - h, w, h),
        270: (y, 1 - x - w, h, w),
    }[turn]
    assert turned[0][:4] == pytest.approx(expected, abs=1e-4)


def test_boxes_are_measured_from_the_visible_part(paper):
    straight, _ = read(paper)
    # The upper half of A4.
    cut, _ = read(changed(paper, CropBox=pikepdf.Array([0, 421, 595, 842])))
    x, y, w, h, _ = straight[0]
    assert cut[0][0] == pytest.approx(x, abs=2e-3)
    assert cut[0][1] == pytest.approx(2 * y, abs=2e-3)
    assert cut[0][2:4] == pytest.approx((w, 2 * h), abs=2e-3)


def test_a_page_without_text_has_none():
    assert read(sample_files.sized_pdf((595, 842))) == ([], "")
