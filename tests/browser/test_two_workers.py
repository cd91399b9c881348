"""The conference's own set-up: nginx with TLS, two server processes, PostgreSQL, Redis.

Real ones, each in a folder of its own; the screens are real browsers.
"""

import contextlib
import os
import signal

from playwright.sync_api import Page, expect

from kiosk.roles import Role

CONVERGE_MS = 30_000
TABLETS = 4


def shows(page: Page, number: int) -> None:
    reader = page.locator(".reader")
    expect(reader).to_have_attribute("data-page", str(number), timeout=CONVERGE_MS)
    image = page.locator("[data-slot=current] img").first
    expect(image).to_be_visible()
    assert image.evaluate("image => image.complete && image.naturalWidth > 0")


def test_every_tablet_follows_after_a_process_is_killed(behind_nginx, webp_pages):
    item = behind_nginx.scene.make_item(behind_nginx.meeting)
    behind_nginx.scene.make_document(behind_nginx.meeting, item, webp_pages(5))
    chair = behind_nginx.open(
        "chair",
        behind_nginx.scene.make_member(behind_nginx.meeting, Role.CHAIR, "Trần Đức An"),
    )
    tablets = [
        behind_nginx.open(
            "tablet", behind_nginx.scene.make_member(behind_nginx.meeting)
        )
        for _ in range(TABLETS)
    ]
    chair.locator(".paper").first.click()
    for tablet in tablets:
        shows(tablet, 1)
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, 2)

    killed = behind_nginx.serving()[0]
    os.kill(killed, signal.SIGKILL)
    chair.locator(".turning-next").click()
    with contextlib.suppress(AssertionError):
        expect(chair.locator(".reader")).to_have_attribute("data-page", "3")
    if chair.locator(".reader").get_attribute("data-page") == "2":
        # The press was with the process that was killed.
        chair.locator(".turning-next").click()
    for screen in (chair, *tablets):
        shows(screen, 3)
    # Its place is taken, and nobody had to do anything.
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, 4)
        expect(tablet.locator(".link-state")).to_be_hidden(timeout=CONVERGE_MS)
    assert killed not in behind_nginx.server.server_processes()
