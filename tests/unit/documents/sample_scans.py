"""Scans for tests: pages that are printed, drawn and kept as pictures only."""

import base64
import io
import time
from functools import cache

import pikepdf
import pypdfium2
from PIL import Image
from weasyprint import HTML

from kiosk.ingestion.pdf.font_embedding import SANS, FontEmbedder

# What every scan here says, unless told otherwise.
WORDS = "Hội nghị quán triệt Nghị quyết của Tỉnh ủy tại điểm cầu trung tâm"
_STYLE = "@page {size: %s; margin: 25mm} body {font: %dpt 'Liberation Serif'}"
# Their letters: on half a sheet those that are read without a doubt.
PAPERS = {"A4": ("A4", 15), "A5": ("A5", 19)}
_STAMP = (
    "<div style='position: absolute; top: 5mm; left: 0; color: #c41e2c; padding: 2mm;"
    " border: 1mm solid; font: bold 16pt sans-serif'>{}</div>"
)


def sheet(
    words: str = WORDS, *, dpi: int = 200, stamp: str = "", lines: int = 3
) -> Image.Image:
    """A printed page, drawn, with the words in so many paragraphs.

    `stamp` is put on it in red.
    """
    return _drawn("A4", words, dpi, stamp, lines).copy()


def slip(
    words: str = WORDS, *, dpi: int = 200, stamp: str = "", lines: int = 3
) -> Image.Image:
    """The same on half a sheet, which is read in half the time."""
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
    """A PDF, JPEG, PNG or TIFF of these pictures, as fine as the first was drawn."""
    dpi = dpi or sheets[0].info["dpi"][0]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": sheets[1:]} if len(sheets) > 1 else {}
    resolution: dict[str, object] = {"dpi": (dpi, dpi)}
    if kind == "PDF":
        # Of the same sheets the same file: it is read once (`remembering`).
        made_at = time.gmtime(0)
        resolution = {"resolution": dpi, "creationDate": made_at, "modDate": made_at}
    sheets[0].save(out, kind, **resolution, **more)
    return out.getvalue()


@cache
def mixed_pdf() -> bytes:
    """A PDF whose first page has text and whose second is a picture."""
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
    """A scan with text laid behind its picture: not drawn, or drawn and covered."""
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
    """A PDF with text of its own, and words that are only a picture near its top."""
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


# TCVN3 as programs show it that know nothing of it: each letter another sign.
TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạấầẩậắặẻéếềểệìỉíịọốồổộớờợủúứừữựý",
        "¨©ª«¬\xad®µ¶·¸¹ÊÇÈË¾ÆÎÐÕÒÓÖ×ØÝÞäèåæéíêîñóøõ÷ùý",
        strict=True,
    )
)


@cache
def legacy_pdf() -> bytes:
    """A PDF that looks Vietnamese and says mojibake, as old Word files printed it.

    Each letter is drawn as itself; the table that tells what it means says TCVN3.
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
