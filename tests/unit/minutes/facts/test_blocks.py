"""The wording of facts, and their keys."""

import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.meetings.rules import MeetingState
from kiosk.minutes.facts.attendance_blocks import MOST_NAMED
from kiosk.minutes.facts.blocks import fact_blocks
from kiosk.minutes.facts.event_structs import Attendee, SpeechFact, VoteFact, VoteRow
from kiosk.minutes.facts.gather import gather_facts
from kiosk.minutes.facts.structs import (
    AttendanceRemark,
    GroupAttendance,
    ItemFact,
    MeetingFacts,
    Sitting,
    UsedDocument,
)
from kiosk.minutes.facts.wording import Wording, duration, meeting_noun
from kiosk.official_papers.rules import PaperFamily
from kiosk.voting.rules.kinds import BallotForm, VoteKind

AT = dt.datetime(2026, 2, 5, 1, 0, tzinfo=dt.UTC)
STATE = Wording(PaperFamily.STATE, "ông/bà")


def minute(number: int) -> dt.datetime:
    return AT + dt.timedelta(minutes=number)


def facts(**fields: Any) -> MeetingFacts:
    given = {
        "title": "Hội nghị Tỉnh uỷ",
        "sittings": (Sitting(AT, minute(180)),),
        "closed_at": minute(180),
        **fields,
    }
    return MeetingFacts(
        meeting_id=1,
        body_name="Tỉnh uỷ Sơn Lâm",
        place="Hội trường",
        starts_at=AT,
        state=MeetingState.CLOSED,
        **given,
    )


def text_of(nodes: list[dict]) -> str:
    def texts(node: dict):
        if node["type"] == "text":
            yield node["text"]
        elif node["type"] == "hard_break":
            yield "\n"
        for child in node.get("content", []):
            yield from texts(child)
        if node["type"] in {"paragraph", "heading"}:
            yield "\n"

    return "".join(text for node in nodes for text in texts(node))


def words(key: str, wording: Wording | None = None, **fields: Any) -> str:
    blocks = {one.key: one for one in fact_blocks(facts(**fields), wording)}
    return text_of(blocks[key].content).strip()


def test_keys_are_stable_and_unique(store, whole):
    with store.read_session() as session:
        gathered = gather_facts(session, whole.meeting)
        again = gather_facts(session, whole.meeting)
    blocks = fact_blocks(gathered)
    keys = [one.key for one in blocks]
    assert len(keys) == len(set(keys))
    assert blocks == fact_blocks(again)
    votes = {f"vote.{one}" for name, one in whole.votes.items() if name != "rehearsal"}
    assert {key for key in keys if key.startswith("vote.")} == votes
    assert {"opening", "attendance.official", "outages", "closing"} < set(keys)


def test_times_in_both_families():
    moment = "08 giờ 00, ngày 05 tháng 02 năm 2026"
    assert words("opening") == f"Thời gian: Bắt đầu vào hồi {moment}."
    assert words("opening", STATE) == f"Thời gian bắt đầu: Vào hồi {moment}."
    end = "11 giờ 00, ngày 05 tháng 02 năm 2026"
    assert words("closing") == f"Hội nghị kết thúc vào hồi {end}."
    assert words("closing", STATE) == f"Hội nghị kết thúc vào {end}./."
    assert "… giờ …" in words("closing", closed_at=None)


@pytest.mark.parametrize(
    ("title", "noun"),
    [
        ("Hội nghị triển khai Nghị quyết Đại hội", "Hội nghị"),
        ("Đại hội đại biểu Đảng bộ tỉnh", "Đại hội"),
        ("Kỳ họp thứ 8 Hội đồng nhân dân", "Kỳ họp"),
        ("[DEMO] Phiên họp thường kỳ", "Phiên họp"),
        ("Sơ kết công tác", "Hội nghị"),
    ],
)
def test_what_the_meeting_calls_itself(title, noun):
    assert meeting_noun(title) == noun
    assert words("closing", title=title).startswith(f"{noun} kết thúc")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 giây"),
        (59, "59 giây"),
        (60, "1 phút"),
        (292, "4 phút 52 giây"),
        (3600, "1 giờ"),
        (3661, "1 giờ 1 phút 1 giây"),
    ],
)
def test_durations(seconds, text):
    assert duration(seconds) == text


