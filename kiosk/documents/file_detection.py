"""Detect a file's type by its content; the extension must agree.

Fast enough for the server: reads the first bytes, and of Office files the list of
members. The content is inspected by the worker (`inspect_child.py`).
"""

import re
import struct
import zipfile
import zlib
from pathlib import Path

from kiosk import ole
from kiosk.documents.file_types import (
    FILE_TYPES,
    OFFICE_TYPES,
    FileType,
    damaged_office,
    has_macros,
    too_packed,
    wrong_extension,
)
from kiosk.documents.legacy_office import detect_legacy_office
from kiosk.documents.unsupported_files import (
    is_known_extension,
    is_unsupported,
    unsupported_archive,
    unsupported_file,
)
from kiosk.errors import N_, Invalid

HEAD_BYTES = 1024
MAX_MEMBERS = 5_000
MAX_MEMBER_LIST_BYTES = 2_000_000
_END_RECORD_BYTES = 22 + 65_535

# The main part of an Open XML file; some programs number it.
_MAIN_PARTS = {
    FileType.DOCX: re.compile(r"word/document\d*\.xml"),
    FileType.XLSX: re.compile(r"xl/workbook\d*\.xml"),
    FileType.PPTX: re.compile(r"ppt/presentation\d*\.xml"),
}

_PDF = b"%PDF-"
_SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (_PDF, FileType.PDF),
        (rb"\xff\xd8\xff", FileType.JPEG),
        (rb"\x89PNG\r\n\x1a\n", FileType.PNG),
        (rb"II\*\0|MM\0\*", FileType.TIFF),
        (rb"GIF8[79]a", FileType.GIF),
        # Two letters are weak evidence: the size of the next header must be a valid
        # one.
        (rb"BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", FileType.BMP),
        (rb"RIFF.{4}WEBP", FileType.WEBP),
        # "mif1" and "msf1" are used for other formats too: a compatible brand must be
        # HEIC.
        (rb".{4}ftyp(hei[cxms]|hev[cx]|m[is]f1.{4}(.{4})*?hei[cx])", FileType.HEIC),
        (rb"\{\\rtf", FileType.RTF),
    )
)


def check_upload(path: Path, file_name: str) -> FileType:
    """Return the type of an uploaded file.

    :raises Invalid: it is empty, not accepted, or has the extension of another type.
    """
    extension = Path(file_name).suffix.lower().lstrip(".")
    kind = detect_file_type(path, extension or "?")
    if extension not in FILE_TYPES[kind].extensions:
        raise wrong_extension(extension or "?", kind.upper())
    return kind


def detect_file_type(path: Path, extension: str = "?") -> FileType:
    """Return the type of the file at `path`.

    `extension` is for the error, and names the type of an encrypted workbook.

    :raises Invalid: it is empty or of no accepted type.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise Invalid(N_("Tệp rỗng. Xin kiểm tra tệp gốc rồi tải lại."), code="empty")
    for pattern, kind in _SIGNATURES:
        if pattern.match(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _detect_in_zip(path, extension)
    if head.startswith(ole.MAGIC):
        return detect_legacy_office(path, extension)
    if _PDF in head and not is_unsupported(head):
        # Mail programs and scanners write lines before the PDF header.
        return FileType.PDF
    raise unsupported_file(head, extension)


def check_member_list(path: Path) -> None:
    """Check the size of a ZIP directory before it is parsed.

    :raises Invalid: it is too long or missing.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _END_RECORD_BYTES))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise damaged_office()
    _, members, list_bytes = struct.unpack("<HHI", tail[at + 8 : at + 16])
    # 0xFFFF means "more than 65,534, see the ZIP64 record": too many in any case.
    if members > MAX_MEMBERS or list_bytes > MAX_MEMBER_LIST_BYTES:
        raise too_packed()


def _detect_in_zip(path: Path, extension: str) -> FileType:
    if is_known_extension(extension):
        raise unsupported_archive(extension)
    check_member_list(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            # It should be the first one; some programs put it elsewhere.
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    declared = member.read(100).decode("ascii", "replace")
            else:
                declared = ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, zlib.error) as error:
        # A RuntimeError: a member with a password, or packed in an unknown way.
        raise damaged_office() from error
    if len(names) > MAX_MEMBERS:
        raise too_packed()
    check_macros(names)
    for kind, facts in FILE_TYPES.items():
        main = _MAIN_PARTS.get(kind)
        if (main and any(map(main.fullmatch, names))) or (
            kind in OFFICE_TYPES and declared.strip() == facts.media_type
        ):
            return kind
    raise unsupported_archive(extension)


def check_macros(names: list[str]) -> None:
    """Refuse Office files with macros.

    :raises Invalid: there are macros.
    """
    for name in names:
        lower = name.lower()
        if lower.endswith("vbaproject.bin") or (
            lower.startswith(("basic/", "scripts/")) and not lower.endswith("/")
        ):
            raise has_macros()
