"""Copy files durably, verified by SHA-256."""

import hashlib
import os
from pathlib import Path

from kiosk.backup.rules import OWN_FOLDERS, SECRET_FILES

_PIECE_BYTES = 1 << 20


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, empty if it does not exist."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def copy_durably(source: Path, target: Path) -> str:
    """Copy a file atomically, with mode 0600; return the SHA-256 of its content."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.parent / f".{target.name}.{os.getpid()}"
    digest = hashlib.sha256()
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with source.open("rb") as read, os.fdopen(handle, "wb") as write:
            while piece := read.read(_PIECE_BYTES):
                digest.update(piece)
                write.write(piece)
            write.flush()
            os.fsync(write.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return digest.hexdigest()


def copy_verified(source: Path, target: Path, sha256: str) -> bool:
    """Copy a file with a known hash; return whether the copy is correct."""
    if sha256_of(target) == sha256:
        return True
    if sha256_of(source) != sha256:
        return False
    return copy_durably(source, target) == sha256


def copy_small_files(source: Path, target: Path) -> None:
    """Copy the keys and what the operator has written, as far as they exist."""
    own = [path for name in OWN_FOLDERS for path in (source / name).rglob("*")]
    for path in [*(source / name for name in SECRET_FILES), *own]:
        if path.is_file():
            copy_durably(path, target / path.relative_to(source))
