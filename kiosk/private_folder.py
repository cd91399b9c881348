"""Restrict a folder to its owner."""

import os
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
