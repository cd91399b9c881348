"""Drafts, openings, counts and announcements, and who was faster."""

import pytest

from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meetings.models import Member
from kiosk.roles import Role, Visibility
from kiosk.storage.journal import events_after
from tests.unit.voting.conftest import NO, YES, VotingRoom

NAMES = ["Lò Văn Ánh", "Vàng A Bình", "Giàng Thị Cúc", "Sùng A Dơ", "Hạng Văn Én"]


def events(room, role=None):
    with room.store.read_session() as session:
        found = events_after(session, room.meeting, 0)
    return [one.body["kind"] for one in found if role is None or role in one.audience]


def test_a_draft_changed_by_two_people_keeps_both(room):
    vote = room.add()
    path = f"{room.at}/{vote}"
    first = room.form(title="Bản thứ nhất")
    reply = room.secretary.post(path, json={"revision": 1, "vote": first})
    assert reply.json["revision"] == 2
    assert room.secretary.post(path, json={"revision": 2, "vote": first}).json == (
        reply.json
    )
    late = room.chair.post(path, json={"revision": 1, "vote": room.form(title="Hai")})
    assert (late.status_code, late.json["error"]) == (409, "changed_meanwhile")
    assert late.json["theirs"]["title"] == "Bản thứ nhất"
    assert room.shown(vote)["title"] == "Bản thứ nhất"


def test_a_draft_is_deleted_and_what_was_opened_is_not(room):
    vote = room.add()
    room.act(vote, "delete")
    assert room.shown(vote) is None
    vote = room.opened()
    assert room.act(vote, "delete", status=409)["error"] == "wrong_state"
    path = f"{room.at}/{vote}"
    edited = room.secretary.post(path, json={"revision": 2, "vote": room.form()})
    assert edited.status_code == 409


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ([], "open"),
        (["open"], "close"),
        (["open", "close"], "announce"),
        (["open"], "cancel"),
    ],
)
def test_a_double_press_does_nothing_twice(room, before, act):
    vote = room.add()
    for one in before:
        room.act(vote, one)
    if act != "open":
        room.cast(vote, room.tablets[0], YES)
    room.act(vote, act)
    known = events(room)
    room.act(vote, act, room.secretary)
    assert events(room) == known


def test_the_later_one_sees_what_the_other_did(room):
    vote = room.opened()
    room.act(vote, "close", room.chair, state="open")
    reply = room.act(vote, "cancel", room.secretary, 409, state="open")
    assert "Trần Văn Chủ vừa kết thúc" in reply["message"]
    room.act(vote, "cancel", room.secretary, state="closed")
    reply = room.act(vote, "announce", room.chair, 409)
    assert "vừa huỷ" in reply["message"]


def test_two_electronic_votes_are_not_open_at_once(room):
    first, second = room.opened(), room.add(kind="secret")
    ready = room.secretary.get(f"{room.at}/{second}/readiness").json
    assert not ready["is_ready"]
    assert room.act(second, "open", status=409)["error"] == "other_vote_open"
    assert not list((room.store.config.data / "ballot_keys").iterdir())
    hands = room.add(kind="hands")
    room.act(hands, "open")
    room.act(first, "close")
    room.act(second, "open")


def test_readiness_says_who_is_missing_and_not_connected(room):
    absent = room.person("Lò Thị Vắng", is_here=False, unit="Huyện uỷ")
    without = room.person("Lò Thị Không Máy")
    vote = room.add()
    ready = room.secretary.get(f"{room.at}/{vote}/readiness").json
    assert (ready["summoned"], ready["present"], ready["eligible"]) == (8, 7, 7)
    assert ready["quorum"] == {"needed": 4, "reached": True}
    assert [one["member_id"] for one in ready["missing"]] == [absent]
    assert [one["member_id"] for one in ready["not_connected"]] == [without]
    assert ready["connected"] == 6
    assert (ready["is_ready"], ready["problems"]) == (True, [])
    assert room.tablets[0].get(f"{room.at}/{vote}/readiness").status_code == 403


