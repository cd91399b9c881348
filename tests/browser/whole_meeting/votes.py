"""The chapters of a whole meeting in which it votes."""

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.whole_meeting.hands import (
    MOST_APART_MS,
    ask_for_the_floor,
    ballot,
    cast,
    confirm,
    fill_in,
    is_received,
    open_ballot,
    origins,
    read_result,
    shows,
    take_step,
)
from tests.browser.whole_meeting.people import ITEMS, Hall

FOR, AGAINST, NO_OPINION = "Tán thành", "Không tán thành", "Không có ý kiến"
RESOLUTION = "Thông qua Nghị quyết về chuyển đổi số giai đoạn 2026 – 2030"
SECRET = "Giới thiệu nhân sự Phó Bí thư Thường trực"
ELECTION = "Bầu bổ sung Ban Thường vụ"
SECOND_ROUND = f"{ELECTION} (vòng hai)"
PEOPLE = (
    "Trần Thị Bích Ngọc",
    "Hoàng Văn Thái",
    "Ksor H'Bơ",
    "Điểu K'Rứ",
    "Lý Seo Chúng",
)
# Eight ballots: 8, 6, 5, 5 and none; the last two tie for the third seat.
CHOSEN = ((0, 1, 2),) * 3 + ((0, 2, 3),) * 2 + ((0, 1, 3),) * 3


@dataclass(frozen=True)
class PlannedVote:
    """A vote that the secretary prepares."""

    title: str
    kind: str
    share: str = "1/2>"
    people: str = ""
    item: str = f"3. {ITEMS[2][0]}"
    voters: str = "present"
    quorum: str = "2/3"


PLANS = (
    PlannedVote(RESOLUTION, "open", "2/3"),
    PlannedVote(SECRET, "secret"),
    PlannedVote(ELECTION, "election", people="\n".join(PEOPLE)),
)


def prepare(secretary: Page, plans: Iterable[PlannedVote]) -> None:
    """Prepare votes."""
    for plan in plans:
        secretary.get_by_role("button", name="Thêm biểu quyết").click()
        form = secretary.locator("#panel form")
        form.get_by_label("Mẫu phương án và cách tính").select_option("general")
        form.get_by_label("Tên biểu quyết").fill(plan.title)
        form.get_by_label("Hình thức").select_option(plan.kind)
        form.get_by_label("Tính trên").select_option("summoned")
        form.get_by_label("Tỷ lệ cần đạt").select_option(plan.share)
        form.get_by_label("Số cần có mặt khi mở").select_option(plan.quorum)
        form.get_by_label("Ai được biểu quyết").select_option(plan.voters)
        form.get_by_label("Thuộc nội dung").select_option(label=plan.item)
        if plan.people:
            form.get_by_label("Phương án hoặc danh sách").fill(plan.people)
            form.get_by_label("Số người được bầu").fill("3")
        form.get_by_role("button", name="Lưu").click()
        expect(card(secretary, plan.title)).to_be_visible()


def card(screen: Page | Locator, title: str) -> Locator:
    """Return the card of a vote."""
    return screen.locator(".vote-card", has_text=title)


def open_vote(hall: Hall, title: str) -> None:
    """Open a vote by the next step; everybody has a ballot."""
    take_step(hall.chair, f"Mở biểu quyết: {title}")
    confirm(hall.chair, "Mở biểu quyết", "Được biểu quyết: 8")
    for screen in hall.delegates:
        expect(ballot(screen).locator("h2")).to_have_text(title)
    for wall in hall.walls:
        shows(wall, "vote")


def close_and_announce(hall: Hall, title: str) -> None:
    """Close a vote and announce it; until then its result is the chair's."""
    turnout = hall.chair.locator(".next-step-note")
    expect(turnout).to_have_text("Đã có 8/8 phiếu")
    take_step(hall.chair, f"Kết thúc biểu quyết: {title}")
    confirm(hall.chair, "Kết thúc biểu quyết", "Đã nhận đủ 8 phiếu")
    expect(hall.chair.locator(".next-step-button")).to_contain_text("Công bố kết quả")
    for wall in hall.walls:
        expect(wall.locator("[data-front] [data-stage=counting]")).to_be_visible()
    for screen in (*hall.walls, *hall.delegates):
        verdicts = screen.locator(".vote-verdict, [data-front] .scene-verdict")
        expect(verdicts.filter(visible=True)).to_have_count(0)
    take_step(hall.chair, f"Công bố kết quả: {title}")
    confirm(hall.chair, "Công bố")


def all_read(hall: Hall, chapter: str, *words: str) -> None:
    """Let everybody read a result."""
    for wall in hall.walls:
        for word in words:
            expect(wall.locator("[data-front] .scene-result")).to_contain_text(word)
    for screen in hall.delegates:
        expect(screen.locator(".vote-result-sheet[open]")).to_be_visible()
    hall.take_pictures(chapter)
    for screen in hall.delegates:
        read_result(screen, *words)


