"""PDFs that show more, less or something else than their pages' content."""

import io
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from kiosk.demo import difficult
from kiosk.demo.agenda import DemoDocument
from kiosk.demo.files.difficult_page import (
    FIRST_LABEL,
    LABEL_STEP,
    MILLIMETRE,
    opened,
    page_of,
)
from kiosk.demo.files.scan import draw_stamp
from kiosk.ingestion.pdf.font_embedding import SANS, FontEmbedder

# The flag of an annotation that is also printed.
_PRINTED = 4
_LINE = "Nghị quyết của Uỷ ban nhân dân tỉnh, bản thử phông chữ"
FILLED = {
    "Họ và tên:": "Nguyễn Thị Hồng",
    "Đơn vị:": "Đảng uỷ xã Đăk Sơ Rông",
    "Ý kiến:": "Đồng ý với dự thảo",
}
ATTACHED_NAMES = ("Phụ lục 1.xlsx", "Tờ trình.docx")
SECRECY = "MẬT"
# The text begins so far from the page's left and upper edge, in millimetres.
_LEFT, _TOP, _HEIGHT = 30, 20, 297


def _rectangle(left: float, bottom: float, width: float, height: float) -> Array:
    return Array([left, bottom, left + width, bottom + height])


def _picture(document: pikepdf.Pdf, image: Image.Image) -> pikepdf.Object:
    """Return a picture that can be seen through, as an object of the PDF."""

    def stream(part: Image.Image, space: Name, **more: Any) -> pikepdf.Object:
        return document.make_indirect(
            Stream(
                document,
                part.tobytes(),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=image.width,
                Height=image.height,
                ColorSpace=space,
                BitsPerComponent=8,
                **more,
            )
        )

    mask = stream(image.getchannel("A"), Name.DeviceGray)
    return stream(image.convert("RGB"), Name.DeviceRGB, SMask=mask)


def _seal(document: pikepdf.Pdf, side: float) -> Dictionary:
    """Return the red seal as an appearance."""
    form = Stream(document, f"{side} 0 0 {side} 0 0 cm /Seal Do".encode())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, side, side])
    form.Resources = Dictionary(
        XObject=Dictionary(Seal=_picture(document, draw_stamp()))
    )
    return Dictionary(N=document.make_indirect(form))


def _add(document: pikepdf.Pdf, *annotations: Dictionary) -> list[Dictionary]:
    added = [document.make_indirect(thing) for thing in annotations]
    document.pages[0].obj.Annots = Array(added)
    return added


def _annotation(subtype: str, rectangle: Array, **entries: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name("/" + subtype),
        F=_PRINTED,
        Rect=rectangle,
        **entries,
    )


def write_seal(target: Path) -> None:
    """Write a page whose seal is the look of a signature."""
    side = 115
    with opened(difficult.SEAL) as document:
        field = _annotation(
            "Widget",
            _rectangle(350, 180, side, side),
            FT=Name.Sig,
            T="chu_ky",
            V=Dictionary(Type=Name.Sig, Name="DEMO"),
            AP=_seal(document, side),
        )
        document.Root.AcroForm = Dictionary(Fields=Array(_add(document, field)))
        document.save(target)


def write_form(target: Path) -> None:
    """Write a form whose values have no look of their own."""
    with opened(difficult.FORM, tuple(FILLED)) as document:
        fields = []
        for index, value in enumerate(FILLED.values()):
            down = _TOP + FIRST_LABEL + LABEL_STEP * index + 7
            bottom = (_HEIGHT - down) * MILLIMETRE
            rectangle = _rectangle((_LEFT + 35) * MILLIMETRE, bottom, 300, 22)
            fields.append(
                _annotation("Widget", rectangle, FT=Name.Tx, T=f"o_{index}", V=value)
            )
        document.Root.AcroForm = Dictionary(Fields=Array(_add(document, *fields)))
        document.save(target)


def write_notes(target: Path) -> None:
    """Write a page with a stamp, a remark and a stroke put over it."""
    red = Array([0.77, 0.12, 0.17])
    with opened(difficult.NOTES) as document:
        _add(
            document,
            _annotation(
                "Stamp", _rectangle(350, 180, 115, 115), AP=_seal(document, 115)
            ),
            _annotation(
                "FreeText",
                _rectangle(90, 250, 220, 46),
                Contents="ĐÃ DUYỆT. Giao Văn phòng Tỉnh uỷ theo dõi.",
                C=red,
            ),
            _annotation(
                "Ink",
                _rectangle(85, 235, 230, 66),
                C=red,
                BS=Dictionary(W=2),
                InkList=Array(
                    [Array([88, 240, 200, 236, 310, 242, 306, 298, 90, 296])]
                ),
            ),
        )
        document.save(target)


def write_fontless(target: Path) -> None:
    """Write a page with a line in a font that is named and not embedded."""
    with opened(difficult.FONTLESS) as document:
        fonts, page = FontEmbedder(document), document.pages[0]
        font = fonts.font_object(SANS, _LINE)
        within = font.DescendantFonts[0]
        name = Name("/TimesNewRomanPSMT")
        within.FontDescriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=32,
            FontBBox=Array([-500, -300, 1500, 1000]),
            ItalicAngle=0,
            Ascent=900,
            Descent=-200,
            CapHeight=700,
            StemV=80,
        )
        within.BaseFont = font.BaseFont = name
        del within.CIDToGIDMap
        used = page.add_resource(font, Name.Font)
        codes = fonts.encode(SANS, _LINE)
        # What the page draws may leave its measures turned.
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q BT {used} 15 Tf 85 300 Td {codes} Tj ET".encode())
        document.remove_unreferenced_resources()
        document.save(target)


def write_cut_off(target: Path) -> None:
    """Write a PDF that ends before it says where its parts lie."""
    data = page_of(difficult.CUT_OFF)
    target.write_bytes(data[: data.rindex(b"startxref")])


def write_no_printing(target: Path) -> None:
    """Write a PDF that may be read, not printed."""
    allowed = pikepdf.Permissions(print_lowres=False, print_highres=False)
    lock = pikepdf.Encryption(owner="demo", user="", allow=allowed)
    with opened(difficult.NO_PRINTING) as document:
        document.save(target, encryption=lock)


def _with_files(paper: DemoDocument) -> pikepdf.Pdf:
    document = opened(paper)
    for name in ATTACHED_NAMES:
        document.attachments[name] = b"DEMO"
    return document


def write_attached(target: Path) -> None:
    """Write a PDF that carries two files along."""
    with _with_files(difficult.ATTACHED) as document:
        document.save(target)


def write_secret_note(target: Path) -> None:
    """Write a page with a stamp of secrecy put over it."""
    with opened(difficult.SECRET_NOTE) as document:
        place = _rectangle(90, 690, 120, 40)
        _add(document, _annotation("Stamp", place, Contents=SECRECY))
        document.save(target)


def write_portfolio(target: Path) -> None:
    """Write a PDF that is a wrapper around other files."""
    with _with_files(difficult.PORTFOLIO) as document:
        document.Root.Collection = Dictionary(Type=Name.Collection)
        document.save(target)


def write_xml_form(target: Path) -> None:
    """Write a form whose pages are made by the program that opens it."""
    data = io.BytesIO(page_of(difficult.XML_FORM))
    with pikepdf.open(data) as document:
        document.Root.AcroForm = Dictionary(
            Fields=Array(), XFA=document.make_stream(b"<demo/>")
        )
        document.save(target)
