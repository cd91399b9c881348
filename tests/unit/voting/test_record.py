"""The record of a vote as files: who gets it, and what it says."""

import csv
import io
import json

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from kiosk.exports.job import ExportJob
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.voting.record import render
from kiosk.voting.record.export import VOTE_RECORD, record_content
from kiosk.voting.record.rules import percent, rule_words
from kiosk.voting.rules.kinds import PassingRule, RuleBase
from tests.unit.voting.conftest import NO, YES
from tools import recount


def counted(room, **fields) -> int:
    vote = room.opened(**fields)
    for tablet, place in zip(room.tablets, (YES, YES, YES, YES, NO), strict=True):
        assert room.cast(vote, tablet, place).json["kept"]
    room.act(vote, "close")
    return vote


def record_of(room, vote: int):
    with room.store.read_session() as session:
        return record_content(session, room.meeting, vote)


def files_of(room, vote: int, folder) -> dict[str, bytes]:
    assert list(render.write_files(record_of(room, vote), folder))[-1] == (4, 4)
    return {path.suffix: path.read_bytes() for path in folder.glob("made.*")}


def pages_of(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.split()) for text in texts]


def cells_of(xlsx: bytes) -> dict[str, list[tuple]]:
    book = load_workbook(io.BytesIO(xlsx))
    return {sheet.title: list(sheet.values) for sheet in book}


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (2, 3, "66,67"),
        (1, 3, "33,33"),
        (0, 5, "0,00"),
        (5, 5, "100,00"),
        (1, 0, "0,00"),
        (7915, 11_873, "66,66"),
    ],
)
def test_percentages_are_exact(count, of, words):
    assert percent(count, of) == words


def test_rules_in_words():
    assert rule_words(PassingRule()) == "quá 1/2 số có mặt"
    two_thirds = PassingRule(
        base=RuleBase.SUMMONED, numerator=2, denominator=3, strict=False
    )
    assert rule_words(two_thirds) == "ít nhất 2/3 số được triệu tập"


def test_an_open_vote(room, tmp_path):
    vote = counted(room)
    room.act(vote, "announce")
    files = files_of(room, vote, tmp_path)
    text = " ".join(pages_of(files[".pdf"]))
    for words in (
        *("BIÊN BẢN BIỂU QUYẾT", "ĐẢNG CỘNG SẢN VIỆT NAM", "Tổng số được triệu tập: 6"),
        *("66,67", "quá 1/2 số có mặt: cần 4", "Hội nghị thông qua."),
        *("% so với triệu tập", "% so với có mặt"),
        "NGƯỜI GHI BIÊN BẢN T/M ĐOÀN CHỦ TỊCH",
    ):
        assert words in text
    assert "CHƯA CÔNG BỐ" not in text
    assert "THỬ" not in text
    published = json.loads(files[".json"])
    assert published["sha256"] in "".join(text.split())
    sheets = cells_of(files[".xlsx"])
    assert [*sheets] == ["Biên bản", "Kết quả", "Từng đại biểu"]
    assert sheets["Kết quả"][2][:5] == (1, "Đồng ý", 4, "66,67", "66,67")
    assert [row[1] for row in sheets["Từng đại biểu"][2:]] == [
        f"Lò Văn {n}" for n in range(5)
    ]
    assert files[".csv"].startswith(b"\xef\xbb\xbf")
    rows = list(
        csv.reader(io.StringIO(files[".csv"].decode("utf-8-sig")), delimiter=";")
    )
    assert ["1", "Đồng ý", "4", "66,67", "66,67"] in rows


def test_the_json_is_right(room, tmp_path):
    files_of(room, counted(room), tmp_path)
    assert recount.main([str(tmp_path / "made.json")]) == 0


def test_a_secret_vote_has_no_names(room, tmp_path):
    files = files_of(room, counted(room, kind="secret"), tmp_path)
    text = " ".join(pages_of(files[".pdf"]))
    assert "BIÊN BẢN KIỂM PHIẾU" in text
    assert "KẾT QUẢ CHƯA CÔNG BỐ" in text
    assert "T/M BAN KIỂM PHIẾU TRƯỞNG BAN" in text
    # The committee's names are not stored: room for the hand.
    assert "Ban kiểm phiếu: Trưởng ban: ....." in text
    assert "Lò Văn" not in text
    assert "Lò Văn" not in files[".csv"].decode()
    assert [*cells_of(files[".xlsx"])] == ["Biên bản", "Kết quả"]


