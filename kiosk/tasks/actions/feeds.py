"""Keys of calendars: each unit and each account has one feed."""

from sqlalchemy import select

from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.models import TaskFeed

_PURPOSE = "task-feed"


def feed_key_hash(key: bytes, feed_key: str) -> str:
    """Return the hash under which the key of a calendar is stored."""
    return hash_secret(key, _PURPOSE, feed_key)


def renew_feed_key(
    work: UnitOfWork,
    key: bytes,
    *,
    unit_id: int | None = None,
    account_id: int | None = None,
) -> tuple[int, str]:
    """Return the feed of a unit or an account with a new key; the old one ends.

    :param key: of the server.
    """
    feed = work.session.scalar(
        select(TaskFeed).where(
            TaskFeed.unit_id == unit_id
            if unit_id is not None
            else TaskFeed.account_id == account_id
        )
    )
    if feed is None:
        feed = TaskFeed(unit_id=unit_id, account_id=account_id)
        work.session.add(feed)
    feed_key = new_secret()
    feed.key_hash, feed.made_at = feed_key_hash(key, feed_key), work.now
    work.session.flush()
    return feed.id, feed_key
