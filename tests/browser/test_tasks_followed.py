"""Conclusions followed to their end: two units, e-mails, the next meeting.

E-mails pass a real SMTP server and are read by Python's `email` and by lxml, the
calendar by `icalendar`, the report by pdfium.
"""

import datetime as dt
import re
import urllib.request
from base64 import b64encode

import pypdfium2 as pdfium
import pytest
from icalendar import Calendar
from lxml import html
from playwright.sync_api import expect
from sqlalchemy import select

from kiosk import clock
from kiosk.clock import VIETNAM
from kiosk.conclusions.actions import add_conclusion, issue_conclusions
from kiosk.conclusions.queries import digest_of
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.documents.models import Document
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.roles import Role
from kiosk.tasks.actions.digests import queue_digests
from kiosk.tasks.carrying import ITEM_TITLE
from kiosk.tasks.digest import week_of
from tests.browser.test_tasks import act, report_with_file
from tests.migrated_database import new_data_folder
from tests.servers import RealServer
from tests.unit.notices.mail_server import Certificates, MailServer
from tests.waiting import wait_until

HOME, JUSTICE = "snv@tinh.gov.vn", "stp@tinh.gov.vn"
FILES = "Hoàn thành số hoá hồ sơ cán bộ của 11 xã còn lại."
RECORDS = "Rà soát dữ liệu hộ tịch, báo cáo kết quả."
PRICES = "Công khai bảng giá đất trên Cổng thông tin điện tử."


def day(days):
    return clock.now().astimezone(VIETNAM).date() + dt.timedelta(days=days)


@pytest.fixture
def mailbox(tmp_path_factory):
    certificates = Certificates(tmp_path_factory.mktemp("authority"))
    with MailServer(certificates) as server:
        yield server


@pytest.fixture
def real_server(tmp_path, mailbox):
    """A server and a worker whose e-mails arrive in the mailbox, with whole links."""
    settings = {f"KIOSK_{k.upper()}": str(v) for k, v in mailbox.settings().items()}
    server = RealServer(new_data_folder(tmp_path), **settings)
    server.settings["KIOSK_PUBLIC_URL"] = server.url
    server.start()
    server.start_worker()
    yield server
    server.stop()


@pytest.fixture
def meetings(real_server, real_scene):
    """Return the meeting of a month ago, with issued conclusions, and the next one."""
    before, following = (real_scene.make_meeting(f"Kỳ họp thứ {n}") for n in (8, 9))
    actor = Actor(before, Role.SECRETARY, "Lê Thu Hà", sign_in_id=0)
    with real_server.store.unit_of_work("test") as work:
        work.session.get_one(Meeting, before).starts_at -= dt.timedelta(days=30)
        work.session.flush()
        for text, unit, days in (
            (FILES, "Sở Nội vụ", 30),
            (RECORDS, "Sở Tư pháp", 10),
            (PRICES, "Sở Tư pháp", -1),
        ):
            details = ConclusionDetails(text=text, lead_unit=unit, due_date=day(days))
            add_conclusion(work, actor=actor, details=details)
        seen = digest_of(work.session, before)
        issue_conclusions(work, actor=actor, seen_sha256=seen)
    return before, following


@pytest.fixture
def mail_to(mailbox):
    """Return the e-mail to an address whose text and subject say this."""

    def find(address, subject, text=""):
        for one in list(mailbox.mailbox.received):
            said = one.get_body(("plain",)).get_content()
            if (
                address in one["To"].addresses[0].addr_spec
                and one["Subject"].startswith(subject)
                and text in said
            ):
                return one
        return None

    def wait(address, subject, text=""):
        assert wait_until(lambda: find(address, subject, text), 30), (address, subject)
        return find(address, subject, text)

    wait.find = find
    return wait


def link_of(message, path):
    """Return the link that the text and the HTML part of an e-mail both have."""
    said = message.get_body(("plain",)).get_content()
    page = html.fromstring(message.get_body(("html",)).get_content())
    [found] = [word for word in said.split() if f"{path}#" in word]
    assert found in [link.get("href") for link in page.iter("a")]
    return found


