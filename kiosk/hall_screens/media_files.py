"""Files of the screens' pictures and films: below the files, named by SHA-256.

They have a folder of their own: the clean-up of documents deletes what no document
refers to.
"""

import time
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.hall_screens.queries import hashes_in_use
from kiosk.storage.files import StoredFile, path_of
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

MEDIA_FOLDER = "hall_screens"
# A file is stored shortly before its row is committed.
MIN_AGE_SECONDS = 3600.0
HEAD_BYTES = 4096


def media_place(sha256: str) -> str:
    """Return the path of a picture or film, relative to the folder of the files.

    :raises ValueError: not a SHA-256.
    """
    return f"{MEDIA_FOLDER}/{path_of(sha256)}"


def media_head(path: Path) -> bytes:
    """Return the first bytes of a file, from which its type is known."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def store_media(files: Path, received: Path, stored: StoredFile) -> None:
    """Move a received file to its final path below `files`; fast."""
    target = files / media_place(stored.sha256)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    received.replace(target)


def sweep_media(store: Store, *, min_age: float = MIN_AGE_SECONDS) -> None:
    """Delete files that no meeting uses and that are `min_age` seconds old."""
    folder = store.files.root / MEDIA_FOLDER
    old = [
        path
        for path in folder.glob("??/*")
        if time.time() - path.stat().st_mtime >= min_age
    ]
    if not old:
        return
    try:
        with store.read_session() as session:
            used = hashes_in_use(session)
    except KioskError:
        return  # the database is unavailable; the next run continues
    for path in old:
        if path.name not in used:
            path.unlink(missing_ok=True)


class HallMediaCleanup(WorkerJob):
    """The worker's removal of unused pictures and films."""

    def sweep(self) -> None:
        """Remove them."""
        sweep_media(self._store)
