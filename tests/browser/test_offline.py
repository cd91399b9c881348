"""The tablet without server and network, and the effect of a recall."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kiosk.offline.models import CachedDocument
from kiosk.roles import Role
from tests.browser.navigation import IDLE, arrives, finds
from tests.browser.test_notes import SHOWN, kept, write
from tests.page_words import LINE, line_boxes, write_words

pytestmark = pytest.mark.service_worker

KEPT = re.compile(r"mất mạng vẫn đọc được")
# What this browser keeps of a paper: the paths in all caches, and of its own store.
LEFT = """async (id) => {
  const left = [];
  for (const name of await caches.keys()) {
    if (name === `kiosk-paper-${id}`) left.push(name);
    for (const { url } of await (await caches.open(name)).keys()) {
      if (url.includes(`/documents/${id}/`)) left.push(url);
    }
  }
  return left;
}"""
IN_HTTP_STORE = """async (urls) => {
  const left = [];
  for (const url of urls) {
    const kept = await fetch(url, { cache: "only-if-cached", mode: "same-origin",
      headers: { "Kiosk-Forget": "1" } }).catch(() => null);
    if (kept?.ok && (await kept.arrayBuffer()).byteLength) left.push(url);
  }
  return left;
}"""
KEPT_CACHES = """async () => (await caches.keys())
  .filter((name) => !name.startsWith("kiosk-shell-"))"""


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with a paper of three pages that have words."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    paper = real_scene.make_document(meeting, item, webp_pages(3))
    write_words(real_scene.store, paper, [line_boxes(LINE)] * 3)
    return meeting, paper


def wait_until_kept(tablet: Page) -> None:
    expect(tablet.locator(".keeping-line")).to_have_text(KEPT)


def wait_until_nothing_is_left(tablet: Page, look: str, what: object) -> None:
    finds(tablet, lambda: tablet.evaluate(look, what), [])


def cut_off(context: BrowserContext, server) -> None:
    """Switch the Wi-Fi and the server off."""
    context.set_offline(offline=True)
    server.kill()


@pytest.mark.own_server
def test_without_server_and_network_it_opens_reads_searches_and_takes_notes(
    real_server, real_scene, open_tablet, room
):
    meeting, _ = room
    delegate = real_scene.make_member(meeting, name="Nguyễn Thị Phương Thảo Nguyên")
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    wait_until_kept(tablet)
    cut_off(tablet.context, real_server)

    tablet.reload()
    tablet.locator("[data-paper]").first.click()
    expect(tablet.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    tablet.locator(".turning-next").click()
    expect(tablet.locator(".reader")).to_have_attribute("data-page", "2")
    expect(tablet.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    expect(tablet.locator(".link-state")).to_contain_text(
        "Vẫn đọc, tìm và ghi chú được trên 1 tài liệu"
    )

    tablet.get_by_role("button", name="Tìm", exact=False).first.click()
    tablet.locator("dialog[open] [data-target=words]").fill("quan triet")
    expect(tablet.locator("dialog[open] .hit mark").first).to_have_text("quán")
    tablet.locator("dialog[open] .hit").first.click()
    expect(tablet.locator(".reader")).to_have_attribute("data-page", "1")

    write(tablet, "Viết khi mất mạng hoàn toàn.")
    finds(tablet, lambda: kept(tablet), 1)
    tablet.reload()
    tablet.locator("[data-paper]").first.click()
    expect(tablet.locator(".pin").first).to_be_visible()

    tablet.context.set_offline(offline=False)
    real_server.start()
    expect(tablet.locator(".link-state")).to_be_hidden(timeout=90_000)
    other = open_tablet(f"/m/{meeting}/tablet", delegate)
    other.locator("[data-paper]").first.click()
    expect(other.locator(".pin").first).to_be_visible()


def open_desk(open_tablet, real_scene, meeting: int) -> Page:
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    return open_tablet(f"/m/{meeting}/secretary", secretary)


def withdraw(desk: Page, meeting: int, paper: int) -> None:
    status = desk.evaluate(
        """async (path) => (await fetch(path, {method: "POST",
           headers: {"Content-Type": "application/json"}, body: "{}"})).status""",
        f"/m/{meeting}/documents/{paper}/withdraw",
    )
    assert status < 300


def test_a_recall_empties_the_caches_and_is_confirmed_to_the_secretary(
    real_scene, open_tablet, room
):
    meeting, paper = room
    delegate = real_scene.make_member(meeting)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    wait_until_kept(tablet)
    tablet.locator("[data-paper]").first.click()
    expect(tablet.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    kept = tablet.evaluate(LEFT, paper)
    assert len(kept) > 4

    withdraw(open_desk(open_tablet, real_scene, meeting), meeting, paper)
    expect(tablet.locator(".reader-notice")).to_contain_text("thu hồi")
    wait_until_nothing_is_left(tablet, LEFT, paper)
    urls = [url for url in kept if "/documents/" in url]
    expect(tablet.locator("[data-paper]")).to_have_count(0)
    # A tablet takes what the browser loaded by itself out of its store, within 2 s.
    wait_until_nothing_is_left(tablet, IN_HTTP_STORE, urls)


@pytest.mark.own_server
def test_a_tablet_that_was_offline_deletes_recalled_documents_when_back(
    real_server, real_scene, open_tablet, room
):
    meeting, paper = room
    delegate = real_scene.make_member(meeting)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    wait_until_kept(tablet)
    tablet.context.set_offline(offline=True)
    desk = open_desk(open_tablet, real_scene, meeting)
    withdraw(desk, meeting, paper)
    line = desk.locator(".recall-line")
    expect(line).to_have_text("Đã xoá khỏi 0/1 máy")
    line.click()
    expect(desk.locator("dialog[open]")).to_contain_text("Nguyễn")
    desk.keyboard.press("Escape")

    tablet.reload()
    expect(tablet.locator("[data-paper]")).to_have_count(1)
    tablet.context.set_offline(offline=False)
    expect(tablet.locator("[data-paper]")).to_have_count(0)
    wait_until_nothing_is_left(tablet, LEFT, paper)
    expect(line).to_have_text("Đã xoá khỏi 1/1 máy")


@pytest.mark.own_server
def test_an_offline_tablet_deletes_everything_when_the_lease_expires(
    real_server, real_scene, open_tablet, room
):
    meeting, paper = room
    delegate = real_scene.make_member(meeting)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    wait_until_kept(tablet)
    real_server.kill()
    expect(tablet.locator(".link-state")).to_be_visible()
    # The server last answered 25 hours ago.
    tablet.evaluate(
        """async () => {
          const room = await caches.open("kiosk-room");
          const lease = await (await room.match("/kept/lease")).json();
          lease.contact -= 25 * 3600 * 1000;
          await room.put("/kept/lease", Response.json(lease));
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    expect(tablet.locator("[data-paper]")).to_have_count(0)
    wait_until_nothing_is_left(tablet, LEFT, paper)
    tablet.reload()
    expect(tablet.locator("h1")).to_have_text("Máy chủ chưa trả lời")
    real_server.start()
    expect(tablet.locator("[data-paper]")).to_have_count(1)


@pytest.mark.own_server
def test_the_next_member_finds_nothing_of_the_one_before(
    real_scene, real_server, open_tablet, room
):
    meeting, _ = room
    first = real_scene.make_member(meeting)
    second = real_scene.make_member(meeting, name="Lò Văn Pành")
    tablet = open_tablet(f"/m/{meeting}/tablet", first)
    wait_until_kept(tablet)
    # The first one did not sign out: the badge of the second was shown.
    token = real_scene.sign_in(second)
    tablet.context.add_cookies(
        [{"name": "kiosk", "value": token, "url": real_server.url}]
    )
    tablet.context.set_offline(offline=False)
    tablet.reload()
    wait_until_kept(tablet)
    lease = tablet.evaluate(
        """async () => (await (await caches.open("kiosk-room"))
           .match("/kept/lease")).json()"""
    )
    assert lease["holder"] == f"{meeting}.{second}"
    real_server.kill()
    tablet.reload()
    expect(tablet.locator(".tablet-holder")).to_contain_text("Lò Văn Pành")


def test_signing_out_deletes_everything_and_reports_it(
    real_server, real_scene, open_tablet, room
):
    meeting, _ = room
    delegate = real_scene.make_member(meeting)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    wait_until_kept(tablet)
    tablet.get_by_role("button", name="Trả máy, đăng xuất").click()
    tablet.get_by_role("button", name="Đăng xuất", exact=True).click()
    arrives(tablet, IDLE)
    finds(tablet, lambda: tablet.evaluate(KEPT_CACHES), [])
    with real_server.store.read_session() as session:
        rows = session.query(CachedDocument).filter_by(meeting_id=meeting).all()
    assert rows
    assert all(row.dropped_at for row in rows)


@pytest.mark.own_server
def test_an_offline_sign_out_reaches_the_server_later(
    real_server, real_scene, open_tablet, room
):
    meeting, _ = room
    delegate = real_scene.make_member(meeting)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    wait_until_kept(tablet)
    real_server.kill()
    tablet.get_by_role("button", name="Trả máy, đăng xuất").click()
    tablet.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(tablet.locator("dialog[open]")).to_contain_text("đã xoá hết tài liệu")
    tablet.reload()
    expect(tablet.locator("h1")).to_have_text("Máy chủ chưa trả lời")
    real_server.start()
    arrives(tablet, IDLE)
    expect(tablet.locator("body")).not_to_contain_text("Nguyễn")
    ask = f"fetch('/m/{meeting}/snapshot').then((r) => r.status)"
    finds(tablet, lambda: tablet.evaluate(ask), 401)
