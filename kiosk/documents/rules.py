"""The states of a document, its publication, and the sizes of its page images."""

import datetime as dt
import re
import unicodedata
from enum import StrEnum

from kiosk.errors import N_, Conflict, Forbidden, Invalid


class DocumentState(StrEnum):
    """How far a document has come on its way into pages."""

    WAITING = "waiting"
    # An Office file whose turn with LibreOffice has not come yet.
    CHECKED = "checked"
    CONVERTING = "converting"
    RENDERING = "rendering"
    READY = "ready"
    REFUSED = "refused"


# The worker still has something to do.
UNFINISHED = frozenset(
    {
        DocumentState.WAITING,
        DocumentState.CHECKED,
        DocumentState.CONVERTING,
        DocumentState.RENDERING,
    }
)

# LibreOffice has not made its PDF yet.
UNCONVERTED = frozenset({DocumentState.CHECKED, DocumentState.CONVERTING})


class Recognition(StrEnum):
    """How far the recognising of text on a paper's pictures has come."""

    # It has text of its own, or has not been looked at yet.
    NOTHING = ""
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    # All that could be read was.
    PARTLY = "partly"


class PageText(StrEnum):
    """Where the text of a page comes from."""

    OWN = ""
    # Still to be recognised.
    WAITING = "waiting"
    RECOGNISED = "recognised"
    # Laid behind its picture by another program, and found to be true.
    CONFIRMED = "confirmed"
    BLANK = "blank"
    # Its picture could not be read.
    FAILED = "failed"


class PageFault(StrEnum):
    """Why a page is not as its file is."""

    NONE = ""
    # Letters of its words are missing on its picture.
    LOST_LETTERS = "lost_letters"
    # A grey sheet stands for it: it is damaged, or took too long.
    NOT_DRAWN = "not_drawn"


# A word or, on the mean, a page read by machine with less confidence, of 100, should be
# looked at by a person.
UNSURE_WORD, UNSURE_PAGE = 70, 75

# Below this a scan's small letters and marks run together, in dots an inch.
LOW_DPI = 200


class Publication(StrEnum):
    """Whether delegates may read it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    # A newer version is published. Who has it open reads on; no list shows it.
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


# Delegates may open it.
READABLE = frozenset({Publication.PUBLISHED, Publication.REPLACED})


def is_over(readable_until: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether the time in which delegates may read a paper has passed."""
    return readable_until is not None and readable_until <= now


def check_future(readable_until: dt.datetime | None, now: dt.datetime) -> None:
    """Let a paper's time end only in the future.

    :raises Invalid: it has passed already.
    """
    if is_over(readable_until, now):
        raise Invalid(
            N_(
                "Giờ thôi đọc đã qua. Xin chọn giờ muộn hơn, hoặc để trống;"
                " muốn lấy lại ngay thì bấm Thu hồi."
            ),
            code="until_passed",
        )


# The page map of a paper whose pages have not been compared with its old version's;
# one that has been is never empty.
NO_MAP = "[]"


# Widths of the page images in pixels. 240 is the thumbnail; 1200 fills a 1280×800
# tablet at twice the density of a full-height page; 2400 keeps a zoomed page sharp.
THUMBNAIL_WIDTH = 240
SCREEN_WIDTH = 1200
ZOOM_WIDTH = 2400
WIDTHS = (THUMBNAIL_WIDTH, SCREEN_WIDTH, ZOOM_WIDTH)

# What one page image may measure at most: WebP ends at 16,383 pixels a side.
MAX_SIDE = 16_000
MAX_PIXELS = 24_000_000

LONGEST_TITLE = 300


def fit_image(width: float, height: float) -> tuple[int, int]:
    """Return the largest image, in pixels, for a page of that shape.

    :raises Invalid: the page has no shape that could be shown.
    """
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise Invalid(N_("Trang không có kích thước hợp lệ."))
    scale = min(
        ZOOM_WIDTH / width,
        MAX_SIDE / height,
        (MAX_PIXELS / width / height) ** 0.5,
    )
    return max(1, round(width * scale)), max(1, round(height * scale))


def check_title(title: str) -> str:
    """Return a usable title.

    :raises Invalid: it is empty or too long.
    """
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid(
            N_("Xin đặt tên tài liệu, dài nhất {longest} ký tự."),
            code="bad_title",
            longest=LONGEST_TITLE,
        )
    return title


def check_publishable(state: str, pages_ready: int, item_id: int | None) -> None:
    """Let only a paper that can be read, in its place, be published.

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
    """Let no paper that bears a stamp of secrecy be given to anybody.

    :raises Forbidden: it bears one.
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
    """Let a paper have one new version at a time; `newer`: those it has already.

    :raises Conflict: one waits to be published, or delegates read it.
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


# An entry of a paper's table of contents: depth from 1, page from 1, title.
OutlineEntry = tuple[int, int, str]
MAX_OUTLINE_ENTRIES = 400
_DEEPEST = 4
_LONGEST_TITLE = 160
_INVISIBLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]+")


def one_line(told: str) -> str:
    """Return what a stranger's file says, as one clean line."""
    # A lone surrogate could not be stored; marks that turn the line could mislead.
    text = told.encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", _INVISIBLE.sub(" ", text)).strip()


def clean_outline(entries: list[OutlineEntry], page_count: int) -> list[OutlineEntry]:
    """Return what of a file's own table of contents can be shown."""
    tamed = []
    for depth, page, title in entries:
        text = one_line(title)
        if text and 1 <= page <= page_count:
            tamed.append((min(max(depth, 1), _DEEPEST), page, text[:_LONGEST_TITLE]))
    return tamed[:MAX_OUTLINE_ENTRIES]
