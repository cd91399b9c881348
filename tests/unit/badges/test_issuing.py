"""Issued badges and added members, as stored."""

from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import select

from kiosk.accounts.models import SignIn
from kiosk.badges.actions.issuing import (
    issue_badge,
    issue_missing_badges,
    mark_printed,
    reissue_badge,
    reissue_seedless_badges,
    revoke_badge,
)
from kiosk.badges.actions.people import NewPerson, add_member
from kiosk.badges.actions.pin_renewal import renew_pin
from kiosk.badges.codes import roll_hash, roll_salt, secret_of, short_code
from kiosk.badges.models import Badge
from kiosk.errors import Forbidden, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.storage.secrets import hash_secret
from tests.expected_errors import refused
from tests.unit.badges.conftest import bodies, rows


class TestIssuing:
    def test_a_badge_is_stored_as_hashes_under_its_seed(self, hall, store):
        issued = hall.badge()
        [badge] = rows(store, Badge)
        key = hall.scene.key
        assert issued.secret == secret_of(key, badge.seed)
        assert badge.member_id == issued.member
        assert badge.secret_hash == hash_secret(key, "badge", issued.secret)
        code = short_code(key, issued.secret)
        assert badge.code_hash == hash_secret(key, "badge-code", code)
        salt = roll_salt(key, hall.meeting)
        assert badge.roll_hash == roll_hash(salt, issued.secret)
        assert badge.issued_at is not None
        assert (badge.printed_at, badge.revoked_at) == (None, None)

    def test_a_new_one_replaces_all_older_ones_and_is_printed(self, hall, store, staff):
        old, other = hall.badge(), hall.badge()
        hall.scene.sign_in(old.member)
        with store.unit_of_work("test") as work:
            secret = reissue_badge(
                work, hall.scene.key, actor=staff, member_id=old.member
            )
        first, second, third = rows(store, Badge)
        assert (first.revoked_at, second.revoked_at) == (work.now, None)
        assert (first.printed_at, second.printed_at) == (None, None)
        assert third.printed_at == third.issued_at == work.now
        assert third.secret_hash == hash_secret(hall.scene.key, "badge", secret)
        assert other.member == second.member_id
        [sign_in] = rows(store, SignIn)
        assert sign_in.end_reason == "revoked"
        assert {"kind": "badge_issued", "member_id": old.member} in bodies(
            store, hall.meeting
        )

    def test_a_revocation_is_recorded_once(self, hall, store, staff):
        badge = hall.badge()
        for _ in range(2):
            with store.unit_of_work("test") as work:
                revoke_badge(work, actor=staff, member_id=badge.member)
        event = {"kind": "badge_revoked", "member_id": badge.member}
        assert bodies(store, hall.meeting) == [event]
        assert rows(store, Badge)[0].revoked_at < work.now

    def test_printing_is_noted_once_for_living_badges(self, hall, store):
        printed, unprinted = hall.badge(), hall.badge()
        for _ in range(2):
            with store.unit_of_work("test") as work:
                mark_printed(work, {printed.member})
        first, second = rows(store, Badge)
        assert first.printed_at < work.now
        assert (second.member_id, second.printed_at) == (unprinted.member, None)

    def test_those_without_a_badge_get_one_in_order(self, hall, store):
        make, meeting = hall.scene.make_member, hall.meeting
        hall.badge()
        guests = [make(meeting, Role.GUEST) for _ in range(3)]
        make(meeting, Role.CHAIR)
        make(meeting, Role.GUEST, account_id=hall.scene.make_account())
        make(hall.scene.make_meeting(), Role.GUEST)
        revoked = hall.badge(Role.GUEST)
        with store.unit_of_work("test") as work:
            revoke = Actor(meeting, Role.SECRETARY, "A", 1)
            revoke_badge(work, actor=revoke, member_id=revoked.member)

        def issue(most: int) -> int:
            roles = [Role.GUEST, Role.OFFICIAL_DELEGATE]
            with store.unit_of_work("test") as work:
                return issue_missing_badges(
                    work, hall.scene.key, meeting_id=meeting, roles=roles, most=most
                )

        assert [issue(2), issue(9), issue(9)] == [2, 2, 0]
        owners = [badge.member_id for badge in rows(store, Badge)]
        assert owners[2:] == [*guests, revoked.member]
        events = [
            one for one in bodies(store, meeting) if one["kind"] == "badges_issued"
        ]
        assert [one["count"] for one in events] == [2, 2]

    def test_those_that_cannot_be_printed_are_replaced_in_order(self, hall, store):
        guest, elsewhere = Role.GUEST, hall.scene.make_meeting()
        old = [hall.badge(guest) for _ in range(3)]
        others = [hall.badge(Role.CHAIR), hall.badge(guest, meeting=elsewhere)]
        printable = hall.badge(guest)
        hall.scene.sign_in(old[0].member)
        with store.unit_of_work("test") as work:
            for badge in (*old, *others):
                row = select(Badge).where(Badge.member_id == badge.member)
                work.session.scalars(row).one().seed = ""

        def reissue(most: int) -> int:
            with store.unit_of_work("test") as work:
                return reissue_seedless_badges(
                    work,
                    hall.scene.key,
                    meeting_id=hall.meeting,
                    roles=[guest, Role.INVITED_DELEGATE],
                    most=most,
                )

        assert [reissue(2), reissue(9), reissue(9)] == [2, 1, 0]
        valid = [one for one in rows(store, Badge) if one.revoked_at is None]
        seedless = {badge.member for badge in others}
        assert {one.member_id for one in valid if not one.seed} == seedless
        replaced = [one.member_id for one in valid if one.seed]
        assert replaced == [printable.member, *(badge.member for badge in old)]
        assert rows(store, SignIn)[0].end_reason == "revoked"
        issued = [one for one in bodies(store, hall.meeting) if "count" in one]
        assert [one["count"] for one in issued] == [2, 1]

    def test_another_meeting_s_members_are_not_found(self, hall, store, staff):
        other = hall.badge(meeting=hall.scene.make_meeting())
        with store.unit_of_work("test") as work:
            for member in (other.member, 999):
                with refused(NotFound):
                    revoke_badge(work, actor=staff, member_id=member)
            desk = replace(staff, role=Role.ENTRANCE)
            with refused(Forbidden):
                reissue_badge(
                    work, hall.scene.key, actor=desk, member_id=staff.member_id
                )
            with refused(Forbidden):
                renew_pin(work, hall.scene.key, actor=desk, member_id=staff.member_id)


