"""Measure one official paper: fonts, lengths and distances beside their rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.paper_reader import POINT_MM, PaperPage, Words

# Figures are compared with this tolerance: mm, and points for font sizes.
TOLERANCE_MM, TOLERANCE_POINTS = 0.6, 0.05
CENTRE_MM = 112.5
TOP_MARGIN_MM = 19.5
TEXT_POINTS = 14
# The agency's digital signature on the first page: 60 × 15 mm at the top right.
SIGNATURE_BOX = (135.0, 195.0, 3.0, 18.0)
_LETTERS = "abcdđeg"


@dataclass(frozen=True)
class Measure:
    """A figure: what the rule says, what we measured, and whether it complies."""

    item: str
    rule: str
    measured: str
    complies: bool


class MeasuredPaper:
    """Figures of one sample."""

    def __init__(self, pages: list[PaperPage]) -> None:
        self.pages, self.first, self.last = pages, pages[0], pages[-1]

    def on_any(self, words: str) -> tuple[PaperPage, Words]:
        """Return the first page that has a text, and where it stands there.

        :raises LookupError: none has it.
        """
        for page in self.pages:
            if words in page.words:
                return page, page.find(words)
        raise LookupError(words)

    def font(
        self, item: str, words: str, rule: str, sizes: tuple[float, float], style: str
    ) -> Measure:
        """Measure size and style of a text."""
        _, found = self.on_any(words)
        fits = sizes[0] - TOLERANCE_POINTS <= found.size <= sizes[1] + TOLERANCE_POINTS
        said = f"{found.size:g} pt, {found.style}"
        return Measure(item, rule, said, fits and found.style == style)

    def length(
        self, item: str, rule: str, value: float, lowest: float, highest: float
    ) -> Measure:
        """Compare a length in mm."""
        fits = lowest - TOLERANCE_MM <= value <= highest + TOLERANCE_MM
        return Measure(item, rule, f"{value:.1f} mm", fits)

    def points(self, item: str, rule: str, value: float, least: float) -> Measure:
        """Compare a distance in points with the least allowed."""
        return Measure(item, rule, f"{value:.1f} pt", value >= least - TOLERANCE_POINTS)

    def fact(self, item: str, rule: str, said: str, *, complies: bool) -> Measure:
        """State what is so."""
        return Measure(item, rule, said, complies)

    def between(self, upper: str, lower: str) -> float:
        """Return the distance of two baselines in points."""
        page, above = self.on_any(upper)
        return (page.find(lower).baseline - above.baseline) / POINT_MM

    def common(self) -> Iterator[Measure]:
        """Yield what both families ask for."""
        width, height = self.first.size
        yield self.fact(
            "Paper",
            "A4, 210 × 297 mm",
            f"{width:.0f} × {height:.0f} mm",
            complies=(round(width), round(height)) == (210, 297),
        )
        body = [x for x in self.first.letters if x.text.strip()]
        full = self.first.find("Hội nghị khai mạc vào hồi 08 giờ 00")
        second = self.first.line_below(full)
        yield self.length("Left margin", "30 mm", second.left, 30, 30)
        right = 210 - max(x.right for x in body)
        yield self.length("Right margin", "15 mm", right, 15, 15)
        top = self.pages[1].rules()[0].top if self.pages[1].rules() else 20
        yield self.length("Top margin (table on page 2)", "20 mm", top, 20, 23)
        lowest = 297 - max(x.bottom for page in self.pages for x in page.letters)
        yield self.length("Bottom margin", "at least 20 mm", lowest, 20, 100)
        yield self.length("First line", "10 mm", full.left - second.left, 10, 10)
        pitch = (second.baseline - full.baseline) / POINT_MM
        yield self.points("Line height", "at least 18 pt", pitch, 18)
        gap = self.between("a) Nội dung", "b) Nội dung") - pitch
        yield self.points("Space between paragraphs", "at least 6 pt", gap, 6)
        found = re.findall(r"^(\w)\) ", self.first.words, re.MULTILINE)
        listed = "".join(found)
        yield self.fact(
            "List letters", "a b c d đ e g …", listed, complies=listed == _LETTERS
        )
        yield self.font(
            "Text", "Hội nghị khai mạc", "14 pt, upright", (14, 14), "upright"
        )
        yield self.font(
            "Heading", "I- THÀNH PHẦN", "14 pt, bold, upright", (14, 14), "bold"
        )
        yield from self._page_numbers()
        yield from self._signing_room()
        families = {x.font.split("+")[-1].split("-Serif")[0] for x in body}
        yield self.fact(
            "Fonts",
            "one family, Times metrics",
            ", ".join(families) + " Serif",
            complies=len(families) == 1,
        )
        yield self.font(
            "Root of the record", "Mã bản ghi:", "small", (10, 10), "upright"
        )

    def _page_numbers(self) -> Iterator[Measure]:
        above = [
            x for x in self.first.letters if x.text.strip() and x.bottom < TOP_MARGIN_MM
        ]
        yield self.fact(
            "Page number on page 1", "none", f"{len(above)} letters", complies=not above
        )
        two = self.page_number()
        yield self.length("Page number, centre", "112.5 mm", two.centre, 112.5, 112.5)
        fits = two.style == "upright" and two.size == TEXT_POINTS
        yield self.fact(
            "Page number",
            "13–14 pt, upright",
            f"{two.size:g} pt, {two.style}",
            complies=fits,
        )

    def page_number(self) -> Words:
        """Return the number of page 2."""
        letters = self.pages[1].letters
        return Words([x for x in letters if x.text == "2" and x.bottom < TOP_MARGIN_MM])

    def _signing_room(self) -> Iterator[Measure]:
        left, right, top, bottom = SIGNATURE_BOX
        inside = [
            x
            for x in self.first.letters
            if x.text.strip()
            and left < x.right
            and x.left < right
            and top < x.bottom
            and x.top < bottom
        ]
        has_image = any(page.has_images for page in self.pages)
        yield self.fact(
            "Agency's digital signature, page 1, top right",
            "60 × 15 mm free, no image",
            f"{right - left:.0f} × {bottom - top:.0f} mm, {len(inside)} letters,"
            f" {'an' if has_image else 'no'} image",
            complies=not inside and not has_image,
        )

    def signing_distance(self, position: str, name: str) -> Measure:
        """Measure the room between position and name."""
        page, above = self.on_any(position)
        below = page.find(name, is_last=True)
        room = (below.baseline - above.baseline) / POINT_MM - 18
        return self.points("Room for the signature", "4 lines of 18 pt", room, 72)

    def ruled(
        self, item: str, words: str, rule: str, least: float, most: float
    ) -> Measure:
        """Measure the rule below a text as a share of the text."""
        page, found = self.on_any(words)
        share = page.rule_below(found).width / found.width
        return Measure(item, rule, f"{share:.0%}", least <= share <= most)

    def title(
        self, words: str, rule: str, sizes: tuple[float, float]
    ) -> Iterator[Measure]:
        """Measure the type of paper."""
        yield self.font("Type", words, rule, sizes, "bold")
        yield self.centred("Type, centre", words)

    def centred(self, item: str, words: str) -> Measure:
        """Measure whether a text stands in the middle between the margins."""
        centre = self.first.find(words).centre
        return self.length(item, "112.5 mm", centre, CENTRE_MM, CENTRE_MM)

    def star(self, above: str) -> Measure:
        """Measure the star below the issuing body."""
        star, body = self.first.find("*"), self.first.find(above)
        complies = star.size == TEXT_POINTS and star.baseline > body.baseline
        rule = "14 pt, below the issuing body"
        return Measure("Star", rule, f"{star.size:g} pt", complies)

    def same_level(self, number: str, date: str) -> Measure:
        """Measure whether number and date stand on one line."""
        apart = self.first.find(date).baseline - self.first.find(number).baseline
        return self.length("Number and date, apart", "one line", abs(apart), 0, 0)

    def signer(self, name: str, rule: str) -> Measure:
        """Measure the signer's name."""
        found = self.on_any("Nơi nhận:")[0].find(name, is_last=True)
        said = f"{found.size:g} pt, {found.style}"
        complies = (found.size, found.style) == (TEXT_POINTS, "bold")
        return Measure("Signer", rule, said, complies)

    def underlined(self, item: str, words: str, rule: str) -> Measure:
        """Measure a text that has a rule directly below it."""
        page, found = self.on_any(words)
        line = page.rule_below(found, within=1.5)
        is_underlined = abs(line.width - found.width) < TOLERANCE_MM * 2
        said = f"{found.size:g} pt, {'underlined' if is_underlined else 'plain'}"
        return Measure(item, rule, said, is_underlined and found.size == TEXT_POINTS)

    def end(self, words: str, rule: str) -> Measure:
        """Tell how the text ends."""
        last = "".join(page.words for page in self.pages)
        after = last[last.index("11 giờ 30") + len("11 giờ 30") :].split()[0]
        return Measure("End of the text", rule, f"“{after}”", after == words)
