"""Result of the sandboxed reader."""

import msgspec

from kiosk.ingestion import child_protocol
from kiosk.people.rules import PeopleTable


class FileReadResult(msgspec.Struct):
    """The table of a file, or why it is rejected."""

    table: PeopleTable | None = None
    refusal: child_protocol.InspectionResult | None = None
