"""Attendance lists: content, PDF and XLSX output, and the worker's job."""

import io
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from kiosk.checkins.lists import render
from kiosk.checkins.lists.export import ATTENDANCE_LIST
from kiosk.checkins.lists.render import write_pdf
from kiosk.checkins.lists.rules import (
    AttendanceListContent,
    AttendanceListRow,
    SiteSection,
    split_into_batches,
)
from kiosk.checkins.lists.workbook import write_workbook
from kiosk.checkins.queries.attendance_list import attendance_list_content
from kiosk.checkins.rules import AttendanceState
from kiosk.exports.job import ExportJob
from kiosk.exports.rules import ExportState
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role


def work_off(store) -> ExportJob:
    job = ExportJob(store, Sandbox(lower_priority=False), [ATTENDANCE_LIST])
    job.install()
    while (task := store.bulk_jobs.huey.dequeue()) is not None:
        store.bulk_jobs.huey.execute(task)
    return job


def words_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.fixture
def site(entrance) -> int:
    site = entrance.site("Xã Đăk Sơ Rông")
    people = {
        name: entrance.person(name, site_id=site, seat=f"A-{n}", unit="Sở Nội vụ")
        for n, name in enumerate(
            ("Hoàng Thị Ngọc Ánh", "Lê Văn Bình", "=HYPERLINK(1)", "Trần Văn Vắng")
        )
    }
    entrance.person("Người của điểm cầu khác", site_id=entrance.site("Tỉnh"))
    entrance.scan(people["Hoàng Thị Ngọc Ánh"][1])
    entrance.scan(member=people["Lê Văn Bình"][0], method="manual")
    absent = people["Trần Văn Vắng"][0]
    entrance.mark(absent, state="absent", reason="đi công tác")
    return site


def test_the_plan_has_the_sites_people_by_given_name_and_their_states(entrance, site):
    with entrance.store.read_session() as session:
        plan = attendance_list_content(session, entrance.meeting, site)
    said = {line.name: (line.method, line.said) for line in plan.lines}
    assert said == {
        "Hoàng Thị Ngọc Ánh": ("QR", "Có mặt trực tiếp"),
        "Lê Văn Bình": ("Thủ công", "Có mặt trực tiếp"),
        "=HYPERLINK(1)": ("", "Chưa điểm danh"),
        "Trần Văn Vắng": ("", "Vắng mặt: đi công tác"),
    }
    assert plan.foot() == [
        "Tổng số triệu tập: 4",
        "Có mặt: 2 (50,0%), trong đó trực tuyến: 0",
        "Vắng có lý do: 1",
        "Vắng không lý do (chưa điểm danh): 1",
    ]


@pytest.mark.process
def test_the_worker_writes_both_and_the_desk_takes_them(entrance, site):
    base = f"/m/{entrance.meeting}/roll/list"
    assert entrance.client.get(f"{base}?site={site}&kind=pdf").status_code == 404
    assert entrance.client.post(base, json={"site": site}).status_code == 204
    reported = entrance.client.get(f"{base}/state?site={site}").json
    assert (reported["state"], reported["done"], reported["total"]) == ("waiting", 0, 0)
    assert entrance.client.post(base, json={"site": site}).status_code == 409
    assert entrance.store.bulk_jobs.waiting() == 1
    work_off(entrance.store)
    assert entrance.client.get(f"{base}/state?site={site}").json["state"] == "ready"

    with entrance.client.get(f"{base}?site={site}&kind=pdf") as reply:
        assert reply.mimetype == "application/pdf"
        words = words_of(reply.data)
    assert "DANH SÁCH ĐIỂM DANH" in words
    assert "Điểm cầu: Xã Đăk Sơ Rông" in words
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in words
    assert "đi công tác" in words
    assert "TRƯỞNG ĐIỂM CẦU" in words
    assert "Người của điểm cầu khác" not in words

    with entrance.client.get(f"{base}?site={site}&kind=xlsx") as reply:
        sheet = load_workbook(io.BytesIO(reply.data)).active
    names = [sheet.cell(row, 2) for row in range(5, 9)]
    assert {cell.value for cell in names} >= {"Hoàng Thị Ngọc Ánh", "=HYPERLINK(1)"}
    # A formula from a name would run on the secretary's machine.
    assert {cell.data_type for cell in names} == {"s"}