def test_an_election_lists_the_elected(room, tmp_path):
    labels = ["Nguyễn Văn An", "=Bùi Thị Bé", "Lê Chi"]
    vote = counted(room, kind="election", form="up_to", max_choices=1, labels=labels)
    room.act(vote, "announce")
    files = files_of(room, vote, tmp_path)
    text = " ".join(pages_of(files[".pdf"]))
    assert "xếp theo thứ tự tên người theo vần A, B, C" in text
    assert "Trúng cử: 1 người." in text
    assert "Nguyễn Văn An – 4 phiếu" in text
    assert "'=Bùi Thị Bé" in files[".csv"].decode()
    assert "=Bùi Thị Bé" in [row[1] for row in cells_of(files[".xlsx"])["Kết quả"]]


def test_a_rehearsal_says_so_on_every_page_and_sheet(room, tmp_path):
    labels = [f"Ứng cử viên số {n}" for n in range(60)]
    vote = counted(
        room,
        kind="election",
        form="up_to",
        max_choices=60,
        labels=labels,
        is_rehearsal=True,
    )
    files = files_of(room, vote, tmp_path)
    pages = pages_of(files[".pdf"])
    assert len(pages) > 1
    assert all("BIỂU QUYẾT THỬ" in page for page in pages)
    for rows in cells_of(files[".xlsx"]).values():
        assert "BIỂU QUYẾT THỬ" in rows[0][0]
    assert "BIỂU QUYẾT THỬ" in files[".csv"].decode().splitlines()[0]
    assert json.loads(files[".json"])["rehearsal"] is True


def test_the_states_heading(room, tmp_path):
    vote = counted(room)
    with room.store.unit_of_work("test") as work:
        work.session.connection().exec_driver_sql(
            "UPDATE meetings SET body_name = 'Hội đồng nhân dân tỉnh Sơn Lâm'"
        )
    text = " ".join(pages_of(files_of(room, vote, tmp_path)[".pdf"]))
    assert "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "THƯ KÝ CHỦ TOẠ" in text
    assert "biên bản được lập thành ......... bản./." in text


class TestRoutes:
    """Only of closed votes, and only for those who run votes."""

    def path(self, room, vote: int, more: str = "") -> str:
        return f"{room.at}/{vote}/exports{more}"

    @pytest.mark.process
    def test_requested_made_and_taken(self, room):
        vote = counted(room)
        path = self.path(room, vote)
        assert room.chair.post(path, json={}).status_code == 204
        assert room.chair.post(path, json={}).status_code == 409
        job = ExportJob(room.store, Sandbox(lower_priority=False), [VOTE_RECORD])
        job.install()
        while (task := room.store.bulk_jobs.huey.dequeue()) is not None:
            room.store.bulk_jobs.huey.execute(task)
        state = room.chair.get(path).json
        assert (state["state"], state["is_old"]) == ("ready", False)
        for kind, start in (
            *(
                ("pdf", b"%PDF"),
                ("xlsx", b"PK"),
                ("csv", b"\xef\xbb\xbf"),
                ("json", b"{"),
            ),
        ):
            reply = room.chair.get(self.path(room, vote, f"/file?kind={kind}"))
            assert reply.status_code == 200
            assert reply.data.startswith(start)
        bad = room.chair.get(self.path(room, vote, "/file?kind=zip"))
        assert bad.status_code == 404
        room.act(vote, "announce")
        assert room.chair.get(path).json["is_old"]
        job.sweep()
        assert room.chair.get(path).json["state"] == "ready"

    @pytest.mark.parametrize("method", ["post", "get"])
    def test_not_while_it_is_open(self, room, method):
        vote = room.opened()
        ask = getattr(room.chair, method)
        assert ask(self.path(room, vote)).status_code == 409
        assert room.chair.get(self.path(room, vote, "/file")).status_code == 409

    @pytest.mark.parametrize(
        "role", [Role.OFFICIAL_DELEGATE, Role.GUEST, Role.WALL, Role.SITE_LEAD]
    )
    def test_not_for_others(self, room, role):
        vote = counted(room)
        client = room.client_for(room.person("Người khác", role, is_here=False))
        assert client.post(self.path(room, vote)).status_code == 403
        assert client.get(self.path(room, vote)).status_code == 403
        file = client.get(self.path(room, vote, "/file?kind=json"))
        assert file.status_code == 403
