"""The decision record states the figures of the code."""

from pathlib import Path

import pytest

from kiosk.live.limits import KIB, LIVE_LIMITS, Rate

RECORD = Path(__file__).parents[3] / "docs" / "decisions" / "0027-limits.md"


def row_of(name: str) -> str:
    lines = RECORD.read_text("utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith(f"| {name} |")]
    return row


def said(rate: Rate, unit: int = 1, name: str = "") -> str:
    burst, per_second = int(rate.burst // unit), int(rate.per_second // unit)
    return f"| {burst}{name}, then {per_second}{name} a second |"


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ("sockets", f"| {LIVE_LIMITS.device_sockets} |"),
        ("handshakes", said(LIVE_LIMITS.device_handshakes)),
        ("frames of any kind, fragments too", said(LIVE_LIMITS.device_messages)),
        ("bytes", said(LIVE_LIMITS.device_bytes, KIB, " KiB")),
    ],
)
def test_each_limit_of_a_device_is_recorded_with_its_figure(row, figure):
    assert figure in row_of(row)


def test_a_crowded_device_still_has_what_an_ordinary_tablet_sends():
    remaining = LIVE_LIMITS.device_messages.per_second / LIVE_LIMITS.crowded_weight
    assert remaining == 8
    assert LIVE_LIMITS.crowded_device_sockets == 4
