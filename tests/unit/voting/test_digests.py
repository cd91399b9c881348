"""The hash of a counted result stands in the journal."""

import json

from sqlalchemy import select

from kiosk.storage.journal import JournalEntry
from kiosk.voting.digests import ResultDigests
from kiosk.voting.models import Voter
from kiosk.voting.result_file import result_content, result_digest
from tests.unit.voting.conftest import NO, YES


def closed(room, **fields) -> int:
    vote = room.opened(**fields)
    for tablet, place in zip(room.tablets, (YES, YES, NO), strict=False):
        assert room.cast(vote, tablet, place).json["kept"]
    room.act(vote, "close")
    return vote


def recorded(room) -> list[dict]:
    with room.store.read_session() as session:
        rows = session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
    kept = [(row.audience, json.loads(row.body)) for row in rows]
    bodies = [
        (audience, body)
        for audience, body in kept
        if body["kind"] == "vote_result_recorded"
    ]
    assert {audience for audience, _ in bodies} <= {""}
    return [body for _, body in bodies]


def digest_of(room, vote: int) -> str:
    with room.store.read_session() as session:
        return result_digest(result_content(session, room.meeting, vote))


def work_off(room) -> None:
    job, jobs = ResultDigests(room.store), room.store.prompt_jobs
    job.install()
    while (task := jobs.huey.dequeue()) is not None:
        jobs.huey.execute(task)


def test_the_worker_records_it_once_after_the_count(room):
    vote = closed(room, kind="secret")
    assert recorded(room) == []
    work_off(room)
    ResultDigests(room.store).record(vote)
    (body,) = recorded(room)
    assert (body["vote_id"], body["digest"]) == (vote, digest_of(room, vote))


def test_votes_whose_job_was_lost_are_found(room):
    vote = closed(room)
    room.store.prompt_jobs.huey.flush()
    ResultDigests(room.store).resume()
    work_off(room)
    assert [body["vote_id"] for body in recorded(room)] == [vote]
    ResultDigests(room.store).resume()
    assert room.store.prompt_jobs.waiting() == 0


def test_announcing_and_erasing_names_change_nothing(room):
    vote = closed(room)
    before = digest_of(room, vote)
    room.act(vote, "announce")
    with room.store.unit_of_work("test") as work:
        for voter in work.session.scalars(select(Voter)):
            voter.name, voter.unit, voter.seat, voter.sort_key = "", "", "", ""
    assert digest_of(room, vote) == before


def test_a_ballot_or_a_count_changes_it(room):
    vote = closed(room)
    with room.store.read_session() as session:
        content = result_content(session, room.meeting, vote)
    before = result_digest(content)
    first, second, *_ = content["ballots"]
    first["choices"], second["choices"] = {"1": 1}, {"2": 1}
    assert result_digest(content) != before


def test_a_draft_and_a_vote_that_is_gone_are_left_alone(room):
    vote = room.add()
    for number in (vote, 999):
        ResultDigests(room.store).record(number)
    assert recorded(room) == []
