"""The secretary's deeds: publishing, naming, placing, deleting, retrying."""

import pytest

from kiosk.documents.rules import DocumentState, Publication
from kiosk.roles import Role, Visibility
from kiosk.storage.journal import facts_after, last_number
from tests.unit.documents import papers
from tests.unit.documents.conftest import kept_files, row_counts, used_files

DRAFT = Publication.DRAFT
STAFF = {Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR}


@pytest.fixture
def draft(desk, scene) -> int:
    """A ready paper of one page that is not yet published."""
    return scene.make_document(
        desk.meeting_id, desk.item_id, [papers.picture("WEBP")], DRAFT
    )


def facts(desk):
    with desk.store.reading() as session:
        return facts_after(session, desk.meeting_id, 0)


class TestPublish:
    def test_a_paper_with_a_page_in_its_item_is_published(self, desk, draft):
        assert desk.post(draft, "publish").status_code == 204
        document = desk.document(draft)
        assert document.publication == Publication.PUBLISHED
        assert document.published_at is not None

    def test_a_paper_still_being_rendered_may_be_published(self, desk, draft):
        with desk.store.work("test") as work:
            document = work.session.get(type(desk.document(draft)), draft)
            document.state, document.page_count = DocumentState.RENDERING, 200
        assert desk.post(draft, "publish").status_code == 204

    def test_a_paper_without_a_page_is_not(self, desk):
        waiting = desk.add(papers.sized_pdf((595, 842)), "a.pdf")
        reply = desk.post(waiting, "publish")
        assert reply.status_code == 409
        assert "chưa có trang nào" in reply.json["message"]

    def test_a_paper_of_no_item_is_not(self, desk, scene):
        pile = scene.make_document(
            desk.meeting_id, None, [papers.picture("WEBP")], DRAFT
        )
        assert desk.post(pile, "publish").status_code == 409

    def test_it_is_told_to_those_who_see_the_item_only(self, desk, scene):
        item = scene.make_item(desk.meeting_id, visibility=Visibility.OFFICIAL)
        paper = scene.make_document(
            desk.meeting_id, item, [papers.picture("WEBP")], DRAFT
        )
        desk.post(paper, "publish")
        fact = facts(desk)[-1]
        assert fact.body == {"kind": "document_published", "document_id": paper}
        assert Role.OFFICIAL_DELEGATE in fact.audience
        assert not {Role.GUEST, Role.WALL, Role.INVITED_DELEGATE} & fact.audience


class TestWithdraw:
    def test_everybody_is_told_and_it_may_be_published_again(self, desk, draft):
        desk.post(draft, "publish")
        assert desk.post(draft, "withdraw").status_code == 204
        fact = facts(desk)[-1]
        assert fact.body == {"kind": "document_withdrawn", "document_id": draft}
        assert fact.audience == set(Role)
        assert desk.post(draft, "publish").status_code == 204
        assert desk.document(draft).withdrawn_at is None

    def test_a_draft_cannot_be_withdrawn(self, desk, draft):
        assert desk.post(draft, "withdraw").status_code == 409


class TestDelete:
    @pytest.mark.process
    def test_a_draft_goes_with_its_pages_and_files(self, desk, work_off):
        document = desk.add(papers.pdf(2), "a.pdf")
        work_off()
        assert row_counts(desk.store) == (1, 2, 6)
        assert desk.post(document, "delete").status_code == 204
        assert row_counts(desk.store) == (0, 0, 0)
        work_off()
        assert kept_files(desk.store) == set()

    @pytest.mark.process
    def test_another_paper_of_the_same_file_keeps_its_own(self, desk, work_off):
        data = papers.pdf()
        first, second = desk.add(data, "a.pdf"), desk.add(data, "b.pdf")
        work_off()
        desk.post(first, "delete")
        work_off()
        assert kept_files(desk.store) == used_files(desk.store)
        assert desk.get(second, "original").data == data
        sha256 = desk.get(second, "pages").json["pages"][0]["images"]["1200"]
        assert desk.get(second, f"images/{sha256}.webp").status_code == 200

    def test_a_paper_once_published_is_never_deleted(self, desk, draft):
        desk.post(draft, "publish")
        desk.post(draft, "withdraw")
        assert desk.post(draft, "delete").status_code == 409

    def test_a_paper_may_be_deleted_before_its_job_begins(self, desk, work_off):
        document = desk.add(papers.pdf(), "a.pdf")
        desk.post(document, "delete")
        work_off()
        assert kept_files(desk.store) == set()


