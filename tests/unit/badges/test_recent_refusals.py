"""A badge refused for signing in too often is not looked up with each new try."""

from contextlib import contextmanager

from kiosk.badges.recent_refusals import MEMORY_SECONDS, MOST_REMEMBERED, RecentRefusals
from kiosk.badges.rules import sign_in_limit
from kiosk.roles import Role
from kiosk.storage.secrets import new_secret
from kiosk.storage.store import Store
from tests.manual_clock import ManualClock

PIN_TRIES = 20


def test_a_badge_is_remembered_for_a_moment_however_it_is_written():
    clock, secret = ManualClock(100.0), new_secret()
    lately = RecentRefusals(clock)
    assert not lately.includes(secret, None)
    lately.note(secret, None)
    lately.note(None, "ABCD-2345")
    assert lately.includes(f" https://hop.tinh.vn/q#{secret}", None)
    assert lately.includes(None, "abcd2345")
    assert not lately.includes(new_secret(), None)
    clock.now += MEMORY_SECONDS
    assert not lately.includes(secret, None)
    assert not lately.includes(None, "ABCD-2345")


def test_what_cannot_be_a_badge_is_never_remembered():
    lately = RecentRefusals(ManualClock(100.0))
    for shown in (None, ""), ("x", None), (None, None):
        lately.note(*shown)
        assert not lately.includes(*shown)


def test_the_memory_is_bounded():
    lately = RecentRefusals(ManualClock(100.0))
    secrets = [new_secret() for _ in range(MOST_REMEMBERED + 1)]
    for secret in secrets:
        lately.note(secret, None)
    assert not lately.includes(secrets[0], None)
    assert all(lately.includes(secret, None) for secret in secrets[1:])


def test_a_badge_shown_too_often_costs_one_look_up_and_others_are_let_in(
    hall, client_for, show, monkeypatch
):
    badge, other = hall.badge(), hall.badge()
    client = client_for()
    for _ in range(sign_in_limit(Role.OFFICIAL_DELEGATE)):
        assert show(client, badge.secret).status_code == 200
    changes, unit_of_work = [], Store.unit_of_work

    @contextmanager
    def counted(self, who):
        changes.append(who)
        with unit_of_work(self, who) as done:
            yield done

    monkeypatch.setattr(Store, "unit_of_work", counted)
    replies = [show(client, badge.secret) for _ in range(PIN_TRIES)]
    assert {reply.status_code for reply in replies} == {429}
    assert {reply.json["error"] for reply in replies} == {"too_often"}
    assert replies[-1].json["wait_seconds"] == replies[0].json["wait_seconds"]
    assert len(changes) < PIN_TRIES / 2
    assert show(client_for(), other.secret).status_code == 200
