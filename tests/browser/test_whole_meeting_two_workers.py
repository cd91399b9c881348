"""The story of the whole meeting in short, on two server processes."""

import re
import urllib.request

from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.browser.behind_nginx import MeetingBehindNginx
from tests.browser.whole_meeting.hands import (
    MOST_APART_MS,
    ask_for_the_floor,
    cast,
    confirm,
    origins,
    read_result,
    shows,
)
from tests.browser.whole_meeting.votes import (
    AGAINST,
    FOR,
    RESOLUTION,
    SECRET,
    PlannedVote,
    card,
    prepare,
)
from tests.waiting import wait_until

WITHOUT_ROLL = {"item": "Không", "voters": "summoned", "quorum": "0/1"}
NAMES = ("Nguyễn Phạm Hoàng Phương Thảo Nguyên", "Lò Văn Pánh", "Y Krông Niê Kdăm")
# With so many, none is ever alone on its process.
MOST_TABLETS = 15


def screens_by_process(behind_nginx: MeetingBehindNginx) -> dict[str, int]:
    """Return how many screens are connected to each server process."""
    found: dict[str, int] = {}

    def has_both() -> bool:
        url = f"http://127.0.0.1:{behind_nginx.server.port}/metrics"
        with urllib.request.urlopen(url) as reply:
            said = reply.read().decode()
        pid = re.findall(r'pid="(\d+)"', said)[0]
        found[pid] = int(re.findall(r"kiosk_connections (\d+)", said)[0])
        return len(found) == 2

    assert wait_until(has_both)
    return found


def open_tablets(behind_nginx: MeetingBehindNginx) -> list[Page]:
    """Open three tablets, or more until both processes have one."""
    tablets: list[Page] = []
    while len(tablets) < len(NAMES) or not all(
        screens_by_process(behind_nginx).values()
    ):
        assert len(tablets) < MOST_TABLETS
        name = NAMES[min(len(tablets), len(NAMES) - 1)]
        member = behind_nginx.scene.make_member(behind_nginx.meeting, name=name)
        tablets.append(behind_nginx.open("tablet", member))
        count = len(tablets)
        assert wait_until(
            lambda count=count: sum(screens_by_process(behind_nginx).values()) == count
        )
    return tablets


def hold_vote(chair: Page, tablets: list[Page], title: str) -> None:
    """Open, cast, close and announce: one is against it."""
    shown = card(chair.locator(".vote-panel"), title)
    shown.get_by_role("button", name="Mở biểu quyết…").click()
    confirm(chair, "Mở biểu quyết", f"Được biểu quyết: {len(tablets)}")
    for tablet in tablets[1:]:
        cast(tablet, FOR)
    expect(shown).to_contain_text(f"{len(tablets) - 1}/{len(tablets)}")
    shown.get_by_role("button", name="Kết thúc biểu quyết").click()
    # What is said before closing follows the ballots.
    question = chair.get_by_role("dialog", name="Kết thúc biểu quyết?")
    expect(question).to_contain_text("còn 1 người chưa gửi")
    cast(tablets[0], AGAINST)
    confirm(chair, "Kết thúc biểu quyết", "Đã nhận đủ")
    shown.get_by_role("button", name="Công bố kết quả").click()
    confirm(chair, "Công bố")
    for tablet in tablets:
        read_result(tablet, title, "Được thông qua")


def test_a_meeting_in_short_on_two_processes(behind_nginx):
    tablets = open_tablets(behind_nginx)
    secretary, chair, wall = (
        behind_nginx.open(
            screen, behind_nginx.scene.make_member(behind_nginx.meeting, role, name)
        )
        for screen, role, name in (
            ("votes", Role.SECRETARY, "Lê Thị Thu Hà"),
            ("chair", Role.SECRETARY, "Trần Đức An"),
            ("wall", Role.WALL, "Màn hình 1"),
        )
    )
    ask_for_the_floor(tablets[0], "Thảo luận")
    chair.get_by_role("tab", name="Phát biểu").click()
    panel = chair.locator(".floor")
    panel.get_by_role("button", name="Mời phát biểu").click()
    shows(wall, "speaker")
    clocks = [tablet.locator(".floor-strip-time") for tablet in tablets]
    found = origins([*clocks, wall.locator("[data-front] .scene-clock-time")])
    assert max(found) - min(found) < MOST_APART_MS
    panel.get_by_role("button", name="Kết thúc lượt").click()
    shows(wall, "page")

    plans = ((RESOLUTION, "open"), (SECRET, "secret"))
    prepare(secretary, [PlannedVote(*plan, **WITHOUT_ROLL) for plan in plans])
    chair.get_by_role("tab", name="Biểu quyết").click()
    for title, _ in plans:
        hold_vote(chair, tablets, title)
        shows(wall, "vote")
        result = wall.locator("[data-front] .scene-vote")
        expect(result).to_contain_text(title)
        expect(result).to_contain_text("Được thông qua")
