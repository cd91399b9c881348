"""The cache of sign-ins gives the same results as the database."""

import datetime as dt

import pytest
from sqlalchemy import event, update

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.accounts.session_cache import SessionCache
from kiosk.meetings.models import Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret


@pytest.fixture
def session_cache(store) -> SessionCache:
    return SessionCache(store.read_session)


@pytest.fixture
def hashed(scene):
    return lambda token: hash_secret(scene.key, "sign-in", token)


@pytest.fixture
def questions(store) -> list[str]:
    """Return the list of SQL statements executed from now on."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(store.database.engine, "before_cursor_execute", note)
    return asked


def test_a_delegate_is_found_with_one_query(session_cache, scene, hashed, questions):
    meeting = scene.make_meeting()
    member = scene.make_member(meeting, Role.CHAIR)
    token = hashed(scene.sign_in(member))
    assert session_cache.is_signed_in(token)
    actor = session_cache.actor(token, meeting)
    assert (actor.member_id, actor.role) == (member, Role.CHAIR)
    questions.clear()
    assert session_cache.is_signed_in(token)
    assert session_cache.actor(token, meeting) == actor
    assert questions == []


def test_loaded_sign_ins_need_no_query(session_cache, scene, hashed, questions):
    meeting = scene.make_meeting()
    tokens = [scene.sign_in(scene.make_member(meeting)) for _ in range(3)]
    session_cache.load()
    questions.clear()
    actors = [session_cache.actor(hashed(token), meeting) for token in tokens]
    assert len({actor.sign_in_id for actor in actors}) == 3
    assert questions == []


def test_loaded_and_queried_results_are_equal(session_cache, store, scene, hashed):
    meeting = scene.make_meeting()
    token = hashed(scene.sign_in(scene.make_member(meeting, Role.GUEST, "Lò Văn Én")))
    asked = session_cache.actor(token, meeting)
    loaded = SessionCache(store.read_session)
    loaded.load()
    assert loaded.actor(token, meeting) == asked


def test_only_open_sign_ins_of_meetings_that_admit_are_loaded(
    session_cache, store, scene
):
    admitting = scene.make_meeting()
    closed = scene.make_meeting(state=MeetingState.CLOSED)
    scene.sign_in(scene.make_member(closed))
    scene.sign_in(scene.make_member(admitting))
    with store.unit_of_work("test") as work:
        work.session.execute(update(SignIn).values(ended_at=clock.now()))
    scene.sign_in(scene.make_member(admitting))
    scene.sign_in(account_id=scene.make_account())
    session_cache.load()
    assert len(session_cache) == 1


@pytest.mark.parametrize(
    ("role", "may_lead"), [(Role.CHAIR, True), (Role.GUEST, False)]
)
def test_a_known_sign_in_is_ranked_without_a_query(
    session_cache, scene, hashed, questions, role, may_lead
):
    start = clock.now()
    with clock.frozen(start):
        token = hashed(scene.sign_in(scene.make_member(scene.make_meeting(), role)))
    questions.clear()
    assert session_cache.met(token) is None
    assert not session_cache.has(token)
    assert questions == []
    session_cache.load()
    questions.clear()
    assert session_cache.met(token) == (1, may_lead)
    assert session_cache.has(token)
    with clock.frozen(start + dt.timedelta(hours=2)):
        assert session_cache.met(token) is None
    assert questions == []


def test_unknown_tokens_are_queried_each_time_and_not_cached(session_cache, questions):
    for _ in range(2):
        assert not session_cache.is_signed_in("0" * 64)
        assert session_cache.actor("0" * 64, 1) is None
    assert len(session_cache) == 0
    assert questions


def test_a_member_has_no_access_to_another_meeting(session_cache, scene, hashed):
    own, other = scene.make_meeting(), scene.make_meeting("Hội nghị kín")
    token = hashed(scene.sign_in(scene.make_member(own)))
    assert session_cache.actor(token, other) is None
    assert session_cache.actor(token, own) is not None
    assert session_cache.actor(token, 999) is None


def test_removed_sign_ins_are_queried_again(session_cache, store, scene, hashed):
    meeting = scene.make_meeting()
    token = hashed(scene.sign_in(scene.make_member(meeting)))
    sign_in = session_cache.actor(token, meeting).sign_in_id
    with store.unit_of_work("test") as work:
        work.session.execute(update(SignIn).values(ended_at=clock.now()))
    session_cache.forget(sign_in)
    session_cache.forget(sign_in)
    assert session_cache.actor(token, meeting) is None


def test_changed_roles_are_queried_again(session_cache, store, scene, hashed):
    meeting = scene.make_meeting()
    token = hashed(scene.sign_in(scene.make_member(meeting)))
    assert session_cache.actor(token, meeting).role == Role.OFFICIAL_DELEGATE
    with store.unit_of_work("test") as work:
        work.session.execute(update(Member).values(role=Role.GUEST))
    session_cache.forget_all()
    assert session_cache.actor(token, meeting).role == Role.GUEST


def test_a_sign_in_that_expires_is_over(session_cache, scene, hashed, monkeypatch):
    meeting = scene.make_meeting()
    token = hashed(scene.sign_in(scene.make_member(meeting)))
    assert session_cache.is_signed_in(token)
    later = clock.now() + dt.timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert not session_cache.is_signed_in(token)
    assert len(session_cache) == 0


def test_a_sign_in_is_over_the_moment_it_expires(session_cache, scene, hashed):
    meeting, now = scene.make_meeting(), clock.now()
    with clock.frozen(now):
        token = hashed(scene.sign_in(scene.make_member(meeting)))
        assert session_cache.is_signed_in(token)
    end = now + dt.timedelta(hours=2)
    with clock.frozen(end - dt.timedelta(microseconds=1)):
        assert session_cache.is_signed_in(token)
    with clock.frozen(end):
        assert not session_cache.is_signed_in(token)


def test_neither_expired_sign_ins_nor_those_of_closed_meetings_are_loaded(
    session_cache, store, scene
):
    admitting = scene.make_meeting()
    closed = scene.make_meeting(state=MeetingState.CLOSED)
    scene.sign_in(scene.make_member(closed))
    scene.sign_in(scene.make_member(admitting))
    with store.unit_of_work("test") as work:
        work.session.get_one(SignIn, 2).expires_at = work.now
    session_cache.load()
    assert len(session_cache) == 0
    scene.sign_in(scene.make_member(admitting))
    session_cache.load()
    assert len(session_cache) == 1


def test_a_loaded_sign_in_can_be_forgotten_and_has_no_part_elsewhere(
    session_cache, scene, hashed
):
    own, other = scene.make_meeting(), scene.make_meeting()
    token = hashed(scene.sign_in(scene.make_member(own)))
    session_cache.load()
    assert session_cache.actor(token, other) is None
    assert session_cache.actor(token, own).sign_in_id == 1
    session_cache.forget(1)
    assert len(session_cache) == 0
