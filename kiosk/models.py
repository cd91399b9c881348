"""Every stored class, imported once so that the schema is whole."""

from kiosk.accounts.models import Account, SetupLink, SignIn, Throttle
from kiosk.agenda.models import AgendaItem
from kiosk.badges.models import Badge, DeskLine
from kiosk.documents.models import Document, Page, PageImage
from kiosk.meetings.models import Meeting, Member
from kiosk.pagesync.models import LivePage
from kiosk.sites.models import Site
from kiosk.storage.base import Base
from kiosk.storage.journal import JournalCounter, JournalEntry

__all__ = [
    "Account",
    "AgendaItem",
    "Badge",
    "Base",
    "DeskLine",
    "Document",
    "JournalCounter",
    "JournalEntry",
    "LivePage",
    "Meeting",
    "Member",
    "Page",
    "PageImage",
    "SetupLink",
    "SignIn",
    "Site",
    "Throttle",
]
