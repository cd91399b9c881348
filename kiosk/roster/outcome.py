"""What the reading of a file comes to, as the sandboxed reader says it."""

import msgspec

from kiosk.documents import child
from kiosk.roster.rules import Table


class Outcome(msgspec.Struct):
    """What a file holds, or why it is refused."""

    table: Table | None = None
    refusal: child.Verdict | None = None
