"""What is pressed stays until the click, though a fact comes before the release."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kiosk.documents.rules import Publication
from kiosk.roles import Role

# Longer than a drawing takes, shorter than a slow finger's press.
PRESS_MS = 400


def by_mouse(page: Page, x: float, y: float, meanwhile: Callable[[], None]) -> None:
    page.mouse.move(x, y)
    page.mouse.down()
    meanwhile()
    page.mouse.up()


def by_finger(page: Page, x: float, y: float, meanwhile: Callable[[], None]) -> None:
    hand = page.context.new_cdp_session(page)
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    touch = "Input.dispatchTouchEvent"
    hand.send(touch, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    meanwhile()
    hand.send(touch, {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("press", [by_mouse, by_finger])
def test_the_chair_calls_the_item_that_was_pressed_though_a_paper_came(
    real_scene, open_tablet, webp_pages, press
):
    meeting = real_scene.make_meeting()
    first, second = (
        real_scene.make_item(meeting, f"Nội dung {n}", ordinal=n) for n in (0, 1)
    )
    pages = webp_pages(1)
    draft = real_scene.make_document(
        meeting, first, pages, Publication.DRAFT, "Tờ trình bổ sung"
    )
    chair = open_tablet(
        f"/m/{meeting}/chair", real_scene.make_member(meeting, Role.CHAIR)
    )
    secretary = open_tablet(
        "/healthz", real_scene.make_member(meeting, Role.SECRETARY, "Lê Thị Thu Hà")
    )
    chair.locator(f"[data-item='{second}'] .item-head").click()
    call = chair.locator(f"[data-item='{second}'] .item-call")
    expect(call).to_be_visible()
    # Whatever is drawn anew has no such mark.
    call.evaluate("(button) => { button.dataset.mark = 'old'; }")
    box = call.bounding_box()
    assert box

    def publish() -> None:
        with chair.expect_response("**/snapshot"):
            status = secretary.evaluate(
                """async (path) => (await fetch(path, {method: "POST",
                headers: {"Content-Type": "application/json"}, body: "{}"})).status""",
                f"/m/{meeting}/documents/{draft}/publish",
            )
        assert status < 300
        chair.evaluate("ms => new Promise((done) => setTimeout(done, ms))", PRESS_MS)
        expect(chair.locator("[data-mark=old]")).to_be_visible()

    press(chair, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, publish)
    expect(chair.locator(f"[data-item='{second}']")).to_contain_class("is-now")
    expect(chair.locator("[data-mark=old]")).to_have_count(0)
