"""The first draft, and facts gathered anew beside the text."""

import pytest

from kiosk.errors import NotFound
from kiosk.minutes import job as minutes_job
from tests.unit.minutes.conftest import DRAFT, FACTS


@pytest.fixture
def gathered(monkeypatch):
    """Let the worker gather these facts."""
    found = {"draft": DRAFT, "facts": FACTS}
    monkeypatch.setattr(
        minutes_job,
        "gather_draft",
        lambda _session, _minutes: (found["draft"], found["facts"]),
    )
    return found


def test_the_draft_becomes_the_text_once(case, gathered):
    assert case.status(case.secretary)["draft_state"] == "waiting"
    case.job.draft(case.minutes_id)
    one = case.editor(case.secretary)
    one.sync()
    assert one.lines == ["1. Thành phần hội nghị", "Có mặt: 45 đồng chí."]
    assert [v["reason"] for v in case.status(case.secretary)["versions"]] == ["drafted"]
    one.append_to(0, " tỉnh")
    one.sync()
    gathered["draft"] = {"type": "doc", "content": []}
    assert case.secretary.post(f"{case.address}/facts", json={}).status_code == 204
    case.job.draft(case.minutes_id)
    one.sync()
    assert one.lines[0] == "1. Thành phần hội nghị tỉnh"


def test_facts_are_refreshed_beside_the_text(
    secretary, job, minutes_id, gathered, address, status
):
    job.draft(minutes_id)
    before = status(secretary)
    gathered["facts"] = [FACTS[0] | {"digest": "2" * 16}]
    secretary.post(f"{address}/facts", json={})
    assert status(secretary)["draft_state"] == "waiting"
    job.draft(minutes_id)
    blocks = secretary.get(f"{address}/facts").json["blocks"]
    assert blocks == [FACTS[0] | {"digest": "2" * 16}]
    after = status(secretary)
    assert after["last"] == before["last"]
    assert after["facts_at"] > before["facts_at"]


def test_words_written_before_the_draft_came_are_kept(
    secretary, editor, job, minutes_id, gathered
):
    one = editor(secretary)
    one.write("Viết trước")
    one.sync()
    job.draft(minutes_id)
    one.sync()
    assert one.lines == ["Viết trước"]


def test_a_failure_is_said_and_can_be_tried_again(case, gathered, monkeypatch):
    def fail(_session, _minutes):
        raise NotFound("x")

    with monkeypatch.context() as patch:
        patch.setattr(minutes_job, "gather_draft", fail)
        case.job.draft(case.minutes_id)
    assert case.status(case.secretary)["draft_state"] == "failed"
    case.secretary.post(f"{case.address}/facts", json={})
    case.job.draft(case.minutes_id)
    assert case.status(case.secretary)["draft_state"] == "done"


def test_beginning_twice_gives_the_same_minutes(secretary, meeting, minutes_id):
    again = secretary.post(f"/m/{meeting}/minutes", json={"family": "dang"})
    assert again.json["id"] == minutes_id
    other = secretary.post(f"/m/{meeting}/minutes", json={"family": "nd30"})
    assert other.json["id"] != minutes_id
    wrong = secretary.post(f"/m/{meeting}/minutes", json={"family": "khác"})
    assert wrong.status_code == 422


def test_unfinished_work_is_queued_at_the_start(store, job, minutes_id, gathered):
    huey = store.bulk_jobs.huey
    while huey.dequeue() is not None:
        pass
    job.resume()
    assert store.bulk_jobs.waiting() == 1
    huey.execute(huey.dequeue())
    job.resume()
    assert store.bulk_jobs.waiting() == 0
