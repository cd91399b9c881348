"""Which badge opens what."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.badges.rules import (
    DESK_WORDS,
    SENTENCES,
    BadgeFacts,
    Refusal,
    home_of,
    refusal_of,
)
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role


def badge(**other: object) -> BadgeFacts:
    facts = {
        "meeting_id": 1,
        "role": Role.OFFICIAL_DELEGATE,
        "state": MeetingState.OPEN,
        "revoked": False,
        "expires_at": None,
    }
    return BadgeFacts(**(facts | other))


NOW = clock.now()


@pytest.mark.parametrize(
    ("facts", "asked", "reason"),
    [
        (badge(), None, None),
        (badge(), 1, None),
        (badge(state=MeetingState.PUBLISHED), 1, None),
        (badge(state=MeetingState.ADJOURNED), 1, None),
        (badge(expires_at=NOW + dt.timedelta(hours=1)), 1, None),
        (badge(), 2, Refusal.WRONG_MEETING),
        (badge(revoked=True), 1, Refusal.REVOKED),
        # A revoked badge says so everywhere: the person needs the new one.
        (badge(revoked=True), 2, Refusal.REVOKED),
        (badge(state=MeetingState.CLOSED), 1, Refusal.EXPIRED),
        (badge(state=MeetingState.CLOSED, role=Role.CHAIR), 1, Refusal.EXPIRED),
        (badge(expires_at=NOW), 1, Refusal.EXPIRED),
        (badge(state=MeetingState.DRAFT), 1, Refusal.NOT_YET),
        (badge(state=MeetingState.DRAFT, role=Role.WALL), 1, Refusal.NOT_YET),
        # They prepare it.
        (badge(state=MeetingState.DRAFT, role=Role.SECRETARY), 1, None),
        (badge(state=MeetingState.DRAFT, role=Role.CHAIR), 1, None),
    ],
)
def test_a_badge_is_refused_for_one_reason_or_none(facts, asked, reason):
    assert refusal_of(facts, NOW, asked) == reason


def test_every_refusal_has_its_own_words_for_the_delegate_and_the_desk():
    assert set(SENTENCES) == set(DESK_WORDS) == set(Refusal)
    assert len(set(SENTENCES.values())) == len(Refusal)
    assert len({words.happened for words in DESK_WORDS.values()}) == len(Refusal)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.CHAIR, "/m/7/chair"),
        (Role.SECRETARY, "/m/7/secretary"),
        (Role.ADMINISTRATOR, "/m/7/secretary"),
        (Role.ENTRANCE, "/m/7/entrance"),
        (Role.WALL, "/m/7/wall"),
        (Role.PRESENTER, "/m/7/tablet"),
        (Role.OFFICIAL_DELEGATE, "/m/7/tablet"),
        (Role.GUEST, "/m/7/tablet"),
    ],
)
def test_everybody_starts_at_his_own_screen(role, path):
    assert home_of(role, 7) == path
