"""Conclusions: added, edited by two at once, moved, removed, issued and reopened."""

import pytest

from kiosk.conclusions.queries import conclusions_of, digest_of
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.storage.journal import events_after

WORDS = {
    "text": "Hoàn thành số hoá hồ sơ đảng viên.",
    "lead_unit": "Văn phòng Tỉnh uỷ",
    "coordinating_units": ["Ban Tổ chức Tỉnh uỷ", "Sở Khoa học và Công nghệ"],
    "due_date": "2999-12-31",
}


@pytest.fixture
def meeting(scene):
    return scene.make_meeting()


@pytest.fixture
def url(meeting):
    return f"/m/{meeting}/conclusions"


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Thị Thu Hà"))


@pytest.fixture
def chair(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.CHAIR, "Trần Quốc Bảo"))


def add(client, url, **words):
    return client.post(url, json=WORDS | words)


def added(client, url, **words):
    answer = add(client, url, **words)
    assert answer.status_code == 201
    return answer.json["id"]


def texts(store, meeting):
    with store.read_session() as session:
        return [
            f"{each.number} {each.details.text}"
            for each in conclusions_of(session, meeting)
        ]


def kinds(store, meeting):
    with store.read_session() as session:
        return [each.body["kind"] for each in events_after(session, meeting, 0)]


def digest(store, meeting):
    with store.read_session() as session:
        return digest_of(session, meeting)


def issue(client, url, sha256):
    return client.post(f"{url}/issue", json={"seen_sha256": sha256})


@pytest.mark.parametrize("role", Role)
def test_those_who_run_the_meeting_see_and_write_them(scene, client_for, meeting, role):
    client, url = (
        client_for(scene.make_member(meeting, role)),
        f"/m/{meeting}/conclusions",
    )
    may = role in PERMISSIONS[Permission.RUN_MEETING]
    assert client.get(url).status_code == (200 if may else 403)
    assert add(client, url).status_code == (201 if may else 403)
    # Everybody else gets no word of them, not even in the snapshot.
    snapshot = client.get(f"/m/{meeting}/snapshot")
    assert ("conclusions" in (snapshot.json or {})) == may


