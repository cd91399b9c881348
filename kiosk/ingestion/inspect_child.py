"""Inspect a file: `python -m kiosk.ingestion.inspect_child`, in the sandbox.

Arguments: the file, the folder for the sanitized PDF, the maximum page count. Sends one
InspectionResult. If it crashes or hangs, the worker refuses the file.
"""

import sys
from pathlib import Path

from kiosk.documents.file_detection import detect_file_type
from kiosk.documents.file_types import IMAGE_TYPES, MODERN_TYPES, FileType
from kiosk.documents.legacy_office import check_legacy_macros
from kiosk.ingestion import child_protocol
from kiosk.ingestion.office import archive_check
from kiosk.ingestion.office.default_password import decrypted
from kiosk.ingestion.overlay_stamps import find_overlay_stamp
from kiosk.ingestion.pdf import sanitizer
from kiosk.ingestion.pdf.outline import read_outline
from kiosk.ingestion.rendering import image_files


def inspect_file(
    path: Path, out: Path, max_pages: int
) -> child_protocol.InspectionResult:
    """Return the file's type and page count (0 for Office files: not known yet).

    :raises Invalid: the file is refused.
    """
    with decrypted(path) as opened:
        return _inspect(opened, out, max_pages)


def _inspect(path: Path, out: Path, max_pages: int) -> child_protocol.InspectionResult:
    kind = detect_file_type(path)
    if kind is FileType.PDF:
        cleaned = sanitizer.clean(path, out / "clean.pdf", max_pages)
        outline = read_outline(out / "clean.pdf")
        result = child_protocol.InspectionResult(
            kind=kind,
            page_count=cleaned.page_count,
            outline=outline,
            attached=cleaned.attached,
            remarks=[*cleaned.remarks],
        )
        if cleaned.overlays:
            result.stamp, result.stamp_page = find_overlay_stamp(
                out / "clean.pdf", cleaned.overlays
            )
        return result
    if kind in IMAGE_TYPES:
        return child_protocol.InspectionResult(
            kind=kind, page_count=image_files.count_frames(path, max_pages)
        )
    if kind in MODERN_TYPES:
        check_legacy_macros(path)
    else:
        archive_check.check_archive(path)
    return child_protocol.InspectionResult(kind=kind)


def main(arguments: list[str]) -> int:
    """Inspect one file and send the result."""
    path, out, max_pages = Path(arguments[0]), Path(arguments[1]), int(arguments[2])
    child_protocol.send_result(lambda: inspect_file(path, out, max_pages))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
