"""Restore a data folder and its database, completely or not at all."""

import secrets
import shutil
from pathlib import Path

from kiosk.backup.file_copy import copy_small_files, copy_verified, sha256_of
from kiosk.backup.folder import read_file_list, read_manifest
from kiosk.backup.rules import (
    DATABASE_FILE,
    FILES_FOLDER,
    POSTGRESQL,
    BackupError,
    BackupManifest,
    FileList,
    is_safe_path,
)
from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.storage.database import Database
from kiosk.storage.database_copy import (
    check_empty,
    copy_sqlite,
    load_postgresql,
    server_version,
)
from kiosk.storage.files import path_of


def restore(
    backup: Path, data: Path, database: Database | None = None
) -> BackupManifest:
    """Create the data folder `data`, which must be new or empty, from a backup.

    `database` is an empty PostgreSQL database; None: SQLite, in the data folder.

    :raises BackupError: `data` is not empty, or the backup is incomplete or of the
        other database; `data` and `database` are unchanged then.
    :raises DatabaseCopyError: `database` is not empty, or pg_restore failed; both are
        unchanged then.
    """
    if data.exists() and any(data.iterdir()):
        raise BackupError(
            f"Thư mục {data} đã có dữ liệu; không có gì bị ghi đè. Đặt KIOSK_DATA sang"
            " một thư mục mới."
        )
    manifest = _verified_manifest(backup)
    _check_database(manifest, database)
    data.parent.mkdir(parents=True, exist_ok=True)
    draft = data.parent / f".{data.name}.{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        _fill(draft, backup, manifest)
        if database:
            load_postgresql(database, backup / manifest.database_file)
        if data.exists():
            data.rmdir()
        draft.rename(data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _verified_manifest(backup: Path) -> BackupManifest:
    manifest = read_manifest(backup)
    if manifest is None:
        raise BackupError(
            f"{backup} không phải một bản sao lưu đầy đủ của Kiosk. Chọn thư mục có tên"
            " là ngày giờ, ví dụ 20261127-053000."
        )
    if sha256_of(backup / manifest.database_file) != manifest.database_sha256:
        raise BackupError(f"Cơ sở dữ liệu trong {backup} đã hỏng hoặc bị sửa.")
    return manifest


def _check_database(manifest: BackupManifest, database: Database | None) -> None:
    """Check that the backup fits the database that the settings name."""
    if manifest.database == POSTGRESQL and database is None:
        raise BackupError(
            "Đây là bản sao lưu của PostgreSQL. Tạo một cơ sở dữ liệu trống (createdb)"
            " và đặt KIOSK_DATABASE_URL tới đó."
        )
    if manifest.database != POSTGRESQL and database is not None:
        raise BackupError(
            "Đây là bản sao lưu của SQLite. Bỏ KIOSK_DATABASE_URL rồi chạy lại."
        )
    if database is None:
        return
    with database.read_session() as session:
        check_empty(session)
        version = server_version(session)
    if version < manifest.server_version:
        raise BackupError(
            f"Bản sao lưu này của PostgreSQL {manifest.server_version}, máy chủ đang"
            f" đặt là bản {version}. Dùng PostgreSQL bản {manifest.server_version} trở"
            " lên."
        )


def _fill(folder: Path, backup: Path, manifest: BackupManifest) -> None:
    copy_small_files(backup, folder)
    if manifest.database != POSTGRESQL:
        copy_sqlite(backup / DATABASE_FILE, folder / DATABASE_FILE)
    listed = _listed_files(folder, backup, manifest)
    source, target = backup.parent / FILES_FOLDER, folder / FILES_FOLDER
    wanted = {path_of(one): one for one in set(listed.stored) - set(manifest.damaged)}
    wanted |= {path: one for path, one in listed.placed.items() if is_safe_path(path)}
    lost = [
        sha256
        for path, sha256 in sorted(wanted.items())
        if not copy_verified(source / path_of(sha256), target / path, sha256)
    ]
    if lost:
        raise BackupError(
            f"Bản sao lưu thiếu hoặc hỏng {len(lost)} tệp, ví dụ {lost[0][:12]}…. Thử"
            " bản sao lưu khác."
        )


def _listed_files(folder: Path, backup: Path, manifest: BackupManifest) -> FileList:
    listed = read_file_list(backup, manifest)
    if listed:
        return listed
    if manifest.list_sha256 or manifest.database == POSTGRESQL:
        raise BackupError(f"Danh sách tệp trong {backup} đã hỏng hoặc bị sửa.")
    # Of a version that wrote no list.
    copy = Database(f"sqlite:///{folder / DATABASE_FILE}")
    try:
        with copy.read_session() as session:
            return FileList(sorted(files_in_use(session)))
    finally:
        copy.close()