def test_a_list_is_for_those_who_may_read_that_sites_roll(
    entrance, site, scene, client_for
):
    base = f"/m/{entrance.meeting}/roll/list"
    other = scene.make_member(
        entrance.meeting, Role.ENTRANCE, "Bàn khác", site_id=entrance.site("Nơi khác")
    )
    desk = client_for(other)
    assert desk.post(base, json={"site": site}).status_code == 404
    assert desk.get(f"{base}?site={site}&kind=pdf").status_code == 404
    assert desk.post(base, json={"site": 0}).status_code == 404
    delegate = client_for(entrance.person()[0])
    assert delegate.post(base, json={"site": site}).status_code == 403
    assert entrance.client.post(base, json={"site": 99_999}).status_code == 404


def test_a_meeting_without_people_has_an_empty_list(entrance):
    with entrance.store.read_session() as session:
        plan = attendance_list_content(session, entrance.meeting, 0)
    assert plan.lines == ()
    assert plan.foot()[1].startswith("Có mặt: 0 (0%)")


def test_running_list_reports_people_written(entrance, site):
    exports = work_off(entrance.store).exports("attendance")
    export = exports.begin(f"{entrance.meeting}-{site}")
    running = msgspec.structs.replace(
        export, state=ExportState.RUNNING, done=400, total=11_873
    )
    exports.write(running)
    reported = entrance.client.get(
        f"/m/{entrance.meeting}/roll/list/state?site={site}"
    ).json
    assert (reported["state"], reported["done"], reported["total"]) == (
        "running",
        400,
        11_873,
    )


@pytest.mark.process
def test_lists_of_removed_meetings_are_removed(entrance, site):
    maker = work_off(entrance.store)
    exports = maker.exports("attendance")
    gone = exports.begin("99999-0")
    maker.make("attendance", gone.key, gone.ticket)
    assert exports.read(gone.key).state is ExportState.NONE
    entrance.client.post(f"/m/{entrance.meeting}/roll/list", json={"site": site})
    exports.begin(gone.key)
    work_off(entrance.store).sweep()
    assert not exports.folder(gone.key).exists()
    assert exports.read(f"{entrance.meeting}-{site}").state is ExportState.READY


LONG_NAME = "Nguyễn Phúc Tôn Nữ Hoàng Thị Ngọc Ánh Tuyết"
SUMS = (
    *("summoned", "present", "in_person", "online", "left"),
    *("absent", "unconfirmed", "late", "left_early"),
)


@dataclass
class Hall:
    """Three sites, their people, and a secretary who opens the meeting."""

    entrance: Any
    secretary: Any
    sites: dict[str, int] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"/m/{self.entrance.meeting}/roll/list"

    def plan(self):
        with self.entrance.store.read_session() as session:
            return attendance_list_content(session, self.entrance.meeting, None)

    def make(self) -> None:
        self.secretary.post(self.base, json={"site": "all"})
        work_off(self.entrance.store)

    def roll(self) -> dict:
        """The figures of the roll's screen, by the name of the site."""
        path = f"/m/{self.entrance.meeting}/roll"
        reported = self.secretary.get(f"{path}/figures").json
        rows = {one["name"]: one for one in reported["sites"]} | {
            "whole": reported["total"]
        }
        return {
            name: {**row, "present": row["in_person"] + row["online"]}
            for name, row in rows.items()
        } | {"opened": reported["opened"]}


