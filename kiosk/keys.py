"""Store a secret key in a file."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

KEY_BYTES = 32
# In the data folder: the key that signs the record (Ed25519).
RECORD_KEY_FILE = "record.key"


def load_or_create_key(path: Path) -> bytes:
    """Return the 32-byte key in the file `path`, created at first use (mode 0600).

    Several processes may start at once: the file appears complete or not at all, and
    all of them use the key that was linked first.
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
