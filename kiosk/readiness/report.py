"""The doctor's report, as it goes from the process that looks to whoever reads it."""

from collections.abc import Callable

import msgspec

from kiosk.readiness.rules import Finding, Level, is_ready


class ReportLine(msgspec.Struct, frozen=True):
    """One finding in words, and what they were made of."""

    topic: str
    level: Level
    said: str
    todo: str
    finding: Finding


class ReportSection(msgspec.Struct, frozen=True):
    """The findings of the context (no meeting), or of one meeting."""

    meeting: int | None
    lines: list[ReportLine]


class ReadinessReport(msgspec.Struct, frozen=True):
    """Everything that was looked at."""

    ready: bool
    parts: list[ReportSection]


def _untranslated(sentence: str) -> str:
    return sentence


def report_line(
    finding: Finding, translate: Callable[[str], str] = _untranslated
) -> ReportLine:
    """Return a finding as a reader of some language reads it."""
    said = finding.said
    return ReportLine(
        translate(finding.topic),
        said.level,
        translate(said.sentence).format(**said.details),
        translate(said.advice).format(**said.details) if said.advice else "",
        finding,
    )


def make_report(found: list[tuple[int | None, list[Finding]]]) -> ReadinessReport:
    """Return what was found, in Vietnamese."""
    parts = [
        ReportSection(meeting, [report_line(one) for one in some])
        for meeting, some in found
    ]
    return ReadinessReport(all(is_ready(some) for _, some in found), parts)
