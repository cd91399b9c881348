"""A vote is prepared, opened, cast, closed, counted and announced."""

from tests.unit.voting.conftest import NO, OTHER, YES


def test_an_open_vote_passes_and_is_announced_by_the_chair(room):
    vote = room.add()
    assert room.shown(vote)["state"] == "draft"
    assert room.shown(vote, room.tablets[0]) is None
    room.act(vote, "open")
    for tablet in room.tablets[:4]:
        assert room.cast(vote, tablet, YES).json["kept"]
    room.cast(vote, room.chair, NO)
    assert room.act(vote, "close") == {"counted": True}
    result = room.result(vote)
    assert [row["count"] for row in result["rows"]] == [4, 1, 0]
    assert result["passed"] is True
    assert result["base_counts"] == {
        "summoned": 6,
        "members": 0,
        "present": 6,
        "cast": 5,
    }
    assert room.shown(vote, room.tablets[0])["result"] is None
    room.act(vote, "announce")
    assert room.shown(vote, room.tablets[0])["result"]["passed"] is True


def test_a_secret_vote_keeps_no_link(room):
    vote = room.opened(kind="secret")
    assert room.shown(vote)["public_key"]
    reply = room.cast(vote, room.tablets[0], YES)
    assert reply.json == {"kept": True, "sealed_by_server": True}
    room.cast(vote, room.tablets[1], NO)
    room.cast(vote, room.tablets[2], OTHER)
    room.cast(vote, room.tablets[3])
    room.act(vote, "close")
    shown = room.shown(vote)
    assert [row["count"] for row in shown["result"]["rows"]] == [1, 1, 1]
    assert (shown["result"]["blank"], shown["sealed_by_server"]) == (1, 4)
    keys = room.store.config.data / "ballot_keys"
    assert list(keys.iterdir()) == []
