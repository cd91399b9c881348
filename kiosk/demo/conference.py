"""Create, enlarge and find the demo conference of a data folder."""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from kiosk.accounts.models import Account
from kiosk.accounts.passwords import hash_password
from kiosk.demo import difficult
from kiosk.demo.agenda import AGENDA, REPORT, DemoItem
from kiosk.demo.difficult_meeting import fill_difficult
from kiosk.demo.people import MAIN_SITE_DELEGATES, delegates
from kiosk.demo.populate import CreatedDemo, add_people, populate
from kiosk.demo.secrets import USERNAME, secretary_password
from kiosk.demo.surveys import add_surveys
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import REHEARSAL_TITLE
from kiosk.roles import Role
from kiosk.storage.files import StoredFile
from kiosk.storage.store import Store

DELEGATE_ROLES = (Role.OFFICIAL_DELEGATE, Role.INVITED_DELEGATE)
# The document shown first is processed first.
_FIRST_PRIORITY = 10
# Bounds how long a running server waits.
_PEOPLE_IN_A_STEP = 1000


class DataFolderInUse(Exception):  # noqa: N818 read by the operator
    """The data folder holds real data, so no demo is created."""


def find_demo(store: Store) -> int | None:
    """Return the id of the demo conference, if there is one."""
    with store.read_session() as session:
        # Load-test meetings are marked as demo, too.
        is_other = Meeting.title.startswith(REHEARSAL_TITLE)
        demos = select(func.min(Meeting.id)).where(Meeting.is_demo, ~is_other)
        return session.scalar(demos)


def is_empty(store: Store) -> bool:
    """Return whether the data folder has no meetings and accounts."""
    with store.read_session() as session:
        rows = select(Meeting.id).limit(1), select(Account.id).limit(1)
        return not any(session.scalar(row) for row in rows)


def _may_hold_demo(store: Store) -> bool:
    with store.read_session() as session:
        taken = select(Account.id).where(Account.username == USERNAME)
        return (
            session.scalar(select(Meeting.id).limit(1)) is None
            and session.scalar(taken) is None
        )


def count_delegates(store: Store, meeting_id: int) -> int:
    """Return the number of official and invited delegates."""
    with store.read_session() as session:
        return (
            session.scalar(
                select(func.count(Member.id)).where(
                    Member.meeting_id == meeting_id, Member.role.in_(DELEGATE_ROLES)
                )
            )
            or 0
        )


def make_demo(store: Store, count: int = MAIN_SITE_DELEGATES) -> int:
    """Create the conference with `count` delegates and enqueue its documents.

    :raises DataFolderInUse: the data folder holds real data.
    """
    if not _may_hold_demo(store):
        raise DataFolderInUse(str(store.config.data))
    key = store.config.server_key()
    password_hash = hash_password(secretary_password(key))
    originals = _make_files(store)
    with store.unit_of_work("demo") as work:
        filled = populate(
            work,
            key,
            originals=originals,
            people=delegates(min(count, _PEOPLE_IN_A_STEP)),
            password_hash=password_hash,
        )
        hard = fill_difficult(work, key, originals)
        work.after_commit(lambda: _open_papers(store, filled, hard))
    enlarge(store, filled.meeting_id, count)
    add_surveys(store, filled.meeting_id)
    return filled.meeting_id


def enlarge(store: Store, meeting_id: int, count: int) -> int:
    """Add delegates until there are `count`; return how many were added."""
    key = store.config.server_key()
    before = done = count_delegates(store, meeting_id)
    everybody = delegates(count)
    while done < count:
        step = everybody[done : done + _PEOPLE_IN_A_STEP]
        with store.unit_of_work("demo") as work:
            add_people(work, key, meeting_id, step)
        done += len(step)
    return done - before


def _open_papers(store: Store, filled: CreatedDemo, hard: CreatedDemo) -> None:
    first = filled.document_ids[0]
    # Those of the second meeting come last: the conference waits for none of them.
    for document_id in (*filled.document_ids, *hard.document_ids):
        store.prompt_jobs.enqueue(
            "open_document",
            priority=_FIRST_PRIORITY if document_id == first else 0,
            document_id=document_id,
        )


def file_names(items: tuple[DemoItem, ...]) -> list[str]:
    """Return the names of the files that `items` and all below them need."""
    return [
        name
        for item in items
        for name in (
            *(paper.file_name for paper in item.papers),
            *file_names(item.below),
        )
    ]


def _make_files(store: Store) -> dict[str, StoredFile]:
    """Generate the files in two processes and store them."""
    names = file_names(AGENDA) + file_names(difficult.AGENDA)
    # The report takes longer than all other files together.
    shares = [[REPORT.file_name], [n for n in names if n != REPORT.file_name]]
    with tempfile.TemporaryDirectory(dir=store.config.data) as text:
        folder = Path(text)
        with ThreadPoolExecutor(len(shares)) as pool:
            list(pool.map(lambda share: _run_maker(folder, share), shares))
        return {
            name: store.files.store_bytes((folder / name).read_bytes())
            for name in names
        }


def _run_maker(folder: Path, names: list[str]) -> None:
    command = [sys.executable, "-m", "kiosk.demo.files", str(folder), *names]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2])
