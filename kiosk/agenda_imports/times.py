"""Parse times and durations as people write them into agendas; pure."""

import re
from dataclasses import dataclass

from kiosk.agenda.rules import LONGEST_PLAN_MINUTES
from kiosk.vietnamese import fold

# 8h, 08h00, 8 giờ 30, 08:00, 08:00:00, 8g30; in folded text.
_MOMENT = re.compile(
    r"(?<![\d.,])([01]?\d|2[0-4])\s*(?:gio|h|g|:)(?:\s*([0-5]\d)(?!\d))?(?::[0-5]\d)?"
    r"(?:\s*(?:phut|ph|p|')(?![a-z]))?"
)
_DURATION = re.compile(r"(\d{1,3})\s*(?:phut|ph|p|minutes?|mins?|')(?![a-z])")
_NUMBER = re.compile(r"\d{1,3}")
# What stands between a time and the content behind it.
_SEPARATORS = " \t\n-–—:.,;)→"
_RANGE_SIGNS = re.compile(r"\s*(?:den|toi|to|-|–|—|→)\s*")
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class TimeSpan:
    """Start and end in minutes after midnight, or a duration, as far as given."""

    start: int | None = None
    end: int | None = None
    duration: int | None = None


def parse_time(text: str) -> TimeSpan:
    """Return the times in a cell: `08h00 - 08h15`, `8 giờ`, `15 phút`."""
    plain = fold(text)
    moments = [_minutes(found) for found in _MOMENT.finditer(plain)]
    if not moments:
        found = _DURATION.search(plain)
        return TimeSpan(duration=int(found[1]) if found else None)
    # The end of a range that is written only once: `8-8h30` is not understood.
    return TimeSpan(moments[0], moments[1] if len(moments) > 1 else None)


def parse_minutes(text: str) -> int | None:
    """Return the minutes in a cell that holds a duration: `15`, `15 phút`."""
    plain = fold(text).strip()
    found = _NUMBER.fullmatch(plain) or _DURATION.search(plain)
    return int(found[found.lastindex or 0]) if found else None


def split_leading_time(text: str) -> tuple[str, str]:
    """Return the time that a line begins with, and the rest; "": none."""
    plain = fold(text)
    if len(plain) != len(text):
        return "", text
    start = len(plain) - len(plain.lstrip(" \t-–+*•("))
    end = start
    while found := _MOMENT.match(plain, end):
        end = found.end()
        between = _RANGE_SIGNS.match(plain, end)
        if not between or not _MOMENT.match(plain, between.end()):
            break
        end = between.end()
    if end == start:
        return "", text
    return text[start:end], text[end:].lstrip(_SEPARATORS)


def item_minutes(spans: list[TimeSpan]) -> list[int]:
    """Return the planned minutes of each row: to its end, or to the next start.

    What is unknown, or not possible, is 0.
    """
    return [_length(span, spans[index + 1 :]) for index, span in enumerate(spans)]


def _length(span: TimeSpan, later: list[TimeSpan]) -> int:
    if span.duration is not None:
        return min(span.duration, LONGEST_PLAN_MINUTES)
    if span.start is None:
        return 0
    end = span.end
    if end is None:
        end = next((one.start for one in later if one.start is not None), None)
    # A start before this one belongs to the next day.
    return max(0, end - span.start) if end is not None else 0


def _minutes(found: re.Match[str]) -> int:
    return min(int(found[1]) * 60 + int(found[2] or 0), _DAY_MINUTES)
