"""The roll: counts that add up, the quorum, the opening, the pace, who is missing."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.checkins.throughput import estimated_finish, gate_throughputs
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role

START = dt.datetime(2026, 11, 27, 0, 30, tzinfo=dt.UTC)


def after(minutes: float) -> dt.datetime:
    return START + dt.timedelta(minutes=minutes)


@pytest.fixture
def chair(entrance, scene, client_for):
    member = scene.make_member(entrance.meeting, Role.SECRETARY, "Lê Văn Thư")
    return client_for(member)


def figures(entrance, client=None) -> dict:
    path = f"/m/{entrance.meeting}/roll/figures"
    reply = (client or entrance.client).get(path)
    assert reply.status_code == 200
    return reply.json


class TestCounting:
    def test_sites_add_up_to_the_whole_and_the_parts_to_the_summoned(self, entrance):
        one, other = entrance.site("Tỉnh"), entrance.site("Xã Tân Phú")
        people = [
            entrance.person(f"Lê Văn {n}", site_id=site)
            for n, site in enumerate([one, one, one, other, other])
        ]
        entrance.person("Nguyễn Văn Khách", role=Role.GUEST)
        entrance.scan(people[0][1])
        entrance.scan(people[1][1])
        entrance.scan(people[1][1], direction="out")
        entrance.mark(people[3][0], state="present_online")
        entrance.mark(people[4][0], state="absent", reason="ốm")
        said = figures(entrance)
        assert [site["name"] for site in said["sites"]] == ["Tỉnh", "Xã Tân Phú", ""]
        parts = ("in_person", "online", "left", "absent", "unconfirmed")
        for row in [*said["sites"], said["total"]]:
            assert sum(row[part] for part in parts) == row["summoned"]
        for part in (*parts, "summoned"):
            assert sum(site[part] for site in said["sites"]) == said["total"][part]
        assert [said["total"][part] for part in parts] == [1, 1, 1, 1, 2]

    def test_a_desk_of_one_site_counts_its_own(self, entrance, scene, client_for):
        one, other = entrance.site("Tỉnh"), entrance.site("Xã")
        entrance.person(site_id=one)
        entrance.person(site_id=other)
        desk = scene.make_member(entrance.meeting, Role.ENTRANCE, "Bàn", site_id=other)
        said = figures(entrance, client_for(desk))
        assert [site["name"] for site in said["sites"]] == ["Xã"]

    def test_a_delegate_reads_no_roll(self, entrance, client_for):
        delegate = client_for(entrance.person()[0])
        for part in ("", "/figures", "/people?group=missing"):
            path = f"/m/{entrance.meeting}/roll{part}"
            assert delegate.get(path).status_code == 403


class TestQuorum:
    def terms(self, entrance, client, **form):
        form = {"denominator": "summoned", "threshold": "over_half", **form}
        return client.post(f"/m/{entrance.meeting}/roll/quorum", json=form)

    def test_only_official_delegates_and_the_chair_count(self, entrance, chair):
        secrets = [entrance.person(f"Lê Văn {n}")[1] for n in range(3)]
        invited = entrance.person("Khách mời", role=Role.INVITED_DELEGATE)[1]
        assert self.terms(entrance, chair).status_code == 204
        entrance.scan(invited)
        entrance.scan(secrets[0])
        quorum = figures(entrance)["quorum"]
        assert (quorum["present"], quorum["of"], quorum["needed"]) == (1, 3, 2)
        assert not quorum["is_reached"]
        entrance.scan(secrets[1])
        assert figures(entrance)["quorum"]["is_reached"]

    def test_of_the_members_in_office(self, entrance, chair):
        entrance.scan(entrance.person()[1])
        self.terms(entrance, chair, denominator="members", members=3)
        quorum = figures(entrance)["quorum"]
        assert (quorum["of"], quorum["needed"], quorum["summoned"]) == (3, 2, 1)

    def test_terms_without_a_number_are_refused(self, entrance, chair):
        said = self.terms(entrance, chair, denominator="members").json
        assert said["error"] == "bad_members"
        said = self.terms(entrance, chair, threshold="custom", percent=101).json
        assert said["error"] == "bad_percent"
        assert self.terms(entrance, chair, threshold="most").status_code == 422

    def test_the_desk_sets_none(self, entrance):
        assert self.terms(entrance, entrance.client).status_code == 403


class TestOpening:
    @pytest.fixture
    def entrance(self, scene, store, client_for):
        from tests.unit.checkins.conftest import Entrance

        meeting = scene.make_meeting(state=MeetingState.PUBLISHED)
        desk = client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư"))
        return Entrance(scene, store, desk, meeting)

    def step(self, entrance, state: str) -> None:
        path = f"/m/{entrance.meeting}/state"
        assert entrance.client.post(path, json={"state": state}).status_code == 204

    def test_the_roll_stands_as_it_was_and_late_and_left_are_kept(self, entrance):
        people = [entrance.person(f"Lê Văn {n}", unit="Sở Nội vụ") for n in "ABCD"]
        with clock.frozen(after(0)):
            entrance.scan(people[0][1])
            entrance.scan(people[1][1])
        assert figures(entrance)["opened"] is None
        with clock.frozen(after(10)):
            self.step(entrance, "open")
        with clock.frozen(after(20)):
            entrance.scan(people[2][1])
            entrance.scan(people[0][1], direction="out")
        opened = figures(entrance)["opened"]
        assert (opened["present"], opened["of"], opened["needed"]) == (2, 4, 3)
        assert not opened["is_reached"]
        assert (opened["late"], opened["left"]) == (1, 1)
        for group, name in (("late", "C"), ("left", "A"), ("missing", "D")):
            path = f"/m/{entrance.meeting}/roll/people?group={group}"
            units = entrance.client.get(path).json["units"]
            assert units == [{"unit": "Sở Nội vụ", "people": 1}]
            named = entrance.client.get(f"{path}&unit=Sở Nội vụ").json["people"]
            assert [one["name"] for one in named] == [f"Lê Văn {name}"]

    def test_only_the_first_opening_calls_the_roll(self, entrance):
        _, secret = entrance.person()
        self.step(entrance, "open")
        entrance.scan(secret)
        self.step(entrance, "adjourned")
        self.step(entrance, "open")
        assert figures(entrance)["opened"]["present"] == 0

    def test_an_unknown_group_is_refused(self, entrance):
        path = f"/m/{entrance.meeting}/roll/people?group=everybody"
        assert entrance.client.get(path).status_code == 422


class TestPace:
    def test_entries_a_minute_and_the_median_of_a_queue(self):
        entries = [(1, after(second / 60)) for second in (0, 2, 4, 6, 106, 108)]
        (pace,) = gate_throughputs(entries, after(2))
        assert (pace.per_minute, pace.median_seconds) == (3.0, 2.0)

    def test_old_entries_do_not_count_and_a_lone_one_has_no_gap(self):
        (pace,) = gate_throughputs([(1, after(-9)), (1, after(0))], after(0))
        assert (pace.per_minute, pace.median_seconds) == (1.0, None)

    def test_when_all_will_be_in(self):
        paces = gate_throughputs([(gate, after(0)) for gate in (1, 2)], after(1))
        assert estimated_finish(paces, 10, after(1)) == after(6)
        assert estimated_finish([], 10, after(0)) is None

    def test_it_is_told_by_gate(self, entrance):
        for gate in ("Cửa A", "Cửa B"):
            entrance.scan(entrance.person()[1], gate=entrance.gate(gate))
        entrance.person()
        said = figures(entrance)
        assert [gate["name"] for gate in said["gates"]] == ["Cửa A", "Cửa B"]
        assert said["finish"]
