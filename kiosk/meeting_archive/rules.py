"""Names, manifest and limits of archives; pure."""

import re
from typing import Any

import msgspec

FORMAT, VERSION = "kiosk-archive", 1
MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "record_key.pub"
# They vouch for the manifest, which vouches for all others.
UNLISTED = (MANIFEST, SIGNATURE, PUBLIC_KEY)
INDEX = "index.html"
SCHEMA = "data/schema.json"
EXPORTS = "data/exports.json"
JOURNAL = "journal/journal.jsonl"
CHECKPOINTS = "journal/checkpoints.json"
ACCESS_LOG = "access_log/access.jsonl"
ACCESS_CHECKPOINTS = "access_log/checkpoints.json"
# Compressed already.
_STORED_SUFFIXES = frozenset(
    {"pdf", "docx", "xlsx", "pptx", "jpg", "jpeg", "png", "webp", "zip", "mp4", "webm"}
)


class ArchiveError(Exception):
    """An archive cannot be made or imported; the message says why, in Vietnamese."""


class ArchivedFile(msgspec.Struct, frozen=True):
    """A file in the archive."""

    path: str
    bytes: int
    sha256: str


class JournalEnd(msgspec.Struct, frozen=True):
    """The last entry of the journal and its hash."""

    last: int
    root: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that an archive holds; `meeting` describes the meeting."""

    format: str = FORMAT
    version: int = VERSION
    schema: str
    key: str
    made_at: str
    meeting: dict[str, Any]
    journal: JournalEnd
    # SHA-256 of files that the server had lost or damaged before.
    missing: list[str]
    files: list[ArchivedFile]


def table_path(name: str) -> str:
    """Return the path of a table's rows."""
    return f"data/{name}.jsonl"


def stored_path(sha256: str) -> str:
    """Return the path of a file that has no place of its own for people."""
    return f"files/{sha256[:2]}/{sha256}"


def is_compressed(path: str) -> bool:
    """Tell whether a file of this name is stored as it is.

    Originals are, whatever they are: a white page as TIFF would look like a bomb.
    """
    if path.startswith(("files/", "documents/")):
        return not path.endswith(".txt")
    return path.rpartition(".")[2] in _STORED_SUFFIXES


def is_sha256(text: str) -> bool:
    """Tell whether a text is a SHA-256 in hexadecimal digits."""
    return re.fullmatch("[0-9a-f]{64}", text) is not None


def is_safe_path(path: str) -> bool:
    """Tell whether a path in an archive leads nowhere outside of it."""
    is_plain = re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}", path) is not None
    return is_plain and all(part not in {"", ".", ".."} for part in path.split("/"))


def signed_message(manifest_sha256: str) -> str:
    """Return what the record key signs of an archive."""
    return f"kiosk-archive\n{manifest_sha256}"
