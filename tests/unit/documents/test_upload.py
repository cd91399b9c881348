"""Uploads: what is accepted, and what is refused without leaving a file."""

import hashlib

import pytest

from kiosk.roles import Role
from kiosk.web import uploads
from tests.unit.documents.conftest import Secretary, kept_files, row_counts, used_files
from tests.unit.ingestion import sample_files


class TestAccepted:
    def test_the_original_its_hash_its_uploader_and_time_are_kept(self, secretary):
        data = sample_files.sized_pdf((595, 842))
        document = secretary.document(secretary.add(data, "Báo cáo số 1.pdf"))
        assert document.original_sha256 == hashlib.sha256(data).hexdigest()
        assert document.original_size == len(data)
        assert document.uploaded_by == "Nguyễn Thị Minh Khai"
        assert document.uploaded_at is not None
        assert (document.title, document.file_name) == (
            "Báo cáo số 1",
            "Báo cáo số 1.pdf",
        )

    def test_a_large_file_comes_in_pieces_beyond_the_size_of_forms(self, secretary):
        data = sample_files.sized_pdf((595, 842)) + b"\n% " + b"x" * 2_000_000
        assert secretary.upload(data, "lon.pdf").status_code == 201

    def test_the_same_original_twice_is_stored_once(self, secretary):
        data = sample_files.sized_pdf((595, 842))
        first, second = secretary.add(data, "a.pdf"), secretary.add(data, "b.pdf")
        assert first != second
        assert len(kept_files(secretary.store)) == 1

    def test_a_path_in_the_name_is_dropped(self, secretary):
        document = secretary.document(
            secretary.add(
                sample_files.sized_pdf((595, 842)), "C:\\thư mục\\..\\tờ trình.pdf"
            )
        )
        assert document.file_name == "tờ trình.pdf"

    def test_documents_of_an_item_stand_in_the_order_of_their_coming(self, secretary):
        ids = [
            secretary.add(sample_files.sized_pdf((595, 842 + n)), f"{n}.pdf")
            for n in range(3)
        ]
        assert [secretary.document(i).ordinal for i in ids] == [0, 1, 2]


BAD = {
    "zero bytes": (b"", "rong.pdf", "empty"),
    "a program named pdf": (b"MZ\x90\x00" + b"\0" * 100, "thu.pdf", "wrong_kind"),
    "a web page named pdf": (b"<!DOCTYPE html><html>", "trang.pdf", "wrong_kind"),
    "an archive named docx": (
        sample_files.archive({"a.txt": b"x"}),
        "to-trinh.docx",
        "wrong_kind",
    ),
    "a picture named pdf": (sample_files.picture("PNG"), "anh.pdf", "wrong_kind"),
    "a paper without extension": (
        sample_files.sized_pdf((9, 9)),
        "baocao",
        "wrong_kind",
    ),
    "an old Office file without contents": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "cu.doc",
        "damaged",
    ),
    "something unknown": (b"\x01\x02\x03\x04", "la.pdf", "unknown_kind"),
    "a file with macros": (
        sample_files.docx_with({"word/vbaProject.bin": b"x"}),
        "macro.docx",
        "macros",
    ),
    "an archive cut off": (sample_files.docx()[:3000], "dut.docx", "damaged"),
    "an archive of very many members": (
        sample_files.archive({f"word/{n}": b"" for n in range(5_001)}),
        "nhieu.docx",
        "too_packed",
    ),
}


