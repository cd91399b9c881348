"""Scans at the gates: each answered, each kept once, conflicts found and settled."""

import datetime as dt
import uuid

import pytest

from kiosk import clock
from kiosk.badges.actions import revoke_badge
from kiosk.checkins.models import AttendanceRecord, CheckIn
from kiosk.identity import Actor
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role


def kept(entrance) -> list[CheckIn]:
    with entrance.store.read_session() as session:
        return session.query(CheckIn).all()


class TestEntering:
    def test_the_desk_sees_who_it_is(self, entrance):
        site = entrance.site("Hội trường chính")
        _, secret = entrance.person("Hoàng Thị Ngọc Ánh", seat="A-12", site_id=site)
        said = entrance.scan(secret)
        assert said["verdict"] == "admitted"
        assert said["member"]["name"] == "Hoàng Thị Ngọc Ánh"
        assert (said["member"]["seat"], said["member"]["site"]) == ("A-12", site)
        assert said["member"]["role"] == "official_delegate"

    def test_by_the_name_in_the_roll_and_by_hand(self, entrance):
        one, secret = entrance.person()
        two, _ = entrance.person("Lê Văn Bình")
        assert entrance.scan(token=entrance.token(secret))["member"]["id"] == one
        said = entrance.scan(member=two, method="manual")
        assert said["verdict"] == "admitted"
        assert {scan.method for scan in kept(entrance)} == {"qr", "manual"}

    def test_a_second_scan_says_since_when_and_is_not_kept(self, entrance):
        _, secret = entrance.person()
        with clock.frozen(dt.datetime(2026, 11, 27, 0, 42, tzinfo=dt.UTC)):
            entrance.scan(secret)
        said = entrance.scan(secret, gate=entrance.gate("Cửa B"))
        assert said["verdict"] == "already_inside"
        assert said["gate"] == entrance.gate()
        assert said["at"] == 1795740120000
        assert len(kept(entrance)) == 1

    def test_out_and_in_again(self, entrance):
        _, secret = entrance.person()
        assert entrance.scan(secret, direction="out")["verdict"] == "not_inside"
        entrance.scan(secret)
        assert entrance.scan(secret, direction="out")["verdict"] == "left"
        assert entrance.news()["inside"] == 0
        assert entrance.scan(secret)["verdict"] == "admitted"
        assert entrance.news()["inside"] == 1

    def test_member_marked_absent_gives_attention(self, entrance):
        member, secret = entrance.person()
        assert entrance.mark(member, state="absent", reason="ốm").status_code == 204
        said = entrance.scan(secret)
        assert (said["verdict"], said["reason"]) == ("attention", "ốm")


class TestRefusing:
    def test_another_meetings_badge_names_nobody(self, entrance, scene):
        other = scene.make_member(scene.make_meeting(), name="Người của nơi khác")
        said = entrance.scan(scene.make_badge(other))
        assert said == {"id": said["id"], "verdict": "wrong_meeting"}

    def test_a_revoked_badge(self, entrance):
        member, secret = entrance.person()
        actor = Actor(entrance.meeting, Role.SECRETARY, "x", 1)
        with entrance.store.unit_of_work("test") as work:
            revoke_badge(work, actor=actor, member_id=member)
        assert entrance.scan(secret)["verdict"] == "revoked"

    def test_unknown_and_garbage(self, entrance):
        for said in (
            {"secret": "x" * 22},
            {"secret": "một bài thơ"},
            {"token": "0" * 32},
        ):
            assert entrance.scan(**said)["verdict"] == "unknown"
        assert entrance.scan(member=999_999)["verdict"] == "unknown"

    def test_screens_are_not_summoned(self, entrance):
        wall = entrance.scene.make_member(entrance.meeting, Role.WALL, "Màn hình")
        assert (
            entrance.scan(entrance.scene.make_badge(wall))["verdict"] == "not_summoned"
        )

    def test_other_site_is_rejected_without_override(self, entrance):
        here, there = entrance.site("Tỉnh"), entrance.site("Xã Đăk Sơ Rông")
        _, secret = entrance.person(site_id=there)
        gate = entrance.gate("Cửa chính", here)
        said = entrance.scan(secret, gate=gate)
        assert (said["verdict"], said["member"]["site"]) == ("other_site", there)
        assert entrance.scan(secret, gate=gate, insists=True)["verdict"] == "admitted"

    def test_a_draft_takes_nobody(self, entrance, scene, client_for):
        meeting = scene.make_meeting(state=MeetingState.DRAFT)
        secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
        draft = type(entrance)(scene, entrance.store, secretary, meeting)
        assert draft.scan(draft.person()[1])["verdict"] == "wrong_state"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"id": "short"},
            {"id": "x" * 41},
            {"direction": "up"},
            {"age": -1},
            {"token": "<script>"},
            {"gate": "A"},
            {"more": 1},
        ],
    )
    def test_malformed_uploads_are_rejected_completely(self, entrance, wrong):
        assert entrance.send({"secret": "x", **wrong}).status_code == 422
        assert kept(entrance) == []

    def test_too_many_at_once(self, entrance):
        assert entrance.send(*[{"secret": "x"}] * 21).status_code == 422

    def test_unknown_gate(self, entrance):
        _, secret = entrance.person()
        assert entrance.scan(secret, gate=999)["verdict"] == "no_gate"


