"""Calendars: read by a foreign parser, with their own key, and their own tasks only."""

import datetime as dt
from base64 import b64encode

import pytest
import vobject

from tests.unit.tasks.conftest import day


def basic(user, password):
    sent = b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {sent}"}


def events(reply):
    assert reply.status_code == 200
    assert reply.headers["Content-Type"].startswith("text/calendar")
    calendar = vobject.readOne(reply.get_data(as_text=True))
    return {
        event.summary.value: event for event in getattr(calendar, "vevent_list", [])
    }


@pytest.fixture
def made(office, scene):
    """Return two units, a task of each, and one of both."""
    one, other = scene.make_unit(), scene.make_unit("Sở Y tế")
    office.task(one, text="Việc; của, một\nđơn vị", days=9)
    office.task(other, text="Việc của đơn vị khác", days=-2)
    office.task(one, [other], text="Việc chung", days=1)
    office.task(one, text="Không có hạn", days=None)
    return one, other


def path_of(feed):
    return "/" + feed["url"].split("/", 3)[3]


def test_a_unit_reads_its_own_deadlines(office, client_for, made):
    feed = office.by_link(made[0]).post("/tasks/calendar", json={"of_unit": True}).json
    reader = client_for()
    reply = reader.get(path_of(feed), headers=basic(feed["user"], feed["password"]))
    found = events(reply)
    assert set(found) == {"Hạn: Việc; của, một đơn vị", "Hạn: Việc chung"}
    event = found["Hạn: Việc; của, một đơn vị"]
    assert event.dtstart.value == day(9)
    assert event.dtend.value == day(10)
    assert event.description.value.startswith("Việc; của, một\nđơn vị\nTrạng thái: Đã")
    assert "Chủ trì: Sở Tài chính" in event.description.value
    uids = {each.uid.value for each in found.values()}
    assert len(uids) == 2
    again = reader.get(
        path_of(feed),
        headers=basic(feed["user"], feed["password"])
        | {"If-None-Match": reply.headers["ETag"]},
    )
    assert again.status_code == 304


def test_it_is_in_the_language_that_the_reader_asks_for(office, client_for, made):
    feed = office.by_link(made[0]).post("/tasks/calendar", json={"of_unit": True}).json
    asked = basic(feed["user"], feed["password"]) | {"Accept-Language": "en"}
    reply = client_for().get(path_of(feed), headers=asked)
    event = events(reply)["Due: Việc; của, một đơn vị"]
    assert "State: Assigned\nLead unit: Sở Tài chính" in event.description.value
    assert "Accept-Language" in reply.headers["Vary"]


def test_a_leader_reads_all_and_a_withdrawn_task_is_cancelled(office, client_for, made):
    boss = office.supervisor()
    feed = boss.post("/tasks/calendar", json={"of_unit": False}).json
    headers = basic(feed["user"], feed["password"])
    assert len(events(client_for().get(path_of(feed), headers=headers))) == 3
    office.act(boss, 3, "withdraw", text="Giao nhầm")
    found = events(client_for().get(path_of(feed), headers=headers))
    assert found["Hạn: Việc chung"].status.value == "CANCELLED"
    assert found["Hạn: Việc chung"].sequence.value == "2"
    assert found["Hạn: Việc của đơn vị khác"].dtstart.value == day(-2)
    assert isinstance(found["Hạn: Việc chung"].dtstamp.value, dt.datetime)


def test_the_key_is_in_no_address_and_stored_only_as_a_hash(office, store, made):
    feed = office.by_link(made[0]).post("/tasks/calendar", json={"of_unit": True}).json
    assert feed["password"] not in feed["url"]
    database = store.config.data / "kiosk.db"
    kept = database.read_bytes() + database.with_name("kiosk.db-wal").read_bytes()
    assert feed["password"].encode() not in kept


def test_a_wrong_key_opens_nothing(office, client_for, made):
    unit = office.by_link(made[0])
    first = unit.post("/tasks/calendar", json={"of_unit": True}).json
    other = office.by_link(made[1]).post("/tasks/calendar", json={"of_unit": True}).json
    reader = client_for()
    user, password, path = first["user"], first["password"], path_of(first)
    for headers in (
        {},
        basic(user, ""),
        basic(user, other["password"]),
        basic(other["user"], password),
        basic("lich-99", password),
        {"Authorization": f"Bearer {password}"},
        {"Authorization": "Basic ???"},
    ):
        refused = reader.get(path, headers=headers)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"].startswith("Basic ")
        assert b"BEGIN" not in refused.data
    wrong = reader.get(path_of(other), headers=basic(user, password))
    assert wrong.status_code == 401
    # A new key ends the old one.
    unit.post("/tasks/calendar", json={"of_unit": True})
    assert reader.get(path, headers=basic(user, password)).status_code == 401


def test_the_calendar_of_a_closed_unit_ends(office, client_for, made):
    feed = office.by_link(made[0]).post("/tasks/calendar", json={"of_unit": True}).json
    office.admin().post(f"/units/{made[0]}/close", json={"is_closed": True})
    headers = basic(feed["user"], feed["password"])
    assert client_for().get(path_of(feed), headers=headers).status_code == 401


def test_a_unit_has_no_calendar_of_an_account(office, made):
    client = office.by_link(made[0])
    assert client.post("/tasks/calendar", json={"of_unit": False}).status_code == 403
    staff = office.staff()
    assert staff.post("/tasks/calendar", json={"of_unit": True}).status_code == 403