def test_a_meeting_of_two_days_names_the_day():
    speech = SpeechFact(
        1, Attendee("Lê An"), "discussion", "", minute(1440), minute(1445), 300
    )
    item = ItemFact(1, "1", "Thảo luận", at=minute(1), events=(speech,))
    sittings = (Sitting(AT, minute(60)), Sitting(minute(1440), minute(1500)))
    said = words("speech.1", items=(item,), sittings=sittings)
    assert "từ 08 giờ 00 đến 08 giờ 05, ngày 06 tháng 02 năm 2026 (5 phút)" in said
    night = replace(item, events=(replace(speech, at=minute(900)),))
    said = words("speech.1", items=(night,), sittings=sittings)
    assert "từ 23 giờ 00, ngày 05 tháng 02 năm 2026 đến 08 giờ 05, ngày 06" in said


def test_a_presidium():
    chairs = (Attendee("Lê An", "Bí thư"), Attendee("Vũ Bình"))
    assert words("chair", chairs=chairs).split("\n") == [
        "Người chủ trì: Đồng chí Lê An, Bí thư.",
        "Đoàn chủ tịch: Đồng chí Lê An, Bí thư; đồng chí Vũ Bình.",
    ]
    assert words("chair", STATE, chairs=chairs[:1]) == (
        "Chủ trì (chủ toạ): Ông/bà Lê An, Bí thư."
    )


class TestAttendance:
    """Of thousands the names stand in the list, not in the minutes."""

    def test_numbers_in_the_vietnamese_form(self):
        official = GroupAttendance(summoned=11_873, came=11_873, online=11_473)
        assert words("attendance.official", official=official) == (
            "Có mặt: 11.873/11.873 đồng chí (100,00%), trong đó trực tuyến 11.473"
            " đồng chí.\nVắng mặt: không."
        )
        assert "11.873 đại biểu" in words(
            "attendance.official", STATE, official=official
        )

    @pytest.mark.parametrize("count", [MOST_NAMED, MOST_NAMED + 1])
    def test_many_names(self, count):
        remarks = tuple(
            AttendanceRemark(Attendee(f"Đại biểu {n}"), at=minute(n))
            for n in range(count)
        )
        official = GroupAttendance(count, 1, missing=remarks, late=remarks)
        said = words("attendance.official", official=official)
        assert said.count("danh sách kèm theo") == 2 * (count > MOST_NAMED)
        assert ("Đại biểu 7: không có lý do" in said) == (count <= MOST_NAMED)

    def test_nobody_is_absent_before_the_roll_is_called(self):
        missing = (AttendanceRemark(Attendee("Lê An")),)
        official = GroupAttendance(summoned=1, missing=missing)
        said = words("attendance.official", official=official)
        assert said == "Triệu tập: 1 đồng chí, chưa điểm danh."

    def test_invited_people_are_counted_and_not_missed(self):
        missing = (AttendanceRemark(Attendee("Lê An")),)
        invited = GroupAttendance(summoned=3, came=2, missing=missing)
        said = words("attendance.invited", invited=invited)
        assert said == "Có mặt: 2/3 đồng chí (66,67%)."

    def test_invited_people_only_where_there_are_some(self):
        keys = {one.key for one in fact_blocks(facts())}
        assert "attendance.invited" not in keys
        assert "attendance.sites" not in keys


VOTE = VoteFact(
    id=3,
    at=minute(10),
    title="Thông qua Nghị quyết",
    question="",
    kind=VoteKind.SECRET,
    form=BallotForm.ONE,
    is_secret=True,
    closed=minute(12),
    announced=minute(13),
    summoned=410,
    present=400,
    eligible=400,
    returned=400,
    valid=398,
    invalid=2,
    rule="ít nhất 2/3 số được triệu tập",
    needed=274,
    rows=(VoteRow("Đồng ý", "", 390, "95,12", "97,50", passed=True),),
    passed=True,
)


