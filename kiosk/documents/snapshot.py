"""Documents in the snapshot."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.clock import iso_moment
from kiosk.documents.document_remarks import document_remarks
from kiosk.documents.queries import DocumentLine, documents_for, refusal_of
from kiosk.documents.replaced_versions import replaced_for
from kiosk.roles import Permission, Role, may


def snapshot_part(
    session: Session, meeting_id: int, role: Role, state: dict[str, Any]
) -> dict[str, Any]:
    """Return the documents of the items in `state`, and replaced versions."""
    item_ids = {item["id"] for item in state["items"]}
    is_preparing = may(role, Permission.READ_DRAFTS)
    remarks = document_remarks(session, meeting_id) if is_preparing else {}
    return {
        "documents": [
            _document(line) | remarks.get(line.document.id, {})
            for line in documents_for(session, meeting_id, role, item_ids)
        ],
        # Not listed; open ones stay readable and link to the newest version.
        "replaced": [
            _document(DocumentLine(line.document, ""))
            | {"replaced_by": line.newest_id, "page_runs": line.runs}
            for line in replaced_for(session, meeting_id, role, item_ids)
        ],
    }


def _document(line: DocumentLine) -> dict[str, Any]:
    document = line.document
    refusal = refusal_of(document)
    return {
        "id": document.id,
        "item_id": document.item_id,
        "title": document.title,
        "file_name": document.file_name,
        "state": document.state,
        "publication": document.publication,
        "page_count": document.page_count,
        "pages_ready": document.pages_ready,
        "thumbnail": line.thumbnail,
        "recognition": document.recognition,
        "pages_recognised": document.pages_recognised,
        "pages_to_recognise": document.pages_to_recognise,
        "version": document.version,
        "replaces_id": document.replaces_id,
        "readable_until": iso_moment(document.readable_until),
        "until_close": document.until_close,
        "revision": document.revision,
        "is_marked": document.is_marked,
        "is_kept": document.is_kept,
        # Untranslated: one snapshot serves every language. Only preparers and the chair
        # see rejected documents; `/status` returns the translated message.
        "refusal": (
            {"sentence": refusal.sentence, "details": refusal.details}
            if refusal
            else None
        ),
    }
