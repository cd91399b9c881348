"""Embed substitutes for fonts that a PDF names but does not contain.

PDFium's built-in fonts lack most Vietnamese letters, and other viewers substitute other
fonts. With an embedded font all show the same.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from kiosk.ingestion.pdf.errors import PDF_ERRORS
from kiosk.ingestion.pdf.font_embedding import FONT_FOLDER, FontEmbedder
from kiosk.ingestion.pdf.font_encodings import characters_by_code

_GLYPH_ENCODINGS = {"/Identity-H", "/Identity-V"}
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# Symbol fonts, and fonts with a legacy Vietnamese encoding.
_NO_SUBSTITUTE = (
    "symbol",
    "dingbat",
    "webdings",
    "wingdings",
    "marlett",
    ".vn",
    "vni-",
)
_MONO, _SANS, _SERIF = "LiberationMono", "LiberationSans", "LiberationSerif"
# The first match: a font of the same metrics, or the most similar one.
_FAMILIES = (
    (("courier", "consolas", "mono", "typewriter"), _MONO),
    (("calibri", "carlito"), "Carlito"),
    (("cambria", "caladea"), "Caladea"),
    (("arial", "helvetica", "verdana", "tahoma", "segoe", "sans", "gothic"), _SANS),
    (("times", "serif", "roman", "georgia", "garamond", "palatino", "book"), _SERIF),
)
_FIXED, _SERIFS, _ITALIC, _BOLD = 1 << 0, 1 << 1, 1 << 6, 1 << 18
_FOLDERS = {"Carlito": "crosextra", "Caladea": "crosextra"}
_STYLES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}
# Characters that the built-in fonts of every viewer have.
_STANDARD_CHARACTERS = frozenset(
    character
    for encoding in (
        Dictionary(Encoding=Name.WinAnsiEncoding),
        Dictionary(Encoding=Name.MacRomanEncoding),
        Dictionary(Subtype=Name.Type1),
    )
    for character in characters_by_code(encoding).values()
)


def embed_fonts(document: pikepdf.Pdf) -> None:
    """Embed a substitute for each font that is not in the file."""
    fonts = FontEmbedder(document)
    for obj in document.objects:
        with contextlib.suppress(*PDF_ERRORS):
            for font in _named_in(obj):
                _embed(font, fonts, document)


def _named_in(obj: pikepdf.Object) -> Iterator[Dictionary]:
    """Yield the fonts in the resources of a page, form or resource dictionary."""
    if not isinstance(obj, Dictionary | Stream):
        return
    for resources in (obj, obj.get("/Resources", Dictionary())):
        named = resources.get("/Font")
        if isinstance(named, Dictionary):
            for font in named.values():
                if isinstance(font, Dictionary):
                    yield font


def _embed(font: Dictionary, fonts: FontEmbedder, document: pikepdf.Pdf) -> None:
    kind = font.get("/Subtype")
    if kind == Name.Type0:
        within, coded = font.DescendantFonts[0], str(font.Encoding)
        if isinstance(within, Dictionary) and coded in _GLYPH_ENCODINGS:
            _embed_composite(font, within, fonts, document)
    elif kind in (Name.TrueType, Name.Type1, Name.MMType1):
        _embed_simple(font, fonts)


def _embed_simple(font: Dictionary, fonts: FontEmbedder) -> None:
    descriptor = font.get("/FontDescriptor", Dictionary())
    characters = characters_by_code(font)
    path = _substitute(font, descriptor, fonts, set(characters.values()))
    if path is None:
        return
    file = fonts.font(path)
    if "/Widths" not in font:
        font.FirstChar, font.LastChar = 0, 255
        font.Widths = Array(
            [
                round(file.width(file.glyphs.get(ord(characters.get(code, " ")), 0)))
                for code in range(256)
            ]
        )
    names = Array([0])
    for code in range(256):
        character = characters.get(code)
        names.append(Name(f"/uni{ord(character):04X}" if character else "/.notdef"))
    font.Encoding = Dictionary(
        Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=names
    )
    font.Subtype, font.FontDescriptor = Name.TrueType, fonts.descriptor(path)


def _embed_composite(
    font: Dictionary, within: Dictionary, fonts: FontEmbedder, document: pikepdf.Pdf
) -> None:
    if within.get("/CIDSystemInfo", Dictionary()).get("/Ordering", "") != "Identity":
        return
    characters = characters_by_code(font)
    descriptor = within.get("/FontDescriptor", Dictionary())
    path = _substitute(font, descriptor, fonts, set(characters.values()))
    if path is None or not characters:
        return
    glyphs = fonts.font(path).glyphs
    numbers = [0] * (max(characters) + 1)
    for code, character in characters.items():
        numbers[code] = glyphs.get(ord(character), 0)
    table = b"".join(number.to_bytes(2, "big") for number in numbers)
    within.CIDToGIDMap = document.make_indirect(Stream(document, table))
    within.Subtype, within.FontDescriptor = Name.CIDFontType2, fonts.descriptor(path)


def _substitute(
    font: Dictionary,
    descriptor: pikepdf.Object,
    fonts: FontEmbedder,
    characters: set[str],
) -> Path | None:
    """Return the font file to embed; None if the font needs no substitute."""
    name = str(font.get("/BaseFont", ""))[1:].split("+")[-1].lower()
    if any(file in descriptor for file in _FILES) or not name:
        return None
    if any(part in name for part in _NO_SUBSTITUTE):
        return None
    flags = int(descriptor.get("/Flags", 0))
    family = _family(name, flags)
    is_plain = font.get("/Subtype") != Name.Type0 and characters <= _STANDARD_CHARACTERS
    if is_plain and family not in _FOLDERS:
        return None
    is_bold = "bold" in name or "black" in name or bool(flags & _BOLD)
    is_italic = "italic" in name or "oblique" in name or bool(flags & _ITALIC)
    for candidate in (family, _SERIF if family == "Caladea" else _SANS):
        folder = _FOLDERS.get(candidate, "liberation2")
        style = _STYLES[is_bold, is_italic]
        path = FONT_FOLDER / folder / f"{candidate}-{style}.ttf"
        if path.is_file() and _has_all(fonts, path, characters):
            return path
    return None


def _family(name: str, flags: int) -> str:
    for parts, family in _FAMILIES:
        if any(part in name for part in parts):
            return family
    if flags & _FIXED:
        return _MONO
    return _SERIF if flags & _SERIFS else _SANS


def _has_all(fonts: FontEmbedder, path: Path, characters: set[str]) -> bool:
    """Tell whether a font has all letters that are used."""
    glyphs = fonts.font(path).glyphs
    letters = {character for character in characters if character.isalpha()}
    return all(ord(character) in glyphs for character in letters)
