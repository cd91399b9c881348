"""A vote by hands and a ballot on paper: counted by people, followed by the hall."""

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.rules import AttendanceState
from kiosk.roles import Role
from tests.browser.accessibility import complaints

TITLE = "Thông qua chương trình làm việc"
OPTIONS = ["Tán thành", "Không tán thành"]
# On paper nobody is asked on a tablet; its record has ballots that were handed out.
PAPER = {"issued": 5, "returned": 5, "valid": 4, "invalid": 1, "reasons": {"blank": 1}}
RULE = {"base": "present", "quorum_numerator": 1, "quorum_denominator": 2}


@pytest.fixture
def meeting(real_scene) -> int:
    return real_scene.make_meeting()


@pytest.fixture
def secretary(real_scene, meeting, open_tablet) -> Page:
    """The screen of votes, with three delegates at one site and two at the other."""
    for name, people in (("Nậm Cắn", 3), ("Tri Lễ", 2)):
        site = real_scene.make_site(meeting, name)
        members = [
            real_scene.make_member(meeting, name=f"Lò Văn {n}", site_id=site)
            for n in range(people)
        ]
        with real_scene.store.unit_of_work("test") as work:
            work.session.add_all(
                AttendanceRecord(
                    member_id=member,
                    meeting_id=meeting,
                    number=member,
                    state=AttendanceState.PRESENT_IN_PERSON,
                    is_inside=True,
                    came_at=work.now,
                )
                for member in members
            )
    account = real_scene.make_account()
    member = real_scene.make_member(meeting, Role.SECRETARY, account_id=account)
    return open_tablet(f"/m/{meeting}/votes", member)


@pytest.fixture
def open_wall(real_scene, meeting, open_tablet):
    def open_screen() -> Locator:
        member = real_scene.make_member(meeting, Role.WALL, "Màn hình")
        wall = open_tablet(f"/m/{meeting}/wall", member)
        return wall.locator(".hall-layer[data-front] .scene-vote")

    return open_screen


def post(page: Page, path: str = "", **body: object) -> dict:
    reply = page.request.post(f"{page.url}{path}", data=body)
    assert reply.ok, reply.text()
    return reply.json() if reply.body() else {}


def opened(secretary: Page, kind: str, **fields: object) -> int:
    form = {"title": TITLE, "rule": RULE, "kind": kind, **fields}
    labels = [{"label": label} for label in OPTIONS]
    vote = post(secretary, **form, options=labels)["id"]
    post(secretary, f"/{vote}/open")
    return vote


def enter(form: Locator, site: str, yes: int, no: int) -> Locator:
    line = form.locator(".vote-card", has_text=site)
    for label, count in zip(OPTIONS, (yes, no), strict=True):
        line.get_by_label(label, exact=True).fill(str(count))
    line.get_by_role("button", name=f"Lưu kết quả của {site}").click()
    return line


def test_hands_are_counted_site_by_site_and_seen_in_the_hall_when_announced(
    secretary, open_wall
):
    opened(secretary, "hands")
    wall = open_wall()
    expect(wall).to_have_attribute("data-stage", "asking")
    expect(wall).to_contain_text("5 đại biểu có quyền biểu quyết")
    card = secretary.locator("main .vote-card", has_text=TITLE)
    card.get_by_role("button", name="Nhập kết quả đếm").click()
    form = secretary.locator("#panel .panel-form")
    line = enter(form, "Nậm Cắn", 3, 1)
    expect(line).to_contain_text("nhiều hơn 3 người có mặt")
    expect(secretary.get_by_text("Số đếm được nhiều hơn 3 đại biểu")).to_be_visible()
    expect(line).not_to_contain_text("Đã nhập")
    line = enter(form, "Nậm Cắn", 2, 1)
    expect(line).to_contain_text("Đã nhập")
    expect(form).to_contain_text("Còn 1 điểm cầu chưa nhập")
    assert complaints(secretary) == []

    card.get_by_role("button", name="Kết thúc biểu quyết").click()
    dialog = secretary.get_by_role("dialog")
    dialog.get_by_role("button", name="Kết thúc biểu quyết").click()
    expect(wall).to_have_attribute("data-stage", "counting")
    expect(enter(form, "Tri Lễ", 2, 0)).to_contain_text("Đã nhập")
    expect(card).to_contain_text("Được thông qua")
    expect(wall).to_have_attribute("data-stage", "counting")
    card.get_by_role("button", name="Công bố kết quả").click()
    dialog.get_by_role("button", name="Công bố", exact=True).click()
    # Also on a screen that was not there at the announcement.
    for screen in (wall, open_wall()):
        expect(screen).to_have_attribute("data-stage", "result")
        expect(screen).to_contain_text("Được thông qua")
        expect(screen).to_contain_text("4bốn")


def test_the_hall_follows_a_ballot_on_paper(secretary, open_wall):
    vote = opened(secretary, "paper", is_secret=True)
    wall = open_wall()
    expect(wall).to_have_attribute("data-stage", "asking")
    expect(wall).to_contain_text("5 đại biểu có quyền biểu quyết")
    post(secretary, f"/{vote}/close")
    expect(wall).to_have_attribute("data-stage", "counting")
    snapshot = secretary.request.get(secretary.url.replace("votes", "snapshot")).json()
    ids = [str(option["id"]) for option in snapshot["votes"][0]["options"]]
    counts = dict(zip(ids, (3, 1), strict=True))
    post(secretary, f"/{vote}/paper-count", **PAPER, counts=counts)
    expect(wall).to_have_attribute("data-stage", "counting")
    post(secretary, f"/{vote}/announce")
    for screen in (wall, open_wall()):
        expect(screen).to_have_attribute("data-stage", "result")
        expect(screen).to_contain_text("3ba")
