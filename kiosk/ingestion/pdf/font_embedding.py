"""Fonts of this machine put into a PDF, so that it looks the same in every program."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FONT_FOLDER = Path("/usr/share/fonts/truetype")
# Debian: fonts-liberation2. As wide as Arial, and with every Vietnamese letter.
SANS = FONT_FOLDER / "liberation2/LiberationSans-Regular.ttf"
# Widths in a PDF are thousandths of the font's size.
UNITS_PER_EM = 1000
_NONSYMBOLIC = 32
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{rows}endcmap CMapName currentdict /CMap defineresource pop end end
"""
# A table of meanings may have so many rows at a time.
_ROWS = 100


@dataclass(frozen=True)
class FontFile:
    """A TrueType font of this machine: its glyphs, and how wide they are."""

    path: Path

    @cached_property
    def _font(self) -> "TTFont":
        # Few papers need one.
        from fontTools.ttLib import TTFont  # noqa: PLC0415

        return TTFont(self.path)

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Return the glyph's number for each character's."""
        names = self._font.getReverseGlyphMap()
        return {code: names[name] for code, name in self._font.getBestCmap().items()}

    def width(self, glyph: int) -> float:
        """Return how wide a glyph is, in thousandths of the font's size."""
        name = self._font.getGlyphName(glyph)
        return float(
            self._font["hmtx"][name][0] * UNITS_PER_EM / self._font["head"].unitsPerEm
        )

    def length(self, text: str) -> float:
        """Return how wide a line of text is, in thousandths of the font's size."""
        return sum(self.width(self.glyphs.get(ord(sign), 0)) for sign in text)

    def descriptor(self, file: pikepdf.Object) -> Dictionary:
        """Return what a PDF says about the font; `file` is the embedded file."""
        head, high = self._font["head"], self._font["hhea"]
        scale = UNITS_PER_EM / head.unitsPerEm
        box = [head.xMin, head.yMin, head.xMax, head.yMax]
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + self.path.stem),
            Flags=_NONSYMBOLIC,
            FontBBox=Array([round(side * scale) for side in box]),
            ItalicAngle=round(self._font["post"].italicAngle),
            Ascent=round(high.ascent * scale),
            Descent=round(high.descent * scale),
            CapHeight=700,
            StemV=80,
            FontFile2=file,
        )


class FontEmbedder:
    """The fonts put into one PDF, each file of them once."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        """Put fonts into `document`."""
        self._document = document
        self._fonts: dict[Path, FontFile] = {}
        self._descriptors: dict[Path, pikepdf.Object] = {}

    def font(self, path: Path) -> FontFile:
        """Return the font in the file at `path`."""
        return self._fonts.setdefault(path, FontFile(path))

    def descriptor(self, path: Path) -> pikepdf.Object:
        """Return the descriptor of a font, embedded at the first call."""
        if path not in self._descriptors:
            data = path.read_bytes()
            file = Stream(self._document, data, Length1=len(data))
            made = self.font(path).descriptor(self._document.make_indirect(file))
            self._descriptors[path] = self._document.make_indirect(made)
        return self._descriptors[path]

    def font_object(self, path: Path, text: str) -> Dictionary:
        """Return a font object for `text`, whose encode are the numbers of glyphs."""
        font = self.font(path)
        glyphs = {font.glyphs.get(ord(sign), 0): sign for sign in text}
        widths = Array()
        for glyph in sorted(glyphs):
            widths.append(glyph)
            widths.append(Array([round(font.width(glyph))]))
        within = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/" + path.stem),
            CIDSystemInfo=Dictionary(
                Registry="Adobe", Ordering="Identity", Supplement=0
            ),
            FontDescriptor=self.descriptor(path),
            CIDToGIDMap=Name.Identity,
            W=widths,
        )
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + path.stem),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([self._document.make_indirect(within)]),
            ToUnicode=Stream(self._document, _to_unicode_map(glyphs)),
        )

    def encode(self, path: Path, text: str) -> str:
        """Return `text` as a hexadecimal string for a font of `font_object`."""
        glyphs = self.font(path).glyphs
        return "<" + "".join(f"{glyphs.get(ord(sign), 0):04X}" for sign in text) + ">"


def _to_unicode_map(glyphs: dict[int, str]) -> bytes:
    rows = [
        f"<{glyph:04X}> <{sign.encode('utf-16-be').hex()}>"
        for glyph, sign in sorted(glyphs.items())
    ]
    tables = ""
    for first in range(0, len(rows), _ROWS):
        part = rows[first : first + _ROWS]
        tables += f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
    return _CMAP.format(rows=tables).encode()
