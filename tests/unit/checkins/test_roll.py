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
def chair(house, scene, client_for):
    member = scene.make_member(house.meeting, Role.SECRETARY, "Lê Văn Thư")
    return client_for(member)


def figures(house, client=None) -> dict:
    path = f"/m/{house.meeting}/roll/figures"
    reply = (client or house.client).get(path)
    assert reply.status_code == 200
    return reply.json


class TestCounting:
    def test_sites_add_up_to_the_whole_and_the_parts_to_the_summoned(self, house):
        one, other = house.site("Tỉnh"), house.site("Xã Tân Phú")
        people = [
            house.person(f"Lê Văn {n}", site_id=site)
            for n, site in enumerate([one, one, one, other, other])
        ]
        house.person("Nguyễn Văn Khách", role=Role.GUEST)
        house.scan(people[0][1])
        house.scan(people[1][1])
        house.scan(people[1][1], direction="out")
        house.mark(people[3][0], state="present_online")
        house.mark(people[4][0], state="absent", reason="ốm")
        said = figures(house)
        assert [site["name"] for site in said["sites"]] == ["Tỉnh", "Xã Tân Phú", ""]
        parts = ("in_person", "online", "left", "absent", "unconfirmed")
        for row in [*said["sites"], said["total"]]:
            assert sum(row[part] for part in parts) == row["summoned"]
        for part in (*parts, "summoned"):
            assert sum(site[part] for site in said["sites"]) == said["total"][part]
        assert [said["total"][part] for part in parts] == [1, 1, 1, 1, 2]

    def test_a_desk_of_one_site_counts_its_own(self, house, scene, client_for):
        one, other = house.site("Tỉnh"), house.site("Xã")
        house.person(site_id=one)
        house.person(site_id=other)
        desk = scene.make_member(house.meeting, Role.ENTRANCE, "Bàn", site_id=other)
        said = figures(house, client_for(desk))
        assert [site["name"] for site in said["sites"]] == ["Xã"]

    def test_a_delegate_reads_no_roll(self, house, client_for):
        delegate = client_for(house.person()[0])
        for part in ("", "/figures", "/people?group=missing"):
            path = f"/m/{house.meeting}/roll{part}"
            assert delegate.get(path).status_code == 403


class TestQuorum:
    def terms(self, house, client, **form):
        form = {"denominator": "summoned", "threshold": "over_half", **form}
        return client.post(f"/m/{house.meeting}/roll/quorum", json=form)

    def test_only_official_delegates_and_the_chair_count(self, house, chair):
        secrets = [house.person(f"Lê Văn {n}")[1] for n in range(3)]
        invited = house.person("Khách mời", role=Role.INVITED_DELEGATE)[1]
        assert self.terms(house, chair).status_code == 204
        house.scan(invited)
        house.scan(secrets[0])
        quorum = figures(house)["quorum"]
        assert (quorum["present"], quorum["of"], quorum["needed"]) == (1, 3, 2)
        assert not quorum["is_reached"]
        house.scan(secrets[1])
        assert figures(house)["quorum"]["is_reached"]

    def test_of_the_members_in_office(self, house, chair):
        house.scan(house.person()[1])
        self.terms(house, chair, denominator="members", members=3)
        quorum = figures(house)["quorum"]
        assert (quorum["of"], quorum["needed"], quorum["summoned"]) == (3, 2, 1)

    def test_terms_without_a_number_are_refused(self, house, chair):
        said = self.terms(house, chair, denominator="members").json
        assert said["error"] == "bad_members"
        said = self.terms(house, chair, threshold="custom", percent=101).json
        assert said["error"] == "bad_percent"
        assert self.terms(house, chair, threshold="most").status_code == 422

    def test_the_desk_sets_none(self, house):
        assert self.terms(house, house.client).status_code == 403


class TestOpening:
    @pytest.fixture
    def house(self, scene, store, client_for):
        from tests.unit.checkins.conftest import Gates

        meeting = scene.make_meeting(state=MeetingState.PUBLISHED)
        desk = client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư"))
        return Gates(scene, store, desk, meeting)

    def step(self, house, state: str) -> None:
        path = f"/m/{house.meeting}/state"
        assert house.client.post(path, json={"state": state}).status_code == 204

    def test_the_roll_stands_as_it_was_and_late_and_left_are_kept(self, house):
        people = [house.person(f"Lê Văn {n}", unit="Sở Nội vụ") for n in "ABCD"]
        with clock.frozen(after(0)):
            house.scan(people[0][1])
            house.scan(people[1][1])
        assert figures(house)["opened"] is None
        with clock.frozen(after(10)):
            self.step(house, "open")
        with clock.frozen(after(20)):
            house.scan(people[2][1])
            house.scan(people[0][1], direction="out")
        opened = figures(house)["opened"]
        assert (opened["present"], opened["of"], opened["needed"]) == (2, 4, 3)
        assert not opened["is_reached"]
        assert (opened["late"], opened["left"]) == (1, 1)
        for group, name in (("late", "C"), ("left", "A"), ("missing", "D")):
            path = f"/m/{house.meeting}/roll/people?group={group}"
            units = house.client.get(path).json["units"]
            assert units == [{"unit": "Sở Nội vụ", "people": 1}]
            named = house.client.get(f"{path}&unit=Sở Nội vụ").json["people"]
            assert [one["name"] for one in named] == [f"Lê Văn {name}"]

    def test_only_the_first_opening_calls_the_roll(self, house):
        _, secret = house.person()
        self.step(house, "open")
        house.scan(secret)
        self.step(house, "adjourned")
        self.step(house, "open")
        assert figures(house)["opened"]["present"] == 0

    def test_an_unknown_group_is_refused(self, house):
        path = f"/m/{house.meeting}/roll/people?group=everybody"
        assert house.client.get(path).status_code == 422


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

    def test_it_is_told_by_gate(self, house):
        for gate in ("Cửa A", "Cửa B"):
            house.scan(house.person()[1], gate=house.gate(gate))
        house.person()
        said = figures(house)
        assert [gate["name"] for gate in said["gates"]] == ["Cửa A", "Cửa B"]
        assert said["finish"]
