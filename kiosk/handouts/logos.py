"""Logos of meetings for badges: below the files, a folder per meeting."""

import shutil
from pathlib import Path

from sqlalchemy import select

from kiosk.errors import KioskError
from kiosk.meetings.models import Meeting
from kiosk.storage.store import Store

LOGOS_FOLDER = "handouts"


def logo_path(files: Path, meeting_id: int) -> Path:
    """Return the path of the meeting's logo, which may not exist."""
    return files / LOGOS_FOLDER / str(meeting_id) / "logo"


def store_logo(files: Path, meeting_id: int, picture: bytes) -> None:
    """Store the meeting's logo."""
    logo = logo_path(files, meeting_id)
    logo.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    logo.write_bytes(picture)


def sweep_logos(store: Store) -> None:
    """Remove the logos of removed meetings, and files of earlier versions."""
    try:
        with store.read_session() as session:
            known = {
                f"{meeting_id}" for meeting_id in session.scalars(select(Meeting.id))
            }
    except KioskError:
        return  # the database is unavailable; the next run continues
    for folder in (store.files.root / LOGOS_FOLDER).glob("*"):
        if folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)
        for file in folder.glob("*.*"):
            file.unlink(missing_ok=True)
