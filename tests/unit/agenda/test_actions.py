"""Items added, edited, moved and removed, also by two secretaries at once."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.agenda.queries import agenda
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.store import Store
from tests.scene import Scene

ClientFor = Callable[..., FlaskClient]
WORDS = {
    "title": "Báo cáo kết quả chuyển đổi số",
    "kind": "report",
    "presenter_id": None,
    "presenter_text": "",
    "planned_minutes": 20,
    "visibility": "everyone",
}


def post(client: FlaskClient, path: str, **body: object) -> TestResponse:
    return client.post(path, json=body)


def titles(store: Store, meeting_id: int) -> list[str]:
    with store.read_session() as session:
        lines = agenda(session, meeting_id, Role.SECRETARY)
        return [f"{line.number} {line.item.title}" for line in lines]


@pytest.fixture
def meeting(scene: Scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def url(meeting: int) -> str:
    return f"/m/{meeting}/agenda"


@pytest.fixture
def secretary(scene: Scene, client_for: ClientFor, meeting: int) -> FlaskClient:
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Thị Thu Hà"))


@pytest.fixture
def colleague(scene: Scene, client_for: ClientFor, meeting: int) -> FlaskClient:
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Trần Quốc Bảo"))


class TestAddItem:
    def test_items_and_sub_items_stand_in_their_order(
        self, store: Store, secretary: FlaskClient, meeting: int, url: str
    ) -> None:
        first = post(secretary, url, words=WORDS | {"title": "Khai mạc"}).json["id"]
        post(secretary, url, words=WORDS | {"title": "Bế mạc"})
        post(secretary, url, words=WORDS | {"title": "Chào cờ"}, parent=first)
        assert titles(store, meeting) == ["1 Khai mạc", "1.1 Chào cờ", "2 Bế mạc"]

    def test_an_item_without_a_name_is_refused(
        self, secretary: FlaskClient, url: str
    ) -> None:
        reply = post(secretary, url, words=WORDS | {"title": "   "})
        assert (reply.status_code, reply.json["error"]) == (422, "no_title")

    def test_a_name_pasted_from_word_is_stored_as_word_takes_it_back(
        self, store: Store, secretary: FlaskClient, meeting: int, url: str
    ) -> None:
        post(secretary, url, words=WORDS | {"title": "Khai\x0bmạc \x02Hội\x1enghị"})
        assert titles(store, meeting) == ["1 Khai mạc Hội-nghị"]

    def test_an_unknown_kind_is_refused(self, secretary: FlaskClient, url: str) -> None:
        assert post(secretary, url, words=WORDS | {"kind": "x"}).status_code == 422

    def test_a_sub_item_has_no_sub_items(
        self, secretary: FlaskClient, scene: Scene, meeting: int, url: str
    ) -> None:
        top = scene.make_item(meeting)
        below = scene.make_item(meeting, parent_id=top)
        assert post(secretary, url, words=WORDS, parent=below).status_code == 422

    def test_a_presenter_of_another_meeting_is_refused(
        self, secretary: FlaskClient, scene: Scene, url: str
    ) -> None:
        stranger = scene.make_member(scene.make_meeting())
        reply = post(secretary, url, words=WORDS | {"presenter_id": stranger})
        assert reply.status_code == 422

    def test_a_closed_meeting_takes_no_more_items(
        self, client_for: ClientFor, scene: Scene
    ) -> None:
        closed = scene.make_meeting(state=MeetingState.CLOSED)
        client = client_for(scene.make_member(closed, Role.SECRETARY))
        reply = post(client, f"/m/{closed}/agenda", words=WORDS)
        assert (reply.status_code, reply.json["error"]) == (409, "wrong_state")


class TestChangeItem:
    def test_the_second_of_two_concurrent_edits_is_refused_and_nothing_is_lost(
        self,
        store: Store,
        scene: Scene,
        secretary: FlaskClient,
        colleague: FlaskClient,
        meeting: int,
        url: str,
    ) -> None:
        item = f"{url}/{scene.make_item(meeting)}"
        mine = WORDS | {"title": "Báo cáo của tôi"}
        theirs = WORDS | {"title": "Báo cáo của đồng nghiệp"}
        assert post(secretary, item, words=mine, revision=1).json == {"revision": 2}
        refused = post(colleague, item, words=theirs, revision=1)
        assert refused.status_code == 409
        assert refused.json["error"] == "changed_meanwhile"
        assert refused.json["theirs"]["title"] == "Báo cáo của tôi"
        assert refused.json["changed_by"] == "Lê Thị Thu Hà"
        assert "Lê Thị Thu Hà" in refused.json["message"]
        assert titles(store, meeting) == ["1 Báo cáo của tôi"]
        # The colleague keeps their own text, based on the new revision.
        again = post(colleague, item, words=theirs, revision=refused.json["revision"])
        assert again.json == {"revision": 3}
        assert titles(store, meeting) == ["1 Báo cáo của đồng nghiệp"]

    def test_the_same_words_twice_are_no_conflict(
        self,
        secretary: FlaskClient,
        colleague: FlaskClient,
        scene: Scene,
        meeting: int,
        url: str,
    ) -> None:
        item = f"{url}/{scene.make_item(meeting)}"
        post(secretary, item, words=WORDS, revision=1)
        assert post(colleague, item, words=WORDS, revision=1).json == {"revision": 2}

    def test_a_member_who_presents_is_named_once(
        self, secretary: FlaskClient, scene: Scene, store: Store, meeting: int, url: str
    ) -> None:
        member = scene.make_member(meeting, Role.PRESENTER, "Phạm Hồng Nhung")
        item = f"{url}/{scene.make_item(meeting)}"
        words = WORDS | {"presenter_id": member, "presenter_text": "ai đó"}
        post(secretary, item, words=words, revision=1)
        with store.read_session() as session:
            [line] = agenda(session, meeting, Role.SECRETARY)
        assert (line.presenter, line.item.presenter_text) == ("Phạm Hồng Nhung", "")


class TestMoveItem:
    def test_two_secretaries_move_different_items_both_moves_hold(
        self,
        store: Store,
        scene: Scene,
        secretary: FlaskClient,
        colleague: FlaskClient,
        meeting: int,
        url: str,
    ) -> None:
        a, b, c, d = (scene.make_item(meeting, t, ordinal=0) for t in "ABCD")
        # Both saw A B C D.
        post(secretary, f"{url}/{a}/move", parent=None, after=b)
        post(colleague, f"{url}/{d}/move", parent=None, after=None)
        assert titles(store, meeting) == ["1 D", "2 B", "3 A", "4 C"]
        assert c

    def test_an_item_becomes_a_sub_item_and_comes_back(
        self, store: Store, scene: Scene, secretary: FlaskClient, meeting: int, url: str
    ) -> None:
        a, b = (scene.make_item(meeting, t) for t in "AB")
        post(secretary, f"{url}/{b}/move", parent=a, after=None)
        assert titles(store, meeting) == ["1 A", "1.1 B"]
        post(secretary, f"{url}/{b}/move", parent=None, after=None)
        assert titles(store, meeting) == ["1 B", "2 A"]

    def test_a_neighbour_that_was_moved_away_is_a_conflict(
        self, scene: Scene, secretary: FlaskClient, meeting: int, url: str
    ) -> None:
        a, b, c = (scene.make_item(meeting, t) for t in "ABC")
        post(secretary, f"{url}/{b}/move", parent=a, after=None)
        reply = post(secretary, f"{url}/{c}/move", parent=None, after=b)
        assert (reply.status_code, reply.json["error"]) == (409, "neighbour_moved")

    def test_an_item_of_another_meeting_does_not_move_in(
        self, scene: Scene, secretary: FlaskClient, url: str
    ) -> None:
        foreign = scene.make_item(scene.make_meeting())
        reply = post(secretary, f"{url}/{foreign}/move", parent=None, after=None)
        assert reply.status_code == 404


class TestIntruders:
    PATHS = ("", "/{item}", "/{item}/move", "/{item}/remove")

    def bodies(self) -> list[dict[str, object]]:
        return [
            {"words": WORDS},
            {"words": WORDS, "revision": 1},
            {"parent": None, "after": None},
            {},
        ]

    @pytest.mark.parametrize("role", [Role.OFFICIAL_DELEGATE, Role.CHAIR, Role.WALL])
    def test_who_does_not_prepare_writes_nothing(
        self,
        role: Role,
        store: Store,
        scene: Scene,
        client_for: ClientFor,
        meeting: int,
        url: str,
    ) -> None:
        item = scene.make_item(meeting, "A")
        client = client_for(scene.make_member(meeting, role))
        for path, body in zip(self.PATHS, self.bodies(), strict=True):
            reply = post(client, url + path.format(item=item), **body)
            assert reply.status_code == 403, path
        assert client.get(f"/m/{meeting}/presenters?find=a").status_code == 403
        assert titles(store, meeting) == ["1 A"]

    def test_another_meetings_secretary_finds_nothing(
        self, store: Store, scene: Scene, client_for: ClientFor, meeting: int, url: str
    ) -> None:
        item = scene.make_item(meeting, "A")
        other = scene.make_meeting()
        client = client_for(scene.make_member(other, Role.SECRETARY))
        for path, body in zip(self.PATHS, self.bodies(), strict=True):
            path_of_item = path.format(item=item)
            assert post(client, url + path_of_item, **body).status_code == 404, path
            if path:
                own = post(client, f"/m/{other}/agenda{path_of_item}", **body)
                assert own.status_code == 404, path
        assert titles(store, meeting) == ["1 A"]

    def test_nobody_signed_in_writes_nothing(
        self, client_for: ClientFor, url: str
    ) -> None:
        assert post(client_for(), url, words=WORDS).status_code == 401


class TestFindPresenters:
    def test_names_are_found_without_marks(
        self, scene: Scene, secretary: FlaskClient, meeting: int
    ) -> None:
        scene.make_member(meeting, name="Nguyễn Đức Cường")
        scene.make_member(scene.make_meeting(), name="Đức Ở Nơi Khác")
        found = secretary.get(f"/m/{meeting}/presenters?find=duc").json
        assert [line["name"] for line in found] == ["Nguyễn Đức Cường"]

    def test_nothing_typed_finds_nobody(
        self, secretary: FlaskClient, meeting: int
    ) -> None:
        assert secretary.get(f"/m/{meeting}/presenters?find=%25").json == []
