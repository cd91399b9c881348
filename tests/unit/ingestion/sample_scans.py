"""Sample scans: pages that exist as images only."""

import base64
import io
import time
from functools import cache

import pikepdf
import pypdfium2
from PIL import Image
from weasyprint import HTML

from kiosk.ingestion.pdf.font_embedding import SANS, FontEmbedder

# Default text of all scans.
WORDS = "Hội nghị quán triệt Nghị quyết của Tỉnh ủy tại điểm cầu trung tâm"
_STYLE = "@page {size: %s; margin: 25mm} body {font: %dpt 'Liberation Serif'}"
# Paper size and font size at which half a page is recognised with certainty.
PAPERS = {"A4": ("A4", 15), "A5": ("A5", 19)}
_STAMP = (
    "<div style='position: absolute; top: 5mm; left: 0; color: #c41e2c; padding: 2mm;"
    " border: 1mm solid; font: bold 16pt sans-serif'>{}</div>"
)


def sheet(
    words: str = WORDS, *, dpi: int = 200, stamp: str = "", lines: int = 3
) -> Image.Image:
    """A printed page as an image, with the words in `lines` paragraphs.

    `stamp` is printed on it in red.
    """
    return _drawn("A4", words, dpi, stamp, lines).copy()


def slip(
    words: str = WORDS, *, dpi: int = 200, stamp: str = "", lines: int = 3
) -> Image.Image:
    """The same on A5, which is recognised in half the time."""
    return _drawn("A5", words, dpi, stamp, lines).copy()


@cache
def _drawn(paper: str, words: str, dpi: int, stamp: str, lines: int) -> Image.Image:
    mark = _STAMP.format(stamp) if stamp else ""
    body = f"{mark}<p style='margin-top: 30mm'>{words}</p>" + f"<p>{words}.</p>" * (
        lines - 1
    )
    page = HTML(string=f"<style>{_STYLE % PAPERS[paper]}</style>{body}").write_pdf()
    image = pypdfium2.PdfDocument(page)[0].render(scale=dpi / 72).to_pil()
    image.info["dpi"] = (dpi, dpi)
    return image.convert("RGB")


def as_file(kind: str, *sheets: Image.Image, dpi: int = 0) -> bytes:
    """A PDF, JPEG, PNG or TIFF of these images, with the first one's resolution."""
    dpi = dpi or sheets[0].info["dpi"][0]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": sheets[1:]} if len(sheets) > 1 else {}
    resolution: dict[str, object] = {"dpi": (dpi, dpi)}
    if kind == "PDF":
        # Deterministic, so that OCR runs once per test run (`remembering`).
        made_at = time.gmtime(0)
        resolution = {"resolution": dpi, "creationDate": made_at, "modDate": made_at}
    sheets[0].save(out, kind, **resolution, **more)
    return out.getvalue()


@cache
def mixed_pdf() -> bytes:
    """A PDF with text on its first page and an image on its second."""
    text = HTML(string="<p>Trang này có chữ từ đầu</p>").write_pdf()
    with (
        pikepdf.open(io.BytesIO(text)) as document,
        pikepdf.open(io.BytesIO(as_file("PDF", sheet()))) as scan,
    ):
        document.pages.extend(scan.pages)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def layered_pdf(sheet: Image.Image, text: str, *, is_below: bool = False) -> bytes:
    """A scan with an invisible or covered text layer."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(as_file("PDF", sheet))) as document:
        page, fonts = document.pages[0], FontEmbedder(document)
        font = page.add_resource(fonts.font_object(SANS, text), pikepdf.Name.Font)
        lines = " ".join(
            f"{fonts.encode(SANS, line)} Tj 0 -14 Td" for line in text.splitlines()
        )
        mode = 0 if is_below else 3
        layer = f"q BT {mode} Tr {font} 9 Tf 20 500 Td {lines} ET Q "
        page.contents_add(layer.encode(), prepend=is_below)
        document.save(out)
    return out.getvalue()


def pictured_pdf(words: str, *, ink: str = "#c41e2c") -> bytes:
    """A PDF with text, and words near its top that are only an image."""
    lettered = HTML(
        string="<style>@page {size: 60mm 16mm; margin: 0} body {margin: 2mm}</style>"
        f"<div style='font: bold 24pt sans-serif; color: {ink}'>{words}</div>"
    ).write_pdf()
    image = pypdfium2.PdfDocument(lettered)[0].render(scale=4).to_pil()
    data = io.BytesIO()
    image.save(data, "PNG")
    source = base64.b64encode(data.getvalue()).decode()
    return HTML(
        string=f"<style>{_STYLE % PAPERS['A5']}</style>"
        f"<img style='width: 60mm' src='data:image/png;base64,{source}'>"
        f"<p>{WORDS}</p>"
    ).write_pdf()


# TCVN3 codes shown as Latin-1.
TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạấầẩậắặẻéếềểệìỉíịọốồổộớờợủúứừữựý",
        "¨©ª«¬\xad®µ¶·¸¹ÊÇÈË¾ÆÎÐÕÒÓÖ×ØÝÞäèåæéíêîñóøõ÷ùý",
        strict=True,
    )
)


@cache
def legacy_pdf() -> bytes:
    """A PDF that looks right and extracts as mojibake, as old Word files printed it.

    The glyphs are right; the ToUnicode map gives TCVN3.
    """
    page = HTML(
        string=f"<style>{_STYLE % PAPERS['A5']}</style>" + f"<p>{WORDS}.</p>" * 5
    ).write_pdf(uncompressed_pdf=True)
    with pikepdf.open(io.BytesIO(page)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                data = thing.read_bytes()
                if b"beginbfchar" in data:
                    thing.write(_as_tcvn3(data))
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _as_tcvn3(table: bytes) -> bytes:
    for letter, sign in TCVN3.items():
        table = table.replace(b"<%04x>\n" % ord(letter), b"<%04x>\n" % ord(sign))
    return table
