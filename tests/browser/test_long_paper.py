"""A long paper, read through: what the tab keeps is what lies near."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.browser.test_reader import turn

PAGES = 40
# As many sheets as the reader holds (`FramePool`), and one that is being let go.
MOST_PICTURES = 10


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with a long paper."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, webp_pages(PAGES))
    chair = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    return meeting, document, chair, real_scene.make_member(meeting)


def living_pictures(tablet: Page) -> int:
    """Count the images that have a picture, in the page or out of it."""
    session = tablet.context.new_cdp_session(tablet)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    prototype = session.send(
        "Runtime.evaluate", {"expression": "HTMLImageElement.prototype"}
    )
    found = session.send(
        "Runtime.queryObjects", {"prototypeObjectId": prototype["result"]["objectId"]}
    )
    counted = session.send(
        "Runtime.callFunctionOn",
        {
            "objectId": found["objects"]["objectId"],
            "functionDeclaration": "function () { return this.filter("
            "(one) => one.className === 'sheet-image' && one.hasAttribute('src')"
            ").length; }",
            "returnByValue": True,
        },
    )
    count: int = counted["result"]["value"]
    return count


def test_pictures_of_pages_that_lie_far_are_let_go(open_tablet, room):
    meeting, document, chair_id, delegate = room
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    chair = open_tablet("/healthz", chair_id)
    most = 0
    for page in range(1, PAGES + 1):
        turn(chair, meeting, document, page)
        shown = tablet.locator(f".reader[data-page='{page}'] [data-slot=current]")
        expect(shown).to_have_class("frame is-ready")
        most = max(most, tablet.locator(".sheet-image").count())
    assert 1 < most <= MOST_PICTURES
    assert 1 < living_pictures(tablet) <= MOST_PICTURES
