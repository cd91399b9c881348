"""A camera that is lost or freezes, and a missing decoder script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.navigation import arrives
from tests.browser.printed_badge import film_badge
from tests.browser.test_badge_camera import badge, switch_on, tablet_with_camera

__all__ = ["badge"]

# The first stream shows a blank wall; then the camera is busy once; then it is the real
# one. `cameras` lets the test look at and end what the page has opened.
CAMERAS = """
globalThis.cameras = [];
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  if (cameras.length === 1) {
    cameras.push(null);
    throw new DOMException("taken", "NotReadableError");
  }
  if (cameras.length) {
    cameras.push(await real(wanted));
    return cameras.at(-1);
  }
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  globalThis.paint = setInterval(() => pen.fillRect(0, 0, Math.random() * 9, 9), 50);
  cameras.push(canvas.captureStream());
  return cameras[0];
};
"""
END = """() => {
  for (const track of cameras[0].getTracks()) {
    track.stop();
    track.dispatchEvent(new Event("ended"));
  }
}"""
STAND_STILL = "clearInterval(paint)"
IS_ON = """() => globalThis.cameras?.length === 1
  && document.querySelector("video").videoWidth > 0"""


@pytest.mark.parametrize("loss", [END, STAND_STILL], ids=["ended", "standing still"])
def test_a_lost_camera_is_reopened_and_reads_a_badge(
    driver, real_server, badge, tmp_path, loss
):
    meeting, secret = badge
    film = film_badge(f"{real_server.url}/q#{secret}", tmp_path / "badge.mjpeg")
    with tablet_with_camera(driver, film) as page:
        page.add_init_script(CAMERAS)
        page.goto(f"{real_server.url}/m/{meeting}/sign-in")
        switch_on(page)
        page.wait_for_function(IS_ON)
        page.evaluate(loss)
        expect(page.get_by_text("Máy ảnh vừa bị ngắt. Đang mở lại…")).to_be_visible()
        expect(page.get_by_text("Máy ảnh đang bận hoặc bị hỏng")).to_be_visible()
        expect(page.get_by_role("button", name="Bật máy ảnh")).to_be_visible()
        arrives(page, f"/m/{meeting}/tablet")


def test_a_missing_script_reloads_the_page_unlike_a_busy_camera(
    driver, real_server, badge, tmp_path
):
    meeting, secret = badge
    film = film_badge(f"{real_server.url}/q#{secret}", tmp_path / "badge.mjpeg")
    with tablet_with_camera(driver, film) as page:
        opened: list[str] = []
        page.on("framenavigated", lambda frame: opened.append(frame.url))
        gone = re.compile(r"/zxing[^/]*\.wasm")
        page.route(gone, lambda route: route.fulfill(status=404))
        page.goto(f"{real_server.url}/m/{meeting}/sign-in")
        switch_on(page)
        expect(page.get_by_text("Phần mềm trên máy chủ đã đổi")).to_be_visible()
        finds_two(page, opened)
        switch_on(page)
        expect(page.get_by_text("Phần mềm trên máy chủ đã đổi")).to_be_visible()
        # Not for ever: what helps once may not help again.
        page.wait_for_timeout(1500)
        assert len(opened) == 2
        page.unroute(gone)
        page.reload()
        switch_on(page)
        arrives(page, f"/m/{meeting}/tablet")


def finds_two(page: Page, opened: list[str]) -> None:
    for _ in range(600):
        if len(opened) == 2:
            return
        page.wait_for_timeout(100)
    raise AssertionError(opened)
