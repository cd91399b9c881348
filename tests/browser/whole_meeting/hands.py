"""What people do with their screens, and what screens show them."""

import re

from playwright.sync_api import Locator, Page, expect

# What the hall must never read.
ERRORS = re.compile(r"Mất liên lạc|lỗi|Error|tải lại", re.IGNORECASE)
MOST_APART_MS = 200
TICKS = 4
# When a clock began, or when it will end, by the machine's own clock. A tick may be
# late and never early: the least is the truest.
ORIGIN = """(clock, [isLeft, count]) => new Promise((done) => {
  const found = [];
  const watch = new MutationObserver(() => {
    const parts = clock.textContent.split(":").map(Number);
    const shown = parts.reduce((all, part) => all * 60 + part, 0) * 1000;
    found.push(Date.now() + (isLeft ? shown : -shown));
    if (found.length < count) return;
    watch.disconnect();
    done(Math.min(...found));
  });
  watch.observe(clock, {childList: true, characterData: true, subtree: true});
})"""


def origins(clocks: list[Locator], *, is_left: bool = True) -> list[float]:
    """Return the moments from which the clocks count, in milliseconds."""
    for clock in clocks:
        expect(clock).to_have_text(re.compile(r"^\d\d:\d\d$"))
        clock.evaluate(
            f"(clock, given) => {{ window.origin = ({ORIGIN})(clock, given); }}",
            [is_left, TICKS],
        )
    return [clock.evaluate("() => window.origin") for clock in clocks]


def take_step(chair: Page, label: str) -> None:
    """Press the chair's largest button, which must offer this."""
    button = chair.locator(".next-step-button")
    expect(button).to_contain_text(label)
    # The second press of a double one would do nothing.
    expect(chair.locator(".next-step-button:is(.is-new, [aria-busy])")).to_have_count(0)
    button.click()


def confirm(screen: Page, answer: str, contains: str = "") -> None:
    """Answer the question on a screen."""
    question = screen.locator("dialog.ask[open]")
    expect(question).to_contain_text(contains)
    question.get_by_role("button", name=answer, exact=True).click()
    expect(question).to_have_count(0)


def ask_for_the_floor(tablet: Page, kind: str, document: str = "") -> None:
    """Ask for the floor from a tablet."""
    tablet.get_by_role("button", name="Đăng ký phát biểu").click()
    dialog = tablet.get_by_role("dialog")
    dialog.get_by_role("radio", name=kind).check()
    if document:
        dialog.get_by_label("Bài tham luận").select_option(label=document)
    dialog.get_by_role("button", name="Gửi đăng ký").click()
    expect(dialog.locator(".floor-place")).to_be_visible()
    dialog.get_by_role("button", name="Đóng").click()


def shows(wall: Page, scene: str) -> None:
    """Wait until a wall shows a scene and nothing else, and no error."""
    expect(wall.locator("body")).to_have_attribute("data-scene", scene)
    front = wall.locator(".hall-layer[data-front]")
    expect(front).to_have_count(0 if scene == "page" else 1)
    assert not ERRORS.search(wall.locator("body").inner_text())


def ballot(screen: Page) -> Locator:
    """Return the ballot that lies open on a screen."""
    return screen.locator("dialog.ballot[open]:not(.vote-result-sheet)")


def open_ballot(chair: Page) -> None:
    """Open the own ballot, which covers nothing on the chair's screen until then."""
    chair.get_by_role("button", name="Đang biểu quyết – mở phiếu").click()


def fill_in(screen: Page, *answers: str) -> None:
    """Mark a ballot and press for sending it."""
    sheet = ballot(screen)
    for answer in answers:
        sheet.locator(".ballot-option", has_text=answer).first.click()
    sheet.get_by_role("button", name="Xem lại và gửi").click()
    expect(sheet.locator(".ballot-review li")).to_have_count(len(answers))
    sheet.get_by_role("button", name="Gửi phiếu").click()


def cast(screen: Page, *answers: str) -> None:
    """Cast a ballot, and wait until it is received."""
    fill_in(screen, *answers)
    is_received(screen)


def is_received(screen: Page) -> None:
    """Wait until the ballot is received, and go back to the papers."""
    sheet = ballot(screen)
    expect(sheet).to_contain_text("Đã nhận phiếu")
    sheet.get_by_role("button", name="Trở lại tài liệu").click()


def read_result(screen: Page, *words: str) -> None:
    """Read the announced result and put it away."""
    sheet = screen.locator(".vote-result-sheet[open]")
    for word in words:
        expect(sheet).to_contain_text(word)
    sheet.get_by_role("button", name="Đóng").click()
    expect(sheet).to_have_count(0)
