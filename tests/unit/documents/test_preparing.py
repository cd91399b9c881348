"""Secretary's actions: publish, rename, move, delete, process again."""

import pytest

from kiosk.documents.models import Document
from kiosk.documents.rules import DocumentState, Publication
from kiosk.roles import Role, Visibility
from kiosk.storage.journal import events_after, last_number
from tests.unit.documents.conftest import kept_files, row_counts, used_files
from tests.unit.ingestion import sample_files

DRAFT = Publication.DRAFT
STAFF = {Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR}


@pytest.fixture
def draft(secretary, scene) -> int:
    """A processed, unpublished document of one page."""
    return scene.make_document(
        secretary.meeting_id, secretary.item_id, [sample_files.picture("WEBP")], DRAFT
    )


def facts(secretary):
    with secretary.store.read_session() as session:
        return events_after(session, secretary.meeting_id, 0)


class TestPublish:
    def test_a_document_with_a_page_in_its_item_is_published(self, secretary, draft):
        assert secretary.post(draft, "publish").status_code == 204
        document = secretary.document(draft)
        assert document.publication == Publication.PUBLISHED
        assert document.published_at is not None

    def test_a_document_still_being_rendered_may_be_published(self, secretary, draft):
        with secretary.store.unit_of_work("test") as work:
            document = work.session.get(type(secretary.document(draft)), draft)
            document.state, document.page_count = DocumentState.RENDERING, 200
        assert secretary.post(draft, "publish").status_code == 204

    def test_a_document_without_a_page_is_not(self, secretary):
        waiting = secretary.add(sample_files.sized_pdf((595, 842)), "a.pdf")
        reply = secretary.post(waiting, "publish")
        assert reply.status_code == 409
        assert "chưa có trang nào" in reply.json["message"]

    def test_a_document_of_no_item_is_not(self, secretary, scene):
        pile = scene.make_document(
            secretary.meeting_id, None, [sample_files.picture("WEBP")], DRAFT
        )
        assert secretary.post(pile, "publish").status_code == 409

    def test_it_is_sent_to_those_who_see_the_item_only(self, secretary, scene):
        item = scene.make_item(secretary.meeting_id, visibility=Visibility.OFFICIAL)
        paper = scene.make_document(
            secretary.meeting_id, item, [sample_files.picture("WEBP")], DRAFT
        )
        secretary.post(paper, "publish")
        fact = facts(secretary)[-1]
        with secretary.store.read_session() as session:
            sha256 = session.get_one(Document, paper).original_sha256
        assert fact.body == {
            "kind": "document_published",
            "document_id": paper,
            "sha256": sha256,
        }
        assert Role.OFFICIAL_DELEGATE in fact.audience
        assert not {Role.GUEST, Role.WALL, Role.INVITED_DELEGATE} & fact.audience


class TestWithdraw:
    def test_everybody_is_notified_and_it_may_be_published_again(
        self, secretary, draft
    ):
        secretary.post(draft, "publish")
        assert secretary.post(draft, "withdraw").status_code == 204
        fact = facts(secretary)[-1]
        assert fact.body == {"kind": "document_withdrawn", "document_id": draft}
        assert fact.audience == set(Role)
        assert secretary.post(draft, "publish").status_code == 204
        assert secretary.document(draft).withdrawn_at is None

    def test_a_draft_cannot_be_withdrawn(self, secretary, draft):
        assert secretary.post(draft, "withdraw").status_code == 409


class TestDelete:
    @pytest.mark.process
    def test_a_draft_goes_with_its_pages_and_files(self, secretary, run_jobs):
        document = secretary.add(sample_files.pdf(2), "a.pdf")
        run_jobs()
        assert row_counts(secretary.store) == (1, 2, 6)
        assert secretary.post(document, "delete").status_code == 204
        assert row_counts(secretary.store) == (0, 0, 0)
        run_jobs()
        assert kept_files(secretary.store) == set()

    @pytest.mark.process
    def test_another_document_of_the_same_file_keeps_its_own(self, secretary, run_jobs):
        data = sample_files.pdf()
        first, second = secretary.add(data, "a.pdf"), secretary.add(data, "b.pdf")
        run_jobs()
        secretary.post(first, "delete")
        run_jobs()
        assert kept_files(secretary.store) == used_files(secretary.store)
        assert secretary.get(second, "original").data == data
        sha256 = secretary.get(second, "pages").json["pages"][0]["images"]["1200"]
        assert secretary.get(second, f"images/{sha256}.webp").status_code == 200

    def test_a_document_once_published_is_never_deleted(self, secretary, draft):
        secretary.post(draft, "publish")
        secretary.post(draft, "withdraw")
        assert secretary.post(draft, "delete").status_code == 409

    def test_a_document_may_be_deleted_before_its_job_begins(self, secretary, run_jobs):
        document = secretary.add(sample_files.pdf(), "a.pdf")
        secretary.post(document, "delete")
        run_jobs()
        assert kept_files(secretary.store) == set()


