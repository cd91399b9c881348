"""Messages from sandboxed children to the worker: one JSON object per line."""

import re
import sys
from collections.abc import Callable
from typing import Any

import msgspec

from kiosk.documents.rules import OutlineEntry
from kiosk.errors import N_, Invalid, KioskError
from kiosk.ingestion.rendering.page_navigation import Link

# Page number of a message that concerns the whole file.
WHOLE_FILE = 0
_FIELD = re.compile(r"\{([a-z_]+)\}")
_MOST_LETTERS = 300
# Names of the parameters of an error; the others are fields of its sentence.
_OWN_NAMES = {"self", "sentence", "code"}


class InspectionResult(msgspec.Struct):
    """Result of an inspection: page count and contents, or a refusal (`sentence`)."""

    kind: str = ""
    page_count: int = 0
    sentence: str = ""
    code: str = ""
    details: dict[str, str | int] = {}
    outline: list[OutlineEntry] = []
    # Secrecy stamp found in annotations, and its page number.
    stamp: str = ""
    stamp_page: int = 0
    # Names of attached files.
    attached: list[str] = []
    # FileRemark values.
    remarks: list[str] = []


class RenderedPage(msgspec.Struct):
    """A page rendered into the output folder; sizes in points."""

    number: int
    width: float = 0.0
    height: float = 0.0
    # Nominal width and height in pixels; file names by `image_name`.
    images: list[tuple[int, int]] = []
    text: str = ""
    # Its text is missing or unusable; dots per inch of its image.
    needs_ocr: bool = False
    dpi: int = 0
    # Secrecy stamp found in its text.
    stamp: str = ""
    # Printed page number, if it differs from `number`; links to other pages.
    label: str = ""
    links: list[Link] = []
    # Letters of its text are missing in its image.
    has_lost_letters: bool = False
    # If not empty, the page could not be rendered and no file was written.
    failure: str = ""


class RecognisedText(msgspec.Struct):
    """Recognised text of a page; its word boxes are in the output folder."""

    text: str = ""
    confidence: int = 0
    is_blank: bool = False
    stamp: str = ""
    # The words come from the file itself: drawn, or an invisible text layer that OCR
    # confirmed.
    is_own: bool = False
    is_layer: bool = False


def image_name(number: int, width: int) -> str:
    """Return the file name of a page image; the worker never takes it from a child."""
    return f"{number}-{width}.webp"


def words_name(number: int) -> str:
    """Return the file name of a page's word boxes."""
    return f"{number}.json"


def send(message: msgspec.Struct) -> None:
    """Send a message to the worker."""
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


def send_result(inspect: Callable[[], InspectionResult]) -> None:
    """Send the result of `inspect`, or its refusal."""
    try:
        result = inspect()
    except KioskError as error:
        result = refusal_result(error)
    send(result)


def refusal_result(error: KioskError) -> InspectionResult:
    """Return the result that carries `error`."""
    details: dict[str, Any] = dict(error.details)
    return InspectionResult(sentence=error.sentence, code=error.reason, details=details)


def unreadable() -> Invalid:
    """Return the error for a file that its child cannot read."""
    return Invalid(
        N_("Tệp quá phức tạp hoặc bị hỏng. Xin in lại thành PDF rồi tải lên."),
        code="unreadable",
    )


def error_of(refusal: InspectionResult) -> Invalid:
    """Return the error that a child sent.

    A hostile file may have taken the child over: what is no plain sentence with plain
    fields would let it format what it likes in the server, and is replaced.
    """
    sentence, details = refusal.sentence[:_MOST_LETTERS], dict(refusal.details)
    has_other_braces = bool(set("{}") & set(_FIELD.sub("", sentence)))
    is_known = set(_FIELD.findall(sentence)) <= set(details)
    if has_other_braces or not is_known or _OWN_NAMES & set(details):
        return unreadable()
    short = {
        name: value if isinstance(value, int) else value[:_MOST_LETTERS]
        for name, value in details.items()
    }
    return Invalid(sentence, code=refusal.code[:_MOST_LETTERS], **short)


def read_result(output: bytes) -> InspectionResult:
    """Return the result in a child's output.

    :raises KioskError: it is a refusal.
    """
    result = msgspec.json.decode(output, type=InspectionResult)
    if result.sentence:
        raise error_of(result)
    return result