class TestAddingPeople:
    def test_everything_is_tidied_and_stored(self, hall, store, staff):
        hall.scene.make_account("another")
        with store.unit_of_work("test") as work:
            site = Site(meeting_id=hall.meeting, name="Bắc")
            work.session.add(site)
            work.session.flush()
        account = hall.scene.make_account("thuky")
        person = NewPerson(
            " Lò Văn Én ",
            Role.GUEST,
            position=" " + "p" * 121,
            unit="u" * 121,
            seat="s" * 121,
            username=" ThuKy ",
            site_id=site.id,
        )
        with store.unit_of_work("test") as work:
            member_id = add_member(work, actor=staff, person=person)
        with store.read_session() as session:
            member = session.get_one(Member, member_id)
        assert (member.meeting_id, member.role) == (hall.meeting, Role.GUEST)
        assert (member.full_name, member.folded_name) == ("Lò Văn Én", "lo van en")
        assert member.sort_key
        assert (member.position, member.unit) == ("p" * 120, "u" * 120)
        assert (member.seat, member.account_id) == ("s" * 120, account)
        assert member.site_id == site.id
        event = {"kind": "member_added", "member_id": member_id}
        assert bodies(store, hall.meeting) == [event]

    @pytest.mark.parametrize(
        "person",
        [
            NewPerson("A", Role.ADMINISTRATOR),
            NewPerson("A", Role.GUEST, site_id=99),
            NewPerson("A", Role.GUEST, username="nobody"),
        ],
    )
    def test_what_cannot_be_is_refused(self, store, staff, person):
        with store.unit_of_work("test") as work:
            with refused(Invalid):
                add_member(work, actor=staff, person=person)
            unnamed = msgspec.structs.replace(person, full_name="")
            with refused(Invalid, "bad_name", limit=120):
                add_member(work, actor=staff, person=unnamed)

    def test_a_closed_account_is_no_account(self, hall, store, staff):
        hall.scene.make_account("thuky")
        with store.unit_of_work("test") as work:
            work.session.execute(
                Meeting.metadata.tables["accounts"].update().values(is_closed=True)
            )
            with refused(Invalid):
                add_member(
                    work,
                    actor=staff,
                    person=NewPerson("A", Role.GUEST, username="thuky"),
                )


def test_a_badge_s_seed_is_new_each_time(hall, store):
    member_id = hall.scene.make_member(hall.meeting)
    with store.unit_of_work("test") as work:
        member = work.session.get_one(Member, member_id)
        secrets = {issue_badge(work, hall.scene.key, member) for _ in range(3)}
    assert len(secrets) == 3
