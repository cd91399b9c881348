"""Archives that are refused: nothing is written then."""

import json
import stat
import zipfile

import pytest
from sqlalchemy import select

from kiosk.documents.models import Document
from kiosk.meeting_archive import zip_check
from kiosk.meeting_archive.restore import import_archive
from kiosk.meeting_archive.rules import ArchiveError
from kiosk.meetings.models import Meeting
from tests.scene import Scene
from tests.unit.meeting_archive.archive_scene import (
    contents,
    make_archive,
    signed_again,
    with_new_manifest,
    write_zip,
)

STRANGER = b"k" * 32
JOURNAL = "data/journal.jsonl"


def stored_files(store):
    return sorted(path for path in store.files.root.rglob("*") if path.is_file())


@pytest.fixture
def refused(elsewhere, tmp_path):
    """Return a function that imports files in vain, and returns why."""

    def check(files, **options):
        path = files if hasattr(files, "open") else write_zip(tmp_path / "x.zip", files)
        kept = stored_files(elsewhere)
        with pytest.raises(ArchiveError) as refusal:
            import_archive(elsewhere, path, actor="operator", **options)
        with elsewhere.read_session() as session:
            assert session.scalars(select(Meeting.id)).all() == []
        assert stored_files(elsewhere) == kept
        return str(refusal.value)

    return check


@pytest.mark.parametrize(
    "name", ["results", "documents", JOURNAL, "access_log", "people"]
)
def test_one_changed_byte_is_found_and_named(files, refused, name):
    path = next(one for one in sorted(files) if one.startswith(name) and files[one])
    data = bytearray(files[path])
    data[len(data) // 2] ^= 1
    assert path in refused(files | {path: bytes(data)})


def test_a_manifest_made_to_fit_is_not_signed(files, refused):
    changed = files | {"people/roll.csv": b"nobody"}
    assert "chữ ký" in refused(with_new_manifest(changed))


def test_a_file_more_or_less_is_found(files, refused):
    assert "thêm tệp results/x.json" in refused(files | {"results/x.json": b"{}"})
    del files["people/roll.csv"]
    assert "thiếu tệp people/roll.csv" in refused(files)


def test_the_key_that_must_have_signed_is_compared(files, refused):
    forged = signed_again(files, STRANGER)
    key = json.loads(files["manifest.json"])["key"]
    assert key in refused(forged, expected_key=key)


def test_a_changed_journal_is_found_even_when_signed_by_another(files, refused):
    first, *rest = files[JOURNAL].splitlines(keepends=True)
    row = json.loads(first) | {"actor": "nobody"}
    changed = json.dumps(row, ensure_ascii=False).encode() + b"\n"
    files[JOURNAL] = b"".join([changed, *rest])
    assert "Nhật ký đã bị sửa ở dòng 1" in refused(signed_again(files, STRANGER))


def test_a_shortened_journal_is_found(files, refused):
    files[JOURNAL] = b"".join(files[JOURNAL].splitlines(keepends=True)[:-1])
    assert "thiếu dòng cuối" in refused(signed_again(files, STRANGER))


def test_newer_formats_and_schemas_are_refused(files, refused):
    newer = signed_again(files, STRANGER, version=2)
    assert "định dạng 2" in refused(newer)
    files["data/schema.json"] = b'{"revision":"9999"}'
    assert "mới hơn" in refused(signed_again(files, STRANGER))


def test_what_is_no_archive_is_refused(refused, tmp_path):
    path = tmp_path / "x.zip"
    for data in (b"", b"PK\3\4", b"no ZIP at all"):
        path.write_bytes(data)
        assert "không phải hồ sơ" in refused(path)
    assert "không phải hồ sơ" in refused({"manifest.json": b"[]"})
    assert "không phải hồ sơ" in refused({"readme.txt": b"Xin chao"})
    assert "không phải hồ sơ" in refused({"manifest.json": b'{"format":"x"}'})


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "/etc/passwd", "a/../../b", "a\\b", "C:/x", "a//b", "./a", "a/"),
        *("tệp", "a\nb", "-rf", "a" * 300),
    ],
)
def test_hostile_paths_are_refused(files, refused, name):
    assert "không an toàn" in refused(files | {name: b"x"})


class TestHostileZip:
    def write(self, tmp_path, files, *more):
        path = write_zip(tmp_path / "hostile.zip", files)
        with zipfile.ZipFile(path, "a") as zipped:
            for entry, data in more:
                zipped.writestr(entry, data)
        return path

    @pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR])
    def test_links_and_devices(self, files, refused, tmp_path, kind):
        entry = zipfile.ZipInfo("files/link")
        entry.external_attr, entry.create_system = (kind | 0o777) << 16, 3
        path = self.write(tmp_path, files, (entry, b"/etc/passwd"))
        assert "không an toàn" in refused(path)

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    @pytest.mark.parametrize("name", ["people/roll.csv", "PEOPLE/ROLL.CSV"])
    def test_names_that_occur_twice(self, files, refused, tmp_path, name):
        path = self.write(tmp_path, files, (name, b"other"))
        assert "có hai lần" in refused(path)

    def test_bombs(self, files, refused, monkeypatch):
        monkeypatch.setattr(zip_check, "SMALL_BYTES", 1_000_000)
        bomb = files | {"files/bomb": b"\0" * 3_000_000}
        assert "không an toàn" in refused(signed_again(bomb, STRANGER))

    def test_sizes_that_lie(self, files, refused):
        files["people/roll.csv"] = b"x" * 5000
        forged = signed_again(files, STRANGER)
        manifest = json.loads(forged["manifest.json"])
        for one in manifest["files"]:
            one["bytes"] = min(one["bytes"], 10)
        forged["manifest.json"] = json.dumps(manifest).encode()
        assert "chữ ký" in refused(forged)

    def test_more_than_the_disk_holds(self, files, refused, monkeypatch):
        monkeypatch.setattr(zip_check, "RESERVE_BYTES", 10**18)
        assert "không đủ chỗ" in refused(files)

    def test_a_manifest_without_end(self, files, refused, monkeypatch):
        monkeypatch.setattr(zip_check, "LARGEST_MANIFEST", 100)
        assert "không an toàn" in refused(files)


