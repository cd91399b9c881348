"""The worker's end of the deep look: a child in the sandbox opens the file, not we."""

from pathlib import Path

import msgspec

from kiosk.errors import N_, Invalid, KioskError
from kiosk.ingestion.child_protocol import InspectionResult
from kiosk.processes.sandbox import Sandbox, SandboxCommand, python_command

INSPECT_SECONDS = 40


def inspect(
    sandbox: Sandbox, path: Path, folder: Path, max_pages: int, seconds: float
) -> InspectionResult:
    """Return what the file is; a PDF is left, cleaned, in `folder` as clean.pdf.

    :raises KioskError: it cannot be used, or not in `seconds`.
    """
    output = sandbox.run(
        python_command(
            "kiosk.ingestion.inspect_child",
            [str(path), str(folder), str(max_pages)],
            SandboxCommand([], readable=(path,), writable=(folder,)),
        ),
        seconds=seconds,
    )
    if output is None:
        raise Invalid(
            N_("Tệp quá phức tạp hoặc bị hỏng. Xin in lại thành PDF rồi tải lên."),
            code="unreadable",
        )
    result = msgspec.json.decode(output, type=InspectionResult)
    if result.sentence:
        raise KioskError(result.sentence, code=result.code, **result.details)
    return result
