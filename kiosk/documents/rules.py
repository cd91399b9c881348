"""States of documents, publication rules, and sizes of page images."""

import datetime as dt
import re
import unicodedata
from enum import StrEnum

from kiosk.errors import N_, Conflict, Forbidden, Invalid


class DocumentState(StrEnum):
    """Processing state of a document."""

    WAITING = "waiting"
    # An Office file waiting for conversion.
    CHECKED = "checked"
    CONVERTING = "converting"
    RENDERING = "rendering"
    READY = "ready"
    REFUSED = "refused"


# The worker has not finished.
UNFINISHED = frozenset(
    {
        DocumentState.WAITING,
        DocumentState.CHECKED,
        DocumentState.CONVERTING,
        DocumentState.RENDERING,
    }
)

# No PDF yet.
UNCONVERTED = frozenset({DocumentState.CHECKED, DocumentState.CONVERTING})


class Recognition(StrEnum):
    """OCR state of a document."""

    # It has its own text, or has not been examined yet.
    NOTHING = ""
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    # Some pages could not be recognised.
    PARTLY = "partly"


class PageText(StrEnum):
    """Source of a page's text."""

    OWN = ""
    # Waiting for OCR.
    WAITING = "waiting"
    RECOGNISED = "recognised"
    # An existing invisible text layer that OCR confirmed.
    CONFIRMED = "confirmed"
    BLANK = "blank"
    # OCR failed.
    FAILED = "failed"


class PageFault(StrEnum):
    """Why a page image differs from its file."""

    NONE = ""
    # Letters of its text are missing in its image.
    LOST_LETTERS = "lost_letters"
    # A placeholder: the page is damaged or took too long.
    NOT_DRAWN = "not_drawn"


# Words, and pages on average, with a lower OCR confidence (of 100) should be checked by
# a person.
UNSURE_WORD, UNSURE_PAGE = 70, 75

# Below this resolution small letters and marks merge, in dots per inch.
LOW_DPI = 200


class Publication(StrEnum):
    """Whether delegates may read a document."""

    DRAFT = "draft"
    PUBLISHED = "published"
    # A newer version is published: those who have it open may read on, lists omit it.
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


# Delegates may open it.
READABLE = frozenset({Publication.PUBLISHED, Publication.REPLACED})


def is_over(readable_until: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether the reading time has passed."""
    return readable_until is not None and readable_until <= now


def check_future(readable_until: dt.datetime | None, now: dt.datetime) -> None:
    """Check that the reading time ends in the future.

    :raises Invalid: it has passed.
    """
    if is_over(readable_until, now):
        raise Invalid(
            N_(
                "Giờ thôi đọc đã qua. Xin chọn giờ muộn hơn, hoặc để trống;"
                " muốn lấy lại ngay thì bấm Thu hồi."
            ),
            code="until_passed",
        )


# Page map of a version not aligned yet; an aligned one is never empty.
NO_MAP = "[]"


# Widths of page images in pixels: thumbnail; full page on a 1280×800 tablet at double
# density; zoomed.
THUMBNAIL_WIDTH = 240
SCREEN_WIDTH = 1200
ZOOM_WIDTH = 2400
WIDTHS = (THUMBNAIL_WIDTH, SCREEN_WIDTH, ZOOM_WIDTH)

# Limits of one page image; WebP allows 16,383 pixels per side.
MAX_SIDE = 16_000
MAX_PIXELS = 24_000_000

MAX_TITLE_LETTERS = 300


def fit_image(width: float, height: float) -> tuple[int, int]:
    """Return the largest image size in pixels for a page of this aspect ratio.

    :raises Invalid: the page has no valid size.
    """
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise Invalid(N_("Trang không có kích thước hợp lệ."))
    scale = min(
        ZOOM_WIDTH / width, MAX_SIDE / height, (MAX_PIXELS / width / height) ** 0.5
    )
    return max(1, round(width * scale)), max(1, round(height * scale))


def check_title(title: str) -> str:
    """Return the title if it is valid.

    :raises Invalid: it is empty or too long.
    """
    if not title or len(title) > MAX_TITLE_LETTERS:
        raise Invalid(
            N_("Xin đặt tên tài liệu, dài nhất {longest} ký tự."),
            code="bad_title",
            longest=MAX_TITLE_LETTERS,
        )
    return title


def check_publishable(state: str, pages_ready: int, item_id: int | None) -> None:
    """Check that a document can be published.

    :raises Conflict: it was refused, has no page yet, or belongs to no item.
    """
    if state == DocumentState.REFUSED:
        raise Conflict(N_("Tài liệu này không đọc được nên không thể phát hành."))
    if pages_ready < 1:
        raise Conflict(
            N_("Tài liệu chưa có trang nào. Xin chờ trang đầu tiên rồi phát hành.")
        )
    if item_id is None:
        raise Conflict(
            N_("Xin gắn tài liệu vào một nội dung chương trình rồi mới phát hành.")
        )


def check_no_stamp(stamp: str, page: int) -> None:
    """Refuse to publish a document with a secrecy stamp.

    :raises Forbidden: it has one.
    """
    if stamp:
        raise Forbidden(
            N_(
                "Trang {page} có dấu “{stamp}”. Tài liệu mật không được đưa lên máy có"
                " nối mạng nên không thể phát hành. Xin xoá tài liệu này, hoặc xác nhận"
                " không phải dấu mật."
            ),
            code="secrecy_stamp",
            page=page,
            stamp=stamp,
        )


def check_no_newer(newer: set[Publication]) -> None:
    """Allow one newer version at a time; `newer` are the states of existing ones.

    :raises Conflict: one waits to be published, or is published.
    """
    if Publication.DRAFT in newer:
        raise Conflict(
            N_(
                "Đã có một bản mới của tài liệu này đang chờ phát hành."
                " Xin phát hành hoặc xoá bản đó trước."
            ),
            code="newer_waits",
        )
    if newer & READABLE:
        raise Conflict(
            N_(
                "Tài liệu này đã có bản mới hơn."
                " Xin làm việc với bản mới nhất, hoặc thu hồi bản đó trước."
            ),
            code="newer_published",
        )


# An outline entry: depth from 1, page from 1, title.
OutlineEntry = tuple[int, int, str]
MAX_OUTLINE_ENTRIES = 400
_MAX_DEPTH = 4
_MAX_TITLE_LETTERS = 160
_INVISIBLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]+")


def one_line(untrusted: str) -> str:
    """Return untrusted text as a single clean line."""
    # Lone surrogates cannot be stored; bidirectional marks could mislead.
    text = untrusted.encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", _INVISIBLE.sub(" ", text)).strip()


def clean_outline(entries: list[OutlineEntry], page_count: int) -> list[OutlineEntry]:
    """Return the valid entries of a file's outline."""
    tamed = []
    for depth, page, title in entries:
        text = one_line(title)
        if text and 1 <= page <= page_count:
            tamed.append(
                (min(max(depth, 1), _MAX_DEPTH), page, text[:_MAX_TITLE_LETTERS])
            )
    return tamed[:MAX_OUTLINE_ENTRIES]
