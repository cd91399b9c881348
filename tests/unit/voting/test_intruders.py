"""Who tries to vote twice, for others, too late or without the right is refused."""

import pytest

from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.journal import events_after
from tests.unit.voting.conftest import NO, YES


def refusals(room):
    room.secretary.application.extensions["kiosk.vote_refusals"].write()
    reply = room.secretary.get(f"{room.at}/refusals")
    assert reply.status_code == 200
    return {(one["act"], one["reason"]): one for one in reply.json["refusals"]}


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_a_second_tablet_of_the_same_person_does_not_vote_again(room, kind):
    vote = room.opened(kind=kind)
    first, second = room.tablets[0], room.client_for(room.delegates[0])
    assert room.cast(vote, first, YES).status_code == 200
    reply = room.cast(vote, second, NO)
    assert (reply.status_code, reply.json["error"]) == (409, "already_cast")
    room.act(vote, "close")
    assert [row["count"] for row in room.result(vote)["rows"]] == [1, 0, 0]
    logged = refusals(room)["cast", "already_cast"]
    assert (logged["who"], logged["vote_id"], logged["times"]) == ("Lò Văn 0", vote, 1)


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_a_replayed_request_changes_nothing(room, kind):
    vote = room.opened(kind=kind)
    for _ in range(3):
        reply = room.cast(vote, room.tablets[0], YES, key="a-b-c")
        assert reply.status_code == 200
    room.act(vote, "close")
    assert room.result(vote)["base_counts"]["cast"] == 1


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_a_ballot_after_the_close_is_refused(room, kind):
    vote = room.opened(kind=kind)
    room.cast(vote, room.tablets[0], YES)
    room.act(vote, "close")
    reply = room.cast(vote, room.tablets[1], YES)
    assert (reply.status_code, reply.json["error"]) == (409, "vote_over")
    assert room.result(vote)["base_counts"]["cast"] == 1
    assert refusals(room)["cast", "vote_over"]["who"] == "Lò Văn 1"


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_a_forged_clock_counts_for_nothing(room, kind):
    vote = room.opened(kind=kind)
    early = "Sat, 01 Jan 2000 00:00:00 GMT"
    dated = room.cast(vote, room.tablets[0], YES, at="2000-01-01T00:00:00+00:00")
    assert dated.status_code == 422
    room.act(vote, "close")
    choices = {str(room.option(vote, YES)): 1}
    reply = room.tablets[0].post(
        f"{room.at}/{vote}/ballot", json={"choices": choices}, headers={"Date": early}
    )
    assert (reply.status_code, reply.json["error"]) == (409, "vote_over")
    assert room.result(vote)["base_counts"]["cast"] == 0


def test_events_of_a_vote_are_the_same_whatever_is_chosen(room):
    def bodies(place):
        vote = room.opened(kind="secret")
        for tablet in room.tablets:
            room.cast(vote, tablet, place)
        with room.store.read_session() as session:
            kinds = [event.body for event in events_after(session, room.meeting, 0)]
        ours = [one for one in kinds if one.get("vote_id") == vote]
        room.act(vote, "cancel", reason="Thử")
        return [one | {"vote_id": 0} for one in ours]

    assert bodies(YES) == bodies(NO)


def test_nobody_votes_in_the_name_of_another(room):
    vote = room.opened()
    other = room.delegates[1]
    choices = {str(room.option(vote, YES)): 1}
    body = {"choices": choices, "member_id": other}
    path = f"{room.at}/{vote}"
    assert room.tablets[0].post(f"{path}/ballot", json=body).status_code == 422
    body["confirmed"] = True
    for client in (room.tablets[0], room.chair):
        assert client.post(f"{path}/on-behalf", json=body).status_code == 403
    assert room.shown(vote)["cast"] == 0
    assert refusals(room)["cast_on_behalf", "forbidden"]["who"] in {
        "Lò Văn 0",
        "Trần Văn Chủ",
    }


@pytest.mark.parametrize(
    "role", [Role.INVITED_DELEGATE, Role.GUEST, Role.PRESENTER, Role.WALL]
)
def test_who_is_only_invited_does_not_vote(room, role):
    intruder = room.client_for(room.person("Người Mời", role))
    vote = room.opened()
    assert room.cast(vote, intruder, YES).status_code == 403
    if role != Role.WALL:
        own = intruder.get(f"{room.at}/{vote}/ballot").json
        assert (own["eligible"], own["cast"]) == (False, False)
        assert own["reason"]
    assert ("cast", "forbidden") in refusals(room)


def test_who_came_after_the_opening_is_not_on_the_roll(room):
    late = room.person("Lò Thị Muộn", is_here=False)
    vote = room.opened()
    room.come(late)
    reply = room.cast(vote, room.client_for(late), YES)
    assert (reply.status_code, reply.json["error"]) == (403, "not_on_roll")
    everybody = {"voter_rule": "summoned", "rule": {"base": "summoned"}}
    room.act(vote, "close")
    vote = room.opened(**everybody)
    assert room.cast(vote, room.client_for(late), YES).status_code == 200


def test_a_revoked_badge_does_not_vote(room):
    vote = room.opened()
    intruder = room.tablets[0]
    path = f"/m/{room.meeting}/members/{room.delegates[0]}/badge/revoke"
    found = [
        rule.rule
        for rule in intruder.application.url_map.iter_rules()
        if "revoke" in rule.rule and "POST" in rule.methods
    ]
    path = found[0].replace("<int:meeting_id>", str(room.meeting))
    path = path.replace("<int:member_id>", str(room.delegates[0]))
    assert room.secretary.post(path, json={}).status_code < 300
    assert room.cast(vote, intruder, YES).status_code == 401
    assert room.shown(vote)["cast"] == 0
    assert ("cast", "revoked") in refusals(room)


