"""How a child in the sandbox and the worker outside speak: one JSON line each."""

import sys
from collections.abc import Callable
from typing import Any

import msgspec

from kiosk.documents.rules import OutlineEntry
from kiosk.errors import KioskError
from kiosk.ingestion.rendering.page_navigation import Link

# In place of a page number: the file as a whole cannot be rendered.
WHOLE_FILE = 0


class InspectionResult(msgspec.Struct):
    """What a check found: pages to come, or a refusal_result (`sentence` not empty)."""

    kind: str = ""
    page_count: int = 0
    sentence: str = ""
    code: str = ""
    details: dict[str, str | int] = {}
    outline: list[OutlineEntry] = []
    # A stamp of secrecy among what was put over its pages, and on which page.
    stamp: str = ""
    stamp_page: int = 0
    # The names of the files that it carries along.
    attached: list[str] = []
    # What the secretary should know of the file (FileRemark).
    remarks: list[str] = []


class RenderedPage(msgspec.Struct):
    """A page rendered into files of the output folder; sizes in points."""

    number: int
    width: float = 0.0
    height: float = 0.0
    # Nominal width and height, in pixels; `image_name` says where each lies.
    images: list[tuple[int, int]] = []
    text: str = ""
    # Its text is not worth anything: to be read from its picture, which has this dpi.
    needs_ocr: bool = False
    dpi: int = 0
    # The stamp of secrecy found in its text.
    stamp: str = ""
    # The number printed on it, if another than its own, and where its links lead.
    label: str = ""
    links: list[Link] = []
    # Letters of its text are missing on its picture.
    has_lost_letters: bool = False
    # Not empty: the page could not be read, and nothing was written.
    failure: str = ""


class RecognisedText(msgspec.Struct):
    """What was recognised on a page; its words lie in the output folder."""

    text: str = ""
    confidence: int = 0
    is_blank: bool = False
    stamp: str = ""
    # The words are those of the file: drawn by it, or laid behind its picture and what
    # was read agrees with them.
    is_own: bool = False
    is_layer: bool = False


def image_name(number: int, width: int) -> str:
    """Return the file name of a page image. The worker never asks the child for it."""
    return f"{number}-{width}.webp"


def words_name(number: int) -> str:
    """Return the file name of a page's words."""
    return f"{number}.json"


def send(message: msgspec.Struct) -> None:
    """Send a message to the worker."""
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


def send_result(inspect: Callable[[], InspectionResult]) -> None:
    """Send what `inspect` finds of a file, or why it is refused."""
    try:
        result = inspect()
    except KioskError as error:
        result = refusal_result(error)
    send(result)


def refusal_result(error: KioskError) -> InspectionResult:
    """Return the result that carries `error`."""
    details: dict[str, Any] = dict(error.details)
    return InspectionResult(sentence=error.sentence, code=error.reason, details=details)
