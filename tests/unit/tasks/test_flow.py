"""From conclusions to confirmed tasks: each step, its history, events and notices."""

import json

import pytest
from sqlalchemy import select

from kiosk.notices.models import MailDelivery, StoredNotice
from kiosk.roles import Role
from kiosk.storage.journal import events_after
from kiosk.tasks.access import EVERYTHING
from kiosk.tasks.models import Task
from kiosk.tasks.queries.lists import task_counts, task_lines
from kiosk.tasks.queries.one import one_task
from kiosk.tasks.queries.structs import TaskFilter
from kiosk.units.models import Unit
from tests.unit.tasks.conftest import day


@pytest.fixture
def meeting(scene):
    return scene.make_meeting()


def tasks_of(store, meeting):
    with store.read_session() as session:
        wanted = TaskFilter(meeting_id=meeting)
        return task_lines(session, EVERYTHING, wanted, day(0))


def test_one_press_makes_a_task_of_each_conclusion_and_nothing_twice(
    store, scene, office, conclusion, meeting
):
    scene.make_unit("Sở Tài chính", symbol="STC")
    office.conclude(
        meeting,
        conclusion("Rà soát dữ liệu", "so tai chinh", ["Sở Y tế"]),
        conclusion("Báo cáo", "STC", days=None),
        conclusion("Họp lại", ""),
    )
    secretary = office.of_meeting(meeting)
    shown = secretary.get(f"/m/{meeting}/tasks").text
    assert "3 kết luận chưa giao" in shown
    assert "Sở Y tế" in shown
    made = secretary.post(f"/m/{meeting}/tasks", json={})
    assert made.json == {"count": 3, "new_units": ["Sở Y tế"]}
    again = secretary.post(f"/m/{meeting}/tasks", json={})
    assert again.json == {"count": 0, "new_units": []}
    lines = {line.conclusion_number: line for line in tasks_of(store, meeting)}
    assert [lines[n].lead_unit for n in (1, 2, 3)] == ["Sở Tài chính"] * 2 + [""]
    assert lines[1].cooperating == ["Sở Y tế"]
    assert lines[1].due_date == day(30)
    assert lines[2].due_date is None
    with store.read_session() as session:
        assert len(session.scalars(select(Unit)).all()) == 2


def test_conclusions_that_are_not_issued_become_no_tasks(office, conclusion, meeting):
    office.conclude(meeting, conclusion(), issue=False)
    refused = office.of_meeting(meeting).post(f"/m/{meeting}/tasks", json={})
    assert (refused.status_code, refused.json["error"]) == (409, "not_issued")


def test_a_conclusion_changed_later_is_named(store, office, conclusion, meeting):
    office.conclude(meeting, conclusion())
    secretary = office.of_meeting(meeting)
    secretary.post(f"/m/{meeting}/tasks", json={})
    url = f"/m/{meeting}/conclusions"
    secretary.post(f"{url}/reopen", json={})
    number = tasks_of(store, meeting)[0].conclusion_id
    words = {"text": "Rà soát lại", "lead_unit": "Sở Tài chính"}
    secretary.post(f"{url}/{number}", json={"words": words, "revision": 1})
    office.conclude(meeting, conclusion("Việc thêm"))
    shown = secretary.get(f"/m/{meeting}/tasks").text
    assert "Kết luận 1 đã sửa sau khi giao" in shown
    assert secretary.post(f"/m/{meeting}/tasks", json={}).json["count"] == 1


def test_a_task_outlives_its_conclusion(store, office, conclusion, meeting):
    office.conclude(meeting, conclusion())
    secretary = office.of_meeting(meeting)
    secretary.post(f"/m/{meeting}/tasks", json={})
    [before] = tasks_of(store, meeting)
    url = f"/m/{meeting}/conclusions"
    secretary.post(f"{url}/reopen", json={})
    removed = secretary.post(f"{url}/{before.conclusion_id}/remove", json={})
    assert removed.status_code == 204
    [after] = tasks_of(store, meeting)
    assert (after.id, after.conclusion_id) == (before.id, None)
    assert (after.text, after.conclusion_number) == ("Rà soát dữ liệu", 1)


