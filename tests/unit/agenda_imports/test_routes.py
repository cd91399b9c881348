"""An agenda from a table: previewed, then written whole and once."""

import json

import pytest
from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.agenda_imports.presenters import possible_names
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PREPARERS, Role
from kiosk.storage.journal import JournalEntry

ROWS = [
    ["Thời gian", "Nội dung", "Người thực hiện"],
    ["8h00", "Chào cờ", ""],
    ["8h05", "Báo cáo", "Đ/c Nguyễn Văn An, Phó Bí thư"],
    ["9h00", "Kết luận", "Chủ toạ"],
]


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


def preview(client, meeting, **body):
    path = f"/m/{meeting}/agenda-import/preview"
    return client.post(path, json={"rows": ROWS} | body)


def item(title, **fields):
    return {
        "title": title,
        "kind": "report",
        "presenter_id": None,
        "presenter_text": "",
        "planned_minutes": 5,
        "visibility": "everyone",
    } | fields


def add(client, meeting, *items, seen=0):
    path = f"/m/{meeting}/agenda-import/items"
    return client.post(path, json={"items": list(items), "seen": seen})


def titles(store, meeting):
    wanted = select(AgendaItem.title).where(AgendaItem.meeting_id == meeting)
    with store.read_session() as session:
        return list(session.scalars(wanted.order_by(AgendaItem.ordinal)))


@pytest.mark.parametrize("role", Role)
def test_only_those_who_prepare_import(scene, client_for, meeting, role):
    client = client_for(scene.make_member(meeting, role))
    may = role in PREPARERS
    assert preview(client, meeting).status_code == (200 if may else 403)
    assert add(client, meeting, item("Báo cáo")).status_code == (201 if may else 403)
    upload = client.post(f"/m/{meeting}/agenda-import/file?name=a.docx", data=b"x")
    assert upload.status_code == (202 if may else 403)


def test_a_preview_writes_nothing_and_finds_presenters(
    scene, secretary, meeting, store
):
    an = scene.make_member(meeting, name="Nguyễn Văn An", unit="Tỉnh uỷ")
    scene.make_member(scene.make_meeting("Khác"), name="Nguyễn Văn An")
    data = preview(secretary, meeting).json
    assert [column["field"] for column in data["columns"]] == [
        *("time", "content", "presenter")
    ]
    flag, report, end = data["rows"]
    assert (flag["title"], flag["minutes"], flag["kind"]) == (
        *("Chào cờ", 5, "flag_ceremony"),
    )
    assert report["presenter_id"] == an
    assert report["candidates"] == [
        {"id": an, "name": "Nguyễn Văn An", "unit": "Tỉnh uỷ"}
    ]
    assert (end["presenter"], end["presenter_id"]) == ("Chủ toạ", None)
    assert titles(store, meeting) == []


def test_of_two_members_of_one_name_the_secretary_chooses(scene, secretary, meeting):
    for unit in ("Huyện uỷ", "Tỉnh uỷ"):
        scene.make_member(meeting, name="Nguyễn Văn An", unit=unit)
    report = preview(secretary, meeting).json["rows"][1]
    assert report["presenter_id"] is None
    assert len(report["candidates"]) == 2


def test_the_longest_name_counts(scene, secretary, meeting):
    scene.make_member(meeting, name="Nguyễn Văn An")
    whole = scene.make_member(meeting, name="Nguyễn Văn An Bình")
    rows = [*ROWS[:1], ["8h", "Báo cáo", "ông NGUYỄN VĂN AN BÌNH"]]
    (report,) = preview(secretary, meeting, rows=rows).json["rows"]
    assert report["presenter_id"] == whole


def test_names_are_runs_of_words():
    assert possible_names("Đ/c Lê An") == [
        "d c",
        "c le",
        "le an",
        *(["d c le", "c le an", "d c le an"]),
    ]
    assert possible_names("") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": []},
        {"rows": [[""]]},
        {"rows": [["x" * 2001]]},
        {"rows": [["x"] * 21]},
        {"rows": [["x"]] * 401},
        {"columns": {"0": "time"}},
        {"columns": {"0": "content", "1": "content"}},
        {"columns": {"99": "content"}},
        {"columns": {"0": "colour"}},
    ],
)
def test_a_bad_table_is_refused_with_a_sentence(secretary, meeting, wrong):
    reply = preview(secretary, meeting, **wrong)
    assert reply.status_code == 422
    assert reply.json["message"]


def test_all_items_are_added_with_one_event(scene, secretary, meeting, store):
    presenter = scene.make_member(meeting, name="Nguyễn Văn An")
    scene.make_item(meeting, "Khai mạc")
    made = [
        item("Chào cờ", kind="flag_ceremony"),
        item("Báo cáo", presenter_id=presenter, presenter_text="Đ/c An"),
    ]
    assert add(secretary, meeting, *made, seen=1).status_code == 201
    assert titles(store, meeting) == ["Khai mạc", "Chào cờ", "Báo cáo"]
    with store.read_session() as session:
        bodies = session.scalars(select(JournalEntry.body)).all()
        report = session.scalars(
            select(AgendaItem).where(AgendaItem.title == "Báo cáo")
        ).one()
        assert (report.presenter_id, report.presenter_text) == (presenter, "")
    assert [json.loads(body)["kind"] for body in bodies].count("agenda_changed") == 1


def test_pressed_twice_they_are_added_once(secretary, meeting, store):
    assert add(secretary, meeting, item("Báo cáo")).status_code == 201
    refused = add(secretary, meeting, item("Báo cáo"))
    assert refused.status_code == 409
    assert refused.json["error"] == "changed_meanwhile"
    assert titles(store, meeting) == ["Báo cáo"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 501},
        {"planned_minutes": -1},
        {"presenter_id": 999_999},
        {"kind": "party"},
    ],
)
def test_one_wrong_item_leaves_nothing_half_written(secretary, meeting, store, wrong):
    refused = add(secretary, meeting, item("Báo cáo"), item("Chào cờ") | wrong)
    assert refused.status_code == 422
    assert titles(store, meeting) == []


def test_the_agenda_of_a_closed_meeting_stays(scene, client_for, store):
    closed = scene.make_meeting(state=MeetingState.CLOSED)
    account = scene.make_account()
    scene.make_member(closed, Role.SECRETARY, account_id=account)
    client = client_for(account_id=account)
    assert add(client, closed, item("Báo cáo")).status_code == 409
    assert titles(store, closed) == []
