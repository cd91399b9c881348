"""Statistics by unit and person, budgets, settings, and the export."""

import io

import msgspec
import pytest
from openpyxl import load_workbook

from kiosk.exports.job import ExportJob
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.speaking.export import SPEAKING_STATISTICS, speaking_report
from kiosk.speaking.report import minutes_and_seconds
from kiosk.speaking.workbook import write_statistics


@pytest.fixture
def spoken(hall, after):
    """An has spoken for 90 s and 30 s, Bình for 60 s, Cúc not at all."""
    hall.add("=1+1", unit="Sở Y tế")
    start = 0
    for name, seconds in (("An", 90), ("Bình", 60), ("An", 30)):
        request = hall.asked(name)
        with after(start):
            hall.give(request)
        start += seconds
        with after(start):
            hall.press("/end", request_id=request)
    return hall


def read(hall, query: str = "") -> dict:
    reply = hall.secretary.get(hall.at(f"/statistics{query}"))
    assert reply.headers["Cache-Control"] == "private, no-store"
    return reply.json


def test_units_count_their_people_and_their_minutes(spoken):
    units = {unit["unit"]: unit for unit in read(spoken)["units"]}
    assert units["Sở Tài chính"] == {
        "unit": "Sở Tài chính",
        "people": 1,
        "spoken": 1,
        "times": 2,
        "seconds": 120,
        "budget_seconds": 0,
    }
    health = units["Sở Y tế"]
    assert (health["people"], health["spoken"], health["seconds"]) == (3, 1, 60)


def test_people_are_listed_also_if_they_have_not_spoken(spoken):
    people = read(spoken)["people"]
    assert [(p["name"], p["times"], p["seconds"]) for p in people[:2]] == [
        ("An", 2, 120),
        ("Bình", 1, 60),
    ]
    assert {p["name"] for p in people[2:]} == {"Cúc", "=1+1", "Hoàng Văn Chủ"}
    silent = read(spoken, "?shown=silent")
    assert {p["times"] for p in silent["people"]} == {0}
    assert len(read(spoken, "?shown=spoken")["people"]) == 2
    assert len(read(spoken, "?shown=nonsense")["people"]) == 5


def test_a_long_list_says_how_many_are_left_off(spoken, monkeypatch):
    monkeypatch.setattr("kiosk.speaking.routes.statistics.PEOPLE_SHOWN", 2)
    assert read(spoken)["more"] == 3
    assert read(spoken, "?shown=spoken")["more"] == 0
    assert read(spoken, "?shown=silent")["more"] == 1


def test_a_speech_of_now_is_not_counted_yet(spoken):
    spoken.give(spoken.asked("Cúc"))
    assert read(spoken)["people"][2]["times"] == 0


class TestBudgets:
    def set(self, hall, unit: str, seconds: int):
        return hall.press("/budgets", hall.secretary, unit=unit, seconds=seconds)

    def test_the_chair_sees_what_a_unit_has_used(self, spoken):
        assert self.set(spoken, "Sở Tài chính", 300).status_code == 204
        assert spoken.floor()["budgets"] == {
            "Sở Tài chính": {"seconds": 300, "used_seconds": 120}
        }
        assert "budgets" not in spoken.floor(spoken.tablets["An"])
        units = {unit["unit"]: unit for unit in read(spoken)["units"]}
        assert units["Sở Tài chính"]["budget_seconds"] == 300

    def test_it_is_changed_and_removed(self, spoken):
        before = spoken.events().count("floor_changed")
        for seconds in (300, 300, 600, 0, 0):
            assert self.set(spoken, "Sở Y tế", seconds).status_code == 204
        assert spoken.floor()["budgets"] == {}
        assert spoken.events().count("floor_changed") == before + 3

    def test_an_unknown_unit_or_a_wrong_time_is_refused(self, spoken):
        assert self.set(spoken, "Sở nào đó", 300).status_code == 404
        assert self.set(spoken, "Sở Y tế", 10**6).json["error"] == "bad_budget"
        assert self.set(spoken, "Sở Y tế", -1).status_code == 422


