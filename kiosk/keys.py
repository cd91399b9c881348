"""The key of a data folder, kept in a file."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

KEY_BYTES = 32


def load_or_create_key(path: Path) -> bytes:
    """Return the 32-byte key in the file `path`, made at first use (mode 0600).

    Several processes may start at once: the file appears whole or not at all, and
    the first to finish it makes the key that all of them use.
    """
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft)
        finally:
            Path(draft).unlink()
    return path.read_bytes()
