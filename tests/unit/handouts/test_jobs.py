"""Jobs of handouts: progress, cancelling, expiry and permissions."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.exports.generate import MadeExport
from kiosk.exports.job import _ExportRun
from kiosk.exports.rules import ExportState
from kiosk.handouts.logos import logo_path, store_logo, sweep_logos
from kiosk.handouts.rules import FILE_LIFETIME
from kiosk.meetings.models import Meeting
from kiosk.record.actions import sign_removal
from kiosk.record.rules import RemovalReason
from kiosk.roles import Role
from tests.unit.handouts.conftest import LONG_NAME
from tests.unit.handouts.pdf_text import read, texts, unpacked


@pytest.fixture
def at(meeting) -> str:
    return f"/m/{meeting}/handouts/badges"


@pytest.mark.process
@pytest.mark.usefixtures("people")
class TestProgress:
    def test_from_nothing_to_ready(self, secretary, at, work_off):
        assert secretary.get(f"{at}/state").json["state"] == "none"
        assert secretary.get(at).status_code == 404
        assert secretary.post(at, json={}).status_code == 204
        assert secretary.get(f"{at}/state").json["state"] == "waiting"
        assert secretary.post(at, json={}).status_code == 409
        work_off()
        reported = secretary.get(f"{at}/state").json
        assert (reported["state"], reported["done"], reported["total"]) == (
            "ready",
            4,
            4,
        )
        reply = secretary.get(at)
        assert reply.mimetype == "application/pdf"
        assert reply.headers["Cache-Control"] == "private, no-store"
        assert "attachment" in reply.headers["Content-Disposition"]

    def test_it_is_told_while_it_runs(self, secretary, at, work_off, monkeypatch):
        heard = []
        say = _ExportRun._progress

        def listen(job, done, total):
            say(job, done, total)
            heard.append(secretary.get(f"{at}/state").json)

        monkeypatch.setattr(_ExportRun, "_progress", listen)
        secretary.post(at, json={})
        work_off()
        assert [(one["state"], one["done"], one["total"]) for one in heard] == [
            # Badges are issued first, nobody knows yet of how many.
            ("running", 0, 0),
            ("running", 0, 4),
            ("running", 4, 4),
        ]

    def test_a_job_that_waits_is_cancelled_and_asked_for_anew(
        self, secretary, at, work_off
    ):
        secretary.post(at, json={})
        assert secretary.post(f"{at}/cancel", json={}).status_code == 204
        assert secretary.get(f"{at}/state").json["state"] == "cancelled"
        assert secretary.post(at, json={"sheet": "cr80"}).status_code == 204
        work_off()
        assert secretary.get(f"{at}/state").json["state"] == "ready"
        assert len(texts(secretary.get(at).data)) == 4

    def test_a_running_job_is_cancelled_and_leaves_nothing(
        self, secretary, at, work_off, monkeypatch, store
    ):
        say = _ExportRun._progress

        def cancel(job, done, total):
            secretary.post(f"{at}/cancel", json={})
            say(job, done, total)

        monkeypatch.setattr(_ExportRun, "_progress", cancel)
        secretary.post(at, json={})
        work_off()
        assert secretary.get(f"{at}/state").json["state"] == "cancelled"
        assert secretary.get(at).status_code == 404
        assert not list(store.files.scratch.glob("*"))
        assert not list(store.files.root.glob("exports/handouts/*/*.pdf"))

    def test_a_cancelled_job_does_not_write_over_the_one_after_it(
        self, secretary, at, work_off, monkeypatch
    ):
        keep = _ExportRun._keep

        def late(job, result: MadeExport):
            monkeypatch.setattr(_ExportRun, "_keep", keep)
            secretary.post(f"{at}/cancel", json={})
            secretary.post(at, json={"sheet": "cr80"})
            keep(job, result)
            assert secretary.get(f"{at}/state").json["state"] == "waiting"

        monkeypatch.setattr(_ExportRun, "_keep", late)
        secretary.post(at, json={})
        work_off()
        assert len(texts(secretary.get(at).data)) == 4


class TestKeeping:
    @pytest.mark.process
    @pytest.mark.usefixtures("people")
    def test_the_file_is_refused_and_removed_after_its_time(
        self, make, press, meeting, monkeypatch
    ):
        make()
        exports, key = press.exports("handouts"), f"{meeting}-badges"
        (file,) = exports.folder(key).glob("*.pdf")
        later = clock.now() + FILE_LIFETIME + dt.timedelta(minutes=1)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert exports.read(key).state is ExportState.NONE
        press.sweep()
        assert not file.exists()

    @pytest.mark.process
    @pytest.mark.usefixtures("people")
    def test_it_goes_with_its_meeting(self, make, store, press, meeting):
        make()
        store_logo(store.files.root, meeting, b"logo")
        sweep_logos(store)
        logo = logo_path(store.files.root, meeting)
        assert logo.exists()
        with store.unit_of_work("test") as work:
            sign_removal(work, meeting, bytes(32), RemovalReason.RETENTION)
            work.session.delete(work.session.get_one(Meeting, meeting))
        press.sweep()
        sweep_logos(store)
        assert press.exports("handouts").all_keys() == []
        assert not logo.exists()

    def test_nobody_to_print_is_said(self, secretary, at, work_off):
        secretary.post(at, json={})
        work_off()
        reported = secretary.get(f"{at}/state").json
        assert reported["state"] == "failed"
        assert "chưa có ai" in reported["refusal"]

    @pytest.mark.process
    @pytest.mark.usefixtures("people")
    def test_all_are_printed_already_is_said(self, make, secretary, at, work_off):
        make()
        secretary.post(at, json={"only_new": True})
        work_off()
        assert "đều đã in" in secretary.get(f"{at}/state").json["refusal"]


def test_choices_of_another_version_are_forgotten(secretary, press, meeting, work_off):
    press.exports("handouts").begin(f"{meeting}-badges", options='{"spec": 1}')
    assert secretary.get(f"/m/{meeting}/handouts").status_code == 200
    press.resume()
    work_off()
    reported = secretary.get(f"/m/{meeting}/handouts/badges/state").json
    assert reported["state"] == "failed"


class TestRefusals:
    @pytest.mark.parametrize(
        "words",
        [{"sheet": "a3"}, {"more": 1}, {"number": "x" * 301}, {"by_site": "yes"}],
    )
    def test_what_cannot_be_is_refused(self, secretary, at, words):
        assert secretary.post(at, json=words).status_code == 422

    def test_another_kind_is_not_found(self, secretary, meeting):
        reply = secretary.post(f"/m/{meeting}/handouts/posters", json={})
        assert reply.status_code == 404

    @pytest.mark.parametrize(
        "role", [Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.ENTRANCE, Role.WALL]
    )
    def test_only_the_secretariat_prints(self, scene, client_for, meeting, at, role):
        client = client_for(scene.make_member(meeting, role))
        for path in (at, f"{at}/state", f"/m/{meeting}/handouts"):
            assert client.get(path).status_code == 403
        for path in (at, f"{at}/cancel", f"/m/{meeting}/handouts/logo"):
            assert client.post(path, json={}).status_code == 403


@pytest.mark.process
@pytest.mark.usefixtures("people")
class TestInvitations:
    def test_of_the_party(self, make):
        data = make(
            "invitations",
            number="05-GM/TU",
            superior="Đảng bộ tỉnh Sơn Lâm",
            written_at="Sơn Lâm, ngày 05 tháng 02 năm 2026",
            notes="Trang phục: com-lê",
            authority="T/L Ban Thường vụ",
            signer="Trần Văn Bình",
            recipients="- Lưu Văn phòng Tỉnh uỷ.",
        )
        pages = [" ".join(text.split()) for text in texts(data)]
        assert len(pages) == 4
        for said in (
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số 05-GM/TU",
            "GIẤY MỜI",
            "kính mời đồng chí",
            LONG_NAME,
            "Trang phục: com-lê.",
            "T/L BAN THƯỜNG VỤ",
            "Trần Văn Bình",
            "ghế A12",
        ):
            assert said in pages[-1] or said in " ".join(pages)
        assert "CỘNG HOÀ" not in pages[0]
        assert len(set(read(data))) == 4

    def test_of_the_state(self, make, store, meeting):
        with store.unit_of_work("test") as work:
            found = work.session.get_one(Meeting, meeting)
            found.body_name = "Uỷ ban nhân dân tỉnh Sơn Lâm"
        page = " ".join(texts(make("invitations", number="05/GM-UBND"))[0].split())
        for said in (
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 05/GM-UBND",
            "./.",
        ):
            assert said in page
        assert "ĐẢNG CỘNG SẢN" not in page


@pytest.mark.process
@pytest.mark.usefixtures("people")
class TestDeskLists:
    def test_a_list_for_each_site_in_the_order_of_given_names_without_secrets(
        self, make
    ):
        data = make("desk-lists")
        first, second = (" ".join(text.split()) for text in texts(data))
        assert "Hội trường tỉnh – tổng số 3 đại biểu" in first
        assert first.index("Lê An") < first.index("Đỗ Thị Ánh") < first.index("Khánh")
        assert "Vàng A Páo" in second
        assert "Trang 1" in second
        assert read(data) == []

    def test_long_ones_number_their_rows_and_pages_on(self, make, scene, meeting):
        for number in range(110):
            scene.make_member(meeting, name=f"Đại biểu {number}")
        pages = [" ".join(text.split()) for text in texts(make("desk-lists"))]
        assert "Không thuộc điểm cầu nào – tổng số 110 đại biểu" in pages[2]
        assert " 110 Đại biểu " in pages[-1]
        assert f"Trang {len(pages) - 2}" in pages[-1]

    def test_packed_by_site(self, make):
        assert len(unpacked(make("desk-lists", by_site=True))) == 2
