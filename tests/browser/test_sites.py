"""The operator of a site, and the dashboard of all sites."""

import pytest
from playwright.sync_api import expect

from kiosk.roles import Role
from kiosk.sites.models import Site
from tests.browser.layout import faults

ASK = """async ([meeting, sites]) => {
  const post = {method: "POST", body: "{}",
    headers: {"Content-Type": "application/json", Accept: "application/json"}};
  const asked = [["sites"], ["sites/board"], ["presence"], ["secretary"], ["badges"]];
  for (const site of sites) {
    asked.push([`sites/${site}/people`]);
    for (const deed of ["", "/remove", "/helped"]) {
      asked.push([`sites/${site}${deed}`, post]);
    }
  }
  const answers = [];
  for (const [path, how] of asked) {
    const reply = await fetch(`/m/${meeting}/${path}`, how);
    answers.push([path, reply.status, await reply.text()]);
  }
  return answers;
}"""


@pytest.fixture
def meeting(real_scene):
    return real_scene.make_meeting()


@pytest.fixture
def sites(real_scene, meeting):
    with real_scene.store.unit_of_work("test") as work:
        made = [
            Site(meeting_id=meeting, name=name, ordinal=at, expected=40)
            for at, name in enumerate(["Xã Sín Thầu", "Xã Bản Lầm"])
        ]
        work.session.add_all(made)
        work.session.flush()
        return [site.id for site in made]


def test_an_operator_sees_and_changes_nothing_of_another_site_by_any_url(
    real_scene, open_tablet, meeting, sites
):
    mine, other = sites
    real_scene.make_member(meeting, name="Người của Bản Lầm", site_id=other)
    operator = real_scene.make_member(
        meeting, Role.SITE_TECHNICIAN, "Giàng A Pháo", site_id=mine
    )
    screen = open_tablet(f"/m/{meeting}/site", operator)
    expect(screen.get_by_role("heading", name="Xã Sín Thầu")).to_be_visible()
    for path, status, text in screen.evaluate(ASK, [meeting, sites]):
        assert status in {403, 404}, path
        assert "Bản Lầm" not in text, path
    assert "Bản Lầm" not in screen.content()


def test_ready_and_help_appear_on_the_dashboard_of_sites(
    real_scene, open_tablet, meeting, sites
):
    operator = real_scene.make_member(
        meeting, Role.SITE_LEAD, "Giàng A Pháo", site_id=sites[1]
    )
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    board = open_tablet(f"/m/{meeting}/sites", secretary)
    tile = board.locator(f".site-tile[data-site='{sites[1]}']")
    expect(tile).to_have_attribute("data-status", "waiting")
    screen = open_tablet(f"/m/{meeting}/site", operator)
    screen.get_by_role("button", name="Báo điểm cầu sẵn sàng").click()
    expect(tile).to_have_attribute("data-status", "fine")

    screen.get_by_label("Cần ban thư ký giúp gì?").fill("Không nghe được tiếng")
    screen.get_by_role("button", name="Gọi hỗ trợ").click()
    expect(tile).to_have_attribute("data-status", "help")
    expect(board.locator(".site-tile").first).to_have_attribute(
        "data-site", str(sites[1])
    )
    tile.click()
    dialog = board.get_by_role("dialog")
    expect(dialog).to_contain_text("Không nghe được tiếng")
    assert faults(board) == []
    assert faults(screen) == []
    dialog.get_by_role("button", name="Đã hỗ trợ xong").click()
    expect(tile).to_have_attribute("data-status", "fine")
    expect(screen.get_by_label("Cần ban thư ký giúp gì?")).to_be_visible()


def test_the_secretary_adds_a_site_under_another(
    real_scene, open_tablet, meeting, sites
):
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    board = open_tablet(f"/m/{meeting}/sites", secretary)
    board.get_by_role("button", name="Thêm điểm cầu").click()
    board.get_by_role("textbox", name="Tên điểm cầu").fill("xã bản lầm")
    board.get_by_role("button", name="Lưu").click()
    expect(board.locator(".toast")).to_contain_text("Đã có điểm cầu tên này")
    board.get_by_role("textbox", name="Tên điểm cầu").fill("Bản Huổi Lèng")
    board.get_by_label("Trực thuộc").select_option(label="Xã Bản Lầm")
    board.get_by_label("Số người dự kiến").fill("25")
    board.get_by_role("button", name="Lưu").click()
    expect(board.locator(".site-tile")).to_have_count(3)
    board.locator(".site-tile", has_text="Bản Huổi Lèng").click()
    expect(board.get_by_role("dialog")).to_contain_text("0/25")
