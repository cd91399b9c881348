"""Content of the exported statistics; pure."""

import msgspec


class SpeechRow(msgspec.Struct, frozen=True):
    """A speech of the log."""

    name: str
    position: str
    unit: str
    site: str
    kind: str
    topic: str
    item: str
    began: str
    ended: str
    seconds: int


class PersonRow(msgspec.Struct, frozen=True):
    """What a member has spoken."""

    name: str
    position: str
    unit: str
    site: str
    times: int
    seconds: int


class UnitRow(msgspec.Struct, frozen=True):
    """What the members of a unit have spoken; `budget_seconds` 0: no limit."""

    unit: str
    people: int
    spoken: int
    times: int
    seconds: int
    budget_seconds: int


class SpeakingReport(msgspec.Struct, frozen=True):
    """The statistics of a meeting: its units, people and speeches."""

    title: str
    day: str
    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    speeches: tuple[SpeechRow, ...]


def minutes_and_seconds(seconds: int) -> str:
    """Return a duration as minutes and seconds (`4:05`)."""
    return f"{seconds // 60}:{seconds % 60:02d}"
