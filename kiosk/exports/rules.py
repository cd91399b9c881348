"""State of an export; pure."""

import datetime as dt
import re
from enum import StrEnum

import msgspec

from kiosk.vietnamese import fold

_LONGEST_SLUG = 60


class ExportState(StrEnum):
    """Progress of an export."""

    NONE = "none"
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED_STATES = frozenset({ExportState.WAITING, ExportState.RUNNING})


class Export(msgspec.Struct, frozen=True):
    """Stored state of one export; `ticket` names the request that it belongs to."""

    key: str = ""
    ticket: str = ""
    state: ExportState = ExportState.NONE
    # What it was made of, to detect that it is outdated.
    signature: str = ""
    # What the requester chose, JSON of the kind.
    options: str = ""
    done: int = 0
    total: int = 0
    left_out: int = 0
    # Why it failed: an untranslated sentence; empty if unknown.
    error: str = ""
    suffixes: tuple[str, ...] = ()
    attempts: int = 0
    expires_at: dt.datetime | None = None

    @property
    def owner(self) -> int:
        """Return the meeting, member or document at the start of the key."""
        return int(self.key.partition("-")[0])

    @property
    def is_unfinished(self) -> bool:
        """Return whether it waits or is being made."""
        return self.state in UNFINISHED_STATES


def file_slug(text: str) -> str:
    """Return a title as part of a file name: a-z, 0-9 and hyphens."""
    words = re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")
    return words[:_LONGEST_SLUG].strip("-") or "khong-ten"