def open_work(open_tablet, server, message, text):
    """Open a unit's link on a device of its own; return the task's page."""
    path = link_of(message, "/u").removeprefix(server.url)
    page = open_tablet(path)
    page.get_by_role("button", name="Mở công việc của đơn vị").click()
    expect(page.get_by_role("heading", name=text)).to_be_visible()
    return page


def open_task(boss, server, text):
    boss.goto(f"{server.url}/tasks")
    boss.get_by_role("link", name=text).click()
    expect(boss.get_by_role("heading", name=text)).to_be_visible()


def test_from_conclusions_to_the_next_meeting(
    real_server, real_scene, open_tablet, meetings, mail_to
):
    for name, address in (("Sở Nội vụ", HOME), ("Sở Tư pháp", JUSTICE)):
        real_scene.make_unit(name, email=address)
    account = real_scene.make_account("boss", is_administrator=True)
    boss = open_tablet(f"/m/{meetings[0]}/tasks", account_id=account)
    boss.get_by_role("button", name="Giao tất cả thành nhiệm vụ").click()
    boss.get_by_role("dialog").get_by_role("button", name="Giao nhiệm vụ").click()
    expect(boss.locator(".tasks li")).to_have_count(3)
    a_unit_finishes_after_a_return(real_server, open_tablet, boss, mail_to)
    justice = a_unit_asks_to_extend(real_server, open_tablet, boss, mail_to)
    the_digest_names_what_is_late(real_server, open_tablet, mail_to)
    the_calendar_has_the_new_deadline(real_server, justice)
    the_next_meeting_reads_of_it(real_server, real_scene, open_tablet, meetings[1])


def a_unit_finishes_after_a_return(server, open_tablet, boss, mail_to):
    home = open_work(open_tablet, server, mail_to(HOME, "Nhiệm vụ mới", FILES), FILES)
    act(home, "Nhận việc")
    report_with_file(home)
    act(home, "Báo đã xong", "Đã số hoá 11 xã")
    open_task(boss, server, FILES)
    evidence = boss.get_by_role("link", name="minh chứng.pdf").get_attribute("href")
    assert boss.request.get(f"{server.url}{evidence}").body() == b"%PDF-1.7"
    act(boss, "Trả lại làm tiếp", "Còn thiếu biên bản của hai xã")
    mail_to(HOME, "Nhiệm vụ được trả lại", "Còn thiếu biên bản của hai xã")
    home.reload()
    expect(home.locator(".task-head")).to_contain_text("Được trả lại")
    act(home, "Báo đã xong", "Đã gửi đủ biên bản")
    boss.reload()
    act(boss, "Xác nhận hoàn thành")
    expect(boss.locator(".task-head")).to_contain_text("Đã hoàn thành")
    mail_to(HOME, "Đã xác nhận hoàn thành", FILES)


def a_unit_asks_to_extend(server, open_tablet, boss, mail_to):
    new = mail_to(JUSTICE, "Nhiệm vụ mới", RECORDS)
    justice = open_work(open_tablet, server, new, RECORDS)
    act(justice, "Nhận việc")
    justice.get_by_role("button", name="Xin gia hạn").click()
    dialog = justice.get_by_role("dialog")
    dialog.get_by_label("Thời hạn mới").fill(f"{day(20):%d/%m/%Y}")
    dialog.get_by_label("Lý do xin gia hạn").fill("Chờ dữ liệu của ba xã")
    dialog.get_by_role("button", name="Xin gia hạn").click()
    expect(justice.locator(".task-head")).to_contain_text("Đang xin gia hạn")
    open_task(boss, server, RECORDS)
    act(boss, "Cho gia hạn", "Đồng ý")
    expect(boss.locator(".task-head")).to_contain_text(f"{day(20):%d/%m/%Y}")
    granted = mail_to(JUSTICE, "Đã cho gia hạn")
    assert f"Thời hạn: {day(20):%d/%m/%Y}" in granted.get_body(("plain",)).get_content()
    return justice


