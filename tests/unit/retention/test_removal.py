"""The dry run names what goes; the confirmed removal takes just that."""

import argparse

import msgspec
import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.models import AccessEntry
from kiosk.cli import retention as command
from kiosk.exports.rules import Export, ExportState
from kiosk.exports.store import ExportStore
from kiosk.people.export import PEOPLE_LIST
from kiosk.record.verification import check_journal
from kiosk.retention import plan_child
from kiosk.retention.actions import confirm_as_operator
from kiosk.retention.export import RETENTION_PLAN
from kiosk.retention.job import RemovalJob
from kiosk.retention.models import MeetingRetention
from kiosk.retention.queries import due_meetings, plan_removal, retention_lines
from kiosk.retention.rules import RetentionState
from kiosk.retention.tables import GOING_TABLES, STAYING_TABLES
from kiosk.storage.journal import JournalEntry


@pytest.fixture
def plan(store):
    """Return the dry run of all due meetings."""

    def made():
        with store.read_session() as session:
            due = due_meetings(session, 0, clock.now())
            return plan_removal(session, due, store.files.path)

    return made


@pytest.fixture
def confirm(store, plan):
    def confirmed():
        shown = plan()
        with store.unit_of_work("test") as work:
            confirm_as_operator(work, shown.meetings)
        return shown

    return confirmed


class TestTheDryRun:
    def test_names_files_bytes_and_rows(self, store, due, plan, counts):
        [removal] = plan().meetings
        assert removal.title == "Hội nghị cũ"
        names = {document.title: document for document in removal.documents}
        document = names["BC Hội nghị cũ"]
        assert document.file_name == "bao-cao.pdf"
        # The original, two images, and the words that both pages share.
        sizes = [
            store.files.path(sha256).stat().st_size
            for sha256 in store.files.iter_hashes(older_than=0)
        ]
        assert (document.files, document.bytes) == (4, sum(sizes))
        assert document.bytes > 60
        before = counts(due.meeting)
        said = {rows.table: rows.count for rows in removal.rows}
        assert said == {name: before[name] for name in GOING_TABLES if before[name]}
        assert set(said) == set(GOING_TABLES)

    def test_changes_nothing_and_is_repeatable(self, due, plan, counts):
        before = counts(due.meeting)
        assert plan().signature == plan().signature
        assert counts(due.meeting) == before

    @pytest.mark.usefixtures("due")
    def test_files_that_another_meeting_has_too_are_not_counted(self, scene, plan):
        elsewhere = scene.make_meeting()
        scene.make_document(
            elsewhere, None, [b"page one", b"page two"], title="BC Hội nghị cũ"
        )
        [removal] = plan().meetings
        files = {document.title: document.files for document in removal.documents}
        assert files["BC Hội nghị cũ"] == 0

    def test_only_closed_meetings_whose_time_is_over_are_due(
        self, scene, store, make_due, keep
    ):
        scene.make_meeting("Đang họp")
        long_kept, for_ever, by_default = (make_due().meeting for _ in range(3))
        keep(long_kept, 600)
        keep(for_ever, 0)
        keep(by_default, None)
        with store.read_session() as session:
            assert due_meetings(session, 0, clock.now()) == []
            assert due_meetings(session, 12, clock.now()) == [by_default]
            lines = retention_lines(session, 12, clock.now())
        states = {line.id: line.state for line in lines}
        assert states[long_kept] is RetentionState.WAITING
        assert states[for_ever] is RetentionState.FOR_EVER


class TestTheRemoval:
    def test_takes_what_was_named_and_leaves_the_record(
        self, store, due, confirm, counts, monkeypatch
    ):
        monkeypatch.setattr("kiosk.retention.actions.ROWS_AT_ONCE", 1)
        monkeypatch.setattr("kiosk.retention.removal.ROWS_AT_ONCE", 1)
        before = counts(due.meeting)
        shown = confirm()
        exports = ExportStore(store.files.root, PEOPLE_LIST)
        exports.begin(str(due.meeting))
        RemovalJob(store).remove(shown.signature)
        after = counts(due.meeting)
        assert {name: after[name] for name in GOING_TABLES} == dict.fromkeys(
            GOING_TABLES, 0
        )
        for name in set(STAYING_TABLES) - {"journal", "journal_counters"}:
            assert after[name] == before[name], name
        assert exports.read(str(due.meeting)).state is ExportState.NONE
        assert not list(store.files.iter_hashes(older_than=0))
        with store.read_session() as session:
            kept = session.get_one(MeetingRetention, due.meeting)
            bodies = session.scalars(select(JournalEntry.body)).all()
            assert check_journal(session, due.meeting).fault is None
        assert kept.removed_at is not None
        assert "meeting_data_removed" in bodies[-1]

    @pytest.mark.usefixtures("due")
    def test_other_meetings_keep_their_rows_and_files(
        self, scene, store, confirm, counts
    ):
        other = scene.make_meeting()
        scene.make_document(other, None, [b"page one"])
        before = counts(other)
        RemovalJob(store).remove(confirm().signature)
        assert counts(other) == before
        assert len(list(store.files.iter_hashes(older_than=0))) == 3

    def test_is_not_made_if_something_has_changed_since(
        self, scene, store, due, confirm, counts
    ):
        shown = confirm()
        scene.make_document(due.meeting, None, [b"page three"])
        before = counts(due.meeting)
        RemovalJob(store).remove(shown.signature)
        assert counts(due.meeting) == before
        with store.read_session() as session:
            assert session.get_one(MeetingRetention, due.meeting).confirmed_at is None

    def test_goes_on_after_an_interruption(self, store, due, confirm, counts):
        confirm()
        job = RemovalJob(store)
        queued = []
        store.bulk_jobs.enqueue = lambda *a, **b: queued.append((a, b))
        job.resume()
        assert len(queued) == 1
        job.remove()
        assert not any(counts(due.meeting)[name] for name in GOING_TABLES)
        job.resume()
        assert len(queued) == 1


