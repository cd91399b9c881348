"""Refusals of common file types that cannot be shown, with advice for the user."""

import re

from kiosk.documents.file_types import FILE_TYPES, wrong_extension
from kiosk.errors import N_, Invalid

UNKNOWN = "unknown_kind"

ARCHIVE = N_("Đây là tệp nén ({content}). Xin giải nén rồi tải lên từng tệp.")
MAIL = N_(
    "Đây là thư điện tử ({content}). Xin lưu các tệp đính kèm rồi tải lên từng tệp,"
    " hoặc in thư ra PDF."
)
TEXT = N_(
    "Đây là tệp {content}. Xin mở bằng Word hoặc trình duyệt, in ra PDF rồi tải lên."
)
TABLE = N_(
    "Đây là tệp dữ liệu {content}. Xin mở bằng Excel, kẻ bảng, lưu thành .xlsx hoặc in"
    " ra PDF rồi tải lên."
)
OTHER_PROGRAM = N_(
    "Đây là tệp {content}. Xin mở bằng phần mềm đã tạo ra tệp, in ra PDF rồi tải lên."
)
# Older programs than `ingestion/office` converts.
OUTDATED = N_(
    "Đây là tệp {content}, loại quá cũ. Xin mở bằng phần mềm đã tạo ra tệp, lưu thành"
    " loại mới (.docx, .xlsx, .pptx) hoặc in ra PDF rồi tải lên."
)
PICTURE = N_("Đây là ảnh {content}. Xin lưu thành JPEG hoặc PNG rồi tải lên.")
MEDIA = N_(
    "Đây là phim hoặc âm thanh ({content}). Máy chỉ hiện trang giấy. Xin chiếu bằng"
    " máy của hội trường."
)
PROGRAM = N_(
    "Đây là chương trình hoặc lối tắt ({content}), không phải tài liệu. Xin tìm tệp"
    " gốc (PDF, Word, Excel) rồi tải lên."
)
UNFINISHED = N_(
    "Đây là tệp tạm hoặc tải về dở dang ({content}). Xin đóng phần mềm đang mở, chọn"
    " tệp gốc rồi tải lên."
)
SIGNED = N_(
    "Đây là tệp ký số ({content}). Xin mở bằng phần mềm ký số, lưu tài liệu bên trong"
    " rồi tải lên."
)

# By the first bytes: name of the format, and the sentence.
_SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), content, sentence)
    for pattern, content, sentence in (
        (rb"MZ", "EXE", PROGRAM),
        (rb"\x7fELF", "ELF", PROGRAM),
        (rb"L\0\0\0\x01\x14\x02\0", "LNK", PROGRAM),
        (rb"\[InternetShortcut\]", "URL", PROGRAM),
        (rb"Rar!", "RAR", ARCHIVE),
        (rb"7z\xbc\xaf\x27\x1c", "7-Zip", ARCHIVE),
        (rb"\x1f\x8b", "GZIP", ARCHIVE),
        (rb"BZh\d", "BZIP2", ARCHIVE),
        (rb"\xfd7zXZ", "XZ", ARCHIVE),
        (rb".{257}ustar", "TAR", ARCHIVE),
        (rb"PK\x05\x06|PK\x07\x08", "ZIP", ARCHIVE),
        (rb"\x9b\xa5|\xdb\xa5", "Word 1–2", OUTDATED),
        (rb"[\x31\x32]\xbe\0\0", "Word (DOS)", OUTDATED),
        (rb"\xfe\x37\0[\x1c\x23]", "Word 4–5 (Mac)", OUTDATED),
        (rb"\x09[\0\x02\x04][\x04\x06]\0", "Excel 2–4", OUTDATED),
        (rb"\xed\xde\xad\x0b|\x0b\xad\xde\xed", "PowerPoint 2–3", OUTDATED),
        (rb"\xffWPC", "WordPerfect", OUTDATED),
        (rb"AT&TFORM", "DjVu", OTHER_PROGRAM),
        (rb"AC10\d\d", "DWG", OTHER_PROGRAM),
        (rb"8BPS", "Photoshop", OTHER_PROGRAM),
        (rb"%!PS", "PostScript", OTHER_PROGRAM),
        (rb"RIFF.{4}CDR", "CorelDRAW", OTHER_PROGRAM),
        (rb"\0\0\0\x0cjP|\xff\x4f\xff\x51", "JPEG 2000", PICTURE),
        (rb".{4}ftyp(avi[fs]|m[is]f1)", "AVIF", PICTURE),
        (rb"\0\0\x01\0", "ICO", PICTURE),
        (rb".{4}ftyp", "MP4", MEDIA),
        (rb"\x1a\x45\xdf\xa3", "MKV", MEDIA),
        (rb"RIFF.{4}AVI ", "AVI", MEDIA),
        (rb"RIFF.{4}WAVE", "WAV", MEDIA),
        (rb"ID3|\xff[\xf2\xf3\xfb]", "MP3", MEDIA),
        (rb"OggS", "OGG", MEDIA),
        (rb"fLaC", "FLAC", MEDIA),
        (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV", MEDIA),
        (rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script)", "HTML", TEXT),
        (
            rb"(\xef\xbb\xbf)?\s*(<\?xml.*?\?>\s*)?(<!.*?>\s*)*<svg",
            "SVG",
            OTHER_PROGRAM,
        ),
        (rb"(\xef\xbb\xbf)?\s*<\?xml", "XML", TEXT),
        (
            rb"(Return-Path|Received|Delivered-To|MIME-Version|From|Subject): ",
            "EML",
            MAIL,
        ),
    )
)

