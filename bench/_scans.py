"""Scans with known text: printed pages with the defects of scanners."""

import io
import random
from collections.abc import Callable

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from weasyprint import HTML

_STYLE = """
@page { size: A4; margin: 20mm 20mm 20mm 30mm }
body { font: 14pt 'Liberation Serif'; text-align: justify; line-height: 1.35 }
p { margin: 0 0 3mm; text-indent: 10mm }
"""
_TEXT = """\
Hội nghị trực tuyến quán triệt Nghị quyết được tổ chức tại điểm cầu trung tâm và các
điểm cầu cấp huyện, cấp xã trong toàn tỉnh

Các cấp ủy trực thuộc đã khẩn trương triển khai, bảo đảm đúng đối tượng, đúng thời
gian, không để sót đảng viên vùng sâu, vùng xa

Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,6 %, tăng 3,2 điểm phần trăm so với cùng kỳ
năm trước; người dân hài lòng với thái độ phục vụ

Ủy ban nhân dân tỉnh giao Sở Tài chính chủ trì, phối hợp với các sở, ngành rà soát
nguồn vốn, trình Thường trực Tỉnh ủy trước ngày 15 tháng 9 năm 2026

Một số đơn vị còn lúng túng khi chuyển từ văn bản giấy sang văn bản điện tử, chữ ký
số chưa được sử dụng thường xuyên

Đề nghị các đồng chí đại biểu nghiên cứu kỹ tài liệu, thảo luận thẳng thắn, góp phần
hoàn thiện dự thảo trước khi biểu quyết thông qua

Việc bồi thường, hỗ trợ và tái định cư phải công khai, minh bạch, đúng quy định của
pháp luật, không để xảy ra khiếu kiện kéo dài

Mỗi xã, phường thành lập một tổ công nghệ số cộng đồng, hướng dẫn bà con sử dụng
dịch vụ công trực tuyến mức độ cao
"""
_CLAUSES = [" ".join(clause.split()) for clause in _TEXT.split("\n\n")]
_PARAGRAPHS = 8
_RED = (196, 30, 44)


def page_text(number: int) -> list[str]:
    """Return the paragraphs of page `number`; each page has its own order of words."""
    chance = random.Random(number)
    return [
        f"{count}. " + "; ".join(chance.sample(_CLAUSES, 2)) + "."
        for count in range(1, _PARAGRAPHS + 1)
    ]


def printed(number: int, dpi: int) -> Image.Image:
    """Return page `number` as scanned perfectly."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in page_text(number))
    pdf = HTML(string=f"<style>{_STYLE}</style>{body}").write_pdf()
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil()
    return image.convert("RGB")


def noisy(page: Image.Image) -> Image.Image:
    """Add noise, and yellow the paper."""
    tinted = ImageChops.multiply(page, Image.new("RGB", page.size, (246, 243, 230)))
    noise = Image.effect_noise(page.size, 60).convert("RGB")
    return Image.blend(tinted, ImageChops.overlay(tinted, noise), 0.5)


def skewed(page: Image.Image) -> Image.Image:
    """Rotate the page slightly."""
    return page.rotate(2.4, resample=Image.Resampling.BICUBIC, fillcolor="white")


def blurred(page: Image.Image) -> Image.Image:
    """Blur the page slightly."""
    return page.filter(ImageFilter.GaussianBlur(page.width / 1100))


def stamped(page: Image.Image) -> Image.Image:
    """Add a round red stamp over the text."""
    side = page.width // 4
    stamp = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(stamp)
    pen.ellipse((4, 4, side - 4, side - 4), outline=_RED, width=side // 30)
    font = ImageFont.truetype("LiberationSans-Bold.ttf", side // 9)
    for line in range(3):
        place = (side / 2, side * (0.3 + 0.2 * line))
        pen.text(place, "DỮ LIỆU THỬ", fill=_RED, font=font, anchor="mm")
    stamp.putalpha(stamp.getchannel("A").point(lambda value: value * 4 // 5))
    made = page.copy()
    made.paste(stamp, (page.width // 2, page.height // 3), stamp)
    return made


def lying(page: Image.Image) -> Image.Image:
    """Rotate the page by 90 degrees."""
    return page.transpose(Image.Transpose.ROTATE_90)


SETS: dict[str, tuple[int, tuple[Callable[[Image.Image], Image.Image], ...]]] = {
    "clean, 300 dpi": (300, ()),
    "clean, 200 dpi": (200, ()),
    "noise, 300 dpi": (300, (noisy,)),
    "noise, 200 dpi": (200, (noisy,)),
    "skew, 300 dpi": (300, (skewed,)),
    "skew, 200 dpi": (200, (skewed,)),
    "blur, 300 dpi": (300, (blurred,)),
    "blur, 200 dpi": (200, (blurred,)),
    "red stamp over text, 300 dpi": (300, (stamped,)),
    "red stamp over text, 200 dpi": (200, (stamped,)),
    "on its side, 300 dpi": (300, (lying,)),
    "stamp, skew, blur, noise, 200 dpi": (200, (stamped, skewed, blurred, noisy)),
}


def scan(name: str, number: int) -> bytes:
    """Return page `number` as a scan of the set `name`: a JPEG."""
    dpi, spoilers = SETS[name]
    page = printed(number, dpi)
    for spoil in spoilers:
        page = spoil(page)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80, dpi=(dpi, dpi))
    return out.getvalue()
