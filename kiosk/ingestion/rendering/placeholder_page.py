"""Placeholder of a page that cannot be rendered, so that page numbers stay right."""

from pathlib import Path

import msgspec
from PIL import Image, ImageDraw

from kiosk.documents.rules import WIDTHS, ZOOM_WIDTH
from kiosk.ingestion.child_protocol import RenderedPage, image_name, words_name

A4_WIDTH, A4_HEIGHT = 595.28, 841.89
_PAPER, _LINE = "#f4f4f2", "#8a8a86"


def make_placeholder(number: int, out: Path) -> RenderedPage:
    """Write a grey A4 page with a crossed-out rectangle, without words."""
    width, height = ZOOM_WIDTH, round(ZOOM_WIDTH * A4_HEIGHT / A4_WIDTH)
    picture = Image.new("RGB", (width, height), _PAPER)
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = 900, 1300, 1500, 2100
    draw.rectangle((left, top, right, bottom), outline=_LINE, width=24)
    draw.line((left, top, right, bottom), fill=_LINE, width=24)
    draw.line((left, bottom, right, top), fill=_LINE, width=24)
    images = []
    for nominal in WIDTHS:
        image = picture.resize((nominal, round(height * nominal / width)))
        path = out / image_name(number, nominal)
        image.save(path, "WEBP", quality=75, method=2)
        images.append((nominal, image.height))
    (out / words_name(number)).write_bytes(msgspec.json.encode([]))
    return RenderedPage(number, A4_WIDTH, A4_HEIGHT, images)
