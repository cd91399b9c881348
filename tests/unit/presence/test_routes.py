import datetime as dt
from functools import partial

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.identity import Actor
from kiosk.live.presence.types import SharedPage
from kiosk.presence import rules
from kiosk.roles import AUDIENCE, Role

PAGE_12 = {"n": 0, "document": 5, "page": 12, "mode": "following"}


@pytest.fixture
def presence(server):
    return server.app.extensions["kiosk.presence"]


@pytest.fixture
def chair(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.CHAIR, "Trần Đức An"))


@pytest.fixture
def make_site(scene, meeting):
    return partial(scene.make_site, meeting)


@pytest.fixture
def seat(scene, meeting, store, presence):
    """Sign a delegate in; optionally connect their tablet with a mode."""
    made = iter(range(1, 10**6))

    def make(name: str = "Lò Văn Pánh", mode: str = "", page: int = 3, **fields):
        number = next(made)
        member = scene.make_member(meeting, name=name, **fields)
        token = scene.sign_in(member)
        if mode:
            sign_in = sign_in_of(store, member)
            sid = f"s{number}"
            actor = Actor(meeting, Role.OFFICIAL_DELEGATE, name, sign_in, member)
            presence.joined(sid, actor)
            presence.handle_report(sid, {**PAGE_12, "page": page, "mode": mode})
        return token

    return make


def sign_in_of(store, member_id: int) -> int:
    with store.read_session() as session:
        return session.scalars(
            select(SignIn.id).where(SignIn.member_id == member_id)
        ).one()


def asked(client, meeting: int, **words) -> dict:
    reply = client.get(f"/m/{meeting}/presence", query_string=words)
    assert reply.status_code == 200
    return reply.json


