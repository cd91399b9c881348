"""Result of the sandboxed reader."""

import msgspec

from kiosk.agenda_imports.rules import AgendaTable
from kiosk.ingestion import child_protocol


class AgendaFileResult(msgspec.Struct):
    """The tables of a file, or why it is rejected."""

    tables: list[AgendaTable] = []
    refusal: child_protocol.InspectionResult | None = None
