"""Private notes in real Chromium: written, stored, synchronised."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.accounts.actions.sign_ins import end_sign_ins_of_member
from tests.browser.navigation import IDLE, arrives, finds
from tests.browser.test_display_settings import choose_display
from tests.page_words import LINE, line_boxes, write_words

pytestmark = pytest.mark.service_worker

SHOWN = "[data-slot=current]"
INK = f"{SHOWN} canvas.sheet-ink"
PIN = f"{SHOWN} .pin"
WORDS = "Hỏi lại số liệu của huyện Mường La."


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with a paper of two pages that have words."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    paper = real_scene.make_document(meeting, item, webp_pages(2))
    write_words(real_scene.store, paper, [line_boxes(LINE)] * 2)
    return meeting


@pytest.fixture
def writer(real_scene, room):
    return real_scene.make_member(room)


def read(screen: Page) -> Page:
    """Open the paper on this tablet."""
    screen.locator("[data-paper]").first.click()
    expect(screen.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    return screen


def take(screen: Page, tool: str) -> None:
    palette = screen.locator(".palette")
    if palette.is_hidden():
        screen.locator(".tablet-tools .tablet-notes").click()
    palette.get_by_role("button", name=tool, exact=True).click()


def spot(screen: Page, x: float, y: float) -> tuple[float, float]:
    """Return where a place of the page in front lies on the screen."""
    expect(screen.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    box = screen.locator(f"{SHOWN} .sheet").bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def drag(screen: Page, tool: str, start=(0.2, 0.3), end=(0.6, 0.4)) -> None:
    take(screen, tool)
    screen.mouse.move(*spot(screen, *start))
    screen.mouse.down()
    screen.mouse.move(*spot(screen, *end), steps=8)
    screen.mouse.up()


def write(screen: Page, words: str) -> None:
    take(screen, "Viết")
    screen.mouse.click(*spot(screen, 0.7, 0.2))
    screen.get_by_label("Nội dung, chỉ đồng chí đọc được").fill(words)
    screen.get_by_role("button", name="Lưu", exact=True).click()


def state(screen: Page) -> str:
    """Return what the list says of keeping and sending; the list is closed again."""
    take(screen, "Danh sách")
    said = screen.locator(".notes-dialog [data-target=state]")
    words = said.text_content() or ""
    screen.get_by_role("dialog").get_by_role("button", name="Đóng").click()
    return words


def wait_until_sent(screen: Page) -> None:
    take(screen, "Danh sách")
    said = screen.locator(".notes-dialog [data-target=state]")
    expect(said).to_contain_text("Đã lưu trên máy chủ")
    screen.get_by_role("dialog").get_by_role("button", name="Đóng").click()


def inked(screen: Page) -> int:
    """Count the dots of ink on the page in front."""
    return screen.evaluate(
        """(ink) => {
          const canvas = document.querySelector(ink);
          if (!canvas) return 0;
          const { width, height } = canvas;
          const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
          let count = 0;
          for (let at = 3; at < data.length; at += 4) if (data[at]) count += 1;
          return count;
        }""",
        INK,
    )


def test_notes_survive_a_reload(open_tablet, room, writer):
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    drag(tablet, "Bút")
    expect(tablet.locator(INK)).to_be_attached()
    write(tablet, WORDS)
    expect(tablet.locator(PIN)).to_have_count(1)
    wait_until_sent(tablet)
    tablet.reload()
    read(tablet)
    expect(tablet.locator(INK)).to_be_attached()
    assert inked(tablet) > 100
    tablet.locator(PIN).click()
    expect(tablet.get_by_label("Nội dung, chỉ đồng chí đọc được")).to_have_value(WORDS)


def test_a_note_written_offline_reaches_only_the_members_second_tablet(
    open_tablet, real_scene, room, writer
):
    path = f"/m/{room}/tablet"
    first, second = (read(open_tablet(path, writer)) for _ in range(2))
    other = read(open_tablet(path, real_scene.make_member(room, name="Lò Văn Pánh")))
    first.context.set_offline(True)
    drag(first, "Bút")
    write(first, WORDS)
    assert "Đã giữ trên máy này; 2" in state(first)
    expect(second.locator(PIN)).to_have_count(0)
    first.context.set_offline(False)
    wait_until_sent(first)
    expect(second.locator(PIN)).to_have_count(1)
    expect(second.locator(INK)).to_be_attached()
    answer = other.evaluate(f"fetch('/m/{room}/annotations').then((r) => r.json())")
    assert answer["notes"] == []
    other.reload()
    read(other)
    expect(other.locator(f"{PIN}, {INK}")).to_have_count(0)


def test_words_are_highlighted_erased_and_undone(open_tablet, room, writer):
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    drag(tablet, "Tô chữ", (0.06, 0.11), (0.4, 0.11))
    expect(tablet.locator(INK)).to_be_attached()
    drag(tablet, "Tẩy", (0.2, 0.09), (0.2, 0.13))
    expect(tablet.locator(INK)).to_have_count(0)
    tablet.get_by_role("button", name="Hoàn tác").click()
    expect(tablet.locator(INK)).to_be_attached()


def test_signing_out_offline_warns_of_unsent_notes(open_tablet, room, writer):
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    tablet.context.set_offline(True)
    drag(tablet, "Bút")
    tablet.evaluate(
        "document.querySelector('[data-controller=sign-out]').requestSubmit()"
    )
    tablet.get_by_role("dialog").get_by_role("button", name="Đăng xuất").click()
    expect(tablet.get_by_role("dialog")).to_contain_text("Còn 1 ghi chú")
    tablet.get_by_role("button", name="Không", exact=True).click()
    expect(tablet.locator(INK)).to_be_attached()


def test_unsent_notes_survive_a_reload_and_are_sent_later(open_tablet, room, writer):
    tablet = open_tablet(f"/m/{room}/tablet", writer)
    tablet.route("**/annotations*", lambda route: route.abort())
    drag(read(tablet), "Bút")
    write(tablet, WORDS)
    assert "Đã giữ trên máy này; 2" in state(tablet)
    tablet.reload()
    read(tablet)
    expect(tablet.locator(PIN)).to_have_count(1)
    expect(tablet.locator(INK)).to_be_attached()
    assert "Đã giữ trên máy này; 2" in state(tablet)
    tablet.unroute("**/annotations*")
    wait_until_sent(tablet)


def test_signing_out_leaves_nothing_on_the_device(open_tablet, room, writer):
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    write(tablet, WORDS)
    wait_until_sent(tablet)
    finds(tablet, lambda: kept(tablet), 1)
    tablet.get_by_role("button", name="Trả máy, đăng xuất").click()
    tablet.get_by_role("button", name="Đăng xuất", exact=True).click()
    arrives(tablet, IDLE)
    finds(tablet, lambda: kept(tablet), 0)


def kept(screen: Page) -> int:
    """Count the notes in the browser's own database."""
    return len(rows(screen))


