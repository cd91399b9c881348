"""What became of it: tasks of the body in the agenda of its next meeting."""

import datetime as dt

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.official_papers.rules import OfficialPaper, PaperFamily, PaperKind
from kiosk.roles import Role
from kiosk.tasks.access import EVERYTHING
from kiosk.tasks.carrying import ITEM_TITLE, tasks_report
from kiosk.tasks.job import TaskJob
from kiosk.tasks.queries.carrying import carried_tasks
from tests.unit.tasks.conftest import day


@pytest.fixture
def meetings(store, scene):
    """Return two meetings of one body, the earlier one first, and one of another."""
    first, second, other = (scene.make_meeting(f"Kỳ họp {n}") for n in (1, 2, 3))
    with store.unit_of_work("test") as work:
        row = work.session.get_one(Meeting, first)
        row.starts_at -= dt.timedelta(days=30)
        work.session.get_one(Meeting, other).body_name = "Uỷ ban kiểm tra"
    return first, second, other


def carried(store, meeting):
    with store.read_session() as session:
        return [line.id for line in carried_tasks(session, meeting, day(0))]


def test_the_next_meeting_hears_of_the_bodys_tasks(store, scene, office, meetings):
    first, second, other = meetings
    unit = scene.make_unit()
    late, soon = (office.task(unit, meeting=first, days=n) for n in (-4, 3))
    office.task(unit, meeting=other)
    office.task(unit)
    own = office.task(unit, meeting=second)
    withdrawn = office.task(unit, meeting=first)
    boss = office.supervisor()
    office.act(boss, withdrawn, "withdraw", text="Giao nhầm")
    done = office.task(unit, meeting=first)
    client = office.by_link(unit)
    for who, act in [(client, "accept"), (client, "declare_done"), (boss, "confirm")]:
        office.act(who, done, act)
    assert carried(store, second) == [late, soon, done]
    assert own not in carried(store, second)
    assert carried(store, other) == []


def test_the_report_has_figures_and_last_words(store, scene, office, meetings):
    first, second, _ = meetings
    unit = scene.make_unit()
    office.task(unit, meeting=first, days=-4, text="Việc trễ")
    with store.read_session() as session:
        lines = carried_tasks(session, second, day(0))
    form = OfficialPaper(family=PaperFamily.PARTY, kind=PaperKind.TASKS_REPORT)
    paper = tasks_report(form, lines, {lines[0].id: "Đang tổng hợp"}, day(0))
    figures, table = paper.body
    assert "1 đang thực hiện, trong đó 1 quá hạn" in figures.runs[0].text
    row = [cell.runs[0].text for cell in table.rows[0]]
    assert row[1:3] == ["Việc trễ", "Sở Tài chính"]
    assert row[4] == "Đã giao, quá hạn 4 ngày.\nĐang tổng hợp"


@pytest.mark.process
def test_one_press_makes_the_item_and_its_document(
    store, scene, office, meetings, room
):
    first, second, _ = meetings
    unit = scene.make_unit()
    task = office.task(unit, meeting=first, days=-4, text="Rà soát dữ liệu hộ tịch")
    client = office.by_link(unit)
    office.act(client, task, "accept")
    office.act(client, task, "report", text="Đã xong ba phần tư")
    secretary = office.of_meeting(second)
    assert "1 nhiệm vụ từ các kỳ họp trước" in secretary.get(f"/m/{second}/tasks").text
    for _ in range(2):
        asked = secretary.post(f"/m/{second}/tasks/carry", json={"family": "dang"})
        assert (asked.status_code, asked.json) == (202, {"state": "waiting"})
        carrying = f"/m/{second}/tasks/carry"
        assert secretary.get(carrying).json == {"state": "waiting"}
        TaskJob(store, room).make_report(second)
        assert secretary.get(carrying).json == {"state": "made"}
    with store.read_session() as session:
        items = session.scalars(
            select(AgendaItem).where(AgendaItem.meeting_id == second)
        ).all()
        assert [item.title for item in items] == [ITEM_TITLE]
        documents = session.scalars(
            select(Document).where(Document.meeting_id == second).order_by(Document.id)
        ).all()
        assert [one.item_id for one in documents] == [items[0].id] * 2
        # Asked for again, it is a new version.
        assert documents[1].replaces_id == documents[0].id
        assert {one.publication for one in documents} == {"draft"}
        sha256 = documents[1].original_sha256
    with pdfium.PdfDocument(store.files.path(sha256)) as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    for words in ("Rà soát dữ liệu hộ tịch", "Sở Tài chính", "Đã xong ba phần tư"):
        assert words in " ".join(text.split())


def test_without_tasks_there_is_nothing_to_carry(office, meetings):
    second = meetings[1]
    secretary = office.of_meeting(second)
    refused = secretary.post(f"/m/{second}/tasks/carry", json={"family": "dang"})
    assert (refused.status_code, refused.json["error"]) == (409, "no_tasks")
    wrong = secretary.post(f"/m/{second}/tasks/carry", json={"family": "x"})
    assert wrong.status_code == 422


def test_a_closed_meeting_takes_no_report(store, scene, office, meetings):
    first, second, _ = meetings
    office.task(scene.make_unit(), meeting=first)
    secretary = office.of_meeting(second)
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, second).state = MeetingState.CLOSED
    refused = secretary.post(f"/m/{second}/tasks/carry", json={"family": "dang"})
    assert refused.status_code == 409


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICIAL_DELEGATE])
def test_only_who_prepares_carries(office, meetings, role):
    second = meetings[1]
    client = office.of_meeting(second, role)
    sent = client.post(f"/m/{second}/tasks/carry", json={"family": "dang"})
    assert sent.status_code == 403
    assert client.get(f"/m/{second}/tasks/carry").status_code == 403


def test_everything_sees_all():
    assert EVERYTHING.assigns
