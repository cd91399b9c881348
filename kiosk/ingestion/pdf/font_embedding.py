"""Embed fonts of this system into a PDF."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FONT_FOLDER = Path("/usr/share/fonts/truetype")
# Debian package fonts-liberation2: metrics of Arial, all Vietnamese letters.
SANS = FONT_FOLDER / "liberation2/LiberationSans-Regular.ttf"
# Glyph widths in PDF are in thousandths of the font size.
UNITS_PER_EM = 1000
_NONSYMBOLIC = 32
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{rows}endcmap CMapName currentdict /CMap defineresource pop end end
"""
# Maximum entries per bfchar section (PDF 32000-1, 9.10.3).
_ROWS = 100


@dataclass(frozen=True)
class FontFile:
    """A TrueType font file of this system."""

    path: Path

    @cached_property
    def _font(self) -> "TTFont":
        # Slow to import, and rarely needed.
        from fontTools.ttLib import TTFont  # noqa: PLC0415

        return TTFont(self.path)

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Return the glyph number of each character code."""
        names = self._font.getReverseGlyphMap()
        return {code: names[name] for code, name in self._font.getBestCmap().items()}

    def width(self, glyph: int) -> float:
        """Return the width of a glyph, in thousandths of the font size."""
        name = self._font.getGlyphName(glyph)
        return float(
            self._font["hmtx"][name][0] * UNITS_PER_EM / self._font["head"].unitsPerEm
        )

    def length(self, text: str) -> float:
        """Return the width of a text, in thousandths of the font size."""
        return sum(self.width(self.glyphs.get(ord(character), 0)) for character in text)

    def descriptor(self, file: pikepdf.Object) -> Dictionary:
        """Return a font descriptor that refers to the embedded `file`."""
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
    """Embeds each font file at most once into one PDF."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        """Embed fonts into `document`."""
        self._document = document
        self._fonts: dict[Path, FontFile] = {}
        self._descriptors: dict[Path, pikepdf.Object] = {}

    def font(self, path: Path) -> FontFile:
        """Return the font in the file at `path`."""
        return self._fonts.setdefault(path, FontFile(path))

    def descriptor(self, path: Path) -> pikepdf.Object:
        """Return the descriptor of a font, which is embedded on the first call."""
        if path not in self._descriptors:
            data = path.read_bytes()
            file = Stream(self._document, data, Length1=len(data))
            made = self.font(path).descriptor(self._document.make_indirect(file))
            self._descriptors[path] = self._document.make_indirect(made)
        return self._descriptors[path]

    def font_object(self, path: Path, text: str) -> Dictionary:
        """Return a font object for `text` with glyph numbers as character codes."""
        font = self.font(path)
        glyphs = {font.glyphs.get(ord(character), 0): character for character in text}
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
        """Return `text` as a hexadecimal string for the font of `font_object`."""
        glyphs = self.font(path).glyphs
        return (
            "<"
            + "".join(f"{glyphs.get(ord(character), 0):04X}" for character in text)
            + ">"
        )


def _to_unicode_map(glyphs: dict[int, str]) -> bytes:
    rows = [
        f"<{glyph:04X}> <{character.encode('utf-16-be').hex()}>"
        for glyph, character in sorted(glyphs.items())
    ]
    tables = ""
    for first in range(0, len(rows), _ROWS):
        part = rows[first : first + _ROWS]
        tables += f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
    return _CMAP.format(rows=tables).encode()
