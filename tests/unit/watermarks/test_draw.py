"""The watermark is readable, and so is the text below it."""

from PIL import Image, ImageChops, ImageFont

from kiosk.watermarks.draw_child import FONT_PATH, draw, tile_watermark, watermark_tile
from kiosk.watermarks.rules import Watermark, WatermarkRequest
from tests.unit.watermarks.conftest import picture, webp

MARK = Watermark(
    "Nguyễn Thị Minh Khai", "Sở Thông tin và Truyền thông", "07:31 25/11/2026"
)
OTHER = Watermark("Đặng Quốc Bảo", "Huyện uỷ Phù Lưu", "07:32 25/11/2026")


def marked(page: Image.Image, mark: Watermark = MARK) -> Image.Image:
    return tile_watermark(page, watermark_tile(mark, page.width))


def test_the_font_has_every_vietnamese_letter():
    font = ImageFont.truetype(FONT_PATH, 40)
    lacking = bytes(font.getmask("\U0010ffff"))
    letters = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    drawn = {
        letter: bytes(font.getmask(letter)) for letter in letters + letters.upper()
    }
    assert [letter for letter, mask in drawn.items() if mask == lacking] == []
    assert len(set(drawn.values())) == len(drawn)


def test_the_mark_reaches_every_quarter_of_the_page():
    page = Image.new("RGB", (1200, 1698), "white")
    changed = ImageChops.difference(page, marked(page)).convert("L")
    for left in range(0, 1200, 600):
        for top in range(0, 1698, 849):
            quarter = changed.crop((left, top, left + 600, top + 849))
            assert quarter.getbbox() is not None


def test_the_text_below_stays_black_on_white():
    page = picture(webp())
    before, after = page.convert("L"), marked(page).convert("L")
    ink = before.point(lambda value: 255 if value < 40 else 0)
    paper = before.point(lambda value: 255 if value > 215 else 0)
    _, lightest_ink = Image.composite(
        after, Image.new("L", page.size), ink
    ).getextrema()
    white = Image.new("L", page.size, "white")
    darkest_paper, _ = Image.composite(after, white, paper).getextrema()
    assert lightest_ink < 80
    assert darkest_paper > 150


def test_it_is_seen_on_a_dark_page_too():
    page = Image.new("RGB", (1200, 800), "black")
    assert ImageChops.difference(page, marked(page)).getbbox() is not None


def test_two_readers_have_two_pages(tmp_path):
    page = picture(webp())
    sizes = [
        draw(page, mark, tmp_path / "5" / name)
        for name, mark in (("one", MARK), ("two", OTHER))
    ]
    one, two = ((tmp_path / "5" / name).read_bytes() for name in ("one", "two"))
    assert sizes == [len(one), len(two)]
    assert ImageChops.difference(picture(one), picture(two)).getbbox() is not None
    assert picture(one).size == page.size
    assert not list(tmp_path.rglob("*.part"))


def test_a_mark_of_very_many_letters_and_a_tiny_page_are_drawn_all_the_same():
    long = Watermark("Ư" * 400, "", "07:31 25/11/2026")
    for size in ((1, 1), (240, 12_000), (2400, 3394)):
        assert marked(Image.new("RGB", size), long).size == size


def test_a_page_is_known_by_its_picture_and_its_reader():
    request = WatermarkRequest(5, "a" * 64, MARK)
    assert request.path == f"marks/5/{request.key}"
    assert request.key != WatermarkRequest(5, "b" * 64, MARK).key
    assert request.key != WatermarkRequest(5, "a" * 64, OTHER).key
