"""The text of a prepared speech is shown when its speaker gets the floor."""

import datetime as dt

import pytest

from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.roles import Role, Visibility


@pytest.fixture
def papers(hall, scene) -> dict[str, int]:
    """A report that is shown, and texts that the hall may read or not."""
    item = scene.make_item(hall.meeting)
    of_officials = scene.make_item(hall.meeting, visibility=Visibility.OFFICIAL)
    papers = {
        "report": scene.make_document(hall.meeting, item, [b"1", b"2", b"3"]),
        "text": scene.make_document(hall.meeting, item, [b"a", b"b"]),
        "officials": scene.make_document(hall.meeting, of_officials, [b"c"]),
    }
    turn(hall, papers["report"], 3)
    return papers


def turn(hall, document: int, page: int, client=None) -> int:
    body = {"document": document, "page": page}
    return (client or hall.chair).post(f"/m/{hall.meeting}/page", json=body).status_code


def shown(hall) -> tuple[int, int]:
    live = hall.chair.get(f"/m/{hall.meeting}/snapshot").json["live"]
    return live["document_id"], live["page"]


def test_the_text_is_shown_and_the_page_before_is_kept(hall, papers):
    request = hall.asked("An", "prepared_speech", document_id=papers["text"])
    assert hall.give(request).status_code == 204
    assert shown(hall) == (papers["text"], 1)
    assert hall.events()[-3:] == ["timer_changed", "page_turned", "floor_changed"]
    before = {"text": papers["text"], "document_id": papers["report"], "page": 3}
    assert hall.floor()["page_before"] == before
    # One press of the chair.
    assert turn(hall, before["document_id"], before["page"]) == 204
    assert shown(hall) == (papers["report"], 3)


def test_it_is_offered_after_the_speech_until_the_next_one_begins(hall, papers):
    first = hall.asked("An", "prepared_speech", document_id=papers["text"])
    second = hall.asked("Bình")
    hall.give(first)
    hall.press("/end", request_id=first)
    assert hall.floor()["page_before"]["page"] == 3
    hall.give(second)
    assert hall.floor()["page_before"] is None


def test_those_who_do_not_manage_the_floor_are_not_told_it(hall, papers):
    hall.give(hall.asked("An", "prepared_speech", document_id=papers["text"]))
    assert "page_before" not in hall.floor(hall.tablets["An"])


@pytest.mark.parametrize("kind", ["discussion", "question", "point_of_order"])
def test_other_speeches_turn_no_page(hall, papers, kind):
    assert hall.give(hall.asked("An", kind)).status_code == 204
    assert shown(hall) == (papers["report"], 3)
    assert hall.floor()["page_before"] is None


def test_a_text_that_the_hall_may_not_read_is_not_shown(hall, papers):
    request = hall.asked("An", "prepared_speech", document_id=papers["officials"])
    assert hall.give(request).status_code == 204
    assert shown(hall) == (papers["report"], 3)


@pytest.mark.parametrize(
    "changed",
    [
        {"publication": Publication.WITHDRAWN},
        {"publication": Publication.DRAFT},
        {"readable_until": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"page_count": 0},
        {"item_id": None},
    ],
)
def test_nor_is_one_that_is_withdrawn_over_or_without_pages(hall, papers, changed):
    request = hall.asked("An", "prepared_speech", document_id=papers["text"])
    with hall.store.unit_of_work("test") as work:
        document = work.session.get_one(Document, papers["text"])
        for name, value in changed.items():
            setattr(document, name, value)
    assert hall.give(request).status_code == 204
    assert shown(hall) == (papers["report"], 3)
    assert hall.floor()["speaking"]["name"] == "An"


def test_the_meeting_can_switch_it_off(hall, papers):
    settings = hall.at("/settings")
    assert hall.chair.get(settings).json["shows_texts"] is True
    body = {"minutes": {}, "shows_texts": False}
    assert hall.chair.post(settings, json=body).status_code == 204
    # What is not sent stays.
    assert hall.chair.post(settings, json={"minutes": {}}).status_code == 204
    assert hall.chair.get(settings).json["shows_texts"] is False
    assert hall.tablets["An"].post(settings, json=body).status_code == 403
    hall.give(hall.asked("An", "prepared_speech", document_id=papers["text"]))
    assert shown(hall) == (papers["report"], 3)


def test_who_leads_the_pages_is_not_overridden_unless_it_is_the_speaker(
    hall, papers, scene
):
    lead = f"/m/{hall.meeting}/lead"
    presenter = scene.make_member(hall.meeting, Role.PRESENTER, "Báo cáo viên")
    assert hall.chair.post(lead, json={"member": presenter}).status_code == 204
    first = hall.asked("An", "prepared_speech", document_id=papers["text"])
    hall.give(first)
    assert shown(hall) == (papers["report"], 3)
    hall.add("Dung", Role.PRESENTER)
    assert hall.chair.post(lead, json={"member": hall.ids["Dung"]}).status_code == 204
    second = hall.asked("Dung", "prepared_speech", document_id=papers["text"])
    hall.give(second, first)
    assert shown(hall) == (papers["text"], 1)


def test_a_text_that_is_shown_already_stays_at_its_page(hall, papers):
    turn(hall, papers["text"], 2)
    hall.give(hall.asked("An", "prepared_speech", document_id=papers["text"]))
    assert shown(hall) == (papers["text"], 2)
    assert hall.floor()["page_before"] is None
