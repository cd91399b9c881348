"""Archives of an older schema are migrated; their rows come out as today's."""

import json

import pytest
from sqlalchemy import MetaData

from kiosk.meeting_archive import older_schema
from kiosk.meeting_archive.restore import import_archive
from kiosk.meeting_archive.rules import ArchiveError
from kiosk.storage.database import Database
from tests.migrated_database import step
from tests.unit.meeting_archive.archive_scene import (
    OF_THE_SERVER,
    contents,
    make_archive,
    signed_again,
    write_zip,
)

# The schema before the journal had hashes.
OLDER = "0031"


@pytest.fixture(scope="module")
def older_columns(tmp_path_factory):
    """The names of the columns of each table of the older schema."""
    path = tmp_path_factory.mktemp("older") / "older.db"
    database = Database(f"sqlite:///{path}")
    step(database, OLDER)
    known = MetaData()
    known.reflect(database.engine)
    database.close()
    return {name: set(table.columns.keys()) for name, table in known.tables.items()}


@pytest.fixture
def older_files(files, older_columns):
    """The files of an archive as a server of the older schema would have made it."""
    made = dict(files)
    for path in files:
        if not path.startswith("data/") or not path.endswith(".jsonl"):
            continue
        table = path.removeprefix("data/").removesuffix(".jsonl")
        if table not in older_columns:
            del made[path]
            continue
        rows = [json.loads(line) for line in files[path].splitlines()]
        kept = [
            {name: row[name] for name in row if name in older_columns[table]}
            for row in rows
        ]
        if kept != rows:
            lines = [json.dumps(row, ensure_ascii=False).encode() for row in kept]
            made[path] = b"".join(line + b"\n" for line in lines)
    made["data/schema.json"] = json.dumps({"revision": OLDER}).encode()
    return made


@pytest.fixture
def older(older_files, tmp_path, monkeypatch):
    monkeypatch.setattr(older_schema, "FIRST_REVISION", OLDER)
    return write_zip(tmp_path / "older.zip", signed_again(older_files, b"k" * 32))


def test_it_is_migrated(files, older_files, older, elsewhere, tmp_path):
    import_archive(elsewhere, older, actor="operator")
    again = contents(make_archive(elsewhere, 1, tmp_path / "out"))
    changed = {name for name in again if again[name] != files.get(name)}
    # What the older schema did not have is empty.
    younger = {name for name in files if older_files.get(name) != files[name]}
    assert changed <= OF_THE_SERVER | younger | {"journal/checkpoints.json"}
    # The migration has chained the journal as it was.
    assert again["data/journal.jsonl"] == files["data/journal.jsonl"]
    assert again["journal/journal.jsonl"] == files["journal/journal.jsonl"]


def test_rows_of_unknown_tables_or_columns_are_refused(
    older_files, elsewhere, tmp_path, monkeypatch
):
    monkeypatch.setattr(older_schema, "FIRST_REVISION", OLDER)
    made = older_files
    for changed in (
        made | {"data/unknown.jsonl": b"{}\n"},
        made | {"data/gates.jsonl": b'{"unknown":1}\n'},
    ):
        path = write_zip(tmp_path / "x.zip", signed_again(changed, b"k" * 32))
        with pytest.raises(ArchiveError, match="không nhất quán"):
            import_archive(elsewhere, path, actor="operator")


def test_what_is_older_than_archives_is_refused(older_files, elsewhere, tmp_path):
    path = write_zip(tmp_path / "x.zip", signed_again(older_files, b"k" * 32))
    with pytest.raises(ArchiveError, match="lược đồ 0031"):
        import_archive(elsewhere, path, actor="operator")
