"""Fleet screen: reported state and alerts."""

import time

import pytest

from kiosk.badges.models import DeskAlert
from kiosk.web.static_files import static_version


@pytest.fixture
def line(administrator):
    """Return a tablet's row."""

    def look(tablet) -> dict:
        lines = administrator.get("/fleet/state").json["tablets"]
        return next(one for one in lines if one["id"] == tablet.id)

    return look


def test_tablet_without_heartbeat_has_an_alert(device, line):
    reported = line(device(name="Máy dự phòng"))
    assert reported["needs"] == ["silent"]
    assert reported["seconds"] is None
    assert reported["name"] == "Máy dự phòng"


def test_it_says_what_the_tablet_said(device, line, scene, meeting):
    member = scene.make_member(meeting, name="Đặng Thị Ngọc Ánh", seat="A12")
    tablet = device(member, seat="A12")
    tablet.speak(
        version=static_version(), battery=82, is_charging=False, screen="reader",
        used=5_000_000, quota=2_000_000_000, papers=0,
    )  # fmt: skip
    reported = line(tablet)
    assert reported["holder"] == "Đặng Thị Ngọc Ánh"
    assert (reported["battery"], reported["is_charging"]) == (82, False)
    assert (reported["screen"], reported["papers"], reported["papers_wanted"]) == (
        "reader",
        0,
        0,
    )
    assert reported["seconds"] < 5
    assert abs(reported["clock"]) <= 1
    assert reported["needs"] == []


@pytest.mark.parametrize(
    ("said", "need"),
    [({"battery": 29, "is_charging": False}, "battery"),
     ({"version": "older"}, "version"),
     ({"at": int((time.time() - 3600) * 1000)}, "clock"),
     ({"at": int((time.time() + 3600) * 1000)}, "clock"),
     ({"used": 900, "quota": 1000}, "storage")],
)  # fmt: skip
def test_what_is_amiss_is_named(device, line, said, need):
    tablet = device()
    tablet.speak(**{"version": static_version(), **said})
    assert line(tablet)["needs"] == [need]


@pytest.mark.parametrize(
    "said",
    [{"battery": 30, "is_charging": False}, {"battery": 3, "is_charging": True},
     {"battery": None, "quota": None}, {"used": 0, "quota": 10**10}],
)  # fmt: skip
def test_what_is_well_or_unknown_is_not(device, line, said):
    tablet = device()
    tablet.speak(version=static_version(), **said)
    assert line(tablet)["needs"] == []


def test_missing_papers_are_counted_against_what_the_role_may_keep(
    device, line, scene, meeting
):
    item = scene.make_item(meeting)
    for number in range(2):
        scene.make_document(meeting, item, [b"page"], title=f"Tờ trình {number}")
    tablet = device(scene.make_member(meeting))
    tablet.speak(version=static_version(), papers=1)
    assert line(tablet)["papers_wanted"] == 2
    assert line(tablet)["needs"] == ["papers"]
    scene.make_document(meeting, item, [b"page"], title="Tờ trình mới")
    tablet.speak(version=static_version(), papers=2)
    # No fact was told of it by the scene: publish as the secretariat would.
    tablet.speak(version=static_version(), papers=None)
    assert line(tablet)["needs"] == []


def test_tablets_with_alerts_come_first_and_are_counted(device, administrator):
    well, low = device(), device()
    well.speak(version=static_version())
    low.speak(version=static_version(), battery=5, is_charging=False)
    state = administrator.get("/fleet/state").json
    assert [one["id"] for one in state["tablets"]] == [low.id, well.id]
    assert (state["total"], state["needs"]) == (2, 1)
    assert state["reasons"] == {"battery": 1}


@pytest.mark.parametrize(
    "report",
    [{}, {"version": "x"}, {"version": "x", "at": -1}, {"version": "x" * 17, "at": 0},
     {"version": "x", "at": 0, "battery": 101}, {"version": "x", "at": 0, "more": 1},
     {"version": "x", "at": 2**60}, {"version": "x", "at": 0, "screen": "moon"}],
)  # fmt: skip
def test_garbage_is_refused_and_nothing_is_remembered(device, line, report):
    tablet = device()
    reply = tablet.client.post("/tablet/word", json={"report": report})
    assert reply.status_code == 422
    assert line(tablet)["seconds"] is None


def test_a_stranger_says_nothing(client_for):
    word = {"report": {"version": "x", "at": 0}}
    assert client_for().post("/tablet/word", json=word).status_code == 401
    liar = client_for()
    liar.set_cookie("kiosk-tablet", "x" * 22)
    assert liar.post("/tablet/word", json=word).status_code == 401


class TestWrongSeat:
    @pytest.fixture
    def misseated(self, device, scene, meeting):
        member = scene.make_member(meeting, name="Hồ Sỹ Phúc", seat="B03")
        return device(member, seat="A12")

    def desk(self, store) -> list[DeskAlert]:
        with store.read_session() as session:
            return list(session.query(DeskAlert))

    def test_is_said_to_the_delegate_and_shown(self, misseated, line):
        answer = misseated.speak().json
        assert (answer["seat"], answer["own_seat"]) == ("A12", "B03")
        assert "seat" in line(misseated)["needs"]

    def test_is_told_to_the_desk_once(self, misseated, store):
        for _ in range(3):
            misseated.speak()
        (reported,) = self.desk(store)
        assert (reported.reason, reported.device) == ("wrong_seat", "A12 → B03")

    def test_the_desk_reads_it_in_words(self, misseated, secretary, meeting):
        misseated.speak()
        (reported,) = secretary.get(f"/m/{meeting}/desk").json["lines"]
        assert reported["happened"] == "Đại biểu ngồi nhầm ghế"
        assert reported["name"] == "Hồ Sỹ Phúc"

    @pytest.mark.parametrize(
        ("sits", "own"), [("A12", "a 12"), ("", "B03"), ("A12", ""), ("Á-1", "A1")]
    )
    def test_is_not_said_where_it_is_right_or_unknown(
        self, device, scene, meeting, store, sits, own
    ):
        tablet = device(scene.make_member(meeting, seat=own), seat=sits)
        assert tablet.speak().json["own_seat"] == ""
        assert self.desk(store) == []
