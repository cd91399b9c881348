"""The record of a whole meeting: minutes, archive, what a change of it shows.

Made by the operator's commands beside the running server, as scripts use them.
"""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
from docx import Document

from tests.browser.whole_meeting.people import CHAIR, DELEGATES, SPEECH, TITLE, Hall
from tests.changed_archive import CHANGES
from tests.servers import ROOT

# What names its server and the time of its making.
OF_THE_SERVER = {"manifest.json", "manifest.sig", "record_key.pub", "index.html"}
HEADINGS = {"dang": "ĐẢNG CỘNG SẢN VIỆT NAM", "nd30": "Độc lập - Tự do - Hạnh phúc"}


def command(settings: dict[str, str], *words: object) -> str:
    """Run a command of the product; return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words)],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def verify(path: Path) -> tuple[int, str]:
    """Verify an archive with the standard library alone; return status and words."""
    done = subprocess.run(
        [sys.executable, "-I", "tools/verify_record.py", path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the files of an archive by path."""
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def write_archive(path: Path, files: dict[str, bytes]) -> Path:
    """Write the files as a ZIP."""
    with zipfile.ZipFile(path, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return path


def read_text(path: Path) -> str:
    """Return the words of minutes as PDF or DOCX, lines joined."""
    if path.suffix == ".pdf":
        pages = pdfium.PdfDocument(path)
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
    else:
        document = Document(path)
        cells = [cell for one in document.tables for cell in one._cells]
        parts = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
        text = " ".join(part.text for part in parts)
    return " ".join(text.split())


def write_minutes(hall: Hall, folder: Path) -> None:
    """Minutes of both families as PDF and DOCX say what happened."""
    for family, heading in HEADINGS.items():
        for suffix in ("pdf", "docx"):
            out = folder / f"{family}.{suffix}"
            words = ("minutes", hall.meeting, "--family", family, "--out", out)
            command(hall.server.settings, *words)
            text = read_text(out)
            said = (TITLE, CHAIR, DELEGATES[0][0], SPEECH, "2/3", "Hoàng Văn Vắng")
            missing = [one for one in (heading, *said) if one not in text]
            assert missing == [], (out.name, text)


def keep_the_record(hall: Hall, folder: Path) -> None:
    """The archive is whole, comes back elsewhere, and shows one changed byte."""
    write_minutes(hall, folder)
    made = folder / "meeting.zip"
    command(hall.server.settings, "export", hall.meeting, "--out", made)
    status, words = verify(made)
    assert status == 0, words
    files = read_archive(made)
    for change in CHANGES:
        changed, named = change(files)
        status, words = verify(write_archive(folder / "changed.zip", changed))
        assert (status, named in words) == (1, True), (change.__name__, words)
    elsewhere = {"KIOSK_DATA": str(folder / "elsewhere")}
    command(elsewhere, "import", made)
    again = folder / "again.zip"
    meeting_id = json.loads(files["manifest.json"])["meeting"]["id"]
    command(elsewhere, "export", meeting_id, "--out", again)
    back = read_archive(again)
    assert {name for name in files if files[name] != back.get(name)} <= OF_THE_SERVER
    assert set(back) == set(files)
