"""From the file to the members: seen, confirmed, written whole and once."""

import json

import pytest

from kiosk.accounts.models import SignIn
from kiosk.meetings.actions import Meeting
from kiosk.meetings.models import Member
from kiosk.meetings.rules import MeetingState
from kiosk.people.imports.store import (
    ABANDONED_AFTER_SECONDS,
    IMPORT_SILENT_SECONDS,
    ImportStore,
    remove_abandoned_imports,
)
from kiosk.roles import Role
from kiosk.sites.models import Site
from tests.people_lists import as_csv, as_xlsx, people
from tests.workbooks import Sheet, as_ods, as_xls

ANH, BINH = ("Lê Thị Ánh", "Sở Nội vụ"), ("Trần Văn Bình", "Sở Tài chính")


@pytest.mark.process
class TestBringing:
    def test_nothing_is_written_before_the_yes(self, desk):
        state = desk.bring_rows(ANH, BINH)
        assert state["phase"] == "preview"
        assert state["counts"]["new"] == 2
        assert state["preview"]["new_names"] == ["Lê Thị Ánh", "Trần Văn Bình"]
        assert desk.people() == []
        assert desk.metadata() == []

    def test_after_the_yes_all_are_there_and_one_fact_tells_it(self, desk):
        desk.bring_rows(BINH, ANH)
        assert desk.take()["phase"] == "done"
        assert desk.people() == [ANH, BINH]
        [fact] = map(json.loads, desk.metadata())
        assert fact == {"kind": "roster_imported", "added": 2, "changed": 0}

    def test_names_are_kept_in_nfc_and_found_without_marks(self, desk, store):
        desk.bring_rows(("Le\u0302 Thi\u0323 A\u0301nh", "Sở Nội vụ"))
        desk.take()
        assert desk.people() == [ANH]
        with store.read_session() as session:
            member = session.query(Member).filter_by(full_name="Lê Thị Ánh").one()
            assert member.folded_name == "le thi anh"
            assert member.role == Role.OFFICIAL_DELEGATE

    def test_the_same_file_once_more_changes_nothing(self, desk):
        rows = [ANH, BINH]
        desk.bring_rows(*rows)
        desk.take()
        state = desk.bring_rows(*rows)
        assert (state["counts"]["same"], state["counts"]["new"]) == (2, 0)
        desk.take()
        assert len(desk.metadata()) == 1
        assert len(desk.people()) == 2

    def test_a_workbook_with_sites_is_taken_over_with_leave(self, desk, store):
        data = as_xlsx(people(30))
        assert desk.bring(data, "ds.xlsx")["counts"]["wrong"] == 30
        assert desk.choose(create_sites=True)["counts"]["new"] == 30
        desk.take()
        with store.read_session() as session:
            [site] = session.query(Site).all()
            placed = session.query(Member).filter_by(site_id=site.id).count()
        assert placed == len(desk.people()) == 30
        kinds = [json.loads(fact)["kind"] for fact in desk.metadata()]
        assert kinds == ["sites_changed", "roster_imported"]

    @pytest.mark.parametrize("make", [as_xls, as_ods])
    def test_old_and_open_workbooks_are_read_in_the_sandbox(self, desk, make):
        rows = [("Họ và tên", "Đơn vị"), ANH, BINH, ("Ông Lê Ba", "Sở")]
        state = desk.bring(make(Sheet(rows, hidden=[3])), "ds")
        assert (state["counts"]["new"], state["counts"]["wrong"]) == (2, 1)
        offered = {each["name"] for each in state["preview"]["offers"]}
        assert offered == {"skip_hidden", "drop_titles"}
        state = desk.choose(skip_hidden=True, drop_titles=True)
        assert state["counts"]["left_out"] == 1
        assert state["preview"]["left_out"][0]["name"] == "Trần Văn Bình"
        desk.take()
        assert [name for name, _ in desk.people()] == ["Lê Thị Ánh", "Lê Ba"]

    def test_what_is_left_out_is_told_in_both_languages(self, desk):
        desk.bring_rows(("Nguy?n An", "Sở"), heading=("Full name", "Phone"))
        for language, words in (("vi", "không lưu"), ("en", "does not keep")):
            desk.client.set_cookie("language", language)
            reading = desk.state()["preview"]["reading"]
            assert words in reading["columns"][1]["why"]
            assert reading["notes"]

    def test_rows_in_error_are_left_out_and_said(self, desk):
        state = desk.bring_rows(ANH, ("", "Sở"), ("=cmd|x", "Sở"))
        assert [line["row"] for line in state["preview"]["problems"]] == [3, 4]
        assert "Thiếu họ và tên" in state["preview"]["problems"][0]["reason"]
        assert desk.take()["counts"] == {
            **state["counts"], "new": 1, "wrong": 2,
        }  # fmt: skip
        assert desk.people() == [ANH]

    def test_what_is_done_with_leaves_no_names_behind(self, desk, store):
        desk.bring_rows(ANH)
        folder = ImportStore(store.files.root, desk.meeting).folder
        desk.take()
        assert sorted(path.name for path in folder.iterdir()) == [
            "draft.json",
            "state.json",
        ]

    def test_dropped_is_gone(self, desk):
        desk.bring_rows(ANH)
        assert desk.post("/discard", {}).status_code == 204
        assert desk.state() == {"phase": "none"}
        assert desk.people() == []


