"""Rotation of pages for OCR, and mapping the boxes back."""

import pytest
from PIL import Image, ImageDraw

from kiosk.ingestion.ocr.ocr_image import OcrImage, is_blank, red_ink, without_red

SIZE = (400, 600)
SPOT = (60, 100, 100, 120)


def spotted(angle=0.0):
    image = Image.new("L", SIZE, 255)
    ImageDraw.Draw(image).rectangle(SPOT, fill=0)
    return image.rotate(angle, fillcolor=255) if angle else image


def ink(image):
    return image.point(lambda value: 255 - value).getbbox()


def near(found, box, size):
    left, top, right, bottom = box
    expected = (left, top, right - left, bottom - top)
    scaled = [n * size[i % 2] for i, n in enumerate(found)]
    return scaled == pytest.approx(expected, abs=3)


@pytest.mark.parametrize("quarters", range(4))
def test_a_box_on_a_turned_page_is_placed_where_the_page_shows_it(quarters):
    page = spotted()
    ocr_image = OcrImage(page).rotated(quarters)
    assert near(ocr_image.to_fractions(ink(ocr_image.image)), ink(page), page.size)


@pytest.mark.parametrize("degrees", [-4.0, 3.0])
@pytest.mark.parametrize("quarters", [0, 1, 3])
def test_the_same_on_a_page_askew(degrees, quarters):
    page = spotted(-degrees).transpose(Image.Transpose.ROTATE_90) if quarters else None
    page = page or spotted(-degrees)
    ocr_image = OcrImage(page).rotated(
        -quarters if quarters == 1 else 3 if quarters else 0
    )
    ocr_image = ocr_image.deskewed(degrees)
    x, y, w, h = ocr_image.to_fractions(ink(ocr_image.image))
    left, top, right, bottom = ink(page)
    # The mapped box lies within the rotated one, with the same centre.
    middle = ((left + right) / 2 / page.width, (top + bottom) / 2 / page.height)
    assert (x + w / 2, y + h / 2) == pytest.approx(middle, abs=0.01)


def test_a_slight_or_an_absurd_angle_is_left_alone():
    ocr_image = OcrImage(spotted())
    assert ocr_image.deskewed(0.05) is ocr_image
    assert ocr_image.deskewed(40) is ocr_image


def test_red_ink_is_parted_from_the_text():
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((50, 50, 150, 100), fill=(200, 30, 40))
    pen.rectangle((50, 300, 150, 350), fill="black")
    assert ink(without_red(page).point(lambda v: 0 if v < 120 else 255)) == (
        *(50, 300, 151, 351),
    )
    red = red_ink(page)
    assert red is not None
    assert ink(red.point(lambda v: 0 if v < 120 else 255)) == (50, 50, 151, 101)
    assert red_ink(Image.new("RGB", SIZE, "white")) is None


def test_a_blank_sheet_is_distinguished_from_a_written_one():
    noisy = Image.effect_noise(SIZE, 20).point(lambda value: min(255, value + 100))
    assert is_blank(Image.new("L", SIZE, 255))
    assert is_blank(noisy)
    assert is_blank(Image.new("L", (3, 3), 0))
    assert not is_blank(spotted())
    # A dark photo is not blank.
    assert not is_blank(Image.new("L", SIZE, 20))