class TestOnce:
    def test_the_same_scan_again_is_the_same_answer(self, entrance):
        _, secret = entrance.person()
        scan_id = str(uuid.uuid4())
        first = entrance.scan(secret, id=scan_id)
        again = entrance.scan(
            token=entrance.token(secret), id=scan_id, age=9000, decided=True
        )
        assert (first["verdict"], again["verdict"]) == ("admitted", "admitted")
        assert len(kept(entrance)) == 1
        assert entrance.conflicts() == []

    def test_another_meetings_scan_id_gives_nothing_away(
        self, entrance, scene, client_for
    ):
        _, secret = entrance.person()
        scan_id = entrance.scan(secret)["id"]
        meeting = scene.make_meeting()
        other = client_for(scene.make_member(meeting, Role.ENTRANCE))
        elsewhere = type(entrance)(scene, entrance.store, other, meeting)
        said = elsewhere.scan(elsewhere.person()[1], id=scan_id)
        assert said == {"id": scan_id, "verdict": "wrong_meeting"}

    def test_scan_time_is_that_of_the_gate(self, entrance):
        _, secret = entrance.person()
        now = dt.datetime(2026, 11, 27, 1, 0, tzinfo=dt.UTC)
        with clock.frozen(now):
            entrance.scan(token=entrance.token(secret), age=120_000, decided=True)
        (scan,) = kept(entrance)
        assert (now - scan.at).total_seconds() == 120
        assert scan.received_at == now


class TestUndoing:
    def test_undone_scan_stays_stored(self, entrance):
        _, secret = entrance.person()
        scan_id = entrance.scan(secret)["id"]
        entrance.send(undone=[scan_id])
        entrance.send(undone=[scan_id, str(uuid.uuid4())])
        assert entrance.news()["inside"] == 0
        (scan,) = kept(entrance)
        assert scan.undone_at
        assert entrance.scan(secret, id=scan_id)["verdict"] == "undone"
        assert entrance.scan(secret)["verdict"] == "admitted"

    def test_undo_in_the_same_upload(self, entrance):
        _, secret = entrance.person()
        scan_id = str(uuid.uuid4())
        scan = {"id": scan_id, "token": entrance.token(secret), "decided": True}
        assert entrance.send(scan, undone=[scan_id]).status_code == 200
        assert entrance.news()["inside"] == 0