def pass_a_resolution(hall: Hall) -> None:
    """Pass by exactly two thirds of the summoned, through a failure of the server."""
    take_step(hall.chair, f"Chuyển sang: 3. {ITEMS[2][0]}")
    explain(hall)
    panel = hall.chair.locator(".vote-panel")
    hall.chair.get_by_role("tab", name="Biểu quyết").click()
    card(panel, RESOLUTION).get_by_role("button", name="Mở biểu quyết…").click()
    confirm(hall.chair, "Mở biểu quyết", "Được biểu quyết: 8")
    for screen in hall.delegates:
        expect(ballot(screen).locator("h2")).to_have_text(RESOLUTION)
    hall.take_pictures("6-vote")
    open_ballot(hall.chair)
    cast(hall.chair, FOR)
    cast(hall.tablets[0], FOR)
    survive_a_failure(hall)
    for screen in hall.tablets[3:5]:
        cast(screen, FOR)
    cast(hall.tablets[5], AGAINST)
    cast(hall.phone, NO_OPINION)
    close_and_announce(hall, RESOLUTION)
    all_read(hall, "8-resolution", "Được thông qua", "66,67% so với triệu tập")


def explain(hall: Hall) -> None:
    """Give the floor to who explains the resolution, and speaks on."""
    ask_for_the_floor(hall.tablets[2], "Thảo luận")
    hall.chair.get_by_role("tab", name="Phát biểu").click()
    hall.chair.locator(".floor").get_by_role("button", name="Mời phát biểu").click()
    strip = hall.tablets[2].locator(".floor-strip")
    expect(strip).to_contain_text("Mời đồng chí phát biểu")


def survive_a_failure(hall: Hall) -> None:
    """Cut one tablet off and kill the server: no ballot is lost, the clock goes on."""
    cut_off, unlucky = hall.tablets[1:3]
    clocks = [screen.locator(".floor-strip-time") for screen in hall.delegates]
    before = origins(clocks)
    cut_off.context.set_offline(offline=True)
    fill_in(cut_off, FOR)
    expect(ballot(cut_off)).to_contain_text("máy đang thử lại")

    hall.server.kill()
    fill_in(unlucky, FOR)
    expect(ballot(unlucky)).to_contain_text("máy đang thử lại")
    for wall in hall.walls:
        expect(wall.locator(".wall-link")).to_be_visible()
        shows(wall, "vote")
    hall.take_pictures("7-failure")
    hall.server.start()
    for wall in hall.walls:
        expect(wall.locator(".wall-link")).to_be_hidden()
        shows(wall, "vote")
    is_received(unlucky)
    expect(ballot(cut_off)).to_contain_text("máy đang thử lại")
    cut_off.context.set_offline(offline=False)
    is_received(cut_off)
    for screen in (hall.chair, hall.secretary, *hall.delegates):
        expect(screen.locator(".link-state")).to_be_hidden()
    after = origins(clocks)
    assert max(*before, *after) - min(*before, *after) < MOST_APART_MS


def vote_in_secret(hall: Hall) -> None:
    """Vote in secret: five of eight are for it."""
    end = hall.chair.locator(".floor").get_by_role("button", name="Kết thúc lượt")
    hall.chair.get_by_role("tab", name="Phát biểu").click()
    end.click()
    open_vote(hall, SECRET)
    hall.take_pictures("9-secret")
    open_ballot(hall.chair)
    for at, screen in enumerate(hall.voters):
        cast(screen, FOR if at < 5 else AGAINST)
    close_and_announce(hall, SECRET)
    all_read(hall, "9-secret-result", "Được thông qua", "55,56% so với triệu tập")


def elect(hall: Hall) -> None:
    """Elect three of five; two tie, and a second round decides between them."""
    open_vote(hall, ELECTION)
    open_ballot(hall.chair)
    for screen, chosen in zip(hall.voters, CHOSEN, strict=True):
        cast(screen, *(PEOPLE[at] for at in chosen))
    close_and_announce(hall, ELECTION)
    tied = f"Bằng phiếu, phải bầu lại: {PEOPLE[2]}; {PEOPLE[3]}"
    all_read(hall, "10-tie", f"Trúng cử: {PEOPLE[0]}; {PEOPLE[1]}", tied)
    panel = hall.chair.locator(".vote-panel")
    hall.chair.get_by_role("tab", name="Biểu quyết").click()
    panel.get_by_text("Đã xong").click()
    card(panel, ELECTION).get_by_role("button", name="Bầu hoặc biểu quyết lại").click()
    confirm(hall.chair, "Chuẩn bị vòng hai")
    open_vote(hall, SECOND_ROUND)
    open_ballot(hall.chair)
    for at, screen in enumerate(hall.voters):
        cast(screen, PEOPLE[2] if at < 5 else PEOPLE[3])
    close_and_announce(hall, SECOND_ROUND)
    all_read(hall, "11-elected", f"Trúng cử: {PEOPLE[2]}")
