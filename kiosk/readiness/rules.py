"""Results of checks, and when a meeting is ready; pure."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from kiosk.errors import N_

Detail = str | int
# Names listed; the others are counted.
MAX_NAMES_LISTED = 5


class Level(StrEnum):
    """Severity of a finding."""

    GOOD = "good"
    # The meeting can be held, but somebody should look.
    WARN = "warn"
    BAD = "bad"


LEVEL_WORDS: dict[Level, str] = {
    Level.GOOD: N_("Tốt"),
    Level.WARN: N_("Nên xem"),
    Level.BAD: N_("Phải sửa"),
}


class CheckResult(msgspec.Struct, frozen=True):
    """Result of a check: untranslated sentences and their fields."""

    level: Level
    sentence: str
    # What to do; empty where all is well.
    advice: str = ""
    details: dict[str, Detail] = {}


class Finding(msgspec.Struct, frozen=True):
    """A topic and its result."""

    topic: str
    said: CheckResult


def good(sentence: str, **details: Detail) -> CheckResult:
    """Return a result without a problem."""
    return CheckResult(Level.GOOD, sentence, "", details)


def warn(sentence: str, advice: str, **details: Detail) -> CheckResult:
    """Return a result that somebody should look at."""
    return CheckResult(Level.WARN, sentence, advice, details)


def bad(sentence: str, advice: str, **details: Detail) -> CheckResult:
    """Return a result that must be fixed before the meeting."""
    return CheckResult(Level.BAD, sentence, advice, details)


def is_ready(findings: Iterable[Finding]) -> bool:
    """Return whether no finding is bad."""
    return all(finding.said.level is not Level.BAD for finding in findings)


def list_names(names: Iterable[str], most: int = MAX_NAMES_LISTED) -> str:
    """Return the first names, and how many more there are."""
    known = list(names)
    listed = ", ".join(known[:most])
    more = len(known) - most
    return f"{listed} (+{more})" if more > 0 else listed
