"""Check an Office file by decompressing all of its members."""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from kiosk.documents.file_detection import MAX_MEMBERS, check_macros, check_member_list
from kiosk.documents.file_types import damaged_office, too_packed
from kiosk.errors import N_, Invalid

MAX_UNPACKED = 500_000_000
MAX_RATIO = 200
# Below this size any compression ratio is harmless.
RATIO_MATTERS = 20_000_000
# A chart keeps its data as an embedded Office file.
EMBEDDED_FOLDERS = ("word/embeddings/", "xl/embeddings/", "ppt/embeddings/")
EMBEDDED_SUFFIXES = (".xlsx", ".docx", ".pptx")
MAX_EMBEDDED_BYTES = 30_000_000
CHUNK_BYTES = 1 << 20


class _UnpackedCounter:
    """Limits the decompressed size and the compression ratio."""

    def __init__(self, packed: int) -> None:
        self._packed = packed
        self._unpacked = 0

    def add(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > MAX_UNPACKED or (
            self._unpacked > RATIO_MATTERS and self._unpacked > MAX_RATIO * self._packed
        ):
            raise too_packed()


def check_archive(path: Path) -> None:
    """Decompress every member and look for forbidden content.

    :raises Invalid: it is damaged, a zip bomb, or has macros or nested archives.
    """
    check_member_list(path)
    _check(path, _UnpackedCounter(path.stat().st_size), may_embed=True)


def _check(
    source: Path | IO[bytes], counter: _UnpackedCounter, *, may_embed: bool
) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise too_packed()
            check_macros([member.filename for member in members])
            # First the declared sizes, which cost nothing; the real sizes are counted
            # below.
            _UnpackedCounter(archive.start_dir or 1).add(
                sum(m.file_size for m in members)
            )
            for member in members:
                _check_member(archive, member, counter, may_embed=may_embed)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,  # a member with a password
        zlib.error,
    ) as error:
        raise damaged_office() from error


def _check_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    counter: _UnpackedCounter,
    *,
    may_embed: bool,
) -> None:
    with archive.open(member) as file:
        chunk = file.read(CHUNK_BYTES)
        is_archive = chunk.startswith(b"PK\x03\x04")
        embedded = io.BytesIO()
        while chunk:
            counter.add(len(chunk))
            if is_archive:
                embedded.write(chunk)
                if embedded.tell() > MAX_EMBEDDED_BYTES:
                    raise _nested_archive()
            chunk = file.read(CHUNK_BYTES)
    if not is_archive:
        return
    suffix = PurePosixPath(member.filename).suffix.lower()
    placed = member.filename.startswith(EMBEDDED_FOLDERS)
    if not (may_embed and placed and suffix in EMBEDDED_SUFFIXES):
        raise _nested_archive()
    _check(embedded, counter, may_embed=False)


def _nested_archive() -> Invalid:
    return Invalid(
        N_("Tệp Office có tệp nén bên trong nên bị từ chối. Xin bỏ tệp đính kèm."),
        code="nested_archive",
    )
