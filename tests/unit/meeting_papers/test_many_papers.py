"""A large attendance list: one PDF for each site, together in a ZIP file."""

import zipfile

from kiosk.meeting_papers.content import attendance_list as lists
from kiosk.meeting_papers.files import file_name, make
from kiosk.meeting_papers.paper_order import PaperOrder
from kiosk.official_papers.rules import PaperKind
from tests.unit.meeting_papers.sample import STATE, form, pages_of
from tests.unit.meeting_papers.test_other_papers import attendance, row


def test_a_zip_of_a_summary_and_a_paper_for_each_site(monkeypatch, tmp_path):
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    content = attendance(
        ("Xã A/B", [row(1), row(2), row(3)]), ("Phường 1: Đông", [row(4)])
    )
    blank = form(STATE, PaperKind.ATTENDANCE_LIST)
    steps = list(make(PaperOrder(blank, content), tmp_path))
    assert steps == [(0, 4), (2, 4), (3, 4), (4, 4)]
    with zipfile.ZipFile(tmp_path / "made.zip") as packed:
        names = packed.namelist()
        texts = {name: " ".join(pages_of(packed.read(name))) for name in names}
    assert names == [
        "000 Tổng hợp.pdf",
        "001 Xã A-B (phần 1-2).pdf",
        "001 Xã A-B (phần 2-2).pdf",
        "002 Phường 1- Đông.pdf",
    ]
    assert "TỔNG HỢP ĐIỂM DANH" in texts["000 Tổng hợp.pdf"]
    assert "Lò Văn 3" in texts["001 Xã A-B (phần 2-2).pdf"]
    assert "Lò Văn 3" not in texts["001 Xã A-B (phần 1-2).pdf"]
    assert (tmp_path / "made.png").read_bytes().startswith(b"\x89PNG")


def test_names_of_files_are_safe():
    assert file_name("../../etc") == "-..-etc"
    assert len(file_name("x" * 300)) == 100