def test_without_quorum_a_vote_is_not_opened_but_a_rehearsal_is(room):
    for _ in range(10):
        room.person("Lò Thị Vắng", is_here=False)
    vote = room.add()
    reply = room.act(vote, "open", status=409)
    assert reply["error"] == "no_quorum"
    assert "cần 8, mới có mặt 6" in reply["message"]
    ready = room.secretary.get(f"{room.at}/{vote}/readiness").json
    assert len(ready["problems"]) == 1
    rehearsal = room.opened(is_rehearsal=True)
    assert room.shown(rehearsal, room.tablets[0])["is_rehearsal"]
    room.act(rehearsal, "cancel")
    free = room.opened(rule={"quorum_numerator": 0})
    assert room.shown(free)["eligible"] == 6


def test_the_paper_voted_on_is_frozen_by_its_hash(room):
    item = room.scene.make_item(room.meeting)
    paper = room.scene.make_document(room.meeting, item, [b"one"])
    vote = room.add(item_id=item, document_id=paper)
    with room.store.unit_of_work("test") as work:
        document = work.session.get_one(Document, paper)
        sha256, document.publication = document.original_sha256, Publication.REPLACED
    assert room.act(vote, "open", status=409)["error"] == "document_not_published"
    with room.store.unit_of_work("test") as work:
        work.session.get_one(Document, paper).publication = Publication.PUBLISHED
    room.act(vote, "open")
    shown = room.shown(vote, room.tablets[0])
    assert (shown["document_sha"], shown["document_version"]) == (sha256, 1)
    elsewhere = room.scene.make_meeting()
    other = room.scene.make_document(elsewhere, None, [b"two"])
    refused = room.secretary.post(room.at, json=room.form(document_id=other))
    assert refused.status_code == 404


def test_a_vote_of_a_hidden_item_is_unknown_to_guests(room):
    item = room.scene.make_item(room.meeting, visibility=Visibility.OFFICIAL)
    guest = room.client_for(room.person("Khách", Role.GUEST))
    vote = room.opened(item_id=item)
    assert room.shown(vote, guest) is None
    assert guest.get(f"{room.at}/{vote}/ballot").status_code == 404
    assert room.shown(vote, room.tablets[0])["item_id"] == item
    assert "vote_opened" not in events(room, Role.GUEST)
    assert "vote_opened" in events(room, Role.OFFICIAL_DELEGATE)
    room.act(vote, "close")
    room.act(vote, "announce")
    assert guest.get(f"{room.at}/{vote}/result").status_code == 404
    assert room.tablets[0].get(f"{room.at}/{vote}/result").status_code == 200


def test_a_draft_is_unknown_to_delegates(room):
    vote = room.add()
    tablet = room.tablets[0]
    assert tablet.get(f"{room.at}/{vote}/ballot").status_code == 404
    assert tablet.get(f"{room.at}/{vote}/result").status_code == 404
    assert room.cast(vote, tablet, YES).status_code == 404
    assert room.cast(vote, room.chair, YES).json["error"] == "not_open_yet"


def test_the_event_of_the_opening_has_what_the_snapshot_shows(room):
    vote = room.opened(kind="secret")
    with room.store.read_session() as session:
        opened = events_after(session, room.meeting, 0)[-1]
    assert opened.body["vote"] == room.shown(vote, room.tablets[0])


def test_the_turnout_goes_to_the_chair_and_the_hall_only(room):
    vote = room.opened()
    room.cast(vote, room.tablets[0], YES)
    assert "vote_turnout" in events(room, Role.WALL)
    assert "vote_turnout" not in events(room, Role.OFFICIAL_DELEGATE)
    assert room.shown(vote)["cast"] == 1
    assert room.shown(vote, room.tablets[0])["cast"] is None


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_a_ballot_is_changed_until_the_close_where_the_rule_says_so(room, kind):
    vote = room.opened(kind=kind, until_close=True)
    room.cast(vote, room.tablets[0], YES)
    own = room.tablets[0].get(f"{room.at}/{vote}/ballot").json
    assert own["may_change"]
    room.cast(vote, room.tablets[0], NO)
    room.act(vote, "close")
    assert [row["count"] for row in room.result(vote)["rows"]] == [0, 1, 0]