class TestConflicts:
    def apart(self, entrance) -> str:
        """Two gates that admitted the same badge while offline."""
        _, secret = entrance.person("Hoàng Thị Ngọc Ánh")
        token = entrance.token(secret)
        entrance.scan(secret)
        said = entrance.scan(
            token=token, gate=entrance.gate("Cửa B"), age=60_000, decided=True
        )
        assert said["verdict"] == "attention"
        return secret

    def test_both_are_kept_and_shown_with_gate_and_time(self, entrance):
        self.apart(entrance)
        (conflict,) = entrance.conflicts()
        assert conflict["kind"] == "admitted_twice"
        assert conflict["name"] == "Hoàng Thị Ngọc Ánh"
        # In the order in which it happened, not in which it was heard of.
        assert conflict["first"]["gate"] == "Cửa B"
        assert conflict["second"]["gate"] == "Cửa A"
        assert len(kept(entrance)) == 2
        assert entrance.news()["conflicts"] == 1

    @pytest.mark.parametrize(
        ("resolution", "left"), [("first", 1), ("second", 1), ("both", 2)]
    )
    def test_conflict_is_resolved_once(self, entrance, resolution, left):
        self.apart(entrance)
        path = (
            f"/m/{entrance.meeting}/check-ins/conflicts/{entrance.conflicts()[0]['id']}"
        )
        reply = entrance.client.post(path, json={"resolution": resolution})
        assert reply.status_code == 204
        assert entrance.conflicts() == []
        assert len([scan for scan in kept(entrance) if not scan.undone_at]) == left
        again = entrance.client.post(path, json={"resolution": "both"})
        assert again.status_code == 409
        assert entrance.news()["inside"] == 1

    def test_undoing_one_of_the_scans_settles_it(self, entrance):
        self.apart(entrance)
        entrance.send(undone=[kept(entrance)[0].id])
        assert entrance.conflicts() == []

    def test_revoked_badge_admitted_offline_becomes_a_conflict(self, entrance):
        member, secret = entrance.person()
        actor = Actor(entrance.meeting, Role.SECRETARY, "x", 1)
        with entrance.store.unit_of_work("test") as work:
            revoke_badge(work, actor=actor, member_id=member)
        entrance.scan(token=entrance.token(secret), decided=True)
        (conflict,) = entrance.conflicts()
        assert conflict["kind"] == "admitted_revoked"
        assert conflict["second"] is None
        path = f"/m/{entrance.meeting}/check-ins/conflicts/{conflict['id']}"
        assert (
            entrance.client.post(path, json={"resolution": "second"}).status_code == 204
        )
        assert entrance.news()["inside"] == 0

    def test_exit_between_entries_is_no_conflict(self, entrance):
        _, secret = entrance.person()
        entrance.scan(secret)
        token = entrance.token(secret)
        entrance.scan(token=token, direction="out", decided=True)
        entrance.scan(token=token, gate=entrance.gate("Cửa B"), decided=True)
        assert entrance.conflicts() == []


class TestMarking:
    def test_many_at_once_or_none(self, entrance):
        members = [entrance.person(f"Lê Văn {n}")[0] for n in ("An", "Bình")]
        foreign = entrance.scene.make_member(entrance.scene.make_meeting())
        assert (
            entrance.mark(*members, foreign, state="present_online").status_code == 404
        )
        assert entrance.news()["lines"] == []
        assert entrance.mark(*members, state="present_online").status_code == 204
        assert {line[1] for line in entrance.news()["lines"]} == {"present_online"}

    def test_errors_are_reported(self, entrance):
        member, _ = entrance.person()
        assert entrance.mark(member, state="absent").json["error"] == "no_reason"
        said = entrance.mark(member, state="present_in_person").json
        assert said["error"] == "needs_gate"
        assert entrance.mark(state="absent", reason="x").status_code == 422


