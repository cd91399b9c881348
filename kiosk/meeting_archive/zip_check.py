"""Read an archive that may be hostile: paths, links, sizes and hashes are checked.

Nothing is written outside of the given folder, and never more bytes than the manifest
says and the disk holds.
"""

import hashlib
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kiosk.meeting_archive.rules import (
    FORMAT,
    MANIFEST,
    PUBLIC_KEY,
    SIGNATURE,
    UNLISTED,
    VERSION,
    ArchivedFile,
    ArchiveError,
    Manifest,
    is_safe_path,
    is_sha256,
    signed_message,
)
from kiosk.record.signing import fingerprint, is_signed

MOST_FILES = 2_000_000
LARGEST_MANIFEST = 500_000_000
LARGEST_SMALL_FILE = 1000
# Above this size nothing real is compressed so much, as in `tools/verify_record.py`.
SMALL_BYTES, HIGHEST_RATIO = 100_000_000, 250
# Left free on the disk, in bytes.
RESERVE_BYTES = 200_000_000
_PIECE_BYTES = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


class CheckedArchive:
    """An archive whose list of files is what its manifest says."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        """Wrap an archive after its checks."""
        self._archive = archive
        self.manifest = manifest
        self.manifest_sha256 = hashlib.sha256(archive.read(MANIFEST)).hexdigest()
        self.public_key = archive.read(PUBLIC_KEY).decode().strip()
        self.files = {file.path: file for file in manifest.files}

    def pieces(self, file: ArchivedFile) -> Iterator[bytes]:
        """Yield the content of a file.

        :raises ArchiveError: it is not what the manifest says.
        """
        digest, size = hashlib.sha256(), 0
        try:
            with self._archive.open(file.path) as source:
                while piece := source.read(_PIECE_BYTES):
                    size += len(piece)
                    if size > file.bytes:
                        raise _altered(file.path)
                    digest.update(piece)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise _altered(file.path) from None
        if (digest.hexdigest(), size) != (file.sha256, file.bytes):
            raise _altered(file.path)

    def extract(self, file: ArchivedFile, target: Path) -> None:
        """Write a file's content to a new file.

        :raises ArchiveError: it is not what the manifest says.
        """
        with target.open("xb") as out:
            out.writelines(self.pieces(file))

    def read(self, path: str) -> bytes:
        """Return the content of a small file.

        :raises ArchiveError: it is not there, or not what the manifest says.
        """
        if path not in self.files:
            raise ArchiveError(f"Tệp hồ sơ thiếu {path}.")
        return b"".join(self.pieces(self.files[path]))


def _altered(path: str) -> ArchiveError:
    return ArchiveError(
        f"Hồ sơ đã bị sửa hoặc hỏng: tệp {path} không khớp danh mục đã ký. Không có gì"
        " được nhập."
    )


def _damaged() -> ArchiveError:
    return ArchiveError(
        "Tệp này không phải hồ sơ cuộc họp của Kiosk, hoặc đã hỏng. Không có gì được"
        " nhập."
    )


def _hostile(path: str) -> ArchiveError:
    return ArchiveError(
        f"Tệp ZIP không an toàn: mục {path[:80]!r} không được phép có trong hồ sơ."
        " Không có gì được nhập."
    )


def _check_entry(entry: zipfile.ZipInfo) -> None:
    mode = entry.external_attr >> 16
    is_plain = stat.S_IFMT(mode) in {0, stat.S_IFREG} and not entry.is_dir()
    # `orig_filename` keeps what Python would cut at a NUL or translate.
    is_named = is_safe_path(entry.filename) and entry.orig_filename == entry.filename
    is_readable = entry.compress_type in _METHODS and not entry.flag_bits & _ENCRYPTED
    if not (is_plain and is_named and is_readable):
        raise _hostile(entry.filename)


def _check_entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise _hostile(entries[-1].filename)
    found: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for entry in entries:
        _check_entry(entry)
        if entry.filename.lower() in folded:
            raise ArchiveError(
                f"Tệp ZIP không an toàn: {entry.filename} có hai lần. Không có gì được"
                " nhập."
            )
        folded.add(entry.filename.lower())
        found[entry.filename] = entry
    return found


def _read_small(archive: zipfile.ZipFile, path: str, most: int) -> bytes:
    try:
        if archive.getinfo(path).file_size > most:
            raise _hostile(path)
        with archive.open(path) as source:
            data = source.read(most + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError):
        raise _damaged() from None
    if len(data) > most:
        raise _hostile(path)
    return data


class _Head(msgspec.Struct):
    format: str = ""
    version: int = 0


def _read_manifest(archive: zipfile.ZipFile) -> tuple[Manifest, bytes]:
    text = _read_small(archive, MANIFEST, LARGEST_MANIFEST)
    try:
        head = msgspec.json.decode(text, type=_Head)
        if head.format == FORMAT and head.version > VERSION:
            raise ArchiveError(
                f"Hồ sơ này theo định dạng {head.version}, máy chủ này đọc được tới"
                f" định dạng {VERSION}. Xin cập nhật Kiosk rồi nhập lại."
            )
        if (head.format, head.version) != (FORMAT, VERSION):
            raise _damaged()
        return msgspec.json.decode(text, type=Manifest), text
    except msgspec.MsgspecError:
        raise _damaged() from None


def _check_signature(
    archive: zipfile.ZipFile, manifest: Manifest, text: bytes, expected_key: str
) -> None:
    small = LARGEST_SMALL_FILE
    try:
        public = _read_small(archive, PUBLIC_KEY, small).decode("ascii").strip()
        signature = _read_small(archive, SIGNATURE, small).decode("ascii").strip()
        print_of_key = fingerprint(public)
        message = signed_message(hashlib.sha256(text).hexdigest())
        is_right = is_signed(message, signature, public)
    except ValueError:
        print_of_key, is_right = "", False
    if not is_right or manifest.key != print_of_key:
        raise ArchiveError(
            "Hồ sơ đã bị sửa: chữ ký của danh mục không đúng. Không có gì được nhập."
        )
    if expected_key and expected_key.lower() != print_of_key:
        raise ArchiveError(
            f"Hồ sơ được ký bằng khoá {print_of_key}, không phải khoá"
            f" {expected_key}. Không có gì được nhập."
        )


def _check_list(
    entries: dict[str, zipfile.ZipInfo], manifest: Manifest, scratch: Path
) -> None:
    listed = {file.path: file for file in manifest.files}
    hashes = [file.sha256 for file in manifest.files] + manifest.missing
    is_listed_once = len(listed) == len(manifest.files)
    if not is_listed_once or not all(map(is_sha256, hashes)):
        raise _damaged()
    present = entries.keys() - set(UNLISTED)
    if extra := sorted(present - listed.keys()):
        raise ArchiveError(
            f"Hồ sơ đã bị sửa: có thêm tệp {extra[0]}. Không có gì được nhập."
        )
    if lost := sorted(listed.keys() - present):
        raise ArchiveError(f"Hồ sơ thiếu tệp {lost[0]}. Không có gì được nhập.")
    for path, file in listed.items():
        entry = entries[path]
        if file.bytes != entry.file_size:
            raise _altered(path)
        is_small = file.bytes <= SMALL_BYTES
        if not is_small and file.bytes > HIGHEST_RATIO * entry.compress_size:
            raise _hostile(path)
    total = sum(file.bytes for file in manifest.files)
    if total + RESERVE_BYTES > shutil.disk_usage(scratch).free:
        raise ArchiveError(
            f"Ổ đĩa không đủ chỗ: hồ sơ cần {total // 1_000_000 + 1} MB."
        )


@contextmanager
def open_archive(
    path: Path, scratch: Path, expected_key: str = ""
) -> Iterator[CheckedArchive]:
    """Yield an archive whose entries, manifest and signature are right.

    The content of its files is checked when it is read. `scratch`: the folder on whose
    disk they will be written. `expected_key`: the fingerprint of the key that must have
    signed.

    :raises ArchiveError: something is not right.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise _damaged() from None
    with archive:
        entries = _check_entries(archive)
        manifest, text = _read_manifest(archive)
        _check_signature(archive, manifest, text, expected_key)
        _check_list(entries, manifest, scratch)
        yield CheckedArchive(archive, manifest)
