"""Publish a document; move the presented page and the notes to a new version."""

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
    """Publish a document; screens showing its old version move to the same page.

    :raises Conflict: it cannot be published yet, or a newer version is published.
    :raises Forbidden: it has a classification mark.
    """
    new, old = documents.publish_document(work, actor=actor, document_id=document_id)
    if old is not None:
        show_new_version(
            work,
            old=old,
            new=new,
            find_page=lambda page: page_in_newer(work, old, new, page),
        )
        # Notes of earlier versions may have a position only in this one.
        before = [one.id for one in with_earlier_versions(work, new) if one is not new]

        def enqueue_transfers() -> None:
            for each in before:
                jobs.enqueue(TRANSFER_JOB, document_id=each)

        work.after_commit(enqueue_transfers)
