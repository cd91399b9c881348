"""The shared text: two editors, one offline, and what is refused."""

import base64
import datetime as dt

import pytest
from sqlalchemy import func, select

from kiosk import clock
from kiosk.minutes.models import MinutesUpdate
from kiosk.minutes.queries import current_document
from kiosk.minutes.rules import COMPACTED_UPDATES, MAX_UPDATE_BYTES
from kiosk.minutes.shared_text import text_lines, write_document
from kiosk.official_papers.rules import PaperFamily
from kiosk.roles import Role


def stored(store, meeting):
    with store.read_session() as session:
        return text_lines(current_document(session, meeting, PaperFamily.PARTY))


def test_two_editors_get_each_others_words(store, meeting, secretary, editor):
    one, two = editor(secretary), editor(secretary)
    one.write("Đồng chí Bí thư khai mạc")
    assert one.sync().status_code == 200
    two.sync()
    assert two.lines == ["Đồng chí Bí thư khai mạc"]
    two.append_to(0, " hội nghị.")
    one.write("Hội nghị nghe báo cáo.")
    two.sync()
    one.sync()
    two.sync()
    expected = ["Đồng chí Bí thư khai mạc hội nghị.", "Hội nghị nghe báo cáo."]
    assert one.lines == two.lines == stored(store, meeting) == expected


def test_who_was_offline_loses_nothing_and_overwrites_nobody(
    store, meeting, secretary, editor
):
    one, two = editor(secretary), editor(secretary)
    one.write("Mở đầu")
    one.sync()
    two.sync()
    for number in range(20):
        one.append_to(0, f" trực tuyến {number}")
        one.sync()
        two.append_to(0, f" mất mạng {number}")
    two.sync()
    one.sync()
    assert one.lines == two.lines == stored(store, meeting)
    for number in range(20):
        assert f" trực tuyến {number}" in one.lines[0]
        assert f" mất mạng {number}" in one.lines[0]


def test_the_same_message_twice_changes_nothing(store, meeting, secretary, editor):
    one = editor(secretary)
    one.write("Một lần")
    update = base64.b64encode(one.doc.get_update()).decode()
    for _ in range(2):
        assert one.sync(updates=[update]).status_code == 200
    assert stored(store, meeting) == ["Một lần"]


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\xff" * 100, write_document({"content": []})[:-1], b"{}"]
)
def test_a_malformed_message_is_refused_and_not_stored(
    store, meeting, secretary, editor, data
):
    one = editor(secretary)
    reply = one.sync(updates=[base64.b64encode(data).decode()])
    assert reply.status_code == 422
    assert reply.json["error"] == "bad_update"
    with store.read_session() as session:
        assert current_document(session, meeting, PaperFamily.PARTY) is None


def test_a_message_that_is_too_large_is_refused(secretary, editor):
    one = editor(secretary)
    one.write("x" * MAX_UPDATE_BYTES)
    reply = one.sync()
    assert reply.status_code == 422
    assert reply.json["error"] == "large_update"


def test_many_changes_become_one_row_with_the_same_text(
    store, meeting, secretary, editor, job, minutes_id
):
    one, late = editor(secretary), editor(secretary)
    one.write("Bắt đầu")
    one.sync()
    late.sync()
    for number in range(COMPACTED_UPDATES):
        one.append_to(0, f" {number}")
        one.sync()
    job.compact(minutes_id)
    with store.read_session() as session:
        rows = select(func.count()).select_from(MinutesUpdate)
        assert session.scalar(rows) == 1
    late.sync()
    new = editor(secretary)
    new.sync()
    assert late.lines == new.lines == one.lines == stored(store, meeting)


def test_who_else_is_editing_is_known_until_they_leave_or_are_silent(
    scene, client_for, meeting, secretary, editor
):
    other = client_for(scene.make_member(meeting, Role.SECRETARY, "Lý Văn Hai"))
    one, two = editor(secretary), editor(other)
    one.sync()
    two.sync(cursor='{"at": 1}')
    assert two.editors == ["Trần Thị Thư"]
    one.sync()
    assert one.editors == ["Lý Văn Hai"]
    two.sync(is_leaving=True)
    one.sync()
    assert one.editors == []
    two.sync()
    with clock.frozen(clock.now() + dt.timedelta(minutes=1)):
        one.sync()
    assert one.editors == []


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.GUEST])
def test_only_the_secretariat_writes(store, scene, client_for, meeting, editor, role):
    one = editor(client_for(scene.make_member(meeting, role)))
    one.write("Chen vào")
    assert one.sync().status_code == 403
    with store.read_session() as session:
        assert current_document(session, meeting, PaperFamily.PARTY) is None


def test_minutes_of_another_meeting_do_not_exist(scene, client_for, address):
    elsewhere = scene.make_meeting()
    client = client_for(scene.make_member(elsewhere, Role.SECRETARY))
    number = address.rpartition("/")[2]
    path = f"/m/{elsewhere}/minutes/{number}"
    for name in ("", "/status", "/document", "/facts", "/pdf"):
        assert client.get(path + name).status_code == 404, name
    body = {"client": "1", "after": 0}
    assert client.post(f"{path}/sync", json=body).status_code == 404


def test_readers_get_the_text_without_what_was_deleted(
    secretary, chair, editor, address
):
    one = editor(secretary)
    one.write("Câu bị xoá")
    one.write("Câu còn lại")
    one.sync()
    del one.root.children[0]
    one.sync()
    reply = chair.get(f"{address}/document").json
    data = base64.b64decode(reply["updates"][0])
    assert "Câu bị xoá".encode() not in data
    assert "Câu còn lại".encode() in data
    again = chair.get(f"{address}/document?after={reply['last']}").json
    assert again["updates"] == []
