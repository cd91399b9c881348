"""The weekly digest: what it says, to whom, once a week, read by foreign parsers."""

import datetime as dt
import json

import pytest
from lxml import html
from sqlalchemy import select

from kiosk import clock
from kiosk.clock import VIETNAM
from kiosk.notices.models import MailDelivery, StoredNotice
from kiosk.notices.templates import NoticeTemplates
from kiosk.subjects import load_named
from kiosk.tasks.digest import MOST_LINES, is_due, week_of
from kiosk.tasks.job import TaskJob
from kiosk.tasks.models import TaskDigest

# A Monday.
MONDAY = dt.datetime(2026, 11, 30, 7, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def monday():
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def sweep(store, room):
    return lambda: TaskJob(store, room).sweep()


@pytest.fixture
def digests(store):
    """Return a function that returns the digests queued, by recipient."""

    def read():
        with store.read_session() as session:
            found = session.scalars(
                select(StoredNotice)
                .where(StoredNotice.kind == "digest")
                .order_by(StoredNotice.id)
            ).all()
            return {(one.unit_id, one.account_id): one for one in found}

    return read


def fill(notice, language="vi"):
    parameters = json.loads(notice.parameters)
    return NoticeTemplates().check("digest", language, parameters)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (dt.datetime(2026, 11, 30, 6, 59, tzinfo=VIETNAM), False),
        (dt.datetime(2026, 11, 30, 7, 0, tzinfo=VIETNAM), True),
        # The server was off on Monday.
        (dt.datetime(2026, 12, 2, 0, 0, tzinfo=VIETNAM), True),
    ],
)
def test_it_is_due_on_monday_morning(moment, due):
    assert is_due(moment) is due
    assert week_of(moment.date()) == dt.date(2026, 11, 30)


def test_the_worker_knows_the_job():
    assert TaskJob in load_named("jobs")


def test_units_and_leaders_read_what_concerns_them(scene, office, sweep, digests):
    unit = scene.make_unit(email="stc@tinh.gov.vn")
    other = scene.make_unit("Sở Y tế", email="syt@tinh.gov.vn")
    scene.make_unit("Sở Nội vụ", email="snv@tinh.gov.vn")
    office.supervisor()
    office.task(unit, text="Việc quá hạn <b>", days=-3)
    office.task(unit, text="Việc sắp hạn", days=2)
    office.task(other, text="Việc của Y tế", days=30)
    sweep()
    made = digests()
    [leader] = [one for key, one in made.items() if key[0] is None]
    # Nothing is said to a unit without tasks.
    assert {key[0] for key in made} == {unit, other, None}
    sent = fill(made[unit, None])
    assert sent.subject == "Nhiệm vụ tuần 30/11/2026: 1 quá hạn"
    assert "đơn vị có 2 nhiệm vụ đang thực hiện, 1 quá hạn, 1 sắp" in sent.text
    assert "1. Việc quá hạn <b> – 27/11/2026" in sent.text
    assert "Y tế" not in sent.text
    page = html.fromstring(sent.html)
    heads = [head.text_content().strip() for head in page.iter("h2")]
    assert heads == ["Quá hạn", "Đến hạn trong 7 ngày", "Chờ đơn vị nhận hoặc làm tiếp"]
    items = [item.text_content().strip() for item in page.iter("li")]
    assert items[0] == "1. Việc quá hạn <b> – 27/11/2026"
    assert fill(made[other, None]).subject == "Nhiệm vụ tuần 30/11/2026"
    said = fill(leader).text
    assert "3 nhiệm vụ đang thực hiện, 1 quá hạn" in said
    assert "1. Việc quá hạn <b> – Sở Tài chính – 27/11/2026" in said


def test_in_english_it_says_the_same(scene, office, sweep, digests):
    unit = scene.make_unit(email="stc@tinh.gov.vn")
    office.task(unit, text="Việc", days=-3)
    sweep()
    sent = fill(digests()[unit, None], "en")
    assert sent.subject == "Tasks of the week of 30/11/2026: 1 overdue"
    assert "your unit has 1 tasks under way, 1 overdue" in sent.text
    page = html.fromstring(sent.html)
    assert [head.text_content().strip() for head in page.iter("h2")] == [
        "Overdue",
        "To be accepted or continued by the unit",
    ]


def test_it_is_queued_once_a_week(store, scene, office, sweep, digests):
    unit = scene.make_unit(email="stc@tinh.gov.vn")
    office.task(unit, days=-1)
    for _ in range(3):
        sweep()
    assert len(digests()) == 1
    with clock.frozen(MONDAY + dt.timedelta(days=7)):
        sweep()
    with store.read_session() as session:
        weeks = session.scalars(select(TaskDigest.week)).all()
        sent = select(MailDelivery).join(StoredNotice)
        digest_mails = sent.where(StoredNotice.kind == "digest")
        mails = session.scalars(digest_mails).all()
    assert sorted(weeks) == [dt.date(2026, 11, 30), dt.date(2026, 12, 7)]
    assert [mail.address for mail in mails] == ["stc@tinh.gov.vn"] * 2


def test_a_long_digest_is_cut_and_says_so(scene, office, sweep, digests):
    unit = scene.make_unit(email="stc@tinh.gov.vn")
    for number in range(MOST_LINES + 2):
        office.task(unit, text=f"Việc {number}", days=-1)
    sweep()
    sent = fill(digests()[unit, None])
    assert sent.text.count("… và 2 nhiệm vụ khác.") == 2
    assert "32 quá hạn" in sent.subject


def test_the_link_in_the_mail_opens_the_units_tasks(
    scene, office, sweep, digests, client_for
):
    unit = scene.make_unit(email="stc@tinh.gov.vn")
    office.task(unit, text="Việc của Tài chính")
    sweep()
    device = client_for()
    token = digests()[unit, None].link.partition("#")[2]
    assert device.post("/u", json={"token": token}).json == {"go": "/tasks"}
    assert "Việc của Tài chính" in device.get("/tasks").text


def test_uploads_that_nobody_attached_are_forgotten(scene, office, sweep, store):
    unit = scene.make_unit()
    task, client = office.task(unit), office.by_link(unit)
    office.act(client, task, "accept")
    sent = client.post(f"/tasks/{task}/files?name=a.pdf", data=b"%PDF-").json["id"]
    sweep()
    assert office.act(client, task, "report", file_ids=[sent]).status_code == 200
    left = client.post(f"/tasks/{task}/files?name=b.pdf", data=b"%PDF-b").json["id"]
    with clock.frozen(MONDAY + dt.timedelta(days=1, minutes=1)):
        sweep()
    assert office.act(client, task, "report", file_ids=[left]).status_code == 422


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_act_fills_the_notice_of_a_task(language):
    from kiosk.tasks.reminders import NOTICE_TITLES

    for act, title in NOTICE_TITLES.items():
        parameters = {
            "act": act.value,
            "title": title,
            "number": 7,
            "task": "Rà soát dữ liệu",
            "due": "30/11/2026",
            "remark": "Khẩn",
            "meeting": "Hội nghị",
            "name": "Sở Tài chính",
        }
        sent = NoticeTemplates().check("task", language, parameters)
        assert sent.subject.endswith(": Rà soát dữ liệu")
        assert "30/11/2026" in sent.text
        assert "Khẩn" in sent.text