@pytest.mark.process
class TestChoosing:
    def test_letters_are_chosen_before_anything_is_written(self, desk):
        data = "Hä vµ tªn;§¬n vÞ\nTrÇn ThÞ Ngäc ¸nh;Së Néi vô\n".encode("latin-1")
        state = desk.bring(data)
        assert state["preview"]["reading"]["writing"] is None
        assert desk.yes().status_code == 409
        desk.choose(writing="tcvn3")
        desk.take()
        assert desk.people() == [("Trần Thị Ngọc Ánh", "Sở Nội vụ")]

    def test_columns_can_be_matched_by_hand(self, desk):
        state = desk.bring_rows(ANH, heading=("Đại diện", "Nơi cử"))
        assert not state["preview"]["reading"]["has_names"]
        desk.choose(columns={"0": "full_name", "1": "unit"})
        desk.take()
        assert desk.people() == [ANH]

    def test_two_columns_cannot_be_the_same(self, desk):
        state = desk.bring_rows(ANH)
        wanted = {"columns": {"0": "full_name", "1": "full_name"}}
        body = {key: state[key] for key in ("draft", "turn")} | {"choice": wanted}
        assert desk.post("/choice", body).status_code == 409

    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    def test_separators_are_found(self, desk, separator):
        state = desk.bring(as_csv([ANH, BINH], separator, ("Họ tên", "Đơn vị")))
        assert state["preview"]["separator"] == separator
        assert state["counts"]["new"] == 2

    def test_a_wrong_guess_can_be_put_right(self, desk):
        state = desk.bring_rows(ANH)
        assert desk.choose(separator=",")["counts"]["new"] == 0
        assert desk.choose(separator=";")["counts"] == state["counts"]


class TestTogether:
    @pytest.mark.process
    def test_a_list_that_changed_meanwhile_is_shown_anew(self, desk, scene):
        desk.bring_rows(ANH)
        assert desk.yes().status_code == 200
        scene.make_member(desk.meeting, Role.OFFICIAL_DELEGATE, ANH[0])
        state = desk.work()
        assert state["phase"] == "refused"
        assert "vừa thay đổi" in state["message"]
        assert len(desk.people()) == 1
        assert desk.choose()["counts"]["changed"] == 1

    @pytest.mark.process
    def test_the_second_file_takes_the_place_of_the_first(self, desk):
        old = desk.bring_rows(ANH)
        desk.bring_rows(BINH)
        body = {key: old[key] for key in ("draft", "turn")}
        answer = desk.post(
            "/confirm", body | {"signature": old["preview"]["signature"]}
        )
        assert answer.status_code == 409
        desk.take()
        assert desk.people() == [BINH]

    @pytest.mark.process
    def test_a_new_role_ends_what_the_old_one_had_opened(self, desk, scene, store):
        known = scene.make_member(desk.meeting, Role.CHAIR, ANH[0], unit=ANH[1])
        scene.sign_in(known)
        desk.bring_rows((*ANH, "Khách mời"), heading=("Họ và tên", "Đơn vị", "Vai trò"))
        desk.take()
        with store.read_session() as session:
            assert session.get_one(Member, known).role == Role.GUEST
            sign_in = session.query(SignIn).filter_by(member_id=known).one()
            assert sign_in.ended_at is not None

    @pytest.mark.process
    def test_a_closed_meeting_takes_no_list(self, desk, store):
        desk.bring_rows(ANH)
        with store.unit_of_work("test") as work:
            meeting = work.session.get_one(Meeting, desk.meeting)
            meeting.state = MeetingState.CLOSED
        assert desk.yes().status_code == 409
        assert desk.client.post(f"{desk.url}?name=a.csv", data=b"a").status_code == 409

    def test_a_file_beyond_measure_is_not_even_begun_with(self, desk):
        answer = desk.client.post(f"{desk.url}?name=a.csv", data=b"a" * 20_000_001)
        assert (answer.status_code, answer.json["error"]) == (422, "too_large")
        assert desk.state() == {"phase": "none"}

    def test_only_the_secretariat_brings_lists(self, desk, scene, client_for):
        for role in (Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.ENTRANCE):
            client = client_for(scene.make_member(desk.meeting, role))
            assert client.post(f"{desk.url}?name=a.csv", data=b"a").status_code == 403
            assert client.get(f"{desk.url}/state").status_code == 403
            assert client.get(f"{desk.url}/copy/csv").status_code == 403


class TestLeftBehind:
    def test_a_dead_worker_is_noticed(self, desk, monkeypatch):
        desk.client.post(f"{desk.url}?name=a.csv", data=b"Ten\nA")
        assert desk.state()["phase"] == "reading"
        monkeypatch.setattr(ImportStore, "_age", lambda *_: IMPORT_SILENT_SECONDS + 1)
        assert desk.state()["phase"] == "failed"

    def test_a_folder_that_a_list_is_about_to_come_into_is_not_swept(self, tmp_path):
        folder = ImportStore(tmp_path, 1).folder
        folder.mkdir(parents=True)
        remove_abandoned_imports(tmp_path)
        assert folder.is_dir()

    @pytest.mark.process
    def test_what_lies_about_is_swept(self, desk, store, monkeypatch):
        desk.bring_rows(ANH)
        root = store.files.root
        remove_abandoned_imports(root)
        assert desk.state()["phase"] == "preview"
        monkeypatch.setattr(
            "kiosk.people.imports.store.ABANDONED_AFTER_SECONDS",
            -ABANDONED_AFTER_SECONDS,
        )
        remove_abandoned_imports(root)
        assert desk.state()["phase"] == "none"
