"""Content of an archive file; pure."""

import datetime as dt
import hashlib

import msgspec

from kiosk.vietnamese import clock_time, short_date


class ArchivePage(msgspec.Struct, frozen=True):
    """A page: SHA-256 of its words file, and its size in points."""

    words: str
    width: float
    height: float


class ArchivePlan(msgspec.Struct, frozen=True):
    """Everything that determines an archive file."""

    title: str
    # SHA-256 of the file that the pages were recognised from, and its type.
    source: str
    kind: str
    pages: tuple[ArchivePage, ...]
    # Who uploaded the document, for which body, and when.
    digitised_by: str
    unit: str
    digitised_at: dt.datetime
    file_name: str
    original_sha256: str

    @property
    def signature(self) -> str:
        """Return a hash that changes whenever the document changes."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()

    def note(self, reader: str) -> str:
        """Return the note on provenance; `reader` is the OCR program."""
        return (
            f"Số hoá bởi {self.digitised_by}, {self.unit},"
            f" lúc {clock_time(self.digitised_at)}"
            f" ngày {short_date(self.digitised_at)} (UTC+7)."
            f" Lớp chữ do máy nhận dạng ({reader}), có thể sai; hình ảnh mới là căn cứ."
            f" Tệp gốc: {self.file_name}, SHA-256 {self.original_sha256}."
        )


class ArchiveWord(msgspec.Struct, frozen=True, array_like=True):
    """A word with its box as fractions of the page from the top left."""

    x: float
    y: float
    width: float
    height: float
    text: str
    # Of 100; given only for uncertain words.
    confidence: int = 100


def read_words(data: bytes) -> list[ArchiveWord]:
    """Return the words of a page's words file."""
    return msgspec.json.decode(data, type=list[ArchiveWord])
