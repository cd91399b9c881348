"""Rules of badge sign-ins."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.badges.rules import (
    ASSIGNABLE_ROLES,
    DESK_ALERT_TEXTS,
    MOST_SIGN_INS,
    MOST_SIGN_INS_OF_MANY_DEVICES,
    REFUSAL_MESSAGES,
    ROLE_LABELS,
    SINGLE_DEVICE_ROLES,
    BadgeStatus,
    RefusalReason,
    may_issue_to,
    refusal_reason,
    sign_in_limit,
    start_screen_of,
)
from kiosk.meetings.rules import MeetingState
from kiosk.roles import AUDIENCE, Role


def badge(**other: object) -> BadgeStatus:
    facts = {
        "meeting_id": 1,
        "role": Role.OFFICIAL_DELEGATE,
        "state": MeetingState.OPEN,
        "revoked": False,
        "expires_at": None,
    }
    return BadgeStatus(**(facts | other))


NOW = clock.now()


@pytest.mark.parametrize(
    ("facts", "asked", "reason"),
    [
        (badge(), None, None),
        (badge(), 1, None),
        (badge(state=MeetingState.PUBLISHED), 1, None),
        (badge(state=MeetingState.ADJOURNED), 1, None),
        (badge(expires_at=NOW + dt.timedelta(hours=1)), 1, None),
        (badge(), 2, RefusalReason.WRONG_MEETING),
        (badge(revoked=True), 1, RefusalReason.REVOKED),
        # Revocation comes first: the person needs the new badge.
        (badge(revoked=True), 2, RefusalReason.REVOKED),
        (badge(state=MeetingState.CLOSED), 1, RefusalReason.EXPIRED),
        (badge(state=MeetingState.CLOSED, role=Role.CHAIR), 1, RefusalReason.EXPIRED),
        (badge(expires_at=NOW), 1, RefusalReason.EXPIRED),
        (badge(state=MeetingState.DRAFT), 1, RefusalReason.NOT_YET),
        (badge(state=MeetingState.DRAFT, role=Role.WALL), 1, RefusalReason.NOT_YET),
        # Preparers may read drafts.
        (badge(state=MeetingState.DRAFT, role=Role.SECRETARY), 1, None),
        (badge(state=MeetingState.DRAFT, role=Role.CHAIR), 1, None),
    ],
)
def test_a_badge_is_refused_for_one_reason_or_none(facts, asked, reason):
    assert refusal_reason(facts, NOW, asked) == reason


def test_every_refusal_has_its_own_words_for_the_delegate_and_the_desk():
    assert set(REFUSAL_MESSAGES) == set(DESK_ALERT_TEXTS) == set(RefusalReason)
    assert len(set(REFUSAL_MESSAGES.values())) == len(RefusalReason)
    assert len({words.happened for words in DESK_ALERT_TEXTS.values()}) == len(
        RefusalReason
    )
    assert all(words.happened and words.advice for words in DESK_ALERT_TEXTS.values())
    assert all(REFUSAL_MESSAGES.values())


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.CHAIR, "/m/7/chair"),
        (Role.SECRETARY, "/m/7/secretary"),
        (Role.ADMINISTRATOR, "/m/7/secretary"),
        (Role.ENTRANCE, "/m/7/entrance"),
        (Role.WALL, "/m/7/wall"),
        (Role.SITE_LEAD, "/m/7/site"),
        (Role.SITE_TECHNICIAN, "/m/7/site"),
        (Role.PRESENTER, "/m/7/tablet"),
        (Role.OFFICIAL_DELEGATE, "/m/7/tablet"),
        (Role.GUEST, "/m/7/tablet"),
    ],
)
def test_every_role_has_its_start_screen(role, path):
    assert start_screen_of(role, 7) == path


def test_a_badge_expires_at_its_moment_and_a_second_before_it_does_not():
    expires_at = NOW + dt.timedelta(seconds=1)
    assert refusal_reason(badge(expires_at=expires_at), NOW, 1) is None
    assert (
        refusal_reason(badge(expires_at=expires_at), expires_at, 1)
        == RefusalReason.EXPIRED
    )


@pytest.mark.parametrize("actor", Role)
@pytest.mark.parametrize("member", Role)
def test_the_secretariat_issues_to_all_and_the_desk_to_the_audience(actor, member):
    if actor in {Role.ADMINISTRATOR, Role.SECRETARY}:
        expected = True
    else:
        expected = actor == Role.ENTRANCE and member in {
            Role.PRESENTER,
            Role.OFFICIAL_DELEGATE,
            Role.INVITED_DELEGATE,
            Role.GUEST,
        }
    assert may_issue_to(actor, member) is expected


def test_every_role_has_a_label_and_a_badge_gives_all_but_one():
    assert set(ROLE_LABELS) == set(Role)
    assert set(ASSIGNABLE_ROLES) == set(Role) - {Role.ADMINISTRATOR}


def test_those_before_whom_pages_are_turned_sit_at_one_device():
    assert SINGLE_DEVICE_ROLES == AUDIENCE


@pytest.mark.parametrize("role", Role)
def test_who_uses_many_devices_may_sign_in_more_often(role):
    is_single = role in SINGLE_DEVICE_ROLES
    most = MOST_SIGN_INS if is_single else MOST_SIGN_INS_OF_MANY_DEVICES
    assert sign_in_limit(role) == most
