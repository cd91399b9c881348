"""A three-hour meeting as the database has it afterwards, written directly."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import insert

from kiosk import clock
from kiosk.checkins.models import AttendanceRecord, RollCall, RollCallEntry
from kiosk.checkins.rules import AttendanceState
from kiosk.meetings.events import MeetingStepped
from kiosk.meetings.models import Member
from kiosk.meetings.rules import MeetingState
from kiosk.pagesync.events import ItemCalled, PageTurned
from kiosk.roles import EVERYONE, Role
from kiosk.sites.models import Site
from kiosk.speaking.models import Speech
from kiosk.speaking.rules import SpeechKind
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.events import VoteTurnout
from kiosk.voting.models import Vote, VoteOption
from kiosk.voting.rules.kinds import VoteKind, VoteState
from tests.scene import Scene

HOURS, ITEMS = 3, 12
# Of a hundred members: absent with a reason, without one, and late.
EXCUSED, MISSING, LATE = 2, 1, 1
TURNS_PER_MINUTE, TURNOUTS_PER_VOTE = 8, 100
ANSWERS = ("Đồng ý", "Không đồng ý", "Ý kiến khác")


class HeldMeeting:
    """A closed meeting with sites, members, speeches and votes."""

    def __init__(
        self, store: Store, *, sites: int, people: int, speeches: int, votes: int
    ) -> None:
        """Write it into the store."""
        self.store, self.scene = store, Scene(store)
        self.opened = clock.now() - dt.timedelta(hours=HOURS)
        self.id = self.scene.make_meeting("Hội nghị toàn tỉnh", MeetingState.CLOSED)
        for role, name in ((Role.CHAIR, "Đỗ Nghĩa"), (Role.SECRETARY, "Lê Quyên")):
            self.scene.make_member(self.id, role, name)
        self.items = [
            self.scene.make_item(self.id, f"Nội dung {place}", ordinal=place)
            for place in range(1, ITEMS + 1)
        ]
        site_ids = self._add_sites(sites)
        self._add_people(site_ids, people)
        self._add_speeches(speeches)
        self._add_votes(votes, people, sites)
        self._add_journal(votes)

    def _at(self, share: float) -> dt.datetime:
        """Return the moment at a share of the meeting's time."""
        return self.opened + share * dt.timedelta(hours=HOURS)

    def _add_sites(self, count: int) -> list[int]:
        rows = [
            {"meeting_id": self.id, "name": f"Xã {place}", "ordinal": place}
            for place in range(1, count + 1)
        ]
        with self.store.unit_of_work("bench") as work:
            return list(work.session.scalars(insert(Site).returning(Site.id), rows))

    def _add_people(self, sites: list[int], count: int) -> None:
        rows = [
            {
                "meeting_id": self.id,
                "role": Role.OFFICIAL_DELEGATE,
                "full_name": f"Nguyễn Văn {place}",
                "sort_key": f"{place:06}",
                "position": "Bí thư Chi bộ",
                "unit": f"Đảng uỷ xã {place % len(sites) + 1}",
                "site_id": sites[place % len(sites)],
            }
            for place in range(count)
        ]
        with self.store.unit_of_work("bench") as work:
            made = insert(Member).returning(Member.id)
            members = list(work.session.scalars(made, rows))
            work.session.execute(
                insert(AttendanceRecord),
                [self._attendance(one, at) for at, one in enumerate(members)],
            )
            work.session.add(
                RollCall(
                    meeting_id=self.id,
                    at=self.opened,
                    denominator="summoned",
                    threshold="two_thirds",
                    percent=0,
                    present=count - count * (EXCUSED + MISSING + LATE) // 100,
                    summoned=count,
                    of=count,
                    needed=2 * count // 3,
                )
            )
            work.session.flush()
            work.session.execute(
                insert(RollCallEntry),
                [
                    {
                        "meeting_id": self.id,
                        "member_id": one,
                        "state": AttendanceState.PRESENT_IN_PERSON,
                        "is_present": True,
                    }
                    for at, one in enumerate(members)
                    if at % 100 >= EXCUSED + MISSING + LATE
                ],
            )

    def _attendance(self, member: int, place: int) -> dict[str, Any]:
        kind = place % 100
        state, reason, came = AttendanceState.PRESENT_IN_PERSON, "", self.opened
        if kind < EXCUSED:
            state, reason = AttendanceState.ABSENT, "đi công tác"
        elif kind < EXCUSED + MISSING:
            state = AttendanceState.UNCONFIRMED
        elif kind < EXCUSED + MISSING + LATE:
            came = self._at(0.1)
        is_here = state == AttendanceState.PRESENT_IN_PERSON
        return {
            "member_id": member,
            "meeting_id": self.id,
            "number": place + 1,
            "state": state,
            "is_inside": is_here,
            "came_at": came if is_here else None,
            "last_at": came if is_here else None,
            "reason": reason,
        }

    def _add_speeches(self, count: int) -> None:
        length = dt.timedelta(minutes=2)
        rows = [
            {
                "meeting_id": self.id,
                "name": f"Nguyễn Văn {place}",
                "position": "Bí thư Chi bộ",
                "unit": f"Đảng uỷ xã {place}",
                "site": f"Xã {place}",
                "kind": SpeechKind.DISCUSSION,
                "topic": "Kinh phí đường truyền cho các điểm cầu ở xa trung tâm",
                "item_id": self.items[place * ITEMS // count],
                "item_title": "",
                "started_at": self._at((place + 0.5) / count),
                "ended_at": self._at((place + 0.5) / count) + length,
                "elapsed_ms": 120_000,
                "limit_seconds": 300,
            }
            for place in range(count)
        ]
        with self.store.unit_of_work("bench") as work:
            work.session.execute(insert(Speech), rows)

    def _add_votes(self, count: int, people: int, sites: int) -> None:
        with self.store.unit_of_work("bench") as work:
            for place in range(count):
                at = self._at((place + 0.7) / count)
                vote = Vote(
                    meeting_id=self.id,
                    item_id=self.items[place % ITEMS],
                    title=f"Thông qua nội dung {place + 1}",
                    kind=VoteKind.OPEN,
                    state=VoteState.ANNOUNCED,
                    rule='{"base":"summoned"}',
                    summoned=people,
                    present=people * 97 // 100,
                    eligible=people,
                    cast=people * 97 // 100,
                    opened_at=at,
                    closed_at=at + dt.timedelta(minutes=2),
                    announced_at=at + dt.timedelta(minutes=3),
                    changed_at=at,
                    created_at=at,
                )
                work.session.add(vote)
                work.session.flush()
                options = [
                    VoteOption(vote_id=vote.id, ordinal=one, label=label)
                    for one, label in enumerate(ANSWERS)
                ]
                work.session.add_all(options)
                work.session.flush()
                ids = [option.id for option in options]
                vote.result = json.dumps(_result(ids, people, sites))

    def _add_journal(self, votes: int) -> None:
        """Add what the screens were sent: thousands of events."""
        for place in range(ITEMS):
            moment = clock.frozen(self._at(place / ITEMS))
            with moment, self.store.unit_of_work("bench") as work:
                if place == 0:
                    state = MeetingState.OPEN
                    work.record(MeetingStepped(meeting_id=self.id, state=state))
                self._record_item(work, place, TURNOUTS_PER_VOTE * votes // ITEMS)
        with clock.frozen(self._at(1)), self.store.unit_of_work("bench") as work:
            state = MeetingState.CLOSED
            work.record(MeetingStepped(meeting_id=self.id, state=state))

    def _record_item(self, work: UnitOfWork, place: int, turnouts: int) -> None:
        item = self.items[place]
        work.record(ItemCalled(meeting_id=self.id, item_id=item, started_at=work.now))
        for turn in range(HOURS * 60 * TURNS_PER_MINUTE // ITEMS):
            work.record(
                PageTurned(
                    meeting_id=self.id,
                    item_id=item,
                    document_id=1,
                    page=turn % 200 + 1,
                    seen_by=EVERYONE,
                )
            )
        for cast in range(turnouts):
            work.record(VoteTurnout(meeting_id=self.id, vote_id=1, cast=cast))


def _result(options: list[int], people: int, sites: int) -> dict[str, Any]:
    present = people * 97 // 100
    counts = [present - 300, 200, 100]
    base = {"summoned": people, "members": 0, "present": present, "cast": present}
    rows = [
        {
            "option_id": option,
            "label": label,
            "count": count,
            "of_summoned": people,
            "of_present": present,
            "passed": place == 0,
        }
        for place, (option, label, count) in enumerate(
            zip(options, ANSWERS, counts, strict=True)
        )
    ]
    groups = [
        {"name": f"Xã {at}", "cast": 80, "counts": {str(one): 26 for one in options}}
        for at in range(sites)
    ]
    return {
        "base_counts": base,
        "rows": rows,
        "passed": True,
        "valid": present,
        "invalid": 0,
        "blank": 0,
        "needed": people // 2 + 1,
        "by_site": groups,
        "by_unit": groups,
    }
