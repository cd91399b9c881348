"""Measure text in the font of official papers, and break headings evenly."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from kiosk.official_papers.fonts import FontFiles, find_fonts

POINT_MM = 25.4 / 72


class TextMeasure:
    """Widths of text in one family."""

    def __init__(self, fonts: FontFiles) -> None:
        """Read the widths from the installed files."""
        self._fonts = fonts

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """Return the width in mm of a text in `size` points."""
        path = self._fonts.bold if bold else self._fonts.regular
        widths, missing, units = _advances(path)
        total = sum(widths.get(ord(letter), missing) for letter in text)
        return total / units * size * POINT_MM

    def balance(self, text: str, room: float, size: float, *, bold: bool) -> list[str]:
        """Return a heading in as few lines as fit in `room` mm, of similar lengths.

        Line breaks that somebody has set are kept, and a line that is too long is
        broken further; not at a no-break space.
        """
        if "\n" in text:
            set_lines = [line.strip() for line in text.split("\n") if line.strip()]
            return [
                part
                for line in set_lines
                for part in self.balance(line, room, size, bold=bold)
            ]
        words = [word for word in text.split(" ") if word]
        fewest = self._fill(words, room, size, bold=bold)
        narrow, wide = 0.0, room
        for _ in range(12):
            middle = (narrow + wide) / 2
            lines = self._fill(words, middle, size, bold=bold)
            fits = len(lines) == len(fewest) and all(
                self.width(line, size, bold=bold) <= middle for line in lines
            )
            narrow, wide = (narrow, middle) if fits else (middle, wide)
        # Whoever searches the paper types plain spaces.
        best = self._fill(words, wide, size, bold=bold)
        return [line.replace("\N{NO-BREAK SPACE}", " ") for line in best]

    def _fill(
        self, words: list[str], room: float, size: float, *, bold: bool
    ) -> list[str]:
        lines: list[str] = []
        for word in words:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


@cache
def measure() -> TextMeasure:
    """Return the measure for the installed font.

    :raises FontMissing: there is none.
    """
    return TextMeasure(find_fonts())


@cache
def _advances(path: Path) -> tuple[dict[int, int], int, int]:
    """Return width by character, of a missing one, and units per em."""
    with TTFont(path, lazy=True) as font:
        metrics = font["hmtx"].metrics
        widths = {code: metrics[name][0] for code, name in font.getBestCmap().items()}
        return widths, metrics[".notdef"][0], font["head"].unitsPerEm