class TestRename:
    def test_the_new_title_counts_as_a_change(self, desk, draft):
        reply = desk.post(draft, "rename", title=" Tờ trình số 5 ", revision=1)
        assert reply.status_code == 204
        document = desk.document(draft)
        assert (document.title, document.revision) == ("Tờ trình số 5", 2)

    def test_two_secretaries_at_once_the_second_is_told(self, desk, draft):
        desk.post(draft, "rename", title="Của người thứ nhất", revision=1)
        reply = desk.post(draft, "rename", title="Của người thứ hai", revision=1)
        assert (reply.status_code, reply.json["error"]) == (409, "changed_meanwhile")
        assert desk.document(draft).title == "Của người thứ nhất"

    @pytest.mark.parametrize("title", ["", "   ", "x" * 301])
    def test_a_title_that_cannot_be_used_is_refused(self, desk, draft, title):
        assert desk.post(draft, "rename", title=title, revision=1).status_code == 422


class TestMove:
    def order(self, desk, item_id):
        documents = desk.client.get(f"/m/{desk.meeting_id}/snapshot").json["documents"]
        return [d["id"] for d in documents if d["item_id"] == item_id]

    def test_papers_are_put_in_order(self, desk):
        a, b, c = (
            desk.add(papers.sized_pdf((595, 842 + n)), f"{n}.pdf") for n in range(3)
        )
        assert desk.post(c, "move", item=desk.item_id, after=None).status_code == 204
        assert self.order(desk, desk.item_id) == [c, a, b]
        desk.post(c, "move", item=desk.item_id, after=a)
        assert self.order(desk, desk.item_id) == [a, c, b]

    def test_a_paper_is_attached_to_another_item(self, desk, scene, draft):
        other = scene.make_item(desk.meeting_id, "Thảo luận", ordinal=1)
        desk.post(draft, "move", item=other, after=None)
        assert self.order(desk, other) == [draft]

    def test_a_published_paper_is_never_left_without_an_item(self, desk, draft):
        desk.post(draft, "publish")
        assert desk.post(draft, "move", item=None, after=None).status_code == 409

    def test_those_who_saw_it_before_are_told_too(self, desk, scene, draft):
        desk.post(draft, "publish")
        secret = scene.make_item(desk.meeting_id, visibility=Visibility.PREPARERS)
        desk.post(draft, "move", item=secret, after=None)
        assert Role.GUEST in facts(desk)[-1].audience

    def test_an_item_of_another_meeting_is_unknown(self, desk, scene, draft):
        foreign = scene.make_item(scene.make_meeting("Hội nghị khác"))
        assert desk.post(draft, "move", item=foreign, after=None).status_code == 404
        assert desk.post(draft, "move", item=None, after=999).status_code == 404


class TestRetry:
    @pytest.mark.process
    def test_a_refused_paper_is_opened_once_more(self, desk, work_off):
        document = desk.add(papers.encrypted_pdf(), "khoa.pdf")
        work_off()
        assert desk.document(document).state == DocumentState.REFUSED
        assert desk.post(document, "retry").status_code == 204
        assert desk.document(document).state == DocumentState.WAITING
        work_off()
        assert desk.document(document).state == DocumentState.REFUSED

    def test_a_paper_that_was_not_refused_is_left_alone(self, desk, draft):
        assert desk.post(draft, "retry").status_code == 409


class TestIntruders:
    @pytest.mark.parametrize(
        ("deed", "form"),
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
        self, desk, scene, client_for, draft, deed, form
    ):
        path, before = f"{desk.at}/{draft}/{deed}", last_number
        delegate = client_for(scene.make_member(desk.meeting_id))
        assert delegate.post(path, json=form).status_code == 403
        other = scene.make_meeting("Hội nghị khác")
        stranger = client_for(scene.make_member(other, Role.SECRETARY))
        assert stranger.post(path, json=form).status_code == 404
        # By way of his own meeting he does not reach it either.
        around = f"/m/{other}/documents/{draft}/{deed}"
        assert stranger.post(around, json=form).status_code == 404
        with desk.store.reading() as session:
            assert before(session, desk.meeting_id) == 0


def test_a_draft_is_told_to_the_staff_only(desk):
    desk.add(papers.sized_pdf((595, 842)), "a.pdf")
    fact = facts(desk)[-1]
    assert fact.body["kind"] == "document_added"
    assert "seen_by" not in fact.body
    assert fact.audience == STAFF