def the_digest_names_what_is_late(server, open_tablet, mail_to):
    monday = week_of(day(7))
    key = server.config.server_key()
    with server.store.unit_of_work("test") as work:
        queue_digests(work, key, monday, monday)
    digest = mail_to(JUSTICE, f"Nhiệm vụ tuần {monday:%d/%m/%Y}: 1 quá hạn")
    assert digest["Content-Language"] == "vi"
    assert digest["From"].addresses[0].display_name == "Văn phòng Tỉnh uỷ"
    page = html.fromstring(digest.get_body(("html",)).get_content())
    [late, *_] = [item.text_content().strip() for item in page.iter("li")]
    assert late.endswith(f"{PRICES} – {day(-1):%d/%m/%Y}")
    said = digest.get_body(("plain",)).get_content()
    assert late in said
    assert "2 nhiệm vụ đang thực hiện, 1 quá hạn" in said
    # Nothing is left to do there.
    assert mail_to.find(HOME, "Nhiệm vụ tuần") is None
    unit = open_tablet(link_of(digest, "/u").removeprefix(server.url))
    unit.get_by_role("button", name="Mở công việc của đơn vị").click()
    expect(unit.locator(".task-text")).to_have_text([PRICES, RECORDS])
    expect(unit.locator(".task--late")).to_contain_text(PRICES)
    unit = open_tablet(link_of(digest, "/unsubscribe").removeprefix(server.url))
    expect(unit.get_by_text(JUSTICE)).to_be_visible()


def the_calendar_has_the_new_deadline(server, justice):
    justice.goto(f"{server.url}/tasks/calendar")
    justice.get_by_role("button", name="Lấy lịch của Sở Tư pháp").click()
    url, user, password = (
        justice.get_by_label(label, exact=True)
        for label in ("Địa chỉ", "Tên đăng nhập", "Mật khẩu")
    )
    expect(password).to_have_value(re.compile("."))
    secret = f"{user.input_value()}:{password.input_value()}".encode()
    basic = {"Authorization": f"Basic {b64encode(secret).decode()}"}
    asked = urllib.request.Request(url.input_value(), headers=basic)
    with urllib.request.urlopen(asked) as reply:
        calendar = Calendar.from_ical(reply.read())
    deadlines = {
        str(event["description"]).split("\n")[0]: event.decoded("dtstart")
        for event in calendar.walk("VEVENT")
    }
    assert deadlines == {RECORDS: day(20), PRICES: day(-1)}


def the_next_meeting_reads_of_it(server, scene, open_tablet, meeting):
    secretary = scene.make_member(meeting, Role.SECRETARY, "Lê Thu Hà")
    page = open_tablet(f"/m/{meeting}/tasks", secretary)
    page.get_by_role("button", name="Đưa vào chương trình").click()
    expect(page.get_by_text("Báo cáo đã có trong chương trình")).to_be_visible()
    page.goto(f"{server.url}/m/{meeting}/secretary")
    expect(page.locator(".item-title")).to_have_text([ITEM_TITLE])
    page.get_by_role("button", name="Phát hành", exact=True).click()
    expect(page.get_by_role("button", name="Thu hồi")).to_be_visible()
    delegate = scene.make_member(meeting, Role.OFFICIAL_DELEGATE)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    expect(tablet.locator("[data-target=agenda]")).to_contain_text(ITEM_TITLE)
    with server.store.read_session() as session:
        sha256 = session.scalar(select(Document.original_sha256))
    with pdfium.PdfDocument(server.store.files.path(sha256)) as pdf:
        said = " ".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    said = " ".join(said.split())
    assert "3 nhiệm vụ được giao từ kết luận" in said
    assert "1 đã hoàn thành, 0 chờ xác nhận, 2 đang thực hiện" in said
    assert "trong đó 1 quá hạn" in said
    # A day more if it has become midnight.
    assert re.search("Đã giao, quá hạn [12] ngày", said)
    for words in ("Đã gửi đủ biên bản", "Đang làm"):
        assert words in said
