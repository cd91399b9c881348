"""Tell units and managers what was done with a task; the one caller of notices."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from kiosk.accounts.models import Account
from kiosk.errors import N_
from kiosk.meetings.models import Member
from kiosk.notices.actions import queue_notice
from kiosk.notices.rules import Notice, Recipient
from kiosk.roles import Role
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.models import Task, TaskSupervisor
from kiosk.tasks.queries.lists import cooperating_units
from kiosk.tasks.rules import TaskAct
from kiosk.units.links import LINK_PATH, make_link
from kiosk.units.models import Unit, UnitAccount
from kiosk.units.rules import LinkPurpose

TASK_NOTICE, DIGEST_NOTICE = "task", "digest"
TASKS_PATH = "/tasks"
# So much of a task's text stands in a notice.
_SHOWN_TEXT = 300

# Untranslated: the templates of each language have their own.
NOTICE_TITLES: dict[TaskAct, str] = {
    TaskAct.ASSIGN: N_("Nhiệm vụ mới"),
    TaskAct.CHANGE: N_("Nhiệm vụ đã sửa"),
    TaskAct.ASK_EXTENSION: N_("Đơn vị xin gia hạn"),
    TaskAct.GRANT_EXTENSION: N_("Đã cho gia hạn"),
    TaskAct.REFUSE_EXTENSION: N_("Không cho gia hạn"),
    TaskAct.DECLARE_DONE: N_("Đơn vị báo đã xong"),
    TaskAct.RETURN: N_("Nhiệm vụ được trả lại"),
    TaskAct.CONFIRM: N_("Đã xác nhận hoàn thành"),
    TaskAct.WITHDRAW: N_("Nhiệm vụ đã rút"),
    TaskAct.REMIND: N_("Nhắc việc"),
}


def send_notice(work: UnitOfWork, notice: Notice) -> None:
    """Queue a notice, in the app and by e-mail where there is an address."""
    queue_notice(work, notice)


def notify_units(
    work: UnitOfWork,
    key: bytes,
    tasks: Sequence[Task],
    act: TaskAct,
    text: str = "",
) -> None:
    """Tell the units of tasks what the office has done.

    The e-mail of a unit has a link of its own, so that no account is needed.

    :param key: of the server.
    """
    helpers = cooperating_units(work.session, [task.id for task in tasks])
    for task in tasks:
        concerned = [task.lead_unit_id, *helpers.get(task.id, [])]
        for unit in _open_units(work, concerned):
            _notify_unit(work, key, unit, task, act, text)


def _open_units(work: UnitOfWork, unit_ids: Iterable[int | None]) -> list[Unit]:
    wanted = {unit_id for unit_id in unit_ids if unit_id is not None}
    found = select(Unit).where(Unit.id.in_(wanted), Unit.is_closed.is_(False))
    return list(work.session.scalars(found.order_by(Unit.id)))


def _notify_unit(
    work: UnitOfWork, key: bytes, unit: Unit, task: Task, act: TaskAct, text: str
) -> None:
    path = f"{TASKS_PATH}/{task.id}"
    if unit.email:
        token = make_link(work, key, unit.id, LinkPurpose.TASKS, path)
        recipient = Recipient(unit.name, email=unit.email, unit_id=unit.id)
        link = f"{LINK_PATH}#{token}"
        send_notice(work, _notice(task, act, text, recipient, link))
    for account in accounts_of_unit(work, unit.id):
        recipient = Recipient(account.full_name, account_id=account.id)
        send_notice(work, _notice(task, act, text, recipient, path))


def accounts_of_unit(work: UnitOfWork, unit_id: int) -> list[Account]:
    """Return the open accounts of a unit."""
    return list(
        work.session.scalars(
            select(Account)
            .join(UnitAccount, UnitAccount.account_id == Account.id)
            .where(UnitAccount.unit_id == unit_id, Account.is_closed.is_(False))
            .order_by(Account.id)
        )
    )


def notify_managers(work: UnitOfWork, task: Task, act: TaskAct, text: str) -> None:
    """Tell those who follow a task what its unit has done."""
    for account in managers_of(work, task):
        recipient = Recipient(account.full_name, account_id=account.id)
        path = f"{TASKS_PATH}/{task.id}"
        send_notice(work, _notice(task, act, text, recipient, path))


def managers_of(work: UnitOfWork, task: Task) -> list[Account]:
    """Return supervisors and the source's secretaries; nobody: the administrators."""
    secretaries = select(Member.account_id).where(
        Member.meeting_id == task.meeting_id, Member.role == Role.SECRETARY
    )
    chosen = Account.id.in_(select(TaskSupervisor.account_id)) | Account.id.in_(
        secretaries
    )
    is_open = Account.is_closed.is_(False)
    found = select(Account).where(chosen, is_open).order_by(Account.id)
    managers = list(work.session.scalars(found))
    if managers:
        return managers
    administrators = select(Account).where(Account.is_administrator, is_open)
    return list(work.session.scalars(administrators.order_by(Account.id)))


def _notice(
    task: Task, act: TaskAct, text: str, recipient: Recipient, link: str
) -> Notice:
    due = task.asked_due_date if act is TaskAct.ASK_EXTENSION else task.due_date
    return Notice(
        kind=TASK_NOTICE,
        recipient=recipient,
        parameters={
            "act": act.value,
            "title": NOTICE_TITLES[act],
            "number": task.id,
            "task": shortened(task.text),
            "due": due.strftime("%d/%m/%Y") if due else "",
            "remark": text,
            "meeting": task.meeting_title,
        },
        refers_to=f"task:{task.id}",
        link=link,
    )


def shortened(text: str, limit: int = _SHOWN_TEXT) -> str:
    """Return the beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return f"{line[:limit].rsplit(' ', 1)[0]}…"
