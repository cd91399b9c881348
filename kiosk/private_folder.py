"""Restrict a folder or a file to its owner."""

import contextlib
import os
import tempfile
from pathlib import Path

# Permission bits removed from files and folders: all of group and others.
OWNER_ONLY = 0o077
GROUP_EXECUTE = 0o010


def make_private(folder: Path) -> None:
    """Create a folder if needed, and deny others access to it and to all new files.

    The process's umask is set too. The group's execute bit is kept: it carries the mask
    of an ACL that lets nginx in.
    """
    os.umask(OWNER_ONLY)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = folder.stat().st_mode & 0o777
    if mode & OWNER_ONLY & ~GROUP_EXECUTE:
        folder.chmod(mode & (0o700 | GROUP_EXECUTE))


def write_private_file(path: Path, data: bytes) -> None:
    """Write a file atomically and durably, readable by its owner only."""
    # `mkstemp` creates it with mode 0600.
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(draft).unlink()