@pytest.fixture
def hall(entrance, scene, client_for) -> Hall:
    with entrance.store.unit_of_work("test") as work:
        work.session.get_one(Meeting, entrance.meeting).state = MeetingState.PUBLISHED
    secretary = scene.make_member(entrance.meeting, Role.SECRETARY, "Lê Văn Thư")
    made = Hall(entrance, client_for(secretary))
    made.sites = {name: entrance.site(name) for name in ("Tỉnh", "Xã Tân Phú")}
    one, other = made.sites.values()
    early = entrance.person("Hoàng Thị Ngọc Ánh", site_id=one, seat="A-1")
    entrance.scan(early[1])
    gone = entrance.person("Lê Văn Bình", site_id=one)
    entrance.scan(gone[1])
    entrance.mark(entrance.person(LONG_NAME, site_id=other)[0], state="present_online")
    ill = entrance.person("Trần Văn Vắng", site_id=other)[0]
    entrance.mark(ill, state="absent", reason="ốm")
    late = entrance.person("=1+1", site_id=other)
    entrance.person("Nguyễn Văn Khách", role=Role.GUEST, unit="@SUM(A1)")
    path = f"/m/{entrance.meeting}/state"
    assert made.secretary.post(path, json={"state": "open"}).status_code == 204
    entrance.scan(late[1])
    entrance.scan(gone[1], direction="out")
    return made


