"""Query the calendars of units and accounts."""

import datetime as dt
import hmac
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kiosk.accounts.models import Account
from kiosk.identity import Identity
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.models import TaskFeed
from kiosk.tasks.queries.lists import task_lines
from kiosk.tasks.queries.structs import TaskFilter, TaskLine
from kiosk.tasks.queries.viewers import meetings_run_by, sees_all_tasks
from kiosk.units.models import Unit
from kiosk.units.queries import unit_of_account


@dataclass(frozen=True)
class FeedContent:
    """Whose calendar it is, and its tasks."""

    name: str
    lines: list[TaskLine]


def feed_content(
    session: Session, feed_id: int, key_hash: str, today: dt.date
) -> FeedContent | None:
    """Return the content of a feed; None: the key is wrong, or its owner is gone."""
    feed = session.get(TaskFeed, feed_id)
    if feed is None or not hmac.compare_digest(feed.key_hash, key_hash):
        return None
    viewer = _owner(session, feed)
    if viewer is None:
        return None
    lines = task_lines(session, viewer, TaskFilter(), today, rows=None)
    return FeedContent(viewer.name, lines)


def _owner(session: Session, feed: TaskFeed) -> TaskViewer | None:
    if feed.unit_id is not None:
        unit = session.get_one(Unit, feed.unit_id)
        if unit.is_closed:
            return None
        return TaskViewer(unit.name, f"feed:{feed.id}", unit_id=unit.id)
    account = session.get_one(Account, feed.account_id)
    if account.is_closed:
        return None
    who = Identity(0, account.full_name, account.id, None, account.is_administrator)
    own = unit_of_account(session, account.id)
    return TaskViewer(
        account.full_name,
        f"feed:{feed.id}",
        sees_all=sees_all_tasks(session, who),
        unit_id=own.id if own else None,
        meeting_ids=meetings_run_by(session, who),
    )
