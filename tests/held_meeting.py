"""Hold a whole meeting by the product's own actions, at chosen times of one day."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from kiosk import clock
from kiosk.announcements.actions import make_announcement
from kiosk.announcements.rules import AnnouncementForm
from kiosk.checkins.actions.attendance_status import update_attendance_record
from kiosk.checkins.actions.gates import add_gate
from kiosk.checkins.actions.manual_attendance import mark_members
from kiosk.checkins.models import CheckIn
from kiosk.checkins.rules import AttendanceState, GateDirection
from kiosk.clock import VIETNAM
from kiosk.conclusions.actions import add_conclusion
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.documents.models import Document
from kiosk.identity import Actor
from kiosk.meeting_admin.actions.state import change_state
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.pagesync.actions import call_item
from kiosk.roles import Role
from kiosk.sites.actions import record_links
from kiosk.speaking.actions.floor import end_speech, give_floor
from kiosk.speaking.actions.questions import ask_question, step_question
from kiosk.speaking.actions.requests import ask_for_floor
from kiosk.speaking.rules import QuestionStage, SpeechKind
from kiosk.storage.blocking import run_inline
from kiosk.storage.store import Store
from kiosk.voting.actions.announcing import announce_vote, cancel_vote
from kiosk.voting.actions.casting import cast_ballot
from kiosk.voting.actions.counts import enter_hands, enter_paper
from kiosk.voting.actions.drafts import add_vote
from kiosk.voting.counting import close_and_count
from kiosk.voting.opening import open_with_key
from kiosk.voting.queries.votes import options_of
from kiosk.voting.rules.forms import (
    ActForm,
    CastForm,
    HandCountForm,
    OptionForm,
    PaperCountForm,
    VoteForm,
)
from kiosk.voting.rules.kinds import PassingRule, VoteKind
from tests.scene import Scene

DAY = dt.date(2026, 11, 26)
FORM = VoteForm(
    title="Thông qua dự thảo Nghị quyết",
    kind=VoteKind.OPEN,
    options=[OptionForm(label) for label in ("Đồng ý", "Không đồng ý", "Ý kiến khác")],
    rule=PassingRule(quorum_numerator=0),
)


def moment(text: str, day: dt.date = DAY) -> dt.datetime:
    """Return a time of the day, as `08:30`, in Vietnam."""
    time = dt.time.fromisoformat(text)
    return dt.datetime.combine(day, time, VIETNAM).astimezone(dt.UTC)


@dataclass
class HeldMeeting:
    """A meeting whose people act at the times that the test says."""

    store: Store
    title: str = "Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 8"
    meeting: int = field(init=False)
    gate: int = field(init=False)

    def __post_init__(self) -> None:
        self.scene = Scene(self.store)
        with clock.frozen(moment("07:00")):
            self.meeting = self.scene.make_meeting(self.title, MeetingState.PUBLISHED)
        self.chair_id = self.member(
            Role.CHAIR, "Đỗ Thượng Nghĩa", position="Phó Bí thư Thường trực Tỉnh uỷ"
        )
        self.secretary_id = self.member(
            Role.SECRETARY, "Lê Thị Quyên", position="Phó Chánh Văn phòng Tỉnh uỷ"
        )
        self.actor = Actor(
            self.meeting, Role.CHAIR, "Đỗ Thượng Nghĩa", 0, self.chair_id
        )
        self.secretary = Actor(
            self.meeting, Role.SECRETARY, "Lê Thị Quyên", 0, self.secretary_id
        )
        with self.store.unit_of_work("test") as work:
            self.gate = add_gate(work, actor=self.actor, name="Cửa A", site_id=None)

    def member(self, role: Role, name: str, **fields: str | int) -> int:
        """Add a person; return their id."""
        return self.scene.make_member(self.meeting, role, name, **fields)

    def delegate(self, name: str, **fields: str | int) -> int:
        """Add an official delegate; return their id."""
        return self.member(Role.OFFICIAL_DELEGATE, name, **fields)

    def document(self, item: int, title: str, at: str, pages: int = 2) -> int:
        """Add a document that was published at a time; return its id."""
        made = self.scene.make_document(
            self.meeting, item, [b"webp"] * pages, title=title
        )
        with self.store.unit_of_work("test") as work:
            work.session.get_one(Document, made).published_at = moment(at)
        return made

    @contextmanager
    def at(self, time: str) -> Iterator:
        """Give a unit of work of this moment."""
        with clock.frozen(moment(time)), self.store.unit_of_work("test") as work:
            yield work

    def state(self, time: str, new: MeetingState) -> None:
        """Open, adjourn or close the meeting."""
        with self.at(time) as work:
            key = self.store.config.record_key()
            change_state(work, actor=self.actor, new=new, record_key=key)

    def call(self, time: str, item: int | None) -> None:
        """Call an item."""
        with self.at(time) as work:
            call_item(work, actor=self.actor, item_id=item)

    def pass_gate(self, time: str, *members: int, leaves: bool = False) -> None:
        """Let people in, or out."""
        with self.at(time) as work:
            for member in members:
                work.session.add(
                    CheckIn(
                        id=str(uuid.uuid4()),
                        meeting_id=self.meeting,
                        member_id=member,
                        gate_id=self.gate,
                        direction=GateDirection.OUT if leaves else GateDirection.IN,
                        method="qr",
                        verdict="left" if leaves else "admitted",
                        at=work.now,
                        received_at=work.now,
                        recorded_by="test",
                    )
                )
                work.session.flush()
                update_attendance_record(work, work.session.get_one(Member, member))

    def mark(
        self, time: str, member: int, state: AttendanceState, reason: str = ""
    ) -> None:
        """Set somebody's attendance by hand."""
        with self.at(time) as work:
            mark_members(
                work, actor=self.actor, member_ids=[member], state=state, reason=reason
            )

    def speech(
        self,
        began: str,
        ended: str,
        member: int,
        topic: str = "",
        kind: SpeechKind = SpeechKind.DISCUSSION,
        document: int | None = None,
    ) -> None:
        """Let somebody speak."""
        with self.at(began) as work:
            request = ask_for_floor(
                work,
                actor=self.secretary,
                kind=kind,
                topic=topic,
                member_id=member,
                document_id=document,
            ).id
            give_floor(work, actor=self.actor, request_id=request, instead_of=None)
        with self.at(ended) as work:
            end_speech(work, actor=self.actor, request_id=request)

    def question(self, times: tuple[str, ...], asks: int, answers: int, topic: str):
        """Let somebody ask; the other times are those of the answer and the end."""
        with self.at(times[0]) as work:
            question = ask_question(
                work,
                actor=self.actor,
                asker_id=asks,
                respondent_id=answers,
                topic=topic,
            ).id
        stages = (QuestionStage.ANSWERING, QuestionStage.CLOSED)
        for time, stage in zip(times[1:], stages, strict=False):
            with self.at(time) as work:
                step_question(work, actor=self.actor, question_id=question, stage=stage)

    def announce(self, time: str, form: AnnouncementForm) -> None:
        """Make an announcement."""
        with self.at(time) as work:
            make_announcement(work, actor=self.actor, form=form)

    def conclude(self, time: str, details: ConclusionDetails) -> None:
        """Add a conclusion."""
        with self.at(time) as work:
            add_conclusion(work, actor=self.secretary, details=details)

    def outage(self, site: int, lost: str, back: str | None = None) -> None:
        """Cut a site off, and connect it again."""
        with self.at(lost) as work:
            record_links(
                work, meeting_id=self.meeting, lost={site: work.now}, restored={}
            )
        if back is not None:
            with self.at(back) as work:
                record_links(
                    work, meeting_id=self.meeting, lost={}, restored={site: work.now}
                )

    def open_vote(self, time: str, **fields) -> int:
        """Prepare and open a vote; return its id."""
        form = msgspec.structs.replace(FORM, **fields)
        with self.at(time) as work:
            vote = add_vote(work, actor=self.actor, form=form).id
        with clock.frozen(moment(time)):
            open_with_key(
                self.store, run_inline, actor=self.actor, vote_id=vote, seen=""
            )
        return vote

    def options(self, vote: int) -> list[str]:
        """Return the ids of a vote's options, as ballots name them."""
        with self.store.read_session() as session:
            return [str(option.id) for option in options_of(session, vote)]

    def cast(self, time: str, vote: int, ballots: dict[int, dict]) -> None:
        """Cast ballots: choices by place of the option, by member."""
        options = self.options(vote)
        for member, marks in ballots.items():
            choices = {options[place]: mark for place, mark in marks.items()}
            voter = Actor(self.meeting, Role.OFFICIAL_DELEGATE, "", 0, member)
            with self.at(time) as work:
                cast_ballot(
                    work, actor=voter, vote_id=vote, form=CastForm(choices=choices)
                )

    def hands(
        self, time: str, vote: int, counts: tuple[int, ...], site: int | None = None
    ) -> None:
        """Enter what the tellers of a site have counted."""
        by_option = dict(zip(self.options(vote), counts, strict=True))
        form = HandCountForm(by_option, site)
        with self.at(time) as work:
            enter_hands(work, actor=self.actor, vote_id=vote, form=form)

    def paper(self, time: str, vote: int, counts: tuple[int, ...], **numbers) -> None:
        """Enter the record of a paper ballot."""
        by_option = dict(zip(self.options(vote), counts, strict=True))
        with self.at(time) as work:
            enter_paper(
                work,
                actor=self.actor,
                vote_id=vote,
                form=PaperCountForm(counts=by_option, **numbers),
            )

    def close_vote(self, time: str, vote: int, *, announces: bool = True) -> None:
        """Close and count a vote, and announce its result."""
        with clock.frozen(moment(time)):
            close_and_count(
                self.store, run_inline, actor=self.actor, vote_id=vote, seen=""
            )
        if announces:
            with self.at(time) as work:
                announce_vote(work, actor=self.actor, vote_id=vote, form=ActForm())

    def cancel_vote(self, time: str, vote: int, reason: str) -> None:
        """Cancel a vote."""
        with self.at(time) as work:
            cancel_vote(
                work, actor=self.actor, vote_id=vote, form=ActForm(reason=reason)
            )

    def rename(self, **fields: str) -> None:
        """Change the meeting's row."""
        with self.store.unit_of_work("test") as work:
            meeting = work.session.get_one(Meeting, self.meeting)
            for name, value in fields.items():
                setattr(meeting, name, value)