class TestRename:
    def test_the_new_title_counts_as_a_change(self, secretary, draft):
        reply = secretary.post(draft, "rename", title=" Tờ trình số 5 ", revision=1)
        assert reply.status_code == 204
        document = secretary.document(draft)
        assert (document.title, document.revision) == ("Tờ trình số 5", 2)

    def test_two_secretaries_at_once_the_second_is_notified(self, secretary, draft):
        secretary.post(draft, "rename", title="Của người thứ nhất", revision=1)
        reply = secretary.post(draft, "rename", title="Của người thứ hai", revision=1)
        assert (reply.status_code, reply.json["error"]) == (409, "changed_meanwhile")
        assert secretary.document(draft).title == "Của người thứ nhất"

    @pytest.mark.parametrize("title", ["", "   ", "x" * 301])
    def test_a_title_that_cannot_be_used_is_refused(self, secretary, draft, title):
        assert (
            secretary.post(draft, "rename", title=title, revision=1).status_code == 422
        )


class TestMove:
    def order(self, secretary, item_id):
        documents = secretary.client.get(f"/m/{secretary.meeting_id}/snapshot").json[
            "documents"
        ]
        return [d["id"] for d in documents if d["item_id"] == item_id]

    def test_documents_are_put_in_order(self, secretary):
        a, b, c = (
            secretary.add(sample_files.sized_pdf((595, 842 + n)), f"{n}.pdf")
            for n in range(3)
        )
        assert (
            secretary.post(c, "move", item=secretary.item_id, after=None).status_code
            == 204
        )
        assert self.order(secretary, secretary.item_id) == [c, a, b]
        secretary.post(c, "move", item=secretary.item_id, after=a)
        assert self.order(secretary, secretary.item_id) == [a, c, b]

    def test_a_document_is_attached_to_another_item(self, secretary, scene, draft):
        other = scene.make_item(secretary.meeting_id, "Thảo luận", ordinal=1)
        secretary.post(draft, "move", item=other, after=None)
        assert self.order(secretary, other) == [draft]

    def test_a_published_document_is_never_left_without_an_item(self, secretary, draft):
        secretary.post(draft, "publish")
        assert secretary.post(draft, "move", item=None, after=None).status_code == 409

    def test_those_who_saw_it_before_are_notified_too(self, secretary, scene, draft):
        secretary.post(draft, "publish")
        secret = scene.make_item(secretary.meeting_id, visibility=Visibility.PREPARERS)
        secretary.post(draft, "move", item=secret, after=None)
        assert Role.GUEST in facts(secretary)[-1].audience

    def test_an_item_of_another_meeting_is_unknown(self, secretary, scene, draft):
        foreign = scene.make_item(scene.make_meeting("Hội nghị khác"))
        assert (
            secretary.post(draft, "move", item=foreign, after=None).status_code == 404
        )
        assert secretary.post(draft, "move", item=None, after=999).status_code == 404


class TestRetry:
    @pytest.mark.process
    def test_a_refused_document_is_opened_once_more(self, secretary, run_jobs):
        document = secretary.add(sample_files.encrypted_pdf(), "khoa.pdf")
        run_jobs()
        assert secretary.document(document).state == DocumentState.REFUSED
        assert secretary.post(document, "retry").status_code == 204
        assert secretary.document(document).state == DocumentState.WAITING
        run_jobs()
        assert secretary.document(document).state == DocumentState.REFUSED

    def test_a_document_that_was_not_refused_is_left_alone(self, secretary, draft):
        assert secretary.post(draft, "retry").status_code == 409


class TestIntruders:
    @pytest.mark.parametrize(
        ("action", "form"),
        [
            ("publish", {}),
            ("withdraw", {}),
            ("delete", {}),
            ("retry", {}),
            ("rename", {"title": "x", "revision": 1}),
            ("move", {"item": None, "after": None}),
        ],
    )
    def test_neither_a_delegate_nor_another_secretary_may(
        self, secretary, scene, client_for, draft, action, form
    ):
        path, before = f"{secretary.at}/{draft}/{action}", last_number
        delegate = client_for(scene.make_member(secretary.meeting_id))
        assert delegate.post(path, json=form).status_code == 403
        other = scene.make_meeting("Hội nghị khác")
        stranger = client_for(scene.make_member(other, Role.SECRETARY))
        assert stranger.post(path, json=form).status_code == 404
        # Nor through the actor's own meeting.
        around = f"/m/{other}/documents/{draft}/{action}"
        assert stranger.post(around, json=form).status_code == 404
        with secretary.store.read_session() as session:
            assert before(session, secretary.meeting_id) == 0


def test_a_draft_is_sent_to_the_staff_only(secretary):
    secretary.add(sample_files.sized_pdf((595, 842)), "a.pdf")
    fact = facts(secretary)[-1]
    assert fact.body["kind"] == "document_added"
    assert "seen_by" not in fact.body
    assert fact.audience == STAFF
