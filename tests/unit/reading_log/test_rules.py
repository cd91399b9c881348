"""Page ranges, and lists of members who have not read."""

import pytest

from kiosk.reading_log.rules import (
    MAX_NAMES,
    READERS,
    UnreadMember,
    count_by_site,
    format_page_ranges,
    max_pages_shown,
    needs_site_summary,
    only_site,
    parse_page_ranges,
)
from kiosk.roles import Role


def unread(count: int, site_id: int | None, site: str = "") -> list[UnreadMember]:
    return [UnreadMember("A", "1", "B", site_id, site)] * count


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("", set()),
        ("7", {7}),
        ("1-3", {1, 2, 3}),
        ("1-2,4-5,12", {1, 2, 4, 5, 12}),
    ],
)
def test_pages_are_written_as_runs_and_read_back(written, pages):
    assert parse_page_ranges(written) == pages
    assert format_page_ranges(pages) == written


def test_repeated_pages_in_any_order_are_written_once():
    assert format_page_ranges([3, 1, 2, 3, 9]) == "1-3,9"


def test_delegates_and_guests_are_readers_and_nobody_else():
    assert {
        Role.CHAIR,
        Role.PRESENTER,
        Role.OFFICIAL_DELEGATE,
        Role.INVITED_DELEGATE,
        Role.GUEST,
    } == READERS


def test_more_than_sixty_names_of_several_sites_are_listed_by_site():
    assert MAX_NAMES == 200
    assert not needs_site_summary(unread(61, 1))
    assert not needs_site_summary(unread(30, 1) + unread(30, 2))
    assert needs_site_summary(unread(30, 1) + unread(31, 2))
    assert not needs_site_summary(unread(1, 1) + unread(1, 2))


def test_sites_come_by_size_and_those_of_no_site_last():
    lines = count_by_site(unread(9, None) + unread(1, 1, "Bắc") + unread(2, 2, "Nam"))
    assert lines == [
        {"id": 2, "name": "Nam", "count": 2},
        {"id": 1, "name": "Bắc", "count": 1},
        {"id": 0, "name": "", "count": 9},
    ]


def test_site_zero_are_those_of_no_site():
    everyone = unread(2, None) + unread(1, 1)
    assert only_site(everyone, 0) == unread(2, None)
    assert only_site(everyone, 1) == unread(1, 1)


@pytest.mark.parametrize(
    ("seconds", "pages"), [(-5.0, 0), (0.0, 0), (0.4, 0), (0.5, 1), (60.0, 120)]
)
def test_nobody_reads_more_than_two_pages_a_second(seconds, pages):
    assert max_pages_shown(seconds) == pages
