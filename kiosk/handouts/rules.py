"""Kinds of handouts, badge sheets and the content of a handout; pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from kiosk.badges.pins.rules import PIN_ROLES
from kiosk.errors import N_
from kiosk.roles import DELEGATES, Role

# Files with badges are removed after this time.
FILE_LIFETIME = dt.timedelta(hours=24)
# Exit status of the rendering process if the logo is not an image.
BAD_LOGO_STATUS = 3


class HandoutKind(StrEnum):
    """A kind of handout."""

    BADGES = "badges"
    INVITATIONS = "invitations"
    DESK_LISTS = "desk-lists"
    PINS = "pins"


class BadgeSheet(StrEnum):
    """Sheet that badges are printed on."""

    A4_2X4 = "a4-2x4"
    A4_2X5 = "a4-2x5"
    CR80 = "cr80"


@dataclass(frozen=True)
class SheetGeometry:
    """A page and the labels on it; all lengths in millimetres."""

    page: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch: tuple[float, float] = (0.0, 0.0)

    @property
    def on_page(self) -> int:
        """Return the number of labels on a page."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Return the top left corner of label `place`, row by row from 0."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.pitch[0], self.top + row * self.pitch[1]


_A4 = (210.0, 297.0)
SHEET_GEOMETRIES: dict[BadgeSheet, SheetGeometry] = {
    # As Avery L7165 and its kin: 99.1 × 67.7 mm.
    BadgeSheet.A4_2X4: SheetGeometry(
        _A4, (99.1, 67.7), 2, 4, 4.65, 13.1, (101.6, 67.7)
    ),
    # As Avery L7173 and its kin: 99.1 × 57 mm.
    BadgeSheet.A4_2X5: SheetGeometry(_A4, (99.1, 57.0), 2, 5, 4.65, 6.0, (101.6, 57.0)),
    # A plastic card, one a page, for card printers.
    BadgeSheet.CR80: SheetGeometry((85.6, 53.98), (85.6, 53.98)),
}
SHEET_LABELS: dict[BadgeSheet, str] = {
    BadgeSheet.A4_2X4: N_("A4, 8 thẻ, 99,1 × 67,7 mm"),
    BadgeSheet.A4_2X5: N_("A4, 10 thẻ, 99,1 × 57 mm"),
    BadgeSheet.CR80: N_("Thẻ nhựa CR80, 85,6 × 54 mm"),
}

# Backgrounds of white text; the role is printed too, for printers without colour.
_OTHER_COLOUR = "#37474f"
_ROLE_COLOURS: dict[Role, str] = {
    Role.CHAIR: "#7a1015",
    Role.PRESENTER: "#5b2a86",
    Role.OFFICIAL_DELEGATE: "#b3261e",
    Role.INVITED_DELEGATE: "#1d5c3a",
    Role.GUEST: "#6b4e16",
    Role.SECRETARY: "#14446b",
}

# Wall screens have no printed badge.
BADGE_ROLES = frozenset(Role) - {Role.WALL}
INVITED_ROLES = DELEGATES | {Role.GUEST}
RECIPIENT_ROLES: dict[HandoutKind, frozenset[Role]] = {
    HandoutKind.BADGES: BADGE_ROLES,
    HandoutKind.INVITATIONS: INVITED_ROLES,
    HandoutKind.DESK_LISTS: INVITED_ROLES,
    HandoutKind.PINS: PIN_ROLES,
}
# Kinds that print a badge; the others include people without one.
KINDS_WITH_BADGE = frozenset({HandoutKind.BADGES, HandoutKind.INVITATIONS})


def role_colour(role: Role) -> str:
    """Return the colour of the band on badges of a role."""
    return _ROLE_COLOURS.get(role, _OTHER_COLOUR)


class InvitationText(msgspec.Struct, frozen=True):
    """Texts that the secretary enters for an invitation."""

    number: str = ""
    superior: str = ""
    written_at: str = ""  # place and date as they are printed
    summary: str = ""
    chair: str = ""
    notes: str = ""
    authority: str = ""
    position: str = ""
    signer: str = ""
    recipients: str = ""


def invitation_sentences(
    letter: InvitationText,
    *,
    title: str,
    hour: str,
    day: str,
    where: str,
    is_of_the_party: bool,
) -> list[str]:
    """Return what follows the name; the last one ends as the family of papers does."""
    lines = [
        f"Tới dự: {title}",
        f"Chủ trì: {letter.chair}" if letter.chair else "",
        f"Thời gian: {hour}, {day}",
        f"Địa điểm: {where}" if where else "",
        *letter.notes.splitlines(),
    ]
    said = [line.strip().rstrip(".;") for line in lines if line.strip()]
    end = "." if is_of_the_party else "./."
    return [f"{line}." for line in said[:-1]] + [f"{said[-1]}{end}"]


class HandoutSpec(msgspec.Struct, frozen=True):
    """What is to be printed, and how."""

    kind: HandoutKind
    sheet: BadgeSheet = BadgeSheet.A4_2X4
    # One file for each site, together in a ZIP file.
    by_site: bool = False
    # Only badges that were on no paper yet.
    only_new: bool = False
    # Badges from before, which cannot be printed again, are issued anew first.
    renew_old: bool = False
    letter: InvitationText = InvitationText()


class PrintedPerson(msgspec.Struct, frozen=True):
    """A person as printed; badge and PIN only where the kind has them."""

    name: str
    position: str
    unit: str
    role: str
    colour: str
    seat: str
    site: str
    url: str = ""
    code: str = ""
    pin: str = ""


class HandoutSection(msgspec.Struct, frozen=True):
    """Content of one file: the people of one site, or all."""

    name: str
    people: tuple[PrintedPerson, ...]


class HandoutPlan(msgspec.Struct, frozen=True):
    """Everything that the rendering process needs."""

    spec: HandoutSpec
    body_name: str
    title: str
    place: str
    day: str
    clock: str
    is_of_the_party: bool
    parts: tuple[HandoutSection, ...]

    @property
    def total(self) -> int:
        """Return the number of people printed."""
        return sum(len(part.people) for part in self.parts)


class HandoutOrder(msgspec.Struct, frozen=True):
    """What is to be printed, the address that badges carry, and who asked."""

    spec: HandoutSpec
    base: str
    by: str
