"""Events about documents. Events about drafts go to those who prepare the meeting."""

from typing import Any, cast

from kiosk.events import Event
from kiosk.roles import PERMISSIONS, Permission, Role


def without_audience(fields: dict[str, Any]) -> dict[str, Any]:
    """Remove the audience, which is not sent to clients."""
    del fields["seen_by"]
    return fields


class ForReaders:
    """Mixin: send an event to the roles that may read the document, or could."""

    __slots__ = ()
    seen_by: frozenset[Role]

    def audience(self) -> frozenset[Role]:
        """Return the roles that receive it."""
        return self.seen_by

    def body(self) -> dict[str, Any]:
        """Return the fields sent to clients."""
        return without_audience(Event.body(cast(Event, self)))


class DocumentAdded(ForReaders, Event, frozen=True):
    """A document was uploaded."""

    document_id: int
    seen_by: frozenset[Role]


class DocumentProgressed(ForReaders, Event, frozen=True):
    """The processing of a document has progressed."""

    document_id: int
    state: str
    pages_ready: int
    page_count: int
    seen_by: frozenset[Role]


class DocumentRecognised(Event, frozen=True):
    """Text was recognised on further pages of a document."""

    document_id: int
    recognition: str
    pages_recognised: int
    pages_to_recognise: int

    def audience(self) -> frozenset[Role]:
        """Return those who prepare the meeting: readers have nothing to load yet."""
        return PERMISSIONS[Permission.READ_DRAFTS]


class DocumentTextReady(ForReaders, Event, frozen=True):
    """All pages of a document have their text: it can be marked and searched."""

    document_id: int
    seen_by: frozenset[Role]


class DocumentChanged(ForReaders, Event, frozen=True):
    """A document was renamed, moved, deleted, or its reading policy changed."""

    document_id: int
    seen_by: frozenset[Role]


class DocumentPublished(ForReaders, Event, frozen=True):
    """Delegates may read this document from now on.

    The SHA-256 of the original stands in the journal, so that a file exchanged later is
    found.
    """

    document_id: int
    sha256: str
    seen_by: frozenset[Role]


class DocumentReplaced(ForReaders, Event, frozen=True):
    """A new version is published: readers of the old one may go on to it."""

    old_id: int
    new_id: int
    seen_by: frozenset[Role]


class DocumentWithdrawn(Event, frozen=True):
    """Delegates may no longer read this document; tablets drop it."""

    document_id: int