@pytest.mark.parametrize("act", ["open", "close", "announce", "cancel", "shares"])
def test_nobody_but_the_chair_and_the_secretary_runs_a_vote(room, act):
    vote = room.add()
    room.act(vote, act, room.tablets[0], 403)
    assert room.shown(vote)["state"] == "draft"
    assert any(reason == "forbidden" for _, reason in refusals(room))


def test_a_vote_of_another_meeting_is_not_found(room):
    vote = room.opened()
    elsewhere = room.scene.make_meeting("Hội nghị khác")
    stranger = room.client_for(room.scene.make_member(elsewhere, Role.SECRETARY))
    for act in ("open", "close", "announce", "cancel", "delete"):
        path = f"/m/{elsewhere}/votes/{vote}/{act}"
        assert stranger.post(path, json={}).status_code == 404
        assert stranger.post(f"{room.at}/{vote}/{act}", json={}).status_code == 404
    assert room.shown(vote)["state"] == "open"


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_nobody_reads_partial_counts(room, kind):
    vote = room.opened(kind=kind)
    room.cast(vote, room.tablets[0], YES)
    chosen = str(room.option(vote, YES))
    for client in (room.chair, room.secretary, *room.tablets[:2]):
        shown = room.shown(vote, client)
        assert shown["result"] is None
        assert client.get(f"{room.at}/{vote}/result").status_code == 404
        assert client.get(f"{room.at}/{vote}/receipts").status_code == 404
    turnout = room.secretary.get(f"{room.at}/{vote}/turnout")
    assert {frozenset(one) for one in turnout.json["voters"]} == {
        frozenset(("member_id", "name", "unit", "seat", "site", "cast", "connected"))
    }
    assert [one["cast"] for one in turnout.json["voters"]].count(True) == 1
    assert room.tablets[0].get(f"{room.at}/{vote}/turnout").status_code == 403
    own = room.tablets[0].get(f"{room.at}/{vote}/ballot").json
    assert own["cast"]
    assert own["choices"] == ({chosen: 1} if kind == "open" else None)
    assert room.tablets[1].get(f"{room.at}/{vote}/ballot").json["choices"] is None


def test_a_result_is_not_read_before_it_is_announced(room):
    vote = room.opened()
    room.cast(vote, room.tablets[0], YES)
    room.act(vote, "close")
    path = f"{room.at}/{vote}/result"
    assert room.tablets[0].get(path).status_code == 404
    assert room.chair.get(path).json["result"]["rows"][0]["count"] == 1
    room.act(vote, "announce")
    assert room.tablets[0].get(path).status_code == 200


def test_a_meeting_is_not_closed_over_an_open_vote(room):
    vote, draft = room.opened(), room.add()
    path = f"/m/{room.meeting}/state"
    refused = room.chair.post(path, json={"state": MeetingState.CLOSED})
    assert (refused.status_code, refused.json["error"]) == (409, "vote_open")
    room.act(vote, "close")
    assert room.chair.post(path, json={"state": MeetingState.CLOSED}).status_code < 300
    account = room.scene.make_account(is_administrator=True)
    admin = room.client_for(account_id=account)
    reply = room.act(draft, "open", admin, 409)
    assert reply["error"] == "meeting_not_open"
    added = admin.post(room.at, json=room.form())
    assert added.status_code == 409


@pytest.mark.parametrize("state", [MeetingState.PUBLISHED, MeetingState.ADJOURNED])
def test_a_vote_is_opened_in_an_open_meeting_only(scene, store, client_for, state):
    meeting = scene.make_meeting(state=state)
    secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
    at = f"/m/{meeting}/votes"
    body = {
        "title": "Thông qua",
        "kind": "open",
        "options": [{"label": "Có"}, {"label": "Không"}],
    }
    vote = secretary.post(at, json=body).json["id"]
    reply = secretary.post(f"{at}/{vote}/open", json={})
    assert (reply.status_code, reply.json["error"]) == (409, "meeting_not_open")


def test_a_storm_of_late_ballots_costs_one_commit(room):
    vote = room.opened()
    room.act(vote, "close")
    log = room.chair.application.extensions["kiosk.vote_refusals"]
    for tablet in room.tablets:
        room.cast(vote, tablet, YES)
        room.cast(vote, tablet, YES)
    assert log.waiting >= 8
    log.write()
    stored = room.secretary.get(f"{room.at}/refusals").json["refusals"]
    assert sum(one["times"] for one in stored) == 10


def test_a_refused_press_may_be_repeated_when_it_is_possible(room):
    missing = [room.person("Lò Thị Vắng", is_here=False) for _ in range(10)]
    vote = room.add()
    path, press = f"{room.at}/{vote}/open", {"Idempotency-Key": "a" * 20}
    for _ in range(2):
        reply = room.chair.post(path, json={}, headers=press)
        assert reply.json["error"] == "no_quorum"
    for member in missing[:3]:
        room.come(member)
    assert room.chair.post(path, json={}, headers=press).status_code == 200


def test_a_repeated_press_shows_no_share_again(room):
    vote = room.add(kind="secret", share_count=2, share_threshold=2)
    path, press = f"{room.at}/{vote}/open", {"Idempotency-Key": "b" * 20}
    first = room.chair.post(path, json={}, headers=press)
    shares = first.json["shares"]
    again = room.chair.post(path, json={}, headers=press)
    assert not any(share in again.get_data(as_text=True) for share in shares)
    assert again.json["error"] == "already_done"
    whole = b"".join(
        one.read_bytes() for one in room.store.config.data.rglob("*") if one.is_file()
    )
    assert not any(share.encode() in whole for share in shares)
