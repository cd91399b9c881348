"""A meeting with everything that minutes can tell of, held by the real actions."""

import datetime as dt
from dataclasses import dataclass

import pytest

from kiosk.announcements.rules import AnnouncementForm, Audience, AudienceKind
from kiosk.checkins.rules import AttendanceState
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.speaking.rules import SpeechKind
from kiosk.voting.rules.forms import OptionForm
from kiosk.voting.rules.kinds import (
    CONFIDENCE_LEVELS,
    BallotForm,
    PassingRule,
    RuleBase,
    VoteKind,
    VoterRule,
)
from tests.held_meeting import HeldMeeting

NAMES = ("Trần Văn An", "Lò Thị Bình", "Giàng A Chu", "Phạm Đức Dũng", "Vàng Thị Én")
FIRST, HIGH, LOW = {0: 1}, CONFIDENCE_LEVELS[0], CONFIDENCE_LEVELS[-1]
NO_QUORUM = {"quorum_numerator": 0}


@dataclass
class WholeMeeting:
    """A whole meeting, and the ids of what was held in it."""

    held: HeldMeeting
    sites: list[int]
    delegates: list[int]
    items: dict[str, int]
    votes: dict[str, int]

    @property
    def meeting(self) -> int:
        return self.held.meeting


@pytest.fixture
def whole(store) -> WholeMeeting:
    """A meeting of two sittings, closed."""
    held = HeldMeeting(store)
    sites = [
        held.scene.make_site(held.meeting, name, ordinal=place)
        for place, name in enumerate(("Hội trường tỉnh", "Xã Nậm Cắn"))
    ]
    delegates = [
        held.delegate(
            name,
            position="Tỉnh uỷ viên",
            unit=f"Đảng uỷ xã {place}",
            site_id=sites[place % 2],
        )
        for place, name in enumerate(NAMES, 1)
    ]
    one = WholeMeeting(held, sites, delegates, _items(held), {})
    _come(one)
    _morning(one)
    _afternoon(one)
    return one


def _items(held: HeldMeeting) -> dict[str, int]:
    titles = ("Khai mạc", "Báo cáo kinh tế - xã hội", "Công tác cán bộ", "Việc khác")
    items = {
        title: held.scene.make_item(held.meeting, title, ordinal=place)
        for place, title in enumerate(titles)
    }
    report = items["Báo cáo kinh tế - xã hội"]
    items["Thảo luận"] = held.scene.make_item(
        held.meeting, "Thảo luận", parent_id=report
    )
    held.document(report, "Báo cáo kinh tế - xã hội năm 2026", "07:30", pages=3)
    return items


def _come(one: WholeMeeting) -> None:
    held, delegates = one.held, one.delegates
    held.pass_gate("07:40", held.chair_id, *delegates[:2])
    held.mark("07:45", delegates[3], AttendanceState.ABSENT, "đi công tác nước ngoài")
    guest = held.member(Role.INVITED_DELEGATE, "Bùi Văn Khách", position="Giám đốc Sở")
    held.pass_gate("07:50", guest)
    held.state("08:00", MeetingState.OPEN)
    held.pass_gate("08:20", delegates[2])


def _morning(one: WholeMeeting) -> None:
    held, items, (an, binh, chu, *_) = one.held, one.items, one.delegates
    held.call("08:01", items["Khai mạc"])
    held.call("08:10", items["Báo cáo kinh tế - xã hội"])
    text = held.document(items["Thảo luận"], "Tham luận của xã 1", "08:30")
    held.call("08:40", items["Thảo luận"])
    held.speech(
        *("08:41", "08:49", an, "Kinh phí đường truyền"),
        SpeechKind.PREPARED_SPEECH,
        text,
    )
    held.speech("08:50", "08:53", binh, "Bồi dưỡng cán bộ")
    held.question(("09:00", "09:02", "09:05"), chu, an, "Tiến độ số hoá")
    held.announce("09:06", AnnouncementForm("Ăn trưa tại nhà khách"))
    held.announce(
        "09:07",
        AnnouncementForm(
            "Kiểm tra lại đường truyền",
            Audience(AudienceKind.SITE, one.sites[1]),
            urgent=True,
        ),
    )
    held.outage(one.sites[1], "09:14", "09:17")
    vote = held.open_vote("10:00", question="Đồng chí có đồng ý không?")
    held.cast("10:01", vote, {an: FIRST, binh: FIRST, chu: {1: 1}})
    held.close_vote("10:02", vote)
    one.votes["open"] = vote
    trial = held.open_vote("10:05", title="Biểu quyết thử máy", is_rehearsal=True)
    held.cast("10:06", trial, {an: FIRST})
    held.close_vote("10:07", trial)
    one.votes["rehearsal"] = trial
    held.state("11:30", MeetingState.ADJOURNED)


