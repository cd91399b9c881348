"""A written consultation: sent, answered at home and on a tablet, closed, recorded."""

import datetime as dt
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from kiosk import clock
from kiosk.consultations.models import Consultation
from kiosk.notices.models import StoredNotice
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import PHONE, faults, resize

TITLE = "Nhân sự bổ sung Ban Chấp hành Đảng bộ tỉnh nhiệm kỳ 2025 – 2030"
QUESTION = "Đồng ý giới thiệu đồng chí Lê Văn Tám ứng cử?"
OPINION = "Đề nghị bổ sung kê khai tài sản trước khi lấy phiếu."
PAPER = "Tờ trình về công tác cán bộ"
NAMES = ("Nguyễn Thị Minh Khai", "Trần Quốc Bảo", "H'Ngăm Niê Kđăm", "Đỗ Thị Bình")
# What each has answered, as the record names it.
ANSWERS = ("Đồng ý", "Không đồng ý", "Ý kiến khác", "Không trả lời")


@pytest.fixture
def people(real_scene):
    """A meeting with a published paper, a secretary, and four members."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    real_scene.make_document(meeting, item, [], title=PAPER)
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Thị Thu Hà")
    members = {
        name: real_scene.make_member(meeting, name=name, unit="Đảng uỷ xã Ea Kar")
        for name in NAMES
    }
    return meeting, secretary, members


def in_days(days: int) -> str:
    moment = clock.now().astimezone(clock.VIETNAM) + dt.timedelta(days=days)
    return moment.strftime("%d/%m/%Y 17:00")


def prepare(page: Page) -> None:
    """Write and send a consultation to all; what is missing is said first."""
    page.get_by_role("link", name="Soạn phiếu mới").click()
    page.get_by_label("Tên phiếu").fill(TITLE)
    page.get_by_label("Nội dung xin ý kiến").fill(QUESTION)
    page.get_by_label("Hạn trả lời").fill(in_days(2))
    page.get_by_label(PAPER).check()
    assert faults(page) == []
    assert complaints(page) == []
    page.get_by_role("button", name="Lưu và gửi").click()
    page.get_by_role("dialog").get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_role("alert")).to_have_text("Xin chọn người được lấy ý kiến.")
    page.get_by_label("Tìm theo tên hoặc đơn vị").fill("nie kdam")
    expect(page.get_by_label(NAMES[0])).to_be_hidden()
    page.get_by_label("Tìm theo tên hoặc đơn vị").fill("")
    page.get_by_role("button", name="Chọn tất cả đại biểu chính thức").click()
    expect(page.get_by_text("Đã chọn 4")).to_be_visible()
    page.get_by_role("button", name="Lưu và gửi").click()
    page.get_by_role("dialog").get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("0/4 người đã trả lời")).to_be_visible()


def answer(page: Page, choice: str, words: str = "") -> None:
    page.get_by_label(choice, exact=True).check()
    page.get_by_label("Ý kiến khác, hoặc nói thêm").fill(words)
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_text("Đã nhận ý kiến của đồng chí lúc")).to_be_visible()


def link_of(page: Page, name: str) -> str:
    """Return the personal link of a member, from the dialog that shows it."""
    page.get_by_role("button", name=f"Đường dẫn riêng của {name}").click()
    dialog = page.get_by_role("dialog")
    found = dialog.get_by_role("textbox", name="Đường dẫn riêng").input_value()
    assert complaints(page) == []
    dialog.get_by_role("button", name="Đóng").click()
    return found


def answer_at_home(phone: Page) -> None:
    """Read the paper, send half an answer, then a whole one."""
    expect(phone.get_by_role("heading", name=TITLE)).to_be_visible()
    assert faults(phone) == []
    assert complaints(phone) == []
    with phone.expect_download() as begun:
        phone.get_by_role("button", name=f"Tải tài liệu: {PAPER}").click()
    given = Path(begun.value.path()).read_text("utf-8")
    assert given == f"original of {PAPER}"
    phone.get_by_label("Ý kiến khác", exact=True).check()
    phone.get_by_role("button", name="Gửi ý kiến").click()
    expect(phone.get_by_role("alert")).to_contain_text("Xin viết ý kiến khác")
    answer(phone, "Ý kiến khác", OPINION)
    assert phone.context.cookies() == []
    phone.reload()
    expect(phone.get_by_label("Ý kiến khác, hoặc nói thêm")).to_have_value(OPINION)


def remind(page: Page, real_scene, member: int) -> None:
    """Remind those who have not answered: one of four."""
    page.reload()
    expect(page.get_by_text("3/4 người đã trả lời")).to_be_visible()
    page.get_by_role("button", name="Nhắc người chưa trả lời").click()
    expect(page.get_by_text("Đã gửi lời nhắc tới 1 người.")).to_be_visible()
    newest = select(StoredNotice).order_by(StoredNotice.id.desc()).limit(1)
    with real_scene.store.read_session() as session:
        notice = session.scalars(newest).one()
    assert notice.member_id == member
    assert notice.kind == "consultation_reminder"


def end(page: Page, real_scene) -> None:
    """Close it once its deadline is over, not before."""
    close = page.get_by_role("button", name="Kết thúc và chốt kết quả")
    expect(close).to_be_disabled()
    with real_scene.store.unit_of_work("test") as work:
        consultation_id = int(page.url.rpartition("/")[2])
        stored = work.session.get_one(Consultation, consultation_id)
        stored.deadline = clock.now()
    page.reload()
    close.click()
    page.get_by_role("dialog").get_by_role("button", name="Kết thúc").click()
    expect(page.get_by_role("heading", name="Biên bản")).to_be_visible()
    assert faults(page) == []
    assert complaints(page) == []


def record_of(page: Page, family: str) -> str:
    """Return the words of the record in a family's form."""
    page.get_by_label("Thể thức").select_option(family)
    page.get_by_role("button", name="Tạo biên bản").click()
    link = page.get_by_role("link", name="Tải PDF")
    expect(link).to_be_visible()
    with page.expect_download() as begun:
        link.click()
    with pdfium.PdfDocument(begun.value.path()) as document:
        pages = [one.get_textpage().get_text_range() for one in document]
    return " ".join(" ".join(pages).split())


@pytest.mark.own_server
def test_from_the_question_to_the_signed_record(
    real_server, real_scene, open_tablet, people
):
    meeting, secretary, members = people
    office = open_tablet(f"/m/{meeting}/consultations", secretary)
    prepare(office)
    at_home = link_of(office, NAMES[2]).removeprefix(real_server.url)
    phone = open_tablet(at_home)
    resize(phone, PHONE)
    answer_at_home(phone)

    own = f"/m/{meeting}/consultations/own"
    for name, choice in zip(NAMES[:2], ANSWERS[:2], strict=True):
        tablet = open_tablet(own, members[name])
        tablet.get_by_role("link", name=TITLE).click()
        answer(tablet, choice)
    remind(office, real_scene, members[NAMES[3]])
    end(office, real_scene)

    real_server.start_worker()
    party, state = record_of(office, "dang"), record_of(office, "nd30")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "Độc lập - Tự do - Hạnh phúc" in state
    for words in (party, state):
        assert "Số người được lấy ý kiến: 4; " in words
        assert "Số phiếu trả lời: 3, đạt 75,00% so với" in words
        for name, said in zip(NAMES, ANSWERS, strict=True):
            assert f"{name} Đảng uỷ xã Ea Kar {said}" in words
        for said in ANSWERS:
            assert f"{said} 1 25,00" in words
        assert OPINION in words
    phone.reload()
    expect(phone.get_by_role("alert")).to_contain_text("không còn dùng được")