def test_a_voter_without_a_device(room):
    member = room.person("Lò Thị Không Máy", unit="Huyện uỷ")
    vote = room.opened()
    choices = {str(room.option(vote, YES)): 1}
    body = {"member_id": member, "choices": choices}
    room.act(vote, "on-behalf", room.secretary, 422, **body)
    room.act(vote, "on-behalf", room.secretary, **body, confirmed=True)
    own = room.client_for(member).get(f"{room.at}/{vote}/ballot").json
    assert (own["cast"], own["on_behalf"]) == (True, True)
    body["member_id"] = room.delegates[0]
    room.cast(vote, room.tablets[0], NO)
    room.act(vote, "on-behalf", room.secretary, 409, **body, confirmed=True)
    room.act(vote, "close")
    assert [row["count"] for row in room.result(vote)["rows"]] == [1, 1, 0]
    secret = room.opened(kind="secret")
    refused = room.act(secret, "on-behalf", room.secretary, 409, **body, confirmed=True)
    assert refused["error"] == "secret_on_behalf"


def test_results_of_open_votes_by_site_and_unit(room):
    site = room.scene.make_site(room.meeting, "Xã Nậm Cắn")
    far = room.client_for(room.person("Lò Văn Xa", site_id=site, unit="Đảng uỷ xã"))
    vote = room.opened()
    room.cast(vote, far, NO)
    room.cast(vote, room.tablets[0], YES)
    room.act(vote, "close")
    assert room.result(vote)["by_site"] == []
    whole = room.chair.get(f"{room.at}/{vote}/result").json["result"]
    no = str(room.option(vote, NO))
    assert {one["name"]: one["counts"] for one in whole["by_site"]}["Xã Nậm Cắn"] == {
        no: 1
    }
    assert {one["name"]: one["cast"] for one in whole["by_unit"]} == {
        "": 1,
        "Đảng uỷ xã": 1,
    }


def test_hands_are_counted_by_site_and_checked_against_those_present(room):
    site = room.scene.make_site(room.meeting, "Xã Nậm Cắn")
    for n in range(3):
        room.person(f"Vàng A {n}", site_id=site)
    vote = room.opened(kind="hands")
    ids = [str(one["id"]) for one in room.shown(vote)["options"]]
    more = {ids[0]: 3, ids[1]: 1}
    refused = room.act(
        vote, "hand-count", room.secretary, 422, site_id=site, counts=more
    )
    assert refused["error"] == "more_than_present"
    room.act(vote, "hand-count", room.secretary, site_id=site, counts={ids[0]: 3})
    assert room.act(vote, "close") == {"counted": True}
    room.act(vote, "hand-count", room.secretary, counts={ids[0]: 4, ids[1]: 2})
    shown = room.shown(vote)
    assert [row["count"] for row in shown["result"]["rows"]] == [7, 2, 0]
    assert [one["present"] for one in shown["hand_counts"]] == [6, 3]
    assert shown["result"]["passed"] is True
    room.act(vote, "announce")
    room.act(vote, "hand-count", room.secretary, 409, counts={ids[0]: 1})
    elsewhere = room.scene.make_site(room.scene.make_meeting())
    other = room.opened(kind="hands")
    room.act(other, "hand-count", room.secretary, 404, site_id=elsewhere, counts={})
    assert room.cast(other, room.tablets[0], YES).json["error"] == "not_electronic"


def test_the_record_of_a_paper_ballot(room):
    vote = room.opened(kind="paper", form="up_to", max_choices=2, labels=NAMES)
    ids = [str(one["id"]) for one in room.shown(vote)["options"]]
    room.act(vote, "close")
    assert room.result(vote) is None
    record = {
        "issued": 6,
        "returned": 6,
        "valid": 5,
        "invalid": 1,
        "reasons": {"Bầu quá số lượng": 1},
        "counts": dict(zip(ids, [5, 4, 1, 0, 0], strict=True)),
    }
    wrong = record | {"valid": 6}
    room.act(vote, "paper-count", room.secretary, 422, **wrong)
    room.act(vote, "paper-count", room.secretary, **record)
    result = room.result(vote)
    assert result["elected"] == [int(one) for one in ids[:2]]
    assert (result["issued"], result["invalid"]) == (6, 1)
    assert result["reasons"] == {"Bầu quá số lượng": 1}
    assert room.shown(vote)["paper_count"]["issued"] == 6