def test_a_task_from_the_first_report_to_the_confirmation(store, scene, office):
    lead, helper = scene.make_unit(), scene.make_unit("Sở Y tế")
    task = office.task(lead, [helper], days=10)
    boss, unit, other = office.supervisor(), office.by_link(lead), office.staff(helper)
    later = day(40).isoformat()
    steps = [
        (unit, "accept", {}, "accepted"),
        (other, "report", {"text": "Đã gửi số liệu"}, "accepted"),
        (unit, "report", {"text": "Đang tổng hợp"}, "in_progress"),
        (
            unit,
            "ask_extension",
            {"text": "Chờ số liệu", "due_date": later},
            "extension_asked",
        ),
        (boss, "refuse_extension", {"text": "Không có lý do"}, "in_progress"),
        (
            unit,
            "ask_extension",
            {"text": "Chờ thẩm định", "due_date": later},
            "extension_asked",
        ),
        (boss, "grant_extension", {"due_date": later}, "in_progress"),
        (unit, "declare_done", {"text": "Đã trình"}, "done"),
        (boss, "return", {"text": "Thiếu phụ lục"}, "returned"),
        (unit, "report", {"text": "Đã bổ sung"}, "in_progress"),
        (unit, "declare_done", {}, "done"),
        (boss, "confirm", {}, "confirmed"),
    ]
    for client, act, fields, state in steps:
        done = office.act(client, task, act, **fields)
        assert done.status_code == 200, (act, done.json)
        assert done.json["state"] == state, act
    with store.read_session() as session:
        found = one_task(session, EVERYTHING, task, day(0))
    assert [(each.act, each.state) for each in found.history] == [
        ("assign", "assigned"),
        *((act, state) for _, act, _, state in steps),
    ]
    assert found.line.due_date == day(40)
    assert found.first_due_date == day(10)
    assert found.line.asked_due_date is None
    units = [each.unit for each in found.history[1:4]]
    assert units == ["Sở Tài chính", "Sở Y tế", "Sở Tài chính"]
    shown = unit.get(f"/tasks/{task}").text
    for text in ("Thiếu phụ lục", "Đã bổ sung", "Chờ thẩm định"):
        assert text in shown


def test_of_two_presses_the_second_finds_the_task_changed(office, scene):
    unit = scene.make_unit()
    task, client = office.task(unit), office.by_link(unit)
    form = {"act": "accept", "revision": 1}
    assert client.post(f"/tasks/{task}/act", json=form).status_code == 200
    again = client.post(f"/tasks/{task}/act", json=form)
    assert (again.status_code, again.json["error"]) == (409, "wrong_task_state")
    old = {"act": "report", "revision": 1, "text": "Xong"}
    assert client.post(f"/tasks/{task}/act", json=old).status_code == 409


def test_another_lead_unit_has_to_accept_anew(office, scene):
    first, second = scene.make_unit(), scene.make_unit("Sở Y tế")
    task, boss = office.task(first, [second]), office.supervisor()
    client = office.by_link(first)
    office.act(client, task, "accept")
    later = day(60).isoformat()
    office.act(client, task, "ask_extension", text="Chờ", due_date=later)
    details = {"text": "Rà soát số", "lead_unit_id": second}
    changed = boss.post(f"/tasks/{task}", json={"details": details, "revision": 3})
    assert changed.status_code == 200
    assert office.state(task) == "assigned"
    # The first unit has no part in it any more.
    assert client.get(f"/tasks/{task}").status_code == 404


@pytest.mark.parametrize(
    ("details", "source"),
    [
        ({"text": "Việc", "lead_unit_id": 99}, {}),
        ({"text": "Việc", "cooperating": [99]}, {}),
        ({"text": ""}, {}),
        ({"text": "Việc", "due_date": "2026-13-01"}, {}),
        ({"text": "Việc"}, {"item_id": 1}),
        ({"text": "Việc"}, {"meeting_id": 99}),
        ({"text": "Việc"}, {"page": 0}),
    ],
)
def test_a_task_of_nothing_that_exists_is_refused(store, office, details, source):
    reply = office.admin().post("/tasks", json={"details": details, "source": source})
    assert reply.status_code in {404, 422}
    assert reply.json["message"]
    with store.read_session() as session:
        assert session.scalars(select(Task)).all() == []


def test_files_of_others_or_of_another_task_are_not_attached(office, scene):
    unit, other = scene.make_unit(), scene.make_unit("Sở Y tế")
    task, second = office.task(unit, [other]), office.task(unit, [other])
    client, helper = office.by_link(unit), office.by_link(other)
    for each in (task, second):
        office.act(client, each, "accept")
    sent = client.post(f"/tasks/{task}/files?name=a.pdf", data=b"%PDF-").json["id"]
    for who, where in [(helper, task), (client, second)]:
        refused = office.act(who, where, "report", file_ids=[sent])
        assert (refused.status_code, refused.json["error"]) == (422, "no_file")
    assert office.act(client, task, "report", file_ids=[sent]).status_code == 200
    again = office.act(client, task, "report", file_ids=[sent])
    assert again.json["error"] == "no_file"


