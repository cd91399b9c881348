"""An unused tablet keeps no page image in the browser cache."""

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser.conftest import HEADLESS, QUIET, TABLET
from tests.browser.navigation import IDLE, arrives
from tests.browser.test_notes import SHOWN

# Chromium takes a name for safe only over https or as localhost.
UNSAFE = "phong-hop.test"
LOADED = """() => performance.getEntriesByType("resource").map(({name}) => name)
  .filter((name) => /\\/documents\\/\\d+\\/(images|words)\\//.test(name))"""
# Those of the addresses that the browser answers without the server.
STORED = """async (urls) => {
  const answers = await Promise.all(urls.map((url) =>
    fetch(url, { cache: "only-if-cached", mode: "same-origin" }).catch(() => null)));
  return urls.filter((_url, place) => answers[place]?.status === 200);
}"""


@pytest.fixture(scope="module")
def far_browser(driver: Playwright):
    browser = driver.chromium.launch(
        executable_path=HEADLESS,
        args=[*QUIET, f"--host-resolver-rules=MAP {UNSAFE} 127.0.0.1"],
    )
    yield browser
    browser.close()


@pytest.mark.parametrize("host", [UNSAFE, "localhost"])
def test_after_signing_out_no_page_opens_from_the_cache(
    far_browser: Browser, real_server, real_scene, webp_pages, host
):
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    real_scene.make_document(meeting, item, webp_pages(6))
    badge = real_scene.make_badge(real_scene.make_member(meeting))
    context = far_browser.new_context(
        viewport=TABLET, locale="vi-VN", service_workers="block"
    )
    page, url = context.new_page(), f"http://{host}:{real_server.port}"
    page.goto(f"{url}/m/{meeting}/sign-in")
    assert page.evaluate("isSecureContext") is (host == "localhost")
    page.locator("#code").fill(badge)
    page.get_by_role("button", name="Vào hội nghị").click()
    arrives(page, f"/m/{meeting}/tablet")
    page.locator("[data-paper]").first.click()
    expect(page.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    earlier = page.evaluate(LOADED)
    # What was loaded before the page was opened anew counts as well.
    page.reload()
    expect(page.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('kiosk-loaded')")
    urls = sorted({*earlier, *page.evaluate(LOADED)})
    assert page.evaluate(STORED, urls)
    page.get_by_role("button", name="Trả máy, đăng xuất").click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    arrives(page, IDLE)
    page.wait_for_function("() => localStorage.getItem('kiosk-loaded') === null")
    assert page.evaluate(STORED, urls) == []
    context.close()
