"""PDF of images only: a signed resolution as from an office scanner."""

import random
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.demo.files.html import write_pdf

DPI = 200
_POINTS_PER_INCH = 72
_RED = (196, 30, 44)
_PAPER = (250, 249, 244)


def draw_stamp() -> Image.Image:
    """Draw a round stamp with the word DEMO."""
    size = 320
    stamp = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(stamp)
    for inset, width in ((6, 9), (34, 4)):
        pen.ellipse(
            (inset, inset, size - inset, size - inset), outline=_RED, width=width
        )
    for text, height, points in (
        ("DỮ LIỆU", 100, 36),
        ("DEMO", 160, 64),
        ("KHÔNG CÓ GIÁ TRỊ", 218, 22),
    ):
        font = ImageFont.truetype("LiberationSans-Bold.ttf", points)
        pen.text((size / 2, height), text, fill=_RED, font=font, anchor="mm")
    stamp.putalpha(stamp.getchannel("A").point(lambda value: value * 3 // 4))
    return stamp.rotate(11, resample=Image.Resampling.BICUBIC)


def laid_askew(page: Image.Image, chance: random.Random) -> Image.Image:
    """Return the page slightly rotated, tinted and noisy."""
    skewed = page.rotate(
        chance.uniform(-0.7, 0.7),
        resample=Image.Resampling.BICUBIC,
        fillcolor=_PAPER,
    )
    tinted = ImageChops.multiply(skewed, Image.new("RGB", page.size, _PAPER))
    noise = Image.effect_noise(page.size, 26).convert("RGB")
    return Image.blend(tinted, ImageChops.overlay(tinted, noise), 0.35)


def write_scan(target: Path) -> None:
    """Render the resolution at 200 dpi and store only the images."""
    chance = random.Random(DPI)  # noqa: S311 only noise
    pages = []
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.pdf"
        write_pdf("resolution.html", printed)
        document = pypdfium2.PdfDocument(printed)
        for index in range(len(document)):
            image = document[index].render(scale=DPI / _POINTS_PER_INCH).to_pil()
            pages.append(image.convert("RGB"))
        document.close()
    stamp = draw_stamp()
    last = pages[-1]
    last.paste(stamp, (last.width * 11 // 20, _signature_height(last)), stamp)
    scans = [laid_askew(page, chance) for page in pages]
    scans[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=scans[1:],
        resolution=DPI,
        quality=72,
        title="[DEMO] Nghị quyết (bản quét)",
    )


def _signature_height(page: Image.Image) -> int:
    """Return where the stamp goes: above the last line before the footer."""
    body = page.crop((0, 0, page.width, page.height * 92 // 100)).convert("L")
    ink = ImageChops.invert(body).getbbox()
    return max(0, (ink[3] if ink else page.height // 2) - 380)
