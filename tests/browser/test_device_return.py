"""A returned tablet keeps no data of its last holder."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.layout import TABLET
from tests.browser.navigation import IDLE, arrives, finds
from tests.browser.test_notes import SHOWN, wait_until_sent, write
from tests.browser.test_offline import wait_until_kept

pytestmark = pytest.mark.service_worker

NAME = "Nguyễn Thị Phương Thảo Nguyên Hoàng"
# The fleet still names who held the tablets of the other tests last.
NAME_AT_DESK = "Giàng Thị Mỷ Hoàng Thảo Nguyên"
TITLE = "Dự thảo Nghị quyết về chuyển đổi số"
# The warning comes so long after the last touch, the end as long after it.
HALF_A_MINUTE_MS = 31_000
NOTE = "Cần hỏi thêm về kinh phí"
# Everything a page can find of what a browser keeps, as text.
FIND = """async () => {
  const found = [];
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) found.push(`${key}=${store.getItem(key)}`);
  }
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      found.push(...rows.map((row) => `${name}/${store}: ${JSON.stringify(row)}`));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    if (name.startsWith("kiosk-shell-")) continue;
    for (const { url } of await (await caches.open(name)).keys()) {
      found.push(`${name}: ${url}`);
    }
  }
  found.push(...[...document.querySelectorAll("input, textarea, select")]
    .filter((field) => field.value && field.value !== field.defaultValue)
    .map((field) => `form: ${field.value}`));
  return found;
}"""
ASK = """async (paths) => Promise.all(paths.map(async (path) => {
  const stored = await fetch(path, { cache: "only-if-cached", mode: "same-origin" })
    .catch(() => null);
  return [stored?.ok ?? false, (await fetch(path)).status];
}))"""


@pytest.fixture
def meeting(real_scene, webp_pages) -> int:
    found = real_scene.make_meeting()
    item = real_scene.make_item(found)
    real_scene.make_document(found, item, webp_pages(3), title=TITLE)
    return found


@pytest.fixture
def hand_out(
    chromium, real_server, real_scene, meeting
) -> Iterator[Callable[..., Page]]:
    """Let a delegate sign in on an enrolled tablet, read, note, type, turn pages."""
    contexts = []

    def make(name: str = NAME) -> Page:
        url = real_server.url
        secret = real_scene.make_tablet()
        badge = real_scene.make_badge(real_scene.make_member(meeting, name=name))
        context = chromium.new_context(viewport=TABLET, locale="vi-VN")
        contexts.append(context)
        context.add_cookies([{"name": "kiosk-tablet", "value": secret, "url": url}])
        tablet = context.new_page()
        # The time goes on as usual until a test moves it.
        tablet.clock.install()
        tablet.goto(f"{url}/m/{meeting}/sign-in")
        tablet.locator("#code").fill(badge)
        tablet.get_by_role("button", name="Vào hội nghị").click()
        arrives(tablet, f"/m/{meeting}/tablet")
        use(tablet)
        return tablet

    yield make
    for context in contexts:
        context.close()


def traces(tablet: Page) -> str:
    return " ".join(tablet.evaluate(FIND))


def use(tablet: Page) -> None:
    """Leave as many traces as a delegate can."""
    wait_until_kept(tablet)
    tablet.locator("[data-paper]").first.click()
    expect(tablet.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    tablet.locator(".turning-next").click()
    expect(tablet.locator(".reader")).to_have_attribute("data-page", "2")
    write(tablet, NOTE)
    # Else nothing would be proven.
    # The note is locked with a key of its writer's (0014): its row is there.
    for trace in ("kiosk-notes/notes: ", "kiosk-paper-", "kiosk/"):
        finds(tablet, lambda trace=trace: trace in traces(tablet), True)


def assert_nothing_is_left(tablet: Page, meeting: int) -> None:
    """Look into everything this browser keeps, then go back through its history."""
    expect(tablet.get_by_role("heading", name="Xin đưa thẻ đại biểu")).to_be_visible()
    # The browser's own store is emptied a moment after the idle screen has come.
    expect_stored = "() => localStorage.getItem('kiosk-tablet-stored') === null"
    tablet.wait_for_function(expect_stored)
    finds(tablet, lambda: tablet.evaluate(FIND), [])
    assert not [c for c in tablet.context.cookies() if c["name"] == "kiosk"]
    paths = [f"/m/{meeting}/tablet", f"/m/{meeting}/snapshot", f"/m/{meeting}/offline"]
    assert tablet.evaluate(ASK, paths) == [[False, 401]] * 3
    for _ in range(tablet.evaluate("history.length")):
        tablet.go_back()
        tablet.wait_for_load_state()
        if tablet.url == "about:blank":  # where every tab begins
            return
        seen = tablet.evaluate("document.documentElement.outerHTML")
        for trace in (NAME, NAME_AT_DESK, TITLE, NOTE):
            assert trace not in seen, f"going back shows {trace!r} at {tablet.url}"
        expect(tablet.locator(".sheet img")).to_have_count(0)
        assert tablet.evaluate(FIND) == []


def test_signing_out_leaves_nothing(hand_out, meeting):
    tablet = hand_out()
    tablet.get_by_role("button", name="Trả máy, đăng xuất").click()
    tablet.get_by_role("button", name="Đăng xuất", exact=True).click()
    arrives(tablet, IDLE)
    assert_nothing_is_left(tablet, meeting)


def test_the_meetings_end_leaves_nothing(hand_out, open_tablet, real_scene, meeting):
    tablet = hand_out()
    chair = open_tablet("/", account_id=real_scene.make_account(is_administrator=True))
    status = chair.evaluate(
        """async (path) => (await fetch(path, {method: "POST",
           headers: {"Content-Type": "application/json"},
           body: JSON.stringify({state: "closed"})})).status""",
        f"/m/{meeting}/state",
    )
    assert status < 300
    arrives(tablet, "/?reason=meeting_over")
    assert_nothing_is_left(tablet, meeting)


def test_sign_out_by_command_leaves_nothing(hand_out, open_tablet, real_scene, meeting):
    tablet = hand_out(NAME_AT_DESK)
    desk = open_tablet(
        "/fleet", account_id=real_scene.make_account(is_administrator=True)
    )
    line = desk.locator(".fleet-line", has_text=NAME_AT_DESK)
    expect(line).to_be_visible()
    line.locator("input").check()
    desk.locator("[data-action=sign_out]").click()
    desk.locator("dialog").get_by_role("button", name="Đăng xuất").click()
    arrives(tablet, IDLE)
    done = desk.locator(".fleet-line", has_text="Đăng xuất: đã làm")
    expect(done).to_be_visible()
    assert_nothing_is_left(tablet, meeting)


@pytest.mark.own_server(KIOSK_IDLE_MINUTES="1")
def test_an_idle_tablet_warns_and_leaves_nothing(real_server, hand_out, meeting):
    tablet = hand_out()
    warning = tablet.get_by_role("heading", name="Đồng chí còn dùng máy không?")
    tablet.clock.fast_forward(HALF_A_MINUTE_MS)
    expect(warning).to_be_visible()
    tablet.mouse.click(600, 400)
    expect(warning).to_have_count(0)
    tablet.clock.fast_forward(HALF_A_MINUTE_MS)
    expect(warning).to_be_visible()
    tablet.clock.fast_forward(HALF_A_MINUTE_MS)
    arrives(tablet, IDLE)
    assert_nothing_is_left(tablet, meeting)


def test_the_next_delegate_finds_nothing_of_the_one_before(
    hand_out, real_scene, meeting
):
    """Nobody has signed out: the next badge is shown over the sign-in before.

    What could not be sent yet has its own story, in `test_notes.py`.
    """
    tablet = hand_out()
    wait_until_sent(tablet)
    other = real_scene.make_member(meeting, name="Hồ Sỹ Phúc")
    badge = real_scene.make_badge(other)
    tablet.goto(tablet.url.replace("/tablet", "/sign-in"))
    tablet.locator("#code").fill(badge)
    tablet.get_by_role("button", name="Vào hội nghị").click()
    arrives(tablet, f"/m/{meeting}/tablet")
    expect(tablet.locator(".tablet-holder")).to_contain_text("Hồ Sỹ Phúc")
    for trace in (NOTE, NAME):
        finds(tablet, lambda trace=trace: trace in traces(tablet), False)
