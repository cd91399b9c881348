"""How a stranger's file becomes a checked PDF or picture, each step in its time."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path

import msgspec

from kiosk.config import Config
from kiosk.documents.child import Verdict
from kiosk.documents.convert import OfficeLimit, modernise, prepare, to_pdf
from kiosk.documents.inspecting import look_at
from kiosk.documents.kinds import Kind
from kiosk.documents.patience import Patience
from kiosk.documents.sandbox import Sandbox


class Opening:
    """Checks and converts papers; one paper's steps share one limit of time."""

    def __init__(self, config: Config, sandbox: Sandbox, patience: Patience) -> None:
        """Work in `sandbox`, as long as `patience` allows."""
        self._config, self._sandbox, self._patience = config, sandbox, patience

    def look_at(self, document_id: int, path: Path, folder: Path) -> Verdict:
        """Return what a file is; a PDF is left, cleaned, in `folder`.

        :raises KioskError: it cannot be used.
        """
        with self._patience.checking(document_id) as seconds:
            return look_at(self._sandbox, path, folder, self._config.max_pages, seconds)

    def convert(
        self, document_id: int, path: Path, kind: Kind, folder: Path
    ) -> Verdict:
        """Return what an Office file became: a cleaned PDF in `folder`.

        :raises KioskError: it cannot be used.
        """
        with self._converting(document_id) as limit:
            path, kind = modernise(self._sandbox, path, kind, folder, limit)
        with self._patience.converting(document_id) as seconds:
            paper, remarks = prepare(self._sandbox, path, kind, folder, seconds)
        with self._converting(document_id) as limit:
            made = to_pdf(self._sandbox, paper, folder, limit)
        verdict = self.look_at(document_id, made, folder)
        return msgspec.structs.replace(verdict, remarks=remarks)

    @contextmanager
    def _converting(self, document_id: int) -> Iterator[OfficeLimit]:
        with self._patience.converting(document_id) as seconds:
            # It works in two threads at most times.
            yield OfficeLimit(seconds, ceil(2 * seconds * self._config.cpu_scale))
