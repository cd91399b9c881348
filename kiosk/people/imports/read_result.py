"""What the reading of a file comes to, as the sandboxed reader says it."""

import msgspec

from kiosk.ingestion import child_protocol
from kiosk.people.rules import PeopleTable


class FileReadResult(msgspec.Struct):
    """What a file holds, or why it is refused."""

    table: PeopleTable | None = None
    refusal: child_protocol.InspectionResult | None = None