class TestListApart:
    def test_each_is_named_with_seat_site_page_and_how_long(
        self, chair, meeting, seat, make_site
    ):
        site = make_site("Điểm cầu xã Nà Pản")
        seat("Hoàng Thị Ngọc Ánh", "alone", seat="A-12", site_id=site)
        body = asked(chair, meeting)
        assert body["rows"] == [
            {
                "name": "Hoàng Thị Ngọc Ánh",
                "seat": "A-12",
                "site": "Điểm cầu xã Nà Pản",
                "kind": "alone",
                "seconds": 0,
                "document": 5,
                "page": 3,
            }
        ]
        assert (body["sites"], body["more"]) == (None, 0)

    def test_statuses_are_distinguished_and_followers_are_not_listed(
        self, chair, meeting, seat, presence
    ):
        presence.look(meeting, SharedPage(0, 5, 12))
        seat("Một", "following", page=12)
        seat("Hai", "alone")
        seat("Ba", "asleep")
        seat("Bốn")
        kinds = {row["name"]: row["kind"] for row in asked(chair, meeting)["rows"]}
        assert kinds == {"Hai": "alone", "Ba": "asleep", "Bốn": "lost"}

    def test_a_tablet_never_connected_is_lost_since_its_sign_in(
        self, chair, meeting, scene
    ):
        member = scene.make_member(meeting)
        with clock.frozen(clock.now() - dt.timedelta(minutes=5)):
            scene.sign_in(member)
        [row] = asked(chair, meeting)["rows"]
        assert row["kind"] == "lost"
        assert 299 <= row["seconds"] <= 310

    def test_signed_out_and_expired_are_not_missed(
        self, chair, meeting, scene, client_for
    ):
        client_for(scene.make_member(meeting)).post("/sign-out", json={})
        member = scene.make_member(meeting)
        with clock.frozen(clock.now() - dt.timedelta(hours=3)):
            scene.sign_in(member)
        assert asked(chair, meeting)["rows"] == []

    @pytest.mark.parametrize("role", sorted(set(Role) - AUDIENCE))
    def test_room_screens_are_not_listed(self, chair, meeting, scene, role):
        scene.sign_in(scene.make_member(meeting, role))
        assert asked(chair, meeting)["rows"] == []

    def test_people_of_another_meeting_are_not_named(self, chair, meeting, scene):
        other = scene.make_meeting("Hội nghị khác")
        scene.sign_in(scene.make_member(other, name="Người khác"))
        assert asked(chair, meeting)["rows"] == []

    def test_many_are_counted_by_site_first(self, chair, meeting, seat, make_site):
        far, near = make_site("Xã xa", ordinal=2), make_site("Hội trường", ordinal=1)
        for _ in range(rules.MAX_ROWS):
            seat(site_id=near)
        seat("Xa", "alone", site_id=far)
        seat("Không điểm cầu")
        body = asked(chair, meeting)
        assert body["rows"] == []
        assert body["sites"] == [
            {"id": near, "name": "Hội trường", "counts": {"lost": rules.MAX_ROWS}},
            {"id": far, "name": "Xã xa", "counts": {"alone": 1}},
            {"id": 0, "name": "", "counts": {"lost": 1}},
        ]
        rows = asked(chair, meeting, site=far)["rows"]
        assert [row["name"] for row in rows] == ["Xa"]
        rows = asked(chair, meeting, site=0)["rows"]
        assert [row["name"] for row in rows] == ["Không điểm cầu"]

    def test_names_of_one_place_have_an_end(self, chair, meeting, seat, monkeypatch):
        monkeypatch.setattr(rules, "MAX_NAMES", 5)
        for _ in range(rules.MAX_ROWS + 1):
            seat()
        body = asked(chair, meeting)
        assert len(body["rows"]) == 5
        assert body["more"] == rules.MAX_ROWS - 4

    def test_names_stand_in_order_within_their_kind(self, chair, meeting, seat):
        for name in ("Vũ Thị An", "Đỗ Văn Bình", "Bùi Công Anh"):
            seat(name)
        names = [row["name"] for row in asked(chair, meeting)["rows"]]
        assert names == ["Vũ Thị An", "Bùi Công Anh", "Đỗ Văn Bình"]

    @pytest.mark.parametrize(
        "role", [Role.OFFICIAL_DELEGATE, Role.PRESENTER, Role.GUEST, Role.WALL]
    )
    def test_a_delegate_does_not_learn_what_others_read(
        self, scene, client_for, meeting, role
    ):
        client = client_for(scene.make_member(meeting, role))
        assert client.get(f"/m/{meeting}/presence").status_code == 403

    def test_an_unauthenticated_client_learns_nothing(self, client_for, meeting, scene):
        assert client_for().get(f"/m/{meeting}/presence").status_code == 401
        elsewhere = scene.make_member(scene.make_meeting("Khác"), Role.CHAIR)
        client = client_for(elsewhere)
        assert client.get(f"/m/{meeting}/presence").status_code == 404


class TestReportShown:
    @pytest.fixture
    def delegate(self, scene, client_for, meeting):
        return client_for(scene.make_member(meeting))

    def test_who_polls_is_there_and_learns_whether_it_is_behind(
        self, delegate, meeting, presence
    ):
        reply = delegate.post(f"/m/{meeting}/shown", json=PAGE_12)
        assert reply.json == {"n": 0, "spread": 300}
        [tablet] = presence.tablets(meeting).values()
        assert (tablet.document, tablet.page, tablet.is_counted) == (5, 12, True)

    def test_the_chair_does_not_see_it_as_lost(self, delegate, chair, meeting):
        delegate.post(f"/m/{meeting}/shown", json={**PAGE_12, "mode": "alone"})
        assert [row["kind"] for row in asked(chair, meeting)["rows"]] == ["alone"]

    @pytest.mark.parametrize("body", [{}, {**PAGE_12, "n": -1}, {**PAGE_12, "x": 1}])
    def test_garbage_is_refused(self, delegate, meeting, presence, body):
        assert delegate.post(f"/m/{meeting}/shown", json=body).status_code == 422
        assert presence.tablets(meeting) == {}

    def test_who_has_no_part_in_the_meeting_is_refused(self, client_for, meeting):
        assert client_for().post(f"/m/{meeting}/shown", json=PAGE_12).status_code == 401
