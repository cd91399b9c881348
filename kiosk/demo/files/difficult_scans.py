"""Scans that mislead: two resolutions, a wrong text layer, a stamp of secrecy."""

import io
import random
from pathlib import Path

import pikepdf
from PIL import Image

from kiosk.demo import difficult
from kiosk.demo.files.difficult import SECRECY
from kiosk.demo.files.difficult_page import drawn
from kiosk.demo.files.scan import DPI, laid_askew
from kiosk.ingestion.pdf.font_embedding import SANS, FontEmbedder

# A fax machine's dots an inch, across and down.
FAX_DPI = (204, 98)
_BAD_LAYER = "TAI L1EU THU ban quet co lop chu sai may khac nhan dong mat het dau"


def write_fax(target: Path) -> None:
    """Write a fax, whose dots are twice as high as wide."""
    across, down = FAX_DPI
    page = drawn(difficult.FAX, across).convert("L")
    flat = page.resize((page.width, page.height * down // across))
    flat.convert("1", dither=Image.Dither.NONE).save(
        target, "TIFF", dpi=FAX_DPI, compression="group4"
    )


def _scan(page: Image.Image) -> io.BytesIO:
    chance = random.Random(DPI)  # noqa: S311 only noise
    out = io.BytesIO()
    laid_askew(page, chance).save(out, "PDF", resolution=DPI, quality=72)
    return out


def write_bad_layer(target: Path) -> None:
    """Write a scan behind which another program has laid wrong words."""
    with pikepdf.open(_scan(drawn(difficult.BAD_LAYER, DPI))) as document:
        page, fonts = document.pages[0], FontEmbedder(document)
        font = page.add_resource(fonts.font_object(SANS, _BAD_LAYER), pikepdf.Name.Font)
        line = fonts.encode(SANS, _BAD_LAYER)
        layer = f"q BT 3 Tr {font} 9 Tf 60 600 Td {line} Tj ET Q"
        page.contents_add(layer.encode())
        document.save(target)


def write_secret_scan(target: Path) -> None:
    """Write a scan with a red stamp of secrecy near its top."""
    page = drawn(difficult.SECRET_SCAN, DPI, stamp=SECRECY)
    target.write_bytes(_scan(page).getvalue())
