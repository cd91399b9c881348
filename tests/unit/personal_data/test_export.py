"""Finding a person, looking at what is held, and exporting it."""

import zipfile

import msgspec
import pytest
from sqlalchemy import select

from kiosk.accounts.models import AccessEntry
from kiosk.badges.models import Badge
from kiosk.exports.rules import Export
from kiosk.personal_data import export_child
from kiosk.personal_data.export import PERSON_EXPORT
from kiosk.personal_data.queries import find_people
from kiosk.personal_data.rules import PersonForm
from kiosk.personal_data.tables import TABLE_RULES

HTML = {"Accept": "text/html"}


@pytest.fixture
def plan(store, scene, person):
    """Return the content of a file for the administrator."""
    account = scene.make_account("quantri", is_administrator=True)

    def make(owner=account, *, notes=False):
        form = PersonForm([person.member], notes)
        options = msgspec.json.encode(form).decode()
        export = Export(str(owner), options=options)
        return PERSON_EXPORT.plan(store, export, lambda _done, _total: None)

    return make


class TestFinding:
    def test_by_name_and_unit_across_meetings(self, scene, store, person):
        second = scene.make_member(
            scene.make_meeting("Kỳ họp sau"), name=person.name, unit="UBND xã Nậm Cắn"
        )
        with store.read_session() as session:
            found, is_cut = find_people(session, "doan thi thuy")
            of_unit, _ = find_people(session, "Thuỳ Vỹ", "nam can")
            none, _ = find_people(session, "Đ")
        assert {one.id for one in found} == {person.member, second}
        assert not is_cut
        assert [one.id for one in of_unit] == [second]
        assert none == []

    def test_many_are_cut_and_that_is_said(self, store, person, monkeypatch, scene):
        monkeypatch.setattr("kiosk.personal_data.queries.MOST_FOUND", 2)
        for _ in range(2):
            scene.make_member(person.meeting, name=person.name)
        with store.read_session() as session:
            found, is_cut = find_people(session, "thuy vy")
        assert (len(found), is_cut) == (2, True)

    def test_the_pages(self, administrator, person):
        page = administrator.get("/personal-data?q=thuy+vy", headers=HTML).text
        assert person.name in page
        assert "Sở Y tế" in page
        nobody = administrator.get("/personal-data?q=khôngai", headers=HTML).text
        assert "Không có ai khớp" in nobody
        one = administrator.get(
            f"/personal-data/person?member={person.member}", headers=HTML
        )
        assert "Danh sách biểu quyết" in one.text
        assert "Ghi chú riêng" in one.text
        for wrong in ("", "?member=x", "?member=-4", "?member=99999999999999"):
            path = f"/personal-data/person{wrong}"
            assert administrator.get(path, headers=HTML).status_code == 404


class TestTheFile:
    def test_it_holds_every_exported_table_and_no_secret(self, plan, store):
        content = plan().content
        tables = {section.table for section in content.sections}
        expected = {
            name
            for name, rule in TABLE_RULES.items()
            if rule.members and rule.is_exported and not rule.is_private
        }
        assert expected <= tables
        with store.read_session() as session:
            badge = session.scalars(select(Badge)).one()
        text = msgspec.json.encode(content).decode()
        for secret in (badge.secret_hash, badge.code_hash, "retry_key", "token_hash"):
            assert secret not in text

    def test_private_notes_are_in_it_only_if_wanted(self, plan):
        without = {section.table for section in plan().content.sections}
        wanted = {section.table for section in plan(notes=True).content.sections}
        assert wanted - without == {"annotations"}

    def test_it_is_a_zip_to_read_and_to_process(self, plan, person, tmp_path):
        content = plan().content
        total = len(content.sections)
        assert list(export_child.make(content, tmp_path)) == [(total, total)]
        with zipfile.ZipFile(tmp_path / "made.zip") as archive:
            page = archive.read("index.html").decode()
            data = msgspec.json.decode(archive.read("du-lieu.json"))
        assert person.name in page
        assert "91/2025/QH15" in page
        assert "Danh sách biểu quyết" in page
        assert data["names"] == [person.name]
        assert len(data["sections"]) == total

    def test_only_an_administrator_gets_one(self, plan, scene):
        assert plan(scene.make_account("thuky")) is None

    def test_each_row_asked_for_is_logged(self, administrator, person, store):
        form = {"members": [person.member], "notes": True}
        reply = administrator.post("/personal-data/export", json=form)
        assert reply.status_code == 204
        with store.read_session() as session:
            entries = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
            said = [(one.act, one.detail) for one in entries]
        detail = f"meeting:{person.meeting} member:{person.member} notes"
        assert said[0] == ("person_exported", detail)
        assert said[1][0] == "export_begun"
