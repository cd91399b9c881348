"""Lists of tasks in and out: read by a foreign parser, nothing taken twice."""

import csv
import datetime as dt
import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from kiosk.errors import Invalid
from kiosk.exports.job import ExportJob
from kiosk.table_files.job import TableFileJob
from kiosk.table_files.rules import ListRow
from kiosk.tasks.export import TASK_LIST
from kiosk.tasks.list_rules import KnownTasks, plan_tasks, words_key
from tests.unit.tasks.conftest import day

TODAY = dt.date(2026, 11, 29)
HEADING = ["Mã nhiệm vụ", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"]
NOTHING = KnownTasks(set(), set())


def plan(*lines, known=NOTHING):
    rows = [ListRow(n, list(cells)) for n, cells in enumerate([HEADING, *lines], 1)]
    return plan_tasks(rows, known, TODAY)


def test_a_row_becomes_a_task():
    [one] = plan(["", "Rà soát", "Sở Tài chính", "Sở Y tế; Sở Nội vụ", "31/12/2026"])
    assert (one.text, one.lead) == ("Rà soát", "Sở Tài chính")
    assert one.cooperating == ["Sở Y tế", "Sở Nội vụ"]
    assert one.due_date == dt.date(2026, 12, 31)
    assert one.change == "new"


@pytest.mark.parametrize(
    "cells",
    [
        ["", "Rà soát", "Sở Tài chính", "", "quý II"],
        ["", "Rà soát", "Sở Tài chính", "", "31/12/2206"],
        ["", "x" * 5001, "Sở Tài chính", "", ""],
        ["", "Rà soát", "x" * 201, "", ""],
        ["", "Rà soát", "", "x" * 201, ""],
    ],
)
def test_a_wrong_row_says_why(cells):
    [one] = plan(cells)
    assert one.change == "wrong"
    assert one.problem


def test_known_tasks_stay_as_they_are():
    known = KnownTasks({7}, {words_key("Rà soát", "Sở Tài chính")})
    found = plan(
        ["7", "Đã sửa trong Excel", "", "", ""],
        ["", "RÀ SOÁT", "sở tài chính", "", ""],
        ["", "Rà soát", "Sở Y tế", "", ""],
        ["", "Rà  soát", "Sở Y tế", "", ""],
        ["99", "Việc khác", "", "", ""],
        known=known,
    )
    assert [one.change for one in found] == ["same", "same", "new", "same", "new"]


def test_a_list_without_texts_is_refused():
    with pytest.raises(Invalid):
        plan_tasks([ListRow(1, ["Đơn vị chủ trì", "Thời hạn"])], NOTHING, TODAY)


def workbook(*lines):
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate([HEADING, *lines]):
        for column, cell in enumerate(cells):
            is_date = isinstance(cell, dt.date)
            write = sheet.write_datetime if is_date else sheet.write
            write(row, column, cell, *([date] if is_date else []))
    book.close()
    return data.getvalue()


@pytest.fixture
def boss(scene, client_for):
    return client_for(account_id=scene.make_account(is_administrator=True))


@pytest.fixture
def bring(store, room, boss):
    def bring(data, name="nv.xlsx"):
        sent = boss.post(f"/tasks/import/file?name={name}", data=data)
        draft = sent.json["draft"]
        TableFileJob(store, room).run("tasks-1", draft)
        return draft, boss.get(f"/tasks/import/file?draft={draft}").json

    return bring


@pytest.fixture
def export(store, room, boss):
    """Return a function that exports with a filter and returns a file."""

    def export(kind, query=""):
        assert boss.post(f"/tasks/export{query}", json={}).status_code == 204
        job = ExportJob(store, room, [TASK_LIST])
        [key] = job.exports("tasks").all_keys()
        job.make("tasks", key, job.exports("tasks").read(key).ticket)
        assert boss.get("/tasks/export").json["state"] == "ready"
        return boss.get(f"/tasks/export/{kind}").data

    return export


@pytest.mark.process
def test_a_list_is_taken_whole_and_only_once(scene, boss, bring):
    scene.make_unit("Sở Tài chính")
    long_text = "Rà soát " * 300
    lines = [
        ["", long_text, "so tai chinh", "Sở Y tế", day(20)],
        ["", "Báo cáo", "", "", ""],
        ["", "Việc sai", "Sở Tài chính", "", "cuối năm"],
    ]
    draft, shown = bring(workbook(*lines))
    assert [row["change"] for row in shown["rows"]] == ["new", "new", "wrong"]
    assert shown["new_units"] == ["Sở Y tế"]
    form = {"draft": draft, "seen": shown["signature"]}
    taken = boss.post("/tasks/import/apply", json=form)
    assert taken.json == {"added": 2, "changed": 0}
    page = boss.get("/tasks/1").text
    assert long_text.strip() in page
    assert "Sở Y tế" in page
    assert day(20).strftime("%d/%m/%Y") in page
    draft, again = bring(workbook(*lines))
    assert [row["change"] for row in again["rows"]] == ["same", "same", "wrong"]
    old = {"draft": draft, "seen": shown["signature"]}
    assert boss.post("/tasks/import/apply", json=old).status_code == 409


@pytest.mark.process
def test_an_exported_list_is_read_by_others_and_comes_back_the_same(
    scene, office, export, bring
):
    unit, other = scene.make_unit(), scene.make_unit("Sở Y tế")
    office.task(unit, [other], days=-3, text='=HYPERLINK("x")')
    office.task(other, days=40, text="Báo cáo\nhai dòng")
    office.task(None, days=None, text="Không có đơn vị")
    book = export("xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    heading, first, second, third = rows.to_python()
    line = dict(zip(heading, first, strict=True))
    assert line["Nội dung nhiệm vụ"] == '=HYPERLINK("x")'
    assert line["Đơn vị phối hợp"] == "Sở Y tế"
    assert line["Thời hạn"] == day(-3)
    assert (line["Tiến độ"], line["Số ngày quá hạn"]) == ("Quá hạn", 3)
    assert second[2] == "Báo cáo\nhai dòng"
    assert third[5] == ""
    _, shown = bring(book)
    assert [row["change"] for row in shown["rows"]] == ["same"] * 3
    text = export("csv").decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Mã nhiệm vụ"] for row in table] == ["1", "2", "3"]
    assert table[0]["Thời hạn"] == day(-3).strftime("%d/%m/%Y")
    only = export("csv", "?shown=late").decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(only), delimiter=";"))) == 1


def test_only_who_assigns_all_tasks_imports(scene, office):
    meeting, unit = scene.make_meeting(), scene.make_unit()
    for client in (office.of_meeting(meeting), office.staff(unit), office.staff()):
        assert client.get("/tasks/import").status_code == 403
        sent = client.post("/tasks/import/file?name=a.csv", data=b"a")
        assert sent.status_code == 403
    assert office.by_link(unit).get("/tasks/import").status_code == 401


def test_a_units_device_exports_nothing(scene, office):
    client = office.by_link(scene.make_unit())
    assert client.post("/tasks/export", json={}).status_code == 401
