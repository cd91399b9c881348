"""New versions of a document: who reads which, and the page mapping."""

import json
import threading

import pytest
from sqlalchemy import select

from kiosk.annotations.transfer import transfer_after_mapping
from kiosk.documents.actions.stamps import stop_publication
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import Publication
from kiosk.errors import Conflict
from kiosk.identity import Identity
from kiosk.ingestion.version_mapping_job import VersionMapper
from kiosk.meeting_admin.actions.clone import clone_meeting
from kiosk.storage.journal import JournalEntry
from tests.unit.documents.test_page_alignment import page
from tests.unit.ingestion import sample_files, sample_scans

TINY = sample_files.sized_pdf((595, 842))


def issue_anew(secretary, old: int, data: bytes, name: str = "ban sua.pdf"):
    return secretary.client.post(
        f"{secretary.at}?name={name}&replaces={old}",
        data=data,
        content_type="application/octet-stream",
    )


def snapshot(secretary, client=None):
    return (client or secretary.client).get(f"/m/{secretary.meeting_id}/snapshot").json


def facts(store) -> list[dict]:
    with store.read_session() as session:
        rows = session.scalars(select(JournalEntry.body).order_by(JournalEntry.id))
        return [json.loads(body) for body in rows]


def facts_of(store, kind: str) -> list[dict]:
    return [fact for fact in facts(store) if fact["kind"] == kind]


def write(store, document: int, texts: list[str]) -> None:
    """Set the texts of a document's pages."""
    with store.unit_of_work("test") as work:
        rows = work.session.query(Page).filter_by(document_id=document)
        for row, text in zip(rows.order_by(Page.number), texts, strict=True):
            row.text = text


@pytest.fixture
def old(secretary, scene, store) -> int:
    """A published document of three pages."""
    images = [sample_files.picture("WEBP", (30, 40 + number)) for number in range(3)]
    document = scene.make_document(secretary.meeting_id, secretary.item_id, images)
    write(store, document, [page(seed) for seed in (1, 2, 3)])
    return document


@pytest.fixture
def make_version(secretary, scene, store):
    """Create processed, aligned drafts of new versions; pages are given by seeds."""

    def make(old: int, *seeds: int) -> int:
        images = [sample_files.picture("WEBP", (30, 80 + seed)) for seed in seeds]
        document = scene.make_document(
            secretary.meeting_id, secretary.item_id, images, Publication.DRAFT
        )
        write(store, document, [page(seed) for seed in seeds])
        with store.unit_of_work("test") as work:
            before = work.session.get_one(Document, old)
            row = work.session.get_one(Document, document)
            row.replaces_id, row.version = old, before.version + 1
        VersionMapper(store).map_versions(document)
        return document

    return make


@pytest.fixture
def new(old, make_version) -> int:
    """An unpublished new version with a page inserted after the first."""
    return make_version(old, 1, 9, 2, 3)


@pytest.fixture
def reader(secretary, scene, client_for):
    return client_for(scene.make_member(secretary.meeting_id))


class TestUpload:
    def test_it_takes_over_name_and_place_and_counts_on(self, secretary, old):
        new = issue_anew(secretary, old, TINY).json["id"]
        before, after = secretary.document(old), secretary.document(new)
        assert (after.replaces_id, after.version) == (old, 2)
        assert (after.title, after.item_id, after.ordinal) == (
            before.title,
            before.item_id,
            before.ordinal,
        )
        assert after.publication == Publication.DRAFT
        assert after.file_name == "ban sua.pdf"

    @pytest.mark.usefixtures("new")
    def test_until_it_is_published_nothing_changes_for_readers(
        self, secretary, old, reader
    ):
        state = snapshot(secretary, reader)
        assert [paper["id"] for paper in state["documents"]] == [old]
        assert state["replaced"] == []

    def test_only_one_new_version_may_wait(self, secretary, old, new):
        reply = issue_anew(secretary, old, TINY)
        assert (reply.status_code, reply.json["error"]) == (409, "newer_waits")
        assert secretary.post(new, "delete").status_code == 204
        assert issue_anew(secretary, old, TINY).status_code == 201

    def test_what_is_replaced_cannot_be_issued_anew_once_more(
        self, secretary, old, new
    ):
        secretary.post(new, "publish")
        reply = issue_anew(secretary, old, TINY)
        assert (reply.status_code, reply.json["error"]) == (409, "newer_published")
        assert issue_anew(secretary, new, TINY).status_code == 201

    @pytest.mark.parametrize("wrong", ["999999", "x", "-1", "9" * 30])
    def test_a_document_that_is_not_there_has_no_new_version(self, secretary, wrong):
        assert issue_anew(secretary, wrong, TINY).status_code in {404, 422}

    def test_a_document_of_another_meeting_has_none_here(self, secretary, scene):
        other = scene.make_meeting()
        foreign = scene.make_document(
            other, scene.make_item(other), [sample_files.picture("WEBP")]
        )
        assert issue_anew(secretary, foreign, TINY).status_code == 404

    def test_a_delegate_issues_nothing(self, secretary, old, reader):
        reply = reader.post(f"{secretary.at}?name=a.pdf&replaces={old}", data=TINY)
        assert reply.status_code == 403