def _afternoon(one: WholeMeeting) -> None:
    held, items, (an, binh, chu, *_) = one.held, one.items, one.delegates
    held.pass_gate("11:40", binh, leaves=True)
    held.state("13:30", MeetingState.OPEN)
    held.call("13:31", items["Công tác cán bộ"])
    people = [OptionForm(name, "Tỉnh uỷ viên") for name in NAMES[:3]]
    election = held.open_vote(
        "13:40",
        title="Bầu Uỷ ban Kiểm tra",
        kind=VoteKind.ELECTION,
        form=BallotForm.UP_TO,
        is_secret=True,
        max_choices=2,
        options=people,
        has_receipt=True,
    )
    ballots = {an: {0: 1, 1: 1}, chu: {0: 1}, held.chair_id: {0: 1, 1: 1}}
    held.cast("13:41", election, ballots)
    held.close_vote("13:45", election)
    one.votes["election"] = election
    _entered_votes(one, people)
    held.outage(one.sites[1], "14:50")
    held.conclude(
        "14:55",
        ConclusionDetails(
            "hoàn thiện dự thảo Nghị quyết, trình Ban Thường vụ",
            "Văn phòng Tỉnh uỷ",
            ("Ban Tổ chức", "Ban Nội chính"),
            dt.date(2026, 12, 15),
        ),
    )
    held.state("15:00", MeetingState.CLOSED)


def _entered_votes(one: WholeMeeting, people: list[OptionForm]) -> None:
    held, (an, _, chu, *_) = one.held, one.delegates
    hands = held.open_vote("14:00", title="Thông qua thư ký", kind=VoteKind.HANDS)
    held.hands("14:01", hands, (1, 0, 0))
    held.hands("14:01", hands, (2, 0, 0), site=one.sites[1])
    held.close_vote("14:02", hands)
    paper = held.open_vote(
        "14:05",
        title="Giới thiệu nhân sự",
        kind=VoteKind.PAPER,
        form=BallotForm.UP_TO,
        is_secret=True,
        options=people,
        voter_rule=VoterRule.SUMMONED,
        rule=PassingRule(base=RuleBase.SUMMONED, **NO_QUORUM),
    )
    numbers = {"issued": 6, "returned": 6, "valid": 5, "invalid": 1}
    held.paper("14:10", paper, (5, 0, 0), reasons={"Gạch xoá": 1}, **numbers)
    held.close_vote("14:12", paper)
    levels = held.open_vote(
        "14:20",
        title="Lấy phiếu tín nhiệm",
        kind=VoteKind.CONFIDENCE,
        form=BallotForm.LEVELS,
        is_secret=True,
        levels=list(CONFIDENCE_LEVELS),
        options=people[:2],
    )
    held.cast("14:21", levels, {an: {0: HIGH, 1: LOW}, chu: {0: HIGH, 1: HIGH}})
    held.close_vote("14:25", levels)
    cancelled = held.open_vote("14:30", title="Thông qua quy chế")
    held.cancel_vote("14:31", cancelled, "Sai nội dung câu hỏi")
    silent = held.open_vote("14:40", title="Thông qua biên bản")
    held.cast("14:41", silent, {an: FIRST})
    held.close_vote("14:42", silent, announces=False)
    named = {"hands": hands, "paper": paper, "levels": levels}
    one.votes |= named | {"cancelled": cancelled, "silent": silent}
