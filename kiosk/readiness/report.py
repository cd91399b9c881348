"""The doctor's report, as it goes from the process that looks to whoever reads it."""

from collections.abc import Callable

import msgspec

from kiosk.readiness.rules import Finding, Level, is_ready


class Line(msgspec.Struct, frozen=True):
    """One finding in words, and what they were made of."""

    topic: str
    level: Level
    said: str
    todo: str
    finding: Finding


class Part(msgspec.Struct, frozen=True):
    """The findings of the house (no meeting), or of one meeting."""

    meeting: int | None
    lines: list[Line]


class Report(msgspec.Struct, frozen=True):
    """Everything that was looked at."""

    ready: bool
    parts: list[Part]


def _same(sentence: str) -> str:
    return sentence


def in_words(finding: Finding, translate: Callable[[str], str] = _same) -> Line:
    """Return a finding as a reader of some language reads it."""
    said = finding.said
    return Line(
        translate(finding.topic),
        said.level,
        translate(said.sentence).format(**said.details),
        translate(said.advice).format(**said.details) if said.advice else "",
        finding,
    )


def make_report(found: list[tuple[int | None, list[Finding]]]) -> Report:
    """Return what was found, in Vietnamese."""
    parts = [Part(meeting, [in_words(one) for one in some]) for meeting, some in found]
    return Report(all(is_ready(some) for _, some in found), parts)