class TestRefused:
    @pytest.mark.parametrize(("data", "name", "code"), BAD.values(), ids=BAD)
    def test_at_once_in_words_and_nothing_is_left(self, secretary, data, name, code):
        reply = secretary.upload(data, name, secretary.item_id)
        assert (reply.status_code, reply.json["error"]) == (422, code)
        assert reply.json["message"].endswith(".")
        assert kept_files(secretary.store) == set()
        assert row_counts(secretary.store) == (0, 0, 0)
        assert secretary.store.prompt_jobs.waiting() == 0

    def test_the_sentence_says_what_the_file_really_is(self, secretary):
        reply = secretary.upload(b"<html>", "trang.pdf")
        assert "Tệp tên .pdf nhưng nội dung là HTML" in reply.json["message"]

    def test_by_its_announced_length_before_a_byte_is_read(self, secretary):
        reply = secretary.client.post(
            f"{secretary.at}?name=a.pdf",
            environ_overrides={"CONTENT_LENGTH": "400000000"},
        )
        assert reply.json["error"] == "too_large"
        assert "300 MB" in reply.json["message"]

    def test_when_it_ends_before_its_announced_length(self, secretary):
        reply = secretary.client.post(
            f"{secretary.at}?name=a.pdf",
            data=sample_files.sized_pdf((595, 842)),
            environ_overrides={"CONTENT_LENGTH": "100000"},
        )
        assert reply.status_code in {400, 422}
        assert kept_files(secretary.store) == set()

    def test_for_a_name_that_no_file_can_have(self, secretary):
        reply = secretary.upload(
            sample_files.sized_pdf((595, 842)), "ệ" * 1001 + ".pdf"
        )
        assert (reply.status_code, reply.json["error"]) == (422, "name_too_long")
        assert "Tên tệp quá dài" in reply.json["message"]
        assert kept_files(secretary.store) == set()
        longest = secretary.add(sample_files.sized_pdf((595, 842)), "ệ" * 990 + ".pdf")
        assert len(secretary.document(longest).file_name) <= 210

    def test_for_an_item_of_another_meeting(self, secretary, scene):
        foreign = scene.make_item(scene.make_meeting("Hội nghị khác"))
        reply = secretary.upload(sample_files.sized_pdf((595, 842)), "a.pdf", foreign)
        assert reply.status_code == 404
        assert kept_files(secretary.store) == set()

    def test_a_bad_copy_does_not_harm_the_good_one(self, secretary):
        data = sample_files.sized_pdf((595, 842))
        secretary.add(data, "tot.pdf")
        assert secretary.upload(data, "sai.docx").status_code == 422
        assert kept_files(secretary.store) == used_files(secretary.store) != set()

    def test_in_a_meeting_that_is_over(self, secretary, scene):
        meeting = scene.make_meeting(state="closed")
        secretary_id = scene.make_member(meeting, Role.SECRETARY)
        secretary.client.set_cookie("kiosk", scene.sign_in(secretary_id))
        reply = Secretary(secretary.store, secretary.client, meeting, 0).upload(
            sample_files.sized_pdf((595, 842)), "a.pdf"
        )
        assert reply.status_code == 409


class TestIntruders:
    @pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.WALL])
    def test_only_those_who_prepare_the_meeting_upload(
        self, secretary, scene, client_for, role
    ):
        client = client_for(scene.make_member(secretary.meeting_id, role))
        theirs = Secretary(
            secretary.store, client, secretary.meeting_id, secretary.item_id
        )
        assert theirs.upload(sample_files.pdf(), "a.pdf").status_code == 403
        assert kept_files(secretary.store) == set()

    def test_a_secretary_of_another_meeting_finds_nothing(
        self, secretary, scene, client_for
    ):
        other = scene.make_meeting("Hội nghị khác")
        client = client_for(scene.make_member(other, Role.SECRETARY))
        theirs = Secretary(
            secretary.store, client, secretary.meeting_id, secretary.item_id
        )
        assert theirs.upload(sample_files.pdf(), "a.pdf").status_code == 404


def test_other_green_threads_run_between_the_pieces(secretary, monkeypatch):
    pauses = []
    monkeypatch.setattr(uploads.time, "sleep", pauses.append)
    secretary.upload(sample_files.sized_pdf((595, 842)) + b"%" * 300_000, "a.pdf")
    assert pauses.count(0) >= 4
