"""Restore a data folder from a backup, completely or not at all."""

import secrets
import shutil
import sqlite3
from pathlib import Path

import msgspec

from kiosk.backup.create import copy_database
from kiosk.backup.file_copy import copy_durably, copy_verified, sha256_of
from kiosk.backup.rules import (
    DATABASE_FILE,
    FILES_FOLDER,
    MANIFEST,
    SECRET_FILES,
    BackupError,
    BackupManifest,
)
from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.storage.database import Database
from kiosk.storage.files import path_of


def _read_manifest(backup: Path) -> BackupManifest:
    try:
        manifest = msgspec.json.decode(
            (backup / MANIFEST).read_bytes(), type=BackupManifest
        )
    except (OSError, msgspec.DecodeError):
        raise BackupError(
            f"{backup} không phải một bản sao lưu đầy đủ của Kiosk. Chọn thư mục có tên"
            " là ngày giờ, ví dụ 20261127-053000."
        ) from None
    if sha256_of(backup / DATABASE_FILE) != manifest.database_sha256:
        raise BackupError(f"Cơ sở dữ liệu trong {backup} đã hỏng hoặc bị sửa.")
    return manifest


def restore(backup: Path, data: Path) -> BackupManifest:
    """Create the data folder `data`, which must be new or empty, from a backup.

    :raises BackupError: `data` is not empty, or the backup is incomplete; `data` is
        unchanged then.
    """
    if data.exists() and any(data.iterdir()):
        raise BackupError(
            f"Thư mục {data} đã có dữ liệu; không có gì bị ghi đè. Đặt KIOSK_DATA sang"
            " một thư mục mới."
        )
    manifest = _read_manifest(backup)
    data.parent.mkdir(parents=True, exist_ok=True)
    draft = data.parent / f".{data.name}.{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        _fill(draft, backup, manifest)
        if data.exists():
            data.rmdir()
        draft.rename(data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _fill(folder: Path, backup: Path, manifest: BackupManifest) -> None:
    try:
        copy_database(backup / DATABASE_FILE, folder / DATABASE_FILE)
    except sqlite3.Error as error:
        raise BackupError(f"Không đọc được cơ sở dữ liệu: {error}.") from None
    for name in SECRET_FILES:
        if (backup / name).exists():
            copy_durably(backup / name, folder / name)
    copy = Database(f"sqlite:///{folder / DATABASE_FILE}")
    with copy.read_session() as session:
        named = files_in_use(session)
    copy.close()
    files = backup.parent / FILES_FOLDER
    lost = [
        sha256
        for sha256 in sorted(named - set(manifest.damaged))
        if not copy_verified(
            files / path_of(sha256), folder / FILES_FOLDER / path_of(sha256), sha256
        )
    ]
    if lost:
        raise BackupError(
            f"Bản sao lưu thiếu hoặc hỏng {len(lost)} tệp, ví dụ {lost[0][:12]}…. Thử"
            " bản sao lưu khác."
        )
