"""Agenda and documents of a meeting."""

import datetime as dt
from typing import Annotated

import msgspec
from sqlalchemy.orm import Session

from kiosk.agenda.queries import NumberedItem, agenda
from kiosk.agenda.rules import ItemKind
from kiosk.api.paging import ListPage, page_of_all
from kiosk.api.requests import ApiRequest, FileAnswer
from kiosk.api.resources.meetings import visible_meeting
from kiosk.documents.models import Document
from kiosk.documents.queries import check_download, documents_for, readable_document
from kiosk.documents.rules import Publication
from kiosk.errors import N_
from kiosk.roles import Visibility


class AgendaItemBody(msgspec.Struct):
    """An item of the agenda, or a sub-item."""

    id: int
    number: Annotated[str, msgspec.Meta(description=N_("Số thứ tự, như 2 hoặc 2.1."))]
    title: str
    kind: ItemKind
    parent_id: int | None
    presenter: str
    presenter_id: int | None
    planned_minutes: int
    visibility: Visibility
    is_on_paper: Annotated[
        bool, msgspec.Meta(description=N_("Tài liệu chỉ phát bản giấy."))
    ]


class AgendaBody(msgspec.Struct):
    """The agenda in its order; sub-items follow their item."""

    items: list[AgendaItemBody]


class DocumentBody(msgspec.Struct):
    """A document: what is known of it, without its content."""

    id: int
    item_id: int | None
    title: str
    file_name: str
    size: Annotated[int, msgspec.Meta(description=N_("Số byte của tệp gốc."))]
    sha256: Annotated[str, msgspec.Meta(description=N_("SHA-256 của tệp gốc."))]
    page_count: int
    version: int
    replaces_id: int | None
    publication: Publication
    published_at: dt.datetime | None
    readable_until: dt.datetime | None
    is_downloadable: Annotated[
        bool,
        msgspec.Meta(description=N_("Tải được tệp gốc; không: chỉ đọc tại hội nghị.")),
    ]


def _item(line: NumberedItem) -> AgendaItemBody:
    item = line.item
    return AgendaItemBody(
        item.id,
        line.number,
        item.title,
        ItemKind(item.kind),
        item.parent_id,
        line.presenter,
        item.presenter_id,
        item.planned_minutes,
        Visibility(item.visibility),
        item.is_on_paper,
    )


def _document(document: Document) -> DocumentBody:
    return DocumentBody(
        document.id,
        document.item_id,
        document.title,
        document.file_name,
        document.original_size,
        document.original_sha256,
        document.page_count,
        document.version,
        document.replaces_id,
        Publication(document.publication),
        document.published_at,
        document.readable_until,
        document.is_kept and not document.is_marked,
    )


def read_agenda(session: Session, request: ApiRequest) -> AgendaBody:
    """Return the agenda as the token may see it."""
    visible_meeting(session, request)
    lines = agenda(session, request.meeting_id, request.role)
    return AgendaBody([_item(line) for line in lines])


def list_documents(session: Session, request: ApiRequest) -> ListPage[DocumentBody]:
    """Return a page of the documents, newest versions only."""
    visible_meeting(session, request)
    meeting_id, role = request.meeting_id, request.role
    items = {line.item.id for line in agenda(session, meeting_id, role)}
    documents = [
        line.document for line in documents_for(session, meeting_id, role, items)
    ]
    return page_of_all(documents, request.query, _document, lambda one: one.id)


def _readable(session: Session, request: ApiRequest) -> Document:
    visible_meeting(session, request)
    return readable_document(session, request.actor, request.ids["document_id"])


def read_document(session: Session, request: ApiRequest) -> DocumentBody:
    """Return one document."""
    return _document(_readable(session, request))


def download_document(session: Session, request: ApiRequest) -> FileAnswer:
    """Return the file as it was uploaded."""
    document = _readable(session, request)
    check_download(request.actor, document)
    return FileAnswer(
        document.original_sha256, document.file_name, "application/octet-stream"
    )
