"""Versions: kept under a name, by time, compared, restored; nothing is lost."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.minutes.shared_text import read_document, text_lines


@pytest.fixture
def one(secretary, editor):
    one = editor(secretary)
    one.write("Bản đầu")
    one.sync()
    return one


@pytest.fixture
def versions(secretary, status):
    return lambda: {v["number"]: v for v in status(secretary)["versions"]}


def keep(client, address, name=""):
    return client.post(f"{address}/versions", json={"name": name})


def test_a_version_says_who_when_and_why(secretary, address, one, versions):
    assert keep(secretary, address, "Trước khi trình").json == {"number": 1}
    kept = versions()[1]
    assert kept["name"] == "Trước khi trình"
    assert kept["reason"] == "named"
    assert kept["made_by"] == "Trần Thị Thư"


def test_an_empty_text_has_no_version(secretary, address):
    assert keep(secretary, address).status_code == 409


def test_a_version_is_compared_with_the_text(secretary, address, one, versions):
    keep(secretary, address)
    one.write("Câu mới")
    one.sync()
    path = f"{address}/versions/{versions()[1]['id']}/changes"
    assert secretary.get(path).json["lines"] == [
        {"kind": "same", "text": "Bản đầu"},
        {"kind": "added", "text": "Câu mới"},
    ]


def test_restoring_keeps_the_present_text_as_a_version(
    secretary, address, one, versions
):
    keep(secretary, address)
    one.write("Câu mới")
    one.sync()
    first = versions()[1]["id"]
    reply = secretary.post(f"{address}/versions/{first}/restore", json={})
    assert reply.status_code == 204
    one.sync()
    assert one.lines == ["Bản đầu"]
    reasons = [versions()[number]["reason"] for number in (1, 2, 3)]
    assert reasons == ["named", "before_restore", "restored"]
    secretary.post(f"{address}/versions/{versions()[2]['id']}/restore", json={})
    one.sync()
    assert one.lines == ["Bản đầu", "Câu mới"]


def test_words_typed_without_network_into_a_replaced_text_are_a_version(
    store, secretary, address, one, versions, editor
):
    keep(secretary, address)
    one.write("Đoạn sẽ bị thay")
    one.sync()
    away = editor(secretary)
    away.sync()
    secretary.post(f"{address}/versions/{versions()[1]['id']}/restore", json={})
    away.append_to(1, ", gõ khi mất mạng")
    assert away.sync().status_code == 200
    one.sync()
    assert one.lines == away.lines == ["Bản đầu"]
    kept = next(v for v in versions().values() if v["reason"] == "offline")
    path = f"{address}/versions/{kept['id']}/changes"
    lines = secretary.get(path).json["lines"]
    removed = [line["text"] for line in lines if line["kind"] == "removed"]
    assert removed == ["Đoạn sẽ bị thay, gõ khi mất mạng"]


def test_a_version_is_kept_by_itself_after_some_minutes(one, versions):
    for minutes in (5, 11, 12):
        with clock.frozen(clock.now() + dt.timedelta(minutes=minutes)):
            one.write(f"Sau {minutes} phút")
            one.sync()
    assert [v["reason"] for v in versions().values()] == ["timed"]


def test_versions_of_other_minutes_do_not_exist(
    secretary, meeting, address, one, versions
):
    keep(secretary, address)
    version = versions()[1]["id"]
    other = secretary.post(f"/m/{meeting}/minutes", json={"family": "nd30"}).json["id"]
    path = f"/m/{meeting}/minutes/{other}/versions/{version}"
    assert secretary.get(f"{path}/changes").status_code == 404
    assert secretary.post(f"{path}/restore", json={}).status_code == 404


def test_the_chair_sees_no_versions(chair, secretary, address, one, status):
    keep(secretary, address)
    assert status(chair)["versions"] == []
    assert keep(chair, address).status_code == 403


def test_a_version_holds_the_text_of_its_time(store, secretary, address, one):
    from kiosk.minutes.models import MinutesVersion

    keep(secretary, address)
    one.write("Sau đó")
    one.sync()
    with store.read_session() as session:
        data = session.query(MinutesVersion).one().data
    assert text_lines(read_document([data])) == ["Bản đầu"]