class TestTheScreen:
    @pytest.fixture
    def made(self, store, administrator, tmp_path):
        """Request a dry run and do the worker's part."""

        def make() -> str:
            assert administrator.post("/retention/plan", json={}).status_code == 204
            exports = ExportStore(store.files.root, RETENTION_PLAN)
            [key] = exports.all_keys()
            export = exports.read(key)
            content = RETENTION_PLAN.plan(store, export, lambda *_: None).content
            list(plan_child.make(content, tmp_path))
            ready = msgspec.structs.replace(
                export, state=ExportState.READY, suffixes=("plan",)
            )
            exports.put_files(export, {"plan": tmp_path / "made.plan"})
            exports.write(ready)
            return content.signature

        return make

    def test_shows_the_dry_run_and_has_it_carried_out(
        self, store, administrator, due, made, counts
    ):
        html = {"Accept": "text/html"}
        page = administrator.get("/retention", headers=html).text
        assert "Có 1 hội nghị đến hạn" in page
        signature = made()
        page = administrator.get("/retention", headers=html).text
        assert "BC Hội nghị cũ" in page
        assert "bao-cao.pdf" in page
        assert "Ảnh trang" in page
        reply = administrator.post("/retention/apply", json={"signature": signature})
        assert reply.status_code == 204
        with store.read_session() as session:
            acts = session.scalars(select(AccessEntry.act)).all()
        assert acts == ["export_begun", "retention_applied"]
        assert "Đang xoá" in administrator.get("/retention", headers=html).text
        RemovalJob(store).remove(signature)
        assert counts(due.meeting)["documents"] == 0
        assert "Đã xoá" in administrator.get("/retention", headers=html).text

    def test_nothing_is_removed_without_the_newest_dry_run(
        self, store, administrator, due, made, keep
    ):
        def apply(signature: str):
            return administrator.post("/retention/apply", json={"signature": signature})

        assert apply("").status_code == 409
        signature = made()
        assert apply("0" * 64).status_code == 409
        keep(due.meeting, 600)
        assert apply(signature).status_code == 409
        with store.read_session() as session:
            assert session.get_one(MeetingRetention, due.meeting).confirmed_at is None

    def test_keeping_times_are_set_and_logged(self, store, administrator, due):
        path = f"/retention/m/{due.meeting}"
        for months in (24, 0, None):
            reply = administrator.post(path, json={"months": months})
            assert reply.status_code == 204
        for wrong in (-1, 1201, "12", 1.5):
            assert administrator.post(path, json={"months": wrong}).status_code == 422
        unknown = administrator.post("/retention/m/98765", json={"months": 12})
        assert unknown.status_code == 404
        with store.read_session() as session:
            details = session.scalars(select(AccessEntry.detail)).all()
            assert session.get_one(MeetingRetention, due.meeting).months is None
        assert details == [
            f"meeting:{due.meeting} months:{said}" for said in (24, 0, "default")
        ]

    def test_is_the_administrators(self, scene, client_for, due):
        staff = client_for(account_id=scene.make_account("thuky"))
        for client in (staff, client_for(scene.make_member(due.meeting)), client_for()):
            for path in ("", "/plan"):
                assert client.get(f"/retention{path}").status_code in {401, 403}
            for path in (f"/m/{due.meeting}", "/plan", "/apply"):
                body = {"months": 12} if "/m/" in path else {"signature": ""}
                reply = client.post(f"/retention{path}", json=body)
                assert reply.status_code in {401, 403}, path


class TestTheCommand:
    def test_says_what_would_go_and_removes_it_only_if_told(
        self, store, due, counts, capsys
    ):
        config = store.config
        assert command.run(config, argparse.Namespace(apply=False)) == 0
        said = capsys.readouterr().out
        assert "Hội nghị cũ" in said
        assert "bao-cao.pdf" in said
        assert "Tài liệu: " in said
        assert counts(due.meeting)["documents"]
        assert command.run(config, argparse.Namespace(apply=True)) == 0
        assert "đã xoá" in capsys.readouterr().out
        assert not counts(due.meeting)["documents"]
        assert command.run(config, argparse.Namespace(apply=False)) == 0
        assert "Không có hội nghị nào đến hạn" in capsys.readouterr().out
        with store.read_session() as session:
            entry = session.scalars(select(AccessEntry)).one()
        assert (entry.act, entry.username) == ("retention_applied", "operator")


def test_only_an_administrator_gets_a_dry_run(store, scene):
    export = Export(str(scene.make_account("thuky")))
    assert RETENTION_PLAN.plan(store, export, lambda *_: None) is None
