import pytest
from sqlalchemy import func, select

from kiosk.accounts.models import Account
from kiosk.accounts.passwords import is_password
from kiosk.agenda.models import AgendaItem
from kiosk.badges.models import Badge
from kiosk.conclusions.queries import conclusions_of, issue_of
from kiosk.demo import conference
from kiosk.demo.access import demo_access, demo_badges
from kiosk.demo.conclusions import CONCLUSIONS
from kiosk.demo.conference import (
    DELEGATE_ROLES,
    count_delegates,
    enlarge,
    find_demo,
    is_empty,
)
from kiosk.demo.people import STAFF
from kiosk.demo.secrets import secretary_password, seedless_secret
from kiosk.demo.votes_and_floor import REQUESTS
from kiosk.documents.models import Document
from kiosk.handouts.queries import plan_handout
from kiosk.handouts.rules import HandoutKind, HandoutSpec
from kiosk.meeting_papers.readiness import meeting_papers
from kiosk.meetings.models import Meeting, Member
from kiosk.official_papers.rules import PaperKind
from kiosk.pagesync.models import LivePage
from kiosk.roles import Role, Visibility
from kiosk.sites.models import Site
from kiosk.speaking.models import FloorRequest
from kiosk.storage.secrets import hash_secret
from kiosk.voting.models import Vote
from kiosk.voting.rules.kinds import VoteKind, VoteState
from tests.unit.demo.conftest import COUNT, Demo

BASE = "http://localhost:8000"


def test_the_demo_says_that_it_is_one(demo: Demo):
    with demo.store.read_session() as session:
        meeting = session.get_one(Meeting, demo.filled.meeting_id)
        assert meeting.is_demo
        assert "DEMO" in meeting.title
        titles = session.scalars(select(Document.title)).all()
    assert all("DEMO" in title for title in titles)


def test_sites_delegates_and_badges_are_all_there(demo: Demo):
    with demo.store.read_session() as session:
        assert session.scalar(select(func.count(Site.id))) == 145
        assert session.scalar(select(func.count(Member.id))) == COUNT + len(STAFF)
        assert session.scalar(select(func.count(Badge.id))) == COUNT + len(STAFF)
        assert session.scalar(select(func.sum(Site.expected))) == COUNT + len(STAFF)
    assert count_delegates(demo.store, demo.filled.meeting_id) == COUNT


def test_the_agenda_has_ten_items_and_every_audience(demo: Demo):
    with demo.store.read_session() as session:
        items = session.scalars(select(AgendaItem)).all()
    assert len([item for item in items if item.parent_id is None]) == 10
    assert len([item for item in items if item.parent_id is not None]) >= 10
    seen = {item.visibility for item in items}
    assert seen == set(Visibility) - {Visibility.PREPARERS}
    assert len({item.kind for item in items}) >= 10


def test_the_papers_are_of_every_kind_and_the_report_is_shown_first(demo: Demo):
    with demo.store.read_session() as session:
        papers = session.scalars(select(Document)).all()
        live = session.get_one(LivePage, demo.filled.meeting_id)
    endings = {paper.file_name.rpartition(".")[2] for paper in papers}
    assert endings == {"pdf", "docx", "pptx", "xlsx", "jpg"}
    assert len(papers) >= 6
    assert (live.document_id, live.page) == (demo.filled.document_ids[0], 1)


def test_nothing_secret_is_in_the_database(demo: Demo):
    demo.store.database.close()
    folder = demo.store.config.data
    stored = b"".join(path.read_bytes() for path in folder.glob("kiosk.db*"))
    reported = list(demo_badges(demo.store, demo.filled.meeting_id, BASE))
    assert len(reported) == COUNT + len(STAFF)
    for badge in reported:
        assert badge["secret"].encode() not in stored
        assert badge["code"].replace("-", "").encode() not in stored
    assert secretary_password(demo.key).encode() not in stored


def test_the_secretary_may_also_sign_in_with_a_password(demo: Demo):
    with demo.store.read_session() as session:
        account = session.scalars(select(Account)).one()
        member = session.scalars(
            select(Member).where(Member.account_id == account.id)
        ).one()
    assert member.role == Role.SECRETARY
    assert not account.is_administrator
    assert is_password(account.password_hash, secretary_password(demo.key))


