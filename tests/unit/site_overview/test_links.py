"""When a site counts as cut off, and that it is recorded."""

import pytest
from sqlalchemy import select

from kiosk.accounts.models import SignIn
from kiosk.identity import Actor
from kiosk.live.presence.presence import Presence
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.site_overview.link_rules import SiteLinks, SiteTablet
from kiosk.site_overview.link_watch import OUTAGE_GRACE_SECONDS, SiteLinkWatch
from kiosk.sites.queries import outages_of
from tests.manual_clock import ManualClock

HERE, GRACE = None, 30.0


def seen(links: SiteLinks, now: float, *tablets: tuple[int, float | None]):
    changes = links.observe([SiteTablet(*one) for one in tablets], now)
    return changes.lost, changes.restored


class TestRules:
    """Times are monotonic seconds."""

    def test_a_site_is_lost_with_its_last_tablet(self):
        links = SiteLinks([], GRACE)
        assert seen(links, 0, (1, HERE), (1, HERE), (2, HERE)) == ({}, {})
        assert seen(links, 50, (1, 10.0), (1, HERE), (2, HERE)) == ({}, {})
        assert seen(links, 90, (1, 10.0), (1, 55.0), (2, HERE)) == ({1: 55.0}, {})
        assert seen(links, 95, (1, 55.0), (2, HERE)) == ({}, {})
        assert seen(links, 120, (1, HERE), (1, 55.0), (2, HERE)) == ({}, {1: 120})

    def test_short_silences_do_not_count(self):
        links = SiteLinks([], GRACE)
        seen(links, 0, (1, HERE))
        assert seen(links, 29, (1, 0.0)) == ({}, {})
        assert seen(links, 31, (1, HERE)) == ({}, {})

    def test_a_site_that_was_never_connected_has_lost_nothing(self):
        assert seen(SiteLinks([], GRACE), 100, (1, 0.0)) == ({}, {})

    def test_forgotten_tablets_count_as_gone(self):
        links = SiteLinks([], GRACE)
        seen(links, 0, (1, HERE))
        assert seen(links, 1000) == ({1: 1000}, {})

    def test_what_was_lost_before_the_server_started_again(self):
        links = SiteLinks([1], GRACE)
        assert seen(links, 100, (1, 50.0)) == ({}, {})
        assert seen(links, 105, (1, HERE)) == ({}, {1: 105})

    def test_switching_off_in_a_pause_is_no_outage(self):
        links = SiteLinks([], GRACE)
        seen(links, 0, (1, HERE))
        links.rest()
        assert seen(links, 500, (1, 100.0)) == ({}, {})


@pytest.fixture
def room(scene, store, meeting):
    clock = ManualClock()
    presence = Presence(clock=clock)
    watch = SiteLinkWatch(store, presence, clock)
    return clock, presence, watch


def join(scene, store, presence, meeting, site) -> str:
    member = scene.make_member(meeting, site_id=site)
    scene.sign_in(member)
    with store.read_session() as session:
        sign_in = session.scalar(select(SignIn.id).where(SignIn.member_id == member))
    role = Role.OFFICIAL_DELEGATE
    presence.joined(f"s{sign_in}", Actor(meeting, role, "", sign_in, member))
    return f"s{sign_in}"


def spans(store, meeting) -> list[tuple[int, float | None]]:
    """Return the site of each outage, and its length in seconds."""
    with store.read_session() as session:
        found = outages_of(session, meeting)
    return [
        (one.site_id, one.back_at and (one.back_at - one.lost_at).total_seconds())
        for one in found
    ]


def test_an_outage_is_in_the_journal(scene, store, meeting, room):
    clock, presence, watch = room
    site, other = scene.make_site(meeting), scene.make_site(meeting, "Xã Bản Lầm")
    tablet = join(scene, store, presence, meeting, site)
    join(scene, store, presence, meeting, other)
    join(scene, store, presence, meeting, None)
    watch.step()
    presence.left(tablet)
    clock.now += OUTAGE_GRACE_SECONDS + 1
    watch.step()
    watch.step()
    assert spans(store, meeting) == [(site, None)]
    join(scene, store, presence, meeting, site)
    watch.step()
    ((found, seconds),) = spans(store, meeting)
    assert found == site
    assert seconds == pytest.approx(OUTAGE_GRACE_SECONDS + 1, abs=2)


@pytest.mark.parametrize("state", [MeetingState.ADJOURNED, MeetingState.PUBLISHED])
def test_only_running_meetings_are_watched(scene, store, meeting, room, state):
    clock, presence, watch = room
    site = scene.make_site(meeting)
    tablet = join(scene, store, presence, meeting, site)
    watch.step()
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).state = state
    watch.step()
    presence.left(tablet)
    clock.now += 300
    watch.step()
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).state = MeetingState.OPEN
    watch.step()
    assert spans(store, meeting) == []


def test_two_processes_record_one_outage(scene, store, meeting, room):
    clock, presence, watch = room
    second = SiteLinkWatch(store, presence, clock)
    tablet = join(scene, store, presence, meeting, scene.make_site(meeting))
    for one in (watch, second):
        one.step()
    presence.left(tablet)
    clock.now += 100
    for one in (watch, second):
        one.step()
    assert len(spans(store, meeting)) == 1
