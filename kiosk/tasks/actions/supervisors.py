"""Name the accounts that assign and follow all tasks."""

from kiosk.accounts.actions.staff import get_open_account
from kiosk.accounts.rules import check_manages_accounts
from kiosk.identity import Identity
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.models import TaskSupervisor


def set_supervisor(
    work: UnitOfWork, *, identity: Identity, account_id: int, is_supervisor: bool
) -> None:
    """Let an account assign and follow all tasks, or no longer.

    :raises Forbidden: the requester is no administrator.
    :raises NotFound: there is no such open account.
    """
    check_manages_accounts(identity)
    get_open_account(work, account_id)
    stored = work.session.get(TaskSupervisor, account_id)
    if is_supervisor and stored is None:
        work.session.add(
            TaskSupervisor(
                account_id=account_id, named_by=identity.name, named_at=work.now
            )
        )
    elif stored is not None and not is_supervisor:
        work.session.delete(stored)
    work.session.flush()
