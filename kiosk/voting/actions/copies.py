"""Copy the votes of a meeting that were prepared and never opened."""

from sqlalchemy import select

from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.models import Vote, VoteOption
from kiosk.voting.queries.votes import options_of_votes
from kiosk.voting.rules.kinds import VoteState

# What a draft does not have yet, or has in its own meeting only.
_NOT_COPIED = {
    "id",
    "meeting_id",
    "item_id",
    "document_id",
    "document_title",
    "document_version",
    "document_sha256",
    "previous_id",
    "revision",
    "changed_at",
    "created_at",
}


def copy_drafts(
    work: UnitOfWork,
    *,
    source_id: int,
    target_id: int,
    items: dict[int, int],
    documents: dict[int, int],
) -> None:
    """Copy the drafts of `source_id` to `target_id`; no vote that was once open.

    `items` and `documents` map ids of the source to ids of the target. A second round
    is not copied: the vote that it decides is not there.
    """
    wanted = select(Vote).where(
        Vote.meeting_id == source_id,
        Vote.state == VoteState.DRAFT,
        Vote.previous_id.is_(None),
    )
    drafts = work.session.scalars(wanted.order_by(Vote.id)).all()
    options = options_of_votes(work.session, [draft.id for draft in drafts])
    for draft in drafts:
        copy = Vote(
            meeting_id=target_id,
            item_id=items.get(draft.item_id or 0),
            document_id=documents.get(draft.document_id or 0),
            changed_at=work.now,
            created_at=work.now,
            **{
                column.key: getattr(draft, column.key)
                for column in Vote.__mapper__.column_attrs
                if column.key not in _NOT_COPIED
            },
        )
        work.session.add(copy)
        work.session.flush()
        work.session.add_all(
            VoteOption(
                vote_id=copy.id, ordinal=one.ordinal, label=one.label, note=one.note
            )
            for one in options.get(draft.id, [])
        )
    work.session.flush()