class TestTheWholeMeeting:
    def test_totals_equal_those_of_the_roll(self, hall):
        plan, roll = hall.plan(), hall.roll()
        assert [part.site for part in plan.parts] == ["Tỉnh", "Xã Tân Phú", ""]
        for name in SUMS[:-2]:
            for part in plan.parts:
                assert getattr(part.sums, name) == roll[part.site][name]
            assert getattr(plan.sums, name) == roll["whole"][name]
        opened = roll["opened"]
        assert (plan.sums.late, plan.sums.left_early) == (
            *(opened["late"], opened["left"]),
        )
        for name in SUMS:
            parts = sum(getattr(part.sums, name) for part in plan.parts)
            assert parts == getattr(plan.sums, name)
        assert msgspec.structs.astuple(plan.sums) == (6, 3, 2, 1, 1, 1, 1, 1, 1)

    def test_late_and_early_are_relative_to_the_roll_call(self, hall):
        plan = hall.plan()
        notes = {line.name: line.note for line in plan.lines if line.note}
        assert notes["=1+1"] == "Đến sau khai mạc"
        assert notes["Lê Văn Bình"].startswith("Ra về sớm ")
        assert set(notes) == {"=1+1", "Lê Văn Bình"}
        assert "đại biểu chính thức có mặt 3/5, cần 4, chưa đủ túc số" in plan.opening
        # Nobody is late before the opening, whatever happens afterwards to the roll.
        said = {line.name: line.said for line in plan.lines}
        assert said["Lê Văn Bình"] == "Có mặt trực tiếp, đã ra"

    def test_a_sites_own_list_has_the_same_notes_and_tells_who_went(self, hall):
        with hall.entrance.store.read_session() as session:
            plan = attendance_list_content(
                session, hall.entrance.meeting, hall.sites["Tỉnh"]
            )
        assert plan.foot()[1] == "Có mặt: 2 (100,0%), trong đó trực tuyến: 0, đã ra: 1"
        assert not plan.opening

    @pytest.mark.process
    def test_the_paper_has_each_site_with_its_sums(self, hall):
        base = hall.base
        assert hall.secretary.post(base, json={"site": "all"}).status_code == 204
        assert hall.secretary.get(f"{base}/state?site=all").json["state"] == "waiting"
        assert hall.secretary.post(base, json={"site": "all"}).status_code == 409
        # Another list than that of those who belong to no site.
        assert hall.secretary.get(f"{base}/state?site=0").json["state"] == "none"
        hall.make()
        assert hall.secretary.get(f"{base}/state?site=all").json["state"] == "ready"
        with hall.secretary.get(f"{base}?site=all&kind=pdf") as reply:
            assert "to%C3%A0n%20h%E1%BB%99i" in reply.headers["Content-Disposition"]
            words = words_of(reply.data)
        assert "DANH SÁCH ĐIỂM DANH TOÀN HỘI NGHỊ" in words
        assert "Toàn hội nghị 6 3 2 1 1 1 1 1 1" in words
        assert "Xã Tân Phú 3 2 1 1 0 1 0 1 0" in words
        assert "Triệu tập: 3; có mặt: 2; trực tiếp: 1; trực tuyến: 1" in words
        assert "Toàn hội nghị: triệu tập: 6; có mặt: 3; trực tiếp: 2" in words
        assert "Không thuộc điểm cầu" in words
        assert "Đến sau khai mạc" in words
        assert "CHỦ TRÌ HỘI NGHỊ" in words

    @pytest.mark.process
    def test_names_stay_names_in_the_sheet_and_figures_are_figures(self, hall):
        hall.make()
        with hall.secretary.get(f"{hall.base}?site=all&kind=xlsx") as reply:
            book = load_workbook(io.BytesIO(reply.data))
        people, sums = book["Điểm danh"], book["Tổng hợp"]
        rows = [list(row) for row in people.iter_rows(min_row=5, max_row=10)]
        by_name = {row[1].value: row for row in rows}
        assert {"=1+1", LONG_NAME} <= set(by_name)
        assert len(LONG_NAME) > 40
        texts = [cell for row in rows for cell in row[1:] if cell.value is not None]
        assert {cell.data_type for cell in texts} == {"s"}
        assert by_name["Nguyễn Văn Khách"][3].value == "@SUM(A1)"
        assert [row[0].value for row in rows] == [1, 2, 3, 4, 5, 6]
        table = {row[0]: row[1:] for row in sums.iter_rows(min_row=5, values_only=True)}
        assert table["Toàn hội nghị"] == (6, 3, 2, 1, 1, 1, 1, 1, 1)
        parts = [row for name, row in table.items() if name != "Toàn hội nghị"]
        assert tuple(map(sum, zip(*parts, strict=True))) == table["Toàn hội nghị"]

    @pytest.mark.process
    def test_only_those_who_read_the_whole_roll_get_it(self, hall, scene, client_for):
        meeting, site = hall.entrance.meeting, hall.sites["Tỉnh"]
        hall.make()
        for role, is_bound in (
            (Role.SITE_LEAD, True),
            (Role.SITE_TECHNICIAN, True),
            (Role.ENTRANCE, True),
            (Role.CHAIR, False),
            (Role.ENTRANCE, False),
        ):
            places = {"site_id": site} if is_bound else {}
            who = client_for(scene.make_member(meeting, role, f"{role}", **places))
            expected = 403 if is_bound else 200
            assert who.get(f"{hall.base}?site=all&kind=xlsx").status_code == expected
            assert who.get(f"{hall.base}/state?site=all").status_code == expected
            asked = who.post(hall.base, json={"site": "all"})
            assert asked.status_code == (403 if is_bound else 204)
            work_off(hall.entrance.store)
            page = who.get(f"/m/{meeting}/roll").text
            assert ('data-site="all"' in page) is not is_bound
        operator = scene.make_member(meeting, Role.SITE_LEAD, "Chưa có nơi")
        assert client_for(operator).post(
            hall.base, json={"site": "all"}
        ).status_code == 403  # fmt: skip
        guest = client_for(scene.make_member(meeting, Role.GUEST))
        assert guest.get(f"{hall.base}?site=all&kind=pdf").status_code == 403
        assert client_for().get(f"{hall.base}?site=all&kind=pdf").status_code == 401

    def test_invalid_site_argument_is_rejected(self, hall):
        for said in ("none", None, -1, "1"):
            reply = hall.secretary.post(hall.base, json={"site": said})
            assert reply.status_code == 422

    @pytest.mark.process
    def test_a_meeting_without_people_makes_an_empty_list(self, entrance):
        entrance.client.post(f"/m/{entrance.meeting}/roll/list", json={"site": "all"})
        work_off(entrance.store)
        base = f"/m/{entrance.meeting}/roll/list?site=all"
        with entrance.client.get(f"{base}&kind=pdf") as reply:
            words = words_of(reply.data)
        assert "Toàn hội nghị 0 0 0 0 0 0 0 0 0" in words
        assert "Không có ai trong danh sách" in words
        with entrance.client.get(f"{base}&kind=xlsx") as reply:
            book = load_workbook(io.BytesIO(reply.data))
        assert book["Tổng hợp"]["B5"].value == 0
        assert book["Tổng hợp"].max_row == 5


