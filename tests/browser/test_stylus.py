"""Stylus, palm and two pages, with real input events."""

import json

import pytest
from playwright.sync_api import CDPSession, Page, expect
from sqlalchemy import select

from kiosk.annotations.models import Annotation
from tests.browser.test_display_settings import choose_display
from tests.browser.test_notes import (
    INK,
    SHOWN,
    drag,
    read,
    room,
    spot,
    take,
    wait_until_sent,
    writer,
)

__all__ = ["room", "writer"]


class StylusScreen:
    """The tablet's screen, touched by a stylus and by a hand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        touch = {"enabled": True, "maxTouchPoints": 5}
        self.cdp.send("Emulation.setTouchEmulationEnabled", touch)

    def pen(self, kind: str, x: float, y: float) -> None:
        at_x, at_y = spot(self.page, x, y)
        self.cdp.send(
            "Input.dispatchMouseEvent",
            {
                "type": kind,
                "x": at_x,
                "y": at_y,
                "button": "none" if kind == "mouseMoved" else "left",
                "buttons": 0 if kind == "mouseReleased" else 1,
                "pointerType": "pen",
                "clickCount": 1,
            },
        )

    def touch(self, kind: str, *places: tuple[float, float]) -> None:
        points = []
        for number, place in enumerate(places):
            x, y = spot(self.page, *place)
            points.append({"x": x, "y": y, "id": number})
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def write(self, y: float) -> None:
        """Draw a line across the page with the stylus."""
        self.pen("mousePressed", 0.2, y)
        for step in range(1, 9):
            self.pen("mouseMoved", 0.2 + step * 0.05, y)
        self.pen("mouseReleased", 0.6, y)

    def stroke(self, y: float) -> None:
        """Draw a line across the page with a finger."""
        self.touch("touchStart", (0.2, y))
        for step in range(1, 9):
            self.touch("touchMove", (0.2 + step * 0.02, y))
        self.touch("touchEnd")


@pytest.fixture
def tablet(open_tablet, room, writer) -> Page:
    return read(open_tablet(f"/m/{room}/tablet", writer))


@pytest.fixture
def screen(tablet) -> StylusScreen:
    take(tablet, "Bút")
    return StylusScreen(tablet)


@pytest.fixture
def strokes(tablet, real_server):
    document = int(tablet.locator(".reader").get_attribute("data-document"))

    def lines() -> list[tuple[int, list[float]]]:
        """Return the page and the heights of each stroke that has been kept."""
        wait_until_sent(tablet)
        with real_server.store.read_session() as session:
            rows = session.execute(
                select(Annotation.page, Annotation.body)
                .where(Annotation.document_id == document)
                .where(Annotation.is_deleted.is_(False))
                .order_by(Annotation.id)
            ).all()
        return [(page, json.loads(body)["points"][1::2]) for page, body in rows]

    return lines


def test_a_finger_draws_until_a_stylus_is_detected(screen, strokes):
    screen.stroke(0.3)
    assert len(strokes()) == 1
    screen.write(0.4)
    assert len(strokes()) == 2
    screen.stroke(0.6)
    assert len(strokes()) == 2


def test_a_palm_down_before_the_stylus_does_not_draw(screen, strokes, tablet):
    # Laid down before any stylus was seen, and moved while it writes.
    screen.touch("touchStart", (0.7, 0.8))
    screen.touch("touchMove", (0.71, 0.81))
    screen.write(0.5)
    screen.touch("touchMove", (0.75, 0.9))
    screen.touch("touchEnd")
    ((page, heights),) = strokes()
    assert page == 1
    assert max(heights) == pytest.approx(0.5, abs=0.02)
    # Again, now that the stylus is known: the palm is the reader's until it writes.
    screen.touch("touchStart", (0.7, 0.8))
    screen.write(0.6)
    screen.touch("touchMove", (0.2, 0.8))
    screen.touch("touchEnd")
    assert [heights[0] for _, heights in strokes()] == [
        pytest.approx(0.5, abs=0.02),
        pytest.approx(0.6, abs=0.02),
    ]
    expect(tablet.locator(f"{SHOWN} .sheet-number")).to_have_text("1")


def test_a_palm_beside_the_drawing_stylus_is_ignored(screen, strokes, tablet):
    screen.pen("mousePressed", 0.2, 0.3)
    screen.touch("touchStart", (0.7, 0.8))
    screen.pen("mouseMoved", 0.4, 0.3)
    screen.touch("touchMove", (0.3, 0.8))
    screen.pen("mouseMoved", 0.6, 0.3)
    screen.touch("touchEnd")
    screen.pen("mouseReleased", 0.6, 0.3)
    ((_, heights),) = strokes()
    assert max(heights) == pytest.approx(0.3, abs=0.02)
    expect(tablet.locator(f"{SHOWN} .sheet-number")).to_have_text("1")


def test_a_hovering_stylus_is_detected(screen, strokes):
    screen.pen("mouseMoved", 0.5, 0.5)
    screen.stroke(0.3)
    assert strokes() == []


def test_of_two_pages_the_note_is_on_the_one_under_the_pen(tablet, strokes):
    choose_display(tablet, "Hai trang cạnh nhau")
    tablet.get_by_role("button", name="Chương trình").click()
    right = tablet.locator("[data-slot=beside] .sheet")
    expect(right.locator("img")).to_be_in_viewport(ratio=0.9)
    drag(tablet, "Bút")
    box = right.bounding_box()
    assert box is not None
    tablet.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.7)
    tablet.mouse.down()
    tablet.mouse.move(
        box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7, steps=6
    )
    tablet.mouse.up()
    expect(tablet.locator(INK)).to_be_attached()
    expect(tablet.locator("[data-slot=beside] canvas.sheet-ink")).to_be_attached()
    kept = strokes()
    assert [page for page, _ in kept] == [1, 2]
    assert kept[1][1][0] == pytest.approx(0.7, abs=0.02)
