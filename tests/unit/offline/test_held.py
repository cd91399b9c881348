"""Reports of tablets about what they hold, and what the secretary sees."""

import pytest

from kiosk.documents.actions import publication
from kiosk.identity import Actor
from kiosk.roles import Role


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def paper(scene, meeting) -> int:
    return scene.make_document(meeting, scene.make_item(meeting), [b"one"])


@pytest.fixture
def tablet(client_for, scene, meeting):
    def make(name: str = "Hoàng Thị Ngọc Ánh", seat: str = "A12"):
        return client_for(scene.make_member(meeting, name=name, seat=seat))

    return make


@pytest.fixture
def other(scene, meeting) -> str:
    """The cookie of another member."""
    return scene.sign_in(scene.make_member(meeting, name="Bình"))


@pytest.fixture
def secretary(client_for, scene, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


def hold(client, meeting: int, kept: list[int], dropped: list[int] = ()) -> int:
    form = {"kept": kept, "dropped": list(dropped)}
    return client.post(f"/m/{meeting}/offline/held", json=form).status_code


def withdraw(store, meeting: int, paper: int) -> None:
    with store.unit_of_work("test") as work:
        actor = Actor(meeting, Role.SECRETARY, "x", 1)
        publication.withdraw_document(work, actor=actor, document_id=paper)


def recalls(client, meeting: int) -> list[dict]:
    return client.get(f"/m/{meeting}/offline/recalls").json["recalls"]


def holders(client, meeting: int, paper: int) -> list[str]:
    reply = client.get(f"/m/{meeting}/documents/{paper}/holders").json
    return [row["name"] for row in reply["rows"]]


def test_a_recall_is_confirmed_by_each_tablet_that_held_the_document(
    store, meeting, paper, tablet, secretary
):
    first, second, third = tablet("Bình"), tablet("An"), tablet("Cúc")
    early = tablet("Dũng")
    for each in (first, second, third, early):
        assert hold(each, meeting, [paper]) == 204
    # Deleted before the recall: nothing to confirm.
    hold(early, meeting, [], [paper])
    assert recalls(secretary, meeting) == []
    withdraw(store, meeting, paper)
    assert recalls(secretary, meeting) == [{"document": paper, "held": 3, "dropped": 0}]
    hold(first, meeting, [], [paper])
    hold(first, meeting, [], [paper])
    assert recalls(secretary, meeting) == [{"document": paper, "held": 3, "dropped": 1}]
    assert holders(secretary, meeting, paper) == ["An", "Cúc"]


def test_seat_and_last_sight_are_told(store, meeting, paper, tablet, secretary):
    hold(tablet(seat="B7"), meeting, [paper])
    withdraw(store, meeting, paper)
    (row,) = secretary.get(f"/m/{meeting}/documents/{paper}/holders").json["rows"]
    assert (row["seat"], row["site"]) == ("B7", "")
    assert 0 <= row["seconds"] < 60


def test_the_same_tablet_is_counted_once_whoever_holds_it(
    store, other, meeting, paper, tablet, secretary
):
    first = tablet("An")
    hold(first, meeting, [paper])
    first.set_cookie("kiosk", other)
    hold(first, meeting, [paper])
    withdraw(store, meeting, paper)
    assert recalls(secretary, meeting)[0]["held"] == 1
    assert holders(secretary, meeting, paper) == ["Bình"]


def test_a_tablet_that_was_handed_back_says_so_without_being_signed_in(
    store, meeting, paper, tablet, secretary, client_for
):
    first, second = tablet("An"), tablet("Bình")
    for each in (first, second):
        hold(each, meeting, [paper])
    withdraw(store, meeting, paper)
    first.delete_cookie("kiosk")
    assert first.post("/offline/wiped", json={}).status_code == 204
    # Another device can only report for itself.
    assert client_for().post("/offline/wiped", json={}).status_code == 204
    assert recalls(secretary, meeting)[0]["dropped"] == 1
    assert holders(secretary, meeting, paper) == ["Bình"]


def test_a_document_of_another_meeting_is_passed_over(
    store, scene, meeting, paper, tablet, client_for
):
    theirs = scene.make_meeting("Khác")
    other = scene.make_document(theirs, scene.make_item(theirs), [b"x"])
    assert hold(tablet(), meeting, [other, 10**12]) == 204
    withdraw(store, theirs, other)
    desk = client_for(scene.make_member(theirs, Role.SECRETARY))
    assert recalls(desk, theirs) == []


@pytest.mark.parametrize(
    "form", [{}, {"kept": [0], "dropped": []}, {"kept": "x", "dropped": []}]
)
def test_garbage_is_refused(meeting, tablet, form):
    url = f"/m/{meeting}/offline/held"
    assert tablet().post(url, json=form).status_code == 422


def test_only_those_who_prepare_see_who_holds_what(
    store, meeting, paper, tablet, client_for
):
    withdraw(store, meeting, paper)
    for path in ("offline/recalls", f"documents/{paper}/holders"):
        assert tablet().get(f"/m/{meeting}/{path}").status_code == 403
        assert client_for().get(f"/m/{meeting}/{path}").status_code == 401
