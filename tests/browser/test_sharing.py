"""Shared notes, and opinions for the secretary."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.browser.test_notes import (
    INK,
    PIN,
    WORDS,
    drag,
    read,
    room,
    take,
    wait_until_sent,
    write,
    writer,
)

__all__ = ["room", "writer"]
READER = "Lò Văn Pánh"


@pytest.fixture
def reader(real_scene, room):
    return real_scene.make_member(room, name=READER, unit="Huyện uỷ Mường La")


@pytest.fixture
def tablets(open_tablet, room, writer, reader) -> tuple[Page, Page]:
    """The writer's tablet and the reader's, both at the paper."""
    path = f"/m/{room}/tablet"
    return read(open_tablet(path, writer)), read(open_tablet(path, reader))


def choose(screen: Page, words: str, name: str) -> None:
    dialog = screen.get_by_role("dialog").last
    dialog.get_by_label("Tìm người theo tên").fill(words)
    dialog.get_by_role("button", name=f"Chia sẻ: {name}").click()
    expect(dialog.get_by_role("button", name=f"Thôi chia sẻ: {name}")).to_be_visible()


def test_a_shared_note_is_visible_to_its_reader_until_unshared(
    tablets, open_tablet, real_scene, room
):
    mine, theirs = tablets
    other = read(
        open_tablet(f"/m/{room}/tablet", real_scene.make_member(room, name="Ai Đó"))
    )
    write(mine, WORDS)
    mine.locator(PIN).click()
    mine.get_by_role("button", name="Chia sẻ…").click()
    choose(mine, "lo van", READER)
    mine.get_by_role("button", name="Xong", exact=True).last.click()
    expect(theirs.locator(f"{PIN}.pin--theirs")).to_be_visible()
    theirs.locator(PIN).click()
    dialog = theirs.get_by_role("dialog")
    expect(dialog).to_contain_text("Ghi chú của Nguyễn Thị Minh Khai")
    expect(dialog).to_contain_text(WORDS)
    expect(dialog.locator("textarea")).to_have_count(0)
    dialog.get_by_role("button", name="Đóng").click()
    take(theirs, "Danh sách")
    expect(theirs.locator(".notes-found")).to_contain_text(WORDS)
    expect(theirs.locator(".notes-share")).to_have_count(0)
    theirs.get_by_role("dialog").get_by_role("button", name="Đóng").click()
    expect(other.locator(PIN)).to_have_count(0)

    mine.locator(PIN).click()
    expect(mine.get_by_role("dialog")).to_contain_text(f"Đang chia sẻ với: {READER}.")
    mine.get_by_role("button", name="Chia sẻ…").click()
    mine.get_by_role("button", name=f"Thôi chia sẻ: {READER}").click()
    expect(theirs.locator(PIN)).to_have_count(0)


def test_shared_strokes_disappear_when_all_notes_are_erased(tablets):
    mine, theirs = tablets
    drag(mine, "Bút")
    drag(mine, "Bút", (0.2, 0.5), (0.6, 0.6))
    take(mine, "Danh sách")
    mine.get_by_role("button", name="Chia sẻ ghi chú trang 1").click()
    choose(mine, "Pánh", READER)
    mine.get_by_role("button", name="Xong", exact=True).last.click()
    expect(theirs.locator(INK)).to_be_attached()
    # A note of another member: the eraser deletes nothing.
    drag(theirs, "Tẩy", (0.4, 0.3), (0.4, 0.4))
    expect(theirs.locator(INK)).to_be_attached()
    mine.get_by_role("button", name="Xoá tất cả ghi chú").click()
    mine.get_by_role("button", name="Xoá tất cả", exact=True).click()
    expect(theirs.locator(INK)).to_have_count(0)


def test_offline_sharing_shows_a_message(tablets):
    mine, _ = tablets
    mine.context.set_offline(True)
    write(mine, WORDS)
    mine.locator(PIN).click()
    mine.get_by_role("button", name="Chia sẻ…").click()
    expect(mine.locator(".toast--error")).to_contain_text("chưa chia sẻ được")


def test_an_opinion_reaches_the_secretary_and_outlives_the_note(
    tablets, open_tablet, real_scene, room
):
    mine, _ = tablets
    secretary = open_tablet(
        f"/m/{room}/secretary", real_scene.make_member(room, Role.SECRETARY, "Thư")
    )
    expect(secretary.locator("body")).to_have_class(re.compile("is-drawn"))
    line = secretary.locator(".opinions .readings-line")
    expect(line).to_have_text("Ý kiến bằng văn bản")
    write(mine, WORDS)
    mine.locator(PIN).click()
    mine.get_by_role("button", name="Gửi Thư ký…").click()
    dialog = mine.get_by_role("dialog")
    expect(dialog).to_contain_text("Xoá ghi chú riêng không xoá ý kiến")
    dialog.get_by_role("button", name="Gửi Thư ký", exact=True).click()
    expect(line).to_have_text("Ý kiến bằng văn bản: 1, 1 chưa tiếp nhận")
    wait_until_sent(mine)
    mine.locator(PIN).click()
    said = mine.locator(".note-facts")
    expect(said).to_contain_text("Đã gửi Thư ký lúc")
    line.click()
    secretary.get_by_role("button", name="Đã tiếp nhận").click()
    expect(said).to_contain_text("đã tiếp nhận")
    mine.get_by_role("button", name="Xoá ghi chú", exact=True).click()
    wait_until_sent(mine)
    secretary.reload()
    expect(line).to_have_text("Ý kiến bằng văn bản: 1, đã tiếp nhận hết")
    line.click()
    expect(secretary.locator(".opinion")).to_contain_text(WORDS)
    expect(secretary.locator(".opinion")).to_contain_text("Nguyễn Thị Minh Khai")


def test_a_guest_sees_no_forbidden_actions(open_tablet, real_scene, room):
    guest = real_scene.make_member(room, Role.GUEST, "Khách")
    tablet = read(open_tablet(f"/m/{room}/tablet", guest))
    write(tablet, WORDS)
    tablet.locator(PIN).click()
    expect(tablet.get_by_role("button", name="Chia sẻ…")).to_be_visible()
    expect(tablet.get_by_role("button", name="Gửi Thư ký…")).to_have_count(0)
