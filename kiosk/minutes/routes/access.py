"""Who asks for minutes."""

from kiosk.errors import NotFound
from kiosk.identity import Actor
from kiosk.minutes.queries.review import reviewer_after_closing
from kiosk.roles import Permission
from kiosk.web import request as web


def writer(meeting_id: int) -> Actor:
    """Return the actor, who writes minutes.

    :raises SignedOut: nobody is signed in.
    :raises NotFound: they have no role in this meeting.
    :raises Forbidden: they do not write minutes.
    """
    return web.actor(meeting_id, Permission.WRITE_MINUTES)


def reader(meeting_id: int) -> Actor:
    """Return the actor, who may be asked about minutes; also after the meeting.

    :raises SignedOut: nobody is signed in.
    :raises NotFound: they have no role in this meeting.
    :raises Forbidden: they are never asked.
    """
    try:
        return web.actor(meeting_id, Permission.REVIEW_MINUTES)
    except NotFound:
        with web.store().read_session() as session:
            found = reviewer_after_closing(session, web.signed_in(), meeting_id)
        if found is None:
            raise
        return found
