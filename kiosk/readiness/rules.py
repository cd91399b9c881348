"""What a check may say, and when a context is ready."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from kiosk.errors import N_

Detail = str | int
# Names told one by one; the others are counted.
MAX_NAMES_LISTED = 5


class Level(StrEnum):
    """How grave a finding is."""

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
    """What a check found: untranslated sentences, and what their fields hold."""

    level: Level
    sentence: str
    # What to do; empty where all is well.
    advice: str = ""
    details: dict[str, Detail] = {}


class Finding(msgspec.Struct, frozen=True):
    """What was looked at, and what was found."""

    topic: str
    said: CheckResult


def good(sentence: str, **details: Detail) -> CheckResult:
    """Say that all is well."""
    return CheckResult(Level.GOOD, sentence, "", details)


def warn(sentence: str, advice: str, **details: Detail) -> CheckResult:
    """Say what somebody should look at."""
    return CheckResult(Level.WARN, sentence, advice, details)


def bad(sentence: str, advice: str, **details: Detail) -> CheckResult:
    """Say what must be mended before the meeting."""
    return CheckResult(Level.BAD, sentence, advice, details)


def is_ready(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing must be mended."""
    return all(finding.said.level is not Level.BAD for finding in findings)


def list_names(names: Iterable[str], most: int = MAX_NAMES_LISTED) -> str:
    """Return the first names, and how many more there are."""
    known = list(names)
    told = ", ".join(known[:most])
    more = len(known) - most
    return f"{told} (+{more})" if more > 0 else told
