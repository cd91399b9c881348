"""Lay out a badge on its label: position and font size of each text; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.handouts.rules import PrintedPerson, SheetGeometry
from kiosk.handouts.text_fit import LINE_HEIGHT, POINT_MM, count_lines, fit_font_size

# All in millimetres. The code's square holds its modules (at least 25 mm across) and
# the quiet zone of four of them on each side, at 33 modules across and more.
QR_SYMBOL = 25.4
QR_BOX = 32.0
QR_MARGIN = (QR_BOX - QR_SYMBOL) / 2
PAD, BAND, HEAD_GAP = 3.0, 7.0, 1.0
LOGO = 9.0
CODE_HEIGHT = 4.4
# Of the height of the head: the issuing body, then the meeting.
_BODY_SHARE = 0.36


@dataclass(frozen=True)
class PlacedText:
    """A text with its rectangle (millimetres) and font size (points)."""

    name: str
    words: str
    left: float
    top: float
    width: float
    height: float
    size: float


@dataclass(frozen=True)
class PlacedBadge:
    """A badge on its page."""

    left: float
    top: float
    person: PrintedPerson
    texts: tuple[PlacedText, ...]


@dataclass(frozen=True)
class BadgeHeader:
    """Texts common to all badges of a meeting."""

    body_name: str
    title: str
    has_logo: bool


class BadgeLayout:
    """Layout for one kind of sheet and one meeting."""

    def __init__(self, geometry: SheetGeometry, head: BadgeHeader) -> None:
        """Divide the label; the header is fitted once."""
        self.geometry = geometry
        self.width, self.height = geometry.label
        # What the code needs below the head; a higher label gives the rest to both.
        room = self.height - BAND - QR_BOX - CODE_HEIGHT
        self.head = min(room - HEAD_GAP, LOGO + 4)
        self.middle = PAD / 2 + self.head + HEAD_GAP
        self.column = self.width - QR_BOX - PAD - 1
        self._head = tuple(self._headed(head))

    @property
    def qr(self) -> tuple[float, float]:
        """Return the top left corner of the QR symbol."""
        left, top = self._box
        return left + QR_MARGIN, top + QR_MARGIN

    @property
    def _box(self) -> tuple[float, float]:
        return self.width - QR_BOX - 0.5, self.height - BAND - CODE_HEIGHT - QR_BOX

    def pages(self, people: Sequence[PrintedPerson]) -> Iterator[list[PlacedBadge]]:
        """Yield the badges page by page."""
        on_page = self.geometry.on_page
        for first in range(0, len(people), on_page):
            yield [
                PlacedBadge(*self.geometry.corner(place), person, self._texts(person))
                for place, person in enumerate(people[first : first + on_page])
            ]

    def _headed(self, head: BadgeHeader) -> Iterator[PlacedText]:
        left = PAD + (LOGO + 1.5 if head.has_logo else 0)
        width = self.width - left - PAD
        body, top = self.head * _BODY_SHARE, PAD / 2
        name = head.body_name.upper()
        yield _place_text("body", name, (left, top, width, body), 8)
        rest = (left, top + body, width, self.head - body)
        yield _place_text("title", head.title, rest, 9)

    def _texts(self, person: PrintedPerson) -> tuple[PlacedText, ...]:
        left, width, top = PAD, self.column, self.middle
        room = self.height - BAND - top - 1
        name, post, site = room * 0.52, room * 0.34, room * 0.14
        place = ", ".join(filter(None, (person.position, person.unit)))
        band = (self.height - BAND, BAND)
        seat = f"Ghế {person.seat}" if person.seat else ""
        role_width = self.width - 2 * PAD if not seat else (self.width - 3 * PAD) * 0.6
        qr_left, qr_top = self._box
        below = (qr_left, qr_top + QR_BOX - 1, QR_BOX, CODE_HEIGHT)
        seat_left = PAD * 2 + role_width
        seated = (seat_left, band[0], self.width - seat_left - PAD, BAND)
        return (
            *self._head,
            _place_text("name", person.name, (left, top, width, name), 22, sinks=1),
            _place_text("post", place, (left, top + name, width, post), 11),
            _place_text("site", person.site, (left, top + name + post, width, site), 9),
            _place_text("code", person.code, below, 10),
            _place_text(
                "role", person.role.upper(), (PAD, band[0], role_width, BAND), 12, 0.5
            ),
            _place_text("seat", seat, seated, 12, sinks=0.5),
        )


def _place_text(
    name: str,
    words: str,
    place: tuple[float, float, float, float],
    largest: float,
    sinks: float = 0,
) -> PlacedText:
    """Place a text; `sinks` 0.5 centres it vertically, 1 aligns it at the bottom."""
    left, top, width, height = place
    size = fit_font_size(words, width, height, largest=largest, smallest=3.0)
    lines = count_lines(words, width / (size * POINT_MM))
    spare = max(0.0, height - lines * size * LINE_HEIGHT * POINT_MM)
    top, height = top + spare * sinks, height - spare * sinks
    return PlacedText(name, words, left, top, width, height, size)
