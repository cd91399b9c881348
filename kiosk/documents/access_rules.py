"""Who may read a document: one rule for every way in."""

import datetime as dt
from typing import Protocol

from kiosk.documents.rules import READABLE, is_over
from kiosk.roles import Permission, Role, may


class ReadableThing(Protocol):
    """What decides who may read a document, apart from its agenda item."""

    @property
    def publication(self) -> str:
        """Return its `Publication`."""

    @property
    def readable_until(self) -> dt.datetime | None:
        """Return when delegates may read it no more; None: never."""


def may_read(
    role: Role, document: ReadableThing, *, sees_item: bool, now: dt.datetime
) -> bool:
    """Tell whether `role` may read a document now.

    Lists, pages, files, snapshots and the middlewares ask this rule. `sees_item`
    says whether the document is attached to an agenda item that the role may see.
    """
    if may(role, Permission.READ_DRAFTS):
        return True
    is_published = document.publication in READABLE
    return is_published and sees_item and not is_over(document.readable_until, now)
