"""Write the ZIP of an archive: `python -m kiosk.meeting_archive.child`, sandboxed.

The same files give the same bytes: order, times and modes are fixed. Each file is
hashed again while it is copied, in pieces, so that memory stays small.
"""

import hashlib
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kiosk.exports.child import run_child
from kiosk.meeting_archive.rules import is_compressed
from kiosk.meeting_archive.staging import PlannedFile, ZipPlan

CHANGED_STATUS = 3
_PIECE_BYTES = 1 << 20
# The earliest time that a ZIP can hold.
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
# Reported so often at most.
_REPORTS = 200


def _entry(planned: PlannedFile) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(planned.file.path, _TIME)
    is_stored = is_compressed(planned.file.path)
    entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    entry.external_attr, entry.create_system = _MODE, 3
    entry.file_size = planned.file.bytes
    return entry


def _copy(archive: zipfile.ZipFile, planned: PlannedFile) -> None:
    digest, size = hashlib.sha256(), 0
    with (
        Path(planned.source).open("rb") as source,
        archive.open(_entry(planned), "w") as target,
    ):
        while piece := source.read(_PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    if (digest.hexdigest(), size) != (planned.file.sha256, planned.file.bytes):
        sys.exit(CHANGED_STATUS)


def make(plan: ZipPlan, out: Path, *_readable: Path) -> Iterator[tuple[int, int]]:
    """Write the ZIP; yield the files done and their total now and then."""
    total = len(plan.files)
    step = max(1, total // _REPORTS)
    with zipfile.ZipFile(out / "made.zip", "x", allowZip64=True) as archive:
        for done, planned in enumerate(plan.files, 1):
            _copy(archive, planned)
            if done % step == 0 or done == total:
                yield total + done, 2 * total


if __name__ == "__main__":
    run_child(ZipPlan, make)