class TestAdd:
    def test_it_is_numbered_and_in_the_snapshot_as_entered(self, chair, url, meeting):
        first = added(chair, url)
        added(chair, url, text="Việc thứ hai", lead_unit="")
        lines = chair.get(f"/m/{meeting}/snapshot").json["conclusions"]["lines"]
        assert [line["number"] for line in lines] == [1, 2]
        assert lines[0] == WORDS | {
            "id": first,
            "number": 1,
            "revision": 1,
            "item_id": None,
            "document_id": None,
            "page": None,
        }

    def test_text_is_normalised_and_repeated_units_fall_out(self, chair, url, meeting):
        lead = "  Văn phòng "
        added(chair, url, lead_unit=lead, coordinating_units=["A", "Văn phòng", "A "])
        (line,) = chair.get(f"/m/{meeting}/snapshot").json["conclusions"]["lines"]
        assert line["lead_unit"] == "Văn phòng"
        assert line["coordinating_units"] == ["A"]

    @pytest.mark.parametrize(
        ("words", "status"),
        [
            ({"text": "   "}, 422),
            ({"text": "x" * 5001}, 422),
            ({"due_date": "2001-01-01"}, 422),
            ({"due_date": "31/12/2999"}, 422),
            ({"coordinating_units": [str(n) for n in range(61)]}, 422),
            ({"item_id": 999_999}, 404),
            ({"document_id": 999_999}, 404),
            ({"number": 4}, 422),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_stored(
        self, store, secretary, url, meeting, words, status
    ):
        refused = add(secretary, url, **words)
        assert refused.status_code == status
        assert refused.json["message"]
        assert texts(store, meeting) == []

    def test_the_page_must_be_one_of_the_document_of_this_meeting(
        self, scene, secretary, url, meeting
    ):
        document = scene.make_document(meeting, None, [b"1", b"2"])
        foreign = scene.make_document(scene.make_meeting(), None, [b"1"])
        assert add(secretary, url, document_id=document, page=2).status_code == 201
        assert add(secretary, url, document_id=document, page=3).status_code == 422
        assert add(secretary, url, document_id=document, page=0).status_code == 422
        assert add(secretary, url, document_id=foreign, page=1).status_code == 404

    def test_a_page_without_a_document_is_dropped(self, secretary, url, meeting):
        added(secretary, url, page=7)
        (line,) = secretary.get(f"/m/{meeting}/snapshot").json["conclusions"]["lines"]
        assert line["page"] is None

    def test_a_removed_item_leaves_the_conclusion(self, scene, secretary, url, meeting):
        item = scene.make_item(meeting)
        added(secretary, url, item_id=item)
        assert secretary.post(f"/m/{meeting}/agenda/{item}/remove").status_code == 204
        (line,) = secretary.get(f"/m/{meeting}/snapshot").json["conclusions"]["lines"]
        assert line["item_id"] is None


class TestChange:
    def test_a_change_raises_the_revision(self, store, secretary, url, meeting):
        one = added(secretary, url)
        body = {"words": WORDS | {"text": "Nội dung khác"}, "revision": 1}
        assert secretary.post(f"{url}/{one}", json=body).json == {"revision": 2}
        assert texts(store, meeting) == ["1 Nội dung khác"]

    def test_two_at_once_the_second_sees_both(
        self, store, secretary, chair, url, meeting
    ):
        one = added(secretary, url)
        first = {"words": WORDS | {"text": "Của chủ toạ"}, "revision": 1}
        second = {"words": WORDS | {"text": "Của thư ký"}, "revision": 1}
        assert chair.post(f"{url}/{one}", json=first).status_code == 200
        refused = secretary.post(f"{url}/{one}", json=second)
        assert refused.status_code == 409
        assert refused.json["error"] == "changed_meanwhile"
        assert refused.json["theirs"]["text"] == "Của chủ toạ"
        assert refused.json["changed_by"] == "Trần Quốc Bảo"
        assert texts(store, meeting) == ["1 Của chủ toạ"]

    def test_the_same_words_twice_are_no_conflict(self, secretary, chair, url):
        one = added(secretary, url)
        body = {"words": WORDS | {"text": "Như nhau"}, "revision": 1}
        assert chair.post(f"{url}/{one}", json=body).json == {"revision": 2}
        assert secretary.post(f"{url}/{one}", json=body).json == {"revision": 2}

    def test_one_of_another_meeting_is_unknown(self, scene, secretary, client_for, url):
        other = scene.make_meeting()
        stranger = client_for(scene.make_member(other, Role.SECRETARY))
        one = added(secretary, url)
        body = {"words": WORDS, "revision": 1}
        theirs = f"/m/{other}/conclusions/{one}"
        assert stranger.post(theirs, json=body).status_code == 404
        assert stranger.post(f"{theirs}/remove").status_code == 404
        assert stranger.post(f"{theirs}/move", json={"after": None}).status_code == 404


class TestOrder:
    @pytest.fixture
    def three(self, secretary, url):
        return [added(secretary, url, text=text) for text in "ABC"]

    def move(self, client, url, one, after):
        return client.post(f"{url}/{one}/move", json={"after": after})

    def test_moves_are_behind_a_neighbour(self, store, secretary, url, meeting, three):
        a, _b, c = three
        assert self.move(secretary, url, a, c).status_code == 204
        assert texts(store, meeting) == ["1 B", "2 C", "3 A"]
        assert self.move(secretary, url, a, None).status_code == 204
        assert texts(store, meeting) == ["1 A", "2 B", "3 C"]

    def test_removing_numbers_the_others_anew(
        self, store, secretary, url, meeting, three
    ):
        assert secretary.post(f"{url}/{three[0]}/remove").status_code == 204
        assert texts(store, meeting) == ["1 B", "2 C"]

    def test_behind_a_removed_one_nothing_moves(
        self, store, secretary, url, meeting, three
    ):
        a, b, c = three
        secretary.post(f"{url}/{b}/remove")
        refused = self.move(secretary, url, c, b)
        assert (refused.status_code, refused.json["error"]) == (409, "neighbour_moved")
        assert self.move(secretary, url, a, a).status_code == 409
        assert texts(store, meeting) == ["1 A", "2 C"]

    def test_moving_to_the_same_place_is_no_event(
        self, store, secretary, url, meeting, three
    ):
        before = kinds(store, meeting)
        assert self.move(secretary, url, three[1], three[0]).status_code == 204
        assert kinds(store, meeting) == before


class TestIssue:
    def test_issued_conclusions_are_locked(self, store, secretary, chair, url, meeting):
        one = added(secretary, url)
        assert issue(chair, url, digest(store, meeting)).status_code == 204
        body = {"words": WORDS | {"text": "Khác"}, "revision": 1}
        for refused in (
            add(secretary, url),
            secretary.post(f"{url}/{one}", json=body),
            secretary.post(f"{url}/{one}/move", json={"after": None}),
            secretary.post(f"{url}/{one}/remove"),
            issue(secretary, url, digest(store, meeting)),
        ):
            assert (refused.status_code, refused.json["error"]) == (409, "issued")
        assert texts(store, meeting) == [f"1 {WORDS['text']}"]
        state = secretary.get(f"/m/{meeting}/snapshot").json["conclusions"]
        assert state["issued_by"] == "Trần Quốc Bảo"
        assert state["issued_at"]

    def test_the_journal_says_what_was_issued_and_that_it_was_reopened(
        self, store, secretary, url, meeting
    ):
        added(secretary, url)
        sha256 = digest(store, meeting)
        issue(secretary, url, sha256)
        assert secretary.post(f"{url}/reopen").status_code == 204
        assert add(secretary, url).status_code == 201
        with store.read_session() as session:
            bodies = [each.body for each in events_after(session, meeting, 0)]
        assert {"kind": "conclusions_issued", "count": 1, "sha256": sha256} in bodies
        assert {"kind": "conclusions_reopened", "sha256": sha256} in bodies

    def test_what_was_not_seen_is_not_issued(
        self, store, secretary, chair, url, meeting
    ):
        added(secretary, url)
        seen = digest(store, meeting)
        added(chair, url, text="Thêm sau khi đọc")
        refused = issue(secretary, url, seen)
        assert (refused.status_code, refused.json["error"]) == (
            409,
            "changed_meanwhile",
        )
        assert (
            secretary.get(f"/m/{meeting}/snapshot").json["conclusions"]["issued_at"]
            is None
        )

    def test_the_order_counts_as_content(self, store, secretary, url, meeting):
        added(secretary, url, text="A")
        b = added(secretary, url, text="B")
        seen = digest(store, meeting)
        secretary.post(f"{url}/{b}/move", json={"after": None})
        assert digest(store, meeting) != seen

    def test_nothing_is_issued_or_reopened_where_there_is_nothing(
        self, store, secretary, url, meeting
    ):
        assert issue(secretary, url, digest(store, meeting)).status_code == 409
        assert secretary.post(f"{url}/reopen").status_code == 409
