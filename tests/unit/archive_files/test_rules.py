"""The plan of an archive file, and its words."""

import datetime as dt
import hashlib

import msgspec

from kiosk.archive_files.rules import ArchivePage, ArchivePlan, ArchiveWord, read_words


def plan(title: str = "Báo cáo") -> ArchivePlan:
    return ArchivePlan(
        title=title,
        source="a" * 64,
        kind="pdf",
        pages=(ArchivePage("b" * 64, 595.0, 842.0),),
        digitised_by="Nguyễn Văn A",
        unit="Văn phòng",
        digitised_at=dt.datetime(2026, 11, 27, 1, 5, tzinfo=dt.UTC),
        file_name="bao-cao.pdf",
        original_sha256="c" * 64,
    )


def test_boxes_without_confidence_are_certain():
    boxes = read_words(b'[[0.1,0.2,0.3,0.4,"A"],[0,0,1,1,"B",61]]')
    assert boxes == [
        ArchiveWord(0.1, 0.2, 0.3, 0.4, "A", 100),
        ArchiveWord(0, 0, 1, 1, "B", 61),
    ]


def test_the_signature_is_that_of_the_content():
    expected = hashlib.sha256(msgspec.json.encode(plan())).hexdigest()
    assert plan().signature == expected != plan("Tờ trình").signature


def test_the_note_names_who_digitised_it_and_that_a_machine_read_it():
    note = plan().note("Tesseract 5")
    for words in ("Nguyễn Văn A, Văn phòng", "Tesseract 5", "bao-cao.pdf", "c" * 64):
        assert words in note