def rows(screen: Page) -> list[dict]:
    """Return the notes in the browser's own database as they lie there."""
    return screen.evaluate(
        """() => new Promise((resolve, reject) => {
          const opening = indexedDB.open("kiosk-notes");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const all = database.transaction("notes").objectStore("notes").getAll();
            all.onsuccess = () => { database.close(); resolve(all.result); };
          };
        })"""
    )


def test_in_the_easy_mode_one_tap_opens_the_own_notes(open_tablet, room, writer):
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    choose_display(tablet, "Chế độ dễ đọc")
    tablet.get_by_role("button", name="Ghi chú", exact=True).click()
    tablet.get_by_role("button", name="Viết cho trang này").click()
    tablet.get_by_label("Nội dung, chỉ đồng chí đọc được").fill(WORDS)
    tablet.get_by_role("button", name="Lưu", exact=True).click()
    tablet.get_by_role("button", name="Ghi chú", exact=True).click()
    expect(tablet.locator(".notes-found")).to_contain_text(WORDS)


def become(screen: Page, real_scene, member: int) -> None:
    """Let another member sign in on the same tablet; nobody has signed out."""
    url = screen.evaluate("location.origin")
    screen.context.clear_cookies()
    token = real_scene.sign_in(member)
    screen.context.add_cookies([{"name": "kiosk", "value": token, "url": url}])
    screen.reload()
    read(screen)


def test_unsent_notes_wait_unseen_while_another_member_uses_the_tablet(
    open_tablet, real_scene, room, writer
):
    second = real_scene.make_member(room, name="Lò Văn Pánh")
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    drag(tablet, "Bút")
    wait_until_sent(tablet)
    tablet.route("**/annotations", lambda route: route.abort())
    write(tablet, WORDS)
    assert "Đã giữ trên máy này; 1" in state(tablet)
    tablet.unroute("**/annotations")
    become(tablet, real_scene, second)
    expect(tablet.locator(f"{PIN}, {INK}")).to_have_count(0)
    # Nor does the browser's own database tell it to whoever looks into that.
    assert WORDS not in json.dumps(rows(tablet), ensure_ascii=False)
    take(tablet, "Danh sách")
    expect(tablet.locator(".notes-found")).not_to_contain_text(WORDS)
    tablet.get_by_role("dialog").get_by_role("button", name="Đóng").click()
    # Only what the server does not have is left of the first one.
    finds(tablet, lambda: kept(tablet), 1)
    # The second signs out; what the first wrote outlives that too.
    tablet.get_by_role("button", name="Trả máy, đăng xuất").click()
    tablet.get_by_role("button", name="Đăng xuất", exact=True).click()
    arrives(tablet, IDLE)
    finds(tablet, lambda: kept(tablet), 1)
    origin = tablet.evaluate("location.origin")
    tablet.context.add_cookies(
        [{"name": "kiosk", "value": real_scene.sign_in(writer), "url": origin}]
    )
    tablet.goto(f"{origin}/m/{room}/tablet")
    read(tablet)
    wait_until_sent(tablet)
    expect(tablet.locator(PIN)).to_have_count(1)
    expect(tablet.locator(INK)).to_be_attached()


def test_a_taken_over_badge_loses_no_unsent_note(
    open_tablet, real_server, real_scene, room, writer
):
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    tablet.route("**/annotations", lambda route: route.abort())
    write(tablet, WORDS)
    assert "Đã giữ trên máy này; 1" in state(tablet)
    with real_server.store.unit_of_work("test") as work:
        end_sign_ins_of_member(work, writer, "taken_over")
    left = re.compile(r"/\?reason=(taken_over|signed_out)")
    arrives(tablet, left)
    finds(tablet, lambda: kept(tablet), 1)


def test_discarded_unsent_notes_are_deleted(open_tablet, room, writer):
    tablet = read(open_tablet(f"/m/{room}/tablet", writer))
    tablet.route("**/annotations", lambda route: route.abort())
    write(tablet, WORDS)
    finds(tablet, lambda: kept(tablet), 1)
    tablet.get_by_role("button", name="Trả máy, đăng xuất").click()
    tablet.get_by_role("button", name="Đăng xuất", exact=True).click()
    tablet.get_by_role("button", name="Đăng xuất, bỏ ghi chú").click()
    arrives(tablet, IDLE)
    finds(tablet, lambda: kept(tablet), 0)
