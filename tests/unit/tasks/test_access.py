"""Each sees its own tasks only: every kind of person × every unit × every way in."""

import pytest

from kiosk.roles import Role
from kiosk.tasks.rules import TaskAct, TaskState

LEAD, HELPER, OTHER = "Sở Tài chính", "Sở Y tế", "Sở Nội vụ"
# Who asks, and what they are to a task of the meeting led by LEAD with HELPER.
MANAGER, WORKS, HELPS, NOTHING = "manager", "lead", "cooperating", None
PEOPLE = {
    "administrator": MANAGER,
    "supervisor": MANAGER,
    "secretary of the meeting": MANAGER,
    "chair of the meeting": MANAGER,
    "secretary by badge": MANAGER,
    "secretary of another meeting": NOTHING,
    "staff without unit": NOTHING,
    "delegate with an account": NOTHING,
    "presenter with an account": NOTHING,
    f"account of {LEAD}": WORKS,
    f"link of {LEAD}": WORKS,
    f"account of {HELPER}": HELPS,
    f"link of {HELPER}": HELPS,
    f"account of {OTHER}": NOTHING,
    f"link of {OTHER}": NOTHING,
}


@pytest.fixture
def task_and_clients(office, scene):
    """A task of a meeting, its units, and a client for each kind of person."""
    meeting, elsewhere = scene.make_meeting(), scene.make_meeting("Hội nghị khác")
    units = {name: scene.make_unit(name) for name in (LEAD, HELPER, OTHER)}
    task = office.task(units[LEAD], [units[HELPER]], meeting=meeting)
    clients = {
        "administrator": office.admin,
        "supervisor": office.supervisor,
        "secretary of the meeting": lambda: office.of_meeting(meeting),
        "chair of the meeting": lambda: office.of_meeting(meeting, Role.CHAIR),
        "secretary by badge": lambda: office.client_for(
            scene.make_member(meeting, Role.SECRETARY)
        ),
        "secretary of another meeting": lambda: office.of_meeting(elsewhere),
        "staff without unit": office.staff,
        "delegate with an account": lambda: office.of_meeting(
            meeting, Role.OFFICIAL_DELEGATE
        ),
        "presenter with an account": lambda: office.of_meeting(meeting, Role.PRESENTER),
    }
    for name, unit in units.items():
        clients[f"account of {name}"] = lambda unit=unit: office.staff(unit)
        clients[f"link of {name}"] = lambda unit=unit: office.by_link(unit)
    return task, clients


@pytest.mark.parametrize(("who", "part"), PEOPLE.items())
def test_who_sees_a_task_and_what_they_may_do(office, task_and_clients, who, part):
    task, clients = task_and_clients
    client = clients[who]()
    listed = client.get("/tasks", headers={"Accept": "text/html"})
    assert listed.status_code == 200
    assert (f'href="/tasks/{task}"' in listed.text) is (part is not None)
    shown = client.get(f"/tasks/{task}")
    assert shown.status_code == (200 if part else 404)
    may = {
        MANAGER: {TaskAct.REMIND, TaskAct.WITHDRAW},
        WORKS: {TaskAct.ACCEPT},
        HELPS: {TaskAct.REPORT},
        NOTHING: set(),
    }[part]
    for act in set(TaskAct) - {TaskAct.CHANGE, TaskAct.ASSIGN}:
        assert (f'data-act="{act}"' in shown.text) is (act in may), act
    fields = {"text": "Vì sao"}
    for act in set(TaskAct) - {TaskAct.ASSIGN, TaskAct.WITHDRAW} - may:
        status = office.act(client, task, act, **fields).status_code
        assert status in ({403, 409, 422} if part else {404}), act
    assert office.state(task) == TaskState.ASSIGNED
    for act in may - {TaskAct.WITHDRAW}:
        assert office.act(client, task, act, **fields).status_code == 200, act


@pytest.mark.parametrize(("who", "part"), PEOPLE.items())
def test_who_makes_and_changes_tasks(task_and_clients, who, part):
    task, clients = task_and_clients
    client = clients[who]()
    details = {"details": {"text": "Việc mới"}}
    by_hand = client.post("/tasks", json=details).status_code
    sees_all = who in {"administrator", "supervisor"}
    assert by_hand == (201 if sees_all else 403)
    changed = client.post(f"/tasks/{task}", json={**details, "revision": 1})
    expected = {MANAGER: 200, WORKS: 403, HELPS: 403, NOTHING: 404}[part]
    assert changed.status_code == expected


@pytest.mark.parametrize("path", ["/tasks", "/tasks/1"])
def test_who_is_not_signed_in_sees_nothing(client_for, path):
    assert client_for().get(path).status_code == 401


def test_a_badge_of_a_delegate_is_refused(scene, client_for):
    client = client_for(scene.make_member(scene.make_meeting()))
    assert client.get("/tasks").status_code == 403


@pytest.mark.parametrize("role", Role)
def test_only_those_who_run_the_meeting_see_its_tasks(scene, client_for, role):
    meeting = scene.make_meeting()
    client = client_for(scene.make_member(meeting, role))
    runs = role in {Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR}
    assert client.get(f"/m/{meeting}/tasks").status_code == (200 if runs else 403)


def test_evidence_is_read_by_those_who_see_the_task(office, task_and_clients):
    task, clients = task_and_clients
    client = clients[f"link of {HELPER}"]()
    sent = client.post(f"/tasks/{task}/files?name=anh.jpg", data=b"\xff\xd8 evidence")
    assert sent.status_code == 201
    file = sent.json["id"]
    # Not before it is attached.
    assert (
        clients["administrator"]().get(f"/tasks/{task}/files/{file}").status_code == 404
    )
    assert office.act(client, task, "report", file_ids=[file]).status_code == 200
    for who, part in PEOPLE.items():
        got = clients[who]().get(f"/tasks/{task}/files/{file}")
        assert got.status_code == (200 if part else 404), who
        if part:
            assert got.data == b"\xff\xd8 evidence"
            assert "attachment" in got.headers["Content-Disposition"]