class TestForgedRows:
    """Whoever has a key of their own may sign what they like."""

    def change(self, files, table, **values):
        path = f"data/{table}.jsonl"
        first, *rest = files[path].splitlines(keepends=True)
        row = json.dumps(json.loads(first) | values, ensure_ascii=False)
        files[path] = b"".join([row.encode() + b"\n", *rest])
        return signed_again(files, STRANGER)

    @pytest.mark.parametrize(
        ("table", "values"),
        [
            # Of another meeting, of nobody, of no such type.
            ("documents", {"meeting_id": 77}),
            ("pages", {"document_id": 77}),
            ("agenda_items", {"parent_id": 77}),
            ("documents", {"title": None}),
            ("documents", {"title": 5}),
            ("documents", {"version": "1"}),
            ("documents", {"version": True}),
            ("documents", {"version": 2**70}),
            ("meetings", {"starts_at": "yesterday"}),
            ("meetings", {"starts_at": "2026-11-29T07:30:00"}),
            ("meetings", {"id": 78}),
            ("meetings", {"unknown": 1}),
            ("plain_ballots", {"key": "???"}),
            ("members", {"account_id": 1}),
            ("hall_welcomes", {"wifi_password": "x"}),
            ("documents", {"original_sha256": "../../../etc/passwd"}),
        ],
    )
    def test_rows_that_do_not_fit_are_refused(self, files, refused, table, values):
        assert "không nhất quán" in refused(self.change(files, table, **values))

    def test_a_row_twice_is_refused_by_the_database(self, files, refused):
        files["data/opinions.jsonl"] *= 2
        assert "không nhất quán" in refused(signed_again(files, STRANGER))

    def test_a_file_that_a_row_names_must_be_there(self, files, refused):
        forged = self.change(files, "page_images", sha256="0" * 64)
        assert "thiếu tệp 000000000000" in refused(forged)

    def test_exports_lead_nowhere_else(self, files, refused):
        kept = {"kind": "archives", "key": "../..", "signature": "", "total": 1}
        kept["paths"] = {"pdf": "no/such/file.pdf"}
        files["data/exports.json"] = json.dumps([kept]).encode()
        assert "không nhất quán" in refused(signed_again(files, STRANGER))

    def test_tables_that_are_never_archived_are_refused(self, files, refused):
        files["data/accounts.jsonl"] = b""
        assert "không nhất quán" in refused(signed_again(files, STRANGER))


class TestTaken:
    def test_the_meeting_is_there_already(self, store, room, archive):
        with pytest.raises(ArchiveError, match=f"đã có cuộc họp số {room.meeting}"):
            import_archive(store, archive, actor="operator")

    def test_an_id_is_taken_by_another_meeting(self, elsewhere, files, tmp_path):
        scene = Scene(elsewhere)
        other = scene.make_meeting("Cuộc họp khác")
        with elsewhere.unit_of_work("test") as work:
            work.session.get_one(Meeting, other).id = 51
        scene.make_document(51, None, [b"x"])
        path = write_zip(tmp_path / "x.zip", files)
        with pytest.raises(ArchiveError, match="mang cùng số"):
            import_archive(elsewhere, path, actor="operator")
        with elsewhere.read_session() as session:
            assert len(session.scalars(select(Document.id)).all()) == 1


def test_files_that_were_there_before_stay_when_it_is_refused(
    elsewhere, files, refused
):
    path = next(name for name in files if name.startswith("documents/1-"))
    original = elsewhere.files.store_bytes(files[path]).sha256
    files["data/opinions.jsonl"] *= 2
    refused(signed_again(files, STRANGER))
    assert elsewhere.files.has(original)


def test_a_lost_file_does_not_stop_an_export_and_is_said(
    store, elsewhere, room, tmp_path
):
    with store.read_session() as session:
        document = session.scalars(select(Document).order_by(Document.id)).first()
    store.files.delete(document.original_sha256)
    archive = make_archive(store, room.meeting, tmp_path / "out")
    found = contents(archive)
    manifest = json.loads(found["manifest.json"])
    assert manifest["missing"] == [document.original_sha256]
    assert "Tệp gốc đã mất" in found["index.html"].decode()
    report = import_archive(elsewhere, archive, actor="operator")
    assert report.manifest.missing == [document.original_sha256]
