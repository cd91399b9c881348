"""Times as people write them into agendas."""

import pytest

from kiosk.agenda_imports.times import (
    TimeSpan,
    item_minutes,
    parse_minutes,
    parse_time,
    split_leading_time,
)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8h", 480, None),
        ("8h00", 480, None),
        ("08h15-08h30", 495, 510),
        ("08:00 – 08:15", 480, 495),
        ("8 giờ 30", 510, None),
        ("8 giờ 30 phút đến 9 giờ", 510, 540),
        ("Từ 7g30 đến 7g45", 450, 465),
        ("13h30’", 810, None),
        ("08:00:00", 480, None),
        ("07:30:00 - 08:15:00", 450, 495),
        ("24h00", 1440, None),
        ("8 GIỜ 00", 480, None),
    ],
)
def test_times_of_day_are_understood(text, start, end):
    assert parse_time(text) == TimeSpan(start, end)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("15 phút", 15), ("15'", 15), ("(20p)", 20), ("90 minutes", 90), ("5 ph", 5)],
)
def test_durations_are_understood(text, minutes):
    assert parse_time(text) == TimeSpan(duration=minutes)


@pytest.mark.parametrize("text", ["", "Buổi sáng", "Nghị quyết 57", "25h", "1.234"])
def test_other_text_has_no_time(text):
    assert parse_time(text) == TimeSpan()


def test_a_column_of_minutes_holds_plain_numbers():
    assert parse_minutes("15") == 15
    assert parse_minutes("15 phút") == 15
    assert parse_minutes("") is None
    assert parse_minutes("cả buổi") is None


@pytest.mark.parametrize(
    ("line", "time", "rest"),
    [
        ("08h00: Chào cờ", "08h00", "Chào cờ"),
        ("- 8h00 - 8h15: Khai mạc", "8h00 - 8h15", "Khai mạc"),
        ("Báo cáo lúc 8h00", "", "Báo cáo lúc 8h00"),
        ("Khai mạc", "", "Khai mạc"),
    ],
)
def test_a_line_may_begin_with_its_time(line, time, rest):
    assert split_leading_time(line) == (time, rest)


def test_minutes_last_to_the_end_or_to_the_next_start():
    spans = [
        TimeSpan(480, 495),
        TimeSpan(495),
        TimeSpan(),
        TimeSpan(540),
        TimeSpan(duration=20),
        TimeSpan(30),
    ]
    # Midnight: the next day begins, and nothing follows the last.
    assert item_minutes(spans) == [15, 45, 0, 0, 20, 0]
    assert item_minutes([]) == []
