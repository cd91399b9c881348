"""The worker's end of the deep look: a child in the sandbox opens the file, not we."""

from pathlib import Path

import msgspec

from kiosk.documents.child import Verdict
from kiosk.documents.sandbox import Run, Sandbox, python_run
from kiosk.errors import N_, Invalid, KioskError

CHECK_SECONDS = 40


def look_at(
    sandbox: Sandbox, path: Path, folder: Path, max_pages: int, seconds: float
) -> Verdict:
    """Return what the file is; a PDF is left, cleaned, in `folder` as clean.pdf.

    :raises KioskError: it cannot be used, or not in `seconds`.
    """
    output = sandbox.run(
        python_run(
            "kiosk.documents.check",
            [str(path), str(folder), str(max_pages)],
            Run([], readable=(path,), writable=(folder,)),
        ),
        seconds=seconds,
    )
    if output is None:
        raise Invalid(
            N_("Tệp quá phức tạp hoặc bị hỏng. Xin in lại thành PDF rồi tải lên."),
            code="unreadable",
        )
    verdict = msgspec.json.decode(output, type=Verdict)
    if verdict.sentence:
        raise KioskError(verdict.sentence, code=verdict.code, **verdict.details)
    return verdict
