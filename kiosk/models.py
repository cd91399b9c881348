"""Every stored class, imported once so that the schema is whole."""

from kiosk.accounts.models import (
    AccessEntry,
    Account,
    PendingSignIn,
    RecoveryCode,
    SecondFactor,
    SetupLink,
    SignIn,
    Throttle,
)
from kiosk.agenda.models import AgendaItem
from kiosk.annotations.models import Annotation, AnnotationShare, AnnotationSyncState
from kiosk.badges.models import Badge, DeskAlert
from kiosk.badges.pins.models import Pin
from kiosk.checkins.models import (
    AttendanceMark,
    AttendanceRecord,
    CheckIn,
    CheckInConflict,
    Gate,
    QuorumRule,
    RollCall,
    RollCallEntry,
)
from kiosk.documents.models import Document, Page, PageImage
from kiosk.fleet.models import Command, Enrolment, Tablet
from kiosk.meetings.models import Meeting, Member
from kiosk.offline.models import CachedDocument
from kiosk.opinions.models import Opinion
from kiosk.pagesync.models import LivePage
from kiosk.reading_log.models import ReadRecord
from kiosk.sites.models import Site
from kiosk.storage.base import Base
from kiosk.storage.journal import JournalCounter, JournalEntry

__all__ = [
    "AccessEntry",
    "Account",
    "AgendaItem",
    "Annotation",
    "AnnotationShare",
    "AnnotationSyncState",
    "AttendanceMark",
    "AttendanceRecord",
    "Badge",
    "Base",
    "CheckIn",
    "CheckInConflict",
    "Command",
    "DeskAlert",
    "Document",
    "Enrolment",
    "Gate",
    "JournalCounter",
    "JournalEntry",
    "CachedDocument",
    "LivePage",
    "Meeting",
    "Member",
    "Opinion",
    "Page",
    "PageImage",
    "PendingSignIn",
    "Pin",
    "QuorumRule",
    "ReadRecord",
    "RecoveryCode",
    "RollCall",
    "RollCallEntry",
    "SecondFactor",
    "SetupLink",
    "SignIn",
    "Site",
    "Tablet",
    "Throttle",
    "is_ours",
]


def is_ours(
    _thing: object,
    name: str | None,
    _kind: str,
    is_in_database: bool,  # noqa: FBT001 Alembic calls it so
    _compared: object,
) -> bool:
    """Tell whether a part of the schema is described by the classes above.

    The indexes for search are each database's own; migration 0003 makes them.
    """
    return not (is_in_database and name and "search_" in name)
