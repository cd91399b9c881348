"""What is gathered of a meeting that was held by the real actions."""

import pytest
from sqlalchemy import event, insert

from kiosk.clock import VIETNAM
from kiosk.errors import NotFound
from kiosk.meetings.models import Member
from kiosk.minutes.facts.event_structs import (
    PauseFact,
    QuestionFact,
    SpeechFact,
    VoteFact,
)
from kiosk.minutes.facts.gather import gather_facts
from kiosk.minutes.facts.structs import (
    MeetingFacts,
)
from kiosk.roles import Role, Visibility


def gathered(store, meeting: int) -> MeetingFacts:
    with store.read_session() as session:
        return gather_facts(session, meeting)


def clock_of(moment) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M}" if moment else ""


@pytest.fixture
def facts(store, whole) -> MeetingFacts:
    return gathered(store, whole.meeting)


def test_times(facts):
    sittings = [(clock_of(one.began), clock_of(one.ended)) for one in facts.sittings]
    assert sittings == [("08:00", "11:30"), ("13:30", "15:00")]
    assert clock_of(facts.opened_at) == "08:00"
    assert clock_of(facts.closed_at) == "15:00"


def test_people_of_the_presidium(facts):
    assert [one.name for one in facts.chairs] == ["Đỗ Thượng Nghĩa"]
    assert [one.position for one in facts.secretaries] == [
        "Phó Chánh Văn phòng Tỉnh uỷ"
    ]


def test_attendance(facts):
    official = facts.official
    assert (official.summoned, official.came, official.absent) == (6, 4, 2)
    excused = [(one.person.name, one.reason) for one in official.excused]
    assert excused == [("Phạm Đức Dũng", "đi công tác nước ngoài")]
    assert [one.person.name for one in official.missing] == ["Vàng Thị Én"]
    late = [(one.person.name, clock_of(one.at)) for one in official.late]
    assert late == [("Giàng A Chu", "08:20")]
    left = [(one.person.name, clock_of(one.at)) for one in official.left]
    assert left == [("Lò Thị Bình", "11:40")]
    assert (facts.invited.summoned, facts.invited.came) == (1, 1)
    sites = [(one.name, one.summoned, one.came, one.missing) for one in facts.sites]
    assert sites == [
        ("Hội trường tỉnh", 2, 1, 0),
        ("Xã Nậm Cắn", 3, 2, 1),
        ("", 2, 2, 0),
    ]
    assert facts.quorum is not None
    assert (facts.quorum.present, facts.quorum.of) == (3, 6)
    assert not facts.quorum.is_reached


def test_items_in_the_order_in_which_they_were_held(facts):
    assert [(one.number, one.title, clock_of(one.at)) for one in facts.items] == [
        ("1", "Khai mạc", "08:01"),
        ("2", "Báo cáo kinh tế - xã hội", "08:10"),
        ("2.1", "Thảo luận", "08:40"),
        ("3", "Công tác cán bộ", "13:31"),
    ]
    assert [one.title for one in facts.not_held] == ["Việc khác"]


def test_events_of_an_item_by_time(facts):
    (discussion,) = [one for one in facts.items if one.title == "Thảo luận"]
    assert [(type(one), clock_of(one.at)) for one in discussion.events] == [
        (SpeechFact, "08:41"),
        (SpeechFact, "08:50"),
        (QuestionFact, "09:00"),
        (VoteFact, "10:00"),
        (PauseFact, "11:30"),
    ]
    first, _, question, *_, pause = discussion.events
    assert first.speaker.name == "Trần Văn An"
    assert first.seconds == 8 * 60
    assert first.document == "Tham luận của xã 1"
    assert [one.kind for one in question.turns] == ["question", "answer"]
    assert [one.seconds for one in question.turns] == [120, 180]
    assert clock_of(pause.until) == "13:30"


def test_votes_without_rehearsals(facts, whole):
    held = {one.id: one for one in facts.votes}
    names = ("open", "election", "hands", "paper", "levels", "cancelled", "silent")
    assert set(held) == {whole.votes[name] for name in names}
    vote = held[whole.votes["open"]]
    assert (vote.summoned, vote.present, vote.needed, vote.passed) == (6, 4, 3, False)
    assert [(one.count, one.of_summoned, one.of_present) for one in vote.rows] == [
        (2, "33,33", "50,00"),
        (1, "16,67", "25,00"),
        (0, "0,00", "0,00"),
    ]
    election = held[whole.votes["election"]]
    assert [(one.label, one.count) for one in election.elected] == [
        ("Trần Văn An", 3),
        ("Lò Thị Bình", 2),
    ]
    assert election.receipt_root
    assert held[whole.votes["paper"]].reasons == (("Gạch xoá", 1),)
    assert held[whole.votes["cancelled"]].cancelled == "Sai nội dung câu hỏi"
    assert held[whole.votes["silent"]].announced is None


def test_documents_announcements_and_outages(facts):
    assert [(one.title, one.pages) for one in facts.documents] == [
        ("Báo cáo kinh tế - xã hội năm 2026", 3),
        ("Tham luận của xã 1", 2),
    ]
    assert [(one.audience, one.is_urgent) for one in facts.announcements] == [
        ("toàn hội nghị", False),
        ("điểm cầu Xã Nậm Cắn", True),
    ]
    outages = [
        (one.site, clock_of(one.lost_at), clock_of(one.back_at))
        for one in facts.outages
    ]
    assert outages == [("Xã Nậm Cắn", "09:14", "09:17"), ("Xã Nậm Cắn", "14:50", "")]


def test_a_meeting_in_which_nothing_has_happened(store, scene):
    meeting = scene.make_meeting()
    item = scene.make_item(meeting, "Báo cáo")
    scene.make_item(meeting, "Đang soạn", Visibility.PREPARERS)
    facts = gathered(store, meeting)
    assert (facts.sittings, facts.closed_at, facts.opened_at) == ((), None, None)
    # Nobody has called an item, so nothing is said of items that were not held.
    assert ([one.id for one in facts.items], facts.not_held) == ([item], ())
    assert facts.agenda == ("Báo cáo",)
    assert facts.official.summoned == 0


def test_an_unknown_meeting_is_refused(store):
    with pytest.raises(NotFound):
        gathered(store, 4711)


def test_the_number_of_queries_does_not_grow_with_the_people(store, whole):
    def queries() -> int:
        said: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            said.append(statement)

        engine = store.database.engine
        event.listen(engine, "before_cursor_execute", note)
        gathered(store, whole.meeting)
        event.remove(engine, "before_cursor_execute", note)
        return len(said)

    before = queries()
    with store.unit_of_work("test") as work:
        rows = [
            {
                "meeting_id": whole.meeting,
                "role": Role.OFFICIAL_DELEGATE,
                "full_name": f"Đại biểu {place}",
                "site_id": whole.sites[place % 2],
            }
            for place in range(300)
        ]
        work.session.execute(insert(Member), rows)
    assert queries() == before < 25
    assert len(gathered(store, whole.meeting).official.missing) == 301
