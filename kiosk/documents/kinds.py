"""The kinds of files that become pages, and the refusals that concern kinds."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import N_, Invalid


class Kind(StrEnum):
    """A kind of file that becomes pages."""

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


IMAGES = frozenset(
    {Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.GIF, Kind.BMP, Kind.WEBP, Kind.HEIC}
)
OFFICE = frozenset(Kind) - IMAGES - {Kind.PDF}
# What LibreOffice first writes as a kind of today.
SUCCESSORS = {
    Kind.DOC: Kind.DOCX,
    Kind.XLS: Kind.XLSX,
    Kind.PPT: Kind.PPTX,
    Kind.RTF: Kind.DOCX,
}

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
    Kind.GIF: KindFacts("image/gif", ("gif",)),
    Kind.BMP: KindFacts("image/bmp", ("bmp",)),
    Kind.WEBP: KindFacts("image/webp", ("webp",)),
    Kind.HEIC: KindFacts("image/heic", ("heic", "heif")),
    Kind.DOCX: KindFacts(_OPEN_XML + "wordprocessingml.document", ("docx",)),
    Kind.XLSX: KindFacts(_OPEN_XML + "spreadsheetml.sheet", ("xlsx",)),
    Kind.PPTX: KindFacts(_OPEN_XML + "presentationml.presentation", ("pptx", "ppsx")),
    Kind.ODT: KindFacts(_ODF + "text", ("odt",)),
    Kind.ODS: KindFacts(_ODF + "spreadsheet", ("ods",)),
    Kind.ODP: KindFacts(_ODF + "presentation", ("odp",)),
    Kind.DOC: KindFacts("application/msword", ("doc",)),
    Kind.XLS: KindFacts("application/vnd.ms-excel", ("xls",)),
    Kind.PPT: KindFacts("application/vnd.ms-powerpoint", ("ppt", "pps")),
    # Word calls both .doc.
    Kind.RTF: KindFacts("application/rtf", ("rtf", "doc")),
}


def renamed(extension: str, content: str) -> Invalid:
    """Return the refusal of a file whose name says another kind than its content."""
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


def has_macros() -> Invalid:
    """Return the refusal of an Office file with programs in it."""
    return Invalid(
        N_(
            "Tệp có macro nên bị từ chối. Xin lưu lại không kèm macro"
            " (.docx, .xlsx, .pptx) rồi tải lên."
        ),
        code="macros",
    )
