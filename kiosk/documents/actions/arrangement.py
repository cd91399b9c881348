"""Rename documents and change their order."""

from kiosk.documents.actions.audience import record_changed, seen_by
from kiosk.documents.actions.lookup import (
    documents_of_item,
    find_document,
    require_own_item,
)
from kiosk.documents.actions.versions import all_versions
from kiosk.documents.rules import READABLE, check_title
from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.roles import Role
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def rename_document(
    work: UnitOfWork, *, actor: Actor, document_id: int, title: str, revision: int
) -> None:
    """Give a document another title.

    :raises Conflict: somebody else changed it since `revision` was read.
    """
    document = find_document(work, actor, document_id)
    title = check_title(nfc(title))
    if document.revision != revision:
        raise Conflict(
            N_("Người khác vừa sửa tài liệu này. Xin xem lại rồi sửa tiếp."),
            code="changed_meanwhile",
            revision=document.revision,
        )
    document.title = title
    document.revision += 1
    record_changed(work, document)


def move_document(
    work: UnitOfWork,
    *,
    actor: Actor,
    document_id: int,
    item_id: int | None,
    after_id: int | None,
) -> None:
    """Move a document with all versions to an item, after another one (None: first).

    :raises Conflict: a published document cannot be left without an item.
    :raises NotFound: the item or the other document does not exist.
    """
    document = find_document(work, actor, document_id)
    require_own_item(work, actor, item_id)
    family = all_versions(work, document)
    if item_id is None and any(version.publication in READABLE for version in family):
        raise Conflict(N_("Xin thu hồi tài liệu trước khi gỡ khỏi nội dung."))
    before = frozenset[Role]().union(*(seen_by(work.session, one) for one in family))
    own = {version.id for version in family}
    others = [
        other
        for other in documents_of_item(work, actor.meeting_id, item_id)
        if other.id not in own
    ]
    position = 0
    if after_id is not None:
        ids = [other.id for other in others]
        if after_id not in ids:
            raise NotFound(N_("Thứ tự tài liệu vừa thay đổi. Xin xem lại."))
        position = ids.index(after_id) + 1
    for version in family:
        version.item_id = item_id
    for ordinal, version in enumerate(
        [*others[:position], *family, *others[position:]]
    ):
        version.ordinal = ordinal
    work.session.flush()
    after = frozenset[Role]().union(*(seen_by(work.session, one) for one in family))
    record_changed(work, document, before | after)
