"""What a file is, told by its content: the extension must only agree.

Quick enough for the server: it reads the first bytes, and of an Office file the
list of its members. What is inside is for the worker's sandbox (`check.py`).
"""

import re
import struct
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.errors import N_, Invalid

HEAD_BYTES = 1024
UNKNOWN = "unknown_kind"
MAX_MEMBERS = 5_000
MAX_MEMBER_LIST_BYTES = 2_000_000
_END_RECORD_BYTES = 22 + 65_535


class Kind(StrEnum):
    """A kind of file that becomes pages."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"


IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF})
OFFICE = frozenset(Kind) - IMAGES - {Kind.PDF}

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class KindFacts:
    """How a kind is called: its media type and its extensions."""

    media_type: str
    extensions: tuple[str, ...]


FACTS: dict[Kind, KindFacts] = {
    Kind.PDF: KindFacts("application/pdf", ("pdf",)),
    Kind.JPEG: KindFacts("image/jpeg", ("jpg", "jpeg")),
    Kind.PNG: KindFacts("image/png", ("png",)),
    Kind.TIFF: KindFacts("image/tiff", ("tif", "tiff")),
    Kind.DOCX: KindFacts(_OPEN_XML + "wordprocessingml.document", ("docx",)),
    Kind.XLSX: KindFacts(_OPEN_XML + "spreadsheetml.sheet", ("xlsx",)),
    Kind.PPTX: KindFacts(_OPEN_XML + "presentationml.presentation", ("pptx",)),
    Kind.ODT: KindFacts(_ODF + "text", ("odt",)),
    Kind.ODS: KindFacts(_ODF + "spreadsheet", ("ods",)),
    Kind.ODP: KindFacts(_ODF + "presentation", ("odp",)),
}

# The main part of an Open XML file; some programs number it.
_MAIN_PARTS = {
    Kind.DOCX: re.compile(r"word/document\d*\.xml"),
    Kind.XLSX: re.compile(r"xl/workbook\d*\.xml"),
    Kind.PPTX: re.compile(r"ppt/presentation\d*\.xml"),
}

_PDF = b"%PDF-"
_MAGIC = (
    (_PDF, Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
)

# Names that every language reads alike, for saying what a refused file really is.
_FOREIGN = (
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script)", re.IGNORECASE
)


def check_upload(path: Path, file_name: str) -> Kind:
    """Return what an uploaded file is.

    :raises Invalid: it is empty, of no accepted kind, or named as another kind.
    """
    extension = Path(file_name).suffix.lower().lstrip(".")
    kind = sniff(path, extension or "?")
    if extension not in FACTS[kind].extensions:
        raise _renamed(extension or "?", kind.upper())
    return kind


def sniff(path: Path, extension: str = "?") -> Kind:
    """Return what the file at `path` is; `extension` is for the sentence only.

    :raises Invalid: it is empty or of no accepted kind.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise Invalid(N_("Tệp rỗng. Xin kiểm tra tệp gốc rồi tải lại."), code="empty")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(path, extension)
    refusal = _foreign(head, extension)
    if refusal.reason == UNKNOWN and _PDF in head:
        # Mail programs and scanners put lines of their own before a PDF.
        return Kind.PDF
    raise refusal


def _foreign(head: bytes, extension: str) -> Invalid:
    if head.startswith(_OLD_OFFICE):
        return Invalid(
            N_(
                "Tệp Office kiểu cũ hoặc có mật khẩu. Xin lưu lại thành .docx, .xlsx"
                " hoặc .pptx không mật khẩu rồi tải lên."
            ),
            code="old_office",
        )
    if _HTML.match(head):
        return _renamed(extension, "HTML")
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            return _renamed(extension, name)
    return Invalid(
        N_(
            "Không nhận ra loại tệp này. Xin dùng PDF, DOCX, XLSX, PPTX, ODT, ODS,"
            " ODP, JPEG, PNG hoặc TIFF."
        ),
        code=UNKNOWN,
    )


def _renamed(extension: str, content: str) -> Invalid:
    return Invalid(
        N_(
            "Tệp tên .{extension} nhưng nội dung là {content}. Xin tải tệp gốc đúng"
            " loại."
        ),
        code="wrong_kind",
        extension=extension[:10],
        content=content,
    )


def too_many_pages(limit: int) -> Invalid:
    """Return the refusal of a document of more than `limit` pages."""
    return Invalid(
        N_("Tài liệu dài quá {limit} trang. Xin chia thành nhiều tệp rồi tải lên."),
        code="too_many_pages",
        limit=limit,
    )


def damaged_office() -> Invalid:
    """Return the refusal of an Office file that cannot be unpacked."""
    return Invalid(
        N_("Tệp Office bị hỏng hoặc thiếu. Xin mở lại tệp gốc, lưu rồi tải lại."),
        code="damaged",
    )


def too_packed() -> Invalid:
    """Return the refusal of an archive that would unpack beyond all measure."""
    return Invalid(
        N_("Tệp nén quá nhiều dữ liệu nên không an toàn. Xin lưu lại tệp nhỏ hơn."),
        code="too_packed",
    )


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
    raise _renamed(extension, "ZIP")


def check_macros(names: list[str]) -> None:
    """Let no Office file with programs in it pass.

    :raises Invalid: there are macros.
    """
    for name in names:
        lower = name.lower()
        if lower.endswith("vbaproject.bin") or (
            lower.startswith(("basic/", "scripts/")) and not lower.endswith("/")
        ):
            raise Invalid(
                N_(
                    "Tệp có macro nên bị từ chối. Xin lưu lại không kèm macro"
                    " (.docx, .xlsx, .pptx) rồi tải lên."
                ),
                code="macros",
            )
