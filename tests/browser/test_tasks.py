"""Conclusions become tasks; a unit works on one by its link; the leader confirms."""

import re

import pytest
from playwright.sync_api import expect

from kiosk.conclusions.actions import add_conclusion, issue_conclusions
from kiosk.conclusions.queries import digest_of
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.identity import Actor
from kiosk.roles import Role
from tests.browser.accessibility import complaints

TEXT = "Hoàn thành số hoá hồ sơ."


def issue(real_scene, meeting):
    """Issue one conclusion of the meeting."""
    actor = Actor(meeting, Role.SECRETARY, "Lê Thu Hà", sign_in_id=0)
    with real_scene.store.unit_of_work("test") as work:
        details = ConclusionDetails(text=TEXT, lead_unit="Sở Nội vụ")
        add_conclusion(work, actor=actor, details=details)
        seen = digest_of(work.session, meeting)
        issue_conclusions(work, actor=actor, seen_sha256=seen)


def act(page, name, words="", *, yes=None):
    """Press an act, write its words, and send them."""
    page.get_by_role("button", name=name, exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").last.fill(words)
    dialog.get_by_role("button", name=yes or name, exact=True).click()
    expect(dialog).to_have_count(0)


def report_with_file(page):
    page.get_by_role("button", name="Báo cáo tiến độ", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Báo cáo tiến độ").click()
    # Nothing is lost by what was left out.
    expect(dialog.get_by_role("alert")).to_contain_text("Xin ghi tiến độ")
    dialog.get_by_label("Tiến độ, kết quả đến nay").fill("Đã xong ba phần tư")
    file = {"name": "minh chứng.pdf", "mimeType": "", "buffer": b"%PDF-1.7"}
    dialog.get_by_label("Đính kèm tệp").set_input_files(file)
    expect(dialog.get_by_text("Đã tải minh chứng.pdf.")).to_be_visible()
    assert complaints(page) == []
    dialog.get_by_role("button", name="Báo cáo tiến độ").click()
    expect(page.get_by_role("link", name="minh chứng.pdf")).to_be_visible()


@pytest.mark.own_server
def test_from_conclusion_to_confirmation(real_server, real_scene, open_tablet):
    meeting = real_scene.make_meeting()
    account = real_scene.make_account("boss", is_administrator=True)
    issue(real_scene, meeting)
    boss = open_tablet(f"/m/{meeting}/tasks", account_id=account)
    expect(boss.get_by_text("Sở Nội vụ")).to_be_visible()
    boss.get_by_role("button", name="Giao tất cả thành nhiệm vụ").click()
    boss.get_by_role("dialog").get_by_role("button", name="Giao nhiệm vụ").click()
    expect(boss.get_by_role("link", name=TEXT)).to_be_visible()
    assert complaints(boss) == []

    boss.goto(f"{real_server.url}/units")
    boss.get_by_role("button", name="Cấp liên kết").click()
    given = boss.get_by_label("Liên kết", exact=True).input_value()
    assert complaints(boss) == []
    unit = open_tablet(given.removeprefix(real_server.url))
    expect(unit).to_have_url(re.compile("/u$"))
    unit.get_by_role("button", name="Mở công việc của đơn vị").click()
    expect(unit.get_by_role("link", name=TEXT)).to_be_visible()
    assert complaints(unit) == []
    unit.get_by_role("link", name=TEXT).click()
    act(unit, "Nhận việc")
    report_with_file(unit)
    act(unit, "Báo đã xong", "Đã trình ký")

    boss.goto(f"{real_server.url}/tasks?shown=waiting")
    boss.get_by_role("link", name=TEXT).click()
    expect(boss.get_by_text("Đã xong ba phần tư")).to_be_visible()
    act(boss, "Xác nhận hoàn thành")
    expect(boss.get_by_text("Đã hoàn thành")).to_be_visible()
    assert complaints(boss) == []