class TestPublication:
    def test_the_old_one_leaves_the_lists_and_stays_open(
        self, secretary, old, new, reader
    ):
        assert secretary.post(new, "publish").status_code == 204
        for client in (reader, secretary.client):
            state = snapshot(secretary, client)
            assert [paper["id"] for paper in state["documents"]] == [new]
            (replaced,) = state["replaced"]
            assert (replaced["id"], replaced["replaced_by"]) == (old, new)
            assert replaced["page_runs"] == [[1, 1, 1], [2, 3, 2]]
        # Those who have it open read on with the same permissions.
        listed = reader.get(f"{secretary.at}/{old}/pages")
        assert listed.status_code == 200
        image = listed.json["pages"][2]["images"]["1200"]
        assert (
            reader.get(f"{secretary.at}/{old}/images/{image}.webp").status_code == 200
        )

    def test_the_event_names_both(self, secretary, old, new, store):
        secretary.post(new, "publish")
        (body,) = facts_of(store, "document_replaced")
        assert (body["old_id"], body["new_id"]) == (old, new)

    def test_who_may_not_see_the_item_may_not_see_either(
        self, secretary, scene, old, new, client_for
    ):
        secretary.post(new, "publish")
        other = scene.make_meeting()
        stranger = client_for(scene.make_member(other))
        for document in (old, new):
            assert stranger.get(f"{secretary.at}/{document}/pages").status_code == 404

    def test_search_finds_only_the_newest(self, secretary, new, reader):
        words = " ".join(page(2).split()[-3:])
        secretary.post(new, "publish")
        for client in (reader, secretary.client):
            path = f"/m/{secretary.meeting_id}/search"
            hits = client.get(path, query_string={"find": words}).json["hits"]
            assert {hit["document"] for hit in hits} == {new}
            title = client.get(path, query_string={"find": "chuyển đổi số"}).json[
                "hits"
            ]
            assert {hit["document"] for hit in title} == {new}

    def test_it_waits_until_all_pages_are_there_and_compared(
        self, secretary, store, old
    ):
        new = issue_anew(secretary, old, TINY).json["id"]
        with store.unit_of_work("test") as work:
            document = work.session.get_one(Document, new)
            document.state, document.page_count = "rendering", 4
            document.pages_ready = 1
        reply = secretary.post(new, "publish")
        assert (reply.status_code, reply.json["error"]) == (409, "not_ready")
        assert secretary.document(old).publication == Publication.PUBLISHED
        assert secretary.document(new).publication == Publication.DRAFT

    def test_a_draft_is_simply_followed_by_its_new_version(
        self, secretary, store, old, make_version
    ):
        with store.unit_of_work("test") as work:
            work.session.get_one(Document, old).publication = Publication.DRAFT
        draft, new = old, make_version(old, 1, 2)
        assert secretary.post(new, "publish").status_code == 204
        assert secretary.document(draft).publication == Publication.DRAFT
        # Nor may it be published over the newer one.
        reply = secretary.post(draft, "publish")
        assert (reply.status_code, reply.json["error"]) == (409, "newer_published")

    def test_over_two_versions_the_path_leads_to_the_newest(
        self, secretary, old, new, make_version
    ):
        secretary.post(new, "publish")
        third = make_version(new, 8, 1, 9, 3)
        secretary.post(third, "publish")
        lines = {line["id"]: line for line in snapshot(secretary)["replaced"]}
        assert lines[old]["replaced_by"] == lines[new]["replaced_by"] == third
        assert lines[new]["page_runs"] == [[1, 2, 2], [4, 4, 1]]
        assert lines[old]["page_runs"] == [[1, 2, 1], [3, 4, 1]]