class TestSettings:
    def test_the_minutes_hold_from_the_next_speech_on(self, hall):
        path = hall.at("/settings")
        assert hall.chair.get(path).json["minutes"]["discussion"] == 5
        body = {"minutes": {"discussion": 7}}
        assert hall.chair.post(path, json=body).status_code == 204
        minutes = hall.chair.get(path).json["minutes"]
        assert (minutes["discussion"], minutes["prepared_speech"]) == (7, 10)
        hall.give(hall.asked("An"))
        assert hall.timer()["limit_seconds"] == 420

    @pytest.mark.parametrize(
        "minutes", [{"discussion": 181}, {"song": 1}, {"question": "x"}]
    )
    def test_wrong_minutes_are_refused(self, hall, minutes):
        reply = hall.chair.post(hall.at("/settings"), json={"minutes": minutes})
        assert reply.status_code == 422
        assert reply.json["message"]

    def test_zero_minutes_are_no_limit(self, hall):
        hall.chair.post(hall.at("/settings"), json={"minutes": {"discussion": 0}})
        hall.give(hall.asked("An"))
        assert hall.timer()["limit_seconds"] == 0


class TestExport:
    @pytest.fixture
    def book(self, spoken, tmp_path):
        with spoken.store.read_session() as session:
            report = speaking_report(session, spoken.meeting)
        same = msgspec.json.decode(msgspec.json.encode(report), type=type(report))
        assert list(write_statistics(same, tmp_path))[-1] == (11, 11)
        return load_workbook(tmp_path / "made.xlsx")

    def rows(self, book, sheet: str) -> list[tuple]:
        return list(book[sheet].iter_rows(min_row=5, values_only=True))

    def test_it_has_units_people_and_speeches(self, book):
        assert book.sheetnames == ["Đơn vị", "Cá nhân", "Lượt phát biểu"]
        units = {row[1]: row for row in self.rows(book, "Đơn vị")}
        assert units["Sở Tài chính"][2:6] == (1, 1, 2, "2:00")
        people = {row[1]: row[5:] for row in self.rows(book, "Cá nhân")}
        assert (people["An"], people["Cúc"]) == ((2, "2:00"), (0, "Chưa phát biểu"))
        speeches = self.rows(book, "Lượt phát biểu")
        assert [row[1] for row in speeches] == ["An", "Bình", "An"]
        assert speeches[0][5:] == ("Thảo luận", None, None, "08:00", "08:01", "1:30")

    def test_no_name_becomes_a_formula(self, book):
        cells = [cell for row in book["Cá nhân"].iter_rows() for cell in row]
        assert "=1+1" in {cell.value for cell in cells}
        assert "f" not in {cell.data_type for cell in cells}

    def test_what_is_left_of_a_budget(self, spoken, tmp_path):
        for unit, seconds in (("Sở Tài chính", 60), ("Sở Y tế", 600)):
            spoken.press("/budgets", unit=unit, seconds=seconds)
        with spoken.store.read_session() as session:
            report = speaking_report(session, spoken.meeting)
        list(write_statistics(report, tmp_path))
        rows = self.rows(load_workbook(tmp_path / "made.xlsx"), "Đơn vị")
        left = {row[1]: row[6:] for row in rows}
        assert left["Sở Tài chính"] == ("1:00", "vượt 1:00")
        assert left["Sở Y tế"] == ("10:00", "9:00")

    @pytest.mark.process
    def test_it_is_made_by_the_worker_and_taken(self, spoken):
        at, store = spoken.at("/export"), spoken.store
        assert spoken.secretary.get(f"{at}/file?kind=xlsx").status_code == 404
        assert spoken.secretary.post(at, json={}).status_code == 204
        assert spoken.secretary.post(at, json={}).status_code == 409
        ExportJob(store, Sandbox(lower_priority=False), [SPEAKING_STATISTICS]).install()
        store.bulk_jobs.huey.execute(store.bulk_jobs.huey.dequeue())
        assert spoken.secretary.get(at).json["state"] == "ready"
        made = spoken.secretary.get(f"{at}/file?kind=xlsx")
        assert "Cá nhân" in load_workbook(io.BytesIO(made.data)).sheetnames
        assert spoken.secretary.get(f"{at}/file?kind=pdf").status_code == 404
        guest = spoken.client(Role.GUEST, "Khách")
        assert guest.get(f"{at}/file?kind=xlsx").status_code == 403


def test_durations_are_minutes_and_seconds():
    assert [minutes_and_seconds(s) for s in (0, 59, 60, 3661)] == [
        *("0:00", "0:59", "1:00", "61:01")
    ]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.SITE_LEAD])
def test_the_screen_of_the_floor_is_for_those_who_ask_for_others(hall, role):
    client = hall.client(role, "Ai đó", site_id=hall.site)
    page = client.get(hall.at())
    assert page.status_code == 200
    assert ("questioning" in page.get_data(as_text=True)) is (role == Role.SECRETARY)
    assert hall.tablets["An"].get(hall.at()).status_code == 403
