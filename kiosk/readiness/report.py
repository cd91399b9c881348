"""Report of the checks, as passed from the `doctor` process to its readers."""

from collections.abc import Callable

import msgspec

from kiosk.readiness.rules import Finding, Level, is_ready


class ReportLine(msgspec.Struct, frozen=True):
    """A finding in words, with the data it is made of."""

    topic: str
    level: Level
    said: str
    todo: str
    finding: Finding


class ReportSection(msgspec.Struct, frozen=True):
    """Findings of the installation (meeting None), or of one meeting."""

    meeting: int | None
    lines: list[ReportLine]


class ReadinessReport(msgspec.Struct, frozen=True):
    """All findings."""

    ready: bool
    parts: list[ReportSection]


def _untranslated(sentence: str) -> str:
    return sentence


def report_line(
    finding: Finding, translate: Callable[[str], str] = _untranslated
) -> ReportLine:
    """Return a finding translated with `translate`."""
    said = finding.said
    return ReportLine(
        translate(finding.topic),
        said.level,
        translate(said.sentence).format(**said.details),
        translate(said.advice).format(**said.details) if said.advice else "",
        finding,
    )


def make_report(found: list[tuple[int | None, list[Finding]]]) -> ReadinessReport:
    """Return the report of these findings, in Vietnamese."""
    parts = [
        ReportSection(meeting, [report_line(one) for one in some])
        for meeting, some in found
    ]
    return ReadinessReport(all(is_ready(some) for _, some in found), parts)