def line_of(number: int, site: str) -> AttendanceListRow:
    states = list(AttendanceState)
    return AttendanceListRow(
        name=f"Nguyễn Văn {number}",
        position="Bí thư",
        unit="Đảng uỷ xã",
        role="Đại biểu chính thức",
        site=site,
        seat=str(number),
        came="07:30",
        method="QR",
        state=states[number % len(states)],
        reason="",
        is_inside=number % 8 == 0,
    )


def large_plan(people: int, sites: int) -> AttendanceListContent:
    parts = [
        SiteSection(
            f"Xã {n}", tuple(line_of(i, f"Xã {n}") for i in range(n, people, sites))
        )
        for n in range(sites)
    ]
    return AttendanceListContent(
        "Tỉnh uỷ", "Hội nghị", "", "", tuple(parts), is_whole=True
    )


class TestMany:
    @pytest.mark.parametrize(
        ("sizes", "helpings"),
        [
            ([], [[]]),
            ([3], [[3]]),
            ([10], [[10]]),
            ([11], [[10], [1]]),
            ([25], [[10], [10], [5]]),
            ([4, 4, 4], [[4, 4, 2], [2]]),
            ([0, 5], [[5]]),
        ],
    )
    def test_batches_are_complete_and_in_order(self, sizes, helpings):
        parts = [
            SiteSection(str(n), tuple(line_of(i, "") for i in range(size)))
            for n, size in enumerate(sizes)
        ]
        plan = AttendanceListContent("", "", "", "", tuple(parts), is_whole=True)
        found = list(split_into_batches(plan, 10))
        assert [[len(one.lines) for one in some] for some in found] == helpings
        flat = [one for some in found for one in some]
        assert tuple(line for one in flat for line in one.lines) == plan.lines
        numbers = [one.first + n for one in flat for n in range(len(one.lines))]
        assert numbers == list(range(1, len(plan.lines) + 1))
        starts = [one.part.site for one in flat if one.is_start]
        assert starts == [part.site for part in parts if part.lines]

    def test_a_thousand_people_are_all_in_the_sheet(self, tmp_path):
        plan = large_plan(1000, 145)
        write_workbook(plan, tmp_path / "list.xlsx")
        book = load_workbook(tmp_path / "list.xlsx", read_only=True)
        rows = list(book["Điểm danh"].iter_rows(min_row=5, values_only=True))
        assert {row[1] for row in rows[:1000]} == {line.name for line in plan.lines}
        sums = list(book["Tổng hợp"].iter_rows(min_row=5, values_only=True))
        assert sums[0][1:] == msgspec.structs.astuple(plan.sums)
        assert len(sums) == 146
        assert sum(row[1] for row in sums[1:]) == sums[0][1] == 1000
        book.close()

    def test_pages_are_numbered_through_and_everybody_stands_on_them(
        self, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(render, "LIST_BATCH_PEOPLE", 40)
        plan = large_plan(90, 3)
        done = list(write_pdf(plan, tmp_path / "list.pdf"))
        assert done == [40, 80, 90]
        with pdfium.PdfDocument(tmp_path / "list.pdf") as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        for number, page in enumerate(pages[1:], 2):
            assert page.split()[-1] == str(number)
        words = " ".join(" ".join(pages).split())
        assert all(f"Nguyễn Văn {number} " in words for number in range(90))
        assert len(pages) >= 4
        assert "CHỦ TRÌ HỘI NGHỊ" in words
        assert words.count("NGƯỜI LẬP") == 1
