"""Slips with PINs: those that open, ten on a page, none where none is printed."""

import re

import pytest

from kiosk.badges.pins.actions import reset_pin
from kiosk.badges.pins.codes import printed_pin
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import PinMode
from tests.unit.handouts.conftest import LONG_NAME
from tests.unit.handouts.pdf_text import opened, texts, unpacked


@pytest.fixture
def prints_pins(store, meeting):
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).pin_mode = PinMode.PRINTED


@pytest.mark.process
@pytest.mark.usefixtures("prints_pins")
def test_each_slip_bears_the_pin_that_opens(make, people, store, scene):
    with store.unit_of_work("test") as work:
        turn = reset_pin(work, people[1])
    [page] = texts(make("pins"))
    # Set wide apart, digits are told as words of their own.
    page = re.sub(r"(?<=\d) (?=\d)", "", page)
    assert LONG_NAME in page.replace("\r\n", " ").replace("\n", " ")
    assert printed_pin(scene.key, people[0], 0) in page
    assert printed_pin(scene.key, people[1], turn) in page
    assert printed_pin(scene.key, people[1], 0) not in page


@pytest.mark.process
@pytest.mark.usefixtures("prints_pins", "people")
def test_one_file_for_each_site(make):
    files = unpacked(make("pins", by_site=True))
    assert [len(opened(data)) for data in files.values()] == [1, 1]


def test_a_meeting_without_printed_pins_says_so(secretary, meeting, people, work_off):
    assert people
    at = f"/m/{meeting}/handouts/pins"
    secretary.post(at, json={})
    work_off()
    reported = secretary.get(f"{at}/state").json
    assert reported["state"] == "failed"
    assert "không dùng mã PIN in sẵn" in reported["refusal"]
    assert secretary.get(at).status_code == 404
    assert "Phiếu mã PIN" not in secretary.get(f"/m/{meeting}/handouts").text
