"""The chair's list of tablets that do not show the page."""

import datetime as dt

from kiosk.presence.rules import (
    MAX_NAMES,
    OutOfSyncTablet,
    SeatInfo,
    by_site,
    needs_sites,
    of_site,
    row,
)

NOW = dt.datetime(2026, 11, 27, 1, 0, tzinfo=dt.UTC)
SEAT = SeatInfo("Nguyễn Văn A", "A1", "Bắc", NOW - dt.timedelta(seconds=40))


def apart(count: int, site_id: int | None, kind: str = "away") -> list[OutOfSyncTablet]:
    return [OutOfSyncTablet(kind, 5, site_id, 2.0)] * count


def test_a_row_names_the_person_and_where_the_tablet_is():
    one = OutOfSyncTablet("elsewhere", 5, 1, 12.6, document=3, page=9)
    assert row(one, SEAT, NOW) == {
        "name": "Nguyễn Văn A",
        "seat": "A1",
        "site": "Bắc",
        "kind": "elsewhere",
        "seconds": 13,
        "document": 3,
        "page": 9,
    }


def test_a_tablet_never_seen_is_away_since_it_signed_in():
    never = OutOfSyncTablet("away", 5, 1, None)
    found = row(never, SEAT, NOW)
    assert (found["seconds"], found["document"], found["page"]) == (40, None, 0)


def test_seconds_are_never_negative():
    assert row(OutOfSyncTablet("away", 5, 1, 0.2), SEAT, NOW)["seconds"] == 0
    assert row(OutOfSyncTablet("away", 5, 1, -8.0), SEAT, NOW)["seconds"] == 0


def test_counts_are_by_site_and_kind_with_site_zero_for_none():
    everyone = apart(2, None) + apart(1, 4) + apart(3, 4, "elsewhere")
    assert by_site(everyone) == {0: {"away": 2}, 4: {"away": 1, "elsewhere": 3}}
    assert of_site(everyone, 0) == apart(2, None)
    assert of_site(everyone, 4) == apart(1, 4) + apart(3, 4, "elsewhere")


def test_more_than_sixty_tablets_of_several_sites_are_listed_by_site():
    assert MAX_NAMES == 200
    assert not needs_sites(apart(61, 1))
    assert not needs_sites(apart(30, 1) + apart(30, 2))
    assert needs_sites(apart(30, 1) + apart(31, 2))
    assert not needs_sites(apart(1, 1) + apart(1, 2))
