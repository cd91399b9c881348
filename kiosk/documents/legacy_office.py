"""Detect and check Office 97–2003 files."""

import mmap
import re
import struct
from pathlib import Path

from kiosk.documents.file_types import FileType, damaged_office, has_macros
from kiosk.documents.unsupported_files import outdated_file, unsupported_ole
from kiosk.errors import N_, Invalid
from kiosk.ole import MAGIC, OleError, OleFile

_MAIN_STREAMS = {
    "WORDDOCUMENT": FileType.DOC,
    "WORKBOOK": FileType.XLS,
    "BOOK": FileType.XLS,
    "POWERPOINT DOCUMENT": FileType.PPT,
}
_POWERPOINT_4 = "PP40"
_ENCRYPTED = {"ENCRYPTEDPACKAGE", "ENCRYPTEDSUMMARY"}
_MAYBE_OPEN = {FileType.XLS, FileType.XLSX}
_MACROS = {"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "MACROS"}
# In Word's file information block: the byte with the flag fEncrypted.
_WORD_FLAGS, _WORD_ENCRYPTED = 11, 1
_EXCEL_ENCRYPTED = 0x002F
# PowerPoint stores macros inside its main stream: the headers of the container and of
# VBAInfoAtom, its reference, and fHasMacros (MS-PPT).
_POWERPOINT_MACROS = re.compile(
    rb"\xff\x03\x14\0\0\0\x02\0\0\x04\x0c\0\0\0.{4}\x01\0\0\0", re.DOTALL
)


def encrypted_office() -> Invalid:
    """Return the refusal of an Office file with a password."""
    return Invalid(
        N_(
            "Tệp Office có mật khẩu. Xin mở bằng mật khẩu, lưu lại không mật khẩu rồi"
            " tải lên."
        ),
        code="encrypted",
    )


def is_encrypted_office(path: Path) -> bool:
    """Tell whether a file is an encrypted Office file, of any generation."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            try:
                return _is_encrypted(OleFile(data))
            except OleError:
                return False


def detect_legacy_office(path: Path, extension: str) -> FileType:
    """Return the type of an OLE2 file.

    `extension` is for the error, and for an encrypted file: one that calls itself a
    workbook may be one without a password of its own; the worker looks
    (`ingestion/office/default_password.py`).

    :raises Invalid: it is damaged, has macros or a password, or is no Office file.
    """
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        try:
            found = OleFile(data)
        except OleError as error:
            raise damaged_office() from error
        if _is_encrypted(found):
            if extension in _MAYBE_OPEN:
                return FileType(extension)
            raise encrypted_office()
        for name, kind in _MAIN_STREAMS.items():
            if name in found.streams:
                if found.names & _MACROS:
                    raise has_macros()
                return kind
        if _POWERPOINT_4 in found.streams:
            raise outdated_file("PowerPoint 4")
    raise unsupported_ole(extension)


def check_legacy_macros(path: Path) -> None:
    """Search the whole file for macros.

    :raises Invalid: there are macros.
    """
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        if _POWERPOINT_MACROS.search(data):
            raise has_macros()


def _is_encrypted(file: OleFile) -> bool:
    if file.names & _ENCRYPTED:
        return True
    if "WORDDOCUMENT" in file.streams:
        flags = file.start("WORDDOCUMENT")[_WORD_FLAGS : _WORD_FLAGS + 1]
        return bool(flags and flags[0] & _WORD_ENCRYPTED)
    name = next((name for name in ("WORKBOOK", "BOOK") if name in file.streams), "")
    return bool(name) and _EXCEL_ENCRYPTED in _record_kinds(file.start(name))


def _record_kinds(book: bytes) -> set[int]:
    """Return the types of the records at the start of a workbook."""
    kinds, at = set(), 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        kinds.add(kind)
        at += 4 + size
    return kinds