def test_an_election_of_three_from_five_with_a_tie_and_a_second_round(
    scene, store, client_for
):
    room = VotingRoom(scene, store, client_for, delegates=6)
    vote = room.opened(
        kind="election", form="up_to", is_secret=True, max_choices=3, labels=NAMES
    )
    for tablet, places in zip(
        room.tablets,
        [(0, 1, 2), (0, 1, 2), (0, 1, 2), (0, 1, 3), (0, 1, 3), (0, 2, 3)],
        strict=True,
    ):
        assert room.cast(vote, tablet, *places).json["kept"]
    assert room.cast(vote, room.chair, 1, 2, 3, 4).json["error"] == "too_many_choices"
    room.cast(vote, room.chair, 1, 3, 4)
    room.act(vote, "close")
    result, shown = room.result(vote), room.shown(vote)
    ids = [one["id"] for one in shown["options"]]
    assert (result["elected"], result["tie"]) == ([ids[0], ids[1]], [ids[2], ids[3]])
    assert result["passed"] is None
    reply = room.secretary.post(f"{room.at}/{vote}/second-round", json={})
    second = room.shown(reply.json["id"])
    assert [one["label"] for one in second["options"]] == NAMES[2:4]
    assert (second["max_choices"], second["previous_id"]) == (1, vote)
    assert second["kind"] == "election"
    assert second["is_secret"]


def test_a_confidence_vote_with_three_levels(room):
    vote = room.opened(kind="confidence", form="levels", labels=NAMES[:2])
    shown = room.shown(vote)
    ids = [str(one["id"]) for one in shown["options"]]
    assert len(shown["levels"]) == 3
    high, _, low = shown["levels"]
    path = f"{room.at}/{vote}/ballot"
    partial = room.tablets[0].post(path, json={"choices": {ids[0]: high}})
    assert partial.json["error"] == "level_missing"
    for tablet in room.tablets:
        choices = {ids[0]: high, ids[1]: low}
        assert tablet.post(path, json={"choices": choices}).json["kept"]
    room.act(vote, "close")
    rows = room.result(vote)["rows"]
    assert [row["passed"] for row in rows] == [True, False]
    assert rows[1]["levels"][low] == 5


def test_a_tie_that_the_chair_decides(room):
    rule = {"base": "members", "members": 4, "tie": "chair", "quorum_numerator": 0}
    vote = room.opened(rule=rule, kind="secret")
    for tablet, place in zip(room.tablets, [YES, YES, NO, NO], strict=False):
        room.cast(vote, tablet, place)
    room.act(vote, "close")
    assert room.result(vote)["passed"] is None
    assert room.act(vote, "announce", status=409)["error"] == "tie"
    room.act(vote, "announce", passed=True)
    result = room.result(vote)
    assert (result["passed"], result["by_chair"]) == (True, True)
    named = room.opened(rule=rule)
    for client, place in zip(
        [room.chair, *room.tablets], [NO, YES, YES, NO], strict=False
    ):
        room.cast(named, client, place)
    room.act(named, "close")
    assert room.result(named)["passed"] is False
    assert room.result(named)["by_chair"]


def test_the_record_outlives_its_voters(room):
    vote = room.opened()
    room.cast(vote, room.tablets[0], YES)
    room.act(vote, "close")
    with room.store.unit_of_work("test") as work:
        work.session.delete(work.session.get_one(Member, room.delegates[0]))
    turnout = room.secretary.get(f"{room.at}/{vote}/turnout").json["voters"]
    assert [one["name"] for one in turnout if one["cast"]] == ["Lò Văn 0"]


def test_the_screen_is_shown_to_those_who_run_votes(room):
    room.secretary.environ_base["HTTP_ACCEPT"] = "text/html"
    assert room.secretary.get(room.at).status_code == 200
    assert room.tablets[0].get(room.at).status_code == 403


def test_hands_of_candidates_in_a_meeting_without_check_in(room):
    for n in range(4):
        room.person(f"Sùng A {n}", is_here=False)
    rule = {"base": "summoned", "quorum_numerator": 0}
    vote = room.opened(
        kind="hands",
        form="up_to",
        max_choices=2,
        labels=NAMES[:3],
        voter_rule="summoned",
        rule=rule,
    )
    ids = [one["id"] for one in room.shown(vote)["options"]]
    counts = dict(zip(map(str, ids), [10, 7, 2], strict=True))
    room.act(vote, "hand-count", room.secretary, counts=counts)
    assert room.act(vote, "close") == {"counted": True}
    result = room.result(vote)
    assert result["elected"] == ids[:2]
    assert result["base_counts"]["cast"] == 10
