"""What an archive file is made of; pure."""

import datetime as dt
import hashlib

import msgspec

from kiosk.vietnamese import clock_time, short_date


class ArchivePage(msgspec.Struct, frozen=True):
    """A page: its words file (SHA-256), and its size in points."""

    words: str
    width: float
    height: float


class ArchivePlan(msgspec.Struct, frozen=True):
    """Everything that goes into an archive file."""

    title: str
    # The original or the checked PDF that its pages were read from, and its kind.
    source: str
    kind: str
    pages: tuple[ArchivePage, ...]
    # Who gave the paper to the server, for which body, and when.
    digitised_by: str
    unit: str
    digitised_at: dt.datetime
    file_name: str
    original_sha256: str

    @property
    def signature(self) -> str:
        """Return what tells it from the plan of a paper that has changed."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()

    def note(self, reader: str) -> str:
        """Return who digitised it and when, and that `reader` is a machine."""
        return (
            f"Số hoá bởi {self.digitised_by}, {self.unit},"
            f" lúc {clock_time(self.digitised_at)}"
            f" ngày {short_date(self.digitised_at)} (UTC+7)."
            f" Lớp chữ do máy nhận dạng ({reader}), có thể sai; hình ảnh mới là căn cứ."
            f" Tệp gốc: {self.file_name}, SHA-256 {self.original_sha256}."
        )


class ArchiveWord(msgspec.Struct, frozen=True, array_like=True):
    """A word where it stands: fractions of the page, from its top left."""

    x: float
    y: float
    width: float
    height: float
    text: str
    # Only where the machine was not sure.
    confidence: int = 100


def read_words(data: bytes) -> list[ArchiveWord]:
    """Return the words of a page's file, old ones without confidence included."""
    return msgspec.json.decode(data, type=list[ArchiveWord])
