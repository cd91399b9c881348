"""The dashboard of all sites; operators see only their own."""

import itertools

import pytest
from sqlalchemy import select

from kiosk.accounts.models import SignIn
from kiosk.checkins.models import AttendanceRecord
from kiosk.identity import Actor
from kiosk.live.presence.types import PresenceStatus
from kiosk.offline.models import CachedDocument
from kiosk.roles import Role
from kiosk.site_overview.tablet_counts import (
    NO_TABLETS,
    TabletCounts,
    TabletStatus,
    tablets_by_site,
)
from kiosk.storage.journal import last_number

PAGE = {"n": 0, "document": 5, "page": 12, "mode": "following"}


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def sites(scene, meeting) -> list[int]:
    places = [("Điểm cầu chính", 0), ("Xã Sín Thầu", 40), ("Xã Bản Lầm", 0)]
    return [
        scene.make_site(meeting, name, ordinal=ordinal, expected=expected)
        for ordinal, (name, expected) in enumerate(places)
    ]


@pytest.fixture
def chair(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.CHAIR, "Trần Đức An"))


@pytest.fixture
def operator(scene, client_for, meeting, sites):
    return client_for(
        scene.make_member(
            meeting, Role.SITE_TECHNICIAN, "Giàng A Pháo", site_id=sites[1]
        )
    )


@pytest.fixture
def seat(scene, meeting, store, server):
    """Return a function that adds a delegate with a tablet and returns its sign-in."""
    numbers = itertools.count(1)
    presence = server.app.extensions["kiosk.presence"]

    def make(site: int | None, *, is_connected: bool = True) -> int:
        name = f"Lò Văn Pánh {next(numbers)}"
        member = scene.make_member(meeting, name=name, site_id=site)
        scene.sign_in(member)
        with store.read_session() as session:
            sign_in = session.scalars(
                select(SignIn.id).where(SignIn.member_id == member)
            ).one()
        if is_connected:
            role = Role.OFFICIAL_DELEGATE
            presence.joined(f"s{sign_in}", Actor(meeting, role, name, sign_in, member))
            presence.handle_report(f"s{sign_in}", PAGE)
        return sign_in

    return make


def board(client, meeting):
    reply = client.get(f"/m/{meeting}/sites/board")
    assert reply.status_code == 200
    return {line["name"]: line for line in reply.json["sites"]}


def test_each_site_has_its_people_and_tablets_and_all_adds_up(
    chair, meeting, sites, seat, scene
):
    seat(sites[0])
    seat(sites[0], is_connected=False)
    seat(sites[2])
    seat(None)
    scene.make_member(meeting, name="Chưa tới", site_id=sites[2])
    lines = board(chair, meeting)
    main, sin_thau, ban_lam, nowhere = lines.values()
    assert (main["roll"], main["expected"]) == (2, 2)
    assert (main["total"], main["connected"]) == (2, 1)
    assert (sin_thau["roll"], sin_thau["expected"], sin_thau["total"]) == (0, 40, 0)
    assert sin_thau["silent"] is None
    assert (ban_lam["expected"], ban_lam["connected"]) == (2, 1)
    # The chair belongs to no site and is invited too.
    assert (nowhere["id"], nowhere["name"], nowhere["roll"]) == (0, "", 2)
    assert sum(line["roll"] for line in lines.values()) == 6


def test_who_has_come_is_counted_as_the_roll_counts(
    chair, meeting, sites, scene, store
):
    come, online, gone, absent = (
        scene.make_member(meeting, name=f"Người {n}", site_id=sites[2])
        for n in range(4)
    )
    states = {
        come: ("present_in_person", True),
        online: ("present_online", False),
        gone: ("present_in_person", False),
        absent: ("absent", False),
    }
    with store.unit_of_work("test") as work:
        for number, (member, (state, is_inside)) in enumerate(states.items()):
            work.session.add(
                AttendanceRecord(
                    meeting_id=meeting,
                    member_id=member,
                    number=number,
                    state=state,
                    is_inside=is_inside,
                )
            )
    line = board(chair, meeting)["Xã Bản Lầm"]
    assert (line["present"], line["roll"], line["expected"]) == (2, 4, 4)


def test_an_operator_sees_only_their_own_site(operator, meeting, sites, scene):
    scene.make_member(meeting, name="Người của Bản Lầm", site_id=sites[2])
    scene.make_member(meeting, name="Người của Sín Thầu", site_id=sites[1])
    own = operator.get(f"/m/{meeting}/site/board").json["site"]
    assert (own["name"], own["roll"]) == ("Xã Sín Thầu", 1)
    names = [
        row["name"] for row in operator.get(f"/m/{meeting}/site/people").json["rows"]
    ]
    assert names == ["Người của Sín Thầu"]
    for path in (
        f"/m/{meeting}/sites",
        f"/m/{meeting}/sites/board",
        *(f"/m/{meeting}/sites/{site}/people" for site in sites),
        f"/m/{meeting}/presence",
        f"/m/{meeting}/people",
    ):
        reply = operator.get(path)
        assert reply.status_code in {403, 404}, path
        assert "Bản Lầm" not in reply.text
    for path in ("", "/remove", "/helped"):
        for site in sites:
            url = f"/m/{meeting}/sites/{site}{path}"
            assert operator.post(url, json={}).status_code in {403, 404}, url


