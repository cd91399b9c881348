"""Publishing a paper; the hall and the readers' notes follow to a new version."""

from kiosk.annotations.rules import TRANSFER_JOB
from kiosk.documents.actions import publication as documents
from kiosk.documents.actions.versions import page_in_newer, with_earlier_versions
from kiosk.identity import Actor
from kiosk.pagesync.actions import show_new_version
from kiosk.storage.jobs import Jobs
from kiosk.storage.unit_of_work import UnitOfWork


def publish_document(
    work: UnitOfWork, jobs: Jobs, *, actor: Actor, document_id: int
) -> None:
    """Let delegates read a paper; who is shown its old version sees the same place.

    :raises Conflict: it cannot be published yet, or a newer version is.
    :raises Forbidden: it bears a stamp of secrecy.
    """
    new, old = documents.publish_document(work, actor=actor, document_id=document_id)
    if old is not None:
        show_new_version(
            work,
            old=old,
            new=new,
            find_page=lambda page: page_in_newer(work, old, new, page),
        )
        # Earlier ones as well: some of their notes may find a place only now.
        before = [
            paper.id for paper in with_earlier_versions(work, new) if paper is not new
        ]

        def carry() -> None:
            for each in before:
                jobs.enqueue(TRANSFER_JOB, document_id=each)

        work.after_commit(carry)
