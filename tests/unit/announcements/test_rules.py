"""Rules of announcements."""

import datetime as dt

import msgspec
import pytest

from kiosk.announcements.rules import (
    LONGEST_MINUTES,
    LONGEST_TEXT,
    MOST_SHOWN,
    AnnouncementForm,
    Audience,
    AudienceKind,
    announcement_text,
    check_audience,
    check_count,
    end_of,
)
from kiosk.errors import Conflict, Invalid
from kiosk.roles import Role
from tests.expected_errors import refused

NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)


def form(**fields):
    return msgspec.convert({"text": "Nghỉ giải lao 15 phút"} | fields, AnnouncementForm)


def test_a_text_is_stripped_and_normalised():
    decomposed = form(text="  Gia\u0309i lao \n")
    assert announcement_text(decomposed) == "Giải lao"


def test_no_text_and_a_long_text_are_refused():
    for empty in ("", "   "):
        with refused(Invalid, "empty"):
            announcement_text(form(text=empty))
    with refused(Invalid, "too_long", limit=LONGEST_TEXT):
        announcement_text(form(text="x" * (LONGEST_TEXT + 1)))
    assert announcement_text(form(text="x" * LONGEST_TEXT)) == "x" * LONGEST_TEXT


def test_one_that_is_not_urgent_ends_by_itself():
    for minutes in (1, 5, LONGEST_MINUTES):
        assert end_of(form(minutes=minutes), NOW) == NOW + dt.timedelta(minutes=minutes)
    assert end_of(form(urgent=True, minutes=0), NOW) is None


@pytest.mark.parametrize("minutes", [0, -1, LONGEST_MINUTES + 1])
def test_a_duration_out_of_bounds_is_refused(minutes):
    with refused(Invalid, "bad_minutes", limit=LONGEST_MINUTES):
        end_of(form(minutes=minutes), NOW)


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        ("site", None),
        ("site", "guest"),
        ("role", None),
        ("role", 3),
        ("role", "wall"),
        ("role", "entrance"),
    ],
)
def test_an_audience_of_nobody_is_refused(kind, ref):
    audience = msgspec.convert({"kind": kind, "ref": ref}, Audience)
    with refused(Invalid, f"no_{kind}"):
        check_audience(audience)


def test_all_a_site_and_a_role_are_audiences():
    for audience in (
        Audience(),
        Audience(AudienceKind.SITE, 7),
        Audience(AudienceKind.ROLE, Role.GUEST),
    ):
        check_audience(audience)
    # What belongs to another kind is ignored.
    assert Audience(AudienceKind.ALL, 7).site_id is None
    assert Audience(AudienceKind.ALL, Role.GUEST).role is None


def test_too_many_at_once_are_refused():
    check_count(MOST_SHOWN - 1)
    with refused(Conflict, "too_many", limit=MOST_SHOWN):
        check_count(MOST_SHOWN)
