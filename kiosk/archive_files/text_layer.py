"""Invisible text over a page image, in an embedded font without outlines.

Character codes are UTF-16 code units; every glyph is empty and half an em wide, so that
any word can be stretched over its place in the image. The font has a few hundred bytes.
"""

import io
from collections.abc import Iterable

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name, Stream

from kiosk.archive_files.rules import ArchiveWord

FONT = "KioskInvisible"
UNITS, HALF = 1000, 500
# The Basic Multilingual Plane: two-byte codes.
_CODES = 0x10000
_SINGLE_GLYPH_MAP = (1).to_bytes(2, "big") * _CODES
_CMAP_START = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_END = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
# A bfrange may vary only in the last byte; a section has at most 100 ranges (PDF
# 32000-1, 9.10.3).
_RANGE_LENGTH, _MAX_RANGES = 0x100, 100


def _font_file() -> bytes:
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", "any"])
    builder.setupCharacterMap({0x20: "any"})
    builder.setupGlyf({".notdef": Glyph(), "any": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (HALF, 0), "any": (HALF, 0)})
    builder.setupHorizontalHeader(ascent=UNITS, descent=0)
    builder.setupNameTable({"familyName": FONT, "styleName": "Regular", "psName": FONT})
    builder.setupOS2(sTypoAscender=UNITS, sTypoDescender=0)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _to_unicode_map() -> bytes:
    """Return the ToUnicode CMap that maps each code to itself."""
    rows = [
        f"<{first:04X}> <{first + _RANGE_LENGTH - 1:04X}> <{first:04X}>"
        for first in range(0, _CODES, _RANGE_LENGTH)
        # Surrogates.
        if not 0xD800 <= first < 0xE000  # noqa: PLR2004
    ]
    parts = [_CMAP_START]
    for at in range(0, len(rows), _MAX_RANGES):
        some = rows[at : at + _MAX_RANGES]
        table = "\n".join(some)
        parts.append(f"{len(some)} beginbfrange\n{table}\nendbfrange\n".encode())
    return b"".join([*parts, _CMAP_END])


def make_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Embed the font into `pdf`."""
    file = _font_file()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{FONT}"),
        Flags=4,
        FontBBox=Array([0, 0, HALF, UNITS]),
        ItalicAngle=0,
        Ascent=UNITS,
        # 0 would mean "unknown".
        Descent=-1,
        CapHeight=UNITS,
        StemV=80,
        FontFile2=Stream(pdf, file, Length1=len(file)),
    )
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{FONT}"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=HALF,
        CIDToGIDMap=Stream(pdf, _SINGLE_GLYPH_MAP),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{FONT}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=Stream(pdf, _to_unicode_map()),
        )
    )


def write(boxes: Iterable[ArchiveWord], width: float, height: float) -> bytes:
    """Return the content stream with the words of a page; its size is in points."""
    lines = ["BT 3 Tr"]
    for box in boxes:
        characters = "".join(c for c in box.text if _is_encodable(c))
        across, down = box.width * width, box.height * height
        if not characters or across <= 0 or down <= 0:
            continue
        stretch = 100 * across / (down * len(characters) * HALF / UNITS)
        left, foot = box.x * width, height - (box.y + box.height) * height
        numbers = (characters + " ").encode("utf-16-be").hex()
        lines.append(
            f"/F0 {down:.3f} Tf {stretch:.3f} Tz"
            f" 1 0 0 1 {left:.3f} {foot:.3f} Tm <{numbers}> Tj"
        )
    lines.append("ET")
    return "\n".join(lines).encode("ascii")


def _is_encodable(char: str) -> bool:
    # Characters that PDF/A forbids or that need more than two bytes.
    return (
        char.isprintable() and ord(char) < _CODES and char not in "\ufeff\ufffe\uffff"
    )