class TestRights:
    def test_a_desk_of_one_site_sees_and_changes_nothing_of_another(
        self, entrance, scene, client_for
    ):
        here, there = entrance.site("Xã A"), entrance.site("Xã B")
        theirs, secret = entrance.person("Người xã B", site_id=there)
        scan_id = entrance.scan(secret)["id"]
        gate = entrance.gate("Cửa xã B", there)
        mine = scene.make_member(
            entrance.meeting, Role.ENTRANCE, "Bàn xã A", site_id=here
        )
        desk = type(entrance)(scene, entrance.store, client_for(mine), entrance.meeting)
        own = desk.gate("Cửa xã A", there)
        assert desk.news()["gates"] == [{"id": own, "name": "Cửa xã A", "site": here}]
        assert desk.news()["lines"] == []
        roll = desk.client.get(f"/m/{entrance.meeting}/entrance/roll").json
        assert (roll["members"], roll["badges"]) == ([], [])
        assert desk.scan(secret, gate=gate)["verdict"] == "no_gate"
        insisting = desk.scan(secret, gate=own, insists=True)
        assert insisting["verdict"] == "other_site"
        assert desk.mark(theirs, state="absent", reason="x").status_code == 404
        desk.send(undone=[scan_id])
        assert entrance.news()["inside"] == 1

    def test_operator_checks_in_own_site_and_nobody_without_a_site(
        self, entrance, scene, client_for
    ):
        here = entrance.site("Xã A")
        _, mine = entrance.person("Người xã A", site_id=here)
        _, other = entrance.person("Người không điểm cầu")
        for site, seen in ((here, "admitted"), (None, "no_gate")):
            member = scene.make_member(
                entrance.meeting, Role.SITE_TECHNICIAN, "Kỹ thuật", site_id=site
            )
            desk = type(entrance)(
                scene, entrance.store, client_for(member), entrance.meeting
            )
            screen = desk.client.get(f"/m/{entrance.meeting}/entrance")
            assert screen.status_code == 200
            assert "Thẻ cần giúp đỡ" not in screen.text
            if site:
                assert desk.scan(mine)["verdict"] == seen
            else:
                gate = entrance.gate("Cửa khác", here)
                assert desk.scan(other, gate=gate)["verdict"] == seen
                roll = desk.client.get(f"/m/{entrance.meeting}/entrance/roll").json
                assert roll["members"] == []
                said = desk.client.post(
                    f"/m/{entrance.meeting}/gates", json={"name": "Cửa", "site": here}
                )
                assert said.status_code == 422

    @pytest.mark.parametrize("role", [Role.OFFICIAL_DELEGATE, Role.CHAIR, Role.WALL])
    def test_other_roles_cannot_check_in(self, entrance, client_for, role):
        _, secret = entrance.person()
        other = client_for(entrance.scene.make_member(entrance.meeting, role))
        assert entrance.send({"secret": secret}, client=other).status_code == 403
        path = f"/m/{entrance.meeting}/entrance/roll"
        assert other.get(path).status_code == 403


class TestRoll:
    def test_it_names_people_and_reveals_no_secret(self, entrance, monkeypatch):
        monkeypatch.setattr("kiosk.checkins.queries.gates.ROWS_PER_ANSWER", 2)
        people = [entrance.person(f"Lê Văn {n}") for n in ("An", "Bình", "Chi")]
        seen, after, more = [], 0, True
        while more:
            reply = entrance.client.get(
                f"/m/{entrance.meeting}/entrance/roll?after={after}"
            )
            assert not any(secret in reply.text for _, secret in people)
            seen += reply.json["members"]
            after, more = seen[-1][0], reply.json["more"]
            names = {badge[0] for badge in reply.json["badges"]}
            assert names <= {entrance.token(secret) for _, secret in people}
        assert [one[0] for one in seen] == [member for member, _ in people]

    def test_news_tell_of_dead_badges_and_new_people(self, entrance):
        member, secret = entrance.person()
        before = entrance.news()
        assert before["badges"] == [[entrance.token(secret), member, False]]
        actor = Actor(entrance.meeting, Role.SECRETARY, "x", 1)
        with entrance.store.unit_of_work("test") as work:
            revoke_badge(work, actor=actor, member_id=member)
        assert entrance.news()["badges"] == [[entrance.token(secret), member, True]]
        other, _ = entrance.person()
        assert entrance.news()["people"] == [2, other]

    def test_news_without_a_moment_are_refused(self, entrance):
        path = f"/m/{entrance.meeting}/entrance/news"
        for query in ("", "?since=yesterday", "?since=0001-01-01T00:00:00%2B14:00"):
            assert entrance.client.get(path + query).status_code == 422


def test_records_always_follow_the_scans(entrance):
    """The stored record equals the status computed from all scans, in any order."""
    _, secret = entrance.person()
    token = entrance.token(secret)
    for age, direction in ((5000, "in"), (9000, "out"), (1000, "out"), (7000, "in")):
        entrance.scan(token=token, age=age, direction=direction, decided=True)
    with entrance.store.read_session() as session:
        (line,) = session.query(AttendanceRecord)
        assert not line.is_inside
        scans = session.query(CheckIn).order_by(CheckIn.at).all()
        assert line.came_at == scans[0].at
        assert line.last_at == scans[-1].at
