"""An installed tablet: full screen, locked navigation, power cut."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.navigation import arrives, finds
from tests.browser.test_offline import cut_off, room, wait_until_kept

pytestmark = pytest.mark.service_worker

__all__ = ["room"]  # a fixture


def test_the_app_is_installable(open_tablet):
    page = open_tablet("/")
    link = page.context.new_cdp_session(page)
    found = link.send("Page.getAppManifest")
    assert found["errors"] == []
    assert '"start_url":"/start"' in found["data"].replace(" ", "")
    errors = link.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Each test browser is a private window.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}


def test_back_and_long_press_are_disabled(real_scene, open_tablet, room):
    meeting, _ = room
    delegate = real_scene.make_member(meeting)
    tablet = open_tablet("/", delegate)
    tablet.get_by_role("link", name=re.compile("Tiếp tục")).click()
    arrives(tablet, "/tablet")
    tablet.locator("[data-paper]").first.click()
    for _ in range(3):
        tablet.evaluate("history.back()")
        tablet.wait_for_timeout(300)
        assert tablet.url.endswith(f"/m/{meeting}/tablet")
    expect(tablet.locator(".reader")).to_have_attribute("data-page", "1")
    menus = """(selector) => {
      const event = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
      return document.querySelector(selector).dispatchEvent(event);
    }"""
    assert tablet.evaluate(menus, ".reader") is False
    behaviour = "getComputedStyle(document.documentElement).overscrollBehaviorY"
    assert tablet.evaluate(behaviour) == "none"


def test_full_screen_is_one_button(open_tablet):
    page = open_tablet("/")
    button = page.get_by_role("button", name="Toàn màn hình")
    assert button.bounding_box()["height"] >= 48
    button.click()
    finds(page, lambda: page.evaluate("document.fullscreenElement !== null"), True)
    page.get_by_role("button", name="Thu nhỏ màn hình").click()
    finds(page, lambda: page.evaluate("document.fullscreenElement !== null"), False)


def test_the_idle_tablet_keeps_its_screen_on(open_tablet):
    page = open_tablet("/q")
    page.add_init_script(
        "const ask = navigator.wakeLock.request.bind(navigator.wakeLock);"
        "navigator.wakeLock.request = (kind) => (globalThis.asked = kind, ask(kind));"
    )
    page.goto(page.url.replace("/q", "/"))
    page.wait_for_function("globalThis.asked === 'screen'")


@pytest.mark.own_server
def test_after_a_power_cut_the_screen_reopens(
    real_server, real_scene, open_tablet, room
):
    meeting, _ = room
    tablet = open_tablet("/start")
    expect(tablet.get_by_role("heading", name="Xin đưa thẻ")).to_be_visible()
    tablet = open_tablet("/start", real_scene.make_member(meeting))
    arrives(tablet, f"/m/{meeting}/tablet")
    wait_until_kept(tablet)
    start = f"{real_server.url}/start"
    # The tablet is up before the server and the Wi-Fi: what it keeps is there.
    cut_off(tablet.context, real_server)
    tablet.goto("about:blank")
    tablet.goto(start)
    arrives(tablet, f"/m/{meeting}/tablet")
    expect(tablet.locator("[data-paper]").first).to_be_visible()
    # And both come back.
    tablet.context.set_offline(offline=False)
    real_server.start()
    tablet.goto(start)
    arrives(tablet, f"/m/{meeting}/tablet")
    expect(tablet.locator(".link-state")).to_be_hidden()
