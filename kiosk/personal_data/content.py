"""What the file about a person holds, as the child process gets it."""

from typing import Any

import msgspec


class PersonSection(msgspec.Struct, frozen=True):
    """The rows of one table, as JSON values by column."""

    table: str
    label: str
    # What an erasure would do, and why rows would stay.
    disposal: str
    reason: str
    rows: list[dict[str, Any]]


class PersonContent(msgspec.Struct, frozen=True):
    """Everything held about one person."""

    names: list[str]
    meetings: list[str]
    made_at: str
    has_notes: bool
    sections: list[PersonSection]