class TestTakingBack:
    def test_withdrawing_takes_the_earlier_versions_along(
        self, secretary, old, new, reader, store
    ):
        secretary.post(new, "publish")
        assert secretary.post(new, "withdraw").status_code == 204
        for document in (old, new):
            assert secretary.document(document).publication == Publication.WITHDRAWN
            assert reader.get(f"{secretary.at}/{document}/pages").status_code == 404
        withdrawn = facts_of(store, "document_withdrawn")
        assert {fact["document_id"] for fact in withdrawn} == {old, new}
        # The old one may be published again, and the new one after it.
        assert secretary.post(old, "publish").status_code == 204
        assert reader.get(f"{secretary.at}/{old}/pages").status_code == 200
        assert secretary.post(new, "publish").status_code == 204
        assert secretary.document(old).publication == Publication.REPLACED

    @pytest.mark.process
    def test_a_new_version_after_one_taken_back_follows_that(
        self, secretary, old, new, run_jobs
    ):
        secretary.post(new, "publish")
        secretary.post(new, "withdraw")
        secretary.post(old, "publish")
        third = issue_anew(secretary, old, TINY).json["id"]
        run_jobs()
        assert secretary.document(third).version == 3
        assert secretary.post(third, "publish").status_code == 204
        assert secretary.document(old).publication == Publication.REPLACED
        assert secretary.post(new, "publish").status_code == 409

    def test_deleting_a_new_version_leaves_the_old_one_alone(
        self, secretary, old, new, reader
    ):
        assert secretary.post(new, "delete").status_code == 204
        assert secretary.document(old).publication == Publication.PUBLISHED
        assert reader.get(f"{secretary.at}/{old}/pages").status_code == 200

    @pytest.mark.process
    def test_a_refused_version_leaves_the_old_one_alone(self, secretary, old, run_jobs):
        new = issue_anew(secretary, old, b"%PDF-1.7 nothing").json["id"]
        run_jobs()
        assert secretary.document(new).state == "refused"
        assert secretary.post(new, "publish").status_code == 409
        assert secretary.document(old).publication == Publication.PUBLISHED

    def test_a_stamp_on_the_new_one_takes_both_back(self, secretary, old, new, store):
        secretary.post(new, "publish")
        with store.unit_of_work("test") as work:
            document = work.session.get_one(Document, new)
            stop_publication(work, document, stamp="MẬT", page=1)
        assert secretary.document(old).publication == Publication.WITHDRAWN
        assert secretary.document(new).publication == Publication.WITHDRAWN


class TestPlace:
    def test_all_versions_move_together(self, secretary, scene, old, new):
        secretary.post(new, "publish")
        item = scene.make_item(secretary.meeting_id, "Thảo luận")
        assert secretary.post(new, "move", item=item, after=None).status_code == 204
        assert (
            secretary.document(old).item_id == secretary.document(new).item_id == item
        )

    def test_while_the_old_one_is_read_neither_leaves_its_item(self, secretary, new):
        assert secretary.post(new, "move", item=None, after=None).status_code == 409

    def test_the_item_stays_while_its_document_is_read(self, secretary, new):
        secretary.post(new, "publish")
        path = f"/m/{secretary.meeting_id}/agenda/{secretary.item_id}/remove"
        assert secretary.client.post(path, json={}).status_code == 409


class TestMap:
    def test_it_is_there_once_both_have_their_pages(self, secretary, new):
        pairs = json.loads(secretary.document(new).page_map)
        assert pairs == [[1, 1], [2, 3], [3, 4]]

    @pytest.mark.process
    def test_the_worker_makes_it_by_itself(self, secretary, run_jobs):
        texts = [page(seed, 60) for seed in (1, 2)]
        old = secretary.add(sample_files.pdf_of(*texts), "báo cáo.pdf")
        data = sample_files.pdf_of(texts[0], page(9, 60), *texts[1:])
        new = issue_anew(secretary, old, data).json["id"]
        run_jobs()
        assert json.loads(secretary.document(new).page_map) == [[1, 1], [2, 3]]

    def test_whatever_follows_a_map_is_called_with_both(self, store, old, new):
        called = []

        def break_down(_store, _old, _new):
            raise Conflict("no")

        follow = [break_down, lambda _store, *ids: called.append(ids)]
        mapper = VersionMapper(store)
        mapper.after = follow
        mapper.map_versions(new)
        assert called == [(old, new)]
        mapper.start(threading.Event())
        assert mapper.after == [transfer_after_mapping]

    def test_a_lost_job_is_made_up_for(self, secretary, store, new, run_jobs):
        with store.unit_of_work("test") as work:
            work.session.get_one(Document, new).page_map = "[]"
        VersionMapper(store).resume()
        run_jobs()
        assert json.loads(secretary.document(new).page_map) == [[1, 1], [2, 3], [3, 4]]

    @pytest.mark.process
    def test_scans_are_compared_again_once_they_are_read(self, secretary, run_jobs):
        first = sample_scans.slip("Tờ trình về ngân sách", lines=1)
        cover = sample_scans.slip("Bìa: tài liệu phát hành lần hai", lines=1)
        old = secretary.add(sample_scans.as_file("TIFF", first), "quét.tif")
        run_jobs()
        data = sample_scans.as_file("TIFF", cover, first)
        new = issue_anew(secretary, old, data, "quet.tif").json["id"]
        run_jobs()
        assert json.loads(secretary.document(new).page_map) == [[1, 2]]


