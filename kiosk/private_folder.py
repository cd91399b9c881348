"""A folder that is its owner's alone."""

import os
from pathlib import Path

# Bits that are taken away from files and folders: all of group and others.
OWNER_ONLY = 0o077
GROUP_EXECUTE = 0o010


def make_private(folder: Path) -> None:
    """Make a folder, if need be, and close it and all new files to others.

    Whatever the umask of the caller is. The right to pass through it stays with its
    group: an ACL that lets nginx in is kept there, too.
    """
    os.umask(OWNER_ONLY)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = folder.stat().st_mode & 0o777
    if mode & OWNER_ONLY & ~GROUP_EXECUTE:
        folder.chmod(mode & (0o700 | GROUP_EXECUTE))