def test_events_say_what_happened_without_words(store, scene, office, meeting):
    unit = scene.make_unit()
    task = office.task(unit, meeting=meeting, text="Lời riêng")
    office.act(office.by_link(unit), task, "accept")
    with store.read_session() as session:
        events = [event.body for event in events_after(session, meeting, 0)]
    assert events == [
        {"kind": "tasks_assigned", "task_ids": [task]},
        {"kind": "task_changed", "task_id": task, "act": "accept", "state": "accepted"},
    ]


def notices(store):
    with store.read_session() as session:
        rows = session.scalars(select(StoredNotice).order_by(StoredNotice.id)).all()
        return [(row, json.loads(row.parameters)) for row in rows]


def test_units_are_told_by_mail_with_a_link_and_their_people_in_the_app(
    store, scene, office, client_for
):
    unit = scene.make_unit(email="stc@tinh.gov.vn")
    account = scene.make_account()
    scene.place_account(account, unit)
    task = office.task(unit, text="Rà soát " * 100)
    (mail, said), (app, _) = notices(store)
    assert (mail.unit_id, app.account_id) == (unit, account)
    assert said["title"] == "Nhiệm vụ mới"
    assert len(said["task"]) <= 301
    assert said["due"] == day(30).strftime("%d/%m/%Y")
    assert app.link == f"/tasks/{task}"
    path, _, token = mail.link.partition("#")
    assert path == "/u"
    opened = client_for().post("/u", json={"token": token})
    assert opened.json == {"go": f"/tasks/{task}"}
    with store.read_session() as session:
        sent = session.scalars(select(MailDelivery)).one()
        assert (sent.address, sent.notice_id) == ("stc@tinh.gov.vn", mail.id)


def test_the_secretary_and_supervisors_are_told_what_needs_a_decision(
    store, scene, office, meeting
):
    unit, boss = scene.make_unit(), scene.make_account()
    scene.make_member(meeting, Role.SECRETARY, account_id=boss)
    task, client = office.task(unit, meeting=meeting), office.by_link(unit)
    office.act(client, task, "accept")
    assert notices(store) == []
    office.act(client, task, "declare_done", text="Đã trình")
    [(sent, said)] = notices(store)
    assert sent.account_id == boss
    assert said["title"] == "Đơn vị báo đã xong"
    assert said["remark"] == "Đã trình"


def test_late_ones_come_first_and_are_counted(store, scene, office):
    unit = scene.make_unit()
    soon, late, later, never = (
        office.task(unit, days=days, text=str(days)) for days in (3, -5, 60, None)
    )
    done = office.task(unit, days=-9)
    client = office.by_link(unit)
    office.act(client, done, "accept")
    office.act(client, done, "declare_done")
    with store.read_session() as session:
        lines = task_lines(session, EVERYTHING, TaskFilter(), day(0))
        counts = task_counts(session, EVERYTHING, TaskFilter(shown="late"), day(0))
    assert [line.id for line in lines] == [late, soon, later, never, done]
    assert lines[0].days_late == 5
    assert (counts.late, counts.soon, counts.open, counts.waiting) == (1, 1, 4, 1)
    assert (counts.confirmed, counts.without_unit, counts.all) == (0, 0, 5)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (TaskFilter(words="RA SOAT"), [1]),
        (TaskFilter(words="2"), [2]),
        (TaskFilter(words="100%"), []),
        (TaskFilter(shown="without_unit"), [2]),
        (TaskFilter(shown="assigned"), [1, 2]),
        (TaskFilter(shown="confirmed"), []),
        (TaskFilter(shown="nonsense"), [1, 2]),
        (TaskFilter(unit_id=1), [1]),
        (TaskFilter(unit_id=2), [1]),
    ],
)
def test_filters(store, scene, office, wanted, expected):
    lead, helper = scene.make_unit(), scene.make_unit("Sở Y tế")
    office.task(lead, [helper], text="Rà soát dữ liệu", days=5)
    office.task(None, text="Việc khác", days=None)
    with store.read_session() as session:
        lines = task_lines(session, EVERYTHING, wanted, day(0))
    assert [line.id for line in lines] == expected


@pytest.mark.parametrize(
    "query", ["page=9", "page=x", "unit=x&meeting=-1", "words=%00"]
)
def test_a_strange_query_is_answered(office, scene, query):
    office.task(scene.make_unit())
    assert office.admin().get(f"/tasks?{query}").status_code == 200
