"""What a file is, told by its content: the extension must only agree.

Quick enough for the server: it reads the first bytes, and of an Office file the
list of its members. What is inside is for the worker's sandbox (`check.py`).
"""

import re
import struct
import zipfile
from pathlib import Path

from kiosk import ole
from kiosk.documents.foreign import (
    is_foreign,
    is_known,
    refuse_archive,
    refuse_foreign,
)
from kiosk.documents.kinds import (
    FACTS,
    OFFICE,
    Kind,
    damaged_office,
    has_macros,
    renamed,
    too_packed,
)
from kiosk.documents.old_office import sniff_old
from kiosk.errors import N_, Invalid

HEAD_BYTES = 1024
MAX_MEMBERS = 5_000
MAX_MEMBER_LIST_BYTES = 2_000_000
_END_RECORD_BYTES = 22 + 65_535

# The main part of an Open XML file; some programs number it.
_MAIN_PARTS = {
    Kind.DOCX: re.compile(r"word/document\d*\.xml"),
    Kind.XLSX: re.compile(r"xl/workbook\d*\.xml"),
    Kind.PPTX: re.compile(r"ppt/presentation\d*\.xml"),
}

_PDF = b"%PDF-"
_HEADS = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (_PDF, Kind.PDF),
        (rb"\xff\xd8\xff", Kind.JPEG),
        (rb"\x89PNG\r\n\x1a\n", Kind.PNG),
        (rb"II\*\0|MM\0\*", Kind.TIFF),
        (rb"GIF8[79]a", Kind.GIF),
        # Two letters say little: the size of the next head must be one there is.
        (rb"BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", Kind.BMP),
        (rb"RIFF.{4}WEBP", Kind.WEBP),
        # "mif1" and "msf1" stand for other pictures too: who else reads it must say so.
        (rb".{4}ftyp(hei[cxms]|hev[cx]|m[is]f1.{4}(.{4})*?hei[cx])", Kind.HEIC),
        (rb"\{\\rtf", Kind.RTF),
    )
)


def check_upload(path: Path, file_name: str) -> Kind:
    """Return what an uploaded file is.

    :raises Invalid: it is empty, of no accepted kind, or named as another kind.
    """
    extension = Path(file_name).suffix.lower().lstrip(".")
    kind = sniff(path, extension or "?")
    if extension not in FACTS[kind].extensions:
        raise renamed(extension or "?", kind.upper())
    return kind


def sniff(path: Path, extension: str = "?") -> Kind:
    """Return what the file at `path` is; `extension` is for the sentence only.

    :raises Invalid: it is empty or of no accepted kind.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise Invalid(N_("Tệp rỗng. Xin kiểm tra tệp gốc rồi tải lại."), code="empty")
    for pattern, kind in _HEADS:
        if pattern.match(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(path, extension)
    if head.startswith(ole.MAGIC):
        return sniff_old(path, extension)
    if _PDF in head and not is_foreign(head):
        # Mail programs and scanners put lines of their own before a PDF.
        return Kind.PDF
    raise refuse_foreign(head, extension)


def check_member_list(path: Path) -> None:
    """Look at the size of an archive's member list before anything reads it.

    :raises Invalid: it is too long, or not there.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _END_RECORD_BYTES))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise damaged_office()
    _, members, list_bytes = struct.unpack("<HHI", tail[at + 8 : at + 16])
    # 0xFFFF stands for "more than 65,534, see elsewhere": too many in any case.
    if members > MAX_MEMBERS or list_bytes > MAX_MEMBER_LIST_BYTES:
        raise too_packed()


def _sniff_zip(path: Path, extension: str) -> Kind:
    if is_known(extension):
        raise refuse_archive(extension)
    check_member_list(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if names and names[0] == "mimetype":
                declared = archive.open("mimetype").read(100).decode("ascii", "replace")
            else:
                declared = ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged_office() from error
    if len(names) > MAX_MEMBERS:
        raise too_packed()
    check_macros(names)
    for kind, facts in FACTS.items():
        main = _MAIN_PARTS.get(kind)
        if (main and any(map(main.fullmatch, names))) or (
            kind in OFFICE and declared.strip() == facts.media_type
        ):
            return kind
    raise refuse_archive(extension)


def check_macros(names: list[str]) -> None:
    """Let no Office file with programs in it pass.

    :raises Invalid: there are macros.
    """
    for name in names:
        lower = name.lower()
        if lower.endswith("vbaproject.bin") or (
            lower.startswith(("basic/", "scripts/")) and not lower.endswith("/")
        ):
            raise has_macros()
