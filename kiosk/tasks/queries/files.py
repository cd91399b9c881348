"""Which files of the store belong to tasks: they are kept, and backed up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.tasks.models import TaskFile


def files_of_tasks(session: Session, among: list[str] | None = None) -> set[str]:
    """Return the SHA-256 of evidence; `among` restricts the query."""
    wanted = select(TaskFile.sha256)
    if among is not None:
        wanted = wanted.where(TaskFile.sha256.in_(among))
    return set(session.scalars(wanted))