# By the extension, where the content does not tell.
_BY_NAME = {
    ARCHIVE: "zip rar 7z gz tgz tar bz2 xz zipx cab iso",
    MAIL: "eml msg mht mhtml emlx",
    TEXT: "txt md log html htm xml json tex",
    TABLE: "csv tsv dbf",
    OTHER_PROGRAM: (
        "dwg dxf dwf pages key numbers djvu djv xps oxps epub mobi azw azw3 prc vsd"
        " vsdx pub mdb accdb one mpp psd ai eps ps cdr svg wmf emf odg fodt wps et dps"
        " hwp xmind chm gdoc gsheet gslides xlsb"
    ),
    PICTURE: "avif jp2 j2k jxl ico raw dng cr2 cr3 nef arw heics psb tga pcx",
    MEDIA: (
        "mp4 mov avi mkv wmv flv webm mpg mpeg 3gp m4v mp3 m4a wav ogg aac wma flac amr"
    ),
    PROGRAM: "exe msi bat cmd com js vbs ps1 sh apk dmg jar dll lnk url",
    UNFINISHED: "tmp part crdownload download partial",
    SIGNED: "p7m p7s p7b sig asc",
}
_SENTENCES = {
    extension: sentence
    for sentence, extensions in _BY_NAME.items()
    for extension in extensions.split()
}
_ACCEPTED_EXTENSIONS = {
    each for facts in FILE_TYPES.values() for each in facts.extensions
}
# Control characters that do not occur in text files.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def is_unsupported(head: bytes) -> bool:
    """Tell whether the first bytes are of a known unsupported format."""
    return any(pattern.match(head) for pattern, _, _ in _SIGNATURES)


def is_known_extension(extension: str) -> bool:
    """Tell whether the extension is of a known unsupported format."""
    return extension in _SENTENCES


def unsupported_file(head: bytes, extension: str) -> Invalid:
    """Return the refusal of a file with these first bytes and of no accepted type."""
    for pattern, content, sentence in _SIGNATURES:
        if pattern.match(head):
            return _unsupported_or_renamed(extension, content, sentence)
    if extension in _SENTENCES:
        return _unsupported(_SENTENCES[extension], extension.upper())
    if not _BINARY.search(head):
        return _unsupported_or_renamed(extension, "TXT", TEXT)
    if extension in _ACCEPTED_EXTENSIONS:
        return Invalid(
            N_(
                "Tệp tên .{extension} nhưng nội dung không đọc được: tệp hỏng hoặc tải"
                " về dở dang. Xin lấy lại tệp gốc rồi tải lên."
            ),
            code=UNKNOWN,
            extension=extension,
        )
    return Invalid(
        N_(
            "Không nhận ra loại tệp này. Xin mở bằng phần mềm đã tạo ra tệp, in ra PDF"
            " rồi tải lên."
        ),
        code=UNKNOWN,
    )


def unsupported_archive(extension: str) -> Invalid:
    """Return the refusal of a ZIP file that is no Office file."""
    return _unsupported_or_renamed(extension, "ZIP", ARCHIVE)


def unsupported_ole(extension: str) -> Invalid:
    """Return the refusal of an OLE2 file that is no Office file."""
    return _unsupported_or_renamed(extension, "OLE", OTHER_PROGRAM)


def outdated_file(content: str) -> Invalid:
    """Return the refusal of a file of a program that is too old."""
    return _unsupported(OUTDATED, content)


def _unsupported_or_renamed(extension: str, content: str, sentence: str) -> Invalid:
    if sentence is OUTDATED:
        # Its extension is still in use.
        return outdated_file(content)
    if extension in _ACCEPTED_EXTENSIONS:
        return wrong_extension(extension, content)
    if _SENTENCES.get(extension) not in {None, sentence}:
        # The extension is more specific: an e-book, a drawing, a message in a
        # container.
        return _unsupported(_SENTENCES[extension], extension.upper())
    return _unsupported(sentence, content)


def _unsupported(sentence: str, content: str) -> Invalid:
    return Invalid(sentence, code="foreign", content=content)
