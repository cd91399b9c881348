"""`add-document` and `search`, as a script calls them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.documents.models import Document
from kiosk.meetings.rules import MeetingState
from kiosk.readiness.service import is_worker_running
from kiosk.storage.store import Store
from tests.scene import Scene
from tests.unit.ingestion import sample_files, sample_scans
from tests.waiting import wait_until

ROOT = Path(__file__).parents[3]


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "Tờ trình.pdf"
    path.write_bytes(sample_files.pdf(2))
    return str(path)


@pytest.fixture
def worker(store: Store) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk.worker"],
        cwd=ROOT,
        env={**os.environ, "KIOSK_DATA": str(store.config.data)},
        stderr=subprocess.DEVNULL,
    )
    assert wait_until(lambda: is_worker_running(store.config))
    yield process
    process.kill()
    process.wait()


def said(capsys: pytest.CaptureFixture[str]):
    return json.loads(capsys.readouterr().out)


class TestAddDocument:
    def test_it_tells_the_id_and_that_it_waits(self, store, meeting, paper, capsys):
        assert main(["add-document", meeting, paper]) == 0
        reported = said(capsys)
        assert reported == {"id": 1, "state": "waiting", "pages": 0}
        with store.read_session() as session:
            document = session.get_one(Document, 1)
        assert document.title == "Tờ trình"
        assert document.publication == "draft"
        assert store.prompt_jobs.waiting() == 1

    @pytest.mark.process
    @pytest.mark.usefixtures("worker")
    def test_with_wait_a_paper_is_found_a_scan_is_read_and_a_damaged_file_refused(
        self, meeting, paper, tmp_path, capsys
    ):
        assert main(["add-document", meeting, paper, "--wait"]) == 0
        reported = said(capsys)
        assert reported == {"id": reported["id"], "state": "ready", "pages": 2}
        for words in (["quan", "triet"], ['"quán triệt"'], ["QUÁN TRIỆT"]):
            assert main(["search", meeting, *words, "--json"]) == 0
            hits = said(capsys)
            assert [(hit["document"], hit["page"]) for hit in hits] == [
                (reported["id"], 1),
                (reported["id"], 2),
            ]
            assert set(hits[0]) == {"document", "page", "snippet"}
            assert "quán triệt" in hits[0]["snippet"].lower()

        path = tmp_path / "bản quét.pdf"
        path.write_bytes(sample_scans.as_file("PDF", sample_scans.slip()))
        assert main(["add-document", meeting, str(path), "--wait"]) == 0
        reported = said(capsys)
        assert (reported["state"], reported["text"]) == ("ready", "done")
        for words in ("trung tam", "trung tâm"):
            assert main(["search", meeting, words, "--json"]) == 0
            assert [hit["page"] for hit in said(capsys)] == [1]

        path = tmp_path / "hỏng.pdf"
        path.write_bytes(sample_files.pdf(2)[:600])
        assert main(["add-document", meeting, str(path), "--wait"]) == 2
        reported = said(capsys)
        assert reported["state"] == "refused"
        assert reported["reason"]

    def test_without_a_worker_nothing_is_added_to_wait_for(
        self, store, meeting, paper, capsys
    ):
        assert main(["add-document", meeting, paper, "--wait"]) == 1
        reported = capsys.readouterr()
        assert "Bộ xử lý tài liệu không chạy" in reported.err
        assert reported.out == ""
        with store.read_session() as session:
            assert session.get(Document, 1) is None

    def test_unsupported_file_is_rejected_at_once(
        self, store, meeting, tmp_path, capsys
    ):
        path = tmp_path / "thư.pdf"
        path.write_text("không phải PDF")
        assert main(["add-document", meeting, str(path)]) == 2
        reported = said(capsys)
        assert (reported["id"], reported["state"]) == (None, "refused")
        assert reported["reason"]
        assert list((store.config.data / "files").rglob("incoming/*")) == []

    def test_errors_are_printed_in_words(self, store, meeting, paper, capsys):
        assert main(["add-document", "99", paper]) == 2
        assert "Không có hội nghị này" in said(capsys)["reason"]
        assert main(["add-document", meeting, paper, "--item", "7"]) == 2
        assert "Không có nội dung này" in said(capsys)["reason"]
        closed = Scene(store).make_meeting(state=MeetingState.CLOSED)
        assert main(["add-document", str(closed), paper]) == 2
        assert "đã kết thúc" in said(capsys)["reason"]
        assert main(["add-document", meeting, "/nowhere.pdf"]) == 1
        assert "/nowhere.pdf" in capsys.readouterr().err
        with pytest.raises(SystemExit):
            main(["add-document", "x", paper])


class TestSearch:
    def test_people_read_lines(self, store, meeting, capsys):
        scene = Scene(store)
        scene.make_document(int(meeting), scene.make_item(int(meeting)), [b"page"])
        assert main(["search", meeting, "quan"]) == 0
        assert capsys.readouterr().out == (
            "Báo cáo chuyển đổi số (1), trang 1: quán triệt\n"
        )

    def test_nothing_found_is_an_empty_list(self, meeting, capsys):
        assert main(["search", meeting, "xyzzy", "--json"]) == 0
        assert said(capsys) == []
        assert main(["search", meeting, "xyzzy"]) == 0
        assert "Không tìm thấy" in capsys.readouterr().err

    @pytest.mark.usefixtures("store")
    def test_no_such_meeting(self, capsys):
        assert main(["search", "99", "quan"]) == 2
        assert "Không có hội nghị này" in capsys.readouterr().err


class TestArchive:
    def test_a_paper_that_is_no_scan_is_refused_in_words(self, meeting, store, capsys):
        paper = Scene(store).make_document(int(meeting), None, [b"webp"])
        out = str(store.config.data / "a.pdf")
        assert main(["archive", meeting, str(paper), "--out", out]) == 2
        assert "bản quét" in capsys.readouterr().err
        assert main(["archive", meeting, "999", "--out", out]) == 2
        assert not Path(out).exists()

    @pytest.mark.process
    def test_a_scan_is_written_without_a_worker(self, meeting, store, capsys):
        paper = Scene(store).make_document(int(meeting), None, [b"webp"])
        scan = store.files.store_bytes(sample_scans.as_file("PDF", sample_scans.slip()))
        with store.unit_of_work("test") as work:
            document = work.session.get_one(Document, paper)
            document.pdf_sha256, document.recognition = scan.sha256, "done"
        out = store.config.data / "lưu trữ.pdf"
        assert main(["archive", meeting, str(paper), "--out", str(out)]) == 0
        assert out.read_bytes().startswith(b"%PDF-1.7")
        assert "1 trang" in capsys.readouterr().out
        nowhere = str(store.config.data / "none" / "a.pdf")
        assert main(["archive", meeting, str(paper), "--out", nowhere]) == 1
        assert "Không ghi được" in capsys.readouterr().err
