"""Sample files for tests, valid and invalid; each is created once per process."""

import io
import struct
import zipfile
import zlib
from functools import cache
from typing import Literal

import pikepdf
import pillow_heif
from docx import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from PIL import Image, ImageDraw
from pptx import Presentation
from weasyprint import HTML


@cache
def pdf(pages: int = 1, text: str = "Quán triệt Nghị quyết") -> bytes:
    """A PDF with a line of text on each page."""
    body = "".join(
        f"<p style='break-after:page'>{text} trang {number}</p>"
        for number in range(1, pages + 1)
    )
    return HTML(string=f"<style>@page {{size: A4}}</style>{body}").write_pdf()


@cache
def pdf_of(*texts: str) -> bytes:
    """A PDF with these texts, one per page."""
    body = "".join(f"<p style='break-after:page'>{text}</p>" for text in texts)
    return HTML(string=f"<style>@page {{size: A4}}</style>{body}").write_pdf()


@cache
def page_of_html(html: str) -> bytes:
    """A PDF of this HTML."""
    return HTML(string=html).write_pdf()


@cache
def signed_pdf() -> bytes:
    """A PDF with the page labels i, ii, 1 and 2 and links to the middle two."""
    html = (
        "<style>@page {size: A4} h1 {break-before: page}"
        " a {color: #000; text-decoration: none}"
        " a[href^='#']::after {"
        "  content: leader('.') target-counter(attr(href), page)}</style>"
        "<p>MỤC LỤC</p><p><a href='#a'>Phần thứ nhất</a></p>"
        "<p><a href='#b'>Phần thứ hai</a></p>"
        "<p><a href='https://example.org/'>Trang tin của tỉnh</a></p>"
        "<h1 id='a'>Phần thứ nhất</h1><h1 id='b'>Phần thứ hai</h1><h1>Phụ lục</h1>"
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page_of_html(html))) as document:
        roman = pikepdf.Dictionary(S=pikepdf.Name.r)
        plain = pikepdf.Dictionary(S=pikepdf.Name.D)
        document.Root.PageLabels = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, roman, 2, plain])
        )
        document.save(out)
    return out.getvalue()


@cache
def sized_pdf(*sizes: tuple[float, float]) -> bytes:
    """A PDF of empty pages of these sizes, in points."""
    document = pikepdf.new()
    for size in sizes:
        document.add_blank_page(page_size=size)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def encrypted_pdf(
    *,
    needs_password: bool = True,
    owner: str = "owner",
    prints: bool = True,
    revision: Literal[2, 3, 4, 5, 6] = 6,
    data: bytes = b"",
) -> bytes:
    """A PDF (`data`) with a password for reading, or only for changing."""
    out = io.BytesIO()
    lock = pikepdf.Encryption(
        owner=owner,
        user="secret" if needs_password else "",
        R=revision,
        aes=revision >= 4,
        metadata=revision >= 4,
        allow=pikepdf.Permissions(print_lowres=prints, print_highres=prints),
    )
    with pikepdf.open(io.BytesIO(data or sized_pdf((595, 842)))) as document:
        document.save(out, encryption=lock)
    return out.getvalue()


@cache
def active_pdf() -> bytes:
    """A PDF with a script that runs on opening."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sized_pdf((595, 842)))) as document:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="app.alert('x')"
        )
        document.save(out)
    return out.getvalue()


@cache
def endless_pdf(pages: int = 100_000, *, declared: int | None = None) -> bytes:
    """A small PDF with very many pages, which may declare fewer."""
    kids = b"3 0 R " * pages
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (declared or pages, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    ]
    return assemble(*objects)


def looping_pdf() -> bytes:
    """A PDF with a cyclic page tree."""
    return assemble(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 5/Kids[2 0 R]>>",
    )


def assemble(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, of which the first is its root."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


@cache
def picture(kind: str = "PNG", size: tuple[int, int] = (600, 800)) -> bytes:
    """A photo or scan."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((50, 50, 300, 200), fill="navy")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@cache
def sideways_photo() -> bytes:
    """A photo stored in landscape with an EXIF rotation."""
    image = Image.new("RGB", (800, 600), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@cache
def iphone_photo() -> bytes:
    """A photo in HEIF, as iPhones store it."""
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(out, "HEIF")
    return out.getvalue()


@cache
def scan(pages: int = 3) -> bytes:
    """A TIFF of several pages."""
    sheets = [Image.new("1", (500, 700), number % 2) for number in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that declares billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


@cache
def docx(text: str = "Kính thưa đồng chí Chủ toạ") -> bytes:
    """A Word file."""
    document = Docx()
    document.add_heading(text)
    document.add_paragraph(text * 10)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def headed_docx(*headings: str) -> bytes:
    """A Word file with these headings and a line under each."""
    document = Docx()
    for heading in headings:
        document.add_heading(heading, 1)
        document.add_paragraph("Nội dung.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def contents_docx(*headings: str) -> bytes:
    """A Word file whose first page links to these headings, each on its own page."""
    document = Docx()
    # Word marks links with this style; LibreOffice ignores links without it.
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    for number, heading in enumerate(headings):
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"_Toc{number}")
        line = document.add_paragraph()
        link.append(line.add_run(heading, "Hyperlink")._r)
        line._p.append(link)
    for number, heading in enumerate(headings):
        document.add_page_break()
        title = document.add_heading(heading, 1).runs[0]._r
        begin, end = (OxmlElement(f"w:bookmark{edge}") for edge in ("Start", "End"))
        for edge in (begin, end):
            edge.set(qn("w:id"), str(number))
        begin.set(qn("w:name"), f"_Toc{number}")
        title.addprevious(begin)
        title.addnext(end)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def xlsx() -> bytes:
    """An Excel file."""
    book = Workbook()
    for row in range(1, 20):
        book.active.append([f"Điểm cầu {row}", row * 3, row * 7])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def pptx() -> bytes:
    """A PowerPoint file of two slides."""
    show = Presentation()
    for number in range(2):
        slide = show.slides.add_slide(show.slide_layouts[0])
        slide.shapes.title.text = f"Nội dung {number + 1}"
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


@cache
def odt() -> bytes:
    """An OpenDocument text."""
    kind = "application/vnd.oasis.opendocument.text"
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    return archive(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": (
                f'<m:manifest xmlns:m="{names}manifest:1.0">'
                f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
                '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
                "</m:manifest>"
            ).encode(),
            "content.xml": (
                f'<o:document-content xmlns:o="{names}office:1.0"'
                f' xmlns:t="{names}text:1.0" o:version="1.2"><o:body><o:text>'
                "<t:p>Biên bản hội nghị</t:p></o:text></o:body></o:document-content>"
            ).encode(),
        }
    )


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP archive with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            file.writestr(name, data, compress_type=stored)
    return out.getvalue()


def docx_with(members: dict[str, bytes]) -> bytes:
    """A Word file with additional members."""
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


@cache
def zip_bomb() -> bytes:
    """A Word file that decompresses to 600 MB."""
    out = io.BytesIO(docx())
    block = b"\0" * 10_000_000
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("word/media/x.emf", "w", force_zip64=True) as member,
    ):
        for _ in range(60):
            member.write(block)
    return out.getvalue()


@cache
def lying_zip_bomb() -> bytes:
    """The same with a small declared size."""
    data = bytearray(zip_bomb())
    at = data.rfind(b"word/media/x.emf") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)
