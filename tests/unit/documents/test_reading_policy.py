"""Documents that readers may not keep."""

import json

import pytest

from kiosk.roles import Role
from kiosk.storage.journal import JournalEntry
from tests.unit.documents.test_reading import addresses
from tests.unit.ingestion import sample_files


@pytest.fixture
def paper(secretary, scene) -> int:
    return scene.make_document(
        secretary.meeting_id, secretary.item_id, [sample_files.picture("WEBP")]
    )


@pytest.fixture
def reader(secretary, scene, client_for):
    return client_for(scene.make_member(secretary.meeting_id))


def facts(store):
    with store.read_session() as session:
        return [json.loads(entry.body)["kind"] for entry in session.query(JournalEntry)]


class TestHandling:
    def test_only_a_change_records_an_event(self, secretary, store, paper):
        said = secretary.post(paper, "handling", is_marked=True, is_kept=False)
        assert said.status_code == 204
        document = secretary.document(paper)
        assert (document.is_marked, document.is_kept) == (True, False)
        assert facts(store).count("document_changed") == 1
        secretary.post(paper, "handling", is_marked=True, is_kept=False)
        assert facts(store).count("document_changed") == 1

    def test_every_screen_is_notified(self, secretary, paper, reader):
        secretary.post(paper, "handling", is_marked=True, is_kept=False)
        (reported,) = reader.get(f"/m/{secretary.meeting_id}/snapshot").json[
            "documents"
        ]
        assert (reported["is_marked"], reported["is_kept"]) == (True, False)

    @pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.WALL])
    def test_only_the_secretariat_decides(
        self, secretary, scene, client_for, paper, role
    ):
        client = client_for(scene.make_member(secretary.meeting_id, role))
        path = f"{secretary.at}/{paper}/handling"
        said = client.post(path, json={"is_marked": True, "is_kept": False})
        assert said.status_code == 403
        assert secretary.document(paper).is_kept

    @pytest.mark.parametrize("form", [{}, {"is_marked": 1, "is_kept": True}, []])
    def test_half_a_form_changes_nothing(self, secretary, paper, form):
        said = secretary.client.post(f"{secretary.at}/{paper}/handling", json=form)
        assert said.status_code == 422
        assert secretary.document(paper).is_kept


class TestNotToBeKept:
    def test_the_original_is_refused_in_words(self, secretary, paper, reader):
        secretary.post(paper, "handling", is_marked=False, is_kept=False)
        said = reader.get(f"{secretary.at}/{paper}/original")
        assert said.status_code == 403
        assert said.json["error"] == "not_to_keep"
        assert "không tải về được" in said.json["message"]

    def test_the_chair_may_not_take_it_away_either(
        self, secretary, scene, client_for, paper
    ):
        secretary.post(paper, "handling", is_marked=False, is_kept=False)
        chair = client_for(scene.make_member(secretary.meeting_id, Role.CHAIR))
        assert chair.get(f"{secretary.at}/{paper}/original").status_code == 403

    def test_a_marked_document_gives_its_original_to_no_reader(
        self, secretary, paper, reader
    ):
        secretary.post(paper, "handling", is_marked=True, is_kept=True)
        assert reader.get(f"{secretary.at}/{paper}/original").status_code == 403

    def test_who_prepares_the_meeting_has_it_still(self, secretary, paper):
        secretary.post(paper, "handling", is_marked=True, is_kept=False)
        assert secretary.get(paper, "original").status_code == 200

    def test_what_a_tablet_wants_to_forget_is_overwritten_by_nothing(
        self, secretary, paper, reader
    ):
        *_, image, words = addresses(secretary, paper)
        for path in (image, words):
            reply = reader.get(path, headers={"Kiosk-Forget": "1"})
            assert (reply.status_code, reply.data) == (204, b"")
            assert reply.headers["Cache-Control"] == "private, no-store"
        secretary.post(paper, "withdraw")
        assert reader.get(image, headers={"Kiosk-Forget": "1"}).status_code == 404

    def test_pages_and_words_are_not_to_be_stored(self, secretary, paper, reader):
        *_, image, words = addresses(secretary, paper)
        for path in (image, words):
            assert "immutable" in reader.get(path).headers["Cache-Control"]
        secretary.post(paper, "handling", is_marked=False, is_kept=False)
        for path in (image, words):
            reply = reader.get(path)
            assert reply.status_code == 200
            assert reply.headers["Cache-Control"] == "private, no-store"
        secretary.post(paper, "handling", is_marked=False, is_kept=True)
        assert "immutable" in reader.get(image).headers["Cache-Control"]
