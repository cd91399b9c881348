"""Accepted file types, and refusals that concern the type."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import N_, Invalid


class FileType(StrEnum):
    """A type of file that can be converted to pages."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    GIF = "gif"
    BMP = "bmp"
    WEBP = "webp"
    HEIC = "heic"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    RTF = "rtf"


IMAGE_TYPES = frozenset(
    {
        FileType.JPEG,
        FileType.PNG,
        FileType.TIFF,
        FileType.GIF,
        FileType.BMP,
        FileType.WEBP,
        FileType.HEIC,
    }
)
OFFICE_TYPES = frozenset(FileType) - IMAGE_TYPES - {FileType.PDF}
# Types that LibreOffice converts to a modern one first.
MODERN_TYPES = {
    FileType.DOC: FileType.DOCX,
    FileType.XLS: FileType.XLSX,
    FileType.PPT: FileType.PPTX,
    FileType.RTF: FileType.DOCX,
}

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileTypeInfo:
    """Media type and extensions of a file type."""

    media_type: str
    extensions: tuple[str, ...]


FILE_TYPES: dict[FileType, FileTypeInfo] = {
    FileType.PDF: FileTypeInfo("application/pdf", ("pdf",)),
    FileType.JPEG: FileTypeInfo("image/jpeg", ("jpg", "jpeg")),
    FileType.PNG: FileTypeInfo("image/png", ("png",)),
    FileType.TIFF: FileTypeInfo("image/tiff", ("tif", "tiff")),
    FileType.GIF: FileTypeInfo("image/gif", ("gif",)),
    FileType.BMP: FileTypeInfo("image/bmp", ("bmp",)),
    FileType.WEBP: FileTypeInfo("image/webp", ("webp",)),
    FileType.HEIC: FileTypeInfo("image/heic", ("heic", "heif")),
    FileType.DOCX: FileTypeInfo(_OPEN_XML + "wordprocessingml.document", ("docx",)),
    FileType.XLSX: FileTypeInfo(_OPEN_XML + "spreadsheetml.sheet", ("xlsx",)),
    FileType.PPTX: FileTypeInfo(
        _OPEN_XML + "presentationml.presentation", ("pptx", "ppsx")
    ),
    FileType.ODT: FileTypeInfo(_ODF + "text", ("odt",)),
    FileType.ODS: FileTypeInfo(_ODF + "spreadsheet", ("ods",)),
    FileType.ODP: FileTypeInfo(_ODF + "presentation", ("odp",)),
    FileType.DOC: FileTypeInfo("application/msword", ("doc",)),
    FileType.XLS: FileTypeInfo("application/vnd.ms-excel", ("xls",)),
    FileType.PPT: FileTypeInfo("application/vnd.ms-powerpoint", ("ppt", "pps")),
    # Word uses .doc for both.
    FileType.RTF: FileTypeInfo("application/rtf", ("rtf", "doc")),
}


def type_of(media_type: str) -> FileType:
    """Return the file type with this media type."""
    return next(t for t, info in FILE_TYPES.items() if info.media_type == media_type)


def rendered_type(media_type: str) -> FileType:
    """Return the type that a document's pages are rendered from: images or PDF."""
    images = (t for t in IMAGE_TYPES if FILE_TYPES[t].media_type == media_type)
    return next(images, FileType.PDF)


def wrong_extension(extension: str, content: str) -> Invalid:
    """Return the refusal of a file whose extension does not match its content."""
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
    """Return the refusal of a damaged Office file."""
    return Invalid(
        N_("Tệp Office bị hỏng hoặc thiếu. Xin mở lại tệp gốc, lưu rồi tải lại."),
        code="damaged",
    )


def too_packed() -> Invalid:
    """Return the refusal of an archive with an excessive decompressed size."""
    return Invalid(
        N_("Tệp nén quá nhiều dữ liệu nên không an toàn. Xin lưu lại tệp nhỏ hơn."),
        code="too_packed",
    )


def has_macros() -> Invalid:
    """Return the refusal of an Office file with macros."""
    return Invalid(
        N_(
            "Tệp có macro nên bị từ chối. Xin lưu lại không kèm macro"
            " (.docx, .xlsx, .pptx) rồi tải lên."
        ),
        code="macros",
    )
