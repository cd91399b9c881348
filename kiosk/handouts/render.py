"""Render handouts as PDF: `python -m kiosk.handouts.render`, in the sandbox.

May read the logo, if there is one. Progress in people, one line per batch. Status 3:
the logo is not an image.
"""

import base64
import functools
import io
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pikepdf
from jinja2 import Template
from PIL import Image, UnidentifiedImageError

from kiosk.badges.qr import qr_outline
from kiosk.exports.child import run_child
from kiosk.exports.html import html_to_pdf, load_template
from kiosk.handouts import badge_layout
from kiosk.handouts.rules import (
    BAD_LOGO_STATUS,
    SHEET_GEOMETRIES,
    BadgeSheet,
    HandoutKind,
    HandoutPlan,
    HandoutSection,
    PrintedPerson,
    invitation_sentences,
)
from kiosk.handouts.text_fit import fit_font_size

LOGO_PIXELS = 300
# Slips of 95 × 55 mm, two beside each other.
PINS_ON_PAGE = 10
MAX_LOGO_SIDE = 8000
MAX_FILE_NAME_LENGTH = 80
# People laid out at once, which bounds the memory.
HANDOUT_BATCH_PEOPLE = {
    HandoutKind.BADGES: 40,
    HandoutKind.INVITATIONS: 10,
    HandoutKind.DESK_LISTS: 100,
    HandoutKind.PINS: 10 * PINS_ON_PAGE,
}

# Renders a batch: section, people, number of people and of pages before them.
RenderBatch = Callable[[HandoutSection, Sequence[PrintedPerson], int, int], str]


def _template(name: str) -> Template:
    return load_template(Path(__file__).with_name(name), trims_blocks=True)


def badges_renderer(plan: HandoutPlan, logo: str) -> RenderBatch:
    """Return the renderer of badges on the chosen sheet."""
    geometry = SHEET_GEOMETRIES[plan.spec.sheet]
    head = badge_layout.BadgeHeader(plan.body_name, plan.title, bool(logo))
    layout = badge_layout.BadgeLayout(geometry, head)
    template = _template("badges.html")

    def draw(
        _part: HandoutSection, people: Sequence[PrintedPerson], _first: int, _pages: int
    ) -> str:
        return template.render(
            page=geometry.page,
            label=geometry.label,
            is_cut=plan.spec.sheet is not BadgeSheet.CR80,
            pages=layout.pages(people),
            qr=layout.qr,
            symbol=badge_layout.QR_SYMBOL,
            band=badge_layout.BAND,
            pad=badge_layout.PAD,
            logo=logo,
            logo_size=badge_layout.LOGO,
            code=qr_outline,
        )

    return draw


def invitations_renderer(plan: HandoutPlan) -> RenderBatch:
    """Return the renderer of invitations, one per page."""
    template = _template("invitations.html")

    def draw(
        _part: HandoutSection, people: Sequence[PrintedPerson], _first: int, _pages: int
    ) -> str:
        return template.render(
            plan=plan,
            people=people,
            lines=functools.partial(_sentences, plan),
            symbol=badge_layout.QR_SYMBOL,
            code=qr_outline,
        )

    return draw


def _sentences(plan: HandoutPlan, person: PrintedPerson) -> list[str]:
    """Return what follows the name."""
    where = ", ".join(filter(None, (plan.place, person.site)))
    seat = f"ghế {person.seat}" if person.seat else ""
    return invitation_sentences(
        plan.spec.letter,
        title=plan.title,
        hour=plan.clock.replace(":", " giờ "),
        day=plan.day,
        where="; ".join(filter(None, (where, seat))),
        is_of_the_party=plan.is_of_the_party,
    )


def desk_list_renderer(plan: HandoutPlan) -> RenderBatch:
    """Return the renderer of lists for the welcome desk."""
    template = _template("desk_list.html")

    def draw(
        part: HandoutSection, people: Sequence[PrintedPerson], first: int, pages: int
    ) -> str:
        return template.render(
            plan=plan, part=part, people=people, first=first, pages_before=pages
        )

    return draw


def pins_renderer(plan: HandoutPlan) -> RenderBatch:
    """Return the renderer of PIN slips."""
    template = _template("pins.html")

    def draw(
        _part: HandoutSection, people: Sequence[PrintedPerson], _first: int, _pages: int
    ) -> str:
        pages = [
            people[first : first + PINS_ON_PAGE]
            for first in range(0, len(people), PINS_ON_PAGE)
        ]
        return template.render(plan=plan, pages=pages, fit_font_size=fit_font_size)

    return draw


def _renderer_of(plan: HandoutPlan, logo: str) -> RenderBatch:
    if plan.spec.kind is HandoutKind.BADGES:
        return badges_renderer(plan, logo)
    if plan.spec.kind is HandoutKind.INVITATIONS:
        return invitations_renderer(plan)
    if plan.spec.kind is HandoutKind.PINS:
        return pins_renderer(plan)
    return desk_list_renderer(plan)


def render_files(plan: HandoutPlan, folder: Path, logo: str) -> Iterator[int]:
    """Write `0.pdf` and so on; yield after each batch how many people are done.

    Without one file per site all sections go into the first file.
    """
    draw, at_once = _renderer_of(plan, logo), HANDOUT_BATCH_PEOPLE[plan.spec.kind]
    done, book, files = 0, pikepdf.new(), 0
    for part in plan.parts:
        before = len(book.pages)
        for first in range(0, len(part.people), at_once):
            people = part.people[first : first + at_once]
            html = draw(part, people, first, len(book.pages) - before)
            book.pages.extend(html_to_pdf(html).pages)
            done += len(people)
            yield done
        if plan.spec.by_site:
            book.save(folder / f"{files}.pdf")
            book, files = pikepdf.new(), files + 1
    if not plan.spec.by_site:
        book.save(folder / "0.pdf")


def read_logo(path: Path) -> str:
    """Return the image as a small PNG in a `data:` URL.

    :raises ValueError: it is no PNG or JPEG image, or too large.
    """
    try:
        with Image.open(path, formats=["PNG", "JPEG"]) as image:
            if max(image.size) > MAX_LOGO_SIDE:
                raise ValueError("the logo is too large")
            small = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("the logo is no picture") from error
    small.thumbnail((LOGO_PIXELS, LOGO_PIXELS))
    kept = io.BytesIO()
    small.save(kept, "PNG")
    return "data:image/png;base64," + base64.b64encode(kept.getvalue()).decode()


def make(plan: HandoutPlan, out: Path, *pictures: Path) -> Iterator[tuple[int, int]]:
    """Write one PDF, or a ZIP file with one PDF per site; yield people and total."""
    try:
        logo = "".join(map(read_logo, pictures))
    except ValueError:
        sys.exit(BAD_LOGO_STATUS)
    for done in render_files(plan, out, logo):
        yield done, plan.total
    if not plan.spec.by_site:
        (out / "0.pdf").rename(out / "made.pdf")
        return
    with zipfile.ZipFile(out / "made.zip", "w") as packed:
        for number, part in enumerate(plan.parts):
            packed.write(out / f"{number}.pdf", _file_name(number + 1, part.name))


def _file_name(number: int, site: str) -> str:
    plain = "".join(c if c.isalnum() or c in " -.,()" else "-" for c in site).strip()
    return f"{number:03d} {plain[:MAX_FILE_NAME_LENGTH].strip() or 'Hội nghị'}.pdf"


if __name__ == "__main__":
    run_child(HandoutPlan, make)
