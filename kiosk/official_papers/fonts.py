"""Find the installed font of official papers: Times New Roman or its metric equal."""

from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

# The smallest and the greatest precomposed letter with two marks; fonts without
# complete Vietnamese lack most of them.
_VIETNAMESE = "ĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
# The family's name in the style sheet.
PLACEHOLDER = "Paper Serif"
_FONTS = Path("/usr/share/fonts/truetype")


class FontMissing(Exception):  # noqa: N818
    """No installed font has all Vietnamese letters."""


@dataclass(frozen=True)
class FontFiles:
    """Four files of one family, and its name."""

    name: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path

    def all_files(self) -> tuple[Path, Path, Path, Path]:
        """Return the files in the order of the fields."""
        return self.regular, self.bold, self.italic, self.bold_italic


def _family(name: str, folder: str, *files: str) -> FontFiles:
    return FontFiles(name, *(_FONTS / folder / f"{file}.ttf" for file in files))


# Times New Roman, where the organisation has installed it; else Liberation Serif
# (Debian package fonts-liberation2), whose letters have the same widths.
CANDIDATES = (
    _family(
        "Times New Roman",
        "msttcorefonts",
        "Times_New_Roman",
        "Times_New_Roman_Bold",
        "Times_New_Roman_Italic",
        "Times_New_Roman_Bold_Italic",
    ),
    _family(
        "Liberation Serif",
        "liberation2",
        "LiberationSerif-Regular",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
        "LiberationSerif-BoldItalic",
    ),
)


def has_vietnamese(path: Path) -> bool:
    """Return whether a font file has every Vietnamese letter."""
    with TTFont(path, lazy=True) as font:
        letters = font.getBestCmap()
    return all(ord(letter) in letters for letter in _VIETNAMESE)


def find_fonts(candidates: tuple[FontFiles, ...] = CANDIDATES) -> FontFiles:
    """Return the first family that is installed and complete.

    :raises FontMissing: there is none.
    """
    for family in candidates:
        paths = family.all_files()
        if all(path.is_file() for path in paths) and all(map(has_vietnamese, paths)):
            return family
    raise FontMissing


def font_faces(family: FontFiles) -> str:
    """Return the CSS that loads the family from where it lies, under its own name."""
    styles = (("normal", "normal"), ("bold", "normal"), ("normal", "italic"))
    return "\n".join(
        f'@font-face {{ font-family: "{family.name}"; font-weight: {weight};'
        f' font-style: {style}; src: url("{path.as_uri()}"); }}'
        for (weight, style), path in zip(
            (*styles, ("bold", "italic")), family.all_files(), strict=True
        )
    )