def test_a_copied_meeting_begins_with_the_newest(secretary, scene, store, old, new):
    secretary.post(new, "publish")
    account = scene.make_account()
    with store.unit_of_work("test") as work:
        copy = clone_meeting(
            work,
            identity=Identity(0, account_id=account, name="Lê Văn Thư"),
            source_id=secretary.meeting_id,
            title="Bản sao",
            with_members=False,
        )
        (twin,) = work.session.query(Document).filter_by(meeting_id=copy.id)
        assert (twin.version, twin.replaces_id, twin.page_map) == (1, None, "[]")
        assert twin.original_sha256 == secretary.document(new).original_sha256
        assert twin.publication == Publication.DRAFT


class TestChanges:
    @pytest.fixture
    def changed(self, secretary, store, old, make_version) -> int:
        """A new version: a page inserted, one changed, the last removed."""
        new = make_version(old, 1, 9, 2)
        write(store, new, [page(1), page(9), page(2).replace("HĐND", "UBND")])
        secretary.post(new, "publish")
        return new

    def test_every_page_is_named(self, old, changed, reader, secretary):
        reply = reader.get(f"{secretary.at}/{changed}/changes")
        assert reply.json["old"] == {"id": old, "version": 1}
        assert reply.json["new"] == {"id": changed, "version": 2}
        assert [tuple(change.values()) for change in reply.json["changes"]] == [
            ("same", 1, 1),
            ("added", None, 2),
            ("changed", 2, 3),
            ("removed", 3, None),
        ]

    def test_over_two_versions(self, old, changed, make_version, secretary):
        third = make_version(changed, 9, 2)
        reply = secretary.client.get(f"{secretary.at}/{third}/changes?since={old}")
        assert [tuple(change.values()) for change in reply.json["changes"]] == [
            ("removed", 1, None),
            ("added", None, 1),
            ("same", 2, 2),
            ("removed", 3, None),
        ]

    def test_a_picture_without_text_is_not_called_the_same(self, new, store, secretary):
        write(store, new, ["", page(9), page(2), page(3)])
        changes = secretary.client.get(f"{secretary.at}/{new}/changes").json["changes"]
        assert changes[0] == {"kind": "unread", "old": 1, "new": 1}

    def test_only_who_may_read_both_may_compare(self, old, new, secretary, reader):
        # The new one is still a draft.
        assert reader.get(f"{secretary.at}/{new}/changes").status_code == 404
        secretary.post(new, "publish")
        assert reader.get(f"{secretary.at}/{new}/changes").status_code == 200
        secretary.post(new, "withdraw")
        secretary.post(new, "publish")
        # The old one stays withdrawn.
        assert secretary.document(old).publication == Publication.WITHDRAWN
        assert reader.get(f"{secretary.at}/{new}/changes").status_code == 404

    def test_what_are_no_two_versions_is_refused(self, old, new, secretary):
        for path in (f"{old}/changes", f"{old}/changes?since={new}"):
            reply = secretary.client.get(f"{secretary.at}/{path}")
            assert reply.status_code == 404
            assert reply.json["message"]
        assert (
            secretary.client.get(f"{secretary.at}/{new}/changes?since=x").status_code
            == 200
        )


class TestOrders:
    ORDERS = {  # noqa: RUF012 of the class
        "handling": {"is_marked": True, "is_kept": False},
        "limits": {"readable_until": "2100-01-01T00:00:00+00:00", "until_close": True},
    }

    @pytest.mark.parametrize("route", ORDERS)
    @pytest.mark.parametrize("given_to", ["old", "new"])
    def test_they_hold_for_all_versions(self, secretary, old, new, route, given_to):
        secretary.post(new, "publish")
        paper = {"old": old, "new": new}[given_to]
        assert secretary.post(paper, route, **self.ORDERS[route]).status_code == 204
        for version in (old, new):
            row = secretary.document(version)
            assert {
                "is_marked": row.is_marked,
                "is_kept": row.is_kept,
                "readable_until": row.readable_until and row.readable_until.isoformat(),
                "until_close": row.until_close,
            } == {
                "is_marked": False,
                "is_kept": True,
                "readable_until": None,
                "until_close": False,
                **self.ORDERS[route],
            }

    def test_an_earlier_version_is_not_taken_away_once_that_is_forbidden(
        self, secretary, old, new, reader
    ):
        secretary.post(new, "publish")
        path = f"{secretary.at}/{old}/original"
        assert reader.get(path).status_code == 200
        secretary.post(new, "handling", is_marked=False, is_kept=False)
        assert reader.get(path).status_code == 403
