"""Measure the stamp of urgency and the appendices of a paper beside their rules."""

from collections.abc import Iterator

from tools.paper_measured import (
    CENTRE_MM,
    TOLERANCE_MM,
    TOP_MARGIN_MM,
    Measure,
    MeasuredPaper,
)
from tools.paper_reader import PaperPage

STAMP_HEIGHT_MM = 8.0
# Of 255.
RED_LEAST = 180


def stamp_measures(paper: MeasuredPaper, words: str, width: float) -> Iterator[Measure]:
    """Measure the stamp of urgency: its words, its box, its colour, its place."""
    found = paper.first.find(words)
    yield paper.font("Urgency stamp", words, "13–14 pt, bold", (13, 14), "bold")
    box = paper.first.box_around(found)
    said = f"{box.width:.1f} × {box.height:.1f} mm"
    fits = max(abs(box.width - width), abs(box.height - STAMP_HEIGHT_MM))
    yield paper.fact(
        "Its box",
        f"{width:.0f} × {STAMP_HEIGHT_MM:.0f} mm",
        said,
        complies=fits < TOLERANCE_MM,
    )
    red, green, blue = found.letters[0].colour
    is_red = red > RED_LEAST and max(green, blue) < RED_LEAST / 4
    colour = f"#{red:02X}{green:02X}{blue:02X}"
    yield paper.fact("Its colour", "red", colour, complies=is_red)
    number = paper.first.find("Số")
    below = box.top - number.baseline
    is_below = below > 0 and box.left < number.centre < box.right
    yield paper.fact(
        "Its place",
        "below the number",
        f"{below:.1f} mm below",
        complies=is_below,
    )


def appendix_measures(paper: MeasuredPaper) -> Iterator[Measure]:
    """Measure the heading and the page numbers of the appendices."""
    font, label = paper.font, "Phụ lục I"
    page, found = paper.on_any(label)
    yield font("Appendix", label, "14 pt, bold", (14, 14), "bold")
    centre = found.centre
    yield paper.length("Appendix, centre", "112.5 mm", centre, CENTRE_MM, CENTRE_MM)
    title = "CHƯƠNG TRÌNH HỘI NGHỊ"
    yield font("Its title", title, "capitals, 13–14 pt, bold", (13, 14), "bold")
    reference = "(Kèm theo"
    yield font("Its reference", reference, "14 pt, italic", (14, 14), "italic")
    start = paper.pages.index(page)
    numbers = [_number_on(one) or "none" for one in paper.pages[start:]]
    yield paper.fact(
        "Its page numbers",
        "from 1 in each, none on its first page",
        ", ".join(numbers),
        complies=numbers == ["none", "2", "none"],
    )


def _number_on(page: PaperPage) -> str:
    above = [x.text for x in page.letters if x.bottom < TOP_MARGIN_MM]
    return "".join(above).strip()