def vote_words(**fields: Any) -> str:
    vote = replace(VOTE, **fields)
    item = ItemFact(1, "1", "Biểu quyết", at=minute(1), events=(vote,))
    return words("vote.3", items=(item,))


class TestVotes:
    """How votes were held, by which rule, with both percentages."""

    def test_a_secret_vote(self):
        said = vote_words()
        for sentence in (
            "Biểu quyết: Thông qua Nghị quyết.",
            "Hình thức: Bỏ phiếu kín trên máy; bắt đầu lúc 08 giờ 10, kết thúc lúc 08",
            "Số phiếu thu về: 400; hợp lệ: 398; không hợp lệ: 2.",
            "Quy tắc: ít nhất 2/3 số được triệu tập, cần ít nhất 274 phiếu.",
            "Đồng ý\n390\n95,12\n97,50",
            "Kết quả: Hội nghị thông qua.",
        ):
            assert sentence in said

    def test_a_tie_decided_by_the_chair(self):
        assert "thông qua, do chủ toạ quyết định" in vote_words(by_chair=True)
        assert "chờ chủ toạ quyết định" in vote_words(passed=None)

    def test_a_vote_that_was_not_counted(self):
        said = vote_words(rows=(), announced=None)
        assert "Chưa có kết quả kiểm phiếu." in said

    def test_an_election_that_elected_nobody(self):
        said = vote_words(form=BallotForm.UP_TO, tied=("Lê An", "Vũ Bình"))
        assert "Bầu cử: Thông qua Nghị quyết." in said
        assert "Trúng cử: không có ai." in said
        assert "Bằng phiếu ở vị trí cuối: Lê An, Vũ Bình." in said

    def test_only_announced_results_stand_in_the_conclusion(self):
        item = ItemFact(1, "1", "Biểu quyết", at=minute(1), events=(VOTE,))
        assert words("results", items=(item,)) == (
            "Kết quả biểu quyết:\nThông qua Nghị quyết: hội nghị thông qua (Đồng ý:"
            " 390, 95,12% so với triệu tập, 97,50% so với có mặt)."
        )
        silent = replace(item, events=(replace(VOTE, announced=None),))
        keys = {one.key for one in fact_blocks(facts(items=(silent,)))}
        assert "results" not in keys


class TestItems:
    """What is said of an item itself."""

    ITEM = ItemFact(
        4,
        "2",
        "Báo cáo",
        kind="report",
        presenter="Trần Hữu Khuê",
        presenter_is_member=True,
        at=minute(5),
        called=True,
    )

    def test_who_presents(self):
        assert words("item.4", items=(self.ITEM,)) == (
            "Bắt đầu lúc 08 giờ 05. Đồng chí Trần Hữu Khuê trình bày báo cáo."
        )
        office = replace(self.ITEM, presenter="Sở Nội vụ", presenter_is_member=False)
        assert "Sở Nội vụ trình bày" in words("item.4", items=(office,))
        assert "Ông/bà Trần Hữu Khuê" in words("item.4", STATE, items=(self.ITEM,))

    def test_of_an_item_that_nobody_called_only_the_agenda_speaks(self):
        item = replace(self.ITEM, called=False, at=None)
        assert words("item.4", items=(item,)) == (
            "Theo chương trình: đồng chí Trần Hữu Khuê trình bày báo cáo."
        )

    def test_documents_and_paper(self):
        document = UsedDocument(1, "Báo cáo năm", 3)
        item = replace(self.ITEM, presenter="", documents=(document,), is_on_paper=True)
        said = words("item.4", items=(item,))
        assert "Tài liệu: Báo cáo năm." in said
        assert "phát bằng giấy" in said

    def test_an_item_without_anything_to_say_has_no_fact(self):
        item = ItemFact(4, "2", "Báo cáo")
        keys = {one.key for one in fact_blocks(facts(items=(item,)))}
        assert "item.4" not in keys
