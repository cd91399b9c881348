"""What all papers of a meeting say of it; pure."""

import datetime as dt

import msgspec

from kiosk.official_papers.rules import Office
from kiosk.vietnamese import clock_time, long_date


class PaperPerson(msgspec.Struct, frozen=True):
    """A person as named on a paper."""

    name: str
    position: str = ""

    def words(self, office: Office) -> str:
        """Return `đồng chí Trần Văn A - Bí thư Tỉnh uỷ`."""
        named = f"{office.honorific} {self.name}".strip()
        return f"{named} - {self.position}" if self.position else named


class PaperMeeting(msgspec.Struct, frozen=True):
    """A meeting as its papers name it."""

    title: str
    body_name: str
    place: str
    starts_at: dt.datetime
    chair: PaperPerson | None = None
    # Connected sites besides the main one.
    site_count: int = 0

    @property
    def day(self) -> str:
        """Return `ngày 05 tháng 02 năm 2026`."""
        return long_date(self.starts_at)

    @property
    def hour(self) -> str:
        """Return `07 giờ 30`."""
        return clock_time(self.starts_at).replace(":", " giờ ")


def capitalised(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Return the text with a small first letter, the rest as it is."""
    return text[:1].lower() + text[1:]
