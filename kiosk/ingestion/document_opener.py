"""Inspect and convert one uploaded file within its time budget."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path

import msgspec

from kiosk.config import Config
from kiosk.documents.file_types import FileType
from kiosk.ingestion.child_protocol import InspectionResult
from kiosk.ingestion.inspector import inspect
from kiosk.ingestion.office.conversion import (
    ConversionLimit,
    rewrite_source,
    to_modern_format,
    to_pdf,
)
from kiosk.ingestion.time_budget import TimeBudget
from kiosk.processes.sandbox import Sandbox


class DocumentOpener:
    """Inspects and converts documents, each within one time budget."""

    def __init__(
        self, config: Config, sandbox: Sandbox, time_budget: TimeBudget
    ) -> None:
        """Run children in `sandbox`, limited by `time_budget`."""
        self._config, self._sandbox, self._time_budget = config, sandbox, time_budget

    def inspect(self, document_id: int, path: Path, folder: Path) -> InspectionResult:
        """Return the result of an inspection; a sanitized PDF is left in `folder`.

        :raises KioskError: the file is refused.
        """
        with self._time_budget.inspecting(document_id) as seconds:
            return inspect(self._sandbox, path, folder, self._config.max_pages, seconds)

    def convert(
        self, document_id: int, path: Path, kind: FileType, folder: Path
    ) -> InspectionResult:
        """Convert an Office file; a sanitized PDF is left in `folder`.

        :raises KioskError: the file is refused.
        """
        with self._converting(document_id) as limit:
            path, kind = to_modern_format(self._sandbox, path, kind, folder, limit)
        with self._time_budget.converting(document_id) as seconds:
            rewritten, remarks = rewrite_source(
                self._sandbox, path, kind, folder, seconds
            )
        with self._converting(document_id) as limit:
            made = to_pdf(self._sandbox, rewritten, folder, limit)
        result = self.inspect(document_id, made, folder)
        return msgspec.structs.replace(result, remarks=remarks)

    @contextmanager
    def _converting(self, document_id: int) -> Iterator[ConversionLimit]:
        with self._time_budget.converting(document_id) as seconds:
            # LibreOffice mostly uses two threads.
            yield ConversionLimit(seconds, ceil(2 * seconds * self._config.cpu_scale))