def test_ready_and_help_are_shown_and_withdrawn(operator, chair, meeting, store):
    url = f"/m/{meeting}/site"
    for _ in range(2):
        assert operator.post(f"{url}/ready", json={"is_ready": True}).status_code == 204
    assert board(chair, meeting)["Xã Sín Thầu"]["ready_at"]
    words = "Không nghe được tiếng"
    assert operator.post(f"{url}/help", json={"words": words}).status_code == 204
    line = board(chair, meeting)["Xã Sín Thầu"]
    assert (line["help_words"], bool(line["help_at"])) == (words, True)
    helped = chair.post(f"/m/{meeting}/sites/{line['id']}/helped", json={})
    assert helped.status_code == 204
    operator.post(f"{url}/ready", json={"is_ready": False})
    line = board(chair, meeting)["Xã Sín Thầu"]
    assert (line["ready_at"], line["help_at"], line["help_words"]) == (None, None, "")


def test_repeated_reports_are_one_event(operator, meeting, store):
    url = f"/m/{meeting}/site/ready"
    with store.read_session() as session:
        before = last_number(session, meeting)
    operator.post(url, json={"is_ready": True})
    operator.post(url, json={"is_ready": True})
    with store.read_session() as session:
        assert last_number(session, meeting) == before + 1


@pytest.mark.parametrize(
    ("path", "body"),
    [("ready", {}), ("ready", {"is_ready": "yes"}), ("help", {"words": 7})],
)
def test_garbage_is_refused(operator, meeting, path, body):
    assert operator.post(f"/m/{meeting}/site/{path}", json=body).status_code == 422


def test_an_operator_without_a_site_gets_a_message(scene, client_for, meeting, sites):
    lost = client_for(scene.make_member(meeting, Role.SITE_LEAD, "Chưa giao"))
    reply = lost.get(f"/m/{meeting}/site/board")
    assert (reply.status_code, reply.json["error"]) == (404, "no_site")
    assert "ban thư ký" in reply.json["message"]


def test_a_delegate_sees_no_board(scene, client_for, meeting, sites):
    delegate = client_for(scene.make_member(meeting))
    for path in ("sites", "sites/board", "site", "site/board", "site/people"):
        assert delegate.get(f"/m/{meeting}/{path}").status_code == 403, path


def test_only_tablets_that_hold_every_paper_to_its_end_are_counted(
    chair, meeting, sites, scene, store
):
    item = scene.make_item(meeting)
    papers = [scene.make_document(meeting, item, [b"one"]) for _ in range(2)]
    member = scene.make_member(meeting, site_id=sites[2])

    def hold(device: str, paper: int, *, is_whole: bool) -> None:
        with store.unit_of_work("test") as work:
            work.session.add(
                CachedDocument(
                    meeting_id=meeting,
                    document_id=paper,
                    device=device,
                    member_id=member,
                    sign_in_id=1,
                    is_whole=is_whole,
                    kept_at=work.now,
                    seen_at=work.now,
                )
            )

    hold("a", papers[0], is_whole=True)
    hold("a", papers[1], is_whole=True)
    hold("b", papers[0], is_whole=True)
    hold("b", papers[1], is_whole=False)
    assert board(chair, meeting)["Xã Bản Lầm"]["keeping"] == 1


def test_tablets_are_counted_by_site():
    statuses = [
        TabletStatus(1, PresenceStatus.FOLLOWING, 0.0),
        TabletStatus(1, PresenceStatus.BEHIND, 0.0),
        TabletStatus(1, PresenceStatus.LOST, 40.0),
        TabletStatus(None, PresenceStatus.COVERED, 0.0),
        TabletStatus(3, PresenceStatus.LOST, 90.4),
    ]
    counted = tablets_by_site(statuses, {1: 4, 2: 1})
    assert counted[1] == TabletCounts(total=4, connected=2, in_step=1, silent=0)
    assert counted[2] == TabletCounts(total=1, connected=0, in_step=0, silent=None)
    assert counted[3] == TabletCounts(total=0, connected=0, in_step=0, silent=90)
    assert counted[0] == TabletCounts(total=1, connected=1, in_step=1, silent=0)
    assert tablets_by_site([], {}) == {}
    assert NO_TABLETS.silent is None