def test_the_addresses_name_every_screen_and_ten_delegates(demo: Demo):
    reported = demo_access(demo.store, demo.filled.meeting_id, BASE)
    assert reported == demo_access(demo.store, demo.filled.meeting_id, BASE)
    assert len(reported["delegates"]) == 10
    assert all(badge["role"] in DELEGATE_ROLES for badge in reported["delegates"])
    for name in ("chair", "secretary", "presenter", "wall", "entrance"):
        assert reported["screens"][name]["url"].startswith(f"{BASE}/q#")
    assert reported["screens"]["chair"]["page"] == f"{BASE}/m/1/chair"


def test_every_badge_can_be_printed_like_any_other(demo: Demo):
    key = demo.store.config.server_key()
    wish = HandoutSpec(HandoutKind.BADGES)
    with demo.store.read_session() as session:
        planned = plan_handout(session, key, demo.filled.meeting_id, wish, BASE)
    walls = sum(person.role is Role.WALL for person in STAFF)
    assert planned.left_out == 0
    assert len(planned.member_ids) == COUNT + len(STAFF) - walls
    reported = {
        badge["url"] for badge in demo_badges(demo.store, demo.filled.meeting_id, BASE)
    }
    assert {
        carrier.url for part in planned.plan.parts for carrier in part.people
    } <= reported


def test_seedless_badge_is_listed_until_reissued(demo: Demo):
    key = demo.store.config.server_key()
    meeting_id = demo.filled.meeting_id
    with demo.store.unit_of_work("test") as work:
        badge = work.session.scalars(select(Badge)).first()
        old = seedless_secret(key, meeting_id, badge.member_id)
        badge.seed, badge.secret_hash = "", hash_secret(key, "badge", old)
    secrets = [badge["secret"] for badge in demo_badges(demo.store, meeting_id, BASE)]
    assert old in secrets
    assert len(secrets) == COUNT + len(STAFF)


def test_revoked_badge_is_not_listed(demo: Demo):
    first = demo_access(demo.store, 1, BASE)["delegates"][0]
    with demo.store.unit_of_work("test") as work:
        member = work.session.scalars(select(Member).filter_by(seat="A-01")).one()
        badge = work.session.scalars(select(Badge).filter_by(member_id=member.id)).one()
        badge.revoked_at = work.now
    assert demo_access(demo.store, 1, BASE)["delegates"][0] != first


def test_enlarging_adds_up_to_the_number_and_never_takes_away(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(conference, "_PEOPLE_IN_A_STEP", 50)
    meeting_id = demo.filled.meeting_id
    before = [b["secret"] for b in demo_badges(demo.store, meeting_id, BASE)][:COUNT]
    assert enlarge(demo.store, meeting_id, COUNT + 120) == 120
    assert enlarge(demo.store, meeting_id, 10) == 0
    after = [b["secret"] for b in demo_badges(demo.store, meeting_id, BASE)]
    assert after[:COUNT] == before
    assert count_delegates(demo.store, meeting_id) == COUNT + 120


def test_a_folder_is_empty_until_somebody_has_begun(demo: Demo):
    assert not is_empty(demo.store)
    assert find_demo(demo.store) == demo.filled.meeting_id


def test_an_unused_folder_is_empty_and_has_no_demo(store):
    assert is_empty(store)
    assert find_demo(store) is None


def test_votes_an_election_and_a_queue_are_ready_to_try(demo):
    with demo.store.read_session() as session:
        votes = session.scalars(
            select(Vote).where(Vote.meeting_id == demo.filled.meeting_id)
        ).all()
        requests = session.scalars(select(FloorRequest)).all()
    assert {vote.state for vote in votes} == {VoteState.DRAFT}
    assert {vote.kind for vote in votes} == {
        VoteKind.OPEN,
        VoteKind.SECRET,
        VoteKind.ELECTION,
    }
    assert [vote.is_rehearsal for vote in votes].count(True) == 1
    assert len(requests) == len(REQUESTS)


def test_conclusions_are_written_and_papers_ready_to_make(demo):
    meeting_id = demo.filled.meeting_id
    with demo.store.read_session() as session:
        assert len(conclusions_of(session, meeting_id)) == len(CONCLUSIONS)
        assert issue_of(session, meeting_id) is None
        ready = {
            one.kind for one in meeting_papers(session, meeting_id) if not one.missing
        }
    assert {
        PaperKind.CONCLUSION_NOTICE,
        PaperKind.INVITATION,
        PaperKind.ATTENDANCE_LIST,
    } <= ready
