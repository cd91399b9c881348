"""Screenshots of the staff screens: lists, badges, gate, roll, sites, tablets."""

from typing import Any

from playwright.sync_api import Browser, Page
from screenshot_pages import EVERY, open_page, signed_in_page, take_sizes

WORK_MS = 60_000
WIDE = (*EVERY, "wall")
NAMES = (
    "Nguyễn Phước Tôn Nữ Công Huyền Trang Đài Các",
    "Hoàng Phủ Ngọc Tường Vi Thị Bích Phượng Hằng",
    "K'Să Lơ Mu Thiên Hương",
)
LIST = "\n".join(
    [
        "Họ và tên;Chức vụ;Đơn vị công tác",
        *(f"{name};Uỷ viên Ban Chấp hành;Văn phòng Tỉnh uỷ" for name in NAMES),
        ";Chuyên viên;Văn phòng Tỉnh uỷ",
    ]
)
# A badge scanner types the whole secret at once.
SCAN = """(text) => {
  for (const key of [...text, "Enter"]) {
    const how = { key, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", how));
  }
}"""


class Desks:
    """The staff screens of a demo, in one language."""

    def __init__(self, browser: Browser, demo: dict[str, Any], language: str) -> None:
        """Use `browser`."""
        self.browser, self.demo, self.language = browser, demo, language
        self.base = f"{demo['base_url']}/m/{demo['meeting']}"

    def open(self, screen: str, path: str) -> Page:
        """Open a path of the meeting with the badge of `screen`."""
        badge = self.demo["screens"][screen]["url"]
        page = signed_in_page(self.browser, badge, "tablet", self.language)
        page.goto(f"{self.base}/{path}")
        return page

    def capture(self) -> None:
        """Photograph them all."""
        for take_desk in (self.roster, self.badge, self.gate, self.plain, self.fleet):
            take_desk()

    def take(self, page: Page, name: str, sizes: tuple[str, ...] = EVERY) -> None:
        """Save the page at each of `sizes`."""
        take_sizes(page, name, self.language, sizes)

    def roster(self) -> None:
        """Choose a list, and look at what it would change."""
        page = self.open("secretary", "roster")
        self.take(page, "roster")
        data = LIST.encode("utf-8-sig")
        page.locator("#file").set_input_files(
            {"name": "Đại biểu.csv", "mimeType": "text/csv", "buffer": data}
        )
        page.locator(".roster-count").first.wait_for(timeout=WORK_MS)
        self.take(page, "roster-preview")
        # The next language begins anew.
        page.locator(".button--primary + .button").last.click()
        page.locator("#file").wait_for(timeout=WORK_MS)
        page.context.close()

    def badge(self) -> None:
        """Show a fresh badge."""
        page = self.open("entrance", "badges")
        page.locator("[data-action=issue]").first.click()
        page.locator("dialog .button--primary").click()
        page.locator(".badge-qr").wait_for()
        self.take(page, "badge")
        page.context.close()

    def gate(self) -> None:
        """Let somebody in at a gate, and find others by name."""
        page = self.open("entrance", "entrance")
        gates = page.locator("[data-target=gates] button")
        page.wait_for_load_state("networkidle")
        if gates.count():
            gates.first.click()
        else:
            page.locator("#gate-name").fill("Cửa A")
            page.locator("[data-target=add] [type=submit]").click()
        page.locator(".gate-outcome").wait_for()
        page.wait_for_timeout(1000)
        # A delegate can be admitted once only.
        guest = self.demo["delegates"][-1 if self.language == "vi" else -2]
        for name, badge in (
            ("gate-admitted", guest["url"]),
            ("gate-refused", f"{self.demo['base_url']}/q#{'x' * 22}"),
        ):
            page.evaluate(SCAN, badge)
            self.take(page, name)
        page.locator("#finder-words").fill("ng")
        self.take(page, "gate-finder")
        page.context.close()

    def plain(self) -> None:
        """Photograph the desks on which nothing has to be pressed."""
        for screen, path, sizes in (
            ("secretary", "handouts", EVERY),
            ("secretary", "roll", EVERY),
            ("secretary", "sites", WIDE),
            ("site", "site", EVERY),
            ("secretary", "readiness", EVERY),
        ):
            page = self.open(screen, path)
            self.take(page, path, sizes)
            if path == "sites":
                page.locator(".site-tile").first.click()
                self.take(page, "sites-one")
            page.context.close()
        install = f"{self.demo['base_url']}/cai-dat?language={self.language}"
        page = open_page(self.browser, install, "tablet", self.language)
        self.take(page, "install")
        page.context.close()

    def fleet(self) -> None:
        """Enrol a tablet, let somebody sign in on it, and look at all of them."""
        page = self.open("secretary", "fleet")
        page.locator("[data-controller=invite]").click()
        page.locator(".fleet-code").wait_for()
        self.take(page, "fleet-invite")
        link = page.locator(".fleet-link").inner_text()
        tablet = open_page(self.browser, link, "tablet", self.language)
        # Not the seat of the delegate who signs in.
        tablet.locator("#seat").fill("B-99")
        tablet.locator("[data-target=submit]").click()
        tablet.locator(".enrol-number").wait_for()
        self.take(tablet, "fleet-enrolled")
        # Not a delegate who is signed in on another tablet.
        holder = self.demo["delegates"][-3 if self.language == "vi" else -4]
        tablet.goto(holder["url"])
        tablet.wait_for_url("**/m/*/tablet", timeout=WORK_MS)
        tablet.locator(".seat-notice").wait_for(timeout=WORK_MS)
        self.take(tablet, "fleet-wrong-seat")
        page.keyboard.press("Escape")
        page.reload()
        page.locator(".fleet-line").first.wait_for()
        self.take(page, "fleet")
        page.locator(".fleet-who").first.click()
        self.take(page, "fleet-one")
        tablet.context.close()
        page.context.close()
