"""Read the current time in one place, so that tests can set it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

_frozen: list[dt.datetime] = []


def now() -> dt.datetime:
    """Return the current time in UTC, timezone-aware."""
    if _frozen:
        return _frozen[-1]
    return dt.datetime.now(dt.UTC)  # noqa: TID251 the one place that may ask


def now_ms() -> int:
    """Return the current time in whole milliseconds since 1970."""
    return (now() - _EPOCH) // dt.timedelta(milliseconds=1)


def iso_moment(moment: dt.datetime | None) -> str | None:
    """Return `moment` in ISO 8601, None for none."""
    return moment.isoformat() if moment else None


@contextmanager
def frozen(moment: dt.datetime) -> Iterator[None]:
    """Let `now` return `moment` (timezone-aware) in a `with` block; for tests."""
    _frozen.append(moment)
    try:
        yield
    finally:
        _frozen.pop()
