"""What a subject adds to the archive of a meeting.

A subject names it `ARCHIVE_PART` in its module `archive_part`. Its tables are archived
without it (`kiosk/meeting_archive/tables.py`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import InstrumentedAttribute, Session

from kiosk.exports.kinds import ExportKind
from kiosk.storage.files import FileStore


@dataclass(frozen=True)
class ArchiveFile:
    """A file for people: a stored file, or text made for the archive.

    With a label it is listed in `index.html` under the heading of its part.
    """

    # In the archive; ASCII, with `/`.
    path: str
    source: Path | bytes
    label: str = ""


@dataclass(frozen=True)
class ArchiveExport:
    """A finished export, archived as `<stem>.<suffix>` and kept by an import.

    It is left out if it is not there, or of another signature. `suffixes`: only these
    are shown to people.
    """

    kind: ExportKind
    key: str
    stem: str
    signature: str = ""
    label: str = ""
    suffixes: tuple[str, ...] = ("pdf", "docx")


def _no_files(_session: Session, _files: FileStore, _id: int) -> list[ArchiveFile]:
    return []


def _no_exports(_session: Session, _id: int) -> list[ArchiveExport]:
    return []


def _no_places(_id: int) -> list[str]:
    return []


@dataclass(frozen=True, kw_only=True)
class ArchivePart:
    """What a subject adds, each found by the id of the meeting."""

    # Vietnamese, of the list of its labelled files.
    heading: str = ""
    # Columns with the SHA-256 of stored files, and their folder below the files.
    stored: tuple[InstrumentedAttribute[str], ...] = ()
    folder: str = ""
    files: Callable[[Session, FileStore, int], Iterable[ArchiveFile]] = _no_files
    exports: Callable[[Session, int], Iterable[ArchiveExport]] = _no_exports
    # Files that are not named by a hash: paths relative to the folder of the files.
    places: Callable[[int], Iterable[str]] = _no_places
