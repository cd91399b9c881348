"""What the child that writes the papers of a meeting is given."""

import msgspec

from kiosk.checkins.lists.rules import AttendanceListContent
from kiosk.official_papers.rules import OfficialPaper

ONE_PAPER_SUFFIXES = ("pdf", "docx", "png")
MANY_PAPERS_SUFFIXES = ("zip", "png")


class PaperOrder(msgspec.Struct, frozen=True):
    """A paper; or, with a large attendance list, the form of one for each site."""

    paper: OfficialPaper
    attendance: AttendanceListContent | None = None

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the files that are made."""
        return MANY_PAPERS_SUFFIXES if self.attendance else ONE_PAPER_SUFFIXES

    @property
    def total(self) -> int:
        """Return the steps of the progress: files, or people."""
        return len(self.attendance.lines) if self.attendance else 3
